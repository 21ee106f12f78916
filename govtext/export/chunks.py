"""Reports in pieces for retrieval: each knows its headings and where it stands, and none cuts a metric in two."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from govtext.export.arrow import report_id
from govtext.export.calls import ExportError, some
from govtext.export.divisions import place_of, year_of
from govtext.export.parts import Sections
from govtext.files import aside
from govtext.model import Report
from govtext.reading.extras import need

LEAST_CHARS = 50
_STOPS = (re.compile(r"(?<=[。！？])"), re.compile(r"(?<=；)"), re.compile(r"(?<=[，、：])"))  # where to cut, the best first


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a report: ``text`` is ``Report.text[start:end]``.

    It has the attributes ``id``, ``page_content`` and ``metadata`` that LangChain asks of a document; `to_langchain` and
    `to_llama_index` give the objects of those libraries themselves.

    Attributes
    ----------
    path
        The headings above it and its own, as written, from the top down.
    """

    id: str
    text: str
    start: int
    end: int
    title: str | None
    path: tuple[str, ...]
    role: str | None
    place: str | None
    code: str | None
    year: int | None
    report_id: str
    source: str | None

    @property
    def page_content(self) -> str:
        """The title and the headings that the text does not hold, then the text: what an index should read."""
        head = " > ".join(part for part in (self.title, *self.path) if part and part not in self.text)
        return f"{head}\n{self.text}" if head else self.text

    @property
    def metadata(self) -> dict[str, Any]:
        """All but the text, in plain types that vector stores take; what is not known is left out."""
        given = {name: value for name, value in asdict(self).items() if name not in ("id", "text", "path") and value is not None}
        return given | {"path": " > ".join(self.path)}

    def to_dict(self) -> dict[str, Any]:
        """Give the chunk as a plain dict, ready for JSON."""
        return asdict(self) | {"path": list(self.path)}

    def to_langchain(self) -> Any:
        """Give the chunk as a ``langchain_core.documents.Document``. Raises `MissingExtraError` where langchain-core is not installed."""
        document = need("langchain_core.documents", "rag", "making LangChain documents").Document
        return document(id=self.id, page_content=self.page_content, metadata=self.metadata)

    def to_llama_index(self) -> Any:
        """Give the chunk as a ``llama_index.core.schema.TextNode``. Raises `MissingExtraError` where llama-index-core is not installed."""
        node = need("llama_index.core.schema", "rag", "making LlamaIndex nodes").TextNode
        return node(
            id_=self.id,
            text=self.page_content,
            metadata=self.metadata,
            excluded_embed_metadata_keys=["start", "end", "title", "path", "report_id", "source"],
        )


def chunks(report: Report, max_chars: int = 800) -> tuple[Chunk, ...]:
    r"""Cut a report into chunks along its sections, paragraphs and sentences.

    A chunk lies inside one section and begins with the section's heading where it is the first; headings without text of their own go with the
    section below. Furniture, glossaries and repeated copies are left out.

    Parameters
    ----------
    report
        A parsed report.
    max_chars
        Most characters of a chunk's text, at least 50. One is longer only where a metric would have to be cut.

    Raises
    ------
    ExportError
        `max_chars` is too small.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("一、2023年工作回顾\n（一）产业发展。全年税收完成12.5亿元。\n（二）城乡建设。改造老旧小区32个。")
    >>> [(chunk.text, chunk.path) for chunk in chunks(report)][1]
    ('（二）城乡建设。改造老旧小区32个。', ('一、2023年工作回顾', '（二）城乡建设'))
    """
    if max_chars < LEAST_CHARS:
        raise ExportError(f"max_chars is {max_chars}; give {LEAST_CHARS} or more, since a metric is never cut")
    place, division = place_of(report)
    key, year = report_id(report.text), year_of(report)
    headings = Sections(report)
    found = []
    for number, (start, end) in enumerate(_spans(report, headings, max_chars), 1):
        above = headings.over(end)
        found.append(
            Chunk(
                id=f"{key}-{number}",
                text=report.text[start:end],
                start=start,
                end=end,
                title=report.meta.title.value,
                path=tuple(section.heading_span.of(report.text) for section in above),
                role=str(above[-1].role) if above else None,
                place=place,
                code=division.code if division else None,
                year=year,
                report_id=key,
                source=report.source.path,
            )
        )
    return tuple(found)


