"""Inspections: the service, the fieldwork, and previous inspections."""

from __future__ import annotations

from datetime import date, timedelta

from sqsreport.model import Authority, Fieldwork, Inspection, PreviousInspection, Service
from sqsreport.testing._hypothesis import DrawFn, SearchStrategy, st
from sqsreport.testing.strategies._shared import few, maybe, once
from sqsreport.testing.strategies.dates import LAST_DAY, days, partial_dates
from sqsreport.testing.strategies.people import lead_inspectors
from sqsreport.testing.strategies.text import lines


@once
def gss_codes() -> SearchStrategy[str]:
    """Draw a GSS code of a local authority."""
    kinds = st.sampled_from(("06", "07", "08", "09", "10"))
    return st.builds("{}{}{:06}".format, st.sampled_from("EW"), kinds, st.integers(0, 999_999))


@once
def authorities() -> SearchStrategy[Authority]:
    """Draw a local authority."""
    return st.builds(Authority, name=lines(), gss_code=maybe(gss_codes()))


@once
def services() -> SearchStrategy[Service]:
    """Draw a youth offending service."""
    return st.builds(Service, name=lines(), abbreviation=maybe(lines()), area=areas(), authorities=few(authorities()))


@once
def areas() -> SearchStrategy[str]:
    """Draw the name of an area: usually one that letters have, sometimes any line."""
    names = (
        "Northmoor",
        "Eastvale & Wick",
        "Gwynedd & Môn",
        "King's Lynn",
        "the Vale",
        "Conwy and Denbighshire",
        "漢字",
    )
    return st.sampled_from(names) | lines()


@st.composite
def fieldworks(draw: DrawFn) -> Fieldwork:
    """Draw the days of fieldwork: one day or more."""
    start = draw(days(max_value=LAST_DAY - timedelta(days=14)))
    return Fieldwork(start=start, end=start + timedelta(days=draw(st.integers(0, 14))))


@once
def programmes() -> SearchStrategy[str]:
    """Draw the name of a programme of inspection."""
    return st.sampled_from(("SQS", "CCI", "FJI")) | lines()


@st.composite
def previous_inspections(draw: DrawFn, max_value: date = LAST_DAY) -> PreviousInspection:
    """Draw an inspection that began no later than *max_value*."""
    return PreviousInspection(programme=draw(maybe(programmes())), date=draw(partial_dates(max_value)))


@st.composite
def inspections(draw: DrawFn) -> Inspection:
    """Draw an inspection, with earlier previous inspections."""
    fieldwork = draw(fieldworks())
    return Inspection(
        service=draw(services()),
        fieldwork=fieldwork,
        lead_inspector=draw(maybe(lead_inspectors())),
        previous=tuple(draw(previous_inspections(fieldwork.start)) for _ in range(draw(st.integers(0, 2)))),
    )
