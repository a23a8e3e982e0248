"""Invitations."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Identity, Index, LargeBinary, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.ownership import Owners
from metro.kernel.tables import Base


class Invitation(Base):
    """An invitation to join a company or an academy, sent to an address; its secret is kept as a hash.

    The secret is made anew each time the mail leaves, so an older mail stops working when a new one is sent.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("num_nonnulls(company_id, academy_id) = 1", name="one_organisation"),
        ForeignKeyConstraint(["team_id", "company_id"], ["team.id", "team.company_id"]),
        Index("uq_invitation_open_in_company", "company_id", "email", unique=True,
              postgresql_where=sql("accepted_at is null and withdrawn_at is null and company_id is not null")),
        Index("uq_invitation_open_in_academy", "academy_id", "email", unique=True,
              postgresql_where=sql("accepted_at is null and withdrawn_at is null and academy_id is not null")),
    )  # fmt: skip
    __owners__: ClassVar = Owners(writers=("company", "academy"), company="company_id", academy="academy_id")

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    academy_id: Mapped[int | None] = mapped_column(ForeignKey("academy.id"), index=True)
    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    job_profile: Mapped[str | None] = mapped_column(Text)
    team_id: Mapped[int | None] = mapped_column(BigInteger)
    invited_by: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[int | None] = mapped_column(BigInteger)
    withdrawn_at: Mapped[datetime | None]
