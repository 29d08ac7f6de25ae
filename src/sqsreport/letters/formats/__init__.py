"""The file formats of letters: each converts files to blocks and back, and knows markup, not the report."""
