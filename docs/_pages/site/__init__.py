"""Parts that belong to the whole site: books, served files, and text for language models."""
