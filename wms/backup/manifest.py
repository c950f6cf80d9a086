"""What a backup says of itself: the last lines of its file, and a digest over every byte before.

SQLite and pg_restore read over what stands behind their own end, so one file is enough and
nothing beside it can get lost.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from wms import codes
from wms.errors import Refused

PRODUCT = "coldchain"
_MARK = b"coldchain-manifest-1"
_FOOT = len(_MARK) + len(" 00000000 ") + 64 + len("\n")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """Whose backup it is, of which tables, and what its bytes add up to."""

    product: str
    release: str
    engine: str
    schema: str
    made_at: str
    rows: Mapping[str, int]
    bytes: int
    sha256: str


def sealed(
    path: Path, *, release: str, engine: str, schema: str, made_at: str, rows: Mapping[str, int]
) -> Manifest:
    """Write the manifest behind a whole copy; return it."""
    size = path.stat().st_size
    with path.open("rb") as content:
        digest = _digest(content, size)
    manifest = Manifest(PRODUCT, release, engine, schema, made_at, dict(rows), size, digest)
    body = b"\n" + json.dumps(asdict(manifest), sort_keys=True).encode() + b"\n"
    foot = b"%s %08d %s\n" % (_MARK, len(body), hashlib.sha256(body).hexdigest().encode())
    with path.open("ab") as end:
        end.write(body + foot)
        end.flush()
        os.fsync(end.fileno())
    return manifest


def of(path: Path) -> Manifest | None:
    """The manifest of a backup; None when it has none. The content is not judged yet.

    Raises: Refused("backup.altered" | "backup.foreign").
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _FOOT))
        foot = file.read()
        if not foot.startswith(_MARK):
            return None
        try:
            _, length, digest = foot.decode("ascii").removesuffix("\n").split(" ")
            file.seek(size - _FOOT - int(length))
            body = file.read(int(length))
        except (ValueError, OSError) as error:
            raise _altered(path) from error
    if foot != b"%s %08d %s\n" % (_MARK, len(body), digest.encode()) or _sha(body) != digest:
        raise _altered(path)
    said = json.loads(body)
    if said.get("product") != PRODUCT:
        raise Refused(codes.Backup.FOREIGN, path=str(path), reason=str(said.get("product"))[:80])
    manifest = Manifest(**said)
    if manifest.bytes != size - _FOOT - len(body):
        raise _altered(path)
    return manifest


def assert_unaltered(path: Path, manifest: Manifest, copy_to: Path | None = None) -> None:
    """Every byte must be as it was saved; with `copy_to`, what was judged is what is written.

    Raises: Refused("backup.altered").
    """
    with path.open("rb") as content:
        if copy_to is None:
            digest = _digest(content, manifest.bytes)
        else:
            with copy_to.open("wb") as copy:
                digest = _digest(content, manifest.bytes, copy)
    if digest != manifest.sha256:
        raise _altered(path)


def _digest(content: IO[bytes], size: int, copy: IO[bytes] | None = None) -> str:
    digest = hashlib.sha256()
    while size and (chunk := content.read(min(_CHUNK, size))):
        digest.update(chunk)
        size -= len(chunk)
        if copy:
            copy.write(chunk)
    return digest.hexdigest()


def _sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _altered(path: Path) -> Refused:
    return Refused(codes.Backup.ALTERED, path=str(path))
