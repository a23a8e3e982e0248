"""What a company tells about itself."""

from __future__ import annotations

from academies.companies.domain import CompanyProfile


def profile(name: str = "Nova Metaal BV", kvk_number: str = "12345678") -> CompanyProfile:
    """A profile that is right in every field."""
    return CompanyProfile(
        name=name, kvk_number=kvk_number, sector="metal", size_class="10-49", street="Waarderweg 1",
        postcode="2031 BN", city="Haarlem",
    )  # fmt: skip


def typed(name: str = "Nova Metaal BV", kvk_number: str = "12345678") -> dict[str, str]:
    """The same as a form sends it."""
    made = profile(name, kvk_number)
    return {field: getattr(made, field) for field in CompanyProfile.__slots__}
