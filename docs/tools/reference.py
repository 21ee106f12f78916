"""The pages of the reference, made from what the package says of itself: docstrings, commands, schema, lexicons and rules."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import click

import govtext
from govtext import diagnostics, indicators, value_expressions
from govtext.checking import check
from govtext.cli import cli
from govtext.export.observations import observations
from govtext.model import SourceInfo
from govtext.rules import lexicon
from govtext.schema import generate

HERE = Path(__file__).parent
DATA = files("govtext") / "data"
PAGES = ("python", "cli", "schema", "labels", "units", "indicators", "rules", "lexicons")


schema = cache(generate)


class MissingEntryError(Exception):
    """The package has something that the reference would not show."""


def pages(lang: str, site: Mapping[str, Any]) -> dict[str, str]:
    """Make the generated pages of a language, by path."""
    words = site[lang]["words"]
    makers = {"python": python_page(lang, site["api"]), "cli": cli_page(), "schema": schema_page(words), "labels": labels_page(words)}
    makers |= {"units": units_page(words), "indicators": indicators_page(words), "rules": rules_page(words), "lexicons": lexicons_page(words)}
    made = {f"reference/{name}.md": _page(words, name, makers[name]) for name in PAGES}
    return made | {"diagnostics.md": _page(words, "diagnostics", diagnostics_page(words, lang))}


def _page(words: Mapping[str, str], name: str, parts: Iterable[str]) -> str:
    return "\n\n".join([f"# {words[name]}", words[f"{name}_intro"], *parts]) + "\n"


def python_page(lang: str, groups: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The public names in groups; the group without members has all that are in no other."""
    named = {name for group in groups for name in group["members"]} | {"__version__"}
    for group in groups:
        members = group["members"] or [name for name in govtext.__all__ if name not in named]
        if members:
            yield f"## {group[lang]}"
        yield from (f"::: {govtext._HOMES[name].replace(':', '.')}" for name in members)


def cli_page() -> Iterator[str]:
    """The help of the program and of each command."""
    root = click.Context(cli, info_name="govtext")
    yield _fence(cli.get_help(root))
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        yield f"## govtext {name}"
        yield _fence(command.get_help(context))
        for below, inner in sorted(command.commands.items()) if isinstance(command, click.Group) else ():
            yield f"### govtext {name} {below}"
            yield _fence(inner.get_help(click.Context(inner, info_name=below, parent=context)))


def schema_page(words: Mapping[str, Any]) -> Iterator[str]:
    """Each part of the document with its fields, and one as it is in a document."""
    document = schema()
    parts = {document["title"]: document} | document["$defs"]
    found = json.loads(govtext.parse(words["sample"]).model_dump_json())
    shown = {
        part["items"]["$ref"].rpartition("/")[2]: found[field][0]
        for field, part in document["properties"].items()
        if found[field] and "items" in part
    }
    for name, part in parts.items():
        if "properties" in part:
            yield f"## {name} {{ #{name.lower()} }}"
            yield _text(part.get("description", ""))
            yield _table(words["alphabet"], ((f"`{field}`", _type(value), _text(_description(value))) for field, value in part["properties"].items()))
            if name in shown:
                yield f"```json\n{json.dumps(shown[name], ensure_ascii=False)}\n```"


