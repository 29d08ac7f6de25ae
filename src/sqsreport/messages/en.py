"""The words of every problem in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqsreport.messages._words import Words

WORDS: Final[Mapping[str, Words]] = {
    "SQS001": Words("not UTF-8", "byte {byte} at offset {offset} is not UTF-8{guess}"),
    "SQS002": Words("empty input", "the input is empty"),
    "SQS003": Words("not JSON", "this is not JSON: {reason}", "for a file, pass Path({path})"),
    "SQS004": Words("duplicate key", "the key {key} stands twice in the same object"),
    "SQS005": Words("not a number", "JSON has no number {found}"),
    "SQS006": Words("nested too deep", "the input is nested more than {limit} levels deep"),
    "SQS007": Words("number not exact", "the number {found} cannot be kept exactly"),
    "SQS008": Words("lone surrogate", "half of a surrogate pair is not a character: {found}"),
    "SQS009": Words("byte order mark", "the input starts with a byte order mark, which JSON forbids"),
    "SQS010": Words("cannot be read", "cannot read {path}: {reason}"),
    "SQS011": Words("not JSON data", "{found} is not JSON data"),
    "SQS012": Words("data repeated", "the same data stands in the input more than {limit} times over"),
    "SQS013": Words(
        "torn end", "the input breaks off before this is complete: {reason}", "write it anew, for the rest is lost"
    ),
    "SQS014": Words("document too large", "one document is longer than {limit} bytes", "give each report by itself"),
    "SQS015": Words("damaged compression", "what follows cannot be unpacked: {reason}", "pack or fetch it anew"),
    "SQS016": Words("not YAML", "this is not YAML: {reason}"),
    "SQS101": Words("wrong type", "must be {expected}, not {found}"),
    "SQS102": Words("missing key", "{key} is missing"),
    "SQS103": Words("unknown key", "unknown key {key}", "did you mean {near}?"),
    "SQS104": Words("null", "null is not allowed", "give {key} a value, or leave it out where it may be"),
    "SQS105": Words("unknown value", "must be {expected}, not {found}", "did you mean {near}?"),
    "SQS106": Words("malformed text", "must be {expected}, not {found}"),
    "SQS107": Words("surplus white space", "must have single spaces between words and none around: {found}"),
    "SQS108": Words("control character", "must be one line, without control characters: {found}"),
    "SQS109": Words("number out of range", "must be {expected}, not {found}"),
    "SQS110": Words("empty value", "must not be empty", "leave {key} out when there is nothing to say"),
    "SQS199": Words("does not fit the schema", "does not fit the schema: {reason}"),
    "SQS201": Words("fieldwork ends early", "the fieldwork ends on {end}, before it starts on {start}"),
    "SQS202": Words("published early", "published on {published}, before the fieldwork ends on {end}"),
    "SQS203": Words(
        "id disagrees", "the id is {found}, but area, programme and fieldwork make it {expected}", 'use "{expected}"'
    ),
    "SQS204": Words("rate released early", "released in {released}, before its cohort ends in {end}"),
    "SQS205": Words("cohort ends early", "the cohort ends in {end}, before it starts in {start}"),
    "SQS206": Words("section out of order", "section {found} follows section {previous}"),
    "SQS207": Words(
        "paragraph out of order", "paragraph {found} stands where {expected} is due", "number it {expected}"
    ),
    "SQS208": Words("duplicate id", "the id {found} is taken by {first}"),
    "SQS209": Words("footnote missing", "the mark [^{label}] has no footnote"),
    "SQS210": Words("footnote unused", "no text refers to footnote {label}"),
    "SQS211": Words("duplicate footnote", "the footnote label {label} is taken by {first}"),
    "SQS212": Words("cases disagree", "the text says that {printed} cases were examined, not {found}"),
    "SQS213": Words("rate disagrees", "the text gives a reoffending rate of {printed}%, not {found}%"),
    "SQS214": Words("comparator disagrees", "the text gives {printed}% for {kind}, not {found}%"),
    "SQS215": Words("direction disagrees", "a rate of {rate}% beside {other}% is not {found}: a lower rate is better"),
    "SQS216": Words("duplicate comparator", "the comparator {kind} is given twice"),
    "SQS217": Words("previous inspection later", "a previous inspection in {date} cannot follow one in {start}"),
    "SQS218": Words(
        "section number disagrees",
        "the section is numbered {found}, and its paragraphs stand under {expected}",
        "number it {expected}",
    ),
    "SQS301": Words("theme missing", "no section has the theme {theme}"),
    "SQS302": Words("themes out of order", "the theme {found} follows {previous}; letters print it before"),
    "SQS303": Words(
        "unusual release month",
        "released {months} months after the end of the cohort; 22 is usual",
        "check whether {expected} is meant",
    ),
    "SQS304": Words("title of another theme", "the title {title} is that of the theme {theme}"),
    "SQS305": Words("area disagrees", "the title names the area {printed}, not {found}"),
    "SQS306": Words("theme repeated", "two sections have the theme {theme}"),
    "SQS401": Words("part missing", "the letter has no {part}, or none that could be read"),
    "SQS402": Words("no report", "no report could be made: the letter has no {part}, or none that could be read"),
    "SQS403": Words("cut off", "the text breaks off: {found}"),
    "SQS404": Words("left over", "this text has no place in the report: {found}"),
    "SQS405": Words(
        "embedded report set aside",
        "the text or the embedded report was changed since the letter was written, so only the text counts",
    ),
    "SQS406": Words("area disagrees", "the letter names its area {first} and {second}"),
    "SQS407": Words("letter not UTF-8", "byte {byte} at offset {offset} is not UTF-8; read as Windows-1252"),
    "SQS408": Words("not text", "this is not text in UTF-8{guess}"),
    "SQS409": Words("embedded report unusable", "the data in the letter is no report, so only the text counts"),
    "SQS410": Words("too large", "{what} too large: {found}, and {limit} is the limit"),
    "SQS411": Words("not of this format", "this is not {format}: {reason}"),
    "SQS412": Words("encrypted", "the file is encrypted", "save it without a password"),
    "SQS413": Words("no text", "the file has {pages} and no text, so it was probably scanned"),
    "SQS414": Words("attachment not read", "the file has an attachment that is not read: {name}"),
    "SQS415": Words("page not read", "the page is damaged and was not read"),
}
