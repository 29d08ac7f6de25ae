"""Correct uses of the library, with the types that checkers must infer. This file is checked, and never run."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, assert_type

import attrs
from cattrs import Converter
from cattrs.preconf.json import JsonConverter

import sqsreport
from sqsreport import converters, corrections, model, plotting, problems, review
from sqsreport.problems import Severity


def documents(path: Path, text: str, data: bytes) -> None:
    """Reports are converted from JSON and to JSON."""
    report = sqsreport.load(path)
    assert_type(report, sqsreport.Report)
    assert_type(sqsreport.load(str(path)), sqsreport.Report)
    assert_type(sqsreport.load(io.BytesIO(data)), sqsreport.Report)
    assert_type(sqsreport.load(io.StringIO(text)), sqsreport.Report)
    with path.open("rb") as binary, path.open(encoding="utf-8") as words:
        assert_type(sqsreport.load(binary), sqsreport.Report)
        assert_type(sqsreport.load(words), sqsreport.Report)
    assert_type(sqsreport.loads(text), sqsreport.Report)
    assert_type(sqsreport.loads(data), sqsreport.Report)
    assert_type(sqsreport.dumps(report), str)
    assert_type(sqsreport.dumps(report, allow_invalid=True), str)
    assert_type(sqsreport.check(report), list[sqsreport.Problem])
    assert_type(sqsreport.from_dict(sqsreport.to_dict(report)), sqsreport.Report)
    sqsreport.dump(report, path)
    sqsreport.dump(report, io.BytesIO())
    sqsreport.dump(report, io.StringIO())
    assert_type(sqsreport.schema(), dict[str, Any])
    assert_type(sqsreport.schema("1.0", name="problems"), dict[str, Any])
    assert_type(sqsreport.__version__, str)


def comparison(before: sqsreport.Report, after: sqsreport.Report) -> None:
    """Two reports are compared, and one is redacted."""
    found = sqsreport.diff(before, after, ignore_spelling=True, only=["/sections"])
    assert_type(found, sqsreport.Comparison)
    assert_type(found.changes, tuple[sqsreport.Change, ...])
    assert_type(found.is_same, bool)
    assert_type(found.figures[0].before, str | int | float | None)
    assert_type(found.changes[0].before[0].pointer, str)
    assert_type(found.patch(), list[dict[str, Any]])
    redaction = sqsreport.redact(before, keep=["/sender"], also=["Ash Lee"])
    assert_type(redaction, sqsreport.Redaction)
    assert_type(redaction.report, sqsreport.Report)
    assert_type(redaction.counts, Mapping[str, int])


def validation(document: object, path: Path) -> None:
    """Anything can be validated, and results in problems."""
    found = sqsreport.validate(document)
    assert_type(found, list[sqsreport.Problem])
    assert_type(sqsreport.validate(path), list[sqsreport.Problem])
    assert_type(sqsreport.validate({"id": "northmoor"}), list[sqsreport.Problem])
    for problem in found:
        assert_type(problem.code, str)
        assert_type(problem.severity, Literal["error", "warning"])
        assert_type(problem.severity, Severity)
        assert_type(problem.message, str)
        assert_type(problem.suggestion, str | None)
        assert_type(problem.pointer, str)
        assert_type(problem.line, int | None)
        assert_type(problem.column, int | None)
        assert_type(problem.page, int | None)
        assert_type(problem.source, str | None)
        assert_type(problem.params, Mapping[str, str | int | float])
        assert_type(attrs.evolve(problem, line=3), sqsreport.Problem)
    assert_type(problems.errors_in(found), list[sqsreport.Problem])
    assert_type(problems.CODES["SQS101"], problems.Code)
    assert_type(problems.CODES["SQS101"].severity, Severity)


def many_documents(path: Path) -> None:
    """`iter_validate` returns an iterator of results."""
    reports = sqsreport.iter_load(path, format="jsonl", on_invalid=lambda result: print(result.problems))
    assert_type(reports, Iterator[sqsreport.Report])
    assert_type(sqsreport.iter_load(io.BytesIO()), Iterator[sqsreport.Report])
    found = sqsreport.iter_validate(path, format="jsonl")
    assert_type(found, Iterator[sqsreport.Result])
    assert_type(sqsreport.iter_validate(io.BytesIO()), Iterator[sqsreport.Result])
    for result in found:
        assert_type(result.source, str | None)
        assert_type(result.index, int)
        assert_type(result.problems, tuple[sqsreport.Problem, ...])
        assert_type(result.excerpts, tuple[sqsreport.Excerpt | None, ...])
        assert_type(result.is_read, bool)
        assert_type(result.is_valid, bool)


def letters(path: Path, report: sqsreport.Report) -> None:
    """A reading may have no report, and type checkers know that."""
    reading = sqsreport.read_letter(path)
    assert_type(reading, sqsreport.Reading)
    assert_type(reading.report, sqsreport.Report | None)
    assert_type(reading.problems, tuple[sqsreport.Problem, ...])
    assert_type(reading.leftovers, tuple[sqsreport.Passage, ...])
    assert_type(reading.sources, Mapping[str, tuple[sqsreport.Passage, ...]])
    assert_type(reading.sha256, str | None)
    for passage in reading.leftovers:
        assert_type(passage.text, str)
        assert_type(passage.line, int | None)
        assert_type(passage.box, tuple[float, float, float, float] | None)
    assert_type(sqsreport.read_letter(io.BytesIO(), format="pdf", ignore_embedded=True), sqsreport.Reading)
    assert_type(sqsreport.prose("A*B"), model.Prose)
    assert_type(sqsreport.read_letters(path), tuple[sqsreport.Reading, ...])
    sqsreport.write_letter(report, path, plain=True)
    sqsreport.write_letter(report, io.BytesIO(), format="html")
    if reading.report:
        assert_type(sqsreport.dumps(reading.report), str)


def reports(report: sqsreport.Report) -> None:
    """Every part of a report has its class, and optional parts may be ``None``."""
    assert_type(report, model.Report)
    assert_type(report.schema_version, Literal["1.0"])
    assert_type(report.id, str)
    assert_type(report.published, date)
    assert_type(report.addressee, model.Person | None)
    assert_type(report.inspection, model.Inspection)
    assert_type(report.inspection.programme, Literal["SQS"])
    assert_type(report.inspection.service, model.Service)
    assert_type(report.inspection.service.authorities, tuple[model.Authority, ...])
    assert_type(report.inspection.fieldwork.start, date)
    assert_type(report.inspection.lead_inspector, model.LeadInspector | None)
    assert_type(report.inspection.previous, tuple[model.PreviousInspection, ...])
    assert_type(report.introduction, tuple[model.Prose, ...])
    assert_type(report.sections, tuple[model.Section, ...])
    assert_type(report.strengths, tuple[model.Item, ...])
    assert_type(report.copy_list, tuple[model.CopyListEntry, ...])
    assert_type(report.footnotes, tuple[model.Footnote, ...])
    assert_type(report.extensions, Mapping[str, Any] | None)
    assert_type(report.section("protecting_the_child"), model.Section)
    assert_type(report.section("protecting_the_child").theme, model.ThemeKey | None)
    assert_type(report.paragraph("1.2"), model.Paragraph)
    assert_type(report.paragraph("1.2").text, model.Prose)
    assert_type(report.paragraph("1.2").text.quotations, tuple[str, ...])
    assert_type(report.paragraph("1.2").text.plain_text, str)
    assert_type(report.strength("strength-1"), model.Item)
    assert_type(report.recommendation("recommendation-2").items, tuple[model.Item, ...])
    assert_type(report.footnote("1"), model.Footnote)
    assert_type(report.iter_prose(), Iterator[tuple[str, model.Prose]])
    if report.context and report.context.reoffending:
        assert_type(report.context.cases_examined, int | None)
        assert_type(report.context.reoffending.rate, float | None)
        assert_type(report.context.reoffending.published, model.Month | None)
        assert_type(report.context.reoffending.comparators[0].kind, model.ComparatorKind)
        assert_type(report.context.reoffending.comparators[0].direction, model.Direction | None)


def building() -> None:
    """Constructors accept plain texts and lists where they convert them, and `evolve` keeps the class."""
    paragraph = model.Paragraph(number="1.1", text="Assessments were timely.")
    section = model.Section(theme="sentence_served", number=1, title="Serving the sentence", paragraphs=(paragraph,))
    report = model.Report(
        id=model.report_id("Northmoor", "SQS", date(2015, 3, 9)),
        language="en",
        title="Short Quality Screening",
        published=date(2015, 4, 1),
        inspection=model.Inspection(
            service=model.Service(name="Northmoor Youth Offending Service", area="Northmoor"),
            fieldwork=model.Fieldwork(start=date(2015, 3, 9), end=date(2015, 3, 11)),
            previous=(model.PreviousInspection(date=model.PartialDate(2010)),),
        ),
        context=model.Context(paragraphs=["We looked at 20 cases."], reoffending=model.Reoffending(rate=34)),
        summary=["Overall, most work was good."],
        sections=(section,),
        extensions={"org.example": {"tags": ["pilot"]}},
    )
    assert_type(attrs.evolve(report, title="Another"), model.Report)
    assert_type(attrs.evolve(section, paragraphs=()), model.Section)
    assert_type(model.Month(2014, 6) + 22, model.Month)
    assert_type(model.Month(2016, 4) - model.Month(2014, 6), int)
    assert_type(model.Month.fromisoformat("2014-06").isoformat(), str)
    assert_type(model.PartialDate(2014) < model.PartialDate(2014, 6), bool)
    assert_type(model.PartialDate(2014).earliest, date)


def quantities(report: sqsreport.Report) -> None:
    """The bounds of a quantity may be missing."""
    found = sqsreport.quantities(report)
    assert_type(found, tuple[sqsreport.Quantity, ...])
    for quantity in found:
        assert_type(quantity.phrase, str)
        assert_type(quantity.lower, float | None)
        assert_type(quantity.counts, range | None)
        assert_type(quantity.polarity, Literal["positive", "negative"] | None)


def errors() -> None:
    """All exceptions of the library have a common base class, and typed attributes."""
    try:
        sqsreport.loads("{}")
    except sqsreport.ValidationError as error:
        assert_type(error.problems, tuple[sqsreport.Problem, ...])
        assert_type(error.groups, Mapping[str, tuple[sqsreport.Problem, ...]])
        assert_type(error.rows(), list[dict[str, str | int | None]])
    except sqsreport.NotFoundError as error:
        assert_type(error.near, tuple[str, ...])
    except sqsreport.UnknownFormatError as error:
        assert_type(error.known, tuple[str, ...])
    except sqsreport.UnwritableLetterError as error:
        assert_type(error.problems, tuple[sqsreport.Problem, ...])
    except sqsreport.MissingExtraError as error:
        assert_type(error.extra, str)
    roots: tuple[type[sqsreport.SqsReportError], ...] = (sqsreport.ValidationError, sqsreport.MissingExtraError)
    values: tuple[type[ValueError], ...] = (sqsreport.ValidationError, sqsreport.UnknownFormatError)
    assert_type(roots[0].args, tuple[Any, ...])
    assert_type(values[0].args, tuple[Any, ...])


def own_converters(report: sqsreport.Report) -> None:
    """`configure_converter` keeps the class of a converter."""
    assert_type(converters.make_converter(), Converter)
    assert_type(converters.configure_converter(Converter()), Converter)
    assert_type(converters.configure_converter(JsonConverter()), JsonConverter)
    assert_type(converters.make_converter().structure({}, model.Report), model.Report)


def pictures(report: sqsreport.Report) -> None:
    """A picture is bytes."""
    assert_type(plotting.rates([report], format="png", order="rate"), bytes)
    assert_type(plotting.rate_pictures([report], shape="slide", title="Our rates"), tuple[bytes, ...])
    assert_type(plotting.quantity_pictures(report, shape="page"), tuple[bytes, ...])
    assert_type(plotting.quantities(report), bytes)


def corrected(path: Path, report: sqsreport.Report) -> None:
    """Corrections, and the pages on which people make them."""
    made = corrections.make(None, report, sha256="0" * 64, accepted=["/title"], by="Ivy Garland")
    assert_type(made, corrections.Corrections)
    assert_type(corrections.loads(corrections.dumps(made)), corrections.Corrections)
    assert_type(corrections.load(path), corrections.Corrections)
    corrections.dump(made, path)
    assert_type(corrections.apply(report, made), corrections.CorrectedReport)
    assert_type(corrections.apply(report, made).report, sqsreport.Report | None)
    assert_type(corrections.load_all(path), corrections.Collection)
    assert_type(sqsreport.read_letter(path, corrections=made), sqsreport.Reading)
    assert_type(sqsreport.read_letter(path, corrections=path), sqsreport.Reading)
    assert_type(review.write_review([path], path, corrections=path), list[review.Row])
