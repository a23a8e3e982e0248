"""The pages of companies, academies and the network office."""

from __future__ import annotations

from flask import Blueprint


def blueprints() -> tuple[Blueprint, ...]:
    """The pages of this package, to be registered by the composition root."""
    # Imported here, so that the page models can be used without a web application.
    from academies.web import (
        academy_brand,
        academy_members,
        academy_page,
        academy_places,
        academy_start,
        academy_vat,
        arrivals,
        cards,
        company_audit,
        company_home,
        company_settings,
        franchise_pipeline,
        franchise_request,
        imports,
        invitations,
        office,
        people,
        places,
        requests,
        sign_up,
        team_skills,
        teams,
    )

    return (
        sign_up.bp, company_home.bp, people.bp, cards.bp, teams.bp, invitations.bp, imports.bp, requests.bp,
        company_settings.bp, company_audit.bp, arrivals.bp,
        team_skills.bp, places.bp, academy_members.bp, office.bp,
        franchise_request.bp, franchise_pipeline.bp,
        academy_page.bp, academy_start.bp, academy_brand.bp, academy_places.bp, academy_vat.bp,
    )  # fmt: skip
