"""Team figures are made once a night: what changes in a day is not told from what changes in another."""

from __future__ import annotations

from academies.impact import service
from metro.kernel import jobs
from metro.kernel.scopes import system


@jobs.app.periodic(cron="5 4 * * *")
@jobs.app.task(name="make_team_figures", queueing_lock="make_team_figures")
def make_team_figures(timestamp: int) -> None:
    """For the night of `timestamp`."""
    with jobs.transaction(system("team figures")) as session:
        count = service.make_all_figures(session)
    jobs.log.info("team figures made", extra={"count": count, "tick": timestamp})
