"""Load scripts outside the package by their path; start processes that import the package that this one imports."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import yinuo

ROOT = Path(__file__).parents[1]


def load_script(path: Path) -> ModuleType:
    """The script as a module named after its folder and itself."""
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def same_package() -> dict[str, str]:
    """An environment whose Python imports the package and the tests that this process imports, not others installed."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(Path(yinuo.__file__).parents[1])))}
