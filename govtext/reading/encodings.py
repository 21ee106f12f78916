"""Bytes to text, in whatever encoding Chinese text has been stored."""

from __future__ import annotations

import codecs
from collections import Counter
from functools import lru_cache
from itertools import product

from charset_normalizer import from_bytes

from govtext.errors import ReadError
from govtext.model import Repair
from govtext.plain import plain_text

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)
CHINESE_ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
SEVEN_BIT = ("hz", "utf-7", "iso2022_jp_2")
"""Encodings of Chinese text in ASCII bytes, from the time when mail carried no others."""
SHIFT_OUT = b"\x1b$)"
"""What begins the Chinese of ISO-2022-CN, for which Python has no codec."""
CHINESE_SHARE = 0.8
"""Least likeness of a text to Chinese. Whole reports have at least 0.98 in their own encoding and at most 0.69 in another."""
DISGUISES = (
    *product(("latin-1", "cp1252", "gb18030"), ("utf-8",), (0.4,)),
    *product(("latin-1", "cp1252"), ("gb18030",), (CHINESE_SHARE,)),
)
"""What a text may have been taken for before it was encoded as UTF-8 once more, what it was, and its least likeness to Chinese. What is no UTF-8
gives hardly any characters of it (0.02 of Chinese texts), and signs that were lost in between leave two of three."""
FEWEST = 4
"""Chinese characters that tell a text in another encoding from ASCII with the same signs by chance."""
PROBE = "..-"
SAMPLE_BYTES = 1 << 14
DAMAGE_SHARE = 0.02
"""Most U+FFFD a text may have per character before it counts as unreadable."""


@lru_cache(maxsize=1 << 15)
def is_common(character: str) -> bool:
    """Say whether a character is punctuation or a frequent character by GB 2312 or Big5.

    Both standards put the frequent characters first: GB 2312 level 1 ends in row 0xD7, Big5 level 1 in row 0xC6.

    >>> is_common("政"), is_common("龘")
    (True, False)
    """
    gb2312 = character.encode("gb2312", "ignore")
    big5 = character.encode("big5", "ignore")
    return (len(gb2312) == 2 and (gb2312[0] <= 0xA3 or 0xB0 <= gb2312[0] <= 0xD7)) or (len(big5) == 2 and big5[0] <= 0xC6)


def likeness(text: str) -> float:
    """Compute the share of a text's characters that are common in Chinese text; white space and printable ASCII do not count.

    >>> likeness("2023年政府工作报告")
    1.0
    >>> likeness("政府工作报告".encode("gb18030").decode("big5hkscs")) < 0.8
    True
    """
    counts = Counter("".join(text.split()))
    telling = {character: count for character, count in counts.items() if not ("!" <= character <= "~")}
    return sum(count for character, count in telling.items() if is_common(character)) / sum(telling.values()) if telling else 1.0


def sample_of(data: bytes) -> bytes:
    """Take the part of the data that shows how it is encoded: the beginning, or where ASCII first ends."""
    if not data[:SAMPLE_BYTES].isascii():
        return data[:SAMPLE_BYTES]
    for start in range(0, len(data), SAMPLE_BYTES):
        if not data[start : start + SAMPLE_BYTES].isascii():
            return data[start : start + 2 * SAMPLE_BYTES]
    return data[:SAMPLE_BYTES]


def sample_text(sample: bytes, encoding: str) -> str:
    """Decode a sample, with U+FFFD for what is no character, and without a character that its end cuts."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample, final=False)


def detect(data: bytes, name: str = "the bytes given") -> str:
    """Find the encoding of Chinese text: by byte order mark, as valid UTF-8, or as what looks most like Chinese.

    Parameters
    ----------
    data
        The bytes, or a long enough beginning of them.
    name
        What errors call the source.

    Raises
    ------
    ReadError
        No encoding makes Chinese text of the bytes, or they are in one that is only told, not read.

    Examples
    --------
    >>> detect("各位代表，现在我代表市人民政府".encode("utf-16-be"))
    'utf-16-be'
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    sample = sample_of(data)
    as_utf8 = sample_text(sample, "utf-8")
    if sample.isascii() and b"\0" not in sample:
        return _by_shifts(sample, name)
    if as_utf8.count("\ufffd") == sample.count(b"\xef\xbf\xbd") and "\0" not in as_utf8:  # what is lost was lost before
        check_once(as_utf8, name)
        if "\ufffd" not in as_utf8:
            return "utf-8"
    guess = from_bytes(sample).best()
    candidates = (*CHINESE_ENCODINGS, guess.encoding) if guess else CHINESE_ENCODINGS
    scores = {encoding: likeness(sample_text(sample, encoding)) for encoding in candidates}
    best = max(candidates, key=scores.__getitem__)
    if scores[best] >= CHINESE_SHARE:
        return best
    taken_for = f"; they look most like {guess.encoding}" if guess else ""
    raise ReadError(
        f"{name}: the bytes are no Chinese text in any of {', '.join(CHINESE_ENCODINGS)}{taken_for}. "
        "If it is a text, name its encoding (encoding=, or `govtext --encoding NAME`); "
        "if it is another kind of file, save it as text, Word, PDF or HTML"
    )


