"""Reports as spaCy documents, and a pipeline component that makes them: one span group for each kind of thing found.

Importing this module registers the component ``govtext`` and the extension ``doc._.govtext``; ``nlp.add_pipe("govtext")``
does so by itself, through the package's entry point.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from numpy import cumsum, maximum, searchsorted
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, SpanGroup
from spacy.vocab import Vocab

from govtext.export.calls import some
from govtext.model import Entity, Measure, Metric, Placeholder, Report, TimeExpression
from govtext.parser import parse

GROUPS = ("sections", "measures", "metrics", "placeholders", "times", "entities", "targets")
_DATA = "govtext"  # where a document keeps its report, as JSON


class _Found(NamedTuple):
    start: int
    end: int
    label: str
    id: str


def to_spacy(report: Report, vocab: Vocab | None = None) -> Doc:
    r"""Turn a report into a spaCy document with one token per character, so that every span has exact offsets.

    Parameters
    ----------
    report
        A parsed report; ``doc.text`` is its text.
    vocab
        The vocabulary of a pipeline, for documents that go on through one; None makes one for Chinese.

    Returns
    -------
    Doc
        ``doc.spans`` holds the groups of `GROUPS`; a span's label is the status, kind or role of the thing, its ``span_id`` the thing's id
        (a target's is that of its metric). ``doc._.govtext`` is the report.

    Examples
    --------
    >>> import govtext
    >>> doc = to_spacy(govtext.parse("一、2023年工作回顾\n税收完成12.5亿元。"))
    >>> [(span.text, span.label_, span.id_) for span in doc.spans["metrics"]]
    [('12.5亿元', 'achieved', 'm1')]
    >>> doc._.govtext.metrics[0].unit
    '元'
    """
    from spacy import blank

    doc = Doc(vocab if vocab is not None else blank("zh").vocab, words=list(report.text), spaces=[False] * len(report.text))
    return _fill(doc, report, range(len(report.text) + 1))


def to_docbin(reports: Iterable[Report]) -> DocBin:
    """Collect reports as spaCy documents in the form that spaCy stores them in: ``to_docbin(reports).to_disk("reports.spacy")``.

    Raises
    ------
    GovtextError
        `reports` is empty.

    Examples
    --------
    >>> import govtext, spacy
    >>> docs = to_docbin([govtext.parse("税收完成12.5亿元。")]).get_docs(spacy.blank("zh").vocab)
    >>> [span.text for doc in docs for span in doc.spans["metrics"]]
    ['12.5亿元']
    """
    from spacy import blank

    vocab = blank("zh").vocab
    return DocBin(docs=[to_spacy(report, vocab) for report in some(reports, "a DocBin")], store_user_data=True)


@Language.factory("govtext", assigns=["doc.spans", "doc._.govtext"])
def component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Create the pipeline component: it parses a document's text and adds the span groups.

    Tokens are split where a span begins or ends inside them, so that offsets are exact with any tokeniser.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> _ = nlp.add_pipe("govtext")
    >>> doc = nlp("税收完成12.5亿元。")
    >>> [span.text for span in doc.spans["metrics"]]
    ['12.5亿元']
    """
    return annotate


def annotate(doc: Doc) -> Doc:
    """Parse a document's text and add what is found, in place."""
    text = doc.text
    report = parse(text)
    return _fill(doc, report, range(len(text) + 1) if report.text == text else _kept(text))


def _kept(text: str) -> Sequence[int]:
    """Where each character of the report's text stands in a text with a byte order mark or Windows line ends."""
    places = [i for i, c in enumerate(text) if not (c == "\r" and text[i + 1 : i + 2] == "\n") and not (c == "\ufeff" and i == 0)]
    return [*places, len(text)]


def _fill(doc: Doc, report: Report, places: Sequence[int]) -> Doc:
    groups = {group: [_moved(found, places) for found in _spans(report, group)] for group in GROUPS}
    _split(doc, sorted({at for found in groups.values() for item in found for at in (item.start, item.end)}))
    starts, ends = _bounds(doc)
    for group, found in groups.items():
        first = searchsorted(starts, [item.start for item in found])
        last = maximum(searchsorted(ends, [item.end for item in found], "right"), first)  # a blank of zero width has no token
        spans = [Span(doc, int(a), int(b), label=item.label, span_id=item.id) for a, b, item in zip(first, last, found, strict=True)]
        doc.spans[group] = SpanGroup(doc, name=group, spans=spans)
    doc.user_data[_DATA] = report.model_dump_json()
    return doc


def _moved(found: _Found, places: Sequence[int]) -> _Found:
    start = places[found.start]
    return found._replace(start=start, end=places[found.end - 1] + 1 if found.end > found.start else start)


def _spans(report: Report, group: str) -> list[_Found]:
    match group:
        case "sections":
            return [_Found(s.heading_span.start, s.heading_span.end, str(s.role), s.id) for s in report.sections]
        case "measures" | "metrics":
            items: tuple[Measure | Metric, ...] = getattr(report, group)
            return [_Found(item.span.start, item.span.end, str(item.status), item.id) for item in items]
        case "targets":
            return [_Found(t.span.start, t.span.end, t.canonical or t.indicator, t.metric_id or "") for t in report.targets()]
        case _:
            kinds: tuple[Placeholder | TimeExpression | Entity, ...] = getattr(report, group)
            return [_Found(item.span.start, item.span.end, str(item.kind), item.id) for item in kinds]


def _bounds(doc: Doc) -> tuple[Any, Any]:
    """Where each token starts and ends, as two arrays; tens of times faster than asking the tokens."""
    lengths, spaces = (doc.to_array(name).astype("int64") for name in ("LENGTH", "SPACY"))
    after = cumsum(lengths + spaces)
    return after - lengths - spaces, after - spaces


def _split(doc: Doc, edges: Sequence[int]) -> None:
    """Split the tokens that have an edge inside."""
    starts, ends = _bounds(doc)
    cuts: dict[int, list[int]] = {}
    for edge, number in zip(edges, searchsorted(starts, edges, "right") - 1, strict=True):
        if starts[number] < edge < ends[number]:
            cuts.setdefault(int(number), []).append(edge - int(starts[number]))
    with doc.retokenize() as retokenizer:
        for number, inside in cuts.items():
            token = doc[number]
            parts = [token.text[a:b] for a, b in pairwise([0, *inside, len(token)])]
            retokenizer.split(token, parts, heads=[(token, i) for i in range(len(parts))])


@lru_cache(maxsize=8)
def _report(document: str) -> Report:
    return Report.model_validate_json(document)


def _get(doc: Doc) -> Report | None:
    document = doc.user_data.get(_DATA)
    return None if document is None else _report(document)


Doc.set_extension("govtext", getter=_get, force=True)
