"""HTML that is written piece by piece."""

from __future__ import annotations

import html


def element(name: str, *children: str, **attributes: str | None) -> str:
    """Write an element of HTML that is well-formed XML too, which a book in EPUB has to be.

    The children are HTML already. An attribute is spelt as Python has to: ``class_`` and ``data_to``.
    One that is ``None`` is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>"


def text(words: object) -> str:
    """Let no character of a text mean anything in HTML."""
    return html.escape(str(words), quote=False)
