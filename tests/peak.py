"""How much memory reading takes, in a process of its own, since what other tests have left behind would be counted too."""

import subprocess
import sys
from pathlib import Path

CODE = """
import sys, tracemalloc
from govtext.reading import Document, iter_documents
next(iter_documents(sys.argv[1]))  # imports what it needs
tracemalloc.start()
print(sum(isinstance(document, Document) for document in iter_documents(sys.argv[1])), tracemalloc.get_traced_memory()[1])
"""


def peak_while_reading(path: Path) -> tuple[int, int]:
    """The most memory that Python held while a table or archive was read, in bytes, and the number of its texts."""
    ran = subprocess.run([sys.executable, "-c", CODE, path], capture_output=True, check=True, text=True)
    count, peak = map(int, ran.stdout.split())
    return peak, count
