"""The benchmark's results as Markdown tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from tests.bench.measure import Score
from tests.bench.tuning import BUDGET_MS, Tuned

DIFFICULTIES = ("clean", "typical", "hard")
# What the engine must reach on the reference books: sense, then clean, typical, hard.
TARGETS: dict[str, tuple[str, float, float, float]] = {
    "precision": (">=", 0.998, 0.998, 0.998),
    "f1": (">=", 0.99, 0.975, 0.955),
    "wrong_money": ("<=", 0.001, 0.001, 0.001),
    "straight_through": (">=", 0.97, 0.95, 0.915),
    "recall_at_99": (">=", 0.98, 0.97, 0.94),
    "calibration_error": ("<=", 0.02, 0.02, 0.04),
    "allocations_exact": (">=", 0.9995, 0.9995, 0.9995),
    "tie_links": ("<=", 0.0, 0.0, 0.0),
}
TYPICAL_TARGETS = {"right_first": (">=", 0.985)}
OTHERS_TARGETS = {"precision": 0.99}
LABELS = {
    "precision": "precision of automatic pairs",
    "recall": "recall of automatic pairs",
    "f1": "F1 over decided pairs",
    "wrong_money": "wrong money / automatic money",
    "straight_through": "straight-through invoices",
    "recall_at_99": "recall at 99 % precision",
    "right_first": "right invoice first",
    "mrr": "mean reciprocal rank",
    "calibration_error": "calibration error",
    "brier": "Brier score",
    "allocations_exact": "allocations exact to the cent",
    "tie_links": "automatic links in true ties",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Mean cost of a run."""

    seconds: float
    cpu_s: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class PeerResult:
    """One peer on one kind of books, means over seeds; F1 is the best over thresholds."""

    f1: float
    recall_at_99: float
    cost: Cost


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, first column to the left, the others to the right."""
    lines = [f"| {' | '.join(header)} |", f"|---|{'---:|' * (len(header) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def number(value: float) -> str:
    """Four decimals without the leading zero, whole numbers as they are, a dash for none."""
    if value != value:
        return "-"
    if value == int(value):
        return str(int(value))
    return f"{value:.4f}".replace("0.", ".", 1) if value < 1 else f"{value:.2f}"


def against_target(name: str, difficulty: str, value: float, reference: bool) -> str:
    """The number, and after it the target where one is missed."""
    text = number(value)
    sense, target = "", float("nan")
    if reference and name in TARGETS:
        sense, *targets = TARGETS[name]
        target = targets[DIFFICULTIES.index(difficulty)]
    elif reference and name in TYPICAL_TARGETS and difficulty == "typical":
        sense, target = TYPICAL_TARGETS[name]
    elif not reference and name == "precision":
        sense, target = ">=", OTHERS_TARGETS["precision"]
    elif not reference and name == "f1" and difficulty == "typical":
        sense, target = ">=", 0.90
    missed = (sense == ">=" and value < target) or (sense == "<=" and value > target)
    return f"**{text}** (want {sense} {number(target)})" if missed else text


def engine_table(kind: str, scores: dict[str, Score], costs: dict[str, Cost]) -> str:
    """Our numbers on one kind of books, a column per difficulty; missed targets in bold."""
    reference = kind == "reference"
    rows = [
        [label, *(against_target(name, level, getattr(scores[level], name), reference) for level in scores)]
        for name, label in LABELS.items()
    ]
    rows.append(["seconds", *(f"{costs[level].seconds:.1f}" for level in scores)])
    rows.append(["CPU seconds", *(f"{costs[level].cpu_s:.1f}" for level in scores)])
    rows.append(["peak memory, MB", *(f"{costs[level].peak_mb:.0f}" for level in scores)])
    return table([kind, *scores], rows)


def peers_table(kind: str, results: dict[str, dict[str, PeerResult]]) -> str:
    """F1 and recall at 99 % precision of every matcher per difficulty, and its cost on typical books."""
    levels = [level for level in DIFFICULTIES if any(level in found for found in results.values())]
    header = [kind, *(f"F1 {level}" for level in levels), *(f"R@99 {level}" for level in levels)]
    rows = []
    for name, found in results.items():
        usual = (found.get("typical") or next(iter(found.values()))).cost
        cells = [number(found[level].f1) if level in found else "-" for level in levels]
        cells += [number(found[level].recall_at_99) if level in found else "-" for level in levels]
        rows.append([name, *cells, f"{usual.seconds:.1f}", f"{usual.cpu_s:.1f}", f"{usual.peak_mb:.0f}"])
    return table([*header, "seconds", "CPU s", "MB"], rows)


def situations_table(kind: str, by_level: dict[str, pd.DataFrame]) -> str:
    """Precision and recall of automatic decisions per situation and difficulty, and how many pairs."""
    names = sorted({name for frame in by_level.values() for name in frame["situation"]})
    indexed = {level: frame.set_index("situation") for level, frame in by_level.items()}
    header = [
        kind,
        *(f"{level} {column}" for level in by_level for column in ("pairs", "precision", "recall")),
    ]
    return table(
        header,
        [[name, *(cell for level in by_level for cell in _cells(indexed[level], name))] for name in names],
    )


def _cells(frame: pd.DataFrame, name: str) -> list[str]:
    if name not in frame.index:
        return ["-", "-", "-"]
    row = frame.loc[name]
    if not row["true"]:
        return ["0", f"{int(row['auto'])} wrong" if row["auto"] else "-", "-"]
    return [str(int(row["true"])), number(float(row["precision"])), number(float(row["recall"]))]


def weak_text(weak: dict[str, pd.DataFrame]) -> str:
    """The solvable situations below the floor, per kind of books and difficulty."""
    lines = [
        f"- {where}: {row.situation} {number(float(row.solvable_recall))} of {int(row.solvable)}"
        for where, frame in weak.items()
        for row in frame.itertuples()
    ]
    return "\n".join(lines) if lines else "None."


@dataclass(frozen=True, slots=True)
class LargeRow:
    """One matcher on large books; `seen` is the share of true pairs its blocking lets it look at."""

    size: int
    matcher: str
    f1: float
    seen: float
    cost: Cost


def large_table(rows: list[LargeRow]) -> str:
    """Size, matcher, F1, what its blocking sees and its cost."""
    return table(
        ["invoices", "matcher", "F1", "true pairs in its blocks", "seconds", "CPU s", "MB"],
        [
            [
                *(f"{row.size:,}", row.matcher, number(row.f1), number(row.seen)),
                *(f"{row.cost.seconds:.1f}", f"{row.cost.cpu_s:.1f}", f"{row.cost.peak_mb:.0f}"),
            ]
            for row in rows
        ],
    )


def ratios_table(rows: list[LargeRow]) -> str:
    """Our CPU time and memory as shares of each splink set-up's at each size, and how both grow."""
    cost = {(row.size, row.matcher): row.cost for row in rows}
    sizes = sorted({row.size for row in rows})
    out = []
    for matcher in dict.fromkeys(row.matcher for row in rows):
        mine = [cost.get((size, "Tieout")) for size in sizes]
        theirs = [cost.get((size, matcher)) for size in sizes]
        cells = [matcher]
        for ours, peer in zip(mine, theirs, strict=True):
            if ours is None or peer is None:
                cells += ["-", "-"]
            else:
                cells += [number(ours.cpu_s / peer.cpu_s), number(ours.peak_mb / peer.peak_mb)]
        ends = [each for each in theirs if each is not None]
        grown = f"{ends[-1].cpu_s / ends[0].cpu_s:.1f} x" if len(ends) > 1 else "-"
        out.append([*cells, grown])
    names = [f"{what} at {size:,}" for size in sizes for what in ("CPU", "memory")]
    return table(["Tieout against", *names, "its own growth in CPU"], out)


def tuning_table(found: list[Tuned]) -> str:
    """CPU milliseconds from a changed rule to gained, lost, moved and the key figures."""
    return table(
        ["a moved rule", "median, CPU ms", "budget", "slowest", "equal to a full run"],
        [
            [
                each.kind,
                f"{each.median:.0f}" if each.median <= BUDGET_MS[each.kind] else f"**{each.median:.0f}**",
                f"{BUDGET_MS[each.kind]:.0f}",
                f"{max(each.milliseconds):.0f}",
                f"{len(each.milliseconds)} of {len(each.milliseconds)}" if each.equal else "**no**",
            ]
            for each in found
        ],
    )
