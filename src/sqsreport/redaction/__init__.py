"""Reports without the names, addresses and numbers of people."""

from sqsreport.redaction.redacting import Redaction, redact

__all__ = ["Redaction", "redact"]
