"""The reference of commands, Python, problems, tables and quantities."""
