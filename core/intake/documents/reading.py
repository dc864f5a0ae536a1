"""Reads a document in a process of its own, with limits on time and memory, progress and a way to stop it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from core.intake import child
from core.intake.child import DEFAULT_LIMITS, CancelledError, Limits
from core.intake.documents import packed
from core.intake.documents.values import Document
from core.intake.table import Progress, silent
from core.model.errors import FileError

# The limit counts addresses, not memory in use: the OCR libraries take .5 GB of them before the first page,
# while what is in use stays at .6 GB (measured with rapidocr on A4 pages at 200 dpi).
_OCR_ROOM = 1.5


def read_document(
    data: bytes,
    file_name: str,
    *,
    on_progress: Progress = silent,
    is_cancelled: Callable[[], bool] = bool,
    limits: Limits = DEFAULT_LIMITS,
) -> Document:
    """`extract.extract` in a child process: the same document, the same `FileError`.

    `on_progress(what, done, total)` is called for every page. Raises `FileError` also when the file needs
    more than the limits or ends the child, `CancelledError` when `is_cancelled` turns true.
    """
    request: dict[str, Any] = {"file_name": file_name, "recognise": False}
    found = child.run("document", data, file_name, request, on_progress, is_cancelled, limits).values
    if "needs_ocr" in found:
        request["recognise"] = True
        most = replace(limits, memory_bytes=int(limits.memory_bytes * _OCR_ROOM))
        so_far = found["so_far"]
        try:
            found = child.run("document", data, file_name, request, on_progress, is_cancelled, most).values
        except CancelledError:
            raise
        except FileError:
            if so_far is None:
                raise
            found = so_far  # what was read without OCR is worth more than nothing
    return packed.unpack(found)
