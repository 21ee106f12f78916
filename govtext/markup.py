r"""Markdown as layout: which characters of a text are markup, and which lines it makes headings.

Nothing here changes the text. `markup` gives what the reading copy leaves out, so that a text reads the same with its markup and without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from govtext.layout import Edit, Layout, Styled, apart
from govtext.rules import ruleset

_TRIGGER = re.compile(r"(?=[*\\$|<`#_> \t+=\-\]~])(?:[*\\$|<`#_]|^[ \t]{0,8}(?:>|[-+] |={3}|-{3})|\]\(|~~)", re.MULTILINE)
_FRONT = re.compile(r"\A(?:\ufeff|\s)*---[ \t]*\n(?P<yaml>(?:(?!---[ \t]*$).{0,4000}\n){0,400}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_FRONT_LINE = re.compile(r"(?:[\w\u4e00-\u9fff][^:\n]{0,60}:(?:\s|$)|[ \t]|- |#|$)")
_MARK = re.compile(
    r"(?=[`~#\\ \t\u3000>\-+*=!\[\]{$<_])(?:"  # what a mark may begin with, tried first, since nearly all characters are none of them
    r"(?P<fence>^[ \t]{0,3}(?:`{3,}|~{3,})[^`\n]{0,40}$)"
    r"|(?P<heading>^[ \t\u3000]{0,8}(?P<hashes>(?:\\?#){1,6})(?!\\?#)(?:[ \t\u3000]+(?=\S)|(?=[^\s\d#][^#\n]*$)))"
    r"|(?P<quote>^[ \t]{0,8}(?:>[ \t]?){1,8}(?=[^\s>]))"
    r"|(?P<item>^[ \t]{0,12}(?:[-+](?![ \t]+\d{1,4}[ \t]*[-—]?[ \t]*$)|\*(?=[ \t]{1,4}(?:\*\*|[\u4e00-\u9fff“])))[ \t]{1,4}(?=\S))"
    r"|(?P<underline>^[ \t]{0,3}(?:={3,}|-{3,}(?=[ \t]*(?:\n[ \t]*(?:\n|\Z)|\Z)))[ \t]*$)"
    r"|(?P<deleted>~~(?<!\d~~)(?=[^\s~])[^~\n]{1,200}~~)"
    r"|(?P<break>\\$(?!\n[rn]))"  # \r\n written out may be wrapped inside
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<image>!\[[^\]\n]{0,200}\]\([^()\n]{0,1000}\))"
    r"|(?P<link>\[(?=[^\[\]\n]{1,300}\]\([^()\s]{0,1000}\)))"
    r"|(?P<target>\](?:\([^()\s]{1,1000}\)|\{[.#][^{}\n]{1,80}\}))"
    r"|(?P<attributes>[ \t]*\{[.#][^{}\n]{1,80}\}[ \t]*$)"
    r"|(?P<footnote>\[\^[^\]\s]{1,20}\])"
    r"|(?P<formula>\$(?=\S)(?P<inner>[^$\u4e00-\u9fff\n]{1,60}?)\$)"
    r"|(?P<line>(?i:</?(?:br|p|div|center|h[1-6]|li|ul|ol|tr|table|thead|tbody|blockquote)(?:\s[^<>\n]{0,300})?/?>))"
    r"|(?P<tag>(?i:</?(?:b|strong|i|em|u|s|span|font|sup|sub|a|small|big|mark|td|th)(?:\s[^<>\n]{0,300})?/?>))"
    r"|(?P<emphasis>\*+|_{2})"
    r"|(?P<code>`+))",
    re.MULTILINE,
)
_CLOSING_HASHES = re.compile(r"[ \t]+(?:\\?#)+[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"[ \t]*[^\s。；，|\-][^\n。；，|]{1,60}")
_TEX = re.compile(
    r"(?P<times>(?:\\times|×)\s*)?(?<![\d.])1\s*0\s*\^\s*(?:\{\s*(?P<power>1\s*[0-2]|[2-9])\s*\}|(?P<short>[2-9]))"
    r"|\\(?:mathrm|text|textbf|mathbf|rm|operatorname)\s*\{?|\\sim|\\times|\\(?=[%#&$_])|\\[,;! ]|[{}]|\^|\\circ|~|\\"
)
_TEX_SIGNS = {r"\sim": "~", r"\times": "×", r"\circ": "°"}
_POWERS = {power: f"{'一十百千'[power % 4] if power % 4 else ''}{'' if power < 4 else '万' if power < 8 else '亿'}" for power in range(2, 12)} | {
    12: "万亿"
}
_OPENS = re.compile(r"[。！；：，、—”）>\s.]")
_OPENS_AFTER_MARKER = re.compile(r"^[ \t\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|——|—|-)[ \t]*$")
_HEAD = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}(?:[、章节]|部分)|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．])[^*]*[\u4e00-\u9fff]")
_ENDS_HEAD = re.compile(r"[\u4e00-\u9fff”）%][。：；]$|^[—-]+$")
_WHOLE_LINE = re.compile(r"[^，。；*]*[\u4e00-\u9fff“]{3}[^，。；*]*")
_CLOSES_INSIDE = re.compile(r"[。：！？；，、）》”】—:]$")
_CLOSES_OUTSIDE = re.compile(r"$|[。：；，、！？:（(\s]")
_ENUMERATION = re.compile(r"(?:[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九十]{1,2}[，、]?|首先|其次|再次|最后)$")
_FIGURE = re.compile(r"[^*]*\d[\d.,，]*(?:[%％]|[万亿千百]*[^\d\s*，。；、]{0,4})?")
_LONGEST_BOLD = 4000
_MARKER_LENGTH = 16
_HEAD_LENGTH = 40
_DOUBTFUL_LINES = 4
_FEWEST_SETTLED, _SETTLED = 4, 0.8  # runs of one length, and the part of them that stands in pairs where only emphasis stands


class Run(NamedTuple):
    """Stars or underscores that may be emphasis or a mask."""

    start: int
    end: int
    line: int
    line_end: int

    def masks(self, text: str) -> bool:
        """Whether what stands around says that it is a mask; before a digit, only one inside a figure."""
        if text[self.end : self.end + 1].isdigit():
            return text[self.start - 1 : self.start].isdigit()
        hit = ruleset("masks").match(text, self.start, min(self.line_end, self.end + 40))
        if hit is None or hit["kind"] == "none" or hit.rule.id == "mask.place_in_clause":
            return False
        if hit.end != self.end and not (hit.end > self.end and text[self.end] == "."):  # *.* is one mask
            return False
        return hit["kind"] not in ("number", "percent") or text[self.start - 1 : self.start] not in ("。", "：")  # no sentence begins with its figure


def markup(text: str) -> Layout:
    r"""The markup of a text.

    Parameters
    ----------
    text
        A text as archived.

    Returns
    -------
    Layout
        Its edits are the markup, in order and apart; its headings are the lines that ``#`` or an underline marks.

    Examples
    --------
    >>> text = "## 一、工作回顾\n**税收平稳。**税收增长`5%`，**镇达**亿元。"
    >>> layout = markup(text)
    >>> layout.headings
    (Styled(start=3, rank=2),)
    >>> layout.without(text).text
    '一、工作回顾\n税收平稳。税收增长5%，**镇达**亿元。'
    """
    if not _TRIGGER.search(text):
        return Layout()
    front = front_matter(text)
    begin = front[1] if front else 0
    edits: list[Edit] = []
    headings: list[Styled] = []
    breaks: list[int] = []
    runs: list[Run] = []
    line = line_end = 0
    for mark in _MARK.finditer(text, begin):
        start, end = mark.span()
        match mark.lastgroup:
            case "heading" | "hashes":
                headings.append(Styled(end, mark["hashes"].count("#")))
                edits.append(Edit(start, end))
                if closing := _CLOSING_HASHES.search(text, end, _line_end(text, end)):
                    edits.append(Edit(*closing.span()))
            case "underline":
                before = text.rfind("\n", 0, max(start - 1, 0)) + 1
                dashed = "-" in mark[0]  # a rule, or the end of a page, where no short line stands alone above
                if _UNDERLINED.fullmatch(text, before, max(start - 1, before)) and not (dashed and text[max(before - 2, 0) : before].strip()):
                    headings.append(Styled(before + _indent(text, before), 1 + dashed))
                    edits.append(Edit(start - 1, end))  # with the line end before it, where the mark of a page would begin
            case "quote" | "fence" | "deleted" | "break" | "escape" | "image" | "target" | "attributes" | "footnote" | "tag" | "code" | "link":
                edits.append(Edit(start, end))
            case "item":
                breaks.append(end)
                edits.append(Edit(start, end))
            case "line":
                edits.append(Edit(start, end, "\n"))
            case "formula" | "inner":
                edits.extend(_formula(mark))
            case "emphasis":
                if start >= line_end:
                    line, line_end = text.rfind("\n", 0, start) + 1, _line_end(text, end)
                runs.append(Run(start, end, line, line_end))
    edits.extend(_emphasis(text, runs))
    return Layout(tuple(apart(edits)), tuple(headings), tuple(breaks), front=front)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _indent(text: str, start: int) -> int:
    line = text[start : _line_end(text, start)]
    return len(line) - len(line.lstrip())


def front_matter(text: str) -> tuple[int, int] | None:
    """The YAML front matter with its fences, where each of its lines may be one of YAML."""
    found = _FRONT.match(text)
    if found and found["yaml"].strip() and all(_FRONT_LINE.match(line) for line in found["yaml"].splitlines()):
        return found.span()
    return None


def _formula(mark: re.Match[str]) -> Iterator[Edit]:
    r"""The markup of a number in TeX: ``$6.5\%$``; powers of ten are the scales that they stand for: ``$1.2 \times 10^{4}$``."""
    start, end = mark.span("inner")
    yield Edit(start - 1, start)
    for found in _TEX.finditer(mark.string, start, end):
        power = found["power"] or found["short"]
        said = ("" if found["times"] else "1") + _POWERS[int("".join(power.split()))] if power else _TEX_SIGNS.get(found[0], "")
        yield Edit(*found.span(), said)
    yield Edit(end, end + 1)


def _emphasis(text: str, runs: Sequence[Run]) -> Iterator[Edit]:
    """The runs that are emphasis and no masks: pairs on one line, and lines that begin or end with what another closes.

    Where nearly all runs of a length stand in pairs where emphasis stands, round a heading, a sentence's opening or a number, none of them is a
    mask, whatever word follows it: **政府自身建设**. Else, where a text has masks of the same length, only such pairs are emphasis. A single star
    is a mask in most texts, and where one is, all are.
    """
    by_length: dict[str, list[Run]] = {}
    for run in runs:
        by_length.setdefault(text[run.start : run.end][:3], []).append(run)
    for sign, same in by_length.items():
        masks = frozenset() if len(sign) > 1 and _is_settled(text, same) else frozenset(run for run in same if run.masks(text))
        masked = any(run in masks and not _closes_figure(text, same, i) for i, run in enumerate(same))
        if masked and sign == "*":
            continue
        doubtful = masked or len(sign) == 1 or sign[0] == "_"
        for first, second in _pairs(same, lambda first, second: _is_pair(text, first, second, masks, doubtful)):  # noqa: B023 (used at once)
            yield Edit(*first[:2])
            yield Edit(*second[:2], "\n" if _runs_in(text, first, second) else "")


def _pairs(runs: Sequence[Run], is_pair: Callable[[Run, Run], bool]) -> Iterator[tuple[Run, Run]]:
    """Neighbours that are a pair, each in one alone."""
    i = 0
    while i + 1 < len(runs):
        if is_pair(runs[i], runs[i + 1]):
            yield runs[i], runs[i + 1]
            i += 1
        i += 1


def _is_settled(text: str, runs: Sequence[Run]) -> bool:
    """Whether nearly all runs stand in pairs where only emphasis stands."""
    paired = 2 * sum(1 for _ in _pairs(runs, lambda first, second: first.line == second.line and _stands_well(text, first, second)))
    return len(runs) >= _FEWEST_SETTLED and paired >= _SETTLED * len(runs)


def _stands_well(text: str, first: Run, second: Run) -> bool:
    """Whether two runs open and close where a clause does: **一是**坚持…, 成效明显。**产业强。**工业…."""
    inside = text[first.end : second.start]
    if not inside.strip() or not _opens_well(text, first):
        return False
    closes = _CLOSES_INSIDE.search(inside) or _CLOSES_OUTSIDE.match(text, second.end, second.line_end) or _ENUMERATION.match(inside)
    return closes is not None


def _opens_well(text: str, run: Run) -> bool:
    opens = text[max(run.line, run.start - _MARKER_LENGTH) : run.start]
    return not opens or _OPENS.match(opens[-1]) is not None or _OPENS_AFTER_MARKER.match(opens) is not None


def _closes_figure(text: str, runs: Sequence[Run], i: int) -> bool:
    """Whether a run that could be a mask closes a number: 增长**8.5**%."""
    return i > 0 and runs[i - 1].line == runs[i].line and _FIGURE.fullmatch(text, runs[i - 1].end, runs[i].start) is not None


def _is_pair(text: str, first: Run, second: Run, masks: Collection[Run], doubtful: bool) -> bool:
    if second.end - second.start != first.end - first.start:
        return False
    if first.line != second.line:
        return first not in masks and _spans_lines(text, first, second, doubtful)
    if second.start - first.end > _LONGEST_BOLD:
        return False
    inside = text[first.end : second.start]
    if not inside.strip("，。；、： "):
        return first.end - first.start > 1 and not doubtful
    if _FIGURE.fullmatch(inside) and inside[0].isdigit():
        return True
    if first.end - first.start > 1 and _WHOLE_LINE.fullmatch(inside) and (first.start, second.end) == (first.line, second.line_end):
        return True
    well_opened = _opens_well(text, first)
    if well_opened and _ENDS_HEAD.search(inside) and second not in masks:  # also round 市场活力增强。 or 县域经济：
        return True
    if first in masks or inside[0] in "，。；、：）%":
        return False
    if (well_opened and _HEAD.match(inside) and second not in masks) or _stands_well(text, first, second):
        return True
    return not doubtful and second not in masks


def _runs_in(text: str, first: Run, second: Run) -> bool:
    """Whether a numbered heading ends with its emphasis and the text under it goes on directly."""
    whole = _HEAD.fullmatch(text, first.end, second.start) is not None and not text[first.line : first.start].strip()
    return whole and second.start - first.end <= _HEAD_LENGTH and not _CLOSES_OUTSIDE.match(text, second.end, second.line_end)


def _spans_lines(text: str, first: Run, second: Run, doubtful: bool) -> bool:
    """Emphasis over several lines begins where a line does and ends where one ends; what closes one paragraph and opens the next is some, too."""
    if first.end - first.start > 1 and _CLOSES_INSIDE.match(text[first.start - 1 : first.start]) and not text[first.end : second.start].strip():
        return True
    if text[first.line : first.start].strip() or text[second.end : second.line_end].strip():
        return False
    return not doubtful or text.count("\n", first.end, second.start) <= _DOUBTFUL_LINES
