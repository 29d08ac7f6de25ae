"""The file formats of letters: each converts between a file and blocks, and knows markup and layout but not the report."""