def _by_shifts(sample: bytes, name: str) -> str:
    """Tell how ASCII bytes write Chinese: by the shifts of HZ, UTF-7 or ISO-2022-JP-2, else not at all."""
    if SHIFT_OUT in sample:
        raise ReadError(f"{name}: is encoded in ISO-2022-CN, which is not read; turn it into UTF-8 first, e.g. iconv -f ISO-2022-CN-EXT -t UTF-8")
    return next((encoding for encoding in SEVEN_BIT if _is_chinese(sample_text(sample, encoding))), "utf-8")


def check_once(text: str, name: str) -> None:
    """Refuse UTF-8 or GB18030 that was taken for another encoding and encoded once more."""
    as_it_stands = any("\u4e00" <= character <= "\u9fff" for character in text)  # Chinese, which was not taken for Western
    for taken, first, least in DISGUISES:
        if not (as_it_stands and first == "gb18030") and _is_chinese(sample_text(text.encode(taken, "replace"), first), least):
            how = f"as {first.upper()}, taken for {taken.upper()} and encoded again as UTF-8"
            raise ReadError(f"{name}: was encoded {how}; undo the second time first, e.g. iconv -f UTF-8 -t {taken.upper()}")


def _is_chinese(text: str, least: float = CHINESE_SHARE) -> bool:
    return sum("\u4e00" <= character <= "\u9fff" for character in text) >= FEWEST and likeness(text) >= least


def charset(encoding: str, name: str = "the bytes given") -> str:
    """Give the name of an encoding back, where it is one that texts are stored in.

    Raises
    ------
    ReadError
        Python knows no such codec, or it is one for something else, as domain names or packed bytes.

    Examples
    --------
    >>> charset("GBK")
    'GBK'
    """
    try:
        # Two texts of an encoding, one after the other, are a text; the codec for domain names joins them otherwise.
        if (PROBE.encode(encoding) * 2).decode(encoding).replace("\ufeff", "") == PROBE * 2:
            return encoding
    except (LookupError, ValueError):
        pass
    raise ReadError(f"{name}: there is no text encoding named {plain_text(encoding)!r}; name a Python codec such as 'gb18030'")


def decode(data: bytes, encoding: str | None = None, name: str = "the bytes given") -> tuple[str, str, tuple[Repair, ...]]:
    r"""Give the text of the bytes with ``\n`` line ends and without byte order mark, its encoding, and what was repaired.

    Parameters
    ----------
    data
        The bytes.
    encoding
        A Python codec name; None detects it.
    name
        What errors call the source.

    Raises
    ------
    ReadError
        The encoding is unknown, or the bytes are not text in it: more than two in a hundred characters are damaged.

    Examples
    --------
    >>> decode("一、成绩\r\n二、问题\r\n".encode("gb18030"))
    ('一、成绩\n二、问题\n', 'gb18030', (Repair(kind='line_ends', count=2),))
    """
    chosen = charset(encoding, name) if encoding else detect(data, name)
    repairs = []
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError:
        text = data.decode(chosen, "replace")
        damaged = text.count("\ufffd")
        if damaged > DAMAGE_SHARE * len(text):
            raise ReadError(
                f"{name}: {damaged} of {len(text)} characters cannot be decoded as {chosen}; "
                "name the right one (encoding=, or `govtext --encoding NAME`)"
            ) from None
        repairs.append(Repair(kind="undecodable", count=damaged))
    text = plain_text(text)
    if text.startswith("\ufeff"):
        text = text[1:]
        repairs.append(Repair(kind="byte_order_mark", count=1))
    text, returns = unify_line_ends(text)
    if returns:
        repairs.append(Repair(kind="line_ends", count=returns))
    return text, chosen, tuple(repairs)


def unify_line_ends(text: str) -> tuple[str, int]:
    r"""Make every line end ``\n``, and count those that were not.

    >>> unify_line_ends("一\r\n二\r三\n")
    ('一\n二\n三\n', 2)
    """
    returns = text.count("\r")
    return text.replace("\r\n", "\n").replace("\r", "\n") if returns else text, returns
