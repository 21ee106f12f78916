"""What a report must be is checked by `check_report`: sound reports have no violation, and a report that is changed in one place has one."""

import datetime as dt
from decimal import Decimal

import pytest
from samples import INVENTED, sample_reports

import govtext
from govtext.model import Given, SourceInfo, Span

REPORT = govtext.parse(INVENTED.replace("农田6.8万亩", "农田*万亩"))


def changed(name, place, **update):
    """The report with one item of a list changed."""
    items = list(getattr(REPORT, name))
    items[place] = items[place].model_copy(update=update)
    return REPORT.model_copy(update={name: tuple(items)})


def invariants(report):
    return {violation.invariant for violation in govtext.check_report(report)}


@pytest.mark.parametrize("name", sorted(sample_reports()))
def test_the_sample_reports_are_sound(name):
    assert govtext.check_report(govtext.parse(sample_reports()[name]), govtext.parse) == ()


def test_a_report_that_was_read_with_what_the_caller_knows_is_sound():
    source = SourceInfo(given=Given(year=2031, place="白山县"))
    assert govtext.check_report(govtext.parse(INVENTED.replace("生产", "生 产"), source), govtext.parse) == ()


def test_packs_are_in_force_where_the_text_is_read_again():
    parser = govtext.Parser()
    assert govtext.check_report(parser.parse(INVENTED), parser.parse) == ()


@pytest.mark.parametrize(
    ("invariant", "report"),
    [
        ("span", REPORT.model_copy(update={"text": "甲" + REPORT.text})),
        ("span", changed("metrics", 0, text="甲")),
        ("span", changed("metrics", 3, value_span=Span(start=5, end=100_000))),
        ("span", changed("sections", 1, title_span=Span(start=9, end=3))),
        ("id", changed("sections", 1, id="s1")),
        ("id", changed("metrics", 0, section_id="s99")),
        ("id", changed("measures", 0, entity_ids=("n0",))),
        ("id", changed("placeholders", 0, metric_id=None)),
        ("id", changed("metrics", 0, placeholder_ids=(REPORT.placeholders[0].id,))),
        ("order", REPORT.model_copy(update={"metrics": REPORT.metrics[::-1]})),
        ("order", REPORT.model_copy(update={"sections": REPORT.sections[::-1]})),
        ("tree", changed("sections", 0, level=4)),
        ("tree", changed("sections", -1, span=Span(start=0, end=len(REPORT.text)))),
        ("range", changed("metrics", 0, low=Decimal("1e30"))),
        ("range", changed("times", 0, start=dt.date(2031, 1, 2), end=dt.date(2031, 1, 1))),
        ("json", changed("metrics", 0, low="abc")),
    ],
)
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_each_invariant_is_seen_where_it_is_broken(invariant, report):
    assert invariant in invariants(report)
    assert invariants(REPORT) == set()


def test_a_second_parse_tells_what_was_changed():
    other = REPORT.model_copy(update={"times": ()})
    assert govtext.check_report(other) == ()
    assert [violation.invariant for violation in govtext.check_report(other, govtext.parse)] == ["parse"]
