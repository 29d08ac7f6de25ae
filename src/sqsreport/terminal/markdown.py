"""Markdown for a terminal, as ``sqsreport explain`` shows it.

The headings and code blocks of rich, with boxes and a black background, suit one kind of
terminal and differ between versions. Here headings are bold, and code blocks are indented
and otherwise unchanged.
"""

from __future__ import annotations

from typing import ClassVar, Final

from markdown_it.token import Token
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Markdown, MarkdownContext, MarkdownElement, TextElement
from rich.padding import Padding
from rich.text import Text

from sqsreport.terminal.page import Page

_STYLES: Final = {
    "markdown.h1": "bold",
    "markdown.h2": "bold cyan",
    "markdown.code": "cyan",
    "markdown.strong": "bold",
    "markdown.em": "italic",
}

_INDENT: Final = 4


class _Heading(TextElement):
    """A heading on a line of its own."""

    @classmethod
    def create(cls, markdown: Markdown, token: Token) -> _Heading:  # noqa: ARG003 - the signature is that of rich
        heading = cls()
        heading.style_name = f"markdown.{token.tag}"
        return heading

    def on_enter(self, context: MarkdownContext) -> None:
        self.text = Text(overflow="fold")
        context.enter_style(self.style_name)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.text


class _Block(TextElement):
    """A code block; long lines are wrapped."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        code = Text(str(self.text).rstrip("\n"), overflow="fold", no_wrap=False)
        yield Padding(code, (0, 0, 0, _INDENT))


class _Document(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Heading,
        "fence": _Block,
        "code_block": _Block,
    }


def render(markdown: str, page: Page) -> str:
    """Format Markdown as text, with or without colours."""
    return page.render(_Document(markdown), styles=_STYLES)
