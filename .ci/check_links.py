"""Check every link of the built documentation, without a network.

Run by `nox -s docs` as `check_links.py FOLDER`. A link within the pages must lead to an existing page, file
or anchor. Links elsewhere are listed with their pages. Only links may name another host: no picture,
script, style or font is loaded from one.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

#: Elements that a browser loads when a page is opened, unlike links.
_FETCHED: Final = "//@src | //link[not(@rel='canonical' or @rel='author')]/@href | //@srcset | //@data"
_ADDRESS_IN_CSS: Final = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^\"')]+)")


def main(folder: Path) -> None:
    """Check every page, list the links elsewhere, and report all errors."""
    pages = {path.relative_to(folder).as_posix(): html.parse(path).getroot() for path in sorted(folder.rglob("*.html"))}
    assert pages, f"no page in {folder}"
    anchors = {name: {*page.xpath("//@id"), *page.xpath("//a/@name")} for name, page in pages.items()}
    faults = [fault for name, page in pages.items() for fault in _broken(folder, name, page, anchors)]
    faults += [*_foreign(folder, pages)]
    elsewhere = _elsewhere(pages)
    print("Links to other places, which nobody has followed:")
    print(
        *(f"  {address}  ({', '.join(found[:3])}{' …' * (len(found) > 3)})" for address, found in elsewhere), sep="\n"
    )
    print(f"{len(pages)} pages, {len(faults)} links that lead nowhere", *faults, sep="\n")
    sys.exit(bool(faults))


def _broken(folder: Path, name: str, page: Any, anchors: dict[str, set[str]]) -> Iterator[str]:
    for address in page.xpath("//a/@href | //area/@href | //use/@href"):
        if urlsplit(address).scheme or address.startswith("//"):
            continue
        target, anchor = urldefrag(urljoin(name, address))
        path = unquote(target)
        if path.startswith("..") or not (folder / path).is_file():
            yield f"{name}: {address} leads to no page"
        # `#` alone is the top of a page.
        elif anchor and path in anchors and unquote(anchor) not in anchors[path]:
            yield f"{name}: {address} leads to no such place"


def _foreign(folder: Path, pages: dict[str, Any]) -> Iterator[str]:
    for name, page in pages.items():
        for address in page.xpath(_FETCHED):
            if urlsplit(address).netloc:
                yield f"{name}: {address} comes from another host"
    for path in folder.rglob("*.css"):
        for address in _ADDRESS_IN_CSS.findall(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(folder).as_posix()}: {address} comes from another host"


def _elsewhere(pages: dict[str, Any]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, page in pages.items():
        for address in dict.fromkeys(page.xpath("//a/@href")):
            if urlsplit(address).netloc:
                found[address].append(name)
    return sorted(found.items())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
