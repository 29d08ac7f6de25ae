"""Take the pictures of the review pages that the documentation shows, of ten invented letters.

Run as `take_screenshots.py docs/_static/review`, in the environment of `nox -s browser`. It needs Chromium or Chrome on
the path.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from check_pages import chromium
from check_review import opened, sqsreport, write_letters

WINDOW = {"viewport": {"width": 1200, "height": 720}}


def main(target: Path) -> None:
    """Take every picture."""
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="sqsreport-") as name, chromium() as browser:
        folder = Path(name)
        write_letters(folder)
        sqsreport(folder, "review", "letters", "-o", "review")
        with opened(browser, folder / "review" / "index.html", **WINDOW) as page:
            page.screenshot(path=target / "list.png")
        with opened(browser, folder / "review" / "letters" / "dunmere.pdf.html", **WINDOW) as page:
            page.locator('[data-pointer="/published"] .value').click()
            page.wait_for_timeout(500)
            page.screenshot(path=target / "letter.png")
        with opened(browser, folder / "review" / "letters" / "brackenby.pdf.html", **WINDOW) as page:
            page.keyboard.press("n")
            page.keyboard.press("e")
            page.wait_for_timeout(800)
            page.screenshot(path=target / "edit.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
