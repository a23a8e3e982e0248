"""A form that is right in every field, for each route that changes something; a route without one is sent nothing."""

from __future__ import annotations

from tests.factories.academies import typed as asked
from tests.factories.profiles import typed

_COMPANY = "/companies/<id:company_id>"
_ID = "<id:{}>"
_PERSON = f"{_COMPANY}/people/{_ID.format('membership_id')}"
_OPERATOR = f"/operator/people/{_ID.format('person_id')}"
_START = "/academies/<slug>/start"
_PIPELINE = f"/office/pipeline/{_ID.format('academy_request_id')}"
_PLACE = {"name": "Werkplaats", "street": "Waarderweg 1", "postcode": "2031 BN", "city": "Haarlem"}
_REASON = {"reason": "Belde en kwam er niet in"}

FORMS: dict[str, dict[str, str]] = {
    "/sign-in": {"email": "alles@academie-haarlem.example", "password": "verkeerd geraden woord", "next": "/me"},
    "/sign-in/link": {"email": "alles@academie-haarlem.example", "next": "/me"},
    "/sign-in/code": {"code": "123456", "next": "/me"},
    "/mail/<secret>": {"name": "Nieuw Iemand"},
    "/invitations/<secret>": {"name": "Nieuw Iemand"},
    "/card": {"pin": "80417"},
    "/card/<secret>": {"pin": "80417", "again": "80417"},
    "/me/profile": {"name": "Alle Andere", "language": "en"},
    "/me/email": {"email": "anders@werk.example"},
    "/me/password": {"new": "paarden eten graag klaver", "current": ""},
    "/me/second-factor": {"code": "123456"},
    "/me/second-factor/off": {"code": "123456"},
    "/me/recovery-codes": {"code": "123456"},
    "/me/data/erase": {"sure": "yes"},
    "/companies/new": typed("Zuid Staal BV", "87654321"),
    "/companies/access": {"kvk_number": "87654321", "message": "Ik werk er."},
    f"{_COMPANY}/settings": typed("Nova Staal BV"),
    f"{_COMPANY}/teams": {"name": "Ploeg 2"},
    f"{_COMPANY}/teams/{_ID.format('team_id')}": {"name": "Ploeg 3"},
    f"{_COMPANY}/invitations": {
        "name": "Bram Wit", "email": "bram@werk.example", "role": "viewer", "team": "", "job_profile": "",
    },
    f"{_COMPANY}/invitations/import": {"list": "Bram;bram@werk.example"},
    f"{_COMPANY}/invitations/import/confirm": {"list": "Bram;bram@werk.example;Ploeg 9", "new_team": "Ploeg 9"},
    f"{_COMPANY}/people/cards/new": {"name": "Piet Kaart", "team": "", "job_profile": ""},
    _PERSON: {"role": "viewer", "team": "", "job_profile": ""},
    f"{_COMPANY}/requests/{_ID.format('request_id')}/grant": {"role": "viewer"},
    "/academies/<slug>/invitations": {"name": "Ed", "email": "ed@werk.example", "roles": "academy-editor"},
    f"/academies/<slug>/members/{_ID.format('membership_id')}/roles": {"roles": "academy-owner"},
    "/academies/new": asked(),
    f"{_START}/brand": {"name": "Academie Zuid", "motto": "Dicht bij huis", "color": "#0067b1"},
    f"{_START}/places": _PLACE,
    f"{_START}/places/{_ID.format('place_id')}": _PLACE,
    f"{_START}/vat": {"status": "neither", "reference": "", "since": "2026-01-01"},
    f"{_START}/lines": {"lines": "slim-onderhoud"},
    f"{_PIPELINE}/stage": {"stage": "talking"},
    f"{_PIPELINE}/notes": {"note": "Sprak met Ada."},
    f"{_PIPELINE}/plan": {"next_action": "Bellen", "next_action_on": "2027-01-10", "owner": ""},
    f"{_PIPELINE}/approve": {
        "version": "2026-1", "fee": "12,5", "territory": "Overijssel", "starts_on": "2026-12-01", "ends_on": "",
        "slug": "fieldlab-twente", "email": "baas@fieldlab.example",
    },
    "/office/academies": {"name": "Academie Zwolle", "slug": "zwolle", "email": "baas@werk.example"},
    f"/office/requests/{_ID.format('request_id')}": {"answer": "yes"},
    f"{_OPERATOR}/suspend": _REASON,
    f"{_OPERATOR}/restore": _REASON,
    f"{_OPERATOR}/view": _REASON,
    "/scan": {"job_profile": "onderhoudsmonteur"},
    "/scan/questions/<int:number>": {"q1": "2"},
    "/route/stops": {"action": "known", "station": "trillingen-meten"},
    "/route/budget": {"minutes": "60", "money": "10"},
}  # fmt: skip
