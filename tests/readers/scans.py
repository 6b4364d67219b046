"""Pictures of pages for tests: text drawn by Pillow in a Chinese font of this machine, as a file of its own or in a PDF."""

import io
from pathlib import Path

import pytest

from yinuo.readers import ocr

_FONTS = ("opentype/noto/NotoSansCJK-Regular.ttc", "truetype/wqy/wqy-zenhei.ttc", "truetype/arphic/uming.ttc")
FONT = next((path for name in _FONTS if (path := Path("/usr/share/fonts", name)).exists()), None)
needs_ocr = pytest.mark.skipif(not ocr.is_there(), reason="rapidocr is not installed: pip install 'yinuo[ocr]'")
needs_font = pytest.mark.skipif(
    FONT is None, reason="no Chinese font on this machine: install one, such as fonts-noto-cjk"
)


def picture(lines, *, size=40, spoil=()):
    """A page of 200 dots an inch; ``spoil`` are boxes that are painted over, such as a blot on a digit."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), size, index=2)
    for n, line in enumerate(lines):
        draw.text((150, 200 + 2 * size * n), line, font=font, fill="black")
    for box in spoil:
        draw.rectangle(box, fill="white")
    return image


def saved(image, form="PNG", **options):
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()
