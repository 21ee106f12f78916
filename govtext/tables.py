"""The tables of a report as tables: rows and columns of cells, each with the metrics that were read in it."""

from __future__ import annotations

from bisect import bisect_left

from govtext.model import Report, Span, Table, TableCell
from govtext.source import SourceText
from govtext.stages.charts import Chart, charts


def tables(report: Report) -> tuple[Table, ...]:
    """The tables of a report, in text order; see `Report.tables`."""
    if not any(block.kind == "table" for block in report.blocks):
        return ()
    source = SourceText.of(report.text, report.source.layout)
    return tuple(_table(report, source, chart) for chart in charts(source))


def _table(report: Report, source: SourceText, chart: Chart) -> Table:
    cells = tuple(_cell(report, source, chart, number) for number in range(len(chart.boxes)))
    rows, columns = chart.size
    span = source.span(chart.start, chart.end)
    block = next((block.id for block in report.blocks if block.span == span), None)
    return Table(span=span, block_id=block, rows=rows, columns=columns, head_rows=chart.heads, cells=cells)


def _cell(report: Report, source: SourceText, chart: Chart, number: int) -> TableCell:
    box = chart.boxes[number]
    span = source.span(box.start, box.end)
    return TableCell(
        row=box.row,
        column=box.column,
        rows=box.rows,
        columns=box.columns,
        span=span,
        text=" ".join(source.bare(span).split()) if box.end > box.start else "",
        metric_ids=_metrics(report, span),
    )


def _metrics(report: Report, span: Span) -> tuple[str, ...]:
    first = bisect_left(report.metrics, span.start, key=lambda metric: metric.span.start)
    found = []
    for metric in report.metrics[first:]:
        if metric.span.start >= span.end:
            break
        found.append(metric.id)
    return tuple(found)
