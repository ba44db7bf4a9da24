"""Pictures from the network made small, or refused."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_samples import bomb, encoded, halves
from PIL import Image

from reader.errors import PictureError
from reader.pictures.shrink import shrink


def opened(data: bytes) -> Image.Image:
    """The picture in a file."""
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_usual_formats_become_jpeg(format: str) -> None:
    """JPEG, PNG, WebP and GIF are opened; what the web does not use is not."""
    body = encoded(halves(300, 200), format)
    if format == "BMP":
        with pytest.raises(PictureError, match=r"error\.picture_unknown"):
            shrink(body)
        return
    made = shrink(body)
    assert (opened(made.data).format, made.width, made.height) == ("JPEG", 300, 200)


def test_large_pictures_are_made_smaller() -> None:
    """The longer side has 1200 pixels at the most, and the proportions stay."""
    made = shrink(encoded(halves(3000, 1500), "JPEG"))
    assert (made.width, made.height) == opened(made.data).size == (1200, 600)


def test_transparent_pictures_stay_so() -> None:
    """They are kept as PNG, since what is behind them is the screen's."""
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert opened(shrink(encoded(image)).data).mode == "RGBA"


def test_a_picture_stands_upright() -> None:
    """Cameras say in the EXIF data how they were held."""
    exif = Image.Exif()
    exif[0x0112] = 6
    made = shrink(encoded(halves(300, 200), "JPEG", exif=exif))
    assert (made.width, made.height) == (200, 300)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (b"<html>not here</html>", "error.picture_unknown"),
        (b"", "error.picture_unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "error.picture_unknown"),
        (encoded(halves(16, 200)), "error.picture_tiny"),
        (bomb(40_000, 40_000), "error.picture_large"),
        (bomb(1_000, 1_000), "error.picture_broken"),
        (encoded(halves(300, 200), "JPEG")[:400], "error.picture_broken"),
    ],
)
def test_what_is_no_picture_is_told(body: bytes, key: str) -> None:
    """A page, nothing, a drawing, a sign, a bomb and a torso each have their reason."""
    with pytest.raises(PictureError) as caught:
        shrink(body)
    assert caught.value.problem.key == key


@given(st.binary(max_size=30), st.integers(0, 600), st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
def test_whatever_is_changed_in_a_file_is_a_picture_or_an_error(junk: bytes, at: int, format: str) -> None:
    """No damage raises anything but PictureError."""
    body = encoded(halves(64, 48), format)
    at = min(at, len(body))
    try:
        made = shrink(body[:at] + junk + body[at + len(junk) :])
    except PictureError:
        return
    assert made.width > 0 and made.height > 0


def test_sixteen_bits_of_grey_are_not_all_white() -> None:
    """They are scaled to eight."""
    image = Image.new("I;16", (64, 64), 30_000)
    pixel = opened(shrink(encoded(image)).data).convert("L").getpixel((9, 9))
    assert isinstance(pixel, int) and abs(pixel - 117) < 4
