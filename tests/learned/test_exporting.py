"""Export of a reader to ONNX: it reads as the folder does, and says in one line what is missing."""

import json
import shutil
import sys

import pytest
from typer.testing import CliRunner

import yinuo
from yinuo.cli import app
from yinuo.errors import InputError, MissingExtraError, OutputError, ReaderError
from yinuo.learned import exporting
from yinuo.learned.features import Item

TEXTS = (
    "新建学校5所",
    "优化营商环境",
    "举办第三届文化节",
    "制定农村教育办法",
    "一",
    "的" * 60,
    "222年，新建２０２５年",
)
ITEMS = [Item(text, "今年要", "，优化营商环境", heading) for text in TEXTS for heading in ("", "二、2024年工作")]


pytestmark = pytest.mark.usefixtures("no_network")


def test_a_linear_reader_is_not_exported(tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "onnx_libraries", lambda: None)
    with pytest.raises(ReaderError, match=r"shipped: is a linear reader, .*; give one of yinuo reader train"):
        yinuo.reader_export("shipped", tmp_path / "a.onnx")


@pytest.mark.parametrize("name", ["onnx", "onnxruntime", "onnxscript"])
def test_a_missing_library_is_one_line_with_the_command(tmp_path, monkeypatch, name):
    def without(wanted):
        if wanted == name:
            raise ModuleNotFoundError(f"No module named {wanted}", name=wanted)

    monkeypatch.setattr(exporting, "import_module", without)
    with pytest.raises(MissingExtraError, match=rf"^{name} is not installed; run: pip install 'yinuo\[onnx\]'$"):
        yinuo.reader_export("shipped", tmp_path / "a.onnx")


def test_nothing_is_written_over_a_file(tmp_path):
    (tmp_path / "a.onnx").write_bytes(b"mine")
    with pytest.raises(OutputError, match="is there already"):
        yinuo.reader_export("shipped", tmp_path / "a.onnx")
    assert (tmp_path / "a.onnx").read_bytes() == b"mine"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    for name in ("torch", "transformers", "onnx", "onnxruntime", "onnxscript"):
        pytest.importorskip(name, reason="needs pip install 'yinuo[onnx]'; make test-learned installs it")
    from tests.learned.tiny import encoder_at, reader_at

    home = tmp_path_factory.mktemp("exported")
    folder = reader_at(home / "reader", encoder_at(home / "encoder"))
    file = home / "made" / "reader.onnx"  # a missing folder is made
    result = CliRunner().invoke(app, ["reader", "export", "--onnx", str(folder), "-o", str(file)])
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"written: {file} (")
    return folder, file


def shares(odds):
    import numpy

    each = numpy.exp(odds - odds.max(axis=-1, keepdims=True))
    return each / each.sum(axis=-1, keepdims=True)


def test_probabilities_differ_by_less_than_three_hundredths(exported):
    import numpy
    import onnxruntime

    from yinuo.learned.folders import identity, open_reader

    folder, file = exported
    reader = open_reader(str(folder), identity(str(folder))).reader
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    assert [i.name for i in session.get_inputs()] == list(exporting.INPUTS)
    farthest = 0.0
    for item, wanted in zip(ITEMS, reader.scores(ITEMS), strict=True):
        (window,) = reader.windows([item])[0]
        length = len(window.tokens)
        inside = numpy.zeros((1, length, 1), numpy.float32)
        inside[0, window.first : window.last] = 1
        tokens = numpy.array([window.tokens], numpy.int64)
        found = session.run(None, {"tokens": tokens, "mask": numpy.ones_like(tokens), "inside": inside})
        for (name, odds), own in zip(wanted.items(), found, strict=True):
            assert own.shape == (1, len(odds)), name
            farthest = max(farthest, float(numpy.abs(shares(numpy.array(odds)) - shares(own[0])).max()))
    assert 0 < farthest < 0.03


def test_padded_windows_read_as_they_do_alone(exported):
    import numpy
    import onnxruntime

    session = onnxruntime.InferenceSession(str(exported[1]), providers=["CPUExecutionProvider"])
    tokens = numpy.array([[2, 9, 10, 11, 3, 0, 0], [2, 9, 10, 11, 12, 13, 3]], numpy.int64)
    inside = numpy.zeros((2, 7, 1), numpy.float32)
    inside[:, 1:4] = 1
    both = session.run(None, {"tokens": tokens, "mask": (tokens > 0).astype(numpy.int64), "inside": inside})
    one = tokens[:1, :5]
    alone = session.run(None, {"tokens": one, "mask": numpy.ones_like(one), "inside": inside[:1, :5]})
    for padded, own in zip(both, alone, strict=True):
        assert shares(padded[0]) == pytest.approx(shares(own[0]), abs=0.03)


def test_the_file_says_what_its_outputs_mean(exported):
    import onnxruntime

    session = onnxruntime.InferenceSession(str(exported[1]), providers=["CPUExecutionProvider"])
    told = session.get_modelmeta().custom_metadata_map
    assert json.loads(told["labels"])["specificity"] == ["deliverable", "directional"]
    assert [o.name for o in session.get_outputs()] == list(json.loads(told["labels"]))
    assert int(told["length"]) > 16


def test_an_export_that_fails_leaves_nothing(exported, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "_trace", full)
    with pytest.raises(InputError, match=r"cannot be written .No space left on device."):
        yinuo.reader_export(shutil.copytree(exported[0], tmp_path / "reader"), tmp_path / "a.onnx")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["reader"]


def test_help_and_import_load_neither(tmp_path):
    assert CliRunner().invoke(app, ["reader", "export", "--help"]).exit_code == 0
    code = "import sys, yinuo, yinuo.cli; sys.exit('onnx' in sys.modules or 'onnxruntime' in sys.modules)"
    import subprocess

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
