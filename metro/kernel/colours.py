"""How well two colours can be told apart: WCAG 2.2, success criteria 1.4.3 (text, 4.5:1) and 1.4.11 (drawn, 3:1)."""

from __future__ import annotations

DRAWN_CONTRAST = 3.0
TEXT_CONTRAST = 4.5
_STEPS = 50


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 (black) to 1 (white)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 (equal) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` in it."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def seen_on(ground: str, colour: str, least: float = DRAWN_CONTRAST) -> str:
    """`colour`, moved away from `ground` just far enough to stand out on it by `least`."""
    away = "#ffffff" if luminance(ground) < 0.18 else "#000000"
    shades = (mixed(colour, away, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, ground) >= least)


def text_on(colour: str) -> str:
    """White, ink or black: the first that can be read (4.5:1) on `colour`; black always can where white cannot."""
    return next((text for text in ("#ffffff", "#10233f") if contrast(text, colour) >= TEXT_CONTRAST), "#000000")


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
