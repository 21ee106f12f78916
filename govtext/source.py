"""The text as archived, and the reading copy that rules see.

`SourceText` owns all offset arithmetic: rules work on `SourceText.copy`, where digits are half-width, odd spaces are gone,
hard-wrapped lines are joined and every paragraph is one line; `SourceText.span` leads back to the archived text.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from govtext.characters import simplified, with_digits
from govtext.grids import with_tables
from govtext.layout import FileLayout, Layout
from govtext.markup import markup
from govtext.model import Repair, Span
from govtext.page_marks import page_marks
from govtext.run_on import FIRST, ends_title, last_title, lost_breaks

# All foldings keep the length: full-width ASCII becomes ASCII, the punctuation of running text becomes Chinese.
_KEPT_WIDE = "！（），：；？"
_FOLD = {0xFEE0 + code: code for code in range(0x21, 0x7F) if chr(0xFEE0 + code) not in _KEPT_WIDE}
_FOLD |= str.maketrans("!():;?", "！（）：；？")
_FOLD |= str.maketrans("﹪–−‒―─〜∼✕﹡∶︰﹕｡､萬億", "%---——~~×*：：：。、万亿")
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]+")  # few characters are, and a search is faster than a translation of all
# These begin with a character, since a pattern that begins with a look-behind is tried everywhere.
_WRITTEN_YEAR = re.compile(r"[一二][九〇零○Oo0][一二三四五六七八九〇零○Oo0]{2}(?=年)")
_ZEROS = str.maketrans("○Oo0", "〇" * 4)  # what zeros of years in Chinese characters are typed as: 二○○八年, 二OO八年, 二00八年
_COMMA = re.compile(r",(?:(?<!\d,)|(?!\d|[\d*×Xx]{3}(?![\d*×Xx])))")
_WIDE_COMMA = re.compile(r"，(?<=\d，)(?=\d ?\d ?\d(?! ?\d))")
_FULL_POINT = re.compile(r"\.(?<=[\u4e00-\u9fff%”]\.)(?<![一二三四五六七八九十百]\.)(?=[\u4e00-\u9fff“（]|$)", re.MULTILINE)
_MIDDLE_DOT = re.compile(r"·(?<=\d·)(?=\d)")
_STOP_FOR_POINT = re.compile(r"。(?<=\d。)(?=\d\d?(?:%|个?百分点))")  # 12。5%

_EDIT = re.compile(
    # The characters that an edit may begin with; tried first, since nearly all characters are none of them.
    r"(?=[\x00-\x20\\&？（\[〔【\x85\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ue000-\uf8ff\ufeff])(?:"
    r"(?P<newline>(?:[\r\n\x0b\x85\u2028\u2029]|(?:\\\n?r)?\\\n?n|\\\n?r)+)"
    r"|(?P<space>(?:[ \t\x00-\x08\x0c\x0e-\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\ue000-\uf8ff]|&(?:nbsp|emsp|ensp|thinsp)[;；]|？{2,})+)"
    r"|(?P<drop>[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad]+|[\[〔【]\d(?: ?\d){0,2}[\]〕】]|(?<=[”’])（\d(?: ?\d)?）)"
    r"|(?P<entity>&[a-z]{2,8}[;；]))"
)
_EM_SPACE = re.compile("&emsp[;；]")
_PARAGRAPH_SPACE = re.compile(r"[\u3000\u2003]\s|\s[\u3000\u2003]|\t")

_STARTS_ANEW = re.compile(
    r"第?[一二三四五六七八九十百]+(?:、|部分|章|节|是|要|，)|（[一二三四五六七八九十\d]+）|\d{1,2}[.、](?!\d)"
    r"|[①-⑳]|——|--|各位代表|附件|名词解释|[【※]|责任编辑|来源"
)
_MARKER_ALONE = re.compile(
    r"第 ?[一二三四五六七八九十\d]{1,3} ?(?:部分|[章节编篇])|[一二三四五六七八九十]{1,3} ?[、.]|（[一二三四五六七八九十\d]{1,3}）[、.]?"
    r"|\d{1,2}[.、]|[①-⑳⑴-⒛㈠-㈩]"
)
_TITLE_PIECE = re.compile("(?:[0-9]{4}年)?[\u4e00-\u9fff、，“”]{2,14}。?")
_TITLE_ALONE = re.compile("[^。；：！？…%]{2,34}(?:$|。.)")  # a line of its own, or text after it
_NEVER_STARTS = re.compile(r"[，。、；：！？）》”’%的]|是：|个?百分点")
_NEVER_ENDS = re.compile(
    r"[的和与及在对从向以为将把被同跟于由、，（“《]$(?<!作为|行为|有为|能为|人为|共同|合同|协同|认同|应对|祥和|缓和|总和|普及|参与|存在|服从|自由|方向|走向|面向|志向)"
)
SENTENCE_ENDS = (*"。！？；：）…", *(mark + quote for mark in "。！？…" for quote in "”’"))
_PROSE = "，。；"
_PIECES = 10  # that a space may cut a figure into
_BEGUN_FIGURE = re.compile(r"[\u4e00-\u9fff](?<![表图例第件栏之页章节条款期届号编])[0-9][0-9,.]{0,9}$")  # what these count is a label
_REST_OF_FIGURE = re.compile(r"[0-9]{1,3}(?![0-9年月日时])")
_REST_OF_YEAR = re.compile(r"0[0-9]{2}年")  # 2 007年
_REST_OF_VALUE = re.compile(r"[0-9]{1,3}(?![0-9年月日时.、])|[0-9]{1,2}\.[0-9]|[万亿]?元")
_FIGURE_LENGTH = 12
_CUT_NUMBER = re.compile(r"[0-9](?:[.,]?[0-9]|[.万亿元])$|[一二三四五六七八九十百千][一二三四五六七八九十百千万亿点]$")  # what a line end has parted
_FULL_STOP = re.compile(r"[。！？；：][”’]?$")
_SENTENCE_INSIDE = re.compile(r"[。；]")

NO_LAYOUT = FileLayout()
_NARROW, _WIDE = " ", "\u3000"  # what a run of spaces is until it is settled
_SPACES = _NARROW + _WIDE

_NUMERALS = "〇零一二三四五六七八九十百千万亿两"
_AFTER_NUMERALS = f"{_NUMERALS}点个元%倍余多"
_BEFORE_NUMERALS = "点之"
_OF_SHARES = ("百分", "千分", "万分", "分之")

_MARK_OF_NOTE = re.compile(r"[\[〔【（]\d(?: ?\d){0,2}[\]〕】）]")
_SHORTEST_WRAP = 20  # a shorter line is a heading or a name
_FEWEST_AT_EDGE = 3
_FEWEST_WRAPS = 8
_SPREAD = 4  # how far the widths of lines are apart where wide and narrow characters were counted differently
_PARAGRAPH_LENGTH = 60  # a line of this length is running text, whatever it ends with
_ONE_LINE_LENGTH = 40  # inside a line of this length a pair of wide spaces is where a paragraph began
_SPACES_MATTER = 30  # up to this length a line may be a name, a date or a title, where a space says something


@dataclass(slots=True)
class _Line:
    """A line of the copy as the pieces that it is made of: (offset in the archive, text in the copy)."""

    pieces: list[tuple[int, str]]

    @property
    def text(self) -> str:
        return "".join([text for _, text in self.pieces])


@dataclass(frozen=True)
class SourceText:
    r"""An archived text with its reading copy.

    >>> source = SourceText.of("就业３ ５万人")
    >>> source.copy
    '就业35万人\n'
    >>> source.span(2, 6)
    Span(start=2, end=7)
    """

    text: str
    read: str  # of the same length, with the characters of the copy
    copy: str
    repairs: tuple[Repair, ...]
    layout: Layout
    _copy_starts: Sequence[int]
    _text_starts: Sequence[int]

    @classmethod
    @lru_cache(maxsize=1)  # what is asked of a report right after its parse reads the same text again
    def of(cls, text: str, file: FileLayout = NO_LAYOUT) -> SourceText:
        """Make the reading copy of a text, by its markup and what the file that it comes from says of its layout."""
        counts: Counter[str] = Counter()
        read = with_digits(simplified(text))
        layout = with_tables(markup(read).with_file(file), read, file).joined(page_marks(read))
        plain = layout.without(read)
        counts["markup"] += len(layout.edits)
        folded = fold(read)
        unwrapped, removed = _unwrap(fold(plain.text) if layout.edits else folded)
        counts["wrapped_line"] += len(removed)
        settled = [part for line in _lines(unwrapped, counts) for part in _settle_spaces(line, counts)]
        apart = frozenset(at - bisect_left(removed, at) for at in plain.breaks(layout, text))
        paragraphs = (part for paragraph in _joined(settled, apart, counts) for part in _parted(paragraph))
        copy, starts, archived = _assemble(paragraphs, len(unwrapped))
        if removed:
            starts, archived = _through(starts, archived, [at - n for n, at in enumerate(removed)], [at + 1 for at in removed])
        if layout.edits:
            starts, archived = _through(starts, archived, plain.starts, plain.archived)
        repairs = tuple(Repair(kind=kind, count=n) for kind, n in sorted(counts.items()) if n)
        return cls(text, folded, copy, repairs, layout, starts, archived)

    def offset(self, position: int) -> int:
        """Offset in the archived text of a position in the copy."""
        i = bisect_right(self._copy_starts, position) - 1
        return self._text_starts[i] + position - self._copy_starts[i]

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Archived (start, end) of a range of the copy."""
        i = bisect_right(self._copy_starts, start)
        first = self._text_starts[i - 1] + start - self._copy_starts[i - 1]
        if end == start or i == len(self._copy_starts) or end < self._copy_starts[i]:
            return first, first + end - start
        # The line end that stands for a lost break has no character of its own in the archive: what follows is not reached.
        return first, min(self.offset(end - 1) + 1, self.offset(end))

    def position(self, offset: int) -> int:
        """Position in the copy of what stands at an offset of the archived text, or after what the copy leaves out there."""
        i = bisect_right(self._text_starts, offset) - 1
        at = self._copy_starts[i] + offset - self._text_starts[i]
        return min(at, self._copy_starts[i + 1]) if i + 1 < len(self._copy_starts) else at

    @cached_property
    def ranks(self) -> Mapping[int, int]:
        """The rank of each line that is a heading by its style, by the line's position in the copy."""
        return {self.position(heading.start): heading.rank for heading in self.layout.headings}

    def bare(self, span: Span) -> str:
        """The archived text of a span without markup."""
        return self.layout.part(span.start, span.end).without(span.of(self.text)).text

    def written(self, span: Span) -> str:
        """The archived characters of a span that are read: without markup and wraps; marks of notes stay, and of spaces one, but none in numbers."""
        parts: list[str] = []
        following = span.start
        for position in range(self.position(span.start), self.position(span.end)):
            at, character = self.offset(position), self.copy[position]
            left_out = self.bare(Span(start=following, end=at)) if at > following else ""
            if _MARK_OF_NOTE.fullmatch(left_out):
                parts.append(left_out)
            elif parts and left_out.isspace() and "\n" not in left_out and not (character.isdigit() and parts[-1].isdigit()):
                parts.append(" ")
            parts.append(self.text[at] if self.read[at : at + 1] == character else character)
            following = at + 1
        return "".join(parts)

    def span(self, start: int, end: int) -> Span:
        """Span in the archived text of a range of the copy."""
        first, last = self.bounds(start, end)
        return Span(start=first, end=last)


