"""The article under the eyes: its links, its text for other programs, the way it is laid out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from reader.models import Direction, Entry, Source
from reader.text.options import Digits, Justify, Options
from reader.ui import choices, layouts, messages
from reader.ui.panes import Pane
from reader.ui.screens.refreshing import RefreshingScreen

if TYPE_CHECKING:
    from reader.library import Library

SEARCH, LINKS, ADDRESS, PAGE, PIPE, FIND, HINTS = "search", "links", "address", "page", "pipe", "find", "hints"
"""The ids of the fields: words to find, a link's number, the addresses of a feed and a page, a command, words of the
article, letters that stand behind its links and headings."""
IMPORT, EXPORT, RENAME, MOVE, KEEP = "import", "export", "rename", "move", "keep"
"""A list of feeds to read, and one to write; a feed's own name, its folder; a search's name."""
TAGS, ALL_TAGS, NOTE = "tags", "all-tags", "note"
"""What is written about an article, or about several."""
RULE, RULE_TAGS = "rule", "rule-tags"
"""Which articles a rule is for, and which tags it gives."""


class ReadingScreen(RefreshingScreen):
    """What is done with the current entry and its article."""

    _fetching_text: frozenset[int] = frozenset()
    """The entries whose other text is on its way: a second press of the key asks for nothing more."""

    @property
    def pane(self) -> Pane:
        """The pane in use."""
        return self.panes.current

    @property
    def current(self) -> Entry | None:
        """The entry that keys act on: the open one in the article pane, else the one under the cursor."""
        return self.opened if self.pane is Pane.ARTICLE else self.headlines.current

    @property
    def meant_ids(self) -> Sequence[int]:
        """Those that marks are for: what is picked, or else the current entry."""
        if self.headlines.picked and self.pane is not Pane.ARTICLE:
            return tuple(self.headlines.picked)
        return (self.current.id,) if self.current is not None else ()

    @on(messages.LinkChosen)
    def _link_chosen(self, message: messages.LinkChosen) -> None:
        self._go(message.address)

    @on(messages.CopyWanted)
    def _copy_wanted(self, message: messages.CopyWanted) -> None:
        self._copy(message.text, "status.copied")

    def _copy(self, text: str, notice: str) -> None:
        self.app.copy_to_clipboard(text)
        self.status.tell(self.catalogue.text(notice))

    @on(messages.Selecting)
    def _selection_changed(self, message: messages.Selecting) -> None:
        self.key_bar.selecting = message.going_on

    # A row to type in.

    async def open_field(self, id: str, prompt: str, hint: str, pane: Pane, value: str = "") -> None:
        """Put a field in the place of the key bar; it is for what ``pane`` shows."""
        from reader.ui.widgets.text_field import TextField

        if self.field is not None and self.field.id != id:
            self.close_field()
        if self.field is None:
            self.field = TextField(prompt, hint, self.catalogue.direction, id=id, replace=id == RENAME)
            self.field.value = value
            self.key_bar.display = False
            await self.mount(self.field)
        else:
            self.field.value = value  # it may be about something else now
        self.panes.enter(pane)
        self.set_focus(self.field)

    def close_field(self, pane: Pane | None = None) -> None:
        """Take the field away; ``pane`` is used then, or the one there was."""
        self.panes.enter(pane or self.pane)
        if self.field is not None:
            self.field.remove()
            self.field = None
        self.article.number_links(False)
        self.article.hint(False)
        self.article.find(())
        self.key_bar.display = not self.panes.zen

    def action_follow_link(self) -> None:
        """Show the links' numbers, and let one be typed."""
        if self.opened is None or not self.article.links:
            self.status.tell(self.catalogue.text("status.no_link"))
            return
        self.article.number_links(True)
        hint = self.catalogue.text("dialog.link_prompt", last=len(self.article.links))
        self.start(self.open_field(LINKS, "[n]", hint, Pane.ARTICLE), "keys")

    def action_hints(self) -> None:
        """Show letters behind links and headings, and go where those lead that are typed."""
        if self.opened is None:
            self.status.tell(self.catalogue.text("status.nothing_open"))
            return
        self.article.hint(True)
        self.start(self.open_field(HINTS, "[a]", self.catalogue.text("dialog.hints_prompt"), Pane.ARTICLE), "keys")

    @on(Input.Changed, f"#{HINTS}")
    def _letters_typed(self, event: Input.Changed) -> None:
        """Go there as soon as the letters are those of one; letters of another script count by their places."""
        places = layouts.table(self.config.screen.keyboard, self.catalogue.language)
        typed = "".join(places.get(layouts.joined(char), char) for char in event.value.strip()).lower()
        target = self.article.hints.get(typed)
        if target is None:
            if typed and not any(letters.startswith(typed) for letters in self.article.hints):
                self.close_field()
            return
        self.close_field()
        if isinstance(target, int):
            self.call_after_refresh(self.article.show_block, target)
        else:
            self._go(target)

    @on(Input.Submitted, f"#{HINTS}")
    def _letters_given(self) -> None:
        self.close_field()

    @on(Input.Changed, f"#{LINKS}")
    def _number_typed(self, event: Input.Changed) -> None:
        """Follow a link as soon as no longer number could be meant."""
        number = _number(event.value)
        if number * 10 > len(self.article.links) >= number:
            self._follow(number)

    @on(Input.Submitted, f"#{LINKS}")
    def _number_given(self, event: Input.Submitted) -> None:
        self._follow(_number(event.value))

    def _follow(self, number: int) -> None:
        if 0 < number <= len(self.article.links):
            self._go(self.article.links[number - 1])
        else:
            self.status.tell(self.catalogue.text("status.no_such_link", last=len(self.article.links)))
        self.close_field()

    def _go(self, address: str) -> None:
        """Follow a link: a related article is read here, everything else is the browser's."""
        if address in self.article.related:
            self.start(self._read_page(address), "keys")
        else:
            self.start(self._browse(address), "keys")

    def action_save_page(self) -> None:
        """Type the address of a page to read."""
        self.start(self.open_field(PAGE, "+", self.catalogue.text("dialog.page_prompt"), self.pane), "keys")

    @on(Input.Submitted, f"#{PAGE}")
    def _page_given(self, event: Input.Submitted) -> None:
        self.close_field()
        if address := event.value.strip():
            self.start(self._read_page(address), "keys")

    async def _read_page(self, address: str) -> None:
        """Keep the article of a page among those to read later, and show it."""
        if self.library is None:
            return
        before = self.opened
        self.status.tell(self.catalogue.text("status.fetching_page"))
        entry = await self.library.save_page(address, self.catalogue.text("feed.read_later"))
        self.status.tell(self.catalogue.text("status.saved_page"))
        await self._listing.ask(None)
        if self.opened is before:  # nobody has gone on to something else
            await self.open_entry(entry.id)

    # The article.

    def action_open_in_browser(self) -> None:
        """Open the entry's page."""
        if (entry := self.current) is not None:
            self.start(self._browse(entry.url), "keys")

    async def _browse(self, address: str) -> None:
        from reader.ui.browser import open_address

        if not address:
            self.status.tell(self.catalogue.text("status.no_link"))
        elif await open_address(address, self.config.reading.browser):
            self.status.tell(self.catalogue.text("status.opened"))
        else:
            self.status.tell(self.catalogue.text("status.browser_failed", url=address), "problem")

    def action_pipe(self) -> None:
        """Type a command that gets the article's text."""
        if self.current is not None:
            self.start(self.open_field(PIPE, "|", self.catalogue.text("dialog.pipe_prompt"), self.pane), "keys")

    @on(Input.Submitted, f"#{PIPE}")
    def _command_given(self, event: Input.Submitted) -> None:
        self.close_field()
        if (command := event.value.strip()) and (entry := self.current) is not None:
            self.start(self._pipe(entry.id, command), "keys")

    async def _pipe(self, entry_id: int, command: str) -> None:
        if self.library is None:
            return
        from reader.article import article_text
        from reader.ui.piping import pipe

        article = await self.library.article(entry_id)
        text = await asyncio.to_thread(article_text, article, self.catalogue)
        status = pipe(self.app, command, f"{text}\n", self.catalogue.text("dialog.pipe_done"))
        if status:
            self.status.tell(self.catalogue.text("status.pipe_failed", status=status), "problem")
        else:
            self.status.tell(self.catalogue.text("status.piped"))

    def action_copy_link(self) -> None:
        """Copy the entry's address."""
        if (entry := self.current) is not None:
            if entry.url:
                self._copy(entry.url, "status.copied_link")
            else:
                self.status.tell(self.catalogue.text("status.no_link"))

    def action_copy_article(self) -> None:
        """Copy the article's text."""
        if (entry := self.current) is not None:
            self.start(self._copy_article(entry.id), "keys")

    async def _copy_article(self, entry_id: int) -> None:
        if self.library is not None:
            from reader.article import article_text

            article = await self.library.article(entry_id)
            self._copy(await asyncio.to_thread(article_text, article, self.catalogue), "status.copied_article")

    def action_text(self) -> None:
        """Show the other text of the article: its page's, which is fetched if it must be, or the feed's own."""
        if self.opened is not None:
            self.start(self._other_text(self.opened), "text")

    async def _other_text(self, entry: Entry) -> None:
        if self.library is None or entry.id in self._fetching_text:
            return
        self._fetching_text |= {entry.id}
        try:
            await self._show_other_text(self.library, entry)
        finally:
            self._fetching_text -= {entry.id}

    async def _show_other_text(self, library: Library, entry: Entry) -> None:
        from reader.sync.choose import source_of

        article = await library.article(entry.id)
        if article.page is None:
            self.status.tell(self.catalogue.text("status.fetching_page"))
            article = await library.fetch_page(entry.id)
            wanted = Source.PAGE
            await self._listing.ask(None)  # the headline says whether the whole article is there
        else:
            wanted = Source.FEED if source_of(article) is Source.PAGE else Source.PAGE
        if article.page is None:
            reason = article.page_problem
            self.status.tell(
                self.catalogue.problem(reason) if reason else self.catalogue.text("status.no_link"), "problem"
            )
        else:
            await library.prefer(entry.feed_id, wanted)
            article = article._replace(prefers=wanted)
            self.status.tell(self.catalogue.text(f"status.text_{wanted}"))
        pictures = await library.pictures(entry.id) if self.pictures.shown else {}
        if self.opened is not None and self.opened.id == entry.id:
            self.article.show(article, pictures=pictures)
            self.fetch_pictures()

    def action_changes(self) -> None:
        """Show what has changed in the article since it was seen, or no longer."""
        shown = self.article.compare() if self.opened is not None else None
        key = "none" if shown is None else "on" if shown else "off"
        self.status.tell(self.catalogue.text(f"status.changes_{key}"))

    def action_flip_direction(self) -> None:
        """Turn the article round, or back."""
        if self.opened is not None:
            direction = self.article.flip()
            self.status.tell(self.catalogue.text(f"status.direction_{direction}"))
            self.start(self._keep_turned(self.opened.id, direction), "keys")

    async def _keep_turned(self, entry_id: int, direction: Direction) -> None:
        if self.library is not None:
            await self.library.turn(entry_id, direction)

    def action_toggle_harakat(self) -> None:
        """Show or hide vowel marks."""
        shown = not choices.current().harakat
        self._choose(choices.current()._replace(harakat=shown))
        self.status.tell(self.catalogue.text("status.harakat_on" if shown else "status.harakat_off"))

    def action_pictures(self) -> None:
        """Show the article's pictures, or hide them."""
        if not self.pictures.possible:
            self.status.tell(self.catalogue.text("status.no_pictures"))
            return
        self.pictures.shown = not self.pictures.shown
        self.status.tell(self.catalogue.text("status.pictures_on" if self.pictures.shown else "status.pictures_off"))
        self.article.lay_out_again()
        self.fetch_pictures()

    def action_digits(self) -> None:
        """Show numbers in the next kind of digits."""
        kinds = tuple(Digits)
        digits = kinds[(kinds.index(choices.current().digits) + 1) % len(kinds)]
        self._choose(choices.current()._replace(digits=digits))
        self.status.tell(self.catalogue.text(f"status.digits_{digits}"))

    def action_justify(self) -> None:
        """Bring rows to one length, or leave them ragged."""
        kashida = choices.current().justify is Justify.NONE
        self._choose(choices.current()._replace(justify=Justify.KASHIDA if kashida else Justify.NONE))
        self.status.tell(self.catalogue.text("status.justify_on" if kashida else "status.justify_off"))

    def _choose(self, options: Options) -> None:
        choices.choose(options)
        self.lay_out_again()

    def lay_out_again(self) -> None:
        """Draw everything by the options that hold now."""
        self.feeds.forget_looks()
        self.headlines.forget_looks()
        self.article.lay_out_again()
        self._titles.clear()
        self.name_panes()
        self.status.refresh()
        self.key_bar.refresh()


def _number(typed: str) -> int:
    """The number in any digits; 0: none."""
    return int(typed) if typed.strip().isdecimal() else 0
