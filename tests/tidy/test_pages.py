"""Pages lie by audience and noun under the same names, and their templates can be read."""

import re

from tests.tidy.source import ROOT, tracked

LINE_MAX = 160
RULE_MIN = 3
"""Shorter rules of a style may say the same by chance."""
OF_A_PAGE = {"__init__.py", "routes.py", "page.html", "texts.py", "page.css", "page.js"}
PLAIN = re.compile(r"[a-z][a-z_]*\.(html|js|d\.ts)")
"""Further templates and scripts of a noun: a plain name each."""


def _named(pattern: str) -> list[str]:
    names = (path.relative_to(ROOT).as_posix() for path in tracked())
    return [name for name in names if re.fullmatch(pattern, name)]


def test_a_line_of_a_template_fits_a_window() -> None:
    long = [
        f"{name}:{number} {len(line)}"
        for name in _named(r"api/.*\.html")
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LINE_MAX
    ]
    assert not long, f"say it in a macro: {long}"


def test_the_files_of_a_page_have_the_same_names_everywhere() -> None:
    strangers = [
        name
        for name in _named(r"api/pages/[^/]+/[^/]+/.*")
        if (file := name.split("/", 4)[-1]) not in OF_A_PAGE and not PLAIN.fullmatch(file)
    ]
    assert not strangers, strangers


def _rules(css: str) -> list[tuple[str, frozenset[str]]]:
    """Selectors and declarations of every rule."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return [
        (" ".join(selectors.split()), frozenset(one.strip() for one in said.split(";")) - {""})
        for selectors, said in re.findall(r"([^{}]+)\{([^{}]*)\}", plain)
    ]


def test_no_rule_of_a_style_stands_twice() -> None:
    seen: dict[frozenset[str], str] = {}
    twice = []
    for name in _named(r"api/.*\.css"):
        for selectors, said in _rules((ROOT / name).read_text(encoding="utf-8")):
            if len(said) >= RULE_MIN and said in seen:
                twice.append(f"{name} {selectors} = {seen[said]}")
            seen.setdefault(said, f"{name} {selectors}")
    assert not twice, f"one home for both (static/css): {twice}"


def test_every_noun_has_a_route() -> None:
    nouns = {name.rsplit("/", 1)[0] for name in _named(r"api/pages/[^/]+/[^/]+/[^/]+")}
    routed = {name.rsplit("/", 1)[0] for name in _named(r"api/pages/[^/]+/[^/]+/routes\.py")}
    assert nouns == routed


def test_a_page_shares_only_with_its_own_audience() -> None:
    """What two audiences show alike is a part of the design system, or a rail that leads there."""
    shared = {"office/rails.html", "quality/excursions/one.html"}
    borrowed = []
    for name in _named(r"api/pages/.*\.html"):
        audience = name.split("/")[2]
        text = (ROOT / name).read_text(encoding="utf-8")
        for used in re.findall(r'{% (?:from|include|extends|import) "([a-z_/.]+)"', text):
            if "/" in used and used.split("/")[0] != audience and used not in shared:
                borrowed.append(f"{name} {used}")
    assert not borrowed, borrowed
