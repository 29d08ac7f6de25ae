"""HTML that is written piece by piece, and whole pages that run nothing but their own script."""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import json
import re
from importlib.resources import files
from typing import Any

#: What would end a script, or begin a comment in it.
_MARKUP = re.compile(r"[<>&\u2028\u2029]")


def element(name: str, *children: str, **attributes: str | float | bool | None) -> str:
    """Write an element; the children are HTML already.

    An attribute is spelt as Python has to: ``class_`` and ``data_to``. One that is ``None`` or ``False`` is left out.

    >>> element("a", text("1 < 2"), href="?a&b", class_="x")
    '<a href="?a&amp;b" class="x">1 &lt; 2</a>'
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{html.escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return f"<{name}{written}>{''.join(children)}</{name}>"


def text(words: object) -> str:
    """Escape text, so that no character of it has a meaning in HTML."""
    return html.escape(str(words), quote=False)


def data_block(name: str, data: Any) -> str:
    """Write JSON data for the script of a page; a browser does not run it."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    escaped = _MARKUP.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
    # Half a surrogate pair cannot be written as UTF-8, and as an escape it can.
    escaped = re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", escaped)
    return f'<script type="application/json" id="{name}">{escaped}</script>'


def page(title: str, *body: str, script: str, name: str) -> bytes:
    """Write a page that loads nothing but pictures of its own, and runs nothing but its own script.

    Args:
        title: what the window is called.
        body: HTML.
        script: the name of the script in the folder of assets.
        name: the class of the body.
    """
    style, code = asset("review.css"), asset(script)
    policy = (
        f"default-src 'none'; img-src 'self' file: data:; style-src '{_digest(style)}'; script-src '{_digest(code)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    lines = [
        "<!doctype html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="generator" content="sqsreport review">',
        # Without an icon of its own, a page on a server makes the browser ask for /favicon.ico.
        '<link rel="icon" href="data:,">',
        f"<title>{text(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        f'<body class="{name}">',
        *body,
        f"<script>{code}</script>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode("utf-8", "replace")


@functools.cache
def asset(name: str) -> str:
    """Return a file of the folder of assets."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


@functools.cache
def _digest(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
