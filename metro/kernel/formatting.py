"""Hours, money, dates and numbers as a person reads them, in the current language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date as babel_date
from babel.numbers import format_currency, format_decimal

from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}


def hours(minutes: int) -> str:
    """`minutes` as hours: "3 u", "3 u 30" or "45 min" (in English "3 h 30")."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return _("%(minutes)s min", minutes=rest)
    if not rest:
        return _("%(hours)s u", hours=number(whole))
    return _("%(hours)s u %(minutes)s", hours=number(whole), minutes=f"{rest:02d}")


def euros(cents: int) -> str:
    """`cents` as euros, without decimals when they are nought: "€ 145", "€ 12,50"."""
    places = 2 if cents % 100 else 0
    return format_currency(
        Decimal(cents) / 100, "EUR", locale=_LOCALES[current_language()], currency_digits=False,
        format="¤\xa0#,##0.00" if places else "¤\xa0#,##0",
    )  # fmt: skip


def number(value: float) -> str:
    """`value` with the language's own separators."""
    return format_decimal(value, locale=_LOCALES[current_language()])


def day(moment: date | datetime) -> str:
    """The day, written out: "22 november 2026"."""
    return babel_date(moment, format="long", locale=_LOCALES[current_language()])
