"""Check the built documentation in a browser, including its accessibility.

Run by `nox -s browser` as `check_docs.py FOLDER`. It needs Chromium or Chrome on the path.

- axe finds no error on any page, on a phone and on a desktop, light and dark.
- No page loads anything from another host, and none has to be scrolled sideways.
- The search works, and the letter next to its report highlights matching places.
"""

from __future__ import annotations

import functools
import http.server
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from check_pages import AXE, chromium, violations
from playwright.sync_api import Browser, Page

#: A phone with dark colours and a desktop with light ones; every page is checked on both.
VIEWS: Final[tuple[tuple[int, Literal["dark", "light"]], ...]] = ((390, "dark"), (1280, "light"))
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
    """Check every page, and report all errors."""
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    assert len(pages) > 50, f"{folder} has only {len(pages)} pages"
    # Start with the largest pages, which take longest, so that the browsers end at the same time.
    names = iter(sorted(pages, key=lambda name: -(folder / name).stat().st_size))
    jobs = os.cpu_count() or 1
    with served(folder) as home, ThreadPoolExecutor(jobs) as pool:
        running = [pool.submit(faults, home, names) for _ in range(jobs)]
        found = sorted(fault for each in running for fault in each.result())
        with chromium() as browser:
            found += [*search(browser, home)]
    print(f"{len(pages)} pages looked at", *found, sep="\n")
    sys.exit(bool(found))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, because some features of a page do not work from a file."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A handler that does not log."""

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def faults(home: str, names: Iterator[str]) -> list[str]:
    """Return the errors of pages, in a browser of its own; other browsers may take from the same *names*."""
    found: list[str] = []
    with chromium() as browser, browser.new_context() as context:
        # Injecting axe after the load takes longer than most of its rules.
        context.add_init_script(AXE)
        page = context.new_page()
        messages: list[str] = []
        page.on("request", lambda each: messages.append(each.url) if not each.url.startswith((home, "data:")) else None)
        page.on("console", lambda each: messages.append(each.text) if each.type == "error" else None)
        page.on("pageerror", lambda error: messages.append(str(error)))
        for name in names:
            for number, (width, scheme) in enumerate(VIEWS):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                if number == 0:
                    page.goto(f"{home}/{name}")
                page.evaluate("Promise.allSettled(document.getAnimations().map(each => each.finished))")
                here = f"{name} at {width} px, {scheme}"
                found += [f"{here}: {each}" for each in (*faults_in(page), *messages)]
                messages.clear()
    return found


def faults_in(page: Page) -> Iterator[str]:
    """Yield the errors of a page in its current state."""
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if too_wide > 0:
        yield f"has to be scrolled sideways by {too_wide} px"
    yield from violations(page)


def search(browser: Browser, home: str) -> Iterator[str]:
    """Yield the errors of the search, which is used by keyboard only."""
    page = browser.new_page()
    for words, wanted in SEARCHED.items():
        page.goto(home)
        page.keyboard.press("/")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('#search-results h2')?.textContent === 'Search Results'")
        found = [
            urlsplit(str(link.get_attribute("href"))).path for link in page.query_selector_all("#search-results a")
        ]
        if wanted not in found[:8]:
            yield f"the search for {words} finds {found[:8]} and not {wanted}"
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
