"""A real headless Chromium for the page tests, and a strict eye on every page it opens.

A page under test may write no error to the console, may break no content security policy, may ask
nobody but us, and may have no serious accessibility fault.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
AXE = Path(__file__).parents[2] / "api" / "static" / "vendor" / "axe" / "axe.min.js"
SERIOUS = frozenset({"serious", "critical"})
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
DESK = {"width": 1366, "height": 900}


def executable() -> str:
    """Where Chromium is; without one the test is skipped, on the build server it fails."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        message = "no Chromium on PATH; on Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser, shared by every page test of a worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        yield browser
        browser.close()


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder `COLDCHAIN_SCREENSHOTS`, if one is named."""
    if folder := os.environ.get("COLDCHAIN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


class Watch:
    """Everything that went wrong on the pages of one browser context."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.faults: list[str] = []
        self._origin = origin
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._asked)
        context.on("response", lambda answer: self._answered(answer.status, answer.url))

    def _console(self, message: Any) -> None:
        # A refusal to run or load something arrives here too: Chromium logs CSP as an error.
        if message.type == "error" and "status of" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._origin, "data:", "blob:")):
            self.faults.append(f"asked somebody else: {request.url}")

    def _answered(self, status: int, url: str) -> None:
        if status >= 400:
            self.faults.append(f"{status} for {url}")


def accessibility_faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical, each with the elements concerned."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{one['id']} ({one['impact']}): "
        + "; ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]


def overflow_px(page: Page) -> int:
    """By how much the page is wider than its window: 0 on a page that fits."""
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(wider))
