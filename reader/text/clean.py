"""The border guard: nothing of a feed reaches a store, a pipe or a terminal but through here.

Control characters could drive the terminal, embeddings and overrides could turn the rest of a row round
(UAX #9, section 6: "Trojan source"), and invisible characters break the count of cells. What is left is
printable logical text, in NFC, whose isolates are balanced within each line.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from reader.text.widths import ZERO

FSI, PDI = "\u2068", "\u2069"
_INITIATORS = "\u2066\u2067\u2068"

_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

# Whole control sequences (ECMA-48, 5.4 and 5.6), so that no ``[31m`` is left of one.
_SEQUENCES = re.compile("(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[P\\]X^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)")
_ISOLATES = re.compile("[\u2066-\u2069]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_PRESENTATION = re.compile("[\ufb50-\ufd3d\ufd40-\ufdcf\ufdf0-\ufdf9\ufe70-\ufefc]+")
_INVISIBLE = re.compile("[\u061c\u200e\u200f\u2066-\u2069]")
# What nearly every line is made of: nothing of it is unwanted, and none of it isolates.
_HARMLESS = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u061b\u061d-\u06ff\u0750-\u077f\u200c\u200d\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
# The same without marks, of which there could be a pile: half of the cost is looking for them.
_UNMARKED = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u05c8-\u060f\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5"
    "\u06ee-\u06ff\u0750-\u077f\u200c\u200d\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)


@cache
def _unwanted() -> re.Pattern[str]:
    """What no text keeps. Made when the first line needs it, since it takes milliseconds.

    Cc, Cs, noncharacters; embeddings and overrides; soft hyphen, word joiner, zero-width space, byte-order mark,
    invisible operators and deprecated format characters, interlinear annotation, tags, variation selectors but VS15/16.
    """
    last_two = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    return re.compile(
        "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
        "\u202a-\u202e\xad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\u180b-\u180f\ufe00-\ufe0d"
        f"\U000e0000-\U000e0fff{last_two}]"
    )


@cache
def _pile(astral: bool) -> re.Pattern[str]:
    """More marks on one character than any writing needs (UAX #15, 13, "Stream-Safe Text Format").

    Putting a long pile of them in canonical order costs the square of its height. A set within the first plane is
    searched far quicker.
    """
    highest = 0x10FFFF if astral else 0xFFFF
    marks = "".join(f"{chr(low)}-{chr(high)}" for low, high in ZERO if low >= 0x300 and high <= highest)
    return re.compile(f"([{marks}][{marks}]{{29}})[{marks}]+")


def clean_line(text: str) -> str:
    """One line of clean logical text: line breaks become spaces, white space is collapsed and trimmed."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    # splitlines and split know all line breaks and blanks of Unicode, and pass over them much faster.
    return " ".join(clean_words(text).split())


def clean_words(text: str) -> str:
    """As :func:`clean_line`, but for the blanks, which are as many as they were: for who splits it into words."""
    return _clean(" ".join(text.splitlines()))


def clean_text(text: str) -> str:
    """Clean logical text in which ``\\n`` is the one line break; other white space stays as it is."""
    return "\n".join(_clean(line) for line in _BREAKS.split(text))


def unmarked(text: str) -> str:
    """``text`` without the invisible marks of direction, for pipes and for programs that count characters."""
    return _INVISIBLE.sub("", text)


def isolated(text: str) -> str:
    """``text`` in FSI … PDI, so that it cannot disturb the sentence it is put into (UAX #9, 6.3)."""
    return f"{FSI}{text}{PDI}"


def _clean(line: str) -> str:
    if _UNMARKED.fullmatch(line):
        return line if unicodedata.is_normalized("NFC", line) else unicodedata.normalize("NFC", line)
    if _HARMLESS.fullmatch(line):
        return _composed(line)
    line = _unwanted().sub("", _SEQUENCES.sub("", line).replace("\t", " "))
    # Letters that somebody shaped before us go back to letters: search, copy and joining with neighbours need them.
    line = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line)
    line = _composed(line)
    return _balanced(line) if _ISOLATES.search(line) else line


def _composed(line: str) -> str:
    pile = _pile(_ASTRAL.search(line) is not None)
    return unicodedata.normalize("NFC", pile.sub(r"\1", line))


def _balanced(line: str) -> str:
    """Drop a PDI that closes nothing and close what is left open (UAX #9, BD9 and BD10)."""
    depth = 0
    kept = []
    for char in line:
        if char in _INITIATORS:
            depth += 1
        elif char == PDI:
            if not depth:
                continue
            depth -= 1
        kept.append(char)
    return "".join(kept) + PDI * depth
