"""The tokens of each kind of input, for mutations that reach the code of their parsers."""

from __future__ import annotations

from typing import Final

#: The spelling of characters that cannot be seen in a line.
_SPELT: Final = {"␣": " ", r"\n": "\n", r"\t": "\t"}


def _split(words: str) -> tuple[bytes, ...]:
    """Split a text into tokens, one on each line."""
    for spelling, character in _SPELT.items():
        words = words.replace(spelling, "\0" if character == "\n" else character)
    return tuple(line.replace("\0", "\n").encode() for line in words.strip("\n").split("\n"))


JSON: Final = _split(r"""
{
}
[
]
,
:
"
\
\u0000
\ud800
\ud83d\ude00
null
true
NaN
-Infinity
1e5
0.1
9007199254740993
100.0
"a": 1
{}
[]
{"text": "x"}
"schema_version": "1.0",
"id": "northmoor-sqs-2015-03-09",
"language": "cy"
"published": "2015-04-08"
"extensions": {"org.example": {}}
"items": []
"number": "1.1"
"theme": "protecting_the_public"
"kind": "previous_year"
"rate": 39.5
[^1]
[^b]
*"quoted"*
\n
\n\n
""")

YAML: Final = (
    *JSON,
    *_split(r"""
---
...
\n---\n
\n...\n
%YAML 1.2
-␣
?␣
:␣
&a␣
*a
<<: *a
!!str␣
!!binary␣
!!float␣
!x␣
|
>-
|+2
# x
'
"
\n␣␣
\n  -␣
~
yes
0x1f
0o17
1_000
.inf
.nan
2015-03-09
2001-12-14t21:59:43.10-05:00
@
`
\t
"""),
)  # fmt: skip

LETTER: Final = _split(r"""
<i>To:</i>\tAsh Lee, Chair of the Board
To:
Copy to:
\nCopy to:\n\n
<i>From:</i>
Publication date: 8 April 2015
Date:
Report of Short Quality Screening (SQS) of youth offending work in Northmoor
\n\nContext\n\n
\n\nSummary\n\n
Commentary on the inspection in Northmoor:
1. Reducing reoffending
2. Protecting the public
\n3. Protecting the child or young person\n
4. Ensuring that the sentence is served
\n\nOperational management\n\n
\n\nKey strengths\n\n
\n\nAreas requiring improvement\n\n
- 1.1.␣
 1.2␣
\n-␣
\n    -␣
\n  o␣
\n•␣
\n1.␣
\n(a)␣
\n\n
\n---\n
\n===\n
\n#␣
\n###␣
\n>␣
\n```\n
\n~~~\n
`
*
**
_
<i>
</i>
<br>
<!-- sqsreport␣
-->
<div>
[^1]
\n\n[^1]:␣
¹
\n¹␣
[x](https://example.org)
[x]: https://example.org\n
![x](y)
<https://example.org>
&amp;
&#0;
&#x1F600;
&nbsp;
\n| a | b |\n| --- | --- |\n
|
\t
␣␣␣
The inspection was conducted from 9-11 March 2015
the lead inspector, who was Hazel Brook
hazel.brook@example.org
01632 960001
We examined 20 cases
The published reoffending rate for Northmoor was 39.5%
worse than the previous year
better than the England and Wales average of 37.9%
published in January 2015
April 2012 - March 2013 cohort
our last SQS inspection in February 2013
Northmoor Youth Offending Service (YOS)
Police and Crime Commissioner\tHeather Vale, Ash Lee
Note 1:␣
Page 2 of 5
Adroddiad
30 February 2015
31 September
0 cases
""")

HTML: Final = (
    *LETTER,
    *_split(r"""
<p>
</p>
<h1>
<h2>
</h2>
<ul>
<ol start="3">
<ol type="a" reversed>
<li>
<li value="7">
</li>
</ol>
<table>
<tr>
<td colspan="2" rowspan="3">
<td rowspan="0">
<td colspan="99999">
<th>
<thead>
</table>
<caption>
<b>
<em>
<sup>
<sub>
<sup><a href="#f1">1</a></sup>
<a id="f1">
<a href="javascript:x">
<br/>
<hr>
<pre>
<code>
<div hidden>
<div style="display:none">
<div style="white-space: pre">
<span style="visibility: hidden">
<script>
</script>
<script type="application/json" id="sqsreport">
<style>
</style>
<template>
<textarea>
<select><option>
<details>
<dialog open>
<dl><dt>
<dd>
<img alt="x">
<svg>
<math>
<iframe>
<frameset>
<meta charset="utf-16">
<meta http-equiv="content-type" content="text/html; charset=koi8-r">
<base href="x">
<ruby>x<rt>
<del>
<ins>
<bdo dir="rtl">
<input value="x">
<noscript>
<plaintext>
<!DOCTYPE html>
<![CDATA[
<?xml version="1.0" encoding="utf-16"?>
<!--
<p class="MsoListParagraph" style="mso-list:l0 level2 lfo1">
<o:p>
<html lang="cy">
<body>
</body>
&lt;
&#xD800;
&#128;
&notit;
"""),
)  # fmt: skip

