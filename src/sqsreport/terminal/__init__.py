"""Pages for a terminal: a report, the explanation of a code, and a page for whatever else rich can show."""
