"""What there is has its line in the docs, and the docs name nothing that is not there."""

import json
import re

from api.cli import docs
from api.ground.settings import Settings
from devices.gateway import DRIVERS
from tests.tidy.source import ROOT
from wms.facts.events import INTERESTED
from wms.masterdata.policies import DEFAULTS


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def rows(name: str) -> dict[str, list[str]]:
    """The tables of a page: cells by the code in the first one."""
    found = {}
    for line in page(name).splitlines():
        if match := re.match(r"\| `([^`]+)` \|(.*)\|$", line):
            found[match[1]] = [cell.strip() for cell in match[2].split("|")]
    return found


def test_every_fact_is_documented_with_who_acts_on_it() -> None:
    documented = {kind: cells[2] for kind, cells in rows("facts.md").items()}
    assert documented == {kind.kind: ", ".join(who) for kind, who in INTERESTED.items()}


def test_the_page_of_facts_is_what_the_facts_say() -> None:
    assert page("facts.md") == docs.facts()


def test_every_policy_is_documented_with_its_default() -> None:
    documented = {key: cells[0].strip("`") for key, cells in rows("policies.md").items()}
    assert documented == {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in DEFAULTS.items()
    }


def test_every_setting_is_documented() -> None:
    documented = {name for name in rows("settings.md") if name.startswith("COLDCHAIN_")}
    assert documented >= {f"COLDCHAIN_{name.upper()}" for name in Settings.model_fields}


def test_every_kind_of_device_is_documented() -> None:
    text = page("devices.md")
    assert [kind for kind in DRIVERS if f"`{kind}`" not in text and f'"{kind}"' not in text] == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} -> {target}")
    assert broken == []


def test_every_decision_is_numbered_once_and_says_what_enforces_it() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [file.name[:4] for file in files]
    assert len(numbers) == len(set(numbers))
    for file in files:
        text = file.read_text(encoding="utf-8")
        for part in ("**Context.**", "**Decision.**", "**Consequences.**", "**Enforced by**"):
            assert part in text, f"{file.name} lacks {part}"


def test_what_decisions_name_as_their_proof_exists() -> None:
    missing = []
    for file in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        proof = file.read_text(encoding="utf-8").partition("**Enforced by**")[2]
        named = re.findall(r"`((?:tests|bench|deploy)/[^`\s:]+)`", proof)
        missing += [f"{file.name}: {name}" for name in named if not (ROOT / name).exists()]
    assert missing == []
