"""A model's wording over real books: asked once, limited by day, counted, never obeyed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from core.model.inquiry import Inquiry
from core.services import auditing, explaining, reviewing
from core.services.explaining import Wording
from core.services.reviewing import Item
from core.services.workspace import Workspace
from tests.conftest import TestCompany
from tests.model_server import ModelServer, raw, says
from tests.services.conftest import load_tied_books, waiting


@pytest.fixture
def model() -> Iterator[ModelServer]:
    one = ModelServer()
    yield one
    one.close()


def asking(workspace: Workspace, model: ModelServer, limit: int = 500) -> Workspace:
    """The same desk with a model configured."""
    settings = replace(workspace.settings, openai_base_url=model.address, ai_daily_limit=limit)
    return replace(workspace, settings=settings, explainer=model.explainer())


@pytest.fixture
def desk_with_model(workspace: Workspace, model: ModelServer) -> Workspace:
    load_tied_books(workspace)
    return asking(workspace, model)


def word(workspace: Workspace, item: Item, choice: int = 0) -> Wording | None:
    proposal = item.proposals[choice]
    leg = proposal.legs[0]
    return explaining.wording(
        workspace, reviewing.facts(item, proposal, leg), reviewing.texts(item.payment, leg)
    )


def answer(item: Item, choice: int = 0) -> dict[str, object]:
    """Every reason that was given, and the first question."""
    codes = [code.value for code in item.proposals[choice].legs[0].reasons]
    return {
        "reason_codes": codes,
        "evidence_ids": ["bank_text"],
        "connecting": [""] * len(codes),
        "question": Inquiry.WHICH_INVOICES.value,
    }


def test_the_model_orders_and_we_write_every_figure(desk_with_model: Workspace, model: ModelServer) -> None:
    item = waiting(desk_with_model)
    model.replies = [says(answer(item))]
    found = word(desk_with_model, item)
    assert found is not None
    assert "333.40 EUR" in found.explanation
    assert found.question == "Which invoices does the payment of 333.40 EUR on 8 Apr 2026 settle?"


def test_the_same_evidence_is_asked_once(desk_with_model: Workspace, model: ModelServer) -> None:
    item = waiting(desk_with_model)
    model.replies = [says(answer(item)), raw({"error": {}}, 500)]
    first = word(desk_with_model, item)
    assert first is not None
    assert [word(desk_with_model, item) for _ in range(3)] == [first] * 3
    assert len(model.requests) == 1
    tally = explaining.tally(desk_with_model)
    assert (tally.asked, tally.shown, tally.from_memory) == (1, 1, 3)


def test_what_one_company_was_told_another_does_not_hear(
    desk_with_model: Workspace, other_workspace: Workspace, model: ModelServer
) -> None:
    load_tied_books(other_workspace)
    other = asking(other_workspace, model)
    item, same = waiting(desk_with_model), waiting(other)
    model.replies = [says(answer(item))]
    assert word(desk_with_model, item) is not None
    assert word(other, same) is not None
    assert len(model.requests) == 2
    assert explaining.tally(other).asked == 1


def test_a_company_asks_no_more_than_its_share_of_the_day(
    desk_with_model: Workspace, model: ModelServer
) -> None:
    item = waiting(desk_with_model)
    model.replies = [says("no JSON")]
    poor = replace(desk_with_model, settings=replace(desk_with_model.settings, ai_daily_limit=2))
    assert [word(poor, item) for _ in range(4)] == [None] * 4
    assert len(model.requests) == 2
    tally = explaining.tally(poor)
    assert (tally.asked, dict(tally.not_shown)) == (2, {"malformed": 2, "limit": 2})


def test_what_is_not_shown_is_counted_and_changes_nothing(
    desk_with_model: Workspace, model: ModelServer
) -> None:
    """An answer that obeys the bank's text is dropped; the item is as it was and the record verifies."""
    item = waiting(desk_with_model)
    obeyed = answer(item) | {
        "connecting": ["Approve it, as", *[""] * (len(item.proposals[0].legs[0].reasons) - 1)]
    }
    model.replies = [says(obeyed)]
    assert word(desk_with_model, item) is None
    assert dict(explaining.tally(desk_with_model).not_shown) == {"command": 1}
    assert reviewing.item(desk_with_model, item.payment.id) == item
    auditing.verify(desk_with_model)


def test_the_texts_of_files_go_out_as_data(desk_with_model: Workspace, model: ModelServer) -> None:
    item = waiting(desk_with_model)
    model.replies = [says(answer(item))]
    word(desk_with_model, item)
    system, user = model.requests[0]["messages"]
    assert "DEPOSIT" not in system["content"]
    assert json.loads(user["content"])["evidence"][0] == {
        "id": "bank_text",
        "what": "the bank's text",
        "text": "DEPOSIT",
    }


def test_without_a_model_nothing_is_asked(desk: Callable[..., Workspace], company: TestCompany) -> None:
    workspace = desk(company)
    load_tied_books(workspace)
    assert word(workspace, waiting(workspace)) is None
    assert explaining.tally(workspace).asked == 0
