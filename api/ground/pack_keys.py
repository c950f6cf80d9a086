"""The secrets that consumer packs' serials are made and checked with, from the data directory.

`pack-keys.json`: `{"current": 0, "keys": {"0": "32 bytes in hexadecimal"}}`. Without it no pack has
ever been given a number, and every serial is none of ours.
"""

import json
from pathlib import Path

from labels.codes.packcode import Key, Keyring

NAME = "pack-keys.json"


def keyring(data_dir: Path) -> Keyring | None:
    """Raises: ValueError for a file that holds no keys."""
    path = data_dir / NAME
    if not path.exists():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    keys = {int(number): Key(bytes.fromhex(secret)) for number, secret in told["keys"].items()}
    return Keyring(keys, told["current"])
