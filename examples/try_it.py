"""Read the example letter, look into its report, check it and write it down."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import sqsreport

HERE = Path(__file__).parent

reading = sqsreport.read_letter(HERE / "northmoor-2015.md")
report = reading.report
assert report is not None, reading.problems

print(report)
print(report.section("protecting_the_child").title)
for quotation in report.paragraph("1.2").text.quotations:
    print(f"  “{quotation}”")
print(f"{len(sqsreport.validate(report))} problems")

with TemporaryDirectory() as folder:
    path = Path(folder) / "northmoor-2015.json"
    sqsreport.dump(report, path)
    assert sqsreport.load(path) == report == sqsreport.load(HERE / "northmoor-2015.json")
