"""Taking the furniture off a page before anybody decides what its article is.

Nothing goes that holds a good part of the page's text: a class that is called ``share`` for no reason, or a label that
is a heading of the article, must not cost an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from reader.feeds.extract import labels
from reader.feeds.extract.finish import MOST_RELATED
from reader.feeds.extract.tree import beginning_of, elements, remove, text_of
from reader.models import Related
from reader.text.addresses import untracked, web_address
from reader.text.clean import clean_line

_NEVER = frozenset(
    "script style template select noscript svg canvas iframe object embed form input textarea button dialog link meta "
    "audio video map".split()
)
_BLOCKS = frozenset("p div section article aside header footer nav ul ol li table td h1 h2 h3 h4 h5 h6 figure".split())
_TOO_MUCH = 0.2
_TOO_MUCH_PROSE = 0.15
_PROSE = 80
"""Characters from which a paragraph is one of running text."""
_LABEL = 60
_SIGN = 3
"""Characters of what is drawn and not read: the mark of a heading's own address."""
_NOTICE = 240
_SHORTEST_TITLE = 12


@dataclass
class Pruned:
    """What was taken off, as far as readers want it."""

    url: str
    base: str
    related: list[Related] = field(default_factory=list)

    def keep(self, element: HtmlElement) -> None:
        """Remember the links in an element that are to articles."""
        for link in element.iter("a"):
            if len(self.related) >= MOST_RELATED:
                return
            title, address = clean_line(text_of(link)), untracked(web_address(link.get("href") or "", self.base))
            known = {related.url for related in self.related} | {self.url}
            wanted = address.startswith("http") and len(title) >= _SHORTEST_TITLE and not labels.is_label(title)
            if wanted and address.partition("#")[0] not in known:
                self.related.append(Related(title, address.partition("#")[0]))


class _Sizes:
    """How much text the elements of a tree hold: all, in links, and in paragraphs of running text."""

    def __init__(self, tree: HtmlElement) -> None:
        self._all: dict[HtmlElement, tuple[int, int, int]] = {}
        for element in reversed(list(elements(tree))):
            self._all[element] = self._measured(element)
        self.page = self._all[tree]

    def _measured(self, element: HtmlElement) -> tuple[int, int, int]:
        text = len((element.text or "").strip())
        linked = prose = 0
        for child in element:
            below = self._all.get(child, (0, 0, 0))
            text += below[0] + len((child.tail or "").strip())
            linked += below[1]
            prose += below[2]
        if element.tag == "a":
            linked = text
        if element.tag == "p" and text - linked >= _PROSE:
            prose = text
        return text, linked, prose

    def text(self, element: HtmlElement) -> int:
        """Characters."""
        return self._all.get(element, (0, 0, 0))[0]

    def links(self, element: HtmlElement) -> float:
        """The share of its characters that are links."""
        text, linked, _ = self._all.get(element, (0, 0, 0))
        return linked / text if text else 0.0

    def guards(self, element: HtmlElement) -> bool:
        """Whether the element holds too much of the page to be furniture."""
        text, linked, prose = self._all.get(element, (0, 0, 0))
        unlinked = max(1, self.page[0] - self.page[1])
        if text - linked > _TOO_MUCH * unlinked or prose > _TOO_MUCH_PROSE * max(1, self.page[2]):
            return text > _LABEL
        return next(element.iter("h1"), None) is not None


def prune(tree: HtmlElement, url: str, base: str) -> Pruned:
    """Take the furniture off ``tree``, in place."""
    for element in elements(tree):
        if element.tag in _NEVER and element is not tree:
            remove(element)
    pruned, sizes = Pruned(url, base), _Sizes(tree)
    for element, is_related in [*_named(tree), *_labelled(tree, sizes)]:
        if element.getparent() is None or sizes.guards(element):
            continue
        if is_related:
            pruned.keep(element)
        remove(element)
    return pruned


def _named(tree: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    """What is furniture by its class, its id, its role or its being hidden."""
    for element in elements(tree):
        names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
        if element.tag in ("html", "body", "main", "article", "h1"):
            continue
        if element.tag in ("nav", "footer", "aside") or element.get("role") in ("navigation", "search", "dialog"):
            yield element, any(map(labels.names_related, names)) or _has_related_label(element)
        elif _is_unseen(element):
            yield element, False
        elif any(map(labels.names_furniture, names)):
            yield element, any(map(labels.names_related, names))


def _is_unseen(element: HtmlElement) -> bool:
    """Whether an element is hidden, or a sign that is only drawn."""
    hidden = element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "")
    return hidden or (element.get("aria-hidden") == "true" and len(beginning_of(element, 80).strip()) <= _SIGN)


def _has_related_label(element: HtmlElement) -> bool:
    return any(labels.is_related(text_of(heading)) for heading in element.iter("h2", "h3", "h4", "strong", "p"))


def _labelled(tree: HtmlElement, sizes: _Sizes) -> Iterator[tuple[HtmlElement, bool]]:
    """What is furniture by what it says: a label with the links that follow it, or one line of a notice."""
    taken: set[HtmlElement] = set()
    for element in elements(tree):
        if element.tag not in _BLOCKS or sizes.text(element) > _NOTICE or not sizes.text(element) or element in taken:
            continue
        text = text_of(element)
        if len(text) <= _LABEL and labels.is_label(text):
            related = labels.is_related(text)
            for links in _links_after(element, sizes):
                if links in taken:
                    break
                taken.add(links)
                yield links, related
            yield element, False
        elif labels.begins_related(text) and sizes.links(element) > 0.3:
            yield element, True
        elif labels.begins_furniture(text) and element.tag in ("p", "div", "li"):
            yield element, False


def _links_after(label: HtmlElement, sizes: _Sizes) -> Iterator[HtmlElement]:
    """The lists of links that stand under a label, which may be the first or the only child of something."""
    here = label
    while here.getnext() is None and here.getparent() is not None and len(here.getparent()) == 1:
        here = here.getparent()
    for following in here.itersiblings():
        if not isinstance(following.tag, str) or sizes.links(following) < 0.6:
            return
        yield following
