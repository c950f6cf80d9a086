"""What a mutant is: the text that is replaced, what that means, and who must notice."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One behaviour broken: `old` stands exactly once in `file` and becomes `new`."""

    name: str
    file: str
    old: str
    new: str
    means: str
    tests: tuple[str, ...]
    """Node ids of the tests that must notice, the nearest first."""
    on: Literal["sqlite", "postgresql"] = "sqlite"
    """Which databases' tests are run: a race is seen where there are many writers."""
    may_hang: bool = False
    """The break makes the product wait for ever, so that running out of time is noticing it."""

    def broken(self, root: Path = ROOT) -> str:
        """The file as it is with the mutant in it.

        Raises: ValueError, naming the mutant, when the file or its text is not there any more.
        """
        path = root / self.file
        if not path.is_file():
            raise ValueError(f"{self.name}: there is no file {self.file}")
        text = path.read_text(encoding="utf-8")
        if (times := text.count(self.old)) != 1:
            raise ValueError(f"{self.name}: its text stands {times} times in {self.file}")
        return text.replace(self.old, self.new)

    def lost_tests(self, root: Path = ROOT) -> list[str]:
        """Those of its tests that do not exist any more."""
        return [node for node in self.tests if not _exists(root, node)]


def _exists(root: Path, node: str) -> bool:
    file, _, function = node.partition("::")
    path = root / file
    return path.is_file() and (not function or function in _functions(path))


@cache
def _functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
