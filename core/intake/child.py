"""Parses any file in a process of its own, with limits on time and memory, progress and a way to stop it."""

import contextlib
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
from typing import Any

from core.intake.answers import NO_ANSWERS, Answers
from core.intake.table import Progress, silent
from core.intake.worker import LENGTH, TEXT, exactly
from core.model.errors import FileError

# A fresh interpreter is started rather than a fork or multiprocessing's spawn: a server has threads, and
# spawn would run the server's own main script (under Streamlit: the page) again in the child.
# Its packages are told to it: to look for them as every interpreter does takes as long as to start one.
_BOOT = "import sys; sys.path[:0] = sys.argv[1:]; from core.intake import worker; worker.main()"
_ROOT = str(Path(__file__).resolve().parents[2])
_Frames = queue.Queue[tuple[dict[str, Any], list[str]] | None]
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
    packages = [place for place in sys.path if place.endswith(("site-packages", "dist-packages"))]
    settings = {name: os.environ[name] for name in _KEPT_SETTINGS if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own interpreter with our own module, no secrets in its settings
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", _BOOT, _ROOT, *packages],
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
        pipe.write(LENGTH.pack(len(head)) + head)
        pipe.write(data)
        pipe.close()


def _receive(process: "subprocess.Popen[bytes]", frames: "_Frames") -> None:
    pipe = process.stdout
    with contextlib.suppress(OSError, ValueError, struct.error):
        while pipe is not None:
            frame = json.loads(exactly(pipe, LENGTH.unpack(exactly(pipe, LENGTH.size))[0]))
            texts = [exactly(pipe, size).decode(*TEXT) for size in frame.pop("texts", ())]
            frames.put((frame, texts))
    frames.put(None)


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
