"""Test pages that are pictures: recognised where rapidocr is installed, with pages, confidence and doubtful digits."""

import io
import re

import pytest

import yinuo
from tests.readers.scans import needs_font, needs_ocr, picture, saved
from tests.readers.sheets import draw
from yinuo.errors import FormatError, InputError
from yinuo.readers import ocr, read
from yinuo.readers.layout.lines import Line
from yinuo.readers.source import Place

pytest.importorskip("PIL", reason="Pillow is not installed: pip install 'yinuo[ocr]'")
LINES = (
    "枫岭县2031年重点工作安排",
    "一、扩大学位供给",
    "\u3000\u3000今年全县要新建公办幼儿园7所，增加学位2100个，9月底",
    "前完成校舍安全排查。县交通运输局改造危桥12座，投资3.85",
    "亿元。",
)
TEXT = [LINES[0], LINES[1], "".join(LINES[2:]).strip("\u3000")]


def scan(*pages):
    """A PDF whose pages are pictures, or text where a page is a string."""
    from reportlab.lib.utils import ImageReader

    def write(canvas, number):
        page = pages[number - 1]
        if isinstance(page, str):
            canvas.drawString(80, 700, page)
        else:
            canvas.drawImage(ImageReader(page), 0, 0, 595, 842)

    return draw(write, len(pages))


@needs_ocr
@needs_font
@pytest.mark.slow
def test_a_scan_is_read_with_its_pages_and_records(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(
        scan(
            picture(LINES),
            "二、改善出行，新改建农村公路120公里。",
            picture(("三、推进城乡绿化工作", "建设口袋公园5个。")),
        )
    )
    source = read(path)
    assert source.text.splitlines() == [
        *TEXT,
        "二、改善出行，新改建农村公路120公里。",
        "三、推进城乡绿化工作",
        "建设口袋公园5个。",
    ]
    assert [place.page for place in source.places] == [1, 2, 3]
    (note,) = source.notes
    said = (
        r"pages that are pictures were recognised \(with confidence\): 1 \((?:0\.9\d|1\.00)\), 3 \((?:0\.9\d|1\.00)\)"
    )
    assert re.fullmatch(said, note)
    records = list(yinuo.extract(source.text, places=source.places))
    assert [record.place.page for record in records if record.text == "建设口袋公园5个"] == [3]
    assert not any(quantity.damaged for record in records for quantity in record.quantities)


@needs_ocr
@needs_font
@pytest.mark.slow
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_read(tmp_path, form):
    options = {"save_all": True, "append_images": [picture(("建设口袋公园5个。",))]} if form == "TIFF" else {}
    (tmp_path / "x").write_bytes(saved(picture(LINES[:2]), form, **options))
    source = read(tmp_path / "x")
    assert source.text.replace("\n", "") == "".join(TEXT[:2]) + ("建设口袋公园5个。" if form == "TIFF" else "")
    assert [place.page for place in source.places] == ([1, 2] if form == "TIFF" else [1])


@needs_ocr
@needs_font
@pytest.mark.slow
def test_the_same_picture_gives_the_same_text():
    data = saved(picture(LINES))
    assert ocr.read_bytes(data, "x") == ocr.read_bytes(data, "x")


def test_doubtful_digits_keep_their_places_and_mark_numbers():
    text = "今年要新建幼儿园7所，增加学位2100个。\n9月底前改造危桥12座。\n"
    words = [(character, 0.5 if at == text.index("7") else 0.99) for at, character in enumerate(text[:20])]
    marked = ocr._doubted(text[:20], words) + text[20:]
    assert marked != text
    clean, places = ocr.without_doubts(marked, [Place(0, page=1), Place(text.index("9月"), page=2)])
    assert clean == text
    assert [place.doubtful for place in places] == [(text.index("7"),), ()]
    quantities = {q.text: q for record in yinuo.extract(clean, places=places) for q in record.quantities}
    assert {name: (q.damaged, q.low) for name, q in quantities.items()} == {
        "7所": (True, 7), "2100个": (False, 2100), "12座": (False, 12),
    }  # fmt: skip


def test_a_text_without_pages():
    assert ocr.without_doubts("", []) == ("", [])


def test_a_doubtful_digit_of_a_time_marks_it():
    text = "2031年9月底前改造危桥12座。"
    (record,) = yinuo.extract(text, places=[Place(0, page=1, doubtful=(text.index("9"),))])
    assert (record.deadline.text, record.deadline.damaged) == ("2031年9月底前", True)


def test_characters_that_are_no_digits_and_lines_that_differ_are_left_alone():
    assert ocr._doubted("新建7所", [("新", 0.1), ("建", 0.1), ("7", 0.99), ("所", 0.2)]) == "新建7所"
    assert ocr._doubted("新建7所", [("新", 0.1), ("建", 0.1)]) == "新建7所"


def test_notes_say_how_sure_it_is():
    page = ocr.Page([Line("甲", 0, 1, 0, 1, 1)], 0.971)
    assert ocr.notes({2: page}, [Place(0, page=2, doubtful=(3, 5))]) == [
        "pages that are pictures were recognised (with confidence): 2 (0.97)",
        "2 digits are doubtful; numbers with them are marked damaged",
    ]


def test_without_the_extra_one_line_names_it(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    (tmp_path / "x.png").write_bytes(saved(_blank()))
    (tmp_path / "x.pdf").write_bytes(scan(_blank()))
    for name in ("x.png", "x.pdf"):
        with pytest.raises(FormatError, match=r"pip install 'yinuo\[ocr\]'") as caught:
            read(tmp_path / name)
        assert "\n" not in str(caught.value)


def _blank(size=(300, 400)):
    from PIL import Image

    return Image.new("RGB", size, "white")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_picture_cut_short(monkeypatch, share):
    monkeypatch.setattr(ocr, "is_there", lambda: True)
    monkeypatch.setattr(ocr, "recognised", lambda image, number: ocr.Page([], 0.0))
    data = saved(_blank())
    with pytest.raises(InputError, match="cut short or damaged"):
        ocr.read_bytes(data[: int(share * len(data))], "x.png")


def test_a_picture_of_too_many_pixels(monkeypatch):
    from PIL import Image

    monkeypatch.setattr(ocr, "is_there", lambda: True)
    stream = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(stream, "PNG")
    with pytest.raises(InputError):
        ocr.read_bytes(stream.getvalue(), "x.png")
