"""People: the sender, the addressee, the lead inspector, and the recipients of copies."""

from __future__ import annotations

import attrs

from sqsreport._values import value
from sqsreport.model.kinds import EmailAddress, Line


@value
@attrs.frozen(kw_only=True, repr=False)
class Person:
    """The addressee or the sender, as printed in the header; either part may be missing."""

    name: Line | None = None
    role: Line | None = None


@value
@attrs.frozen(kw_only=True, repr=False)
class LeadInspector:
    """The lead inspector, who is the contact in the closing paragraph of the letter."""

    name: Line
    email: EmailAddress | None = None
    telephone: Line | None = None


@value
@attrs.frozen(kw_only=True, repr=False)
class CopyListEntry:
    """One line of the copy list: a role, and the people named for it, if any."""

    role: Line
    recipients: tuple[Line, ...] = ()
