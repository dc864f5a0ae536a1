"""One peer as a command: `python -m tests.bench.peers_run NAME invoices.csv payments.csv out.csv`."""

import sys
from pathlib import Path

import pandas as pd

from tests.bench.peers import Peer, equal_reference_then_amount, first_fit


def peer_named(name: str) -> Peer:
    """The peer of that name, importing only what it needs; raises KeyError for an unknown one."""
    if name == "splink":
        from tests.bench.peers_splink import splink_link

        return splink_link
    if name == "splink, any date":
        from tests.bench.peers_splink import splink_plain

        return splink_plain
    if name == "recordlinkage":
        from tests.bench.peers_recordlinkage import recordlinkage_link

        return recordlinkage_link
    from tests.bench.peers_schemes import blueprint, classic_weights

    return {
        "equal reference, then amount": equal_reference_then_amount,
        "first-fit": first_fit,
        "classic weights": classic_weights,
        "blueprint": blueprint,
    }[name]


def main() -> None:
    """Read both files as text, match, write the pairs."""
    name, invoices, payments, out = sys.argv[1:5]
    pairs = peer_named(name)(
        pd.read_csv(invoices, dtype=str, keep_default_na=False),
        pd.read_csv(payments, dtype=str, keep_default_na=False),
    )
    pairs.to_csv(Path(out), index=False)


if __name__ == "__main__":
    main()
