"""Lay out the site for its generator: the pages of docs/, over them those of a language, and the generated reference.

``python docs/tools/stage.py FOLDER`` writes the pages to FOLDER/en and FOLDER/zh, with FOLDER/en.yml and FOLDER/zh.yml; the sites go to
FOLDER/site. A page that has no Chinese version is given in English.
"""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reference import pages

TOOLS = Path(__file__).resolve().parent
DOCS = TOOLS.parent
LANGUAGES = ("en", "zh")


def stage(folder: Path) -> None:
    """Write the sources of both sites."""
    site = tomllib.loads((TOOLS / "site.toml").read_text("utf-8"))
    site["settings"]["plugins"]["mkdocstrings"]["handlers"]["python"]["options"]["extensions"] = [str(TOOLS / "examples.py")]
    for lang in LANGUAGES:
        docs = folder / lang
        shutil.rmtree(docs, ignore_errors=True)
        shutil.copytree(DOCS, docs, ignore=shutil.ignore_patterns("tools", "zh", "__pycache__"))
        if lang != "en":
            shutil.copytree(DOCS / lang, docs, dirs_exist_ok=True)
            for page in (DOCS / lang).rglob("*.md"):
                below = page.relative_to(DOCS / lang)
                (docs / below).write_text(within(page.read_text("utf-8"), len(below.parts) - 1), "utf-8")
        for path, text in pages(lang, site).items():
            page = docs / path
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, "utf-8")
        shutil.copy(TOOLS / "site.css", docs)
        (folder / f"{lang}.yml").write_text(json.dumps(settings(site, lang, docs), ensure_ascii=False, indent=1), "utf-8")


def within(text: str, depth: int) -> str:
    """A page of a language as it lies on that language's site, where the English pages that it leads to lie one folder nearer.

    >>> within("[codes](../../diagnostics.md), [panel](../how-to/panel.md)", 1)
    '[codes](../diagnostics.md), [panel](../how-to/panel.md)'
    """
    return text.replace("](" + "../" * (depth + 1), "](" + "../" * depth)


def settings(site: Mapping[str, Any], lang: str, docs: Path) -> dict[str, Any]:
    """The generator's settings for a language; JSON is YAML."""
    own = site[lang]
    theme = site["settings"]["theme"] | {"language": own["language"]}
    alternate = [{"name": site[other]["name"], "link": f"../{other}/index.html", "lang": site[other]["language"]} for other in LANGUAGES]
    return {
        **site["settings"],
        "site_description": own["description"],
        "theme": theme,
        "nav": [{name: [{title(docs / page): page} for page in found]} for name, found in navigation(own["nav"], docs)],
        "extra": {"alternate": alternate, "generator": False},
        "docs_dir": lang,
        "site_dir": f"site/{lang}",
    }


def navigation(sections: Iterable[Mapping[str, Any]], docs: Path) -> list[tuple[str, list[str]]]:
    """Titles and pages of the menu; a pattern stands for those pages that no section names."""
    named = {page for section in sections for page in section["pages"]}

    def rest(pattern: str) -> list[str]:
        return [page for path in sorted(docs.glob(pattern)) if (page := path.relative_to(docs).as_posix()) not in named]

    return [(section["title"], [page for entry in section["pages"] for page in (rest(entry) if "*" in entry else [entry])]) for section in sections]


def title(page: Path) -> str:
    """The first heading of a page."""
    return page.read_text("utf-8").split("\n", 1)[0].removeprefix("# ")


if __name__ == "__main__":
    stage(Path(sys.argv[1]))