WORD: Final = (
    *_split(r"""
<w:p>
</w:p>
<w:r>
</w:r>
<w:t>
<w:t xml:space="preserve"> x </w:t>
</w:t>
<w:p><w:r><w:t>x</w:t></w:r></w:p>
<w:pPr>
</w:pPr>
<w:pStyle w:val="Heading1"/>
<w:pStyle w:val="ListBullet"/>
<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>
<w:numId w:val="0"/>
<w:ilvl w:val="-1"/>
<w:ilvl w:val="99999999999"/>
<w:numFmt w:val="lowerRoman"/>
<w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1.%2."/>
<w:lvlText w:val="%9%0%"/>
<w:start w:val="2147483647"/>
<w:start w:val="-5"/>
<w:lvlRestart w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>
<w:basedOn w:val="Normal"/>
<w:basedOn w:val="Heading1"/>
<w:link w:val="Heading1"/>
<w:numStyleLink w:val="x"/>
<w:outlineLvl w:val="2"/>
<w:rPr>
</w:rPr>
<w:i/>
<w:i w:val="0"/>
<w:b/>
<w:caps/>
<w:vanish/>
<w:vertAlign w:val="superscript"/>
<w:rStyle w:val="Emphasis"/>
<w:footnoteReference w:id="1"/>
<w:footnoteReference w:id="-1"/>
<w:endnoteReference w:id="1"/>
<w:footnoteRef/>
<w:tab/>
<w:br/>
<w:br w:type="page"/>
<w:cr/>
<w:noBreakHyphen/>
<w:softHyphen/>
<w:sym w:font="Wingdings" w:char="F0B7"/>
<w:sym w:char="110000"/>
<w:sym w:char="D800"/>
<w:tbl>
<w:tr>
<w:tc>
</w:tc>
</w:tr>
</w:tbl>
<w:gridSpan w:val="2"/>
<w:gridSpan w:val="999999"/>
<w:vMerge w:val="restart"/>
<w:vMerge/>
<w:tblHeader/>
<w:hyperlink r:id="rId1">
<w:hyperlink w:anchor="x">
</w:hyperlink>
<w:fldSimple w:instr="PAGE">
<w:fldChar w:fldCharType="begin"/>
<w:fldChar w:fldCharType="separate"/>
<w:fldChar w:fldCharType="end"/>
<w:instrText> HYPERLINK "https://example.org" </w:instrText>
<w:ins>
<w:del>
<w:delText>x</w:delText>
<w:moveFrom>
<w:sdt><w:sdtContent>
<w:smartTag>
<w:txbxContent>
<w:pict>
<w:drawing>
<wp:inline>
<mc:AlternateContent><mc:Choice>
<mc:Fallback>
<m:oMath>
<m:t>
<w:sectPr>
<w:altChunk r:id="rId1"/>
<w:footnote w:id="1">
<w:footnote w:type="separator" w:id="-1">
<w:lang w:val="cy-GB"/>
w:val="
<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>
Target="../word/document.xml"
Target="/"
Target="https://example.org" TargetMode="External"
<!DOCTYPE x [<!ENTITY a "b">]>
&a;
<![CDATA[
<?x y?>
<!--
xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"
"""),
    *LETTER,
)  # fmt: skip

PDF: Final = _split(r"""
<<
>>
[
]
(x)
<0041>
/
obj
endobj
stream
endstream
xref
trailer
startxref
%%EOF
null
true
0 R
1 0 R
3 0 R
/Type /Page
/Type /Pages
/Kids [3 0 R]
/Count 99999
/Count -1
/Parent 2 0 R
/Contents 5 0 R
/Contents [5 0 R 5 0 R]
/Resources <<>>
/MediaBox [0 0 1e38 -1]
/MediaBox [0 0 0 0]
/Rotate 90
/UserUnit 1000
/StructTreeRoot 6 0 R
/MarkInfo <</Marked true>>
/S /P
/S /H1
/S /L
/S /LI
/S /Table
/S /Note
/K 0
/K [0 1 2]
/K <</Type /MCR /MCID 0>>
/P 6 0 R
/ActualText (x)
/Alt (x)
/Lang (cy)
/Annots [7 0 R]
/Encrypt 1 0 R
/Names <</EmbeddedFiles 8 0 R>>
/AcroForm <</XFA 5 0 R>>
/Length 0
/Length 99999999
/Filter /FlateDecode
/Filter [/ASCIIHexDecode /LZWDecode]
/Font <</F1 4 0 R>>
/ToUnicode 5 0 R
/Encoding /Identity-H
/BaseFont /Symbol
/Subtype /Type3
/Subtype /Form
BT
ET
/F1 12 Tf
/F1 0 Tf
/F1 -12 Tf
/F1 1e30 Tf
Tj
(Context) Tj
(1.1.) Tj
[(a) -9999 (b)] TJ
1 0 0 1 72 700 Tm
0 1 -1 0 300 300 Tm
0 0 0 0 0 0 Tm
1e30 0 0 1e30 0 0 cm
0 -14 Td
9e9 9e9 Td
3 Tr
5 Ts
-100 Tz
99999 Tw
T*
'
q
Q
/Span <</MCID 0>> BDC
/P <</MCID 1>> BDC
/Artifact BMC
EMC
/X1 Do
0 0 100 100 re f
72 72 m 500 72 l S
\377
\000
""")

#: The words of commands. None of them names a place outside the folder in which the command runs.
COMMANDS: Final = _split(r"""
validate
convert
show
where
quantities
tables
explain
schema
completions
bash
SQS204
SQS999
in.json
in.jsonl
in.yaml
in.yml
in.json.gz
in.md
in.txt
in.html
in.docx
in.pdf
in.xyz
out.json
out.md
out.html
out.docx
out.csv
out
-
--
--from
--to
--format
json
jsonl
yaml
markdown
html
docx
text
sarif
junit
github
csv
--isolated
--strict
--all
--mask
--exit-zero
--plain
--ignore-embedded
--no-quantities
--force
--select
--ignore
--severity
SQS1
SQS301=error
SQS3=warning
--jobs
1
-o
-h
--config
--version
/sections/0
/title
/sections/1/paragraphs/0/text
""")
