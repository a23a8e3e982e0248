"""Scores as JSON, `metronet-scores/1` (docs/formats.md)."""

from __future__ import annotations

import json
from fractions import Fraction

from lines.assessments.scoring import DimensionScore, Score, Scores, TopicScore, TransitionScore, rounded

Plain = dict[str, object]


def write_scores(scores: Scores) -> str:
    """The scores as JSON: each number as it is shown, and beside a mean its exact fraction."""
    return json.dumps(plain_scores(scores), ensure_ascii=False, indent=1) + "\n"


def plain_scores(scores: Scores) -> Plain:
    """The scores as plain values; null where there is no score."""
    return {
        "format": "metronet-scores/1",
        "instrument": scores.instrument,
        "version": scores.version,
        "score": _score(scores.score),
        "transitions": [_transition(each) for each in scores.transitions],
        "dma": {each.dimension: _dimension(each) for each in scores.dimensions},
    }


def _shown(value: Fraction | None) -> float | None:
    return None if value is None else float(rounded(value))


def _score(score: Score | None) -> Plain | None:
    if score is None:
        return None
    return {
        "mean": _shown(score.mean),
        "exact": str(score.mean),
        "lowest": _shown(score.lowest),
        "spread": _shown(score.spread),
    }


def _transition(transition: TransitionScore) -> Plain:
    topics = [_topic(each) for each in transition.topics]
    return {"id": transition.id, "score": _score(transition.score), "topics": topics}


def _topic(topic: TopicScore) -> Plain:
    return {
        "id": topic.id,
        "answered": topic.answered,
        "applicable": topic.applicable,
        "score": _score(topic.score),
        "wanted": _shown(topic.wanted),
        "importance": topic.importance,
        "gap": _shown(topic.gap),
        "priority": _shown(topic.priority),
        "questions": [
            {"number": each.number, "current": each.current, "wanted": each.wanted, "importance": each.importance,
             "gap": each.gap, "priority": each.priority}
            for each in topic.questions
        ],
    }  # fmt: skip


def _dimension(dimension: DimensionScore) -> Plain:
    return {
        "score": _shown(dimension.score),
        "answered": dimension.answered,
        "applicable": dimension.applicable,
    }
