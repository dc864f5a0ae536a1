"""Write the demo companies and the samples: `python -m data.demo [folder]`, always the same bytes."""

import sys
from pathlib import Path

from data.demo_company import make
from data.demo_harbor import HARBOR
from data.demo_northwind import NORTHWIND
from data.demo_sample import sample_files
from data.demo_settlement import card_invoices, settlement_files

HERE = Path(__file__).parent
COMPANIES = (NORTHWIND, HARBOR)


def all_files() -> dict[str, str]:
    """Every generated file's text by its path below `data/`."""
    files = {
        f"demo/{company.slug}/{name}": text
        for company in COMPANIES
        for name, text in make(company).files().items()
    }
    own = f"demo/{NORTHWIND.slug}"
    unpaid = card_invoices(files[f"{own}/invoices.csv"], files[f"{own}/truth.csv"])
    files |= {f"{own}/{name}": text for name, text in settlement_files(unpaid).items()}
    return files | {f"samples/{name}": text for name, text in sample_files().items()}


def write(folder: Path = HERE) -> list[Path]:
    """Write every generated file below `folder` and return their paths."""
    paths = []
    for name, text in all_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(written)
