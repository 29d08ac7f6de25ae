"""What belongs to the whole site: books, files, and text for language models."""
