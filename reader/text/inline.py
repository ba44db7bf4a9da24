"""The text of one block while HTML is read, and the roles of its stretches."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.text.blocks import Role, Span

_MAX_OPENED = 32


@dataclass(slots=True)
class Inline:
    """The text of the block that is being read, and the roles that are open or closed in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    opened: list[tuple[str, Role, str, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Go on with ``text``."""
        self.parts.append(text)
        self.length += len(text)

    def ends_blank(self) -> bool:
        """Whether a blank that follows would be one too many."""
        return not self.parts or self.parts[-1][-1:] in " \n"

    def open(self, tag: str, role: Role, href: str) -> None:
        """Let ``role`` begin here; deeper than anybody nests, it does not."""
        if len(self.opened) < _MAX_OPENED:
            self.opened.append((tag, role, href, self.length))

    def shut(self, tag: str) -> None:
        """End the innermost role that ``tag`` opened."""
        for index in range(len(self.opened) - 1, -1, -1):
            if self.opened[index][0] == tag:
                _, role, href, start = self.opened.pop(index)
                self._span(start, role, href)
                return

    def _span(self, start: int, role: Role, href: str) -> None:
        if start < self.length:
            self.spans.append(Span(start, self.length, role, href))

    def take(self) -> tuple[str, tuple[Span, ...]]:
        """The text without blanks at its ends, and its spans; roles still open go on in the next block."""
        for _, role, href, start in self.opened:
            self._span(start, role, href)
        text = "".join(self.parts)
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        moved = (Span(max(0, s.start - lead), min(len(text), s.end - lead), s.role, s.href) for s in self.spans)
        spans = tuple(sorted({s for s in moved if s.start < s.end}, key=lambda s: (s.start, -s.end, s.role, s.href)))
        self.parts, self.length, self.spans = [], 0, []
        self.opened = [(tag, role, href, 0) for tag, role, href, _ in self.opened]
        return text, spans
