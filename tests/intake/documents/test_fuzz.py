"""Good invoices with a byte changed: never a hang or a crash, and no other amount without a doubt."""

import random
import time

import pytest

from core.intake.documents.as_invoice import propose
from core.intake.documents.extract import NeedsOcrError, extract
from core.intake.documents.values import Document, FoundInvoice
from core.intake.table import silent
from core.model.errors import FileError
from tests.intake.documents import hostile
from tests.intake.test_fuzz import mutated

GOOD = {"acorn.pdf": hostile.sound(), "ubl.xml": hostile.ubl(), "embedded.pdf": hostile.with_e_invoice()}
OWN = "Somebody Ltd"


def read(data: bytes, name: str) -> Document | str:
    """What the file gives, or the words it is refused with. Anything else that is raised fails the test."""
    try:
        return extract(data, name, silent, False)
    except NeedsOcrError as need:
        return need.so_far or "“no text”"
    except FileError as error:
        return str(error)


def total(found: FoundInvoice) -> tuple[str, str]:
    return found.total_amount.value, found.currency.value


def is_sure(found: FoundInvoice) -> bool:
    """Whether it would be stored without a look at its amount."""
    proposal = propose(found, [OWN])
    return proposal.invoice is not None and not {"total_amount", "currency"} & set(proposal.doubts)


def run(mutations: int, seed: int) -> dict[str, int]:
    chance = random.Random(seed)
    good: dict[str, Document] = {}
    for name, data in GOOD.items():
        found = read(data, name)
        assert isinstance(found, Document)
        assert is_sure(found.invoices[0])
        good[name] = found
    counts = {"refused": 0, "same": 0, "doubted": 0}
    for _ in range(mutations):
        name = chance.choice(list(GOOD))
        data = mutated(GOOD[name], chance)
        begun = time.monotonic()
        found = read(data, name)
        assert time.monotonic() - begun < 10, f"{name} took too long"
        if isinstance(found, str):
            assert found.startswith("“")
            counts["refused"] += 1
            continue
        truth = total(good[name].invoices[0])
        for one in found.invoices:
            if total(one) == truth:
                counts["same"] += 1
            else:
                assert not is_sure(one), f"{name}: {total(one)} for {truth} in {data!r}"
                counts["doubted"] += 1
    return counts


def test_two_hundred_changed_documents_are_read_or_refused_in_words() -> None:
    run(200, seed=7)


@pytest.mark.drill
def test_two_thousand_changed_documents_are_read_or_refused_in_words() -> None:
    run(2000, seed=8)
