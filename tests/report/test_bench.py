"""The bench of reports: its figures are there, and stay within the limits for the sample speeches."""

import json
import subprocess
import sys

import pytest

from tests.blocks import ROOT


@pytest.mark.slow
def test_samples_stay_within_the_limits():
    command = [sys.executable, "bench/report.py", "--texts", "corpus/speeches", "--every", "3", "--json"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    figures = json.loads(result.stdout)
    assert len(figures) == 3
    assert all(0 < own["bytes"] < 1_500_000 and own["records"] for own in figures)


def test_folder_without_texts_is_a_clear_exit(tmp_path):
    command = [sys.executable, "bench/report.py", "--texts", str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "no .txt file" in result.stderr
