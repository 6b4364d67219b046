"""Long steps of reading, a page to recognise or a conversion, have time and memory of their own; each is named."""

import sys

import pytest

from yinuo.errors import InputError
from yinuo.readers import Limits, documents
from yinuo.readers.isolation import parent
from yinuo.readers.steps import Step, heard

pytest.importorskip("PIL", reason="Pillow is not installed: pip install 'yinuo[ocr]'")
ENGINE = """
import time
class RapidOCR:
    def __init__(self, params): pass
    def __call__(self, picture, **_):
        time.sleep(1.0)
        {more}
        return self
    txts, scores, boxes, word_results = ["新建幼儿园7所。"], [0.9], [[(9, 9), (99, 9), (99, 19), (9, 19)]], [[]]
"""


@pytest.fixture(autouse=True)
def _no_process_waits():
    """A process that waits has the environment of the test before."""
    parent._end_all()
    yield
    parent._end_all()


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """An engine that takes a second a page, in place of rapidocr, for the process that reads too."""

    def made(more="pass"):
        package = tmp_path / "engine" / "rapidocr"
        (package / "models").mkdir(parents=True)
        for n in range(3):
            (package / "models" / f"{n}.onnx").touch()
        (package / "__init__.py").write_text(ENGINE.format(more=more), "utf-8")
        (package.parent / "onnxruntime.py").touch()
        monkeypatch.syspath_prepend(str(package.parent))
        for name in ("rapidocr", "onnxruntime"):
            monkeypatch.delitem(sys.modules, name, raising=False)

    return made


@pytest.fixture
def pages(tmp_path):
    from PIL import Image

    path = tmp_path / "pages.tif"
    one = Image.new("RGB", (200, 200), "white")
    one.save(path, save_all=True, append_images=[one] * 5)
    return path


@pytest.fixture
def warm(tmp_path):
    """Have a process wait that has loaded all it needs: its start must not count, however busy the machine is."""

    def started():
        from PIL import Image

        Image.new("RGB", (200, 200), "black").save(tmp_path / "black.png")
        assert list(documents(tmp_path / "black.png", limits=Limits(2**30, 120.0)))

    return started


def test_each_page_has_the_time_of_a_file(engine, warm, pages):
    engine()
    warm()
    told = []
    with heard(told.append):
        (source,) = documents(pages, limits=Limits(2**30, 4.0))
    assert len(source.places) == 6  # six seconds, and more than four
    assert [step.what for step in told] == [f"page {n}" for n in range(1, 7)]


def test_the_page_that_takes_too_long_is_named(engine, warm, pages):
    engine("time.sleep(99 if picture.mean() else 0)")
    warm()
    with pytest.raises(InputError, match=r"pages\.tif: page 1: was not read within 3 seconds; .*--timeout"):
        list(documents(pages, limits=Limits(2**30, 3.0)))


def test_models_without_memory_say_so(engine, pages):
    engine("raise ValueError('FAIL : std::bad_alloc')")
    with pytest.raises(InputError, match=r"pages\.tif: page 1: takes more than 1 GiB of memory.*--memory"):
        list(documents(pages, limits=Limits(2**30, 60.0)))


def test_an_office_program_that_was_found_has_time_of_its_own(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 4\necho 新建幼儿园7所。\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    path = tmp_path / "x.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"))
    told: list[Step] = []
    with heard(told.append):
        (source,) = documents(path, limits=Limits(2**30, 3.0))
    assert source.text == "新建幼儿园7所。\n"
    assert [(step.what, step.seconds) for step in told] == [("conversion", 180.0), ("", 0.0)]
