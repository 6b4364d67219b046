"""Run as a program: print every regular expression that the package compiles, with the places that compile it.

All modules are imported, all cached functions without arguments are called, and the shipped speeches go through
extraction, inspection and repair; what is compiled on the way is one JSON line each. The
bound that tables put to repeats is set low, so that short texts show whether it holds.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import pkgutil
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pipeline" / "yinuo"
seen: dict[tuple[str, int], set[tuple[str, int]]] = {}
_compile = re._compile  # type: ignore[attr-defined]


def spy(pattern: object, flags: object) -> re.Pattern:
    """Compile as ``re`` does, and keep pattern, flags and place where our own code asks for it."""
    compiled = _compile(pattern, flags)
    frame = sys._getframe(2)
    if frame.f_code.co_name == "compile_re":  # keeps what is compiled; whoever asks for it stands one above
        frame = frame.f_back or frame
    if Path(frame.f_code.co_filename).is_relative_to(PACKAGE):
        source = compiled.pattern
        text = source.decode("latin-1") if isinstance(source, bytes) else source
        flags = compiled.flags if isinstance(source, str) else compiled.flags | re.A
        place = (Path(frame.f_code.co_filename).relative_to(PACKAGE).as_posix(), frame.f_lineno)
        seen.setdefault((text, int(flags) & ~re.U), set()).add(place)
    return compiled


def modules() -> list:
    """Import every module of the package; a missing extra leaves its module out."""
    import yinuo

    found = []
    for name in [m.name for m in pkgutil.walk_packages([str(PACKAGE)], "yinuo.")]:
        if name != "yinuo.__main__":
            found.append(importlib.import_module(name))
    return [sys.modules["yinuo"], yinuo, *found]


def caches(module: object) -> None:
    """Call the cached functions of a module that need no argument."""
    for value in vars(module).values():
        if hasattr(value, "cache_info") and getattr(value, "__module__", "").startswith("yinuo"):
            wanted = [p for p in inspect.signature(value).parameters.values() if p.default is p.empty]
            if not wanted:
                with contextlib.suppress(ImportError):  # what an extra brings
                    value()


def exercise() -> None:
    """Read the shipped speeches, whole and damaged, and a text with words of one's own."""
    import yinuo
    from yinuo.nlp.analysis import Analyser

    for path in sorted((ROOT / "corpus").glob("*/*.txt")):
        text = path.read_text("utf-8", "replace")
        yinuo.extract(text, include=("achievement", "background"))
        yinuo.inspect(text)
    yinuo.extract("今年，我们要新建γ射线实验室。", nlp=Analyser(["γ射线"]))
    yinuo.values("到2025年底，新建学校5所。")


def main() -> None:
    """Write what was compiled."""
    re._compile = spy  # type: ignore[attr-defined]
    from yinuo.rules import pattern_cache, tables

    pattern_cache._kept = dict  # type: ignore[assignment]  # nothing is known yet: all is compiled here
    sys.dont_write_bytecode = True
    tables.LONGEST_REPEAT = 20
    loaded = modules()
    for module in loaded:
        caches(module)
    exercise()
    for (source, flags), places in seen.items():
        line = json.dumps({"pattern": source, "flags": flags, "places": sorted(places)})
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
