"""Builds the sdist and, from it, the wheel; tries the wheel in environments of its own.

Core dependencies alone: the size is measured and a report is parsed. All extras, at the lowest versions that are allowed and at the newest: the
tests run against the installed wheel, and pip-audit looks the newest up among known vulnerabilities. The lowest need the lowest Python; name
another interpreter for the newest with ``--newest``.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "build" / "release"
MB = 1_000_000
WHEEL_LIMIT = 2 * MB
TOOLS = ["dask", "hypothesis", "jsonschema", "packaging", "pytest", "reportlab"]
LOWER_BOUND = re.compile(r"([A-Za-z0-9._-]+)>=([0-9.]+)")
# these look at the checkout itself, or at tools and data that are no part of a release; warnings of old and new libraries are theirs
LEFT_OUT = ["benches", "contributing", "docs", "lint", "notebooks", "record", "schema", "typing", "viewer_browser"]


def main() -> None:
    """Build, measure, try; the first failure ends it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lowest", default=sys.executable, help="Python for the lowest versions")
    options.add_argument("--newest", default=sys.executable, help="Python for the newest versions")
    chosen = options.parse_args()
    shutil.rmtree(OUT, ignore_errors=True)
    sdist, wheel = _build()
    print(f"sdist {sdist.stat().st_size / MB:.2f} MB, wheel {wheel.stat().st_size / MB:.2f} MB", flush=True)
    if wheel.stat().st_size > WHEEL_LIMIT:
        sys.exit(f"{wheel.name} is larger than {WHEEL_LIMIT / MB:.0f} MB")
    tests = _unpack(sdist)
    _try_core(chosen.newest, wheel)
    _try_all("lowest", chosen.lowest, wheel, tests, _lowest())
    _try_all("newest", chosen.newest, wheel, tests, [])
    _audit(OUT / "newest")


def _build() -> tuple[Path, Path]:
    python = _environment("build", sys.executable)
    _install(python, ["build"])
    subprocess.run([python, "-m", "build", "--outdir", OUT / "dist", ROOT], check=True, stdout=subprocess.DEVNULL)
    return next((OUT / "dist").glob("*.tar.gz")), next((OUT / "dist").glob("*.whl"))


def _unpack(sdist: Path) -> Path:
    """The sdist's tests with all that they read, but for the package, so that they run against the installed one."""
    with tarfile.open(sdist) as archive:
        archive.extractall(OUT, filter="data")
    folder = OUT / sdist.name.removesuffix(".tar.gz")
    shutil.rmtree(folder / "govtext")
    return folder


def _try_core(interpreter: str, wheel: Path) -> None:
    python = _environment("core", interpreter)
    _install(python, [str(wheel)])
    libraries = next(python.parents[1].glob("lib/python*/site-packages"))
    pip = sum(_size(folder) for folder in libraries.glob("pip*"))
    print(f"core environment {(_size(libraries) - pip) / MB:.0f} MB", flush=True)
    shown = _run(python.parent / "govtext", "corpora", "show", "county")
    parsed = _run(python.parent / "govtext", "parse", "-", "--format", "outline", input=shown)
    if "工作回顾" not in parsed:
        sys.exit(f"the installed wheel does not read the sample report:\n{parsed}")


def _try_all(name: str, interpreter: str, wheel: Path, tests: Path, lowest: list[str]) -> None:
    python = _environment(name, interpreter)
    constraints = OUT / f"{name}.txt"
    constraints.write_text("\n".join(lowest), "utf-8")
    _install(python, [f"{wheel}[all]", *TOOLS, "--constraint", str(constraints)])
    ignored = [f"--ignore=tests/test_{part}.py" for part in LEFT_OUT]
    subprocess.run([python, "-m", "pytest", "tests", "-p", "no:cacheprovider", "-W", "default", *ignored], cwd=tests, check=True)
    print(f"{name}: {_run(python, '--version').strip()}, the tests pass", flush=True)


def _audit(environment: Path) -> None:
    """Look up what is installed among known vulnerabilities; one found ends the check, and it is said where there are no data to look in."""
    python = _environment("audit", sys.executable)
    _install(python, ["pip-audit"])
    libraries = next(environment.glob("lib/python*/site-packages"))
    command = [python, "-m", "pip_audit", "--path", libraries, "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    listed = json.loads(done.stdout)["dependencies"] if done.stdout else []
    looked_up = [library for library in listed if "vulns" in library]
    for library in looked_up:
        for fault in library["vulns"]:
            print(f"{library['name']} {library['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version'}")
    if any(library["vulns"] for library in looked_up):
        sys.exit("libraries with known vulnerabilities are installed")
    print(f"pip-audit: {len(looked_up)} of {len(listed)} libraries looked up" + ("" if looked_up else "; its data cannot be had here"), flush=True)


def _lowest() -> list[str]:
    """The lower bounds of pyproject.toml as exact versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (requirement for extra, listed in project["optional-dependencies"].items() if extra not in ("dev", "docs") for requirement in listed)
    return ["{}=={}".format(*found.groups()) for requirement in (*project["dependencies"], *extras) if (found := LOWER_BOUND.fullmatch(requirement))]


def _environment(name: str, interpreter: str) -> Path:
    subprocess.run([interpreter, "-m", "venv", OUT / name], check=True)
    return OUT / name / "bin" / "python"


def _install(python: Path, packages: list[str]) -> None:
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)


def _run(*command: str | Path, input: str | None = None) -> str:
    return subprocess.run(command, input=input, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
