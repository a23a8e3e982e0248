"""The command `metro`: one lazily loaded module per group, so that a file command imports no database.

Exit codes: 0 done, 1 refused input, 2 wrong call, 3 nothing found or a limit reached.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from metro.kernel.errors import AppError, NotFound, Unavailable
from metro.kernel.i18n import DEFAULT_LANGUAGE, LANGUAGES, speak
from metro.kernel.i18n import gettext as _

REFUSED, WRONG_CALL, NOT_FOUND = 1, 2, 3

# command: (module, one line of help); the module is imported only when its command runs.
COMMANDS = {
    "catalogue": ("metro.cli.catalogue", "Check, import and export catalogue files."),
    "route": ("metro.cli.route", "Plan routes from files."),
    "map": ("metro.cli.map", "Draw the metro map of a catalogue file."),
    "assess": ("metro.cli.assess", "Score an assessment from files."),
    "serve": ("metro.cli.server", "Serve the pages and do the jobs."),
    "worker": ("metro.cli.server", "Do the jobs only."),
    "demo": ("metro.cli.demo", "Try it out: own database, demo content, one address."),
    "db": ("metro.cli.database", "Care for the database's tables."),
    "backup": ("metro.cli.archive", "Write the whole database to a file."),
    "restore": ("metro.cli.archive", "Put a backup back."),
    "retention": ("metro.cli.retention", "Delete what is older than it may be."),
    "office": ("metro.cli.office", "Appoint somebody in the network office."),
    "academies": ("metro.cli.academies", "Open an academy, and list those there are."),
    "doctor": ("metro.cli.doctor", "Look whether this installation is well."),
    "permissions": ("metro.cli.permissions", "Print who may do what."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_module, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="metronet", prog_name="metro")
def metro() -> None:
    """Metronet: learning paths as a metro map. See docs/ for the file formats."""


def terminal_language() -> str:
    """The language of the terminal by the usual variables; Dutch when they name none of ours."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")[:2].lower()
        if value in LANGUAGES:
            return value
    return DEFAULT_LANGUAGE


def exit_code(error: AppError) -> int:
    """The exit code for an expected failure."""
    return NOT_FOUND if isinstance(error, (NotFound, Unavailable)) else REFUSED


def main() -> None:
    """Run `metro`; whatever happens, a person gets one clear line and a code, never a traceback."""
    speak(terminal_language())
    try:
        sys.exit(metro.main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except AppError as error:
        fail(error.message, exit_code(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        fail(_("%(what)s: %(reason)s", what=error.filename or "metro", reason=error.strerror or error), REFUSED)
    except Exception as error:
        if os.environ.get("METRO_LOG_LEVEL") == "DEBUG":
            raise
        fail(
            _("Onverwachte fout (%(kind)s: %(reason)s). Met METRO_LOG_LEVEL=DEBUG zie je waar; meld het ons.",
              kind=type(error).__name__, reason=str(error).splitlines()[0] if str(error) else ""),
            REFUSED,
        )  # fmt: skip


def fail(message: str, code: int) -> None:
    """Say `message` on standard error and exit with `code`."""
    click.echo(message, err=True)
    sys.exit(code)
