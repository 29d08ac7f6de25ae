"""Review letters in a browser, as a person does: find the doubt, correct it, download the corrections, read again.

Run by `nox -s browser` as `check_review.py`. It needs Chromium or Chrome on the path.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from check_pages import SCHEMES, check, chromium
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "northmoor-2015.json"
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: Ten areas, of which the first three have letters that are misread.
AREAS = (
    *("Ashmere", "Brackenby", "Calderby", "Dunmere", "Elmsworth"),
    *("Fenwick", "Gorsley", "Hartlow", "Inglewood", "Jessop"),
)
#: Markup that must stay text wherever a letter has it.
HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"


def main() -> None:
    """Run all checks, and exit at the first error."""
    expect.set_options(timeout=10_000)
    with TemporaryDirectory(prefix="sqsreport-") as name, chromium() as browser:
        folder = Path(name)
        write_letters(folder)
        sqsreport(folder, "review", "letters", "-o", "review")
        for each in (paper, way_of_work, looks, keys, structure, incomplete, hostile, many):
            each(browser, folder)
            print(f"review, {each.__name__.replace('_', ' ')}: in order")


def sqsreport(folder: Path, *arguments: str, status: int = 0) -> str:
    """Run the program, and check its exit status."""
    program = str(next(Path(sysconfig.get_path("scripts")).glob("sqsreport*")))
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def reports() -> Iterator[dict[str, Any]]:
    """Yield the reports of ten invented services, as they should be."""
    example = EXAMPLE.read_text(encoding="utf-8")
    for area in AREAS:
        yield json.loads(example.replace("Northmoor", area).replace("northmoor", area.lower()))


def write_letters(folder: Path) -> None:
    """Write ten letters as PDF, and of three of them other words than their reports should have."""
    for name in ("right", "printed"):
        (folder / name).mkdir()
    for index, report in enumerate(reports()):
        stem = report["inspection"]["service"]["area"].lower()
        (folder / "right" / f"{stem}.json").write_text(json.dumps(report), encoding="utf-8")
        if index == 0:  # a bullet that a program took for the first character of the text
            report["strengths"][0]["text"] = f"¬ {report['strengths'][0]['text']}"
        elif index == 1:  # a title that has lost all but the last name
            report["copy_list"][0]["recipients"][0] = report["copy_list"][0]["recipients"][0].split()[-1]
        elif index == 2:  # the street of the addressee, which is set on the line of the office
            report["addressee"]["role"] += ", 1 Mill Lane"
        (folder / "printed" / f"{stem}.json").write_text(json.dumps(report), encoding="utf-8")
    sqsreport(folder, "convert", "--plain", "printed", "--to", "pdf", "-o", "letters")


@contextmanager
def opened(browser: Browser, path: Path, **options: Any) -> Iterator[Page]:
    """Open a page in a window of its own, in which no script fails and nothing is asked for elsewhere."""
    context = browser.new_context(accept_downloads=True, **options)
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: failures.append(request.url) if request.url.startswith("http") else None)
    page.goto(path.resolve().as_uri())
    expect(page.locator("#left, #progress")).to_be_visible()
    yield page
    assert failures == [], failures
    context.close()


def open_letter(page: Page, name: str) -> None:
    """Go from the list to the page of a letter, and wait until its script has drawn the report."""
    page.get_by_role("link", name=name).click()
    expect(page.locator("#left")).to_be_visible()


def way_of_work(browser: Browser, folder: Path) -> None:
    """Three misread letters of ten are found at the top of the list, corrected, and read rightly afterwards."""
    right = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "right").iterdir()}
    with opened(browser, folder / "review" / "index.html", **DESKTOP) as page:
        rows = page.locator("#rows tr")
        expect(rows).to_have_count(10)
        worst = {rows.nth(index).locator("a").inner_text() for index in range(3)}
        assert worst == {"ashmere.pdf", "brackenby.pdf", "calderby.pdf"}, worst

        open_letter(page, "ashmere.pdf")
        page.keyboard.press("n")
        page.keyboard.press("e")
        page.locator("#editor").fill(right["ashmere"]["strengths"][0]["text"])
        page.keyboard.press("Control+Enter")
        expect(page.locator("#left")).to_have_text("Nothing left to look at")
        page.keyboard.press("c")
        page.get_by_role("link", name="All letters").click()
        expect(page.locator("#progress")).to_have_text("1 of 10 checked")

        open_letter(page, "brackenby.pdf")
        page.get_by_role("button", name="Next", exact=True).click()
        page.keyboard.press("e")
        page.locator("#editor").fill(right["brackenby"]["copy_list"][0]["recipients"][0])
        page.get_by_role("button", name="Save").click()
        page.get_by_label("Checked", exact=True).check()
        page.get_by_role("link", name="All letters").click()

        open_letter(page, "calderby.pdf")
        page.locator('[data-pointer="/addressee/role"] .value').dblclick()
        page.locator("#editor").fill(right["calderby"]["addressee"]["role"])
        page.keyboard.press("Control+Enter")
        page.get_by_label("Checked", exact=True).check()
        with page.expect_download() as download:
            page.keyboard.press("s")
        assert download.value.suggested_filename == "calderby.pdf.corrections.json"
        page.get_by_role("link", name="All letters").click()
        expect(page.locator("#progress")).to_have_text("3 of 10 checked")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the corrections of 3 letters").click()
        (folder / "corrections").mkdir()
        download.value.save_as(folder / "corrections" / download.value.suggested_filename)

    said = sqsreport(folder, "convert", "letters", "--to", "json", "-o", "reports", "--corrections", "corrections")
    assert "10 written" in said, said
    for stem, report in right.items():
        found = json.loads((folder / "reports" / f"{stem}.json").read_text(encoding="utf-8"))
        assert found == report, stem
    sqsreport(folder, "review", "letters", "-o", "review", "--corrections", "corrections")
    with opened(browser, folder / "review" / "index.html", **DESKTOP) as page:
        expect(page.locator("#progress")).to_have_text("3 of 10 checked")


def looks(browser: Browser, folder: Path) -> None:
    """Axe finds nothing at rest, with an editor and with a dialog, light and dark, on a phone and on a desktop."""
    pages = sorted((folder / "review" / "letters").glob("*.html"))
    for path in pages:
        assert path.stat().st_size < 2**20, f"{path} has {path.stat().st_size:,} bytes"
    for size, scheme in itertools.product((PHONE, DESKTOP), SCHEMES):
        about = f"at {size['viewport']['width']} px, {scheme}"
        with opened(browser, folder / "review" / "index.html", color_scheme=scheme, **size) as page:
            check(page, [], f"the list {about}")
            too_wide = page.locator(".scroll").evaluate("each => each.scrollWidth - each.clientWidth")
            assert too_wide <= 0, f"the list {about} has to be scrolled sideways by {too_wide} px"
        with opened(browser, pages[0], color_scheme=scheme, **size) as page:
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
            assert paint < 1_000, f"the first paint takes {paint} ms"
            check(page, [], f"a letter {about}")
            page.locator('[data-pointer="/published"] > .head .name').click()
            page.get_by_role("button", name="Edit").click()
            check(page, [], f"an editor {about}")
            page.keyboard.press("Escape")
            page.get_by_role("button", name="Keys").click()
            check(page, [], f"the keys {about}")


def keys(browser: Browser, folder: Path) -> None:
    """Pointing lights the other side, keys go from field to field, mistakes are told at once, and undo works."""
    with opened(browser, folder / "review" / "letters" / "dunmere.pdf.html", **DESKTOP) as page:
        page.locator('[data-pointer="/published"] .value').hover()
        expect(page.locator("rect.lit")).to_have_count(1)
        box = page.locator("rect.passage").nth(0)
        box.hover(force=True)
        expect(page.locator(".field.lit").first).to_be_visible()
        page.locator("h1").hover()

        page.locator('[data-pointer="/published"] > .head .name').click()
        page.keyboard.press("j")
        expect(page.locator(".field.current")).to_have_attribute("data-pointer", "/addressee")
        page.keyboard.press("k")
        page.keyboard.press("e")
        page.locator("#editor").fill("2015-02-30")
        expect(page.locator("#mistake")).to_contain_text("day of the calendar")
        page.keyboard.press("Enter")
        expect(page.locator("#editor")).to_be_focused()
        page.locator("#editor").fill("2015-04-30")
        page.keyboard.press("Enter")
        expect(page.locator('[data-pointer="/published"] .value')).to_have_text("2015-04-30")
        page.reload()
        expect(page.locator('[data-pointer="/published"] .value')).to_have_text("2015-04-30")
        expect(page.locator("#download")).to_have_text("Download 1 correction")
        page.locator('[data-pointer="/published"] > .head .name').click()
        page.keyboard.press("e")
        page.locator("#editor").fill("2015-05-01")
        page.keyboard.press("Enter")
        page.keyboard.press("u")
        expect(page.locator('[data-pointer="/published"] .value')).to_have_text("2015-04-30")


def structure(browser: Browser, folder: Path) -> None:
    """Text without a place is put into a field, an item is removed, a paragraph is split, and Python agrees."""
    letter = (ROOT / "examples" / "northmoor-2015.md").read_text(encoding="utf-8")
    (folder / "others").mkdir()
    stray = "Our next letter will be about Northmoor in the spring."
    (folder / "others" / "stray.md").write_text(f"{letter}\n\n## Printed by hand\n\n{stray}\n", encoding="utf-8")
    harmful = letter.replace("short, honest", f"short, {HOSTILE} honest")
    (folder / "others" / "hostile.md").write_text(harmful, encoding="utf-8")
    undated = letter.replace("<i>Publication date:</i>\t8 April 2015\n", "")
    (folder / "others" / "undated.md").write_text(undated, encoding="utf-8")
    (folder / "others" / "nothing.md").write_text("# Minutes\n\nWe met on Monday.\n", encoding="utf-8")
    sqsreport(folder, "review", "others", "-o", "others-review")
    with opened(browser, folder / "others-review" / "letters" / "stray.md.html", **DESKTOP) as page:
        unread = page.locator(".passage.unread:not(.settled)")
        count = unread.count()
        assert count, "the letter has text without a place"
        unread.last.click()
        check(page, [], "text without a place")
        page.locator("#target").select_option(label="Closing: new, at the end")
        page.get_by_role("button", name="Put there").click()
        expect(unread).to_have_count(count - 1)

        page.locator('[data-pointer="/strengths/0"] > .head .name').click()
        page.get_by_role("button", name="Remove").click()
        page.locator('[data-pointer="/summary/0"] > .head .name').click()
        page.get_by_role("button", name="Edit").click()
        page.locator("#editor").evaluate("each => { each.selectionStart = each.value.indexOf('. ') + 2; }")
        page.get_by_role("button", name="Split at the cursor").click()
        page.locator('[data-pointer="/introduction/0"] > .head .name').click()
        page.get_by_role("button", name="Add after").click()
        page.locator("#editor").fill("It was a visit.")
        page.get_by_role("button", name="Save").click()
        page.locator('[data-pointer="/introduction/0"] > .head .name').click()
        page.get_by_role("button", name="Join with the next").click()
        page.locator('[data-pointer="/inspection/fieldwork/start"] > .head .name').click()
        page.keyboard.press("e")
        page.locator("#editor").fill("2015-03-10")
        page.keyboard.press("Enter")
        shown = page.locator('[data-pointer="/id"] .value').inner_text()
        with page.expect_download() as download:
            page.keyboard.press("s")
        download.value.save_as(folder / "others-corrections" / download.value.suggested_filename)
    said = sqsreport(
        folder, "convert", "others/stray.md", "stray.json", "--corrections", "others-corrections", status=0
    )
    report = json.loads((folder / "stray.json").read_text(encoding="utf-8"))
    plain = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert "SQS6" not in said, said
    assert report["id"] == shown == "northmoor-sqs-2015-03-10"
    assert len(report["closing"]) == len(plain["closing"]) + 1
    assert report["introduction"][0] == f"{plain['introduction'][0]} It was a visit."
    assert report["strengths"] == plain["strengths"][1:]
    assert " ".join(report["summary"]) == " ".join(plain["summary"])
    assert len(report["summary"]) == len(plain["summary"]) + 1


def incomplete(browser: Browser, folder: Path) -> None:
    """A letter without a date has all the rest of its report, and the date is all that a person has to give."""
    with opened(browser, folder / "others-review" / "letters" / "undated.md.html", **DESKTOP) as page:
        expect(page.locator('[data-pointer="/summary/0"] .value')).to_contain_text("Northmoor YOS had moved forward")
        page.get_by_label("Checked", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("Publication date is required")
        page.get_by_role("button", name="Add Publication date").click()
        page.locator("#editor").fill("2015-04-08")
        page.keyboard.press("Enter")
        page.get_by_label("Checked", exact=True).check()
        with page.expect_download() as download:
            page.keyboard.press("s")
        download.value.save_as(folder / "others-corrections" / download.value.suggested_filename)
    sqsreport(folder, "convert", "others/undated.md", "undated.json", "--corrections", "others-corrections")
    assert json.loads((folder / "undated.json").read_text(encoding="utf-8")) == json.loads(
        EXAMPLE.read_text(encoding="utf-8")
    )


def hostile(browser: Browser, folder: Path) -> None:
    """Nothing of a letter is run, on its page or in the list, and a file that is no letter has a page, too."""
    with opened(browser, folder / "others-review" / "letters" / "hostile.md.html", **DESKTOP) as page:
        expect(page.locator('[data-pointer="/strengths/0/text"] .value')).to_contain_text("<script>")
        assert page.title() != "run"
        assert page.locator("img").count() == 0
    with opened(browser, folder / "others-review" / "letters" / "nothing.md.html", **DESKTOP) as page:
        expect(page.locator(".field.missing").first).to_be_visible()
        check(page, [], "a file that is no letter")


def many(browser: Browser, folder: Path) -> None:
    """A list of 5,000 letters opens and is filtered; the first paint takes less than a second."""
    from sqsreport.review import Row, index_page

    rows = [Row(f"{n}.pdf", f"{n}.html", f"{n:064x}", f"Area {n}", "2015-04-08", n % 3) for n in range(5_000)]
    path = folder / "review" / "many.html"
    path.write_bytes(index_page(rows))
    with opened(browser, path, **DESKTOP) as page:
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
        assert paint < 1_000, f"the first paint takes {paint} ms"
        rows = page.locator("#rows tr:visible")
        expect(rows).to_have_count(500)
        page.get_by_role("button", name="Show 500 more of 5000 letters").click()
        expect(rows).to_have_count(1_000)
        page.locator("#search").fill("area 4999")
        expect(page.locator("#count")).to_contain_text("1 of 5000 letters")
        expect(rows).to_have_count(1)
        began = time.monotonic()
        page.locator("#search").fill("")
        expect(rows).to_have_count(500)
        assert time.monotonic() - began < 2, "the filter takes too long"


def paper(browser: Browser, folder: Path) -> None:
    """On paper there are the report with its problems and then the letter, black on white, and no controls."""
    with opened(browser, folder / "review" / "letters" / "brackenby.pdf.html", color_scheme="dark", **DESKTOP) as page:
        page.emulate_media(media="print")
        for gone in ("nav", ".buttons button", "#download", ".adder", ".signature", "label.check"):
            assert not any(each.is_visible() and each.inner_text() for each in page.locator(gone).all()), gone
        expect(page.locator(".problem").first).to_be_visible()
        colours = page.locator("#report").evaluate(
            "each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
        )
        assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"], colours
        assert page.locator("#report").bounding_box()["y"] < page.locator("#original").bounding_box()["y"]
    with opened(
        browser, folder / "review" / "index.html", color_scheme="dark", viewport={"width": 680, "height": 960}
    ) as page:
        page.emulate_media(media="print")
        expect(page.locator("thead")).to_be_visible()
        expect(page.locator("#tools")).not_to_be_visible()


if __name__ == "__main__":
    sys.exit(main())
