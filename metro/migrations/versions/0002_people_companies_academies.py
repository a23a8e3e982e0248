"""People, companies, academies and their tenancy"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from metro.migrations.policies import SCOPE_FUNCTIONS, protect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "academy",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name=op.f("ck_academy_slug_fits_an_address")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_academy")),
        sa.UniqueConstraint("slug", name=op.f("uq_academy_slug")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("academy_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_academy_id"), "audit_entry", ["academy_id"], unique=False)
    op.create_index(op.f("ix_audit_entry_actor_id"), "audit_entry", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    op.create_index(op.f("ix_audit_entry_company_id"), "audit_entry", ["company_id"], unique=False)
    op.create_index(op.f("ix_audit_entry_person_id"), "audit_entry", ["person_id"], unique=False)
    op.create_table(
        "company",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kvk_number", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("size_class", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kvk_number ~ '^[0-9]{8}$'", name=op.f("ck_company_kvk_number_has_eight_digits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("kvk_number", name=op.f("uq_company_kvk_number")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "throttle",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("window_started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_index(op.f("ix_throttle_window_started_at"), "throttle", ["window_started_at"], unique=False)
    op.create_table(
        "access_request",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.CheckConstraint("answer in ('granted', 'refused')", name=op.f("ck_access_request_answer_is_known")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_access_request_company_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_access_request_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_request")),
    )
    op.create_index(op.f("ix_access_request_company_id"), "access_request", ["company_id"], unique=False)
    op.create_index(op.f("ix_access_request_person_id"), "access_request", ["person_id"], unique=False)
    op.create_index(
        "uq_access_request_open",
        "access_request",
        ["person_id", "company_id"],
        unique=True,
        postgresql_where=sa.text("answered_at is null"),
    )
    op.create_table(
        "card",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_card_company_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_card_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("device_hash", name=op.f("uq_card_device_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_card_token_hash")),
    )
    op.create_index(op.f("ix_card_company_id"), "card", ["company_id"], unique=False)
    op.create_index(op.f("ix_card_person_id"), "card", ["person_id"], unique=False)
    op.create_table(
        "credential",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("new_email", sa.Text(), nullable=True),
        sa.Column("new_email_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("new_email_old_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("new_email_new_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp_nonce", sa.LargeBinary(), nullable=True),
        sa.Column("totp_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_step", sa.BigInteger(), nullable=True),
        sa.Column("pin_hash", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_credential_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_credential")),
        sa.UniqueConstraint("email", name=op.f("uq_credential_email")),
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("has_second_factor", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("viewed_person_id", sa.BigInteger(), nullable=True),
        sa.Column("viewing_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("viewing_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_login_session_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_login_session_person_id")),
        sa.ForeignKeyConstraint(["viewed_person_id"], ["person.id"], name=op.f("fk_login_session_viewed_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    op.create_index(op.f("ix_login_session_ended_at"), "login_session", ["ended_at"], unique=False)
    op.create_index(op.f("ix_login_session_person_id"), "login_session", ["person_id"], unique=False)
    op.create_table(
        "mail_link",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("next_path", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose in ('sign_in', 'agree_old', 'agree_new')", name=op.f("ck_mail_link_purpose_is_known")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_mail_link_token_hash")),
    )
    op.create_index(op.f("ix_mail_link_asked_at"), "mail_link", ["asked_at"], unique=False)
    op.create_index(op.f("ix_mail_link_person_id"), "mail_link", ["person_id"], unique=False)
    op.create_table(
        "progress",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("stops_done", sa.Integer(), nullable=False),
        sa.Column("stops_total", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("0 <= stops_done and stops_done <= stops_total", name=op.f("ck_progress_done_of_total")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_progress_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_progress")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_person_id"), "recovery_code", ["person_id"], unique=False)
    op.create_table(
        "team",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_team_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_team_company_id_name")),
        sa.UniqueConstraint("id", "company_id", name=op.f("uq_team_id_company_id")),
    )
    op.create_index(op.f("ix_team_company_id"), "team", ["company_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("academy_id", sa.BigInteger(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("job_profile", sa.Text(), nullable=True),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("invited_by", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("num_nonnulls(company_id, academy_id) = 1", name=op.f("ck_invitation_one_organisation")),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_invitation_academy_id")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_invitation_company_id")),
        sa.ForeignKeyConstraint(
            ["team_id", "company_id"], ["team.id", "team.company_id"], name=op.f("fk_invitation_team_id_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_academy_id"), "invitation", ["academy_id"], unique=False)
    op.create_index(op.f("ix_invitation_company_id"), "invitation", ["company_id"], unique=False)
    op.create_index(
        "uq_invitation_open_in_academy",
        "invitation",
        ["academy_id", "email"],
        unique=True,
        postgresql_where=sa.text("accepted_at is null and withdrawn_at is null and academy_id is not null"),
    )
    op.create_index(
        "uq_invitation_open_in_company",
        "invitation",
        ["company_id", "email"],
        unique=True,
        postgresql_where=sa.text("accepted_at is null and withdrawn_at is null and company_id is not null"),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("academy_id", sa.BigInteger(), nullable=True),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("job_profile", sa.Text(), nullable=True),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("cardinality(roles) > 0", name=op.f("ck_membership_some_role")),
        sa.CheckConstraint("num_nonnulls(company_id, academy_id) <= 1", name=op.f("ck_membership_one_organisation")),
        sa.ForeignKeyConstraint(["academy_id"], ["academy.id"], name=op.f("fk_membership_academy_id")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_membership_company_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.ForeignKeyConstraint(
            ["team_id", "company_id"], ["team.id", "team.company_id"], name=op.f("fk_membership_team_id_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_academy_id"), "membership", ["academy_id"], unique=False)
    op.create_index(op.f("ix_membership_company_id"), "membership", ["company_id"], unique=False)
    op.create_index(op.f("ix_membership_person_id"), "membership", ["person_id"], unique=False)
    op.create_index(
        "uq_membership_in_academy",
        "membership",
        ["person_id", "academy_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null and academy_id is not null"),
    )
    op.create_index(
        "uq_membership_in_company",
        "membership",
        ["person_id", "company_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null and company_id is not null"),
    )
    op.create_index(
        "uq_membership_in_office",
        "membership",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null and company_id is null and academy_id is null"),
    )
    op.add_column("scan", sa.Column("person_id", sa.BigInteger(), nullable=True))
    op.alter_column("scan", "token_hash", nullable=True)
    op.create_unique_constraint(op.f("uq_scan_person_id"), "scan", ["person_id"])
    op.create_foreign_key(op.f("fk_scan_person_id"), "scan", "person", ["person_id"], ["id"])
    op.create_check_constraint(op.f("ck_scan_of_token_or_person"), "scan", "num_nonnulls(token_hash, person_id) = 1")
    _protect()


def _protect() -> None:
    op.execute(SCOPE_FUNCTIONS)
    protect("academy", writers=("academy", "office"), academy="id", office=True, is_shared=True)
    protect(
        "access_request", writers=("person", "company", "office"), person="person_id", company="company_id", office=True
    )
    protect(
        "audit_entry",
        writers=(),
        person="person_id",
        company="company_id",
        academy="academy_id",
        office=True,
        is_append_only=True,
    )
    protect("card", writers=("company",), person="person_id", company="company_id")
    protect("company", writers=("company",), company="id", office=True)
    protect("credential", writers=("person",), person="person_id", is_private=True)
    protect("invitation", writers=("company", "academy"), company="company_id", academy="academy_id")
    protect("login_session", writers=("person",), person="person_id", is_private=True)
    protect("mail_link", writers=("person",), person="person_id", is_private=True)
    protect(
        "membership",
        writers=("company", "academy", "office"),
        person="person_id",
        company="company_id",
        academy="academy_id",
        office=True,
        until="ended_at",
        person_ends="ended_at",
    )
    protect("person", writers=("person",), person="id", colleagues=True)
    protect("progress", writers=("person",), person="person_id", colleagues=True)
    protect("recovery_code", writers=("person",), person="person_id", is_private=True)
    protect("scan", writers=("token", "person"), person="person_id", tokens=("token_hash",), is_private=True)
    protect("team", writers=("company",), company="company_id")
