"""The inspection: service, fieldwork, lead inspector and earlier inspections."""

from __future__ import annotations

from typing import Literal

import attrs

from sqsreport._values import value
from sqsreport.model.dates import PartialDate
from sqsreport.model.kinds import Day, GssCode, Line
from sqsreport.model.people import LeadInspector


@value
@attrs.frozen(kw_only=True, repr=False)
class Authority:
    """A local authority that runs the service, with its GSS code where it is known."""

    name: Line
    gss_code: GssCode | None = None


@value
@attrs.frozen(kw_only=True, repr=False)
class Service:
    """The youth offending service or team.

    The abbreviation is the one that the letter uses (``YOS``, ``YOT``, …). A service is not an
    authority: one service may serve several.
    """

    name: Line
    abbreviation: Line | None = None
    area: Line
    authorities: tuple[Authority, ...] = ()


@value
@attrs.frozen(kw_only=True, repr=False)
class Fieldwork:
    """The first and the last day on which inspectors were at the service."""

    start: Day
    end: Day


@value
@attrs.frozen(kw_only=True, repr=False)
class PreviousInspection:
    """An earlier inspection that the letter mentions.

    *programme* is present only if the letter states it: ``SQS``, ``CCI`` (Core Case
    Inspection), ``FJI`` (Full Joint Inspection), or the name of another programme as printed.
    """

    programme: Line | None = None
    date: PartialDate


@value
@attrs.frozen(kw_only=True, repr=False)
class Inspection:
    """The inspection that a letter reports."""

    programme: Literal["SQS"] = "SQS"
    service: Service
    fieldwork: Fieldwork
    lead_inspector: LeadInspector | None = None
    previous: tuple[PreviousInspection, ...] = ()
