"""What is different between two texts of an article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.blocks import Block, Blocks, Kind, Role, Span
from reader.text.changes import compared, spelled_out

texts = st.lists(st.text("ابتث xy.\u064b", max_size=12), max_size=6)


def blocks(*given: str) -> Blocks:
    """A paragraph each."""
    return tuple(Block(Kind.PARAGRAPH, text) for text in given)


def shown(*pair: Blocks) -> list[str]:
    """What is compared, with signs for the changes."""
    return [block.text for block in spelled_out(compared(*pair))]


def test_words_are_compared_in_a_paragraph_that_was_edited() -> None:
    """What is gone stands before what came in its place, and the rest is as it was."""
    before, after = blocks("بلغ العدد 25 شخصا في المدينة."), blocks("بلغ العدد 31 شخصا في المدينة أمس.")
    assert shown(before, after) == ["بلغ العدد [-25-]{+31+} شخصا في المدينة{+ أمس+}."]


def test_paragraphs_come_and_go() -> None:
    """A new one, a removed one, and those between them as they are."""
    before, after = blocks("أول الكلام", "ثان يحذف", "آخر الكلام"), blocks("أول الكلام", "آخر الكلام", "ملحق")
    assert shown(before, after) == ["أول الكلام", "[-ثان يحذف-]", "آخر الكلام", "{+ملحق+}"]


def test_links_stay_where_they_are() -> None:
    """A link behind a removed word is on the same words; a removed paragraph has none."""
    link = Span(8, 12, Role.LINK, "https://example.org/")
    after = (Block(Kind.PARAGRAPH, "one two here", (link,)),)
    (block,) = compared(blocks("one gone two here"), after)
    (span,) = [span for span in block.spans if span.role is Role.LINK]
    assert block.text[span.start : span.end] == "here"
    (gone,) = compared(after, ())
    assert [span.role for span in gone.spans] == [Role.REMOVED]


def kept(block: Block, without: Role) -> str:
    """The text of a block without what has a role."""
    cut = {at for span in block.spans if span.role is without for at in range(span.start, span.end)}
    return "".join(char for at, char in enumerate(block.text) if at not in cut)


@given(texts, texts)
def test_both_texts_are_in_it(before: list[str], after: list[str]) -> None:
    """Without what is gone it is the new text, and without what is new the old one, but for blanks."""
    old, new = blocks(*before), blocks(*after)
    result = compared(old, new)
    assert "".join("".join(kept(block, Role.REMOVED) for block in result).split()) == "".join("".join(after).split())
    assert "".join("".join(kept(block, Role.ADDED) for block in result).split()) == "".join("".join(before).split())


@given(texts)
def test_the_same_is_the_same(texts: list[str]) -> None:
    """A text compared with itself is itself."""
    assert compared(blocks(*texts), blocks(*texts)) == blocks(*texts)


def test_a_table_is_shown_as_lines() -> None:
    """What it said is gone, and what it says is new."""
    one, other = (Block(Kind.TABLE, rows=(("أ", text),)) for text in ("1", "2"))
    assert shown((one,), (other,)) == ["{+أ | 2+}", "[-أ | 1-]"]


def test_many_words_before_a_long_text_are_the_only_change() -> None:
    """However long it is, what did not change is not shown as if it had."""
    text = " ".join(f"w{number}" for number in range(9_000))
    (block,) = compared(blocks(text), blocks(f"new words first {text}"))
    assert kept(block, Role.ADDED).strip() == text and block.text.endswith(text)
    assert not any(span.role is Role.REMOVED for span in block.spans)


def test_what_would_take_too_long_counts_as_other() -> None:
    """Thousands of short lines that were all rewritten are gone, and others have come, at once."""
    before, after = (blocks(*(f"{word} {number}" for number in range(3_000))) for word in ("a", "b"))
    result = compared(before, after)
    assert len(result) == 6_000
    assert {span.role for block in result for span in block.spans} == {Role.ADDED, Role.REMOVED}
