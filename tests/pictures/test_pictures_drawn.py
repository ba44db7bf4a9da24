"""Pictures as terminals are sent them."""

from __future__ import annotations

import io
import re
from base64 import b64decode

import pytest
from picture_samples import BLUE, RED, encoded, halves
from PIL import Image

from reader.pictures import blocks, iterm, kitty, sixel
from reader.pictures.scale import scaled

GROUND = (10, 20, 30)


def pixels(sixels: str) -> dict[tuple[int, int], tuple[int, ...]]:
    """What a terminal draws of a sequence of sixels: the colour in percent of each pixel, by column and row."""
    match = re.fullmatch(r"\x1bP0;1;0q\"1;1;(\d+);(\d+)(.*)\x1b\\", sixels, re.DOTALL)
    assert match is not None
    colours: dict[int, tuple[int, ...]] = {}
    drawn: dict[tuple[int, int], tuple[int, ...]] = {}
    x = y = colour = 0
    for token in re.finditer(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)(.)|([$-])|([?-~])", match[3]):
        number, red, green, blue, times, repeated, control, plain = token.groups()
        if number:
            colour = int(number)
            if red:
                colours[colour] = (int(red), int(green), int(blue))
        elif control:
            x, y = 0, y + (6 if control == "-" else 0)
        else:
            bits, end = ord(repeated or plain) - 63, x + int(times or 1)
            drawn |= {
                (column, y + bit): colours[colour] for column in range(x, end) for bit in range(6) if bits >> bit & 1
            }
            x = end
    assert max(column for column, _ in drawn) < int(match[1]) and max(row for _, row in drawn) < int(match[2])
    return drawn


def test_half_blocks_have_two_pixels() -> None:
    """The upper one is the foreground, the lower one the background."""
    image = Image.new("RGB", (3, 4), RED)
    image.paste(BLUE, (0, 1, 3, 2))
    rows = blocks.rows(image)
    assert rows == [[(RED, BLUE)] * 3, [(RED, RED)] * 3]


@pytest.mark.parametrize("height", [20, 17, 6, 13])
def test_sixels_draw_every_pixel_once_a_row(height: int) -> None:
    """Each row of the terminal is a picture of its own, as high as a cell, whatever six goes into it."""
    image = Image.linear_gradient("L").resize((40, 3 * height)).convert("RGB")
    rows = sixel.rows(image, height)
    assert len(rows) == 3
    flat = image.quantize(256, Image.Quantize.FASTOCTREE).convert("RGB")
    for number, row in enumerate(rows):
        drawn = pixels(row)
        assert len(drawn) == 40 * height
        for (x, y), colour in drawn.items():
            wanted = flat.getpixel((x, y + number * height))
            assert isinstance(wanted, tuple)
            assert colour == tuple(round(part * 100 / 255) for part in wanted)


def test_iterm_gets_a_file_for_each_row() -> None:
    """As wide as the picture's cells, one cell high, and the cursor stays."""
    rows = iterm.rows(halves(80, 40), 20, 8)
    assert len(rows) == 2
    for row in rows:
        head, _, data = row.removesuffix("\x07").partition(":")
        assert head.startswith("\x1b]1337;File=inline=1;") and "width=8;height=1" in head
        assert "doNotMoveCursor=1" in head
        assert Image.open(io.BytesIO(b64decode(data))).size == (80, 20)


def test_kitty_gets_the_picture_in_chunks() -> None:
    """The first says what it is and how many cells show it, each but the last that more comes."""
    image = Image.effect_noise((300, 200), 90).convert("RGB")
    commands = kitty.send(image, 77, 30, 10)
    parsed = [re.fullmatch(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", command) for command in commands]
    keys = [match[1] if match else "" for match in parsed]
    assert len(keys) > 3
    assert "a=T,U=1,f=100" in keys[0] and "i=77,c=30,r=10" in keys[0]
    assert [key.endswith("m=1") for key in keys] == [True] * (len(keys) - 1) + [False]
    assert all(len(match[2]) <= 4096 for match in parsed if match)
    data = b64decode("".join(match[2] for match in parsed if match))
    assert Image.open(io.BytesIO(data)).tobytes() == image.tobytes()


def test_kitty_placeholders_say_row_and_column() -> None:
    """Each cell is the placeholder with two marks, the first of which is U+0305 for nought (kitty's own example)."""
    assert kitty.placeholders(0, 2) == "\U0010eeee\u0305\u0305\U0010eeee\u0305\u030d"
    assert kitty.placeholders(1, 1) == "\U0010eeee\u030d\u0305"
    assert kitty.MOST == 128
    cells = kitty.placeholders(127, kitty.MOST)
    assert len(cells) == 3 * kitty.MOST
    assert len(set(cells)) == kitty.MOST + 1


def test_what_is_transparent_shows_the_ground() -> None:
    """The colour of the pane that the picture stands on."""
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert scaled(encoded(image), 2, 2, GROUND).tobytes() == bytes(GROUND) * 4
