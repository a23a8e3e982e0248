"""`metro retention`: delete what is older than it may be, or count it."""

from __future__ import annotations

import click

from metro.config import load_settings
from metro.database import forget_audit, running
from metro.kernel import clock, db
from metro.kernel.i18n import gettext as _
from metro.kernel.scopes import system
from metro.retention import AUDIT_KEPT, KEPT, REASON, forget_what_is_old


@click.command()
@click.option("--dry-run", is_flag=True, help="Only count.")
def retention(dry_run: bool) -> None:
    """Delete what is older than it may be; the worker does the same once a day, except for the audit trail."""
    with running(load_settings()) as addresses:
        engine = db.make_engine(addresses.app, pool_size=1)
        try:
            with db.scoped(db.make_sessions(engine), system(REASON)) as session:
                counts = forget_what_is_old(session)
                if not dry_run:
                    session.commit()
        finally:
            engine.dispose()
        if addresses.owner is not None:
            counts["audit entry"] = forget_audit(addresses.owner, clock.now() - AUDIT_KEPT, dry_run=dry_run)
    days = {rule.what: rule.kept.days for rule in KEPT} | {"audit entry": AUDIT_KEPT.days}
    for what, count in counts.items():
        click.echo(f"{what:20} {days[what]:>5} {_('dagen')} {count:>8}")
    click.echo(_("Alleen geteld.") if dry_run else _("Gewist."))
