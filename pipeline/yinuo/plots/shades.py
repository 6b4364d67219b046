"""Shade cells from light to dark, with ink that can be read on them."""

from __future__ import annotations

_LIGHT, _DARK = (232, 241, 250), (8, 81, 156)


def shade(share: float) -> tuple[str, str]:
    """Give fill and ink of a share from 0 to 1.

    >>> shade(0), shade(1)
    (('#e8f1fa', '#111111'), ('#08519c', '#ffffff'))
    """
    share = min(max(share, 0.0), 1.0)
    mixed = [round(a + (b - a) * share) for a, b in zip(_LIGHT, _DARK, strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed), "#ffffff" if share > 0.5 else "#111111"
