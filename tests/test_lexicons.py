"""Lexicons are well-formed, sorted and unambiguous, and use the vocabularies of the model."""

import csv
import re
from decimal import Decimal
from importlib.resources import files

import pytest

from govtext.labels import Bound
from govtext.rules import lexicon
from govtext.units import lookup

FOLDER = files("govtext") / "data" / "lexicons"
FILES = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".csv"))
COLUMNS = {
    "units": ("term", "dimension", "factor", "base_unit", "english", "classifier", "source"),
    "indicators": ("id", "name", "aliases", "whole", "english", "level_id", "growth_id", "unit", "dimension", "domain", "source"),
    "indicator_tails": ("term", "kind"),
    "scopes": ("term", "kind"),
    "fixed_terms": ("term", "kind", "note"),
    "verbs": ("term", "class"),
    "place_suffixes": ("term", "level"),
    "organisation_suffixes": ("term", "kind"),
    "name_suffixes": ("term", "kind"),
    "bound_words": ("term", "bound"),
    "currencies": ("term", "kind", "unit"),
}
CLASSES = {
    ("indicator_tails", "kind"): {"growth", "neutral"},
    ("scopes", "kind"): {"area", "size", "sector", "ratio", "period"},
    ("fixed_terms", "kind"): {
        *("policy", "organisation", "meeting", "place", "sector", "standard", "technology", "project", "phone", "road", "calendar"),
        *("word", "idiom", "function_word"),
    },
    ("verbs", "class"): {"light", "act", "growth_up", "growth_down", "growth_flat"},
    ("place_suffixes", "level"): {"country", "province", "city", "county", "township", "village", "feature"},
    ("organisation_suffixes", "kind"): {"firm", "office", "institution"},
    ("name_suffixes", "kind"): {"project", "programme", "policy", "brand", "facility", "event", "meeting", "concept", "award"},
    ("units", "classifier"): {"yes", "no"},
    ("bound_words", "bound"): {Bound.APPROX, Bound.AT_LEAST, Bound.AT_MOST, Bound.MORE_THAN},
    ("currencies", "kind"): {"name", "sign"},
}
LEAST = {"bound_words": 8, "units": 200, "indicators": 250, "fixed_terms": 300}


def forms(cell):
    return cell.split("|") if cell else []


@pytest.mark.parametrize("name", FILES)
def test_file_is_plain_utf8_with_a_rectangular_table(name):
    data = (FOLDER / name).read_bytes()
    text = data.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")
    rows = list(csv.reader(text.splitlines(), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert all(cell == cell.strip() for row in rows for cell in row)
    assert all(rows)


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(name):
    assert tuple(lexicon(name).rows[0]) == COLUMNS[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_are_sorted(name):
    columns = COLUMNS[name]
    key = {"indicators": lambda row: row["id"]}.get(name, lambda row: (row[columns[1]], row["term"]))
    rows = lexicon(name).rows
    assert list(rows) == sorted(rows, key=key)


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "indicators"])
def test_a_form_stands_once(name):
    written = [form for row in lexicon(name) for form in row["term"].split("|")]
    assert len(written) >= LEAST.get(name, 20)
    assert all(written)
    assert sorted(written) == sorted(set(written))


@pytest.mark.parametrize(("name", "column"), CLASSES)
def test_classes_are_known_and_all_in_use(name, column):
    used = {row[column] for row in lexicon(name)}
    assert used == CLASSES[name, column]


def test_a_user_can_rely_on_enough_of_each_class_of_verbs():
    verbs = lexicon("verbs")
    assert len(verbs.where(**{"class": "act"}).terms()) >= 250
    assert len(verbs.where(**{"class": "light"}).terms()) >= 50


def test_units_have_exact_factors_and_a_base_unit():
    for row in lexicon("units"):
        assert row["dimension"] and row["base_unit"] and row["english"] and row["source"], row
        assert not row["factor"] or Decimal(row["factor"]) > 0, row


def test_indicator_ids_are_snake_case_and_name_one_value():
    ids = [id for row in lexicon("indicators") for id in {row["id"], row["level_id"], row["growth_id"]} - {""}]
    assert all(re.fullmatch("[a-z][a-z0-9]*(_[a-z0-9]+)*", id) for id in ids)
    assert sorted(ids) == sorted(set(ids))


def test_an_indicator_has_a_value_and_a_form_stands_for_one():
    owner = {}
    for row in lexicon("indicators"):
        assert row["level_id"] or row["growth_id"], row["id"]
        assert row["english"] and row["domain"] and row["source"], row["id"]
        for form in (row["name"], *forms(row["aliases"]), *forms(row["whole"])):
            assert owner.setdefault(form, row["id"]) == row["id"], form
            assert form, row["id"]


def test_the_dimension_of_an_indicator_is_that_of_its_unit():
    for row in lexicon("indicators"):
        unit = lookup(row["unit"].lstrip("万亿")) if row["unit"] else None
        expected = {"index"} if row["dimension"] == "index" else {unit.dimension if unit else "ratio"}
        assert row["dimension"] in expected, row["id"]
