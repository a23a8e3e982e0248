"""The pages of learning: map, lines, stations, scan and route."""

from __future__ import annotations

from flask import Blueprint


def blueprints() -> tuple[Blueprint, ...]:
    """The pages of this package, to be registered by the composition root."""
    # Imported here, so that the pure page models can be used without a web application.
    from lines.web import (
        line_studio,
        lines,
        map_parts,
        maps,
        own_page,
        routes,
        scans,
        skills,
        station_lists,
        stations,
        studio,
        studio_office,
        studio_states,
        studio_variants,
        timetable,
    )

    return (
        maps.bp, map_parts.bp, lines.bp, stations.bp, timetable.bp, scans.bp, routes.bp, own_page.bp, skills.bp,
        studio.bp, studio_states.bp, studio_variants.bp, studio_office.bp, line_studio.bp, station_lists.bp,
    )  # fmt: skip
