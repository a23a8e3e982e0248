"""The look of an academy: one colour, checked so that it can be seen by day and by night, as a style sheet."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from metro.kernel.colours import DRAWN_CONTRAST, contrast, seen_on, text_on
from metro.kernel.errors import InvalidInput
from metro.kernel.formatting import number
from metro.kernel.i18n import gettext as _
from metro.kernel.typed import one_line

DAY, NIGHT = "#ffffff", "#0d1726"  # the paper of tokens.css
LONGEST_LOGO_SIDE = 640
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shades:
    """What is made of a colour: itself, what is written on it, how it is drawn by day and by night, and how far it
    stands out on both by itself (1 to 21)."""

    color: str
    text: str
    day: str
    night: str
    on_white: float
    on_dark: float

    @property
    def is_lightened(self) -> bool:
        return self.night != self.color


def shades_of(color: str) -> Shades:
    """The shades of "#rrggbb"."""
    return Shades(
        color, text_on(color), seen_on(DAY, color), seen_on(NIGHT, color), contrast(color, DAY), contrast(color, NIGHT)
    )


def brand_color(typed: str) -> str:
    """The colour that was typed as "#rrggbb"; InvalidInput for none, and for one that is lost on white, with its ratio
    and the nearest one that is not."""
    found = _HEX.fullmatch(one_line(typed).lower())
    if found is None:
        raise InvalidInput(_("Vul een kleur in als # met zes tekens, zoals #0067b1."))
    digits = found[1] if len(found[1]) == 6 else "".join(2 * sign for sign in found[1])
    color = f"#{digits}"
    ratio = contrast(color, DAY)
    if ratio < DRAWN_CONTRAST:
        raise InvalidInput(
            _("Deze kleur is te licht: %(ratio)s op wit, en 3 is nodig. %(nearest)s lijkt erop en kan wel.",
              ratio=number(int(ratio * 10) / 10), nearest=seen_on(DAY, color))
        )  # fmt: skip
    return color


def style_sheet(color: str) -> str:
    """The colour as custom properties; nothing for "" (no colour yet)."""
    if not color:
        return ""
    shades = shades_of(color)
    named = {"brand": shades.color, "on-brand": shades.text, "brand-day": shades.day, "brand-night": shades.night}
    by_day = "".join(f"--{name}:{value};" for name, value in named.items())
    night = f"@media screen and (prefers-color-scheme:dark){{:root{{--brand-line:{shades.night}}}}}"
    return f":root{{{by_day}--brand-line:{shades.day}}}\n{night}\n"


def style_hash(color: str) -> str:
    """A short hash of the style sheet: another colour, another address."""
    return hashlib.sha256(style_sheet(color).encode()).hexdigest()[:12]
