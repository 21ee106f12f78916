"""Reports as brat documents, and corrected documents back as annotations that `govtext.evaluation.compare` scores."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from govtext.evaluation.annotation import Annotation, from_report
from govtext.export.calls import ExportError, file_names, some
from govtext.export.regions import CHOICES, Region, annotation, regions
from govtext.files import aside
from govtext.model import Report

_ENTITY = re.compile(r"(T[0-9]+)\t(\S+) ([0-9]+(?: [0-9]+)(?:;[0-9]+ [0-9]+)*)\t.*")
_ATTRIBUTE = re.compile(r"[AM][0-9]+\t(\S+) (T[0-9]+) (\S+)\s*")
_NOTE = re.compile(r"#[0-9]+\tAnnotatorNotes (T[0-9]+)\t(.*)")


def write_brat(reports: Iterable[Report], folder: str | Path) -> None:
    r"""Write reports as a brat collection: a .txt and an .ann file each, and annotation.conf.

    Headings, measures, placeholders, metrics and named things (`entity`) are brat's entities; fields with a closed list of values are
    attributes, the others a note in JSON. A blank of no width (a figure that was deleted) has no place in brat and is left out.

    Raises
    ------
    ExportError
        There is no report, or one of another schema version.

    Examples
    --------
    >>> import govtext
    >>> folder = getfixture("tmp_path")
    >>> write_brat([govtext.parse("税收完成12.5亿元。")], folder)
    >>> (folder / "report1.ann").read_text("utf-8").splitlines()[:2]
    ['T1\tmetric 4 10\t12.5亿元', 'A1\tmetric_kind T1 level']
    """
    given = some(reports, "a brat collection")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "annotation.conf", configuration())
    for name, report in zip(file_names(given), given, strict=True):
        _write(folder / f"{name}.txt", report.text)
        _write(folder / f"{name}.ann", document(from_report(report, name)))


def document(annotation: Annotation) -> str:
    """Give an annotation as the text of an .ann file."""
    lines: list[str] = []
    attribute = 0
    for number, region in enumerate((one for one in regions(annotation) if one.end > one.start), 1):
        places, words = zip(*_fragments(annotation.text, region), strict=True)
        lines.append(f"T{number}\t{region.label} {';'.join(places)}\t{' '.join(words)}")
        for name, choice in region.choices.items():
            attribute += 1
            lines.append(f"A{attribute}\t{region.label}_{name} T{number} {choice}")
        if region.notes:
            lines.append(f"#{number}\tAnnotatorNotes T{number}\t{json.dumps(dict(region.notes), ensure_ascii=False)}")
    return "".join(line + "\n" for line in lines)


def configuration() -> str:
    """Give the annotation.conf of these collections.

    Examples
    --------
    >>> configuration().splitlines()[:2]
    ['[entities]', 'heading']
    """
    attributes = [
        f"{label}_{name}\tArg:{label}, Value:{'|'.join(map(str, values))}" for label, fields in CHOICES.items() for name, values in fields.items()
    ]
    parts = {
        "entities": list(CHOICES),
        "relations": ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"],
        "events": [],
        "attributes": attributes,
    }
    return "\n".join("\n".join([f"[{name}]", *lines, ""]) for name, lines in parts.items())


def read_brat(folder: str | Path) -> list[Annotation]:
    r"""Read the documents of a brat collection, by name.

    Raises
    ------
    ExportError
        The folder holds no document, or one that cannot be read; the message names file and line.

    Examples
    --------
    >>> import govtext
    >>> folder = getfixture("tmp_path")
    >>> report = govtext.parse("一、2023年工作回顾\n税收完成12.5亿元。")
    >>> write_brat([report], folder)
    >>> govtext.evaluation.compare(read_brat(folder)[0], govtext.evaluation.from_report(report)).figures()["metric full"]
    1.0
    """
    files = sorted(Path(folder).glob("*.ann"))
    if not files:
        raise ExportError(f"{folder}: holds no .ann file of brat")
    return [_read(file) for file in files]


def _read(file: Path) -> Annotation:
    try:
        text = file.with_suffix(".txt").read_bytes().decode("utf-8")
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"{file}: cannot be read with the .txt beside it: {error}") from error
    spans: dict[str, tuple[str, int, int]] = {}
    choices: dict[str, dict[str, str]] = {}
    notes: dict[str, dict[str, str]] = {}
    for number, line in enumerate(lines, 1):
        if entity := _ENTITY.fullmatch(line):
            places = re.findall(r"[0-9]+", entity[3])
            spans[entity[1]] = entity[2], int(places[0]), int(places[-1])
        elif attribute := _ATTRIBUTE.fullmatch(line):
            choices.setdefault(attribute[2], {})[attribute[1].partition("_")[2]] = attribute[3]
        elif note := _NOTE.fullmatch(line):
            notes[note[1]] = _note(file, number, note[2])
        elif line.strip() and line[0] not in "RE*N#":
            raise ExportError(f"{file}, line {number}: is no line of brat: {line[:40]!r}")
    return annotation(
        file.stem, text, [Region(id, label, start, end, choices.get(id, {}), notes.get(id, {})) for id, (label, start, end) in spans.items()]
    )


def _note(file: Path, number: int, text: str) -> dict[str, str]:
    try:
        note = json.loads(text)
    except json.JSONDecodeError as error:
        raise ExportError(f"{file}, line {number}: the note is no JSON object of fields: {error}") from error
    if not isinstance(note, dict):
        raise ExportError(f'{file}, line {number}: the note is no JSON object of fields, such as {{"indicator": "税收"}}')
    return {str(name): str(value) for name, value in note.items()}


def _fragments(text: str, region: Region) -> Iterator[tuple[str, str]]:
    """The places and words of a region, line by line, as brat wants them."""
    for line in re.finditer(r"[^\r\n]+", text[region.start : region.end]):
        yield f"{region.start + line.start()} {region.start + line.end()}", line[0]


def _write(path: Path, text: str) -> None:
    with aside(path) as temporary:
        temporary.write_bytes(text.encode("utf-8"))
