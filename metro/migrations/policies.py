"""Row-level security as migrations write it: the rules of `metro.kernel.ownership`, said in SQL.

What a migration did stays done: these functions may get new arguments, never another meaning.
"""

from __future__ import annotations

from alembic import op

OPERATOR = "metro_operator"

SCOPE_FUNCTIONS = """
create function scope_person() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.person', true), '')::bigint $$;
create function scope_company() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.company', true), '')::bigint $$;
create function scope_academy() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.academy', true), '')::bigint $$;
create function scope_office() returns boolean language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.office', true), '') = 'yes', false) $$;
create function scope_viewing() returns boolean language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.viewing', true), '') = 'yes', false) $$;
create function scope_system() returns boolean language sql stable parallel safe
  as $$ select nullif(current_setting('app.system', true), '') is not null $$;
create function scope_tokens() returns bytea[] language sql stable parallel safe
  as $$ select coalesce(array_agg(decode(token, 'hex')), '{}')
        from unnest(string_to_array(nullif(current_setting('app.tokens', true), ''), ',')) as token $$;
create function refuse_change() returns trigger language plpgsql
  as $$ begin
    raise insufficient_privilege using message = format('a row of %s may be ended, not changed', tg_table_name);
  end $$;
"""


def protect(
    table: str,
    *,
    writers: tuple[str, ...],
    person: str | None = None,
    company: str | None = None,
    academy: str | None = None,
    tokens: tuple[str, ...] = (),
    office: bool = False,
    until: str | None = None,
    colleagues: bool = False,
    is_shared: bool = False,
    person_ends: str | None = None,
    is_append_only: bool = False,
    is_private: bool = False,
) -> None:
    """Put `table` under row-level security by the rules of `Owners` with the same arguments; for its owner as well."""
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    # Who is a member of the operator has its policies as well; only who became it (`set role`) sees every row.
    op.execute(f"create policy operator on {table} to {OPERATOR} using (current_user = '{OPERATOR}')")
    owned = {
        "person": _is(table, person, "person"),
        "token": tuple(f"{table}.{name} = any ((select scope_tokens())::bytea[])" for name in tokens),
        "company": _is(table, company, "company", until),
        "academy": _is(table, academy, "academy", until),
        "office": ("(select scope_office())",) if office else (),
    }
    reads = [term for terms in owned.values() for term in terms]
    if colleagues:
        reads.append(_colleague(table, person or ""))
    read = "true" if is_shared else " or ".join(reads)
    hidden = " and not (select scope_viewing())" if is_private else ""
    op.execute(f"create policy reads on {table} for select using ((select scope_system()) or ({read}){hidden})")
    if is_append_only:
        op.execute(f"create policy adds on {table} for insert with check (not (select scope_viewing()))")
        return
    write = " or ".join(term for kind in writers for term in owned[kind]) or "false"
    ending = write if until is None else " or ".join(_held(table, company, academy, writers))
    held, kept = (f"(select scope_system()) or (({rule}) and not (select scope_viewing()))" for rule in (write, ending))
    op.execute(f"create policy writes on {table} using ({held}) with check ({kept})")
    if person_ends:
        mine = _is(table, person, "person")[0]
        op.execute(
            f"create policy ends on {table} for update using ({mine}) "
            f"with check ({mine} and {table}.{person_ends} is not null and not (select scope_viewing()))"
        )
        holds = " or ".join(_held("old", company, academy, writers)).replace("(select ", "(")
        op.execute(
            f"create trigger ends before update on {table} for each row when (scope_person() is not null "
            f"and not scope_system() and not coalesce({holds}, false) and (old.{person_ends} is not null "
            f"or to_jsonb(new) - '{person_ends}' is distinct from to_jsonb(old) - '{person_ends}')) "
            "execute function refuse_change()"
        )


def _held(table: str, company: str | None, academy: str | None, writers: tuple[str, ...]) -> tuple[str, ...]:
    """The organisations that may write a row, whether or not it has ended: who ends a row writes one that has."""
    terms = {
        "company": _is(table, company, "company"),
        "academy": _is(table, academy, "academy"),
        "office": ("(select scope_office())",),
    }
    return tuple(term for kind in writers for term in terms.get(kind, ()))


def _is(table: str, column: str | None, kind: str, until: str | None = None) -> tuple[str, ...]:
    if column is None:
        return ()
    owned = f"{table}.{column} = (select scope_{kind}())"
    # now() is when the transaction began: PostgreSQL asks of a changed row that it can still be read.
    if until is None:
        return (owned,)
    return (f"({owned} and ({table}.{until} is null or {table}.{until} > now()))",)


def _colleague(table: str, person: str) -> str:
    return (
        f"exists (select from membership where membership.person_id = {table}.{person} "
        "and (membership.ended_at is null or membership.ended_at > now()) "
        "and (membership.company_id = (select scope_company()) or membership.academy_id = (select scope_academy())))"
    )
