"""Parses any file in a process of its own, with limits on time and memory, progress and a way to stop it."""

import contextlib
import gc
import importlib
import json
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from core.intake.answers import NO_ANSWERS, Answers
from core.intake.table import Progress, silent
from core.model.errors import FileError

# A fresh interpreter is started rather than a fork or multiprocessing's spawn: a server has threads, and
# spawn would run the server's own main script (under Streamlit: the page) again in the child.
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from core.intake import child; child.main()"
_ROOT = str(Path(__file__).resolve().parents[2])
_LENGTH = struct.Struct(">I")
_TASKS = {
    "table": "core.intake.tasks:read_table_file",
    "document": "core.intake.documents.packed:read_document_file",
    "picture": "core.intake.documents.pictures:draw_page",
    "settlement": "core.intake.processors.packed:read_settlement_file",
}
_TEXT = ("utf-8", "surrogatepass")
_Frames = queue.Queue[tuple[dict[str, Any], list[str]] | None]
_MOST_BYTES = 1_000_000_000  # of one answer; a child may not take more memory itself
_KEPT_SETTINGS = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "TEMP", "HOME", "TZ")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: wall-clock seconds and bytes of address space."""

    seconds: float = 30.0
    memory_bytes: int = 1_000_000_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child found: JSON values, and long texts that would be slow to send as JSON."""

    values: dict[str, Any]
    texts: Sequence[str] = ()


class CancelledError(FileError):
    """A person stopped the reading of a file."""


def read_file(
    data: bytes,
    file_name: str,
    kind: Any = None,
    mapping: Any = None,
    answers: Answers = NO_ANSWERS,
    base_currency: str = "",
    *,
    on_progress: Progress = silent,
    is_cancelled: Callable[[], bool] = bool,
    limits: Limits = DEFAULT_LIMITS,
) -> Any:
    """`reader.read` in a child process: the same arguments, the same `Reading`, the same `FileError`.

    `on_progress(what, done, total)` is called in the calling thread (total 0: unknown). Raises `FileError`
    also when the file needs more than the limits or ends the child, `CancelledError` when `is_cancelled`
    turns true.
    """
    from core.intake import packing

    request = {
        "file_name": file_name,
        "kind": kind.value if kind else None,
        "mapping": mapping.to_json() if mapping else None,
        "answers": packing.pack_answers(answers),
        "base_currency": base_currency,
    }
    answer = run("table", data, file_name, request, on_progress, is_cancelled, limits)
    return packing.unpack(answer.values, answer.texts)


def run(
    task: str,
    data: bytes,
    file_name: str,
    request: dict[str, Any],
    on_progress: Progress = silent,
    is_cancelled: Callable[[], bool] = bool,
    limits: Limits = DEFAULT_LIMITS,
) -> Answer:
    """The answer of a named task about the bytes of a file, computed in a child process.

    Only JSON and plain text come back, so that a file that takes over the child cannot reach this process
    with it.
    """
    bounds = {"memory": limits.memory_bytes, "seconds": limits.seconds}
    head = json.dumps({"task": task, "request": request, **bounds})
    process = _start()
    frames: _Frames = queue.Queue()
    threads = (
        threading.Thread(target=_send, args=(process, head.encode(), data), daemon=True),
        threading.Thread(target=_receive, args=(process, frames), daemon=True),
    )
    try:
        for thread in threads:
            thread.start()
        return _wait(frames, file_name, on_progress, is_cancelled, limits)
    finally:
        process.kill()
        process.wait()
        for thread in threads:
            thread.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _start() -> "subprocess.Popen[bytes]":
    settings = {name: os.environ[name] for name in _KEPT_SETTINGS if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own interpreter with our own module, no secrets in its settings
        [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, _ROOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=settings,
    )


def _send(process: "subprocess.Popen[bytes]", head: bytes, data: bytes) -> None:
    pipe = process.stdin
    if pipe is None:
        return
    with contextlib.suppress(OSError, ValueError):  # the child may end before it has read everything
        pipe.write(_LENGTH.pack(len(head)) + head)
        pipe.write(data)
        pipe.close()


def _receive(process: "subprocess.Popen[bytes]", frames: "_Frames") -> None:
    pipe = process.stdout
    with contextlib.suppress(OSError, ValueError, struct.error):
        while pipe is not None:
            frame = json.loads(_exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]))
            texts = [_exactly(pipe, size).decode(*_TEXT) for size in frame.pop("texts", ())]
            frames.put((frame, texts))
    frames.put(None)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    if size > _MOST_BYTES:
        raise ValueError("an answer is longer than a child may hold")
    found = pipe.read(size)
    if len(found) < size:
        raise ValueError("the other end has closed")
    return found


def _wait(
    frames: "_Frames",
    file_name: str,
    on_progress: Progress,
    is_cancelled: Callable[[], bool],
    limits: Limits,
) -> Answer:
    ends = time.monotonic() + limits.seconds
    while True:
        if is_cancelled():
            raise CancelledError(f"“{file_name}” was stopped before it was read.")
        left = ends - time.monotonic()
        if left <= 0:
            raise FileError(f"“{file_name}” took more than {limits.seconds:.0f} seconds and was stopped.")
        try:
            told = frames.get(timeout=min(left, 0.1))
        except queue.Empty:
            continue
        if told is None:
            raise FileError(
                f"“{file_name}” could not be read: it needed more memory than a file may take "
                f"({limits.memory_bytes // 1_000_000:,} MB) or broke the program that reads it."
            )
        frame, texts = told
        if "progress" in frame:
            on_progress(*frame["progress"])
        elif "refused" in frame:
            raise FileError(frame["refused"])
        else:
            return Answer(frame["answer"], texts)


def main() -> None:
    """The child's side: one request from standard input, frames of JSON and texts to standard output."""
    gc.disable()  # a process that lives for one file has nothing to collect
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not be heard as an answer
    source = sys.stdin.buffer
    head = json.loads(_exactly(source, _LENGTH.unpack(_exactly(source, _LENGTH.size))[0]))
    _limit(head["memory"], head["seconds"])
    data = source.read()

    def tell(frame: dict[str, Any], texts: Sequence[str] = ()) -> None:
        encoded = [text.encode(*_TEXT) for text in texts]
        body = json.dumps(frame | {"texts": list(map(len, encoded))}, separators=(",", ":")).encode()
        for part in (_LENGTH.pack(len(body)), body, *encoded):
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
