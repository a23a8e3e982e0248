"""The budget form of a route: hours and euros as a person types them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from metro.kernel.i18n import gettext as _

MOST_HOURS = 1000
MOST_EUROS = 1_000_000
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class BudgetForm:
    """What stands in the two fields, with an error beside each that cannot be used ("" beside the others)."""

    hours: str = ""
    euros: str = ""
    hours_error: str = ""
    euros_error: str = ""

    @property
    def is_usable(self) -> bool:
        return not (self.hours_error or self.euros_error)

    @property
    def minutes(self) -> int | None:
        """The hours as whole minutes, None when the field is empty."""
        return int(_value(self.hours) * 60) if self.hours else None

    @property
    def cents(self) -> int | None:
        """The euros as cents, None when the field is empty."""
        return int(_value(self.euros) * 100) if self.euros else None


def budget_form(form: Mapping[str, str]) -> BudgetForm:
    """The fields `hours` and `euros` of `form`, looked at; an empty field is no limit."""
    hours = form.get("hours", "").strip()
    euros = form.get("euros", "").strip().removeprefix("€").strip()
    return BudgetForm(
        hours,
        euros,
        "" if _is_number(hours, MOST_HOURS) else _("Vul een aantal uren in, zoals 12 of 7,5."),
        "" if _is_number(euros, MOST_EUROS) else _("Vul een bedrag in euro in, zoals 500 of 249,50."),
    )


def stored_budget(minutes: int | None, cents: int | None) -> BudgetForm:
    """The form as it stands for a stored budget."""
    return BudgetForm(_written(minutes, 60), _written(cents, 100))


def _value(typed: str) -> Decimal:
    return Decimal(typed.replace(",", "."))


def _is_number(typed: str, most: int) -> bool:
    return not typed or (_NUMBER.fullmatch(typed) is not None and _value(typed) <= most)


def _written(amount: int | None, unit: int) -> str:
    if amount is None:
        return ""
    value = (Decimal(amount) / unit).quantize(Decimal("0.01"))
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",")
