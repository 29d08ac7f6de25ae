"""The one module that imports pypdfium2.

pdfium is C++, and pypdfium2 calls it through ctypes. A call costs as much as a hundred
characters of text, so the functions that are called for every word are bound again here,
with handles as plain numbers: that halves the cost, and numbers can be compared.
"""

from __future__ import annotations

import ctypes
import functools
from typing import Any, Final

from sqsreport._extras import require
from sqsreport._locks import Lock

#: pdfium has global state, so only one thread may call it at a time.
LOCK: Final = Lock()


class Pdfium:
    """The functions that are called often, with handles as bare numbers: half the cost, and they can be compared."""

    def __init__(self) -> None:
        self.module: Any = require("pypdfium2", extra="pdf", purpose="reading PDF")
        self.raw: Any = self.module.raw
        handle, integer = ctypes.c_void_p, ctypes.c_int
        # Those that are called for characters take a handle as `c_void_p`, an index, and references: to have ctypes
        # check and convert what is given costs as much again as the call.
        self.object_at: Any = self._function("FPDFText_GetTextObject", handle)
        self.box_at: Any = self._function("FPDFText_GetLooseCharBox", integer)
        self.origin_at: Any = self._function("FPDFText_GetCharOrigin", integer)
        self.matrix_at: Any = self._function("FPDFText_GetMatrix", integer)
        self.tag_of: Any = self._function("FPDFPageObj_GetMarkedContentID", integer, handle)
        self.size_of: Any = self._function("FPDFTextObj_GetFontSize", integer, handle, handle)
        self.font_of: Any = self._function("FPDFTextObj_GetFont", handle, handle)
        self.width_of: Any = self._function(
            "FPDFFont_GetGlyphWidth", integer, handle, ctypes.c_uint, ctypes.c_float, handle
        )
        self.is_generated: Any = self._function("FPDFText_IsGenerated", integer, handle, integer)
        self.mode_of: Any = self._function("FPDFTextObj_GetTextRenderMode", integer, handle)
        self.fill_of: Any = self._function("FPDFPageObj_GetFillColor", integer, *[handle] * 5)
        self.count_marks: Any = self._function("FPDFPageObj_CountMarks", integer, handle)
        self.mark_at: Any = self._function("FPDFPageObj_GetMark", handle, handle, ctypes.c_ulong)
        self.name_of: Any = self._function("FPDFPageObjMark_GetName", integer, handle, handle, ctypes.c_ulong, handle)
        self.kind_of: Any = self._function("FPDFPageObj_GetType", integer, handle)
        self.bounds_of: Any = self._function("FPDFPageObj_GetBounds", integer, *[handle] * 5)
        self.page_object: Any = self._function("FPDFPage_GetObject", handle, handle, integer)
        self.count_kids: Any = self._function("FPDF_StructElement_CountChildren", integer, handle)
        self.kid_at: Any = self._function("FPDF_StructElement_GetChildAtIndex", handle, handle, integer)
        self.tag_at: Any = self._function("FPDF_StructElement_GetChildMarkedContentID", integer, handle, integer)
        self.type_of: Any = self._function("FPDF_StructElement_GetType", ctypes.c_ulong, handle, handle, ctypes.c_ulong)

    def _function(self, name: str, result: Any, *arguments: Any) -> Any:
        address = ctypes.cast(getattr(self.raw, name), ctypes.c_void_p).value
        # The calls are over at once, so that to let other threads run meanwhile would take longer.
        return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


@functools.cache
def load() -> Pdfium:
    """Load pdfium.

    Raises:
        MissingExtraError: pypdfium2 is not installed.
    """
    return Pdfium()


def handle_of(pointer: Any) -> int:
    """Return a handle of pypdfium2's as a bare number."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
