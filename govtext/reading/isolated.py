"""Reading in a process of its own, with limits of time and memory: whatever a file does to its reader, the caller goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from govtext.errors import GovtextError, MissingExtraError, ReadError
from govtext.model import SourceInfo
from govtext.reading.damage import MemoryLimitError
from govtext.reading.document import MEBIBYTE, Document, Limits
from govtext.reading.resource import Resource

if TYPE_CHECKING:
    from govtext.reading.registry import Options, Reader

START_SECONDS = 60
"""How long the process may take to begin."""
GRACE_SECONDS = 1
"""How much longer than the limit a program that the reader starts, and ends itself, may have."""
OVERDUE = tuple(-getattr(signal, name) for name in ("SIGALRM", "SIGXCPU") if hasattr(signal, name))
"""How a process returns that the system has ended at its time limit."""
ERRORS = {kind.__name__: kind for kind in (GovtextError, ReadError, MemoryLimitError, MissingExtraError)}


def read_isolated(reader: Reader, resource: Resource, options: Options) -> Document:
    """Read one document in a process of its own.

    Parameters
    ----------
    reader
        Its reading function must be one that another process can import.
    resource, options
        As for `Reader.document`; ``options.limits.seconds`` and ``options.limits.memory`` hold for the process.

    Raises
    ------
    ReadError
        What reading raises, or: the process took too long or too much memory, or was ended by what it read.
    """
    content = b"" if resource.file else resource.read(options.limits.bytes)
    request = {
        "path": resource.path,
        "file": str(resource.file.absolute()) if resource.file else None,
        "format": reader.format,
        "called": reader.called,
        "read": reference(reader.read, resource.name),
        "encoding": options.encoding,
        "limits": asdict(options.limits),
    }
    answer = ask(json.dumps(request).encode() + b"\n" + content, resource.name, options.limits)
    if "error" in answer:
        raise ERRORS.get(answer["error"], ReadError)(answer["message"])
    return Document(answer["text"], SourceInfo.model_validate(answer["source"]))


def reference(function: Callable[..., Any] | str, name: str) -> str:
    """Give the name by which another process imports a reading function; `ReadError` where there is none."""
    if isinstance(function, str):
        return function
    if function.__module__ == "__main__" or not function.__qualname__.isidentifier():
        raise ReadError(f"{name}: is read by {function.__qualname__}, which another process cannot import; put it in a module, or leave isolate out")
    return f"{function.__module__}:{function.__qualname__}"


def ask(request: bytes, name: str, limits: Limits) -> dict[str, Any]:
    """Start a process, give it a request, and take its answer; it is gone afterwards, with all that it started."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}  # noqa: PTH109
    command = [sys.executable, "-P", "-m", __name__]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            answer, _ = process.communicate(request, START_SECONDS + limits.seconds + GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            raise ReadError(late(name, limits)) from None
        finally:
            end(process)
    match process.returncode, answer:
        case 0, bytes() if answer:
            found: dict[str, Any] = json.loads(answer)
            return found
        case code, _ if code in OVERDUE:
            raise ReadError(late(name, limits))
    raise ReadError(
        f"{name}: ended the process that read it, for it needs more than the limit of {limits.memory} MiB or breaks its reader; "
        "raise Limits(memory=...) where the file is good"
    )


def late(name: str, limits: Limits) -> str:
    """The message for a file that takes too long."""
    return f"{name}: took longer than the limit of {limits.seconds:g} seconds; raise Limits(seconds=...) to wait longer"


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, and those of its group."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()


def limit_memory(mebibytes: int) -> None:
    """Let this process have that much more memory than it has now; more is a `MemoryError`. Systems without such a limit are left alone."""
    status = Path("/proc/self/statm")
    if status.exists():
        import resource

        pages = int(status.read_text().split()[0])
        limit = pages * resource.getpagesize() + mebibytes * MEBIBYTE
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def limit_time(seconds: float) -> None:
    """Let the system end this process when the time is over, even in the middle of foreign code and after the end of its caller."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def serve(stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """Read what the request says, in the process that was started for it, and write the answer."""
    from govtext.reading.registry import Options, Reader

    request = json.loads(stdin.readline())
    limits = Limits(**request["limits"])
    content = stdin.read()
    file = Path(request["file"]) if request["file"] else None
    opened = (lambda: file.open("rb")) if file else (lambda: cast(IO[bytes], BytesIO(content)))
    resource = Resource(request["path"], opened, file)  # type: ignore[arg-type]
    reader = Reader(request["format"], (), request["read"], called=request["called"])
    limit_memory(limits.memory)
    limit_time(limits.seconds + GRACE_SECONDS)
    try:
        document = reader.document(resource, Options(encoding=request["encoding"], limits=limits, alone=True))
        answer: dict[str, Any] = {"text": document.text, "source": document.source.model_dump(mode="json")}
    except MemoryLimitError:
        message = f"{resource.name}: needs more than the limit of {limits.memory} MiB; raise Limits(memory=...) to read it"
        answer = {"error": MemoryLimitError.__name__, "message": message}
    except GovtextError as error:
        answer = {"error": type(error).__name__, "message": str(error)}
    stdout.write(json.dumps(answer).encode())


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    serve(sys.stdin.buffer, answers)
    answers.close()
