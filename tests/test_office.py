"""Tests of an office program run where it can convert, not wherever it is found."""

import re
import sys

import pytest

from tests import office

DOES_NOTHING = "import sys"
FAILS = "import sys; sys.exit('source file could not be loaded')"
CONVERTS = """import pathlib, sys
to, folder, source = sys.argv[-4], pathlib.Path(sys.argv[-2]), pathlib.Path(sys.argv[-1])
folder.mkdir(exist_ok=True)
(folder / f"{source.stem}.{to}").write_bytes(source.read_bytes())"""


@pytest.mark.parametrize("source", [office.document, office.sheet])
@pytest.mark.parametrize(
    ("program", "why"),
    [
        (None, "no soffice on this machine"),
        (DOES_NOTHING, "is here and cannot convert a .* to doc .FileNotFoundError"),
        (FAILS, "is here and cannot convert a .* to doc .CalledProcessError"),
        (CONVERTS, "^$"),
    ],
    ids=["absent", "does nothing", "fails", "converts"],
)
def test_it_is_asked_to_convert_a_tiny_file(source, program, why, tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    if program is not None:
        fake = tmp_path / "bin" / "soffice"
        fake.write_text(f"#!{sys.executable}\n{program}\n", "utf-8")
        fake.chmod(0o755)
    said = office.why_not(source, "doc", tmp_path)
    assert re.search(why, said), said
