"""`coldchain label`: fields in JSON become a print file, without a database."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from api.cli import Arguments, Stop, say
from labels.designs import DESIGNS, EXAMPLES, Design, design_of
from labels.layout import Label, LabelError
from labels.printing import sheets

_BY_SUFFIX: dict[str, sheets.Format] = {
    ".png": "png",
    ".svg": "svg",
    ".pdf": "pdf",
    ".zpl": "zpl",
    ".tspl": "tspl",
    ".escpos": "escpos",
}


def label(arguments: Arguments) -> int:
    """Lay out what the fields say and write it; nothing is written when anything is wrong."""
    if arguments.design == "list":
        _list()
        return 0
    try:
        design = design_of(arguments.design)
        if arguments.example:
            said = msgspec.json.format(msgspec.json.encode(EXAMPLES[arguments.design]), indent=2)
            say(said.decode())
            return 0
        form = _format(arguments)
        _write(list(_labels(design, _input(arguments))), form, arguments)
    except LabelError as error:
        raise Stop(str(error)) from error
    return 0


def _list() -> None:
    for name, design in DESIGNS.items():
        say(f"{name:<10} {design.size:<18} {design.zh} / {design.en}")


def _input(arguments: Arguments) -> str | bytes:
    if arguments.fields is None:
        # bytes where there are some: JSON is UTF-8 whatever the terminal speaks
        said: str | bytes = getattr(sys.stdin, "buffer", sys.stdin).read()
        return said
    try:
        return Path(arguments.fields).read_bytes()
    except OSError as error:
        raise Stop(f"{arguments.fields}: {error.strerror}") from error


def _labels(design: Design, said: str | bytes) -> Iterator[Label]:
    """Raises: Stop that says which line or label is wrong, and in which field."""
    decoder = msgspec.json.Decoder(design.fields)
    for place, fields in _records(said):
        try:
            yield from sheets.labels_of([decoder.decode(fields)])
        except msgspec.DecodeError as error:
            raise Stop(f"{place}: {error}") from error
        except UnicodeDecodeError as error:
            raise Stop(f"{place}: this is no UTF-8") from error
        except LabelError as error:
            raise Stop(f"{place}: {error}") from error


def _records(said: str | bytes) -> Iterator[tuple[str, Any]]:
    """Yield what stands for one label each: an object, a list of objects, or an object a line."""
    data = said.encode() if isinstance(said, str) else said
    if data.lstrip().startswith(b"["):
        try:
            for number, record in enumerate(msgspec.json.decode(data, type=list[msgspec.Raw])):
                yield f"label {number + 1}", record
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Stop(f"The list cannot be read: {error}") from error
    elif _is_one(data):
        yield "label 1", data
    else:
        for number, line in enumerate(data.splitlines(), start=1):
            if line.strip():
                yield f"line {number}", line


def _is_one(data: bytes) -> bool:
    try:
        msgspec.json.decode(data, type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return bool(data.strip()) and b"\n" not in data.strip()
    return True


def _format(arguments: Arguments) -> sheets.Format:
    """Raises: Stop."""
    name = arguments.format or _BY_SUFFIX.get(Path(arguments.out or "").suffix.lower(), "pdf")
    for form in sheets.FORMATS:
        if form == name:
            return form
    raise Stop(f"There is no format {name}; there are {', '.join(sheets.FORMATS)}.")


def _write(labels: list[Label], form: sheets.Format, arguments: Arguments) -> None:
    """Raises: Stop; LabelError."""
    out = Path(arguments.out) if arguments.out else None
    if len(labels) > 1 and sheets.FORMATS[form].holds_one:
        if out is None or out.suffix:
            raise Stop(f"{len(labels)} pictures need a folder: --out FOLDER")
        suffix = sheets.FORMATS[form].suffix
        for number, one in enumerate(labels, start=1):
            content = sheets.render([one], form, arguments.dpi).content
            _save(out / f"{number:05}-{sheets.safe_name([one])}.{suffix}", content)
        return
    if form == "a4":
        content = sheets.a4(labels, arguments.skip).content
    else:
        content = sheets.render(labels, form, arguments.dpi).content
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        _save(out, content)


def _save(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise Stop(f"{path}: {error.strerror}") from error
