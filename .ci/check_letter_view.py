"""Use the letter beside its report in a browser, as people with a mouse, a keyboard or a phone do.

Run by `nox -s browser` as `check_letter_view.py FOLDER`, once the pages are built. It wants Chromium or Chrome on
the path.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from check_pages import SCHEMES, check, chromium
from playwright.sync_api import Browser, Page, expect

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: The pages on which letters are shown.
LETTER, FRONT = "letter-and-report.html", "gallery.html"


def main(folder: Path) -> None:
    """Check all that there is to check, and stop at the first that is not in order."""
    expect.set_options(timeout=5_000)
    with chromium() as browser:
        for each in (looks, by_mouse, by_keyboard, by_touch, by_address, at_rest, without_script, elsewhere):
            each(browser, folder)
            print(f"the letter beside its report, {each.__name__.replace('_', ' ')}: in order")


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open a page in a window of its own, in which no script may fail."""
    context = browser.new_context(**options)
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(address)
    yield page
    assert failures == [], failures
    context.close()


def address_of(folder: Path, name: str, anchor: str = "") -> str:
    """Write the address of a built page."""
    return (folder / name).resolve().as_uri() + anchor


def lit(page: Page, *anchors: str) -> None:
    """Hold the lit lines and fields to be these and no others."""
    found = page.locator("li.lv-lit")
    expect(found).to_have_count(len(anchors))
    assert set(anchors) == {each.get_attribute("id") for each in found.all()}, page.url


def seen(page: Page, anchor: str) -> None:
    """Hold a line or a field to be in sight: within its column, and on the screen."""
    page.wait_for_function(
        """(anchor) => {
            const part = document.getElementById(anchor);
            const body = (part.querySelector(":scope > .lv-head") || part).getBoundingClientRect();
            const column = part.closest("section").getBoundingClientRect();
            return body.top >= Math.max(column.top, 0) - 1
                && body.bottom <= Math.min(column.bottom, window.innerHeight) + 1;
        }""",
        arg=anchor,
        timeout=5_000,
    )


def looks(browser: Browser, folder: Path) -> None:
    """See that axe finds nothing, at rest and with something lit, light and dark, on a phone and on a desktop."""
    for size, scheme in itertools.product((PHONE, DESKTOP), SCHEMES):
        name = f"{LETTER} at {size['viewport']['width']} px, {scheme}"
        with opened(browser, address_of(folder, LETTER), color_scheme=scheme, **size) as page:
            requests: list[str] = []
            page.on("request", lambda request, requests=requests: requests.append(request.url))
            page.reload()
            check(page, requests, name)
            page.locator("#l12 .lv-at").click()
            check(page, requests, f"{name}, with a line pinned")
            page.goto(address_of(folder, FRONT))
            found = Axe().run(page, context=".lv-becomes")
            assert found.violations_count == 0, f"{name}, the lines on the front page\n{found.generate_report()}"


def by_mouse(browser: Browser, folder: Path) -> None:
    """What the pointer is over lights on the other side, down to the words of one value; a click keeps it."""
    with opened(browser, address_of(folder, LETTER), **DESKTOP) as page:
        page.locator("#f-published .lv-value").hover()
        lit(page, "f-published", "l4")
        words = page.locator("#l12 .lv-words", has_text="39.5")
        words.hover()
        lit(page, "f-context-reoffending-rate")
        seen(page, "f-context-reoffending-rate")
        page.locator("#f-context-reoffending-cohort-start .lv-value").hover()
        lit(page, "f-context-reoffending-cohort-start", "l24")
        seen(page, "l24")
        page.locator("h1").hover()
        lit(page)
        words.click()
        page.locator("h1").hover()
        lit(page, "f-context-reoffending-rate")
        words.click()
        page.locator("h1").hover()
        lit(page)


