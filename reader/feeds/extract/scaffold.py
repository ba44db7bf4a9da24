"""What holds a page together, made plain: lists and tables that are there for the layout, text without a paragraph.

Whoever looks for the main text takes a list of articles for navigation, and a table for a table.
"""

from __future__ import annotations

from lxml.html import HtmlElement
from lxml.html.builder import P

from reader.feeds.extract.tree import elements, remove, text_of

_HEADINGS = ("h1", "h2", "h3", "h4")
_INLINE = frozenset(
    "a abbr b bdi bdo big br cite code em font i mark q s small span strong sub sup time u wbr img del ins".split()
)
_HOLDERS = frozenset("div td th section article main body center blockquote".split())
_PROSE = 120
"""Characters from which a table's cell is a part of the page, and not of a table."""
_LOOSE = 20
_LINE = 3
"""Characters from which loose text between two line breaks and the next two is a line of its own."""
_MENU, _LINKS = 3, 0.75


def simplify(tree: HtmlElement) -> None:
    """Make scaffolding plain, in place."""
    for element in elements(tree):
        if element.tag == "font":
            element.drop_tag()
        elif element.tag in ("ul", "ol") and _holds_articles(element):
            element.tag = "div"
            for item in element.iterchildren("li"):
                item.tag = "div"
        elif element.tag == "article" and next(element.iterancestors("article", "main", "ul"), None) is not None:
            element.tag = "div"
        elif element.tag == "table" and _is_layout(element):
            for part in (element, *element.iter("tbody", "thead", "tr", "td", "th")):
                if part.tag == "td" and _is_menu(part):
                    remove(part)
                part.tag = "div"
    for element in elements(tree):
        if element.tag in _HOLDERS:
            _paragraphs(element)


def _holds_articles(element: HtmlElement) -> bool:
    items = list(element.iterchildren("li"))
    return bool(items) and sum(next(item.iter(*_HEADINGS), None) is not None and _prose(item) for item in items) > (
        len(items) // 2
    )


def _prose(item: HtmlElement) -> bool:
    return any(len(text_of(paragraph)) >= _LOOSE for paragraph in item.iter("p"))


def _is_layout(table: HtmlElement) -> bool:
    """A table within which there are tables, or cells of running text, and no head."""
    if next(table.iter("th", "caption", "thead"), None) is not None:
        return False
    cells = list(table.iter("td"))
    if any(True for _ in table.iterdescendants("table")):
        return True
    rows = len(list(table.iter("tr")))
    long = [cell for cell in cells if len(text_of(cell)) >= _PROSE]
    return bool(long) and (rows <= 1 or len(long) * 2 >= len(cells) or any(_broken(cell) for cell in cells))


def _is_menu(cell: HtmlElement) -> bool:
    """Whether a cell holds links and little else."""
    links = [text_of(link) for link in cell.iter("a")]
    return len(links) >= _MENU and sum(map(len, links)) > _LINKS * len(text_of(cell))


def _broken(element: HtmlElement) -> bool:
    """Whether two line breaks in a row part paragraphs."""
    return any(
        following.tag == "br" and not (line.tail or "").strip()
        for line in element.iterchildren("br")
        if (following := line.getnext()) is not None
    )


def _paragraphs(element: HtmlElement) -> None:
    """Put runs of loose text between blocks, or between double line breaks, into paragraphs."""
    children = list(element)
    if all(child.tag in _INLINE for child in children) and not _broken(element):
        return
    run: list[HtmlElement | str] = [element.text or ""]
    element.text = None
    for child in children:
        element.remove(child)
    breaks = 0
    for child in children:
        tail, child.tail = child.tail or "", None
        if child.tag == "br":
            breaks += 1
            if breaks == 2:
                _end(element, run, _LINE)
            elif breaks == 1:
                run.append(child)
        elif child.tag in _INLINE:
            run.append(child)
            breaks = 0
        else:
            _end(element, run)
            element.append(child)
            breaks = 0
        if tail.strip():
            breaks = 0
        run.append(tail)
    _end(element, run)


def _end(element: HtmlElement, run: list[HtmlElement | str], least: int = _LOOSE) -> None:
    """A paragraph of the run, or the run as it was if there are fewer than ``least`` characters in it."""
    while run and not isinstance(run[-1], str) and run[-1].tag == "br":
        run.pop()
    length = sum(len(part.strip()) if isinstance(part, str) else len(text_of(part)) for part in run)
    holder = P() if length >= least else element
    last = holder[-1] if len(holder) else None  # asked for once: it takes as long as there are children
    for part in run:
        if not isinstance(part, str):
            holder.append(part)
            last = part
        elif last is not None:
            last.tail = (last.tail or "") + part
        else:
            holder.text = (holder.text or "") + part
    if holder is not element:
        element.append(holder)
    run.clear()
