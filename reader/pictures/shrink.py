"""A picture from the network made small enough to be kept. It runs where it can be killed (``feeds.worker``)."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from reader.errors import PictureError
from reader.models import Picture

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
"""What is opened at all: each further format is further code that reads what strangers wrote."""
_SIDE = 1200
"""The longest side that is kept, in pixels: more than a column of text has in any terminal."""
_MOST = 50_000_000
"""Pixels that are unpacked: some 200 megabytes of memory."""
_LEAST = 24
"""Pixels of a side below which a picture is a bullet, a smiley or somebody's way of counting readers."""
_QUALITY = 82

Image.MAX_IMAGE_PIXELS = None  # the size is looked at here, before anything is unpacked


def shrink(body: bytes) -> Picture:
    """The picture in ``body``, the first one where it moves. Raises PictureError where there is none to show."""
    try:
        with Image.open(io.BytesIO(body), formats=_FORMATS) as opened:
            if min(opened.size) < _LEAST:
                raise PictureError("error.picture_tiny")
            if opened.width * opened.height > _MOST:
                raise PictureError("error.picture_large", width=opened.width, height=opened.height)
            opened.draft("RGB", (_SIDE, _SIDE))  # JPEG is unpacked no larger than it has to be
            image = ImageOps.exif_transpose(_in_eight_bits(opened))
            image.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
            return _written(image)
    except UnidentifiedImageError as error:
        raise PictureError("error.picture_unknown") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureError("error.picture_broken") from error


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen bits of grey would all be white in eight, and palettes are not scaled well."""
    if image.mode.startswith("I"):
        return image.point(lambda grey: grey / 256).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB") if image.mode == "P" else image


def _written(image: Image.Image) -> Picture:
    file = io.BytesIO()
    if image.has_transparency_data:
        image.convert("RGBA").save(file, "PNG", optimize=True)
    else:
        image.convert("RGB").save(file, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(file.getvalue(), image.width, image.height)
