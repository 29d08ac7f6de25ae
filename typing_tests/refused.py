"""Code that a type checker has to refuse. It is checked, and never run.

Each line names the error that it must cause, with the codes of mypy and pyright. A line without an error
fails the check, because its comment is unused.
"""

from __future__ import annotations

from datetime import date

import attrs

import sqsreport
from sqsreport import model, plotting


def wrong_sources(report: sqsreport.Report) -> None:
    """`load` accepts paths, open files and text, and `dump` accepts reports."""
    sqsreport.load(b"{}")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    sqsreport.load({"id": "northmoor"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    sqsreport.loads({"id": "northmoor"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    sqsreport.dumps({"id": "northmoor"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    sqsreport.dump("northmoor.json", report)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    sqsreport.iter_load([report])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    sqsreport.iter_validate([report])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def what_may_be_missing(report: sqsreport.Report, reading: sqsreport.Reading) -> None:
    """An optional value must be checked before it is used."""
    sqsreport.dumps(reading.report)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    print(reading.report.id)  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]
    print(report.context.reoffending)  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]
    print(report.addressee.name)  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]


def values_stay(report: sqsreport.Report, problem: sqsreport.Problem) -> None:
    """Values are immutable."""
    report.title = "Another"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    problem.line = 3  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    report.sections.append(report.sections[0])  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


def wrong_parts(report: sqsreport.Report) -> None:
    """Constructors and `evolve` reject what the schema rejects."""
    model.Person("A. Wren")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    model.Fieldwork(start=date(2015, 3, 9))  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    model.Fieldwork(start="2015-03-09", end=date(2015, 3, 11))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    model.Section(theme="grades", title="Grades")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    model.Section(title="Work", paragraphs=[])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    model.Comparator(kind="scotland")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    model.Reoffending(rate="34")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    model.Month("2014-06")  # type: ignore[call-arg, arg-type]  # pyright: ignore[reportCallIssue]
    attrs.evolve(report, extensions=3)  # type: ignore[arg-type]  # pyright takes anything here
    model.Reoffending(rate=34.0, score=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    model.Inspection(programme="CCI", service=report.inspection.service, fieldwork=report.inspection.fieldwork)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    attrs.evolve(report, title=3)  # type: ignore[arg-type]  # pyright takes anything here
    attrs.evolve(report, titel="Another")  # type: ignore[call-arg]  # pyright takes anything here
    model.Month(2014, 6) + model.Month(2014, 6)  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnusedExpression]
    model.Month(2014, 6) < 3  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnusedExpression]


def wrong_names(report: sqsreport.Report, problem: sqsreport.Problem) -> None:
    """Unknown names and options are errors."""
    print(report.grade)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
    print(sqsreport.parse)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
    plotting.rates([report], format="jpeg")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    plotting.rates([report], order="score")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    sqsreport.read_letter("northmoor.pdf", "pdf")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    sqsreport.Problem("SQS101", severity_override="fatal")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    if problem.severity == "fatal":  # type: ignore[comparison-overlap]  # pyright: ignore[reportUnnecessaryComparison]
        raise SystemExit