def fold(text: str) -> str:
    """The text with one form for each digit, sign and mark; never changes the length.

    >>> fold("增长６．５％，共２７，２０３户(含)")
    '增长6.5%，共27,203户（含）'
    >>> fold("二ＯＯ八年，二00九年，二○一○年"), fold("二○○")
    ('二〇〇八年，二〇〇九年，二〇一〇年', '二○○')
    """
    folded = _COMMA.sub("，", _FOLDED.sub(lambda found: found[0].translate(_FOLD), text))
    folded = _FULL_POINT.sub("。", _STOP_FOR_POINT.sub(".", _MIDDLE_DOT.sub(".", _WIDE_COMMA.sub(",", folded))))
    return _WRITTEN_YEAR.sub(lambda found: found[0].translate(_ZEROS), folded)


def _lines(folded: str, counts: Counter[str]) -> Iterator[_Line]:
    """The archive's lines, without what is no text; a run of spaces is a piece of its own."""
    pieces: list[tuple[int, str]] = []
    position = 0
    for edit in _EDIT.finditer(folded):
        start, end = edit.span()
        if start > position:
            pieces.append((position, folded[position:start]))
        position = end
        found = edit[0]
        match edit.lastgroup:
            case "newline":
                counts["literal_escape"] += "\\" in found
                if pieces:
                    yield _Line(pieces)
                    pieces = []
            case "space":
                counts["literal_escape"] += "&" in found
                pieces.append((start, _WIDE if _PARAGRAPH_SPACE.search(_EM_SPACE.sub("\u2003", found)) else _NARROW))
            case "entity":
                character = html.unescape(found.replace("；", ";"))
                counts["literal_escape"] += character != found
                pieces.append((start, character if len(character) == 1 else found))
    if position < len(folded):
        pieces.append((position, folded[position:]))
    if pieces:
        yield _Line(pieces)


