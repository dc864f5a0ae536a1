"""How well invoices in the manner of real issuers are read: a part to develop with and one held back.

`python -m tests.bench.lifelike` prints the figures of both. Of the held-back part nothing but sums is
printed unless `--open-held-back` is given; whoever develops the reader leaves that alone.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.intake.documents import ocr
from core.intake.documents.extract import extract
from core.intake.documents.values import KEY_FIELDS, FoundInvoice
from core.model.errors import FileError
from tests.bench.extraction import Tally, is_right
from tests.intake.documents.lifelike import catalogue
from tests.intake.documents.lifelike.catalogue import HELD, SHOWN, Lifelike
from tests.intake.documents.lifelike.desk import Kind

MORE_FIELDS = ("due_date", "tax", "purchase_order_number")


@dataclass
class Part:
    """What was read of some invoices: sums, right further fields, and what was read wrongly."""

    tally: Tally = field(default_factory=Tally)
    more: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, one: Lifelike) -> None:
        """Read one invoice and hold it against its truth."""
        try:
            found = extract(one.data, f"{one.name}.pdf").invoices[0]
        except FileError:
            found = None
        self.tally.add(one.truth, found)
        for name in (*KEY_FIELDS, *MORE_FIELDS):
            value = _said(found, name)
            right = found is not None and is_right(name, value, one.truth[name])
            if name in MORE_FIELDS:
                self.more[name] += right
            if not right:
                self.wrong.append(f"{one.name}\t{name}\t{value!r}\twanted {' or '.join(one.truth[name])!r}")

    def row(self, name: str) -> str:
        """The sums as a row of a table."""
        tally = self.tally
        shares = [f"{tally.share(one):.3f}" for one in KEY_FIELDS]
        sums = [f"{tally.share():.3f}", f"{tally.whole / tally.documents:.3f}"]
        more = [f"{self.more[one] / tally.documents:.3f}" for one in MORE_FIELDS]
        return f"| {' | '.join([name, str(tally.documents), *shares, *sums, *more])} |"


def _said(found: FoundInvoice | None, name: str) -> str:
    return "" if found is None else found.field(name).value


def measured(some: Iterable[Lifelike]) -> Part:
    """What the reader makes of some invoices."""
    part = Part()
    for one in some:
        part.add(one)
    return part


def parts(with_scans: bool, kinds: tuple[Kind, ...] = SHOWN, only: str = "") -> Iterator[tuple[str, Part]]:
    """Each part's name with what was read of it: shown (or some kinds of it) and held back, or one alone."""
    for name, chosen in (("shown", kinds), ("held back", HELD if kinds == SHOWN else ())):
        if not chosen or only not in ("", name):
            continue
        some = list(catalogue.drawn(chosen))
        yield f"digital, {name}", measured(some)
        if with_scans and ocr.engine() == ocr.RAPIDOCR:
            yield f"re-scanned, {name}", measured(catalogue.scanned(some))


def as_table(rows: dict[str, Part]) -> str:
    """The figures as Markdown."""
    lines = [
        "| invoices | count | issuer | number | issue date | total | currency | key fields | all five "
        "| due date | tax | order |",
        "|---|" + "---:|" * 11,
        *(part.row(name) for name, part in rows.items()),
    ]
    sure = [part.tally.sure() for part in rows.values()]
    right, said = (sum(one) for one in zip(*sure, strict=True))
    if said:
        share = right / said
        lines += [
            "",
            f"Of {said} fields reported with .9 and more {said - right} are wrong ({share:.4f} right).",
        ]
    return "\n".join(lines)


def table(with_scans: bool = True) -> str:
    """The figures of both parts as Markdown."""
    return as_table(dict(parts(with_scans)))


def write(folder: Path, kinds: tuple[Kind, ...]) -> int:
    """Write the shown invoices and their truth to a folder to look at them; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    truths = {}
    for one in catalogue.drawn(kinds):
        (folder / f"{one.name}.pdf").write_bytes(one.data)
        truths[one.name] = one.truth
    (folder / "truth.json").write_text(json.dumps(truths, indent=1, ensure_ascii=False), encoding="utf-8")
    return len(truths)


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.lifelike", description=__doc__)
    parser.add_argument("--scans", action="store_true", help="re-scanned ones as well: some minutes")
    parser.add_argument("--only", choices=("shown", "held back"), default="", help="one part alone")
    parser.add_argument("--kinds", nargs="+", help="only these of the shown kinds, none held back")
    parser.add_argument("--misses", action="store_true", help="list what of the shown part is read wrongly")
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="only write the shown PDFs and their truth"
    )
    parser.add_argument("--open-held-back", action="store_true", help="list the held-back part's misses too")
    asked = parser.parse_args()
    kinds = tuple(made for made in SHOWN if not asked.kinds or made.name in asked.kinds)
    if not kinds:
        print(f"No such kinds. There are: {', '.join(made.name for made in SHOWN)}.", file=sys.stderr)
        return 2
    if asked.write:
        print(f"{write(asked.write, kinds)} invoices in {asked.write}")
        return 0
    rows = dict(parts(asked.scans, kinds, asked.only))
    for name, part in rows.items():
        if asked.open_held_back if "held" in name else asked.misses:
            print("\n".join(part.wrong))
    print(as_table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
