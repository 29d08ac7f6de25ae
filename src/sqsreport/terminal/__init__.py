"""Pages for a terminal: a report, the explanation of a code, and a page for any other output of rich."""
