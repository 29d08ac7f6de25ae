"""Build HTML elements, and whole pages with a policy that allows only their own script."""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import json
import re
from importlib.resources import files
from typing import Any

#: Characters that could end a script element, or begin a comment in it.
_MARKUP = re.compile(r"[<>&\u2028\u2029]")


def element(name: str, *children: str, **attributes: str | float | bool | None) -> str:
    """Return an HTML element.

    Args:
        name: the name of the element.
        children: HTML.
        attributes: values by name, with ``_`` for ``-`` and at the end of a Python keyword, as in ``data_to`` and
            ``class_``. An attribute that is ``None`` or ``False`` is omitted.

    >>> element("a", text("1 < 2"), href="?a&b", class_="x")
    '<a href="?a&amp;b" class="x">1 &lt; 2</a>'
    """
    attributes_html = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{html.escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return f"<{name}{attributes_html}>{''.join(children)}</{name}>"


def text(content: object) -> str:
    """Return text as HTML."""
    return html.escape(str(content), quote=False)


def data_block(name: str, data: Any) -> str:
    """Return JSON data for the script of a page, in a script element that browsers do not run."""
    serialised = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    escaped = _MARKUP.sub(lambda match: f"\\u{ord(match[0]):04x}", serialised)
    # A lone surrogate cannot be encoded as UTF-8, but it can be escaped in JSON.
    escaped = re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", escaped)
    return f'<script type="application/json" id="{name}">{escaped}</script>'


def page(title: str, *body: str, script: str, name: str) -> bytes:
    """Return a page with a content security policy that allows only its own script, style and pictures.

    Args:
        title: the title.
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
        # Without this, a browser requests /favicon.ico from the server.
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
