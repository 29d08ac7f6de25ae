"""Letters as PDF: their text layer is read, and what is written is tagged and made to be kept."""

from sqsreport.letters.formats.pdf.pictures import Picture
from sqsreport.letters.formats.pdf.process import parse, pictures
from sqsreport.letters.formats.pdf.writing import render

__all__ = ["EMBEDS", "ENDINGS", "NAME", "Picture", "parse", "pictures", "render"]

NAME = "pdf"
ENDINGS = (".pdf",)

EMBEDS = True
