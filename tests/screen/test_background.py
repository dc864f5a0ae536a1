"""Work goes on behind the page: one piece after another, survived by reruns, stopped at a word."""

import threading

import pytest

from core.faces.screen.background import Job, Line
from core.services import importing
from tests.screen.conftest import all_text, until_read
from tests.screen.test_upload import sample


def test_jobs_of_a_line_are_done_one_after_another() -> None:
    line, gate, order = Line(), threading.Event(), []

    def first(step, is_unwanted):
        step("reading", 1, 2)
        gate.wait(10)
        order.append("first")
        return 1

    one, two = Job(first), Job(lambda step, is_unwanted: order.append("second"))
    line.add(one)
    line.add(two)
    one.wait(0.1)
    assert (one.is_over, two.began) == (False, None)
    gate.set()
    assert one.came.result(10) == 1
    two.came.result(10)
    assert order == ["first", "second"]
    assert (one.what, one.done, one.total) == ("reading", 1, 2)


def test_a_job_that_is_not_wanted_any_more_is_never_begun_and_a_running_one_hears_of_it() -> None:
    line, begun, heard = Line(), threading.Event(), threading.Event()

    def running(step, is_unwanted):
        begun.set()
        while not is_unwanted():
            heard.wait(0.01)
        heard.set()

    one, two = Job(running), Job(lambda step, is_unwanted: pytest.fail("was begun"))
    line.add(one)
    line.add(two)
    assert begun.wait(10)
    two.cancel()
    one.cancel()
    assert heard.wait(10)
    two.wait(10)
    assert two.came.cancelled()
    assert two.began is None


def test_what_a_job_raises_is_raised_where_its_result_is_asked_for() -> None:
    job = Job(lambda step, is_unwanted: 1 // 0)
    job.run()
    with pytest.raises(ZeroDivisionError):
        job.came.result()


@pytest.fixture
def held(monkeypatch):
    """Keeps every reading from ending until the gate is opened, or until somebody stops it."""
    gate, begun, real = threading.Event(), [], importing.preview

    def preview(workspace, data, file_name, *said, on_progress, is_cancelled):
        begun.append(file_name)
        on_progress("reading", 10, 40)
        while not gate.wait(0.05) and not is_cancelled():
            pass
        return real(workspace, data, file_name, *said, on_progress=on_progress, is_cancelled=is_cancelled)

    monkeypatch.setattr(importing, "preview", preview)
    yield gate, begun
    gate.set()


def drop(open_page, member, *files):
    page = open_page("upload", member)
    page.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files]).run()
    assert not page.exception
    return page


def test_a_click_elsewhere_does_not_begin_the_reading_again(open_page, new_member, held) -> None:
    gate, begun = held
    page = drop(open_page, new_member("Elsewhere"), sample("invoices.csv"), sample("bank_lines.csv"))
    said = all_text(page)
    assert "being read" in said
    assert "waiting" in said
    for _ in range(3):
        page.run()
    gate.set()
    said = all_text(until_read(page))
    assert begun == ["invoices.csv", "bank_lines.csv"]
    assert "41 new" in said
    assert "48 new" in said


def test_stop_ends_the_reading_of_one_file_and_the_next_is_read(open_page, new_member, held) -> None:
    gate, begun = held
    page = drop(open_page, new_member("Stopping"), sample("invoices.csv"), sample("bank_lines.csv"))
    next(button for button in page.button if button.label == "Stop").click().run()
    assert "You stopped this file before it was read." in all_text(page)
    gate.set()
    said = all_text(until_read(page))
    assert begun == ["invoices.csv", "bank_lines.csv"]
    assert "48 new" in said
    assert "41 new" not in said
    next(button for button in page.button if button.label == "Read it again").click().run()
    assert "41 new" in all_text(until_read(page))
