"""Refuses PDFs whose packed streams unfold to far more than any document needs."""

import re
import zlib

from core.model.errors import FileError

_START = re.compile(rb"stream\r?\n")
# A full page scanned at 600 dpi in colour is 100 MB; one that packs a hundredfold is a blank page or a bomb.
_MOST_BYTES = 150_000_000
_STEP = 1_000_000
_KEPT = 4_000_000  # as much of a stream is looked into for another packing inside
_DEPTH = 3


def check(data: bytes, file_name: str) -> None:
    """Raises `FileError` when the packed streams of a PDF unfold to more than 150 MB in all."""
    total = 0
    for match in _START.finditer(data):
        if data[match.end() : match.end() + 1] != b"\x78":  # the first byte of every deflate stream in use
            continue
        total += _unfolded(memoryview(data)[match.end() :], _MOST_BYTES - total, _DEPTH)
        if total > _MOST_BYTES:
            raise FileError(
                f"“{file_name}” was refused: its {len(data):,} bytes unfold to more than "
                f"{_MOST_BYTES // 1_000_000} MB, which no invoice does."
            )


def _unfolded(packed: memoryview, most: int, depth: int) -> int:
    """How many bytes a stream unfolds to, nested packings included; stops counting above `most`."""
    unpacker, total, at = zlib.decompressobj(), 0, 0
    kept = bytearray()
    try:
        pending = b""
        while total <= most and not unpacker.eof:
            if not pending:
                if at >= len(packed):
                    break
                pending = bytes(packed[at : at + _STEP])
                at += _STEP
            out = unpacker.decompress(pending, _STEP)
            pending = unpacker.unconsumed_tail
            total += len(out)
            if len(kept) < _KEPT:
                kept += out
    except zlib.error:
        return total
    if depth and total <= most and kept[:1] == b"\x78":
        total += _unfolded(memoryview(bytes(kept)), most - total, depth - 1)
    return total
