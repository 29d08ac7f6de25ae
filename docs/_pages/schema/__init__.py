"""The reference of the schema: its objects, fields, kinds and data dictionary."""
