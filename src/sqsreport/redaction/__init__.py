"""Remove names, addresses and telephone numbers of people from reports."""

from sqsreport.redaction.redacting import Redaction, redact

__all__ = ["Redaction", "redact"]
