"""What templates say about values: texts in the reader's language, hours, euros, days."""

from __future__ import annotations

from typing import Protocol

from flask import Flask

from metro.kernel import formatting
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _
from metro.kernel.permissions import Role


class Multilingual(Protocol):
    """A text that exists in one or more languages."""

    def text_in(self, language: str) -> str: ...

    def language_for(self, language: str) -> str: ...


def text(value: Multilingual) -> str:
    """`value` in the reader's language, or in the one it falls back to."""
    return value.text_in(current_language())


def text_lang(value: Multilingual) -> str:
    """The language that `text` answers in, for a `lang` attribute."""
    return value.language_for(current_language())


def role_name(role: Role) -> str:
    """What a role is called."""
    names = {
        Role.LEARNER: _("reiziger"),
        Role.COMPANY_VIEWER: _("meekijker"),
        Role.COMPANY_MANAGER: _("beheerder"),
        Role.ACADEMY_OWNER: _("eigenaar"),
        Role.ACADEMY_MANAGER: _("leiding"),
        Role.ACADEMY_EDITOR: _("maker"),
        Role.ACADEMY_TRAINER: _("trainer"),
        Role.ACADEMY_ASSESSOR: _("assessor"),
        Role.NETWORK_OFFICE: _("netwerkkantoor"),
        Role.OPERATOR: _("systeembeheer"),
    }
    return names[role]


def init_app(app: Flask) -> None:
    """Give the templates of `app` their filters."""
    app.jinja_env.filters.update(
        text=text,
        role_name=role_name,
        text_lang=text_lang,
        hours=formatting.hours,
        euros=formatting.euros,
        number=formatting.number,
        day=formatting.day,
    )
