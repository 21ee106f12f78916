"""Masked copies of reports: what is hidden is kept apart, and goes back to its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from govtext.errors import GovtextError
from govtext.labels import PlaceholderKind
from govtext.masking.blanks import Blank, blanks
from govtext.masking.figures import Figure, dates, numbers
from govtext.masking.names import mentions
from govtext.masking.pseudonyms import Pseudonyms
from govtext.masking.styles import Style
from govtext.masking.styles import style as find_style
from govtext.masking.text import put
from govtext.model import Report, Span, require_reports
from govtext.parser import parse
from govtext.source import SourceText

WHAT = ("numbers", "dates", "places", "organisations", "people")
_NAMED = {"places": PlaceholderKind.PLACE, "organisations": PlaceholderKind.ORGANISATION, "people": PlaceholderKind.PERSON}


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of the open text and the mask that stands for it."""

    start: int
    end: int
    mask: str
    kind: PlaceholderKind


@dataclass(frozen=True)
class MaskedReport:
    """A masked copy of a report, and apart from it what its masks hide.

    Attributes
    ----------
    report
        The masked text, parsed: what may be given away as text, JSON or page. It knows nothing of the file the open report came from.
    answers
        What each mask hides, by the id of the blank.
    blanks
        The masks that were made, in text order; `Blank.id` is that of the masked report's own blanks.
    places
        Where in the open text stands what each of them hides.
    """

    report: Report
    answers: Mapping[str, str] = field(repr=False)
    blanks: tuple[Blank, ...] = field(repr=False)
    places: tuple[Span, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The masked text."""
        return self.report.text

    def fill(self, answers: Mapping[str, str]) -> str:
        """Put answers back into the masked text, to the letter; a mask without one stays.

        Raises `GovtextError` for an answer to a mask that was not made.

        >>> import govtext
        >>> masked = mask(govtext.parse("税收完成12.5亿元。"))
        >>> masked.text, masked.fill(masked.answers)
        ('税收完成*.*亿元。', '税收完成12.5亿元。')
        """
        if unknown := answers.keys() - self.answers.keys():
            raise GovtextError(f"there is no mask {', '.join(sorted(unknown))}; give answers to {', '.join(list(self.answers)[:3])} …")
        return put(self.text, [(blank.span, answers[blank.id]) for blank in self.blanks if blank.id in answers])


def mask(
    report: Report,
    what: Iterable[str] = ("numbers", "dates"),
    style: str = "*",
    keep: Collection[str] = (),
    pseudonyms: bool = False,
) -> MaskedReport:
    """Hide figures and names the way published reports do.

    Parameters
    ----------
    report
        A parsed report. What is masked already stays as it is; a figure that is masked in part (1*0万元) is masked whole.
    what
        Any of ``numbers`` (the figures of values), ``dates`` (years, months and days), ``places``, ``organisations``, ``people``.
    style
        ``*`` hides 12.5亿元 as ``*.*亿元``, ``×`` as ``×.×亿元``, ``XX`` as ``XX.X亿元``, ``xx.x`` one sign a digit, as ``xx.x亿元``.
        A year keeps its century: ``20**年``.
    keep
        What stays open: a value as written (6.5%), an indicator as written or by its canonical id, a date or a name.
    pseudonyms
        Whether names are replaced by others, the same by the same, instead of by masks.

    Returns
    -------
    MaskedReport
        The masked copy; what it hides is in `MaskedReport.answers` alone.

    Raises
    ------
    GovtextError
        `what` or `style` holds a word that is not known.

    Examples
    --------
    >>> import govtext
    >>> masked = mask(govtext.parse("2023年，青河县税收完成12.5亿元，增长6.5%。"), what=("numbers", "dates", "places"))
    >>> masked.text
    '20**年，*县税收完成*.*亿元，增长*.*%。'
    >>> list(masked.answers.items())
    [('p1', '23'), ('p2', '青河'), ('p3', '12.5'), ('p4', '6.5')]
    """
    require_reports(report)
    wanted = tuple(what)
    if unknown := set(wanted) - set(WHAT):
        raise GovtextError(f"{', '.join(sorted(map(repr, unknown)))} cannot be masked; choose among {', '.join(WHAT)}")
    cuts = _apart(sorted(_cuts(report, wanted, find_style(style), frozenset(keep), pseudonyms), key=lambda cut: (cut.start, -cut.end)))
    text, spans = _cut(report.text, cuts)
    masked = parse(text)
    seen = {blank.span: blank for blank in blanks(masked)}
    made = tuple(seen.get(span) or _unread(n, span, cut) for n, (span, cut) in enumerate(zip(spans, cuts, strict=True), 1))
    places = tuple(Span(start=cut.start, end=cut.end) for cut in cuts)
    return MaskedReport(masked, {blank.id: place.of(report.text) for blank, place in zip(made, places, strict=True)}, made, places)


def _cuts(report: Report, what: tuple[str, ...], style: Style, keep: frozenset[str], pseudonyms: bool) -> Iterator[Cut]:
    if "numbers" in what:
        yield from (_figure_cut(figure, style) for figure in numbers(report, keep))
    if "dates" in what:
        yield from (_figure_cut(figure, style) for figure in dates(report, keep))
    if kinds := [_NAMED[word] for word in what if word in _NAMED]:
        source = SourceText.of(report.text, report.source.layout)
        chosen = Pseudonyms()
        for name in mentions(report, source, kinds, keep):
            start, end = source.bounds(name.start, name.end)
            yield Cut(start, end, chosen.of(name.stem, name.kind) if pseudonyms else style.name, name.kind)


def _figure_cut(figure: Figure, style: Style) -> Cut:
    return Cut(figure.start, figure.end, style.figure(figure.written, year_tail=figure.year_tail), figure.kind)


def _apart(cuts: Iterable[Cut]) -> list[Cut]:
    """Join cuts that overlap or touch: two masks side by side would read as one."""
    apart: list[Cut] = []
    for cut in cuts:
        if apart and cut.start <= apart[-1].end:
            last = apart[-1]
            apart[-1] = Cut(last.start, max(last.end, cut.end), last.mask, last.kind)
        else:
            apart.append(cut)
    return apart


def _cut(text: str, cuts: Iterable[Cut]) -> tuple[str, list[Span]]:
    """Give the masked text, and where in it each mask stands."""
    parts, spans, position, length = [], [], 0, 0
    for cut in cuts:
        start = length + cut.start - position
        length = start + len(cut.mask)
        parts += [text[position : cut.start], cut.mask]
        spans.append(Span(start=start, end=length))
        position = cut.end
    return "".join([*parts, text[position:]]), spans


def _unread(number: int, span: Span, cut: Cut) -> Blank:
    """Describe a mask that a parse does not see as a blank: a pseudonym, or one in a part that is not read."""
    return Blank(id=f"x{number}", span=span, text=cut.mask, kind=cut.kind, asked=cut.mask, context=cut.mask)
