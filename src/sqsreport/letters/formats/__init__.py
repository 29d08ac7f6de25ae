"""The file formats of letters. Each converts files to blocks and back, and does not depend on the report."""
