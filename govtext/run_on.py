"""Line breaks that an archive lost: after a heading's title, before the items of a paragraph, and before a heading that a paragraph ends with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtext.rules.ruleset import ruleset

_CN = "一二三四五六七八九"
_COUNTED = (*_CN, "十", *("十" + ones for ones in _CN), "二十")
_MARKED = re.compile(r"(?P<open>（?)(?P<number>[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?P<close>）|(?:(?<=[0-9])[.、]|(?<=[^0-9])、)(?![0-9]))")
_TITLED = re.compile(r"(?:（?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:[、.]|）[、.]?)|[①-⑳⑴-⒛㈠-㈩])[^，。；：！？…%]{2,34}")
FIRST = f"（{_CN}十123456789"
_LAST_TITLE = re.compile(r"(?<=[。！])(?:(?P<number>[一二三四五六七八九十]{1,3})、|(?:19|20)[0-9]{2}年)[^，。；：！？…%]{2,30}\Z")
_GOES_ON = 20  # characters of the text after a title on the same line


def successor(text: str) -> tuple[str, str] | None:
    """The marker that a paragraph begins with, and the one of the next item, where both are written with brackets or a stop.

    >>> successor("（一）经济平稳"), successor("9.抓投资"), successor("⑴抓投资"), successor("1.5万人受益")
    (('（一）', '（二）'), ('9.', '10.'), ('⑴', '⑵'), None)
    """
    if (sign := text[:1]) and ("①" <= sign < "⑳" or "⑴" <= sign < "⒛" or "㈠" <= sign < "㈩"):
        return sign, chr(ord(sign) + 1)
    marked = _MARKED.match(text)
    if marked is None or (marked["open"] and marked["close"] != "）"):
        return None
    number = marked["number"]
    if number.isdigit():
        following = str(int(number) + 1)
    elif number in _COUNTED[:-1]:
        following = _COUNTED[_COUNTED.index(number) + 1]
    else:
        return None
    return marked[0], f"{marked['open']}{following}{marked['close']}"


def lost_breaks(text: str) -> Iterator[int]:
    """Where the items of a paragraph begin that its first marker counts on: （一）… 。（二）…; those of （1） and ① stay in it.

    >>> list(lost_breaks("（一）强产业。抓投资。（二）惠民生。办实事。")), list(lost_breaks("（1）强产业。（2）惠民生。"))
    ([11], [])
    >>> [text[at:] for text in ["1.抓投资。2.促消费。4.稳外贸。"] for at in lost_breaks(text)]
    ['2.促消费。4.稳外贸。', '4.稳外贸。']
    """
    if text[:1] not in FIRST:
        return
    position = begun = 0
    while pair := successor(text[position : position + 8]):
        marker, following = pair
        if following[:1] == "（" and following[1:2].isdigit():
            return
        item = re.compile(f"。{_alike(marker) if begun else re.escape(following)}(?![0-9])")
        found = item.search(text, position)
        if found is None:
            return
        position = begun = found.start() + 1
        yield position


def last_title(text: str) -> int | None:
    """Where the heading begins that a paragraph ends with, since the line break before it was lost: numbered, or a year whose words tell a role.

    >>> text = "把各项工作落到实处。2003年政府工作建议"
    >>> text[last_title(text):], last_title("把各项工作落到实处。2003年"), last_title("实处。2003年全县的各个乡镇")
    ('2003年政府工作建议', None, None)
    """
    found = _LAST_TITLE.search(text, max(0, len(text) - 40))
    if found is None or (found["number"] is None and ruleset("roles").search(found[0]) is None):
        return None
    return found.start()


def _alike(marker: str) -> str:
    """The pattern of markers of a list that has begun: one that is left out or stands twice is still one of them."""
    return re.sub(f"[{_CN}十]+", f"[{_CN}十]{{1,3}}", re.sub("[0-9]+", "[0-9]{1,2}", re.escape(marker)))


def ends_title(before: str, after: str) -> bool:
    """Whether a blank stands where the line break after a heading was lost: 1、招商引资 半年来共外出招商11批次，….

    >>> ends_title("1、招商引资", "半年来共外出招商11批次、86人次，签合同13宗。"), ends_title("一、2023年", "工作回顾")
    (True, False)
    """
    return len(after) >= _GOES_ON and _TITLED.fullmatch(before) is not None and re.search("[，。；]", after) is not None
