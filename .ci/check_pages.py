"""Check HTML letters in a browser: axe must find no accessibility error in them.

Run by `nox -s browser` as `check_pages.py PAGE...`. It needs Chromium or Chrome on the path.
"""

from __future__ import annotations

import itertools
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTHS = (320, 390, 1280)
SCHEMES = ("light", "dark")
#: Finds the errors that axe reports for a page in its current state.
#:
#: Most of the time goes to the contrast of text, which follows from the styles of an element and of all around it. It
#: is computed once for elements of a page that are alike in these, such as the thousands of tokens of a listing.
_FIND_VIOLATIONS: Final = """
axe.configure({rules: [{id: "color-contrast", selector: ":not([data-alike])"}]});
window.findViolations = async () => {
    const styles = new Map(), checked = new Set();
    const mark = (element, around) => {
        const {color, backgroundColor, backgroundImage, opacity, filter, mixBlendMode, textShadow, fontSize, fontWeight,
            position, display, visibility} = getComputedStyle(element);
        const key = [around, element.localName, element.getAttribute("class"), color, backgroundColor, backgroundImage,
            opacity, filter, mixBlendMode, textShadow, fontSize, fontWeight, position, display, visibility].join("|");
        const style = styles.get(key) ?? styles.size;
        styles.set(key, style);
        element.toggleAttribute("data-alike", checked.has(style));
        const hasText = [...element.childNodes].some(each => each.nodeType === Node.TEXT_NODE && each.data.trim());
        // axe skips hidden text, so the next one that is alike and visible has to be checked.
        if (hasText && element.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
            checked.add(style);
        for (const child of element.children) mark(child, style);
    };
    mark(document.documentElement);
    return (await axe.run({resultTypes: ["violations"]})).violations;
};
"""
#: The script that a page needs for `violations`.
AXE: Final = Axe().axe_script + _FIND_VIOLATIONS


def main(pages: list[Path]) -> None:
    """Check every page at every width, light and dark, and exit at the first error."""
    with chromium() as browser:
        for path, width, scheme in itertools.product(pages, WIDTHS, SCHEMES):
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            requests: list[str] = []
            page.on("request", lambda request, requests=requests: requests.append(request.url))
            page.goto(path.resolve().as_uri())
            check(page, requests, f"{path.name} at {width} px, {scheme}")
            context.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the installed browser."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit(f"no browser on the path; any of these will do: {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        # The pages are our own, and in a container Chromium has no sandbox to run in.
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def check(page: Page, requests: list[str], name: str) -> None:
    """Check one page."""
    assert [url for url in requests if not url.startswith("file:")] == [], f"{name} asks for {requests}"
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{name} has to be scrolled sideways by {too_wide} px"
    found = [*violations(page)]
    assert found == [], "\n".join([name, *found])
    print(f"{name}: nothing found")


def violations(page: Page) -> Iterator[str]:
    """Yield the errors that axe reports for a page in its current state."""
    if not page.evaluate("'findViolations' in window"):
        page.evaluate(AXE)
    for violation in page.evaluate("findViolations()"):
        nodes = [node["html"][:160] for node in violation["nodes"]]
        yield f"{violation['id']}: {violation['help']} ({len(nodes)}, such as {nodes[0]})"


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
