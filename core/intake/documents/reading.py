"""Reads a document in a process of its own, with limits on time and memory, progress and a way to stop it."""

from collections.abc import Callable

from core.intake import child
from core.intake.child import DEFAULT_LIMITS, Limits
from core.intake.documents import packed
from core.intake.documents.values import Document
from core.intake.table import Progress, silent


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
    request = {"file_name": file_name}
    return packed.unpack(child.run("document", data, file_name, request, on_progress, is_cancelled, limits))
