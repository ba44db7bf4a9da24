"""The border guard: nothing of a feed reaches a store, a pipe or a terminal but through here.

Control characters could drive the terminal, embeddings and overrides could turn the rest of a row round
(UAX #9, section 6: "Trojan source"), and invisible characters break the count of cells. What is left is
printable logical text, in NFC, whose isolates are balanced within each line.
"""

from __future__ import annotations

import re
import unicodedata

from reader.text.widths import ZERO

FSI, PDI = "\u2068", "\u2069"
_INITIATORS = "\u2066\u2067\u2068"

_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

# Cc, Cs, noncharacters; embeddings and overrides; soft hyphen, word joiner, zero-width space, byte-order mark,
# invisible operators and deprecated format characters, interlinear annotation, tags, variation selectors but VS15/16.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\xad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\u180b-\u180f\ufe00-\ufe0d"
    "\U000e0000-\U000e0fff"
    + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0x10000, 0x110000, 0x10000))
    + "]"
)
# Whole control sequences (ECMA-48, 5.4 and 5.6), so that no ``[31m`` is left of one.
_SEQUENCES = re.compile("(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[P\\]X^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)")
_ISOLATES = re.compile("[\u2066-\u2069]")
# No writing needs more marks on one character (UAX #15, 13, "Stream-Safe Text Format"), and putting a long pile of
# them in canonical order costs the square of its height. A set within the first plane is searched far quicker.
_PILE, _ASTRAL_PILE = (
    re.compile(f"([{marks}][{marks}]{{29}})[{marks}]+")
    for last in (0xFFFF, 0x10FFFF)
    for marks in ["".join(f"{chr(low)}-{chr(high)}" for low, high in ZERO if low >= 0x300 and high <= last)]
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_PRESENTATION = re.compile("[\ufb50-\ufd3d\ufd40-\ufdcf\ufdf0-\ufdf9\ufe70-\ufefc]+")
_SPACES = re.compile("[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANKS = re.compile(r"[ \t]*\n\s*")
_INVISIBLE = re.compile("[\u061c\u200e\u200f\u2066-\u2069]")
# What nearly every line is made of: nothing of it is unwanted, and none of it isolates.
_HARMLESS = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u061b\u061d-\u06ff\u0750-\u077f\u200c\u200d\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)


def clean_line(text: str) -> str:
    """One line of clean logical text: line breaks become spaces, white space is collapsed and trimmed."""
    return collapse(_clean(_BREAKS.sub(" ", text))).strip()


def clean_text(text: str) -> str:
    """Clean logical text in which ``\\n`` is the one line break; other white space stays as it is."""
    return "\n".join(_clean(line) for line in _BREAKS.split(text))


def collapse(text: str) -> str:
    """Every run of blanks as one space."""
    return _SPACES.sub(" ", text)


def unmarked(text: str) -> str:
    """``text`` without the invisible marks of direction, for pipes and for programs that count characters."""
    return _INVISIBLE.sub("", text)


def isolated(text: str) -> str:
    """``text`` in FSI … PDI, so that it cannot disturb the sentence it is put into (UAX #9, 6.3)."""
    return f"{FSI}{text}{PDI}"


def _clean(line: str) -> str:
    if _HARMLESS.fullmatch(line):
        return _composed(line)
    line = _UNWANTED.sub("", _SEQUENCES.sub("", line).replace("\t", " "))
    # Letters that somebody shaped before us go back to letters: search, copy and joining with neighbours need them.
    line = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line)
    line = _composed(line)
    return _balanced(line) if _ISOLATES.search(line) else line


def _composed(line: str) -> str:
    pile = _ASTRAL_PILE if _ASTRAL.search(line) else _PILE
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
