"""The command line: a group whose commands are the modules of `govtext.commands`, each imported when it is called.

Exit codes: 0 all is done, 1 some input failed (the rest is done), 2 the call itself is wrong.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from govtext import __version__, commands
from govtext.errors import GovtextError, ReadError
from govtext.files import aside

if TYPE_CHECKING:
    from govtext.model import Report

FAILED = 1
STDIN = "-"


class Commands(click.Group):
    """A group that finds its commands in the package `govtext.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{commands.__name__}.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error that ends it is one line and exit code 1."""
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            option = error.option_name
            if not any(option in known.opts for known in self.params):
                raise
            told = f"{option} stands before the command: {ctx.command_path} {option} ... {ctx.invoked_subcommand} ..."
            raise click.UsageError(told, error.ctx) from error
        except GovtextError as error:
            complain(error)
        except BrokenPipeError:
            raise  # click ends quietly
        except OSError as error:
            complain(f"{error.filename or 'output'}: {error.strerror}")
        raise click.exceptions.Exit(FAILED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--rules", "packs", multiple=True, metavar="PACK", help="Folder or name of a rule pack; may be repeated.")
@click.option("--encoding", metavar="NAME", help="Encoding of the files, where it is not found by itself, e.g. big5.")
@click.option("--isolate", is_flag=True, help="Read each file in a process of its own, with limits of time and memory.")
@click.option("--place", metavar="NAME", help="Place of the report, where it is known.")
@click.option("--year", type=int, metavar="YEAR", help="Year of the report, where it is known.")
@click.option("--level", metavar="LEVEL", help="Level of the report: central, province, city, county or township.")
@click.option("--name-pattern", metavar="PATTERN", help='How names of files say it, e.g. "{place}_{year}"; * stands for anything.')
@click.pass_context
def cli(ctx: click.Context, /, packs: tuple[str, ...], encoding: str | None, **_: object) -> None:
    """Read Chinese government work reports: sections, measures, metrics, targets and masked blanks, with exact offsets."""
    ctx.obj = encoding
    if packs:
        from govtext.packs import Parser

        ctx.with_resource(Parser(rules=packs).active())


_READING = ("encoding", "isolate", "place", "year", "level", "name_pattern")


def read(file: str | Path) -> Report:
    """Read and parse the report of a FILE argument; ``-`` is standard input."""
    import govtext

    given = click.get_current_context().find_root().params
    options = {name: given[name] for name in _READING if name in given}
    if file == STDIN:
        return govtext.read(_standard_input(), **options)
    path = Path(file)
    if path.is_dir():
        raise ReadError(f"{file}: is a directory; parse its files with `govtext batch`")
    return govtext.read(path, **options)


def _standard_input() -> bytes:
    """Read standard input, no further than a document may be long."""
    from govtext.reading import Limits
    from govtext.reading.resource import read_all

    if sys.stdin is None:
        raise ReadError("standard input is closed; name a file")
    return read_all(sys.stdin.buffer, Limits().bytes, "standard input")


def read_each(files: Iterable[str], failed: list[str]) -> Iterator[Report]:
    """Read and parse reports; a file that cannot be read is complained about and added to `failed`."""
    for file in files:
        try:
            yield read(file)
        except GovtextError as error:
            complain(str(error).replace("the bytes given", "standard input") if file == STDIN else error)
            failed.append(file)


def complain(error: GovtextError | str) -> None:
    """Write one line about what failed to standard error."""
    click.echo("govtext: " + " ".join(str(error).split()), err=True)


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Open a text file that appears when it is whole, and not at all after an error; None is standard output."""
    if path is None:
        if sys.stdout is None:
            raise GovtextError("standard output is closed; name a file with -o")
        yield sys.stdout
        sys.stdout.flush()
    else:
        with aside(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream


def main() -> None:
    """Run the command line, in UTF-8 whatever the system's code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    cli(prog_name="govtext")
