"""Catalogue files, `metronet-catalogue/1`: reading them whole or refusing them with every fault (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lines.network.domain import (
    Academy,
    Catalogue,
    Group,
    JobProfile,
    Line,
    Offering,
    Skill,
    SkillLevel,
    Station,
    Target,
    Teaches,
    Text,
)
from lines.network.references import References
from lines.network.signs import CODE_LIMIT, COLOR, with_signs
from metro.kernel.documents import CLI_LIMIT_BYTES, Document, collector_paused, load
from metro.kernel.documents import Path as ValuePath
from metro.kernel.documents_reader import Fields, Reader
from metro.kernel.documents_values import TEXT_LIMIT
from metro.kernel.i18n import gettext as _

FORMAT = "metronet-catalogue/1"
FORMS = ("online", "workshop", "fieldlab", "workplace")
HIGHEST_LEVEL = 5

CATALOGUE_KEYS = frozenset(("format", "name", "language", "skills", "academies", "stations", "lines", "job_profiles"))
SKILL_KEYS = frozenset(("id", "name", "topic", "esco"))
ACADEMY_KEYS = frozenset(("id", "name", "region"))
OFFERING_KEYS = frozenset(("academy", "price_cents", "form", "place", "languages"))
STATION_KEYS = OFFERING_KEYS | frozenset(
    ("id", "name", "goal", "audience", "summary", "minutes", "offerings", "teaches", "requires", "prerequisites",
     "advised")
)  # fmt: skip
TEACHES_KEYS = frozenset(("skill", "from_level", "to_level"))
SKILL_LEVEL_KEYS = frozenset(("skill", "level"))
LINE_KEYS = frozenset(("id", "code", "name", "color", "stations"))
JOB_PROFILE_KEYS = frozenset(("id", "name", "targets"))
TARGET_KEYS = frozenset(("skill", "level", "importance"))
GROUP_KEYS = frozenset(("any_of",))


def read_catalogue(source: bytes | Path, *, limit_bytes: int = CLI_LIMIT_BYTES, name: str = "") -> Catalogue:
    """The catalogue in a JSON or YAML file, given by path or by content; `name` is what faults call the file.

    Raises Refused with every fault at once: of syntax, or else of types, bounds, ids, circles and order.
    """
    with collector_paused():
        return parse_catalogue(load(source, limit_bytes=limit_bytes, name=name))


def parse_catalogue(document: Document) -> Catalogue:
    """The catalogue in a document that is loaded already; raises Refused with every fault at once."""
    reader = Reader(document)
    root = reader.root(CATALOGUE_KEYS)
    catalogue = _CatalogueReader(reader, root).read()
    reader.finish()
    return with_signs(catalogue)


class _CatalogueReader:
    """Reads the parts of one catalogue and remembers which ids are named and used where."""

    def __init__(self, reader: Reader, root: Fields) -> None:
        self.reader = reader
        self.root = root
        self.references = References(reader)
        self.language = root.language("language", "nl")

    def read(self) -> Catalogue:
        root = self.root
        root.format(FORMAT)
        catalogue = Catalogue(
            name=root.text("name"),
            language=self.language,
            skills=tuple(self._skill(each) for each in root.each("skills", SKILL_KEYS)),
            academies=tuple(self._academy(each) for each in root.each("academies", ACADEMY_KEYS)),
            stations=tuple(self._station(each) for each in root.each("stations", STATION_KEYS)),
            lines=tuple(self._line(each) for each in root.each("lines", LINE_KEYS)),
            job_profiles=tuple(self._job_profile(each) for each in root.each("job_profiles", JOB_PROFILE_KEYS)),
        )
        self.references.check()
        return catalogue

    def _id(self, fields: Fields, kind: str) -> str:
        found = fields.id()
        self.references.name(kind, found, (*fields.path, "id"))
        return found

    def _use(self, fields: Fields, kind: str) -> str:
        """The id of another `kind` of thing, standing under that kind's own name."""
        found = fields.id(kind)
        self.references.use(kind, found, (*fields.path, kind))
        return found

    def _name(self, fields: Fields) -> Text:
        return Text(fields.translations("name", self.language))

    def _text(self, fields: Fields, key: str) -> Text:
        return Text(fields.optional_translations(key, self.language, TEXT_LIMIT))

    def _skill(self, fields: Fields) -> Skill:
        return Skill(
            id=self._id(fields, "skill"),
            name=self._name(fields),
            topic=fields.optional_id("topic"),
            esco=fields.optional_text("esco"),
        )

    def _academy(self, fields: Fields) -> Academy:
        return Academy(self._id(fields, "academy"), self._name(fields), fields.optional_text("region") or "")

    def _station(self, fields: Fields) -> Station:
        station = Station(
            id=self._id(fields, "station"),
            name=self._name(fields),
            minutes=fields.integer("minutes", 1),
            goal=self._text(fields, "goal"),
            audience=self._text(fields, "audience"),
            summary=self._text(fields, "summary"),
            offerings=self._offerings(fields),
            teaches=tuple(self._teaches(fields)),
            requires=tuple(self._requires(fields)),
            prerequisites=self._groups(fields, "prerequisites"),
            advised=self._groups(fields, "advised"),
        )
        self.references.waits(station.id, station.prerequisites, (*fields.path, "prerequisites"))
        return station

    def _offerings(self, fields: Fields) -> tuple[Offering, ...]:
        short = OFFERING_KEYS & fields.value.keys()
        if short and "offerings" in fields:
            message = _("Dit hoort in 'offerings', want die lijst is er ook. Zet het daar.")
            for key in sorted(short):
                fields.report(key, message)
        if short:
            return (self._offering(fields),)
        return tuple(self._offering(each) for each in fields.each("offerings", OFFERING_KEYS))

    def _offering(self, fields: Fields) -> Offering:
        return Offering(
            academy=self._use(fields, "academy") if fields.has("academy") else None,
            price_cents=fields.optional_integer("price_cents", 0) or 0,
            form=fields.choice("form", FORMS),
            place=fields.optional_text("place"),
            languages=fields.languages("languages"),
        )

    def _teaches(self, fields: Fields) -> Iterator[Teaches]:
        seen: set[str] = set()
        for each in fields.each("teaches", TEACHES_KEYS):
            skill = self._skill_once(each, seen)
            known = len(self.reader.problems)
            from_level = each.integer("from_level", 0, HIGHEST_LEVEL)
            to_level = each.integer("to_level", 0, HIGHEST_LEVEL)
            if to_level <= from_level and len(self.reader.problems) == known:
                message = _("'to_level' (%(to)s) moet hoger zijn dan 'from_level' (%(from)s).",
                            **{"to": to_level, "from": from_level})  # fmt: skip
                each.report("to_level", message)
            yield Teaches(skill, from_level, to_level)

    def _requires(self, fields: Fields) -> Iterator[SkillLevel]:
        seen: set[str] = set()
        for each in fields.each("requires", SKILL_LEVEL_KEYS):
            yield SkillLevel(self._skill_once(each, seen), each.integer("level", 0, HIGHEST_LEVEL))

    def _skill_once(self, fields: Fields, seen: set[str]) -> str:
        """The skill of one entry of a list in which each skill may stand once."""
        skill = self._use(fields, "skill")
        if skill and skill in seen:
            message = _("Skill '%(skill)s' staat al in deze lijst. Laat er één staan.", skill=skill)
            fields.report("skill", message)
        seen.add(skill)
        return skill

    def _groups(self, fields: Fields, key: str) -> tuple[Group, ...]:
        return tuple(self._group(path, item) for path, item in fields.items(key))

    def _group(self, path: ValuePath, item: object) -> Group:
        if not isinstance(item, dict):
            return (self._stop(path, item),)
        known = len(self.reader.problems)
        fields = self.reader.fields(item, path, GROUP_KEYS)
        members = tuple(self._stop(*each) for each in fields.items("any_of")) if fields else ()
        if not members and len(self.reader.problems) == known:
            self.reader.report(path, _("Noem in 'any_of' minstens één station."))
        return members

    def _stop(self, path: ValuePath, item: object) -> str:
        station = self.reader.id(item, path)
        self.references.use("station", station, path)
        return station

    def _line(self, fields: Fields) -> Line:
        return Line(
            id=self._id(fields, "line"),
            code=fields.optional_text("code", CODE_LIMIT) or "",
            name=self._name(fields),
            color=self._color(fields),
            stations=tuple(self._stops(fields)),
        )

    def _color(self, fields: Fields) -> str:
        color = fields.optional_text("color") or ""
        if color and not COLOR.fullmatch(color):
            fields.report("color", _("Een kleur is een hekje met zes cijfers of letters a-f: #d3222a."))
        return color.lower()

    def _stops(self, fields: Fields) -> Iterator[str]:
        before = ""
        for path, item in fields.items("stations"):
            station = self._stop(path, item)
            if station and station == before:
                message = _("Station '%(station)s' staat twee keer achter elkaar. Laat er één staan.", station=station)
                self.reader.report(path, message)
            before = station
            yield station

    def _job_profile(self, fields: Fields) -> JobProfile:
        seen: set[str] = set()
        targets = tuple(
            Target(
                skill=self._skill_once(each, seen),
                level=each.integer("level", 0, HIGHEST_LEVEL),
                importance=each.optional_integer("importance", 1) or 1,
            )
            for each in fields.each("targets", TARGET_KEYS)
        )
        return JobProfile(self._id(fields, "job_profile"), self._name(fields), targets)
