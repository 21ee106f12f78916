"""Good files of every format, changed at random and read, for a given time or so many of them.

    python tests/mutated.py [--seconds SECONDS | --count COUNT] [--seed SEED]

A file whose reading raises anything but `GovtextError` is told with its format and number, and the exit code is 1.
The older formats, which LibreOffice opens in seconds each, come once in a hundred times, where it is installed.
"""

from __future__ import annotations

import gzip
import io
import os
import random
import tempfile
import warnings
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import hostile
from fuzz import main
from pdffiles import laid_out, pdf_file, wrapped
from portals import PORTALS
from samples import LIBREOFFICE, converted
from test_reading_office import ofd_file
from wordfiles import REPORT_LISTS, numbered, paragraph, table, word_file

from govtext.errors import GovtextError
from govtext.reading import Document, iter_documents

LINES = hostile.REPORT.splitlines()
PAGE = PORTALS["labelled"](LINES[0], LINES[1:])
HEAD = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
SAVED = f"{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n{PAGE}\r\n--b--\r\n"
TOKENS = [b"\x00", b"\xff" * 4, b"<", b">", b"&#0;", b"&#x110000;", b'"', b"]]>", b"-1", b"99999999999999999999", b"1e999", b"\r", b"\n", b"%s", b"/"]
MOST = 1 << 20
LONGEST = 20
"""Seconds of processor time that one file may take, its own processes counted: what runs beside it is no fault of the file."""
WORD = word_file(numbered("过去一年") + "".join(map(paragraph, LINES)) + table(LINES[:2], LINES[2:4]), numbering=REPORT_LISTS)
OLDER = {".doc": "doc:MS Word 97", ".rtf": "rtf:Rich Text Format", ".odt": "odt"}
RARELY = 0.01
OUTCOMES: Counter[str] = Counter()


def good():
    """One whole file of each format that is read by govtext and the libraries that it calls, by its suffix."""
    return {
        ".txt": hostile.REPORT.encode("gb18030"),
        ".md": ("# " + hostile.REPORT.replace("\n", "\n\n## ") + "| 指标 | 值 |\n|---|---|\n| 税收 | 5亿元 |\n").encode(),
        ".html": PAGE.encode(),
        ".mht": SAVED.encode(),
        ".docx": WORD,
        ".pdf": pdf_file(laid_out(wrapped(LINES), head=LINES[0], foot="{}")),
        ".ofd": ofd_file([[(20, 20 + 10 * place, line) for place, line in enumerate(LINES)]]),
        ".csv": f'place,year,text\n青岭县,2024,"{hostile.REPORT}"\n'.encode(),
        ".jsonl": (hostile.row(place="青岭县", year=2024) + "\n").encode() * 3,
        ".json": f"[{hostile.row(place='青岭县')}]".encode(),
        ".xlsx": hostile.workbook(),
        ".parquet": hostile.parquet(),
        ".zip": hostile.zipped([("a.txt", hostile.REPORT), ("b/c.docx", WORD)]),
        ".gz": gzip.compress(hostile.REPORT.encode()),
    }


FILES = good()


@cache
def older(suffix: str) -> bytes:
    """The Word file in a format of LibreOffice's."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.docx")
        path.write_bytes(WORD)
        return converted(path, OLDER[suffix])


def changed(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight places flipped, cut out, written twice, exchanged or put in."""
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4, 8])):
        place = chance.randrange(len(out) + 1)
        size = min(chance.choice([1, 4, 30, 400]), len(out) - place)
        match chance.randrange(6):
            case 0 if size:
                out[place] ^= 1 << chance.randrange(8)
            case 1:
                del out[place : place + size]
            case 2:
                out[place:place] = out[place : place + size] * chance.choice([1, 2, 50])
            case 3:
                other = chance.randrange(len(out) + 1)
                out[place : place + size] = out[other : other + size]
            case 4:
                out[place:place] = chance.choice(TOKENS)
            case 5 if chance.random() < 0.2:
                del out[place:]
    return bytes(out[:MOST])


def mutant(data: bytes, chance: random.Random) -> bytes:
    """A changed file; of packed formats half the time one member is changed and packed again, so that its sums are right."""
    if not data.startswith(b"PK") or chance.random() < 0.5:
        return changed(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    one = chance.randrange(len(members))
    members[one] = members[one][0], changed(members[one][1], chance)
    return hostile.zipped(members)


def outcome(data: bytes, suffix: str) -> str:
    """What reading a file of these bytes gives: texts, or errors that are told; any other exception is raised."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(action="ignore"):
        path = Path(folder, f"a{suffix}")
        path.write_bytes(data)
        try:
            found = list(iter_documents(path))
        except GovtextError:
            return f"{suffix} told"
    return f"{suffix} read" if any(isinstance(one, Document) for one in found) else f"{suffix} told"


def worked() -> float:
    """The seconds of processor time of this process and of those that it has ended."""
    return sum(os.times()[:4])


def trial(chance: random.Random) -> str | None:
    """What is wrong with the reading of one changed file: an exception, or that it takes long; the number repeats the change."""
    old = LIBREOFFICE and chance.random() < RARELY
    suffix, number = chance.choice(list(OLDER if old else FILES)), chance.randrange(1 << 32)
    data, began = older(suffix) if old else FILES[suffix], worked()
    try:
        OUTCOMES[outcome(mutant(data, random.Random(number)), suffix)] += 1
    except Exception as error:  # any exception is what is sought
        return f"{suffix} {number}: {type(error).__name__}: {error}"
    taken = worked() - began
    return f"{suffix} {number}: took {taken:.1f} s" if taken > LONGEST else None


if __name__ == "__main__":
    try:
        main(trial)
    finally:
        print(", ".join(f"{count} {name}" for name, count in sorted(OUTCOMES.items())))
