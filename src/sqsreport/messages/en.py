"""The words of every problem in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqsreport.messages._words import Words

#: Where two places disagree, only people know which of them is right.
_WHICHEVER: Final = "correct whichever of the two is wrong"

#: Not every key may be left out, and the schema says which.
_VALUE_OR_NONE: Final = "give {key} a value, or leave it out if it is optional"

WORDS: Final[Mapping[str, Words]] = {
    "SQS001": Words("not UTF-8", "byte {byte} at offset {offset} is not UTF-8{guess}", "save it as UTF-8"),
    "SQS002": Words("empty input", "the input is empty"),
    "SQS003": Words("not JSON", "this is not JSON: {reason}", "for a file, pass Path({path})"),
    "SQS004": Words("duplicate key", "the key {key} stands twice in the same object", "keep one of the two"),
    "SQS005": Words("not a number", "JSON has no number {found}", "leave the key out where there is no number"),
    "SQS006": Words(
        "nested too deep",
        "the input is nested more than {limit} levels deep",
        "look for brackets that were never closed, or for data that contains itself",
    ),
    "SQS007": Words("number not exact", "{found} cannot be kept exactly", "use fewer digits"),
    "SQS008": Words(
        "lone surrogate",
        "half of a surrogate pair is not a character: {found}",
        "give both halves, or the character itself",
    ),
    "SQS009": Words(
        "byte order mark",
        "the input starts with a byte order mark, which JSON forbids",
        "save it as UTF-8 without a byte order mark (BOM)",
    ),
    "SQS010": Words("cannot be read", "cannot read {path}: {reason}"),
    "SQS011": Words(
        "not JSON data",
        "{found} is not JSON data",
        "use only text, numbers, true, false, null, lists, and objects whose keys are text",
    ),
    "SQS012": Words(
        "data repeated",
        "the same data stands in the input more than {limit} times over",
        "look for lists or dicts that were put into each other again and again",
    ),
    "SQS013": Words("torn end", "the input ends too soon: {reason}", "write or fetch it again"),
    "SQS014": Words(
        "document too large",
        "what begins here is longer than {limit} bytes, which is too much to read at once",
        "write each report on a line of its own, or in YAML each behind a line ---",
    ),
    "SQS015": Words(
        "damaged compression", "what follows cannot be unpacked: {reason}", "pack the file or fetch it again"
    ),
    "SQS016": Words(
        "not YAML",
        "this is not YAML: {reason}",
        "look here, and just before, for a colon in a text without quotation marks, for quotation marks and brackets"
        " that are not closed, or for spaces that are too many",
    ),
    "SQS017": Words(
        "report twice",
        "a report with the id {id} came before this one, which is left out",
        "give each report once; the first is in {first}",
        "give each report once",
    ),
    "SQS101": Words("wrong type", "must be {expected}, not {found}", "write {instead}"),
    "SQS102": Words("missing key", "{key} is missing", "add it; it is {about}, such as {example}"),
    "SQS103": Words(
        "unknown key",
        "unknown key {key}",
        "did you mean {near}?",
        'take it out, or keep what is your own under "extensions"',
    ),
    "SQS104": Words("null", "null is not allowed", _VALUE_OR_NONE),
    "SQS105": Words("unknown value", "must be {expected}, not {found}", "did you mean {near}?"),
    "SQS106": Words("malformed text", "must be {expected}, not {found}", "did you mean {instead}?"),
    "SQS107": Words(
        "surplus white space",
        "must have single spaces between words and none at either end, but has more {where}: {found}",
        "take out the spaces that are too many",
    ),
    "SQS108": Words(
        "control character",
        "must be one line, but has {what}: {found}",
        "put a space in its place; a new paragraph is a new item of the list",
    ),
    "SQS109": Words("number out of range", "must be {expected}, not {found}"),
    "SQS110": Words("empty value", "must not be empty", _VALUE_OR_NONE),
    "SQS199": Words("does not fit the schema", "does not fit the schema: {reason}"),
    "SQS201": Words(
        "fieldwork ends early",
        "the fieldwork ends on {end}, before it starts on {start}",
        "check whether the two days are swapped",
    ),
    "SQS202": Words(
        "published early", "published on {published}, before the fieldwork ends on {end}", "check the year of both days"
    ),
    "SQS203": Words(
        "id disagrees", "the id is {found}, but area, programme and fieldwork make it {expected}", "use {instead}"
    ),
    "SQS204": Words(
        "rate published early",
        "published in {published}, which is not after the end of its cohort in {end}",
        "check both months; in the three cases that are known 22 months lie between them",
    ),
    "SQS205": Words(
        "cohort ends early",
        "the cohort ends in {end}, before it starts in {start}",
        "check whether the two months are swapped",
    ),
    "SQS206": Words(
        "section out of order",
        "section {found} follows section {previous}, but the numbers must rise",
        "put the sections in the order of the letter, and give each number once",
    ),
    "SQS207": Words(
        "paragraph out of order",
        "paragraph {found} stands where {expected} is due",
        "number it {instead}",
        "check whether a paragraph is missing before it",
    ),
    "SQS208": Words("duplicate id", "the id {found} is used already at {first}", "give this item an id of its own"),
    "SQS209": Words(
        "footnote missing",
        "the mark [^{label}] has no footnote",
        "add a footnote with the label {label}, or take the mark out",
    ),
    "SQS210": Words(
        "footnote unused",
        "no text refers to footnote {label}",
        "put its mark where it belongs, such as [^1] for footnote 1, or take the footnote out",
    ),
    "SQS211": Words(
        "duplicate footnote",
        "the footnote label {label} is used already at {first}",
        "give this footnote a label of its own",
    ),
    "SQS212": Words("cases disagree", "the Context says that {printed} cases were examined, not {found}", _WHICHEVER),
    "SQS213": Words("rate disagrees", "the Context gives a reoffending rate of {printed}%, not {found}%", _WHICHEVER),
    "SQS214": Words("comparator disagrees", "the Context gives {printed}% for {kind}, not {found}%", _WHICHEVER),
    "SQS215": Words(
        "direction disagrees",
        "a rate of {rate}% beside {other}% is not {found}: a lower rate is better",
        "check the direction and both rates against the letter",
    ),
    "SQS216": Words("duplicate comparator", "the comparator {kind} is given twice", "keep one of the two"),
    "SQS217": Words(
        "previous inspection later",
        "a previous inspection cannot be in {date}, after this one began on {start}",
        "check the date of both",
    ),
    "SQS218": Words(
        "section number disagrees",
        "the section is numbered {found}, but its paragraphs belong to section {expected}",
        "number it {instead}",
        _WHICHEVER,
    ),
    "SQS219": Words(
        "nothing visible",
        "must have a character that can be seen, not {found}",
        "write the text, or leave its key out if it is optional",
    ),
    "SQS301": Words(
        "theme missing",
        "no section has the theme {theme}",
        "check whether the letter has it; the reports are organised by all four",
    ),
    "SQS302": Words(
        "themes out of order",
        "the theme {found} follows {previous}; the known letters print it before",
        "check that the sections stand as in the letter",
    ),
    "SQS303": Words(
        "unusual month of publication",
        "months from the end of the cohort to the publication: {months}; in the three cases that are known: 22",
        "check whether {instead} is meant",
        "check both months",
    ),
    "SQS304": Words(
        "title of another theme",
        "the title {title} is that of the theme {theme}",
        "use the theme {instead}, or correct the title",
        _WHICHEVER,
    ),
    "SQS305": Words("area disagrees", "the title names the area {printed}, not {found}", _WHICHEVER),
    "SQS306": Words(
        "theme repeated",
        "two sections have the theme {theme}",
        "check the theme of both; Operational management has none",
    ),
    "SQS307": Words(
        "invisible character", "has the character {char}, which cannot be seen: {found}", "take the character out"
    ),
    "SQS401": Words("part missing", "the letter has no {part}, or none that could be read"),
    "SQS402": Words("no report", "no report could be made: the letter has no {part}, or none that could be read"),
    "SQS403": Words("cut off", "the text breaks off: {found}", "check whether the letter is whole"),
    "SQS404": Words("left over", "this text has no place in the report: {found}"),
    "SQS405": Words(
        "embedded report set aside",
        "the text or the embedded report was changed since the letter was written, so only the text counts",
    ),
    "SQS406": Words("area disagrees", "the letter names its area {first} and {second}", _WHICHEVER),
    "SQS407": Words(
        "letter not UTF-8",
        "byte {byte} at offset {offset} is not UTF-8; read as Windows-1252",
        "check that accents and quotation marks are right",
    ),
    "SQS408": Words(
        "not text",
        "this is not text in UTF-8",
        "save it as UTF-8, or give it the ending of its format, such as .pdf",
    ),
    "SQS409": Words("embedded report unusable", "the data in the letter is no report, so only the text counts"),
    "SQS410": Words("too large", "{what} too large: {found}, and {limit} is the limit"),
    "SQS411": Words("not of this format", "this is not {format}: {reason}"),
    "SQS412": Words("encrypted", "the file is encrypted", "save it without a password"),
    "SQS413": Words(
        "no text",
        "the file has {pages} and no text, so it was probably scanned",
        "let a program for text recognition (OCR) read it first",
    ),
    "SQS414": Words("attachment not read", "the file has an attachment that is not read: {name}"),
    "SQS415": Words("page not read", "the page is damaged and was not read", "fetch or export the file anew"),
    "SQS416": Words(
        "characters damaged",
        "characters were decoded wrongly before the file was saved, such as {found}; lines repaired: {repaired}, "
        "not repaired: {left}",
        "compare names with accents, quotation marks and dashes with the letter as published",
    ),
    "SQS417": Words(
        "another inspection",
        "this letter is not of a Short Quality Screening but of another programme ({programme}), so it is not read",
    ),
    "SQS418": Words(
        "several letters",
        "the file has {count} letters, of which this is the first",
        "read all of them with sqsreport.read_letters",
    ),
    "SQS419": Words(
        "not a letter",
        "this does not look like the letter of a Short Quality Screening: it has no title, no days of fieldwork, and "
        "no name of the programme",
    ),
    "SQS501": Words(
        "names without a role",
        "names follow several roles, so it is not certain who has which: {found}",
        "add the names to the copy list by hand",
    ),
    "SQS502": Words(
        "figure at a word",
        "a figure is attached to a word, as the mark of a footnote would be: {found}",
        "check whether it is the mark of a footnote",
    ),
    "SQS503": Words(
        "footnote without mark",
        "no text refers to this footnote, so it is not in the report: {found}",
        "check where its mark belongs",
    ),
    "SQS504": Words("note missing", "the printed notes are numbered {found}", "check whether a note was lost"),
    "SQS505": Words("recipient not a name", "this recipient does not look like a name: {found}", "check the copy list"),
    "SQS506": Words(
        "role in two",
        "this role of the copy list does not look whole: {found}",
        "check the copy list against the letter",
    ),
    "SQS507": Words("name of one word", "this name has one word: {found}", "check whether the name is whole"),
    "SQS508": Words("role with an address", "this role has an address in it: {found}", "check where the role ends"),
    "SQS509": Words("bullet in the text", "this text begins with a bullet: {found}", "check where the item begins"),
    "SQS510": Words("letters set apart", "the letters of a word are set apart: {found}", "check the words"),
    "SQS511": Words(
        "section without paragraphs", "this section has no paragraphs: {found}", "check whether its title is one"
    ),
    "SQS512": Words(
        "service of another area",
        "the name of the service does not have the name of the area in it: {found}",
        "check both against the letter",
    ),
    "SQS513": Words(
        "columns read across",
        "the lines of this text have wide gaps, as two columns have: {found}",
        "check the words against the letter",
    ),
    "SQS514": Words(
        "paragraph in two",
        "this paragraph begins in the middle of a sentence: {found}",
        "check whether it belongs to the paragraph before it",
    ),
    "SQS515": Words(
        "date apart",
        "the date of publication is not among the other labels of the header: {found}",
        "check that it is the date of the letter",
    ),
    "SQS516": Words(
        "value not understood", "the {part} could not be read from {found}", "add it to the report by hand"
    ),
    "SQS517": Words(
        "items without bullets",
        "this text has several sentences and no bullets, so it may be several items: {found}",
        "check where each item begins",
    ),
    "SQS518": Words(
        "copy list unclear",
        "many roles of the copy list have no recipients, so its lines may not be entries: {found}",
        "check the copy list against the letter",
    ),
    "SQS601": Words(
        "corrections unusable",
        "the corrections in {path} cannot be used: {reason}",
        "correct the file, or make it again with sqsreport correct",
    ),
    "SQS602": Words(
        "correction not applied",
        "a correction from {expected} to {wanted} was not applied, because the letter is read differently now: {found}",
        "look at the letter, and correct it again or remove the correction",
    ),
    "SQS603": Words(
        "correction not needed",
        "a correction is no longer needed, because the letter is read as {found} now",
        "remove it from the corrections",
    ),
    "SQS604": Words(
        "corrections of another file",
        "the corrections of {letter} were made for a file with the SHA-256 {expected}, and this one has {found}",
        "if the two have the same text, put the new SHA-256 into the corrections",
    ),
    "SQS605": Words("correction impossible", "a correction cannot be applied: {reason}", "correct or remove it"),
    "SQS606": Words(
        "accepted value has changed",
        "a person accepted {expected}, and the letter is read differently now: {found}",
        "look at the letter again",
    ),
}
