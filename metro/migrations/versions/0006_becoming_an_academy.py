"""Requests to become an academy, agreements, brands, places, VAT, and files"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from metro.migrations.policies import protect

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ACADEMY: tuple[sa.Column[str], ...] = (
    sa.Column("kind", sa.Text(), nullable=False, server_default="academy"),
    sa.Column("region", sa.Text(), nullable=False, server_default=""),
    sa.Column("stage", sa.Text(), nullable=False, server_default="live"),  # those that were there are at work
    sa.Column("motto", sa.Text(), nullable=False, server_default=""),
    sa.Column("color", sa.Text(), nullable=False, server_default=""),
    sa.Column("line_wishes", postgresql.ARRAY(sa.Text()), nullable=False, server_default="{}"),
)


def upgrade() -> None:
    for column in ACADEMY:
        op.add_column("academy", column)
        op.alter_column("academy", column.name, server_default=None)
    op.add_column("academy", sa.Column("logo", sa.Text(), nullable=True))
    op.add_column("academy", sa.Column("stage_since", sa.DateTime(timezone=True), nullable=True))
    for name, rule in (
        ("kind_is_known", "kind in ('academy', 'hub')"),
        ("stage_is_known", "stage in ('onboarding', 'live', 'paused', 'ended')"),
        ("color_is_hex", "color ~ '^(#[0-9a-f]{6})?$'"),
    ):
        op.create_check_constraint(op.f(f"ck_academy_{name}"), "academy", rule)
    op.create_table(
        "stored_file",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("academy_id", sa.BigInteger(), nullable=True),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_stored_file_sha256_is_hex")),
        sa.CheckConstraint(
            "num_nonnulls(academy_id, company_id, person_id) = 1", name=op.f("ck_stored_file_one_owner")
        ),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_stored_file_academy_id")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_stored_file_company_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stored_file_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("id", "academy_id", name=op.f("uq_stored_file_id_academy_id")),
        sa.UniqueConstraint("id", "company_id", name=op.f("uq_stored_file_id_company_id")),
    )
    op.create_index(op.f("ix_stored_file_academy_id"), "stored_file", ["academy_id"], unique=False)
    op.create_index(op.f("ix_stored_file_company_id"), "stored_file", ["company_id"], unique=False)
    op.create_index(op.f("ix_stored_file_person_id"), "stored_file", ["person_id"], unique=False)
    op.create_index(op.f("ix_stored_file_sha256"), "stored_file", ["sha256"], unique=False)
    op.create_table(
        "published_file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_published_file")),
    )
    op.create_table(
        "academy_place",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("academy_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_academy_place_academy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_academy_place")),
    )
    op.create_index(op.f("ix_academy_place_academy_id"), "academy_place", ["academy_id"], unique=False)
    op.create_table(
        "academy_vat",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("academy_id", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=True),
        sa.Column("told_by", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status in ('statutory', 'crkbo', 'neither')", name=op.f("ck_academy_vat_status_is_known")),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_academy_vat_academy_id")),
        sa.ForeignKeyConstraint(
            ["evidence_id", "academy_id"],
            ["stored_file.id", "stored_file.academy_id"],
            name=op.f("fk_academy_vat_evidence_id_academy_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_academy_vat")),
    )
    op.create_index(op.f("ix_academy_vat_academy_id"), "academy_vat", ["academy_id"], unique=False)
    op.create_table(
        "academy_request",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("kvk_number", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("partners", sa.Text(), nullable=False),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("academy_id", sa.BigInteger(), nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("next_action", sa.Text(), nullable=False),
        sa.Column("next_action_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind in ('academy', 'hub')", name=op.f("ck_academy_request_kind_is_known")),
        sa.CheckConstraint("kvk_number ~ '^[0-9]{8}$'", name=op.f("ck_academy_request_kvk_number_has_eight_digits")),
        sa.CheckConstraint(
            "stage in ('requested', 'talking', 'agreement', 'ended')", name=op.f("ck_academy_request_stage_is_known")
        ),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_academy_request_academy_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_academy_request_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_academy_request")),
        sa.UniqueConstraint("academy_id", name=op.f("uq_academy_request_academy_id")),
    )
    op.create_index(op.f("ix_academy_request_asked_at"), "academy_request", ["asked_at"], unique=False)
    op.create_index(op.f("ix_academy_request_owner_id"), "academy_request", ["owner_id"], unique=False)
    op.create_table(
        "academy_request_note",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["academy_request.id"], name=op.f("fk_academy_request_note_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_academy_request_note")),
    )
    op.create_index(op.f("ix_academy_request_note_request_id"), "academy_request_note", ["request_id"], unique=False)
    op.create_table(
        "academy_agreement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("academy_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("territory", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("fee_basis_points", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("agreed_by", sa.BigInteger(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ends_on is null or ends_on > starts_on", name=op.f("ck_academy_agreement_ends_after_it_starts")
        ),
        sa.CheckConstraint("fee_basis_points between 0 and 10000", name=op.f("ck_academy_agreement_fee_is_a_share")),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_academy_agreement_academy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_academy_agreement")),
    )
    op.create_index(op.f("ix_academy_agreement_academy_id"), "academy_agreement", ["academy_id"], unique=False)
    protect(
        "stored_file", writers=("academy", "company", "person"), person="person_id", company="company_id",
        academy="academy_id",
    )  # fmt: skip
    protect("academy_place", writers=("academy",), academy="academy_id", is_shared=True)
    protect("academy_vat", writers=("academy",), academy="academy_id", office=True)
    protect("academy_request", writers=("office",), office=True)
    protect("academy_request_note", writers=(), office=True, is_append_only=True)
    protect("academy_agreement", writers=("office",), academy="academy_id", office=True)