def write_chunks(reports: Iterable[Report], path: str | Path, max_chars: int = 800) -> None:
    r"""Write the chunks of reports as JSON lines.

    Raises
    ------
    ExportError
        There is no report, one of another schema version, or `max_chars` is too small.

    Examples
    --------
    >>> import govtext
    >>> path = getfixture("tmp_path") / "chunks.jsonl"
    >>> write_chunks([govtext.parse("一、2023年工作回顾\n税收完成12.5亿元。")], path)
    >>> json.loads(path.read_text("utf-8"))["role"]
    'retrospect'
    """
    given = some(reports, "a set of chunks")
    with aside(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
        for report in given:
            stream.writelines(json.dumps(chunk.to_dict(), ensure_ascii=False) + "\n" for chunk in chunks(report, max_chars))


def _spans(report: Report, headings: Sections, most: int) -> Iterator[tuple[int, int]]:
    """The spans of the chunks: paragraphs of one section put together as far as they fit."""
    kept = _kept_whole(report)
    for start, end in _groups(report.text, headings, most):
        yield from _trimmed(report.text, _cut(report.text, start, end, most, kept))


def _groups(text: str, headings: Sections, most: int) -> Iterator[tuple[int, int]]:
    start = end = 0
    bare = True  # whether there are headings alone so far
    for first, last in headings.paragraphs():
        fits = last - start <= most and not _opens(text, first, last, headings)
        joined = not re.search(r"\w", text[end:first]) and (fits or bare)  # marks of lists and rules part nothing
        if end > start and not joined:
            yield start, end
        if end == 0 or not joined:
            start, bare = first, True
        bare = bare and _is_heading(text, first, last, headings)
        end = last
    if end > start:
        yield start, end


def _opens(text: str, start: int, end: int, headings: Sections) -> bool:
    """Whether a section begins with a paragraph, after white space at most."""
    body = end - len(text[start:end].lstrip())
    return bool(headings.within(start, body + 1))


def _is_heading(text: str, start: int, end: int, headings: Sections) -> bool:
    """Whether a stretch holds headings and nothing else."""
    for section in headings.within(start, end):
        if re.search(r"\w", text[start : section.span.start]):
            return False
        start = max(start, section.heading_span.end)
    return not re.search(r"\w", text[start:end])


def _kept_whole(report: Report) -> Sequence[tuple[int, int]]:
    """The spans that no cut may fall into: each value with what it measures, where that stands beside it; and the headings."""
    spans = [(section.heading_span.start, section.heading_span.end) for section in report.sections]
    for metric in report.metrics:
        named = metric.indicator.span
        near = named is not None and abs(named.start - metric.span.start) < LEAST_CHARS
        first = min(metric.span.start, named.start) if near and named else metric.span.start
        last = max(metric.span.end, named.end) if near and named else metric.span.end
        spans.append((first, last))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, start: int, end: int, most: int, kept: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut a stretch that is too long, at the last good place that fits."""
    while end - start > most:
        place = _place(text, start, min(start + most, end), kept)
        yield start, place
        start = place
    yield start, end


def _place(text: str, start: int, limit: int, kept: Sequence[tuple[int, int]]) -> int:
    lowest = start + (limit - start) // 2
    for stop in _STOPS:
        places = [found.start() for found in stop.finditer(text, lowest, limit) if not _inside(found.start(), kept)]
        if places:
            return places[-1]
    place = limit
    while (span := _inside(place, kept)) is not None:
        place = span[0] if span[0] > start else span[1]
        if place >= limit:
            break
    return place


def _inside(place: int, kept: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The span that a place falls into."""
    number = bisect_left(kept, (place, place)) - 1
    return kept[number] if number >= 0 and place < kept[number][1] else None


def _trimmed(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        body = text[start:end]
        first = start + len(body) - len(body.lstrip())
        if first < (last := start + len(body.rstrip())):
            yield first, last
