"""Mark tests that need what lies beside the repository (``../shared``): they are skipped where it is not there."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def needs(path: str, *, sibling: str) -> pytest.MarkDecorator:
    """Skip a test where ``../shared/PATH`` is not there.

    ``sibling`` names a test of the same module that asks the same of what is shipped; ``test_shared.py`` looks for it.
    """
    return pytest.mark.skipif(not (SHARED / path).exists(), reason=f"needs ../shared/{path}; {sibling} runs without")


def sample(folder: str, every: int = 1) -> list[Path]:
    """Return each n-th text of a folder of ``../shared``, sorted by name; none where it is not there."""
    return sorted((SHARED / folder).rglob("*.txt"))[::every]
