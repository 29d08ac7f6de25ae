"""Validate a listing in JUnit XML against the XSD files of Jenkins, JUnit and Ant.

``python check_junit.py problems.xml jenkins.xsd junit.xsd ant.xsd`` prints what is not valid. The XSD of Ant describes
a run of tests on a host at a time, and allows no output within a test case; the listing is changed to have these
before it is validated against that one.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree


def as_ant(root: etree._Element) -> etree._Element:
    """Return a listing with the elements and attributes that only Ant's XSD requires, and without those it refuses."""
    root = copy.deepcopy(root)
    root.attrib.pop("name")
    for index, suite in enumerate(root):
        suite.attrib.pop("skipped")
        suite.attrib.update(
            {"id": str(index), "package": "", "hostname": "localhost", "timestamp": "2015-04-08T00:00:00"}
        )
        output = etree.SubElement(suite, "system-out")
        output.text = "".join(each.text for each in suite.findall("testcase/system-out"))
        etree.SubElement(suite, "system-err")
        suite.insert(0, etree.Element("properties"))
        for case in suite.findall("testcase[system-out]"):
            case.remove(case.find("system-out"))
    return root


def errors(listing: Path, schemas: list[Path]) -> Iterator[str]:
    """Yield what each XSD finds in a listing."""
    root = etree.parse(listing).getroot()
    for path, document in zip(schemas, (root, root, as_ant(root)), strict=True):
        schema = etree.XMLSchema(etree.parse(path))
        if not schema.validate(document):
            yield from (f"{path.name}: line {each.line}: {each.message}" for each in schema.error_log)


if __name__ == "__main__":
    listing, *schemas = map(Path, sys.argv[1:])
    found = [*errors(listing, schemas)]
    print(*found, f"JUnit: {len(schemas)} XSD, {len(found)} errors", sep="\n")
    sys.exit(bool(found))
