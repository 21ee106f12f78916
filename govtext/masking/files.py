"""Filling in a report's file from a sheet: Word stays Word, a text keeps its encoding and line ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

from govtext.errors import GovtextError
from govtext.files import aside
from govtext.labels import PlaceholderKind
from govtext.masking.answers import Filled
from govtext.masking.answers import filled as fill_in
from govtext.masking.blanks import Blank, blanks
from govtext.masking.masks import MaskedReport
from govtext.masking.sheets import Row
from govtext.masking.text import put
from govtext.masking.word import Letters
from govtext.model import Report, Span

_WORD = (".docx", ".docm")


def fill_rows(report: Report, rows: Iterable[Row], *, force: bool = False) -> Filled:
    """Fill a report with the answers of a sheet, each row checked against the blank that it was made for; `force` as in `fill`.

    What a mask of this text hides, as a sheet of `mask` tells, goes back as it is.

    Raises `AnswersError` with one line for each row that does not fit.
    """
    given = [row for row in rows if row.answer]
    known = {blank.id: blank for blank in blanks(report)}
    found: list[str] = []
    answers: dict[str, str] = {}
    found_again = [(row, blank) for row in given if (blank := _masked(report, row))]
    restored = [blank for _, blank in found_again]
    known = {id: blank for id, blank in known.items() if not _covered(blank, restored)} | {blank.id: blank for blank in restored}
    trusted = {row.id for row, _ in found_again if row.hidden == row.answer}
    for row in given:
        blank = known.get(row.id)
        if blank is None:
            found.append(f"{row.id}: the report has no such blank")
        elif row.id not in trusted and (changed := _changed(row, blank)):
            found.append(f"{row.id}: {changed}")
        elif answers.get(row.id, row.answer) != row.answer:
            found.append(f"{row.id}: the sheet has two answers, {answers[row.id]} and {row.answer}")
        else:
            known[row.id] = blank
            answers[row.id] = row.answer
    places = sorted(known.values(), key=lambda blank: (blank.span.start, blank.span.end))
    return fill_in(report, places, answers, found, force=force, trusted=trusted)


def _masked(report: Report, row: Row) -> Blank | None:
    """The mask that a row of a sheet of masks was made for, where it still stands at its place."""
    known = row.hidden == row.answer or row.id.startswith("x")
    if not known or not row.mask or row.start is None or row.end is None or report.text[row.start : row.end] != row.mask:
        return None
    kind = row.kind or PlaceholderKind.UNKNOWN
    asked = row.asked or row.mask
    return Blank(id=row.id, span=Span(start=row.start, end=row.end), text=row.mask, kind=kind, asked=asked, context=row.context or asked)


def _covered(blank: Blank, others: Sequence[Blank]) -> bool:
    """Whether a blank lies in one of some others, in text order."""
    i = bisect_left(others, blank.span.end, key=lambda other: other.span.start) - 1
    return i >= 0 and others[i].span.end > blank.span.start


def _changed(row: Row, blank: Blank) -> str | None:
    if row.mask is not None and row.mask != blank.text:
        return f"the sheet has the mask {row.mask}, the report has {blank.text}"
    if row.context is not None and row.context != blank.context:
        return f"the sheet was made for “{row.context}”, the report has “{blank.context}”"
    if row.asked is not None and row.asked != blank.asked:
        return f"the sheet asks “{row.asked}”, the report “{blank.asked}”"
    return None


def write_filled(source: Path, report: Report, filled: Filled, target: Path) -> None:
    """Write the filled file: a Word document from one, or a text.

    Raises `GovtextError` where a Word document is asked for and the source is none, or an answer cannot be written in the text's encoding.
    """
    if target.suffix.lower() in _WORD:
        if report.source.format != "docx":
            raise GovtextError(f"{target}: only a Word document can be filled into one, and {source} is {report.source.format}; write a .txt")
        content = Letters(source.read_bytes(), report.text).put(filled.changes)
    elif report.source.format == "text":
        content = in_bytes(source.read_bytes(), report.source.encoding or "utf-8", filled.changes)
    else:
        content = filled.text.encode()
    with aside(target) as temporary:
        temporary.write_bytes(content)


def write_template(source: Path, report: Report, masked: MaskedReport, target: Path) -> None:
    """Write a report's file with its figures masked: a Word document keeps its layout. All else in the file stays, properties and comments too."""
    changes = [(place, blank.text) for place, blank in zip(masked.places, masked.blanks, strict=True)]
    write_filled(source, report, Filled(masked.text, tuple(changes), ()), target)


def in_bytes(data: bytes, encoding: str, changes: Sequence[tuple[Span, str]]) -> bytes:
    r"""Change a text in its bytes: byte order mark, line ends and all that is not changed stay.

    >>> in_bytes("增长*%\r\n下降*%\r\n".encode("gb18030"), "gb18030", [(Span(start=7, end=8), "3")]).decode("gb18030")
    '增长*%\r\n下降3%\r\n'
    """
    text = data.decode(encoding, "surrogateescape")
    mark = 1 if text.startswith("\ufeff") else 0
    returns = _returns(text, mark)
    moved = [(Span(start=_moved(span.start, mark, returns), end=_moved(span.end, mark, returns)), new) for span, new in changes]
    try:
        return put(text, moved).encode(encoding, "surrogateescape")
    except UnicodeEncodeError as error:
        raise GovtextError(
            f"{error.object[error.start : error.end]!r} cannot be written in {encoding}, the encoding of the text; save the text as UTF-8"
        ) from error


def _returns(text: str, mark: int) -> list[int]:
    """Find the offsets, in the text with LF line ends, of the line ends that are two characters in the archive."""
    found: list[int] = []
    position = text.find("\r\n")
    while position >= 0:
        found.append(position - mark - len(found))
        position = text.find("\r\n", position + 2)
    return found


def _moved(offset: int, mark: int, returns: Sequence[int]) -> int:
    return offset + mark + bisect_left(returns, offset)
