"""Letters as web pages: one that was saved with everything around it, a fragment, or a file that needs nothing else."""

from sqsreport.letters.formats.html.reading import parse
from sqsreport.letters.formats.html.writing import render

__all__ = ["EMBEDS", "ENDINGS", "NAME", "parse", "render"]

NAME = "html"
ENDINGS = (".html", ".htm", ".xhtml")
EMBEDS = True
