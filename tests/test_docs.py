"""Every snippet of the documentation runs and prints what its page says, in both languages; the generated reference leaves nothing out."""

import re
import shutil
import sys
import tomllib
from functools import lru_cache
from pathlib import Path

import click
import pytest
from pages import ROOT, run, shape, snippets

from govtext.cli import cli
from govtext.rules import lexicon

DOCS = ROOT / "docs"
CHINESE = sorted((DOCS / "zh").rglob("*.md"))
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if page not in CHINESE]
RUNNING = [page for page in PAGES if any(language in ("python", "sh") for language, _ in snippets(page))]
LINK = re.compile(r"\]\((?!https?:)([^)#]*)")
COMMAND = re.compile(r"^govtext (\w+)(.*)$", re.M)

sys.path.insert(0, str(DOCS / "tools"))
from reference import pages  # noqa: E402  the scripts lie beside the pages
from stage import navigation  # noqa: E402


def name(page: Path) -> str:
    return str(page.relative_to(DOCS))


@pytest.mark.parametrize("page", RUNNING, ids=name)
def test_snippets_run_and_print_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Snippets run in order, in a folder that holds `corpora`."""
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    monkeypatch.chdir(tmp_path)
    run(page)


@pytest.mark.parametrize("page", CHINESE, ids=name)
def test_the_chinese_page_is_the_twin_of_the_english_one(page: Path) -> None:
    assert shape(page) == shape(DOCS / page.relative_to(DOCS / "zh"))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_that_only_set_up_have_their_options(page: Path) -> None:
    for language, code in snippets(page):
        for command, rest in COMMAND.findall(code) if language == "bash" else ():
            found = cli.get_command(click.Context(cli), command)
            assert found is not None, command
            known = {option for parameter in found.params for option in parameter.opts}
            assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", rest)) <= known, code


@lru_cache(maxsize=1)
def site() -> dict:
    return tomllib.loads((DOCS / "tools" / "site.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def generated() -> dict[str, str]:
    return pages("en", site())


@pytest.mark.parametrize("page", [*PAGES, *CHINESE], ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    """A link leads to a page of the repository, so that it can be followed before anything is built."""
    for target in filter(None, LINK.findall(page.read_text("utf-8"))):
        assert (page.parent / target).exists(), target


def test_the_navigation_shows_every_page() -> None:
    for lang in ("en", "zh"):
        shown = [page for _, found in navigation(site()[lang]["nav"], DOCS) for page in found]
        assert sorted(shown) == sorted({name(page) for page in PAGES} | generated().keys())


def test_the_reference_has_every_unit_indicator_rule_and_code() -> None:
    made = generated()
    units, indicators, rules = (made[f"reference/{page}.md"] for page in ("units", "indicators", "rules"))
    for row in lexicon("units"):
        assert f"| {row['term'].split('|')[0]} |" in units
    for row in lexicon("indicators"):
        assert all(f'<a id="{id}">' in indicators for id in (row["level_id"], row["growth_id"]) if id)
    for file in (ROOT / "govtext" / "data" / "rules").glob("*.toml"):
        for rule in tomllib.loads(file.read_text("utf-8")).get("rules", ()):
            assert f"{{ #{rule['id']} }}" in rules
    for row in lexicon("diagnostics"):
        assert f"{{ #{row['code']} }}" in made["diagnostics.md"]


def test_nearly_every_entry_has_an_example_that_the_parser_reads() -> None:
    rows = [line for page in ("units", "indicators") for line in generated()[f"reference/{page}.md"].splitlines() if line.startswith("| ")]
    entries = len(lexicon("units").rows) + len(lexicon("indicators").rows)
    assert sum("→" in row for row in rows) >= 0.98 * entries
