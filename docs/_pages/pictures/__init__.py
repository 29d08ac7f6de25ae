"""Pictures: of the front page, of a terminal, of rates and quantities."""
