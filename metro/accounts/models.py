"""People, their credentials, their sessions and where they belong."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Identity, Index, LargeBinary, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from metro.kernel.ownership import Owners
from metro.kernel.tables import Base


class Person(Base):
    """Somebody. Colleagues see the name; everything else about a person stands in tables of its own."""

    __tablename__ = "person"
    __owners__: ClassVar = Owners(writers=("person",), person="id", colleagues=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    suspended_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class Credential(Base):
    """How a person gets in: an address that answers, a password, an authenticator app, a PIN with a card.

    `email` is in its normal form, so that unique means unique. `totp_nonce` is no secret: the key of the authenticator
    app is made from it with the installation's own secret. `totp_step` is the last half-minute that a code was used in.
    """

    __tablename__ = "credential"
    __owners__: ClassVar = Owners(writers=("person",), person="person_id", is_private=True)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    email: Mapped[str | None] = mapped_column(Text, unique=True)
    email_confirmed_at: Mapped[datetime | None]
    new_email: Mapped[str | None] = mapped_column(Text)
    new_email_asked_at: Mapped[datetime | None]
    new_email_old_agreed_at: Mapped[datetime | None]
    new_email_new_agreed_at: Mapped[datetime | None]
    password_hash: Mapped[str | None] = mapped_column(Text)
    totp_nonce: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_confirmed_at: Mapped[datetime | None]
    totp_step: Mapped[int | None] = mapped_column(BigInteger)
    pin_hash: Mapped[str | None] = mapped_column(Text)


class RecoveryCode(Base):
    """A code on paper for who lost the authenticator app; works once."""

    __tablename__ = "recovery_code"
    __owners__: ClassVar = Owners(writers=("person",), person="person_id", is_private=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    used_at: Mapped[datetime | None]


class LoginSession(Base):
    """A browser that is signed in; its cookie's secret is stored as a hash.

    While an operator looks along, `viewed_person_id`, `viewing_until` and `viewing_reason` say at whom, until when
    and why.
    """

    __tablename__ = "login_session"
    __table_args__ = (CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),)
    __owners__: ClassVar = Owners(writers=("person",), person="person_id", is_private=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    how: Mapped[str] = mapped_column(Text)
    browser: Mapped[str] = mapped_column(Text)
    has_second_factor: Mapped[bool]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    viewed_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    viewing_until: Mapped[datetime | None]
    viewing_reason: Mapped[str | None] = mapped_column(Text)


class MailLink(Base):
    """A link sent by mail: works once, for fifteen minutes. Its secret is made when the mail leaves; we keep a hash.

    `email` is where it goes; `purpose` what it opens; `next_path` where it leads then. `person_id` is None for a link
    to sign in: whose it is, if anybody's yet, is looked up when it is used.
    """

    __tablename__ = "mail_link"
    __table_args__ = (
        CheckConstraint("purpose in ('sign_in', 'agree_old', 'agree_new')", name="purpose_is_known"),
    )  # fmt: skip
    __owners__: ClassVar = Owners(writers=("person",), person="person_id", is_private=True)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    next_path: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Card(Base):
    """A printed card with a QR code, for who has no work address: makes one device his, which then asks a PIN."""

    __tablename__ = "card"
    __owners__: ClassVar = Owners(writers=("company",), person="person_id", company="company_id")

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    device_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    issued_at: Mapped[datetime]
    enrolled_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Membership(Base):
    """A person's place in a company, in an academy, or (with neither) in the network office, with the roles held there.

    The organisation's view of it ends with it; the person keeps it.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("num_nonnulls(company_id, academy_id) <= 1", name="one_organisation"),
        CheckConstraint("cardinality(roles) > 0", name="some_role"),
        ForeignKeyConstraint(["team_id", "company_id"], ["team.id", "team.company_id"]),
        Index("uq_membership_in_company", "person_id", "company_id", unique=True,
              postgresql_where=sql("ended_at is null and company_id is not null")),
        Index("uq_membership_in_academy", "person_id", "academy_id", unique=True,
              postgresql_where=sql("ended_at is null and academy_id is not null")),
        Index("uq_membership_in_office", "person_id", unique=True,
              postgresql_where=sql("ended_at is null and company_id is null and academy_id is null")),
    )  # fmt: skip
    __owners__: ClassVar = Owners(
        writers=("company", "academy", "office"), person="person_id", company="company_id", academy="academy_id",
        office=True, until="ended_at", person_ends="ended_at",
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    academy_id: Mapped[int | None] = mapped_column(ForeignKey("academy.id"), index=True)
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    job_profile: Mapped[str | None] = mapped_column(Text)
    team_id: Mapped[int | None] = mapped_column(BigInteger)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Throttle(Base):
    """How often something was tried within a window; the key is a keyed hash of who and what."""

    __tablename__ = "throttle"
    __unowned__ = "counts of hashed keys: it names nobody, and has to be read before it is known who asks"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    window_started_at: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int]
