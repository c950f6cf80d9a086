"""The product on a port of its own over a played scene, and people who are logged in to it."""

import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from api.app import create_app
from api.demo import city
from api.ground.settings import Settings
from api.running.server import Web, listen
from api.travel import roads
from tests.builders import NOW
from tests.e2e import browser
from tests.e2e.pages.scene import Scene
from wms.access import keys, people
from wms.db import Database, Tx
from wms.tables.access import LoginSession

LONGEST_MS = 15_000
DRAWN = {"[data-curve]": "canvas", "[data-map]": "path"}
"""Places that a script draws into, and what is there once it has."""


@dataclass
class Site:
    """A running product."""

    url: str
    db: Database
    scene: Scene

    def session_of(self, login: str) -> str:
        """The cookie of a fresh session."""
        token = secrets.token_urlsafe(16)

        def open_session(tx: Tx) -> None:
            tx.add(
                LoginSession(
                    token_digest=keys.digest(token),
                    user_id=self.scene.users[login],
                    csrf=secrets.token_urlsafe(16),
                    created_at=NOW,
                    expires_at=NOW + timedelta(hours=12),
                )
            )

        self.db.write(open_session)
        return token


@contextmanager
def running(db: Database, data_dir: Path, scene: Scene) -> Iterator[Site]:
    """Serve the product until the block ends; its clock stands at the scene's hour."""
    settings = Settings(data_dir=data_dir, port=0, demo=True)
    roads.write(data_dir, city.roads())
    app = create_app(settings, db, clock=lambda: NOW)
    listening = listen("127.0.0.1", 0)
    server = Web(app)
    thread = threading.Thread(target=server.serve_on, args=(listening,), name="site")
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}", db, scene)
    finally:
        server.stop()
        thread.join()
        listening.close()


class Visitor:
    """Somebody with a browser of their own (without a login a stranger); every page is watched."""

    def __init__(
        self,
        chromium: Browser,
        site: Site,
        login: str | None,
        *,
        language: str = "zh",
        window: dict[str, int] = browser.DESK,
        theme: str = "light",
    ) -> None:
        self.language = language
        self.context = chromium.new_context(
            viewport=window,  # type: ignore[arg-type]
            locale="zh-CN" if language == "zh" else "en-GB",
            timezone_id="Asia/Shanghai",
            color_scheme=theme,  # type: ignore[arg-type]
            base_url=site.url,
        )
        self.context.set_default_timeout(LONGEST_MS)
        self.context.add_cookies([{"name": "lang", "value": language, "url": site.url}])
        if login is not None:
            site.db.write(lambda tx: people.set_language(tx, site.scene.users[login], language))
            token = site.session_of(login)
            cookie = {"name": "coldchain_session", "value": token, "url": site.url}
            self.context.add_cookies([cookie])  # type: ignore[list-item]
        self.watch = browser.Watch(self.context, site.url)
        self.page: Page = self.context.new_page()

    def opens(self, address: str) -> Page:
        """Open a page and wait until its scripts have drawn. Fails on faults of it or before it."""
        self._go(address)
        assert not self.watch.faults, "\n".join(self.watch.faults)
        return self.page

    def sees(self, address: str, picture: str) -> Page:
        """Open a page and look at it with every eye, fail on any fault; return it for more."""
        self._go(address)
        faults = self.faults(picture)
        assert not faults, "\n".join(faults)
        return self.page

    def faults_on(self, pages: Mapping[str, str]) -> list[str]:
        """Open pages, given by the names of their pictures, and say what is wrong with them."""
        found: list[str] = []
        for picture, address in pages.items():
            self._go(address)
            found += self.faults(picture)
        return found

    def faults(self, picture: str) -> list[str]:
        """Keep a picture of the page as it is and say what is wrong with it or those before it.

        Accessibility is judged in Chinese alone: it takes longer than all the rest of a page, and
        what is judged is the same in both languages.
        """
        browser.keep_picture(self.page, picture)
        found = list(self.watch.faults)
        if self.language == "zh":
            found += browser.accessibility_faults(self.page)
        if beyond := browser.overflow_px(self.page):
            found.append(f"{beyond} pixels wider than its window")
        return [f"{picture}: {fault}" for fault in found]

    def _go(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_load_state("load")
        for place, drawn in DRAWN.items():
            if self.page.locator(place).count():
                self.page.locator(f"{place} {drawn}").first.wait_for(state="attached")

    def leave(self) -> None:
        self.context.close()
