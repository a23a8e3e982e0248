"""The audit trail as a page and as a file, for a company, an academy and the network office alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Response, request

from academies.members import trail
from academies.members.trail import HOME_ZONE, Entry, TrailOf, TrailQuery
from metro.kernel.i18n import gettext as _
from metro.kernel.spreadsheets import csv_text
from metro.kernel.typed import one_line
from metro.web.database import session

LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class AuditPage:
    """What the template shows; the addresses begin with `?` and keep what was searched for."""

    entries: tuple[Entry, ...]
    verbs: tuple[tuple[str, str], ...]
    verb: str
    since: str
    until: str
    number: int
    earlier: str | None
    later: str | None
    export: str


def audit_page(whose: TrailOf) -> AuditPage:
    """The page that the request's address asks for."""
    query = asked()
    found = trail.page(session(), whose, query)
    kept = {
        "verb": query.verb,
        "since": query.since.isoformat() if query.since else "",
        "until": query.until.isoformat() if query.until else "",
    }
    given = {name: value for name, value in kept.items() if value}
    return AuditPage(
        entries=found.entries,
        verbs=(("", _("alles")), *((verb, act_name(verb)) for verb in trail.verbs(session(), whose))),
        number=query.page,
        earlier="?" + urlencode(given | {"page": query.page + 1}) if found.has_more else None,
        later="?" + urlencode(given | {"page": query.page - 1}) if query.page > 1 else None,
        export="?" + urlencode(given),
        **kept,
    )


def audit_file(whose: TrailOf, name: str) -> Response:
    """The same, every page of it, as a CSV file called `name`."""
    rows = [
        (entry.at.astimezone(HOME_ZONE).isoformat(timespec="seconds"), entry.verb, act_name(entry.verb),
         who(entry.actor_id, entry.actor), who(entry.person_id, entry.person),
         subject_words(entry.subject), entry.reason)
        for entry in trail.everything(session(), whose, asked())
    ]  # fmt: skip
    header = (_("moment"), _("code"), _("wat"), _("door"), _("bij"), _("onderwerp"), _("reden"))
    answer = Response(csv_text([header, *rows]), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def asked() -> TrailQuery:
    """What the request's address asks for; what cannot be read is not asked."""
    number = request.args.get("page", "1")
    is_number = number.isascii() and number.isdigit() and len(number) < 6
    return TrailQuery(
        verb=one_line(request.args.get("verb", ""))[:80],
        since=_day(request.args.get("since", "")),
        until=_day(request.args.get("until", "")),
        page=min(max(int(number), 1), LAST_PAGE) if is_number else 1,
    )


def who(person: int | None, name: str | None) -> str:
    """Somebody by name; by number when out of the reader's sight, "" for nobody."""
    if person is None:
        return ""
    return name if name is not None else _("persoon %(number)s", number=person)


def subject_words(subject: str) -> str:
    """What it was done to, in words: "team 3"; as it is written when it has none."""
    kind, _blank, number = subject.partition(" ")
    kinds = {
        "membership": _("plek"), "invitation": _("uitnodiging"), "request": _("aanvraag"), "team": _("team"),
    }  # fmt: skip
    return f"{kinds[kind]} {number}" if kind in kinds else subject


def act_name(verb: str) -> str:
    """What was done, in words; the code for what has none."""
    return {
        "company:profile:start": _("bedrijf aangemeld"),
        "company:profile:edit": _("bedrijfsgegevens veranderd"),
        "company:team:add": _("team gemaakt"),
        "company:team:rename": _("team hernoemd"),
        "company:team:delete": _("team weggehaald"),
        "company:access:ask": _("toegang gevraagd"),
        "company:access:grant": _("toegang gegeven"),
        "company:access:refuse": _("toegang geweigerd"),
        "company:invitation:send": _("uitgenodigd"),
        "company:invitation:resend": _("uitnodiging opnieuw gestuurd"),
        "company:invitation:withdraw": _("uitnodiging ingetrokken"),
        "company:invitation:accept": _("uitnodiging aangenomen"),
        "company:person:view": _("pagina van collega bekeken"),
        "company:person:change": _("team of beroep veranderd"),
        "company:person:register": _("collega zonder e-mail aangemeld"),
        "company:person:end": _("collega uit het bedrijf gehaald"),
        "company:person:leave": _("zelf weggegaan"),
        "company:role:change": _("rol veranderd"),
        "company:card:print": _("kaart gemaakt"),
        "company:card:revoke": _("kaart ingetrokken"),
        "company:audit:export": _("logboek gedownload"),
        "academy:audit:export": _("logboek gedownload"),
        "academy:invitation:send": _("uitgenodigd"),
        "academy:invitation:resend": _("uitnodiging opnieuw gestuurd"),
        "academy:invitation:withdraw": _("uitnodiging ingetrokken"),
        "academy:invitation:accept": _("uitnodiging aangenomen"),
        "academy:role:change": _("rol veranderd"),
        "academy:person:end": _("collega uit de academie gehaald"),
        "academy:person:leave": _("zelf weggegaan"),
        "academy:station:start": _("station begonnen"),
        "academy:station:submit": _("station ingestuurd"),
        "academy:station:withdraw": _("station teruggetrokken"),
        "academy:station:approve": _("station goedgekeurd"),
        "academy:station:return": _("station teruggegeven"),
        "academy:station:restore": _("oudere versie teruggehaald"),
        "academy:station:retire": _("station van de kaart gehaald"),
        "academy:line:publish": _("lijn op de kaart gezet"),
        "academy:line:propose": _("lijn voorgesteld"),
        "academy:line:remove": _("lijn van de kaart gehaald"),
        "academy:stage:live": _("academie geopend"),
        "academy:stage:paused": _("academie gepauzeerd"),
        "academy:stage:ended": _("academie gestopt"),
        "office:academy:open": _("academie begonnen"),
        "office:line:publish": _("lijn op de kaart gezet"),
        "office:line:remove": _("lijn van de kaart gehaald"),
        "office:line:approve": _("voorstel voor een lijn goedgekeurd"),
        "office:line:refuse": _("voorstel voor een lijn geweigerd"),
        "office:skill:change": _("vaardigheid beschreven"),
        "office:profile:change": _("functieprofiel bijgewerkt"),
        "office:publication:restore": _("ouder net teruggezet"),
        "office:request:approve": _("academie goedgekeurd"),
        "office:request:plan": _("afspraak over een aanvraag gemaakt"),
        "office:audit:export": _("logboek gedownload"),
        "office:person:appoint": _("iemand benoemd"),
    }.get(verb, verb)


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 9000 else None
