"""Writing a catalogue: one text for one content, so that equal networks have equal bytes and digests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import yaml

from lines.network.domain import Catalogue, Group, Offering, Station, Text
from metro.kernel.documents_yaml import is_text_when_bare

Plain = dict[str, object]


class _Dumper(yaml.SafeDumper):
    """Puts every text in quotes that some reader of YAML takes for something else."""


def _quoted_in_doubt(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if is_text_when_bare(text) else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _quoted_in_doubt)


def write_catalogue(catalogue: Catalogue) -> str:
    """The catalogue as JSON, `metronet-catalogue/1`: reading gives the same catalogue again."""
    return json.dumps(plain_catalogue(catalogue), ensure_ascii=False, indent=1) + "\n"


def write_catalogue_as_yaml(catalogue: Catalogue) -> str:
    """The catalogue as YAML, `metronet-catalogue/1`."""
    return yaml.dump(plain_catalogue(catalogue), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def write_catalogue_for(path: Path, catalogue: Catalogue) -> str:
    """The catalogue as YAML when the name of `path` ends in .yaml or .yml, else as JSON."""
    is_yaml = path.suffix.lower() in (".yaml", ".yml")
    return write_catalogue_as_yaml(catalogue) if is_yaml else write_catalogue(catalogue)


def digest_of(document: str) -> str:
    """The SHA-256 of a written document, in hexadecimal."""
    return sha256(document.encode()).hexdigest()


def digest(catalogue: Catalogue) -> str:
    """The digest of the catalogue's one text: equal exactly when the catalogues are."""
    return digest_of(write_catalogue(catalogue))


def plain_catalogue(catalogue: Catalogue) -> Plain:
    """The catalogue as plain values, in a fixed order of keys; what is empty or absent is left out."""
    return _filled(
        format="metronet-catalogue/1",
        name=catalogue.name,
        language=catalogue.language,
        skills=[
            _filled(id=each.id, name=_text(each.name), topic=each.topic, esco=each.esco) for each in catalogue.skills
        ],
        academies=[_filled(id=each.id, name=_text(each.name), region=each.region) for each in catalogue.academies],
        stations=[plain_station(each) for each in catalogue.stations],
        lines=[
            _filled(id=each.id, code=each.code, name=_text(each.name), color=each.color, stations=list(each.stations))
            for each in catalogue.lines
        ],
        job_profiles=[
            _filled(
                id=each.id,
                name=_text(each.name),
                targets=[
                    {"skill": target.skill, "level": target.level, "importance": target.importance}
                    for target in each.targets
                ],
            )
            for each in catalogue.job_profiles
        ],
    )


def plain_station(station: Station) -> Plain:
    """One station as plain values."""
    return _filled(
        id=station.id,
        name=_text(station.name),
        goal=_text(station.goal),
        audience=_text(station.audience),
        summary=_text(station.summary),
        minutes=station.minutes,
        offerings=[_offering(each) for each in station.offerings],
        teaches=[
            {"skill": each.skill, "from_level": each.from_level, "to_level": each.to_level} for each in station.teaches
        ],
        requires=[{"skill": each.skill, "level": each.level} for each in station.requires],
        prerequisites=_groups(station.prerequisites),
        advised=_groups(station.advised),
    )


def _filled(**values: object) -> Plain:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _text(text: Text) -> dict[str, str]:
    return dict(text.values)


def _offering(offering: Offering) -> Plain:
    plain = _filled(
        academy=offering.academy, form=offering.form, place=offering.place, languages=list(offering.languages)
    )
    return {**plain, "price_cents": offering.price_cents}


def _groups(groups: Sequence[Group]) -> list[object]:
    return [group[0] if len(group) == 1 else {"any_of": list(group)} for group in groups]
