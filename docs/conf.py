"""How Sphinx builds these pages: from the checkout alone, without a network, and without a warning."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # for the package that generates pages

import sqsreport
from _pages.schema.kinds import KINDS, QUANTITY_KINDS

project = "sqsreport"
author = "The sqsreport contributors"
project_copyright = f"2026, {author}"
version = release = sqsreport.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",  # only for the directive; the tests run the code
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinxext.opengraph",
    "_pages",
]
exclude_patterns = ["_build"]
templates_path = ["_templates"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "fieldlist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"sqsreport {release}"
html_favicon = "_static/mark.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_sphinx = False
html_sidebars = {
    "**": [
        "sidebar/brand.html", "sidebar/search.html", "sidebar/scroll-start.html", "sidebar/navigation.html",
        "sidebar/versions.html", "sidebar/scroll-end.html",
    ]
}  # fmt: skip

# The host of the pages sets their address, and the list of their versions: [{"name": "1.0", "url": "../1.0/"}, …].
html_baseurl = ogp_site_url = os.environ.get("SQSREPORT_DOCS_URL", "")
html_context = {"versions": json.loads(os.environ.get("SQSREPORT_DOCS_VERSIONS", "[]"))}
ogp_social_cards = {"enable": False}
ogp_enable_meta_description = True

epub_show_urls = "no"
epub_exclude_files = ["search.html", "_static/site.js"]
# Copy only the input, without prompts, and without blank lines in place of the output.
copybutton_exclude = ".linenos"
copybutton_prompt_text = r"\$ |> |>>> |\.\.\. ?"
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True
copybutton_copy_empty_lines = False

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
    # Names of other projects; resolving them would need a network.
    (r"py:.*", r"(attrs?|cattrs|click|collections|datetime|immutabledict|os|pathlib|typing)\b.*"),
    (r"py:class", r"sqsreport\.converters\.C"),  # a type variable
    (r"py:class", r"pa\..*|StrPath"),  # pyarrow is not installed when the pages are built
    (r"py:class", r"DataFrame|SparkSession"),  # and neither is pyspark
    (r"py:.*", r"(date|str|bytes|json)(\..*)?|Path|TypeError|ValueError|KeyError|OSError|LookupError|Exception"),
    (r"py:class", r"AssertionError|FileNotFoundError|DrawFn|SearchStrategy|hypothesis\..*"),
]
