"""`metro assess score`: the scores of an assessment from files, without a database."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import click

from lines.assessments.answer_files import read_answers
from lines.assessments.domain import Instrument
from lines.assessments.files import read_instrument
from lines.assessments.score_files import write_scores
from lines.assessments.scoring import Score, Scores, TopicScore, rounded, score_answers
from metro.kernel.formatting import number
from metro.kernel.i18n import current_language
from metro.kernel.i18n import gettext as _

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def assess() -> None:
    """Score an assessment from files (docs/formats.md)."""


@assess.command()
@click.argument("instrument", type=FILE)
@click.argument("answers", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Everything, with exact fractions.")
def score(instrument: Path, answers: Path, as_json: bool) -> None:
    """Score ANSWERS to INSTRUMENT: transitions, topics, gaps and priorities."""
    model = read_instrument(instrument)
    scores = score_answers(model, read_answers(answers, model))
    if as_json:
        click.echo(write_scores(scores), nl=False)
    else:
        click.echo("\n".join(_told(model, scores)))


def _told(model: Instrument, scores: Scores) -> Iterator[str]:
    """The scores for a person to read: a line per transition, and its topics below it."""
    language = current_language()
    for transition, scored in zip(model.transitions, scores.transitions, strict=True):
        yield f"{transition.name.text_in(language)}: {_mean(scored.score)}"
        for topic, found in zip(transition.topics, scored.topics, strict=True):
            yield f"  {topic.id} {topic.name.text_in(language)}: {_mean(found.score)}{_gap(found)}"


def _mean(score: Score | None) -> str:
    if score is None:
        return _("geen score")
    return _("%(mean)s (laagste %(lowest)s, spreiding %(spread)s)",
             mean=_shown(score.mean), lowest=_shown(score.lowest), spread=_shown(score.spread))  # fmt: skip


def _gap(topic: TopicScore) -> str:
    if topic.gap is None or topic.priority is None or not topic.gap:
        return ""
    return _("; kloof %(gap)s, prioriteit %(priority)s", gap=_shown(topic.gap), priority=_shown(topic.priority))


def _shown(value: Fraction) -> str:
    return number(float(rounded(value)))
