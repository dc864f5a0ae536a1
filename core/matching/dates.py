"""How early or late a payment is, in calendar or business days."""

import numpy as np

from core.matching.arrays import NO_DATE, Ints


def lag(start: Ints, end: Ints) -> Ints:
    """Calendar days from `start` to `end`; 0 where either is missing (nothing can be said)."""
    return np.where((start == NO_DATE) | (end == NO_DATE), 0, end - start).astype(np.int64)


def business_lag(start: Ints, end: Ints) -> Ints:
    """Business days (Monday to Friday) from `start` to `end`, negative when `end` is earlier."""
    known = (start != NO_DATE) & (end != NO_DATE)
    days = np.zeros(len(start), dtype=np.int64)
    days[known] = np.busday_count(start[known].astype("datetime64[D]"), end[known].astype("datetime64[D]"))
    return days
