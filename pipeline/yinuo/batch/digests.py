"""Digest files and JSON values, so that a run can tell whether its inputs changed."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any


def file_digest(path: str) -> str | None:
    """SHA-256 (hex) of a file's bytes; None where it cannot be read, which the reader then says better."""
    try:
        if not os.path.isfile(path):  # a pipe would wait, a device never end
            return None
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def json_digest(plain: Any) -> str:
    """SHA-256 (hex) of plain data, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
