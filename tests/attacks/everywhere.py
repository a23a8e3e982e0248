"""Typing something into every text field that is stored, as everybody who may type one."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from metro.accounts import links
from tests.attacks.town import Town, browser
from tests.factories.academies import typed as asked
from tests.factories.profiles import typed

FIELDS = (
    "name of a person", "name of a company", "street", "city", "name of a team", "name of who is invited",
    "team in a list", "name in a list", "message of a request", "reason", "name of an academy",
    "name of an academy's trainer", "name on a card", "organisation that asks", "partners", "offer",
    "name of who asks", "note", "next action", "name of an academy by itself", "motto", "name of a place",
    "street of a place", "city of a place", "name of who comes by mail", "name of who accepts",
)  # fmt: skip


def type_everywhere(app: Flask, session: Session, town: Town, text: str, number: int) -> list[int]:
    """Type `text` in each of `FIELDS`; the statuses, one each."""
    mighty, company = browser(app, town.token), f"/companies/{town.world.company}"
    link = links.ask_link(session, f"mail{number}@werk.example")
    secret = links.arm_link(link)
    session.commit()
    cell = '"' + text.replace('"', '""') + '"'
    profile = typed(text) | {"street": text, "city": text[:80]}
    csv = f"naam;e-mail;team\n{cell};lijst{number}@werk.example;{text[:40] if ';' not in text else 'x'}"
    mail = browser(app)
    answers = [
        mail.post(f"/mail/{secret}", data={"name": text}),
        mail.post("/companies/access", data={"kvk_number": _number(session, town), "message": text}),
        mighty.post("/me/profile", data={"name": text, "language": "nl"}),
        mighty.post(f"{company}/settings", data=profile),
        mighty.post(f"{company}/teams", data={"name": text[:60]}),
        mighty.post(
            f"{company}/invitations", data={"name": text, "email": f"a{number}@werk.example", "role": "viewer"}
        ),
        mighty.post(f"{company}/invitations/import", data={"list": csv}),
        mighty.post(f"{company}/invitations/import/confirm", data={"list": csv, "new_team": text[:40]}),
        mighty.post(f"{company}/people/cards/new", data={"name": text}),
        mighty.post(f"/operator/people/{town.stranger}/suspend", data={"reason": f"reden: {text}"}),
        mighty.post("/office/academies", data={"name": text, "slug": f"a{number}", "email": f"o{number}@werk.example"}),
        mighty.post(
            f"/academies/{town.slug}/invitations",
            data={"name": text, "email": f"t{number}@werk.example", "roles": "academy-editor"},
        ),
        mighty.post(
            "/academies/new",
            data=asked(
                organisation=text[:100],
                partners=text,
                offer=text,
                name=text[:100],
                email=f"n{number}@werk.example",
            ),
        ),
        mighty.post(f"/office/pipeline/{town.academy_request}/notes", data={"note": text}),
        mighty.post(f"/office/pipeline/{town.academy_request}/plan", data={"next_action": text[:160]}),
        mighty.post(
            f"/academies/{town.slug}/start/brand", data={"name": text[:100], "motto": text[:140], "color": "#0067b1"}
        ),
        mighty.post(
            f"/academies/{town.slug}/start/places",
            data={
                "name": text[:80],
                "street": text[:120],
                "postcode": "2031 BN",
                "city": text[:80],
            },
        ),
    ]
    return [answer.status_code for answer in answers]


def _number(session: Session, town: Town) -> str:
    from academies.companies.models import Company

    return session.get_one(Company, town.world.company).kvk_number
