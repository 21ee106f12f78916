"""Files made to hang a reader, fill its memory or set off its errors: each gives its texts or one clear line, soon and in bounded memory."""

from __future__ import annotations

from multiprocessing.connection import wait

import hostile
import pytest

from govtext.batching.local import Worker
from govtext.errors import GovtextError
from govtext.reading import Document, formats, iter_documents

SECONDS = 60
"""A few times what the slowest needs on a slow machine that does other things too."""
MEMORY = 1_500
"""MiB besides what the process itself uses."""


def outcome(path):
    """What reading gives: the number of texts and the messages, or the name of an error that it must not give."""
    texts, messages = 0, []
    try:
        for found in iter_documents(path):
            if isinstance(found, Document):
                found.text.encode()
                found.source.model_dump_json()
                texts += 1
            else:
                messages.append(found.message)
    except GovtextError as error:
        messages.append(str(error))
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return texts, messages


@pytest.fixture(scope="module")
def reading():
    """Reads files in a process that is begun anew when it is gone."""
    workers = []

    def read(path):
        if not workers:
            workers.append(Worker(formats, outcome, MEMORY))
            assert wait([workers[0].pipe], 60)
            assert workers[0].answer() is None
        workers[0].give(path, str(path))
        if not wait([workers[0].pipe], SECONDS):
            workers.pop().end()
            return f"takes more than {SECONDS} seconds"
        try:
            return workers[0].answer()
        except EOFError:
            workers.pop().end()
            return f"takes more than {MEMORY} MiB, or ends the process"

    yield read
    for worker in workers:
        worker.end()


@pytest.mark.parametrize("name", hostile.KINDS)
def test_a_hostile_file_gives_its_texts_or_clear_lines(name, reading, tmp_path):
    suffix, make = hostile.KINDS[name]
    path = tmp_path / f"file{suffix}"
    path.write_bytes(make())
    found = reading(path)
    assert not isinstance(found, str), found
    texts, messages = found
    assert texts or messages
    assert all(message.startswith(str(path)) and len(message) < 1_000 for message in messages)
