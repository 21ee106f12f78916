"""Words of a report, and the share of its words that a keyword lexicon gets: by section role, raw counts always kept.

Words are cut by jieba with govtext's dictionary on top of its own; the package ``rjieba``, where it is installed, gives the
same words several times faster. Only runs of Chinese characters are left to it; numbers and Latin letters are words as they
stand, and punctuation is none.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govtext.errors import GovtextError
from govtext.export.parts import Sections
from govtext.labels import Role
from govtext.model import Report
from govtext.rules import for_packs, lexicon
from govtext.rules.lexicon import Lexicon, parse
from govtext.source import SourceText

if TYPE_CHECKING:
    from pandas import DataFrame

_RUN = re.compile(r"(?P<chinese>[一-鿕]+)|[A-Za-z0-9]+(?:\.[0-9]+)?%?")
_LONGEST = 11  # characters of a term that is still one word
_SHORT = 4
ALL = "all"


class LexiconError(GovtextError, ValueError):
    """A keyword lexicon does not exist or is not one."""


def cut(text: str) -> Iterator[str]:
    """Cut a text into words; white space and punctuation are left out.

    Examples
    --------
    >>> list(cut("PM2.5浓度下降6.5%，一般公共预算收入增长。"))
    ['PM2.5', '浓度', '下降', '6.5%', '一般公共预算收入', '增长']
    """
    segment = _segmenter()
    for run in _RUN.finditer(text):
        if run["chinese"]:
            yield from segment(run[0])
        else:
            yield run[0]


def splits_word(text: str, at: int) -> bool:
    """Tell whether a word of the dictionary, of two to four characters, lies over a place of a text.

    Examples
    --------
    >>> splits_word("项目落户", 3), splits_word("涉及户", 2)
    (True, False)
    """
    frequencies, _ = _jieba()
    before = {start: frequencies.get(text[start:at]) or 0 for start in range(max(at - _SHORT, 0), at - 1)}
    for start in range(max(at - _SHORT + 1, 0), at):
        for end in range(at + 1, min(start + _SHORT, len(text)) + 1):
            count = frequencies.get(text[start:end]) or 0
            if count and all(other < count for first, other in before.items() if first < start):  # 企业 before 户 is no 业户
                return True
    return False


def ends_word(text: str, at: int) -> bool:
    """Tell whether a word of the dictionary, of two to four characters, ends at a place of a text and does not go on there.

    Examples
    --------
    >>> ends_word("办理提案件", 4), ends_word("参加运动会", 4), ends_word("项目落户", 3)
    (True, False, False)
    """
    frequencies, _ = _jieba()
    for start in range(max(at - _SHORT, 0), at - 1):
        if frequencies.get(text[start:at]) and not any(frequencies.get(text[start:end]) for end in range(at + 1, start + _SHORT + 1)):
            return True
    return False


def texts(report: Report) -> Mapping[Role, str]:
    r"""Give what each kind of section says, as the parser reads it: lines that an archive broke are joined, furniture and glossaries left out.

    Examples
    --------
    >>> from govtext import parse
    >>> {str(role): text for role, text in texts(parse("一、2023年工作回顾\n税收增长。\n二、2024年工作安排\n扩大投资。")).items()}
    {'retrospect': '一、2023年工作回顾\n税收增长。', 'plan': '二、2024年工作安排\n扩大投资。'}
    """
    sections = Sections(report)
    parts: dict[Role, list[str]] = {}
    for start, end in sections.paragraphs():
        section = sections.at(start)
        parts.setdefault(section.role if section else Role.PREFACE, []).append(report.text[start:end])
    return {role: SourceText.of("\n".join(lines)).copy.rstrip("\n") for role, lines in parts.items()}


def words(report: Report, stop_words: Collection[str] = ()) -> DataFrame:
    r"""Count the words of a report by the role of their section.

    Parameters
    ----------
    report
        A parsed report.
    stop_words
        Words that get no row, e.g. those of `stop_words`; counts and shares of the others do not change.

    Returns
    -------
    DataFrame
        Columns ``role``, ``word``, ``count`` and ``share``, the word's part of all words of the role; the most frequent first.

    Examples
    --------
    >>> from govtext import parse
    >>> words(parse("一、2023年工作回顾\n税收增长，投资增长。")).head(1).to_dict("records")
    [{'role': 'retrospect', 'word': '增长', 'count': 2, 'share': 0.2222222222222222}]
    """
    from pandas import DataFrame

    rows = []
    for role, text in texts(report).items():
        counts = Counter(cut(text))
        total = counts.total()
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        rows += [(str(role), word, count, count / total) for word, count in ranked if word not in stop_words]
    return DataFrame(rows, columns=["role", "word", "count", "share"])


def attention(reports: Iterable[Report], lexicon: str | Path | Lexicon, stop_words: Collection[str] = ()) -> DataFrame:
    r"""Measure how much of each report is about the keywords of a lexicon.

    Keywords are found as they are written, the longest at each place, so that a count does not depend on how words are cut.

    Parameters
    ----------
    reports
        Parsed reports, or an iterator of them.
    lexicon
        Name of a lexicon that govtext brings (``environment``), path of a CSV file, or a lexicon. Its column ``term`` holds the
        keywords, several forms separated by ``|``; its column ``category``, if there is one, groups them.
    stop_words
        Words that do not count in the denominator.

    Returns
    -------
    DataFrame
        A row for each report, section role (``all`` first) and category (``all`` first), with place and year, the counts
        ``count`` (of keywords), ``words`` (all), ``counted`` (without stop words) and ``characters``, and ``share``, which is count / counted.

    Raises
    ------
    LexiconError
        There is no such lexicon, or it has no column ``term``.
    ExportError
        There is no report, or one of another schema version.

    Examples
    --------
    >>> from govtext import parse
    >>> report = parse("2024年青河县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n推进绿色低碳发展，全年税收增长。")
    >>> frame = attention([report], "environment")
    >>> frame.loc[(frame.role == "all") & (frame.category == "all"), ["place", "year", "count", "words"]].to_dict("records")
    [{'place': '青河县', 'year': 2024, 'count': 2, 'words': 12}]
    """
    from pandas import DataFrame

    from govtext.export.calls import some
    from govtext.export.divisions import place_of, year_of

    finder = _Finder(keywords(lexicon))
    rows: list[dict[str, Any]] = []
    for report in some(reports, "a measure of attention"):
        head = {"place": place_of(report)[0], "year": year_of(report), "source": report.source.path}
        rows += [head | row for row in finder.rows(texts(report), frozenset(stop_words))]
    return DataFrame(rows).astype({"year": "Int64"})


def keywords(lexicon: str | Path | Lexicon) -> Lexicon:
    """Read a keyword lexicon: one that govtext brings, by its name, or a CSV file with a column ``term``.

    Examples
    --------
    >>> "低碳" in keywords("environment").terms()
    True
    """
    if isinstance(lexicon, Lexicon):
        read = lexicon
    elif isinstance(lexicon, Path) or lexicon.endswith(".csv"):
        try:
            read = parse(str(lexicon), Path(lexicon).read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise LexiconError(f"{lexicon}: cannot be read as a lexicon: {error}") from error
    else:
        read = _brought(lexicon)
    if not read.rows or "term" not in read.rows[0]:
        raise LexiconError(f"{read.name}: a keyword lexicon is a CSV file with the column term and a keyword a row")
    return read


def stop_words() -> frozenset[str]:
    """Give the function words that govtext brings as stop words.

    Examples
    --------
    >>> "的" in stop_words()
    True
    """
    return frozenset(_brought("stop_words").terms())


def _brought(name: str) -> Lexicon:
    folder = files("govtext") / "data" / "keywords"
    names = sorted(file.name.removesuffix(".csv") for file in folder.iterdir())
    if name not in names:
        near = get_close_matches(name, names, n=1, cutoff=0)
        raise LexiconError(f"no keyword lexicon {name!r}: did you mean {near[0]!r}? A lexicon of your own is given by its path, as a .csv file")
    return parse(name, (folder / f"{name}.csv").read_text("utf-8"))


class _Finder:
    """Counts the keywords of a lexicon by category."""

    def __init__(self, lexicon: Lexicon) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        forms = {form: row.get("category") or lexicon.name for row in lexicon for form in row["term"].split("|") if form}
        self.categories = tuple(forms.values())
        self.automaton = AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest)

    def rows(self, parts: Mapping[Role, str], stop: frozenset[str]) -> Iterator[dict[str, Any]]:
        """The rows of one report, those for all of it first."""
        found: dict[str, Counter[str]] = {ALL: Counter()}
        sizes: dict[str, Counter[str]] = {ALL: Counter()}
        for role, text in parts.items():
            found[role] = Counter(self.categories[index] for index, _, _ in self.automaton.find_matches_as_indexes(text))
            cuts = list(cut(text))
            sizes[role] = Counter(words=len(cuts), counted=sum(word not in stop for word in cuts), characters=sum(not c.isspace() for c in text))
            found[ALL] += found[role]
            sizes[ALL] += sizes[role]
        for part, counts in found.items():
            for category in (ALL, *dict.fromkeys(self.categories)):
                count, counted = counts.total() if category == ALL else counts[category], sizes[part]["counted"]
                size = {name: sizes[part][name] for name in ("words", "counted", "characters")}
                yield {"role": str(part), "category": category, "count": count} | size | {"share": count / counted if counted else 0.0}


@for_packs()
def _segmenter() -> Callable[[str], list[str]]:
    frequencies, segment = _jieba()
    if find_spec("rjieba") is None:
        return segment
    fast = import_module("rjieba").Jieba.empty()  # its own dictionary differs from jieba's
    for word, frequency in frequencies.items():
        if frequency:
            fast.add_word(word, frequency, None)
    fast_cut: Callable[[str], list[str]] = fast.cut
    return fast_cut


@for_packs()
def _jieba() -> tuple[Mapping[str, int], Callable[[str], list[str]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what jieba's own imports warn of
        import jieba
    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    for term in sorted(_terms()):
        tokenizer.add_word(term)
    tokenizer.total = sum(tokenizer.FREQ.values())  # which jieba counts twice for a word that it knew
    return tokenizer.FREQ, tokenizer.lcut


def _terms() -> set[str]:
    """The names of indicators, fixed terms and divisions, as far as they are one word."""
    terms = {
        *lexicon("indicators").terms("name"),
        *lexicon("indicators").terms("aliases"),
        *lexicon("fixed_terms").terms(),
        *lexicon("divisions").terms(),
    }
    return {term for term in terms if 1 < len(term) <= _LONGEST and _RUN.fullmatch(term)}
