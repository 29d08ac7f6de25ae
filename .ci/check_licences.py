"""Hold the licence of every package that is installed here against what is allowed.

Run by `nox -s licences` as `check_licences.py NAME`, in an environment that lock files have filled; NAME is ``all`` for
what users have. It believes what a package says of itself: its licence expression (PEP 639), or else its classifiers,
or else its field `License`.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, distributions

#: What may be used: licences that ask for no more than notices, or, as the MPL does, for changes to their own files.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
}  # fmt: skip

#: What packages without a licence expression call them.
CALLED = {
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "Historical Permission Notice and Disclaimer (HPND)": "HPND",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}

#: Packages whose own words cannot be read so, with the licence that was read in their files.
KNOWN = {
    "atheris": "Apache-2.0",
    # It adds "dependency licenses": those of the libraries in pdfium, which lie in its wheel. They are permissive; only
    # the wheels for musl hold the run-time library of GCC, too, under the exception that it has for that.
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
}

#: What is no part of what users install, and allowed for development alone.
DEVELOPMENT_ONLY = {
    "docutils": "in the public domain or under BSD licences; its file for Emacs, under the GPL, is not in the wheel",
    "text-unidecode": "the Artistic License or the GPL, as one chooses; python-slugify wants it, and frictionless that",
}


def main(name: str) -> None:
    """Look at every package, and stop when one is not allowed."""
    found = {each.metadata["Name"]: licence_of(each) for each in distributions()}
    excepted = DEVELOPMENT_ONLY if name != "all" else {}
    refused = {
        package: licence for package, licence in found.items() if package not in excepted and not is_allowed(licence)
    }
    for package, licence in sorted(refused.items()):
        print(f"{package}: {licence or 'says nothing'}", file=sys.stderr)
    if refused:
        sys.exit(f"{name}: {len(refused)} of {len(found)} packages have a licence that is not allowed here")
    print(f"{name}: the licences of {len(found)} packages are allowed")


def licence_of(package: Distribution) -> str:
    """Return the licence of a package as an expression, where it says one."""
    metadata = package.metadata
    if known := KNOWN.get(metadata["Name"]):
        return known
    if expression := metadata.get("License-Expression"):
        return str(expression)
    named = [
        each.rpartition(" :: ")[2]
        for each in metadata.get_all("Classifier", [])
        if each.startswith("License :: ") and not each.endswith(("OSI Approved", "DFSG approved"))
    ]
    # Several classifiers say a choice or a sum, and nobody knows which; so all of them have to be allowed.
    return " AND ".join(CALLED.get(each, f"«{each}»") for each in named) or spelt(str(metadata.get("License", "")))


def spelt(words: str) -> str:
    """Return the field `License` as an expression; some hold the whole text of a licence, which is none."""
    words = words.strip()
    return " OR ".join(CALLED.get(each, each) for each in words.split(" OR ")) if len(words) < 80 else ""


def is_allowed(expression: str) -> bool:
    """Tell whether an expression can be met by what is allowed: one side of an OR, and both of an AND."""
    tokens = re.findall(r"[()]|[^\s()]+", expression)
    value, rest = either(tokens)
    return value and not rest


def either(tokens: list[str]) -> tuple[bool, list[str]]:
    """Read what is on the two sides of OR, which binds less than AND."""
    value, tokens = both(tokens)
    while tokens[:1] == ["OR"]:
        other, tokens = both(tokens[1:])
        value = value or other
    return value, tokens


def both(tokens: list[str]) -> tuple[bool, list[str]]:
    """Read what is on the two sides of AND."""
    value, tokens = one(tokens)
    while tokens[:1] == ["AND"]:
        other, tokens = one(tokens[1:])
        value = value and other
    return value, tokens


def one(tokens: list[str]) -> tuple[bool, list[str]]:
    """Read one licence, or an expression in brackets. A licence WITH an exception allows more than without it."""
    if not tokens:
        return False, []
    if tokens[0] == "(":
        value, tokens = either(tokens[1:])
        return (value, tokens[1:]) if tokens[:1] == [")"] else (False, tokens)
    value, tokens = tokens[0] in ALLOWED, tokens[1:]
    return (value, tokens[2:]) if tokens[:1] == ["WITH"] else (value, tokens)


if __name__ == "__main__":
    main(sys.argv[1])
