"""Texts beside the repository (``../shared``), for tests that skip, with one reason, where the folder is not there."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def needs(path: str) -> pytest.MarkDecorator:
    """A mark that skips a test where ``../shared/PATH`` is not there."""
    return pytest.mark.skipif(not (SHARED / path).exists(), reason=f"needs ../shared/{path}")


def sample(folder: str, every: int) -> list[Path]:
    """Each n-th text of a folder of ``../shared``, sorted by name; none where it is not there."""
    return sorted((SHARED / folder).rglob("*.txt"))[::every]
