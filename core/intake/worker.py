"""The child's side of `child`: reads one file on standard input and answers on standard output.

It loads as little as it can: a file of a few lines takes less time than the start of its process.
"""

import contextlib
import importlib
import json
import os
import struct
import sys
from collections.abc import Sequence
from typing import IO, Any

from core.model.errors import FileError

LENGTH = struct.Struct(">I")
TEXT = ("utf-8", "surrogatepass")
_MOST_BYTES = 1_000_000_000  # of one answer; a child may not take more memory itself
_TASKS = {
    "table": "core.intake.tasks:read_table_file",
    "document": "core.intake.documents.packed:read_document_file",
    "picture": "core.intake.documents.pictures:draw_page",
    "settlement": "core.intake.processors.packed:read_settlement_file",
}


def main() -> None:
    """The child's side: one request from standard input, frames of JSON and texts to standard output."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not be heard as an answer
    source = sys.stdin.buffer
    head = json.loads(exactly(source, LENGTH.unpack(exactly(source, LENGTH.size))[0]))
    _limit(head["memory"], head["seconds"])
    data = source.read()

    def tell(frame: dict[str, Any], texts: Sequence[str] = ()) -> None:
        encoded = [text.encode(*TEXT) for text in texts]
        body = json.dumps(frame | {"texts": list(map(len, encoded))}, separators=(",", ":")).encode()
        for part in (LENGTH.pack(len(body)), body, *encoded):
            out.write(part)
        out.flush()

    module, _, function = _TASKS[head["task"]].partition(":")
    task = getattr(importlib.import_module(module), function)
    try:
        answer = task(data, head["request"], lambda *step: tell({"progress": step}))
    except FileError as error:
        tell({"refused": str(error)})
    else:
        values, texts = answer if isinstance(answer, tuple) else (answer, ())
        tell({"answer": values}, texts)
    os._exit(0)  # to give back a hundred thousand values one by one would take as long as to make them


def _limit(memory_bytes: int, seconds: float) -> None:
    """Bounds this process; where the system has no such limits (Windows) the parent's clock remains."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, int(seconds) + 5),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(what, (most, most))


def exactly(pipe: IO[bytes], size: int) -> bytes:
    """So many bytes of a pipe; raises `ValueError` where it ends before."""
    if size > _MOST_BYTES:
        raise ValueError("an answer is longer than a child may hold")
    found = pipe.read(size)
    if len(found) < size:
        raise ValueError("the other end has closed")
    return found
