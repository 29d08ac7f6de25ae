"""Check the licence of every installed package against those that are allowed.

Run by `nox -s licences` as `check_licences.py WHOSE [PACKAGE …]`: ``users`` with the packages that users install, or
``development`` for every package of this environment. The licence of a package is what it declares: its licence
expression (PEP 639), or else its classifiers, or else its field `License`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import Distribution, distribution, distributions
from typing import Any

from license_expression import ExpressionError, ExpressionParseError, LicenseWithExceptionSymbol, get_spdx_licensing

LICENSING = get_spdx_licensing()

#: The allowed licences: those that require notices only or, as the MPL does, the changes to their own files.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
}  # fmt: skip

#: The SPDX identifiers of the names that packages use without a licence expression.
SPDX = {
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

#: Packages whose declaration cannot be parsed, with the licence in their files.
KNOWN = {
    "axe-playwright-python": "MIT",
    # It adds "dependency licenses": those of the libraries in pdfium, which are in its wheel. They are permissive; only
    # the wheels for musl contain the run-time library of GCC too, under the exception that it has for that.
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
}

#: Packages that users do not install, and that are allowed for development only.
DEVELOPMENT_ONLY = {
    "docutils": "in the public domain or under BSD licences; its file for Emacs, under the GPL, is not in the wheel",
    "text-unidecode": "the Artistic License or the GPL, at choice; frictionless needs python-slugify, which needs it",
}


def main(whose: str, names: Sequence[str]) -> None:
    """Check every package, and exit with a message when one is not allowed."""
    packages = [distribution(name) for name in names] if names else [*distributions()]
    licences = {each.metadata["Name"]: licence_of(each) for each in packages}
    excepted = DEVELOPMENT_ONLY if whose == "development" else {}
    refused = {name: licence for name, licence in licences.items() if name not in excepted and not is_allowed(licence)}
    for name, licence in sorted(refused.items()):
        print(f"{name}: {licence or 'no licence declared'}", file=sys.stderr)
    if refused:
        sys.exit(f"{whose}: {len(refused)} of {len(licences)} packages have a licence that is not allowed")
    print(f"{whose}: the licences of {len(licences)} packages are allowed")


def licence_of(package: Distribution) -> str:
    """Return the licence that a package declares as an expression, or an empty text."""
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
    # Several classifiers may mean a choice or a sum, so all of them have to be allowed.
    return " AND ".join(SPDX.get(each, each) for each in named) or from_field(str(metadata.get("License", "")))


def from_field(text: str) -> str:
    """Return the field `License` as an expression; in some packages it is the whole text of a licence instead."""
    text = text.strip()
    return " OR ".join(SPDX.get(each, each) for each in text.split(" OR ")) if len(text) < 80 else ""


def is_allowed(expression: str) -> bool:
    """Return whether the allowed licences meet an expression, such as ``MIT OR GPL-3.0-only``."""
    try:
        parsed = LICENSING.parse(expression, strict=True)
    except (ExpressionError, ExpressionParseError):
        return False
    return parsed is not None and _is_met(parsed)


def _is_met(node: Any) -> bool:
    if isinstance(node, LICENSING.OR):
        return any(map(_is_met, node.args))
    if isinstance(node, LICENSING.AND):
        return all(map(_is_met, node.args))
    if isinstance(node, LicenseWithExceptionSymbol):
        node = node.license_symbol  # an exception permits more than the licence alone
    return node.key in ALLOWED


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
