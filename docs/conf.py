"""How Sphinx builds these pages: from the checkout alone, without a network, and without a warning."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # for what makes pages from the sources

import sqsreport
from _pages.kinds import KINDS, QUANTITY_KINDS

project = "sqsreport"
author = "The sqsreport contributors"
project_copyright = f"2026, {author}"
version = release = sqsreport.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "_pages",
]
exclude_patterns = ["_build"]
myst_enable_extensions = ["attrs_inline", "colon_fence"]
myst_heading_anchors = 3

html_theme = "furo"
html_static_path = ["_static"]
html_title = f"sqsreport {release}"
html_copy_source = False
html_show_sphinx = False
copybutton_exclude = ".linenos, .gp, .go"

default_role = "py:obj"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "undoc-members": True}
autodoc_preserve_defaults = True
napoleon_use_ivar = True
napoleon_attr_annotations = False
python_display_short_literal_types = True
toc_object_entries_show_parents = "hide"

autodoc_type_aliases = {name: f"sqsreport.model.kinds.{name}" for name in KINDS} | {
    name: f"sqsreport.{name}" for name in QUANTITY_KINDS
}

nitpick_ignore_regex = [
    # These belong to others, and looking them up would take a network.
    (r"py:.*", r"(attrs?|cattrs|click|collections|datetime|immutabledict|os|pathlib|typing)\b.*"),
    (r"py:class", r"sqsreport\.converters\.C"),  # a type variable
    (r"py:class", r"pa\..*|StrPath"),  # pyarrow is not there when the pages are made, and so no type is looked up
    (r"py:class", r"DataFrame|SparkSession"),  # nor is pyspark
    (r"py:.*", r"(date|str|bytes|json)(\..*)?|Path|TypeError|ValueError|KeyError|OSError|LookupError|Exception"),
]

# The examples read files as one does in the checkout, and know what their module knows.
doctest_global_setup = f"""
import os
from datetime import date
from sqsreport import model
from sqsreport.converters import configure_converter
from sqsreport.model import *
os.chdir({str(Path(__file__).parents[1])!r})
"""
