"""What a child process may be asked to do with the bytes of a file."""

import gc
from typing import Any

from core.intake import mapping as mappings
from core.intake import packing, reader
from core.intake.table import Progress
from core.model.batch import BatchKind


def read_table_file(
    data: bytes, request: dict[str, Any], progress: Progress
) -> tuple[dict[str, Any], list[str]]:
    """`reader.read` on packed arguments; the packed reading."""
    gc.disable()  # a process that lives for one file has nothing to collect
    kind, mapping = request["kind"], request["mapping"]
    reading = reader.read(
        data,
        request["file_name"],
        BatchKind(kind) if kind else None,
        mappings.from_json(mapping) if mapping else None,
        packing.unpack_answers(request["answers"]),
        request["base_currency"],
        progress,
    )
    return packing.pack(reading)
