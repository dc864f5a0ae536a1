"""Files are parsed in a process of their own, which can be bounded, watched and stopped."""

import os
import threading
import time
from collections.abc import Callable
from datetime import date

import pytest

from core.intake import child, packing, reader
from core.intake.answers import Answers
from core.intake.child import CancelledError, Limits
from core.intake.table import MAX_FILE_BYTES
from core.model.batch import BatchKind
from core.model.errors import FileError
from core.model.invoice import Direction
from tests.intake import bad_workbooks as books
from tests.intake.bad_texts import GOOD, LINES, ONE_LINE, lines


def many_rows(count: int) -> bytes:
    rows = (f"T{i},2026-03-05,{i + 1}.25,EUR,text number {i},R{i}" for i in range(count))
    return "\n".join((LINES, *rows)).encode()


@pytest.mark.parametrize(
    ("data", "answers"),
    [
        (lines(ONE_LINE, "T9,x,5.00,EUR,text,R1", ',,,,"over\ntwo lines",').encode(), Answers()),
        (lines("T1,03/04/2026,5.00,EUR,text,R1").encode(), Answers()),
        (lines(ONE_LINE).encode("utf-16"), Answers(currency="USD", direction=Direction.PAYABLE)),
        (books.invoices(books.ROW, ("INV-2", *books.ROW[1:])), Answers()),
        (books.with_total("=1+1"), Answers()),
        (books.two_sheets(), Answers(sheet="January")),
        (books.two_sheets(), Answers()),
    ],
    ids=["payments", "question", "UTF-16", "invoices", "fault", "sheet", "two sheets"],
)
def test_a_child_reads_what_the_reader_reads(data: bytes, answers: Answers) -> None:
    here = reader.read(data, "file.x", None, None, answers, "EUR")
    there = child.read_file(data, "file.x", None, None, answers, "EUR")
    assert there == packing.unpack(*packing.pack(here))
    assert (there.payments, there.invoices, there.rejected) == (here.payments, here.invoices, here.rejected)
    assert (there.notices, there.questions, there.mapping) == (here.notices, here.questions, here.mapping)


def test_packing_keeps_every_field() -> None:
    data = (
        b"*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,ItemDescription,ItemQuantity,*ItemAmount,Currency\n"
        b"1001,Oak,15/01/2026,14/02/2026,Net 30,Beans,1,100.00,GBP\n1001,,,,,Cups,2,10.00,GBP\n"
        b"1002,Elm,16/01/2026,,Net 30,Beans,1,5.00,GBP\n"
    )
    reading = reader.read(data, "file.csv", BatchKind.INVOICES)
    assert packing.unpack(*packing.pack(reading)).invoices == reading.invoices
    assert reading.invoices[0].line_items[1].quantity == "2"
    assert reading.invoices[0].issued_on == date(2026, 1, 15)


def test_a_refused_file_is_refused_in_the_same_words() -> None:
    with pytest.raises(FileError, match="is password-protected: save it without a password"):
        child.read_file(books.encrypted(), "file.xlsx")


def test_a_mapping_travels_to_the_child() -> None:
    data = b"Date,Amount,Memo,Text\n2026-01-02,-1.00,A,B\n"
    proposed = child.read_file(data, "a.csv", BatchKind.PAYMENTS, None, Answers(), "EUR")
    corrected = proposed.mapping.with_column("description", 3)
    reading = child.read_file(data, "a.csv", BatchKind.PAYMENTS, corrected, Answers(), "EUR")
    assert reading.payments[0].description == "B"


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_read() -> None:
    begun = time.monotonic()
    with pytest.raises(FileError, match="took more than 0 seconds and was stopped"):
        child.read_file(many_rows(150_000), "slow.csv", limits=Limits(seconds=0.3))
    assert time.monotonic() - begun < 30
    assert child.read_file(lines(ONE_LINE).encode(), "next.csv").payments


@pytest.mark.skipif(os.name != "posix", reason="memory is bounded through setrlimit")
def test_a_file_that_needs_too_much_memory_is_stopped() -> None:
    """Of the same bounds, a small file is read before and after: it is the large one that is too much."""
    bounds = Limits(memory_bytes=150_000_000)
    assert child.read_file(lines(ONE_LINE).encode(), "small.csv", limits=bounds).payments
    with pytest.raises(FileError, match=r"needed more memory than a file may take \(150 MB\)"):
        child.read_file(many_rows(450_000), "large.csv", limits=bounds)
    assert child.read_file(lines(ONE_LINE).encode(), "next.csv", limits=bounds).payments


@pytest.mark.skipif(os.name != "posix", reason="memory is bounded through setrlimit")
def test_without_another_word_a_file_may_take_thirty_seconds_and_a_gigabyte() -> None:
    """99 MB of short cells are 12 million values, which take more than 1 GB in any form."""
    assert Limits(seconds=30.0, memory_bytes=1_000_000_000) == child.DEFAULT_LIMITS
    head = ",".join(["date", "amount", *(f"column {at}" for at in range(198))])
    row = ",".join(["2026-03-05", "1.25", *(f"{at:07d}" for at in range(198))])
    count = (MAX_FILE_BYTES - len(head)) // (len(row) + 1) - 1
    data = "\n".join((head, *[row] * count)).encode()
    with pytest.raises(FileError, match=r"needed more memory than a file may take \(1,000 MB\)"):
        child.read_file(data, "wide.csv", BatchKind.PAYMENTS, None, Answers(currency="EUR"))
    assert child.read_file(lines(ONE_LINE).encode(), "next.csv").payments


def test_a_person_can_stop_a_file() -> None:
    asked = threading.Event()
    threading.Timer(0.2, asked.set).start()
    with pytest.raises(CancelledError, match="was stopped before it was read"):
        child.read_file(many_rows(150_000), "long.csv", is_cancelled=asked.is_set)


def test_progress_is_told_while_a_workbook_is_read() -> None:
    rows = [(f"INV-{i}", *books.ROW[1:]) for i in range(11_000)]
    told: list[tuple[str, int, int]] = []
    child.read_file(books.invoices(*rows), "file.xlsx", on_progress=lambda *step: told.append(step))
    assert told[:3] == [("reading", 5000, 0), ("reading", 10000, 0), ("checking", 0, 11000)]


def test_a_child_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    seen: dict[str, str] = {}
    start: Callable[..., object] = child.subprocess.Popen

    def watch(*args: object, env: dict[str, str], **others: object) -> object:
        seen.update(env)
        return start(*args, env=env, **others)

    monkeypatch.setattr(child.subprocess, "Popen", watch)
    child.read_file(f"{LINES}\n{GOOD}\n".encode(), "file.csv")
    assert "DATABASE_URL" not in seen


def test_a_child_starts_from_a_thread_of_a_server_without_running_its_main_script() -> None:
    found: list[int] = []

    def work() -> None:
        found.append(len(child.read_file(lines(ONE_LINE).encode(), "file.csv").payments))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2, 2, 2]