def by_keyboard(browser: Browser, folder: Path) -> None:
    """Tab goes from line to line and from field to field, Enter and Space pin, Escape lets go."""
    with opened(browser, address_of(folder, LETTER), **DESKTOP) as page:
        page.locator("#l59 .lv-at").focus()
        page.keyboard.press("Tab")
        lit(page, "l60", "f-recommendations-1-id", "f-recommendations-1-text")
        seen(page, "f-recommendations-1-text")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        page.keyboard.press("Shift+Tab")
        lit(page, "l59", "f-recommendations-0-id", "f-recommendations-0-text")

        page.locator("#f-copy_list-8-recipients-0 .lv-name").focus()
        page.keyboard.press("Tab")
        lit(page, "f-copy_list-8-recipients-0", "l77")
        seen(page, "l77")
        page.keyboard.press(" ")
        assert page.url.endswith("#f-copy_list-8-recipients-0"), page.url
        expect(page.get_by_role("status")).to_contain_text("Pinned: Recipients 1 ↔ line 77")
        page.keyboard.press("Tab")
        lit(page, "f-copy_list-8-recipients-0", "l77")
        page.keyboard.press("Escape")
        expect(page.locator(".lv-pinned")).to_have_count(0)
        lit(page, "f-footnotes", "l24")


def by_touch(browser: Browser, folder: Path) -> None:
    """A tap on a phone lights the other half of the screen, and another tap puts it out."""
    with opened(browser, address_of(folder, LETTER), **PHONE) as page:
        page.locator("#l35 .lv-text").tap()
        lit(page, "l35", "f-sections-1-paragraphs-2-number", "f-sections-1-paragraphs-2-text")
        seen(page, "f-sections-1-paragraphs-2-number")
        page.locator("#l35 .lv-to", has_text="Text").tap()
        seen(page, "f-sections-1-paragraphs-2-text")
        page.locator("#f-sections-1-paragraphs-2-text .lv-value").tap()
        lit(page, "f-sections-1-paragraphs-2-text", "l35")
        page.locator("#f-sections-1-paragraphs-2-text .lv-value").tap()
        expect(page.locator(".lv-pinned")).to_have_count(0)


def by_address(browser: Browser, folder: Path) -> None:
    """A link to a field from elsewhere shows the field and its line."""
    with opened(browser, address_of(folder, LETTER, "#f-notes-2"), **DESKTOP) as page:
        lit(page, "f-notes-2", "l83")
        seen(page, "f-notes-2")
        seen(page, "l83")


def at_rest(browser: Browser, folder: Path) -> None:
    """Nothing glides for those who want no motion: what is wanted is there at once."""
    with opened(browser, address_of(folder, LETTER), reduced_motion="reduce", **DESKTOP) as page:
        tops = page.evaluate(
            """async () => {
                document.querySelector("#l83 .lv-at").focus();
                await new Promise((done) => setTimeout(done, 1));
                const top = () => document.querySelector("section.lv-report").scrollTop;
                const before = top();
                await new Promise((done) => setTimeout(done, 500));
                return [before, top()];
            }"""
        )
        assert tops[0] == tops[1] > 0, tops


def without_script(browser: Browser, folder: Path) -> None:
    """The two columns are there, and links lead from each to the other and back."""
    with opened(browser, address_of(folder, LETTER), java_script_enabled=False, **DESKTOP) as page:
        page.locator("#l60 .lv-to").last.click()
        assert page.url.endswith("#f-recommendations-1-text"), page.url
        page.locator("#f-recommendations-1-text .lv-to").click()
        assert page.url.endswith("#l60"), page.url
        expect(page.locator("#l60")).to_be_in_viewport()
        expect(page.locator("#f-recommendations-1-text")).to_be_in_viewport()


def elsewhere(browser: Browser, folder: Path) -> None:
    """No other page asks for the script."""
    for name, count in ((LETTER, 1), (FRONT, 0), ("tutorial.html", 0)):
        with opened(browser, address_of(folder, name), **DESKTOP) as page:
            expect(page.locator("script[src*='letter.js']")).to_have_count(count)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