def _unwrap(text: str) -> tuple[str, list[int]]:
    """The text without the line ends that broke it at one width, or at widths that vary, and where those stood."""
    lines = text.split("\n")
    full, exact = _full_lengths(lines)
    if not full:
        return text, []
    removed: list[int] = []
    position = 0
    for line, following in pairwise(lines):
        position += len(line)
        if len(line) in full and not _begins_paragraph(line, following) and (exact or _is_cut(line, following)):
            removed.append(position)
        position += 1
    kept = [text[start:end] for start, end in zip([0, *(at + 1 for at in removed)], [*removed, len(text)], strict=True)]
    return "".join(kept), removed


def _full_lengths(lines: list[str]) -> tuple[range, bool]:
    """The lengths that lines have which the archive broke in mid-sentence, and whether it is one; empty where it broke none."""
    long = [line for line in lines if len(line) >= _SHORTEST_WRAP]
    unfinished = sorted(len(line) for line in long if not line.endswith(SENTENCE_ENDS) and not _STARTS_ANEW.match(line))
    if len(unfinished) < _FEWEST_WRAPS:  # a short text: all of them end at its right edge
        edge = max(map(len, long), default=0)
        return (range(edge, edge + 1), True) if len(unfinished) >= _FEWEST_AT_EDGE and unfinished[0] == edge else (range(0), False)
    width, count = Counter(unfinished).most_common(1)[0]
    beside = sum(0 < abs(length - width) <= _SPREAD for length in unfinished)
    if count >= max(_FEWEST_WRAPS, 0.4 * len(unfinished), 2 * beside):
        return range(width, width + 1), True
    usual, longest = unfinished[len(unfinished) // 2], sorted(map(len, long))[len(long) * 9 // 10]
    if len(unfinished) < 0.4 * len(long) or longest > 2 * usual:  # paragraphs are much longer than titles, and few lines are titles
        return range(0), False
    return range(unfinished[len(unfinished) // 20], unfinished[-1] + 1), False


def _is_cut(line: str, following: str) -> bool:
    """Whether a sentence goes on from a line to the next, where lengths alone do not tell."""
    return not (line.endswith(SENTENCE_ENDS) or _STARTS_ANEW.match(following))


def _begins_paragraph(line: str, following: str) -> bool:
    """Whether what follows a full line is a new paragraph: it is indented, or a marker stands where a sentence has ended."""
    if not following or _PARAGRAPH_SPACE.match(following):
        return True
    return bool(_FULL_STOP.search(line) and _STARTS_ANEW.match(following))


def _settle_spaces(line: _Line, counts: Counter[str]) -> Iterator[_Line]:
    """Decide for every run of spaces: nothing, one space, or (in a text on one line) a new paragraph."""
    pieces = list(line.pieces)
    while pieces and pieces[0][1] in _SPACES:
        pieces.pop(0)
    while pieces and pieces[-1][1] in _SPACES:
        pieces.pop()
    if len(pieces) < 2:
        if pieces:
            yield _Line(pieces)
        return
    length = sum(len(text) for _, text in pieces)
    spread = all(len(text) == 1 for _, text in pieces)
    is_prose = any(mark in text for _, text in pieces for mark in _PROSE)
    is_sentence = length <= _SPACES_MATTER and pieces[-1][1][-1] in "。；" and any("，" in text for _, text in pieces)
    title_end = _title_end([text for _, text in pieces])
    kept: list[tuple[int, str]] = []
    for i, (start, text) in enumerate(pieces):
        if text not in _SPACES:
            kept.append((start, text))
        elif text == _WIDE and kept and (length > _ONE_LINE_LENGTH or kept[-1][1].endswith(SENTENCE_ENDS)):
            yield _Line(kept)
            kept = []
        elif kept and not spread:
            before, after = kept[-1][1], pieces[i + 1][1]
            if i == title_end:
                yield _Line(kept)
                kept = []
            elif before[-1].isdigit() and after[0].isdigit():
                lone = _lone_digit_ends(before)
                if (lone and (_lone_digit_starts(after) or _REST_OF_YEAR.match(after))) or (is_prose and _goes_on(kept, after)):
                    counts["spaced_digits"] += 1
                else:
                    kept.append((start, " "))
            elif (length <= _SPACES_MATTER and not is_sentence and not _in_number(before[-1], after[0])) or _parts_words(before[-1], after[0]):
                kept.append((start, " "))
    if kept:
        yield _Line(kept)


def _title_end(pieces: list[str]) -> int | None:
    """The index of the blank after a line's title, where no other blank parts words in the line."""
    blanks = [i for i, text in enumerate(pieces) if text in _SPACES]
    parting = [i for i in blanks if not _in_number(pieces[i - 1][-1], pieces[i + 1][0])]
    if not blanks or len(parting) > 1:
        return None
    at = (parting or blanks)[0]
    before, after = ("".join(text for text in part if text not in _SPACES) for part in (pieces[:at], pieces[at + 1 :]))
    return at if ends_title(before, after) else None


def _in_number(before: str, after: str) -> bool:
    """Whether a space stands beside a digit, or where a number in words goes on: 百分之三 十, 四点 五, 两百 个百分点."""
    in_words = (before in _NUMERALS and after in _AFTER_NUMERALS) or (before in _BEFORE_NUMERALS and after in _NUMERALS)
    return before.isdigit() or after.isdigit() or in_words or before + after in _OF_SHARES


def _parts_words(before: str, after: str) -> bool:
    return (before + after).isascii() and before.isalpha() and after.isalpha()


def _lone_digit_ends(text: str) -> bool:
    return not text[-2:-1].isdigit()


def _lone_digit_starts(text: str) -> bool:
    return not text[1:2].isdigit()


def _goes_on(kept: Sequence[tuple[int, str]], after: str) -> bool:
    """Whether a figure goes on after a space inside a sentence: 收入66 40元, but 专栏1 10项 and 2024 12月."""
    before = "".join([text for _, text in kept[-_PIECES:]]).rpartition(_NARROW)[2]
    return _BEGUN_FIGURE.search(before) is not None and _REST_OF_FIGURE.match(after) is not None


def _joined(lines: list[_Line], apart: frozenset[int], counts: Counter[str]) -> Iterator[_Line]:
    """Paragraphs: lines that go on with the sentence or title before them are joined to it, but for those that begin at a place in `apart`."""
    paragraph: _Line | None = None
    running = titled = False
    last = ""
    for line in lines:
        text = line.text
        if paragraph is not None and line.pieces[0][0] not in apart and (_continues(last, running, text) or (titled and _is_titled(last, text))):
            if titled and last[-1] == "." and text[0].isdigit():  # 1. and 2024年 are no 1.2024
                start, piece = paragraph.pieces[-1]
                paragraph.pieces.append((start + len(piece), _NARROW))
            paragraph.pieces.extend(line.pieces)
            counts["wrapped_line"] += 1
            titled = titled and _TITLE_PIECE.fullmatch(text) is not None
        else:
            if paragraph is not None:
                yield paragraph
            paragraph = line
            running = False
            titled = _MARKER_ALONE.fullmatch(text) is not None
        running = running or bool(_SENTENCE_INSIDE.search(text)) or (len(text) >= _PARAGRAPH_LENGTH and not _STARTS_ANEW.match(text))
        last = text
    if paragraph is not None:
        yield paragraph


def _is_titled(last: str, text: str) -> bool:
    """Whether a line is the title of the marker that stands alone before it, or goes on with that title."""
    return not _STARTS_ANEW.match(text) and (_TITLE_ALONE.match(text) if _MARKER_ALONE.fullmatch(last) else _TITLE_PIECE.fullmatch(text)) is not None


def _continues(last: str, running: bool, text: str) -> bool:
    """Whether a line goes on with the paragraph before it."""
    if _STARTS_ANEW.match(text):
        return False
    if len(last) >= _SHORTEST_WRAP and _CUT_NUMBER.search(last[-2:] + text[:1]):
        return True
    if _REST_OF_VALUE.match(text) and ("，" in last or "，" in text) and _BEGUN_FIGURE.search(last[-_FIGURE_LENGTH:]):
        return True
    unfinished = not last.endswith(SENTENCE_ENDS)
    return bool(_NEVER_STARTS.match(text) or _NEVER_ENDS.search(last)) or (running and unfinished and not _ends_with_title(last))


def _ends_with_title(line: str) -> bool:
    """Whether a line of running text holds a whole paragraph and the next one's heading, which no line end keeps apart."""
    return len(line) >= _PARAGRAPH_LENGTH and last_title(line) is not None


def _parted(paragraph: _Line) -> Iterator[_Line]:
    """A paragraph, or the items and the heading that stand in it where their line breaks were lost."""
    breaks = list(lost_breaks(paragraph.text)) if paragraph.pieces[0][1][0] in FIRST else []
    if not paragraph.pieces[-1][1].endswith(SENTENCE_ENDS) and (title := last_title(paragraph.text)) is not None and title not in breaks:
        breaks.append(title)
    pieces, position = paragraph.pieces, 0
    for at in breaks:
        before: list[tuple[int, str]] = []
        while position + len(pieces[0][1]) <= at:
            position += len(pieces[0][1])
            before.append(pieces.pop(0))
        start, text = pieces[0]
        if at > position:
            before.append((start, text[: at - position]))
            pieces[0] = start + at - position, text[at - position :]
            position = at
        yield _Line(before)
    yield _Line(pieces)


def _assemble(paragraphs: Iterator[_Line], length: int) -> tuple[str, list[int], list[int]]:
    """The copy, and the positions in copy and archive where their offsets drift apart."""
    parts: list[str] = []
    copy_starts, text_starts = [0], [0]
    position, expected = 0, 0
    for paragraph in paragraphs:
        for start, text in paragraph.pieces:
            if start != expected:
                copy_starts.append(position)
                text_starts.append(start)
            parts.append(text)
            position += len(text)
            expected = start + len(text)
        parts.append("\n")
        position += 1
        expected += 1
    copy_starts.append(position)
    text_starts.append(length)
    return _WIDE_COMMA.sub(",", "".join(parts)), copy_starts, text_starts


def _through(starts: Sequence[int], places: Sequence[int], drifts: Sequence[int], archived: Sequence[int]) -> tuple[list[int], list[int]]:
    """Lead places in a text on to another one: from each of `drifts` on, its characters stand at those from `archived` on."""
    pairs: list[tuple[int, int]] = []
    for i, (start, place) in enumerate(zip(starts, places, strict=True)):
        passed = bisect_right(drifts, place)
        pairs.append((start, archived[passed - 1] + place - drifts[passed - 1] if passed else place))
        length = (starts[i + 1] if i + 1 < len(starts) else start + 1) - start
        while passed < len(drifts) and drifts[passed] < place + length:
            pairs.append((start + drifts[passed] - place, archived[passed]))
            passed += 1
    return [start for start, _ in pairs], [place for _, place in pairs]
