"""The types that callers see. mypy reads them; the function is never called."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import assert_type

import pandas as pd

import govtext
from govtext.corpora import Sample
from govtext.labels import Bound, Direction, MetricKind, MetricStatus, Role, TargetForm
from govtext.model import Period, TimeExpression
from govtext.reader import Reading


def typed() -> None:
    report = govtext.parse("text")
    assert_type(report, govtext.Report)
    assert_type(govtext.read("file.txt"), govtext.Report)
    assert_type(govtext.read(Path("file.docx"), encoding="gb18030"), govtext.Report)
    assert_type(govtext.read(b"text", format="txt"), govtext.Report)
    assert_type(govtext.read_many("folder"), Reading)
    assert_type(next(govtext.read_many("folder", errors="collect")), govtext.Report)

    parser = govtext.Parser(rules=["my-pack", Path("other")])
    assert_type(parser.parse("text"), govtext.Report)
    assert_type(parser.read("file.txt"), govtext.Report)
    with parser.active():
        pass

    assert_type(report.metrics, tuple[govtext.Metric, ...])
    metric = report.metrics[0]
    assert_type(metric.span, govtext.Span)
    assert_type(metric.low, Decimal | None)
    assert_type(metric.high, Decimal | None)
    assert_type(metric.kind, MetricKind)
    assert_type(metric.bound, Bound)
    assert_type(metric.status, MetricStatus)
    assert_type(metric.direction, Direction | None)
    assert_type(metric.canonical, str | None)
    assert_type(metric.period, Period | None)
    assert_type(metric.to("亿元"), tuple[Decimal | None, Decimal | None])

    assert_type(report.sections, tuple[govtext.Section, ...])
    assert_type(report.sections[0].role, Role)
    assert_type(report.section("s1"), govtext.Section)
    assert_type(report.measures, tuple[govtext.Measure, ...])
    assert_type(report.placeholders, tuple[govtext.Placeholder, ...])
    assert_type(report.times, tuple[TimeExpression, ...])
    assert_type(report.times[0].start, dt.date | None)
    assert_type(report.targets(), tuple[govtext.Target, ...])
    assert_type(report.target("gdp_growth"), govtext.Target | None)
    assert_type(report.targets()[0].form, TargetForm)
    assert_type(metric.span.of(report.text), str)

    assert_type(govtext.numerals.parse("一百"), Decimal)
    assert_type(govtext.panel([report]), pd.DataFrame)

    assert_type(govtext.corpora.load("county"), govtext.Report)
    assert_type(govtext.corpora.text("county"), str)
    assert_type(govtext.corpora.names(), tuple[str, ...])
    assert_type(next(govtext.corpora.samples()), Sample)

    try:
        govtext.read("missing.txt")
    except govtext.ReadError as error:
        assert_type(error, govtext.ReadError)
        base: govtext.GovtextError = error
        raise base from None
