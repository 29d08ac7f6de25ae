"""Look at the built documentation in a browser, as people with and without aids do.

Run by `nox -s browser` as `check_docs.py FOLDER`. It wants Chromium or Chrome on the path.

- axe finds nothing on any page, on a phone and on a desktop, light and dark.
- No page asks for anything from another host, and none has to be scrolled sideways.
- The search finds, and the letter beside its report lights what belongs together.
"""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from check_pages import chromium
from playwright.sync_api import Browser, Page

#: A phone in the dark and a desktop in the light; every page is looked at in both.
VIEWS: Final = ((390, "dark"), (1280, "light"))
#: Furo's own: what it stands for is in the schema.
SEARCHED: Final = {
    "comparators": "reference/schema/reoffending.html",
    "SQS204": "reference/problems/SQS204.html",
    "accuracy": "explanation/accuracy.html",
    "FastAPI": "guides/in-a-web-service.html",
    "YOT": "reference/glossary.html",
    **dict.fromkeys(("Excel", "SQLite", "bug", "licence", "license", "GDPR", "OCR"), "questions.html"),
}


def main(folder: Path) -> None:
    """Check every page, and tell of all that is not in order."""
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    assert len(pages) > 50, f"{folder} has only {len(pages)} pages"
    with served(folder) as home, chromium() as browser:
        found = [fault for width, scheme in VIEWS for fault in faults(browser, home, pages, width, scheme)]
        found += [*search(browser, home)]
    print(f"{len(pages)} pages looked at", *found, sep="\n")
    sys.exit(bool(found))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, as a host would: some of what a page does is not allowed to a file."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves, and keeps it to itself."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def faults(browser: Browser, home: str, pages: list[str], width: int, scheme: str) -> Iterator[str]:
    """Yield what is wrong with each page at one width."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    told: list[str] = []
    page.on(
        "request", lambda request: told.append(request.url) if not request.url.startswith((home, "data:")) else None
    )
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    axe = Axe()
    for name in pages:
        page.goto(f"{home}/{name}")
        here = f"{name} at {width} px, {scheme}"
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if too_wide > 0:
            yield f"{here}: has to be scrolled sideways by {too_wide} px"
        results = axe.run(page)
        for violation in results.response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"]]
            yield f"{here}: {violation['id']}: {violation['help']} ({len(nodes)}, such as {nodes[0]})"
        yield from (f"{here}: {each}" for each in told)
        told.clear()
    context.close()


def search(browser: Browser, home: str) -> Iterator[str]:
    """Yield what the search, asked with the keyboard alone, does not find."""
    page = browser.new_page()
    for words, wanted in SEARCHED.items():
        page.goto(home)
        page.keyboard.press("/")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        page.wait_for_selector("#search-results li, #search-results .search-summary", timeout=10_000)
        page.wait_for_timeout(500)
        found = [
            urlsplit(str(link.get_attribute("href"))).path for link in page.query_selector_all("#search-results a")
        ]
        if wanted not in found[:8]:
            yield f"the search for {words} finds {found[:8]} and not {wanted}"
    page.close()


def focused(page: Page) -> str:
    """Return the HTML of what has the focus."""
    return str(page.evaluate("document.activeElement.outerHTML"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
