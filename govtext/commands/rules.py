"""``govtext rules``: begin, check and list rule packs."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from govtext.cli import FAILED, complain
from govtext.errors import GovtextError


@click.group(short_help="Begin, check and list packs of your own rules and lexicons.")
def command() -> None:
    """Begin, check and list packs of your own rules and lexicons.

    A pack is a folder with rules/*.toml and lexicons/*.csv, named as the package's files. Use one with `govtext --rules PACK parse FILE`.
    """


@command.command(short_help="Write a small working pack to begin from.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a small working pack into the new folder DIR."""
    if folder.exists():
        raise GovtextError(f"{folder}: is there already; name a new folder")
    for name, file in _files(files("govtext") / "data" / "template"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.read_text("utf-8"), "utf-8", newline="\n")
        click.echo(path)


@command.command(short_help="Check a pack.")
@click.argument("pack", metavar="DIR")
def check(pack: str) -> None:
    """Check the pack in DIR, or an installed one by its name: a line for each mistake, and exit code 1 where there is one."""
    from govtext.rules.packs import load
    from govtext.rules.proof import problems

    found = problems(pack)
    for problem in found:
        complain(problem)
    if found:
        raise click.exceptions.Exit(FAILED)
    loaded = load(pack)
    click.echo(f"{pack}: right; adds to {', '.join([*loaded.rules, *loaded.lexicons])}")


@command.command("list", short_help="List rule files and lexicons, or the rules of one file.")
@click.argument("name", metavar="[FILE]", required=False)
def listed(name: str | None) -> None:
    """List the files that a pack may add to and the packs that are installed; with the name of a rule file, its rules.

    With `govtext --rules PACK rules list`, those of the pack are among them.
    """
    from govtext.rules.packs import extendable

    if name is None:
        click.echo("\n".join(_overview()))
    elif name in extendable("rules"):
        click.echo("\n".join(_rules(name)))
    else:
        raise GovtextError(f"{name}: no rule file; one of {', '.join(sorted(extendable('rules')))}")


def _overview() -> Iterator[str]:
    from govtext.rules import lexicon, ruleset
    from govtext.rules.packs import extendable, installed

    for name in sorted(extendable("rules")):
        yield f"rules/{name}.toml\t{len(ruleset(name).rules)} rules"
    for name in sorted(extendable("lexicons")):
        yield f"lexicons/{name}.csv\t{len(lexicon(name).rows)} rows\t{','.join(lexicon(name).rows[0])}"
    for name, package in sorted(installed().items()):
        yield f"{name}\tinstalled pack\t{package}"


def _rules(name: str) -> Iterator[str]:
    from govtext.rules import ruleset

    for rule in ruleset(name).rules:
        produced = ", ".join(f"{key} = {value}" for key, value in rule.produces.items())
        yield f"{rule.id}\t{produced}\t{rule.description}\t{rule.file}"


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{above}{entry.name}/")
        else:
            yield above + entry.name, entry
