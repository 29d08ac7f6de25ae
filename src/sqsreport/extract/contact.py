"""The lead inspector and how to reach them."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.model import LeadInspector

_NAME: Final = r"(?:(?:[A-Z]|St|Dr|Mrs?|Ms)\.? |(?:de|van|von) |[A-Z][\w'’-]+ )*[A-Z][\w'’-]+"
_LEAD: Final = re.compile(rf"\blead inspector,?(?: who was| was| is)?:? (?P<name>{_NAME})")
_EMAIL: Final = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE: Final = re.compile(r"(?:\+44|\(?0)[0-9 ()-]{7,16}[0-9]")


def find_lead_inspector(text: str) -> LeadInspector | None:
    """Find the name of the lead inspector, and the address and telephone number printed after it."""
    match = _LEAD.search(text)
    if match is None:
        return None
    email, telephone = (kind.search(text, match.end()) for kind in (_EMAIL, _TELEPHONE))
    return LeadInspector(
        name=match["name"], email=email[0] if email else None, telephone=telephone[0] if telephone else None
    )
