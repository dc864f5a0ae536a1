"""What was computed last: a moved rule leaves most of it as it is."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Value = TypeVar("Value")


class Memory:
    """The last value of each name with what it was computed from.

    Only pure computations over one data version are kept, so that remembering changes nothing but the time.
    """

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Hashable, Any]] = {}

    def get(self, name: str, of: Hashable, make: Callable[[], Value]) -> Value:
        """The value made from `of`: the kept one when it was made from the same, else a new one."""
        kept = self._kept.get(name)
        if kept is not None and kept[0] == of:
            value: Value = kept[1]
            return value
        value = make()
        self._kept[name] = (of, value)
        return value
