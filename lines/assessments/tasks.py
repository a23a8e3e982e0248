"""What an anonymous visitor leaves behind goes after thirty days."""

from __future__ import annotations

from lines.assessments import service
from metro.kernel import jobs
from metro.kernel.scopes import system


@jobs.app.periodic(cron="17 3 * * *")
@jobs.app.task(name="delete_old_scans")
def delete_old_scans(timestamp: int) -> None:
    """Delete the scans nobody touched for thirty days; `timestamp` is the tick it runs for."""
    with jobs.transaction(system("retention")) as session:
        deleted = service.delete_old_scans(session)
    jobs.log.info("old scans deleted", extra={"count": deleted, "tick": timestamp})