def _type(value: Mapping[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        part = schema()["$defs"][name]
        if "prefixItems" in part:
            return f"list of {', '.join(item['title'].lower() for item in part['prefixItems'])}"
        page = "labels.md" if "enum" in part else ""
        return f"[{name}]({page}#{name.lower()})"
    if "anyOf" in value:
        return " · ".join(_type(one) for one in value["anyOf"])
    if value.get("type") == "array":
        return f"list of {_type(value['items'])}" if "items" in value else "list"
    return " ".join(filter(None, (value.get("type", ""), value.get("format", ""))))


def _description(value: Mapping[str, Any]) -> str:
    """What the schema says of a field, or else of its type."""
    types = [value, value.get("items", {}), *value.get("anyOf", ())]
    parts = [schema()["$defs"][one["$ref"].rpartition("/")[2]] for one in types if "$ref" in one]
    return next((one["description"] for one in (*types, *parts) if "description" in one), "")


def labels_page(words: Mapping[str, Any]) -> Iterator[str]:
    """Each vocabulary with its values."""
    wording = {(row["vocabulary"], row["value"]): row for row in lexicon("wording")}
    for name, part in schema()["$defs"].items():
        if "enum" in part:
            rows = ((value, wording[name, value]) for value in part["enum"] if (name, value) in wording)
            yield f"## {name} {{ #{name.lower()} }}"
            yield _text(part["description"])
            yield _table(words["label_head"], ((f"`{value}`", row["en"], row["zh"], row["symbol"]) for value, row in rows))


def units_page(words: Mapping[str, Any]) -> Iterator[str]:
    """Each unit by its dimension, with a value read in it."""
    for dimension, rows in groupby(sorted(lexicon("units"), key=lambda row: row["dimension"]), key=lambda row: row["dimension"]):
        yield f"## {dimension}"
        yield _table(words["unit_head"], map(_unit_row, rows))


def _unit_row(row: Mapping[str, str]) -> tuple[str, ...]:
    name, *others = row["term"].split("|")
    factor = f"{row['factor']} {row['base_unit']}" if row["factor"] else ""
    return name, "、".join(others), factor, row["english"], "✓" if row["classifier"] == "yes" else "", _value_example(name), row["source"]


def _value_example(unit: str) -> str:
    text = f"1.2万{unit}"
    read = next(iter(value_expressions.find(text)), None)
    return f"{text} → {read.low:f} {read.unit}" if read and read.text == text else ""


def indicators_page(words: Mapping[str, Any]) -> Iterator[str]:
    """Each concept by its domain, with a clause that states it."""
    entries = (indicators.get(row["id"]) for row in lexicon("indicators"))
    for domain, group in groupby(sorted(entries, key=lambda entry: (entry.domain, entry.id)), key=lambda entry: entry.domain):
        yield f"## {domain}"
        yield _table(words["indicator_head"], map(_indicator_row, group))


def _indicator_row(entry: indicators.IndicatorEntry) -> tuple[str, ...]:
    forms = "、".join((*entry.aliases, *entry.whole))
    ids = "<br>".join(f'<a id="{id}"></a>`{id}`' for id in (entry.level_id, entry.growth_id) if id)
    return f"{entry.name}<br>{entry.english}", ids, forms, _clause(entry), entry.source


def _clause(entry: indicators.IndicatorEntry) -> str:
    """A clause of the kind that reports have, as far as the parser reads it."""
    level = f"{entry.name}达到3.5{entry.unit if entry.level_id else '%'}"
    for text in (f"{level}，增长6%。", f"{level}。", f"{entry.name}增长6%。", f"{entry.name}下降6%。", f"{entry.name}35{entry.unit}。"):
        found = [metric for metric in govtext.parse(text).metrics if metric.canonical in entry.ids]
        if found:
            return text + " → " + "; ".join(f"{metric.canonical} = {metric.low:f} {metric.unit}".rstrip() for metric in found)
    return ""


def rules_page(words: Mapping[str, Any]) -> Iterator[str]:
    """Each rule of each file."""
    for file in sorted((DATA / "rules").iterdir(), key=lambda file: file.name):
        data = tomllib.loads(file.read_text("utf-8"))
        if rules := data.get("rules"):
            yield f"## {file.name}"
            yield from (part for rule in rules for part in _rule(rule, words))


def _rule(rule: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    yield f"### {rule['id']} {{ #{rule['id']} }}"
    yield _text(rule["description"])
    lines = [f"- {words['examples']}{words['colon']}{_codes(rule['examples'])}"]
    if rule.get("counter_examples"):
        lines.append(f"- {words['counter_examples']}{words['colon']}{_codes(rule['counter_examples'])}")
    if rule.get("produces"):
        lines.append(f"- {words['produces']}{words['colon']}{_codes(f'{key} = {value}' for key, value in rule['produces'].items())}")
    if rule.get("source"):
        lines.append(f"- {words['source']}{words['colon']}{_text(rule['source'])}")
    yield "\n".join(lines)
    yield f'??? note "{words["pattern"]}"\n\n' + "".join(f"    {line}\n" for line in _fence(rule["pattern"]).splitlines()).rstrip()


def lexicons_page(words: Mapping[str, Any]) -> Iterator[str]:
    """Each lexicon with its size and first entries."""
    for folder in ("lexicons", "keywords"):
        names = sorted(file.name for file in (DATA / folder).iterdir() if file.name.endswith(".csv"))
        yield f"## {folder}"
        yield _table(words["lexicon_head"], (_lexicon_row(folder, name) for name in names))


def _lexicon_row(folder: str, name: str) -> tuple[str, ...]:
    header, *rows = (DATA / folder / name).read_text("utf-8").splitlines()
    return f"`{name}`", f"{len(rows):,}", _codes(header.split(",")), _codes(rows[:3])


def diagnostics_page(words: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Each code with a text that raises it."""
    examples = tomllib.loads((HERE / "diagnostics.toml").read_text("utf-8"))
    for code, row in diagnostics.catalogue().items():
        if code not in examples:
            raise MissingEntryError(f"docs/tools/diagnostics.toml: no example for {code}")
        yield f"## {code} {row['chinese']} {{ #{code} }}"
        message, advice = (row["chinese_message"], row["chinese_advice"]) if lang == "zh" else (row["message"], row["advice"])
        yield f"`{row['severity']}`{words['colon']}{_text(message)}"
        yield f"**{words['raised_by']}**\n\n{_fence(_raising(code, examples[code]))}"
        yield f"**{words['advice']}**{words['colon']}{_text(advice)}"


def _raising(code: str, example: str | Mapping[str, Any]) -> str:
    """The example as shown; an error where it does not raise the code."""
    text, times, source = (example, 1, {}) if isinstance(example, str) else (example["text"], example.get("times", 1), example.get("source", {}))
    report = govtext.parse(text * times, SourceInfo(**source))
    raised = {found.code for found in (*report.diagnostics, *check(report))}
    raised |= {flag for row in observations(report) for flag in (*row.flags, *row.last_flags)}
    if code not in raised:
        raise MissingEntryError(f"docs/tools/diagnostics.toml: the example for {code} raises {', '.join(sorted(raised)) or 'nothing'}")
    shown = text.strip("\n").replace("\x01", "\\x01") or '""'
    return shown if times == 1 else f"{shown}\n× {times:,}"


def _fence(code: str) -> str:
    return f"```text\n{code.rstrip()}\n```"


def _codes(texts: Iterable[str]) -> str:
    return " · ".join(f"`` {text} ``" if "`" in text else f"`{_line(text)}`" for text in texts)


def _line(text: str) -> str:
    return str(text).replace("\n", "⏎").replace("|", "❘")


def _text(text: str) -> str:
    """The first paragraph of a text; its signs are not markup, but for code."""
    parts = " ".join(text.split("\n\n")[0].split()).split("`")
    return "`".join(part if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "*_[]<>{}#|" else sign for sign in text)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *([*row] for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") if not cell.startswith("\\") else cell for cell in line) + " |" for line in lines)
