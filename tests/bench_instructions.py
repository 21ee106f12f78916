"""How many instructions a parse takes beside jieba's plain segmentation of the same texts: much the same on any machine, whatever else it does.

    python tests/bench_instructions.py FOLDER [--json]

FOLDER holds reports, of which some are taken. Each work is counted by valgrind twice, once more often the second time; the difference is one
pass over the texts, without start-up and with all that is kept from the first pass.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WORKS = {
    "parse": "import govtext; work = govtext.parse",
    "jieba": "import jieba; jieba.setLogLevel(60); jieba.initialize(); work = jieba.lcut",
}
PASSES = """
import sys
from pathlib import Path
texts = [Path(path).read_text("utf-8", "replace") for path in sys.argv[2:]]
for _ in range(int(sys.argv[1])):
    for text in texts:
        work(text)
"""
REPORTS = 6
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--json", action="store_true")
    reports = sorted(arguments.parse_args().folder.rglob("*.txt"))
    texts = list(map(str, reports[:: max(1, len(reports) // REPORTS)][:REPORTS]))
    subprocess.run([sys.executable, "-c", WORKS["jieba"]], check=True)  # its dictionary is packed once, and not under valgrind
    runs = [(work, passes) for work in WORKS for passes in (1, 2)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counted = dict(zip(runs, pool.map(lambda run: instructions(*run, texts), runs), strict=True))
    parse, jieba = (counted[work, 2] - counted[work, 1] for work in ("parse", "jieba"))
    print(json.dumps({"parse / jieba": parse / jieba, "parse, million instructions": parse / 1e6}))


def instructions(work: str, passes: int, texts: list[str]) -> int:
    """The instructions of a process that does its work on all texts so many times."""
    counter = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={os.devnull}"]
    command = [*counter, sys.executable, "-c", WORKS[work] + PASSES, str(passes), *texts]
    ran = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})
    found = _COUNTED.search(ran.stderr)
    if found is None:
        sys.exit(f"valgrind counted nothing: {ran.stderr[-500:]}")
    return int(found[1].replace(",", ""))


if __name__ == "__main__":
    main()
