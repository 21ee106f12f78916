"""Reports as Markdown with real headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from govtext.export.calls import file_names, some
from govtext.export.parts import READ, Sections
from govtext.files import aside
from govtext.labels import BlockKind
from govtext.model import Report, Section, Span, Table
from govtext.source import SourceText

DEEPEST = 6  # Markdown has no lower heading
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&#]")
_OPENING = re.compile(r"[-+](?=\s|$)|[-=]+\s*$|(?P<number>[0-9]+)(?=[.)])")  # a list, or a line under a heading


def to_markdown(report: Report) -> str:
    r"""Give a report as Markdown (CommonMark): title, headings by their level in the document, paragraphs.

    The title is ``#``, a top heading ``##``; the sixth level and all below are ``######``. A heading that runs into its paragraph is parted from
    it. What Markdown would take for markup (masks such as ``**镇``) is escaped, so that it shows as it was written. Furniture, glossaries and
    repeated copies are left out; front matter stays, and so do the lines of date and speaker. It reads back to the same document.

    Examples
    --------
    >>> import govtext
    >>> print(to_markdown(govtext.parse("一、2023年工作回顾\n（一）产业发展。**镇税收完成12.5亿元。")))
    ## 一、2023年工作回顾
    <BLANKLINE>
    ### （一）产业发展
    <BLANKLINE>
    \*\*镇税收完成12.5亿元。
    <BLANKLINE>
    """
    source = SourceText.of(report.text, report.source.layout)
    front = [report.text[slice(*source.layout.front)].strip()] if source.layout.front else []
    title = [f"# {escape(' '.join(report.meta.title.value.split()))}"] if report.meta.title.value else []
    return "\n\n".join([*front, *title, *_parts(report, source)]) + "\n"


def escape(text: str) -> str:
    r"""Escape what Markdown would take for markup in a line.

    >>> escape("**镇完成*.*亿元"), escape("1. 税收"), escape("# 要点")
    ('\\*\\*镇完成\\*.\\*亿元', '1\\. 税收', '\\# 要点')
    """
    text = _SPECIAL.sub(r"\\\g<0>", text)
    opening = _OPENING.match(text)
    if opening is None:
        return text
    at = opening.end() if opening["number"] else 0
    return text[:at] + "\\" + text[at:]


def _parts(report: Report, source: SourceText) -> Iterator[str]:
    sections = Sections(report)
    title = report.meta.title.span
    told = source.layout.front[1] if source.layout.front else 0
    starts = {section.span.start: section for section in report.sections}
    tables = {table.span.start: table for table in report.tables()}
    for start, end in sections.paragraphs((BlockKind.META, *READ, BlockKind.TABLE)):
        if start in tables:
            yield _table(tables[start])
        elif start >= told and not (title and start <= title.start < end):
            yield from _part(source, start, end, starts.get(start))


def _table(table: Table) -> str:
    """A table with bars: Markdown has one row of heads, and no merged cells."""
    heads, *rows = [[_SPECIAL.sub(r"\\\g<0>", text) for text in row] for row in table.grid()]
    lines = ["| " + " | ".join(row) + " |" for row in (heads, ["---"] * table.columns, *rows)]
    return "\n".join(lines)


def _part(source: SourceText, start: int, end: int, section: Section | None) -> Iterator[str]:
    """A heading, if one begins here, and the text after it."""
    if section is not None:
        heading = section.heading_span
        yield "#" * min(section.level + 1, DEEPEST) + " " + escape(source.written(heading).replace("\n", ""))
        body = source.text[heading.end : end]
        start = heading.end + len(body) - len(body.lstrip("。：:；;.．，, \u3000\t"))
    body = source.written(Span(start=start, end=max(start, end))).strip()
    if body:
        yield escape(body)


def write_markdown(reports: Iterable[Report], path: str | Path) -> None:
    r"""Write a report as a Markdown file, or several as files of a directory, each by its source's name.

    Raises
    ------
    ExportError
        There is no report, or one of another schema version.

    Examples
    --------
    >>> import govtext
    >>> path = getfixture("tmp_path") / "report.md"
    >>> write_markdown([govtext.parse("一、2023年工作回顾")], path)
    >>> path.read_text("utf-8")
    '## 一、2023年工作回顾\n'
    """
    given = some(reports, "a Markdown file")
    path = Path(path)
    if len(given) == 1 and not path.is_dir():
        files = {path: given[0]}
    else:
        path.mkdir(parents=True, exist_ok=True)
        files = {path / f"{name}.md": report for name, report in zip(file_names(given), given, strict=True)}
    for file, report in files.items():
        with aside(file) as temporary:
            temporary.write_text(to_markdown(report), "utf-8", newline="\n")
