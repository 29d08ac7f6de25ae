"""People, and the recipients of copies."""

from __future__ import annotations

from sqsreport.model import CopyListEntry, LeadInspector, Person
from sqsreport.testing._hypothesis import SearchStrategy, st
from sqsreport.testing.strategies._shared import few, maybe, once
from sqsreport.testing.strategies.text import lines, words


@once
def persons() -> SearchStrategy[Person]:
    """Draw an addressee or sender, with a name, a role or both."""
    both = st.tuples(maybe(lines()), maybe(lines())).filter(any)
    return both.map(lambda pair: Person(name=pair[0], role=pair[1]))


@once
def email_addresses() -> SearchStrategy[str]:
    """Draw an e-mail address that the schema accepts."""
    part = words().map(lambda text: text.replace("@", "a"))
    return st.builds("{}@{}".format, part, part)


@once
def lead_inspectors() -> SearchStrategy[LeadInspector]:
    """Draw a lead inspector."""
    return st.builds(LeadInspector, name=lines(), email=maybe(email_addresses()), telephone=maybe(lines()))


@once
def copy_list_entries() -> SearchStrategy[CopyListEntry]:
    """Draw an entry of the copy list."""
    return st.builds(CopyListEntry, role=lines(), recipients=few(lines()))
