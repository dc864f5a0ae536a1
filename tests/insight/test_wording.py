"""Every code of the model has plain words."""

import importlib
import inspect
import pkgutil
from enum import StrEnum

import pytest

import core.model
from core.insight import wording
from core.model.case import CaseReason

NOT_SHOWN: set[str] = set()


def _enums() -> list[type[StrEnum]]:
    found = {}
    for module in pkgutil.iter_modules(core.model.__path__):
        loaded = importlib.import_module(f"core.model.{module.name}")
        for name, value in inspect.getmembers(loaded, inspect.isclass):
            if issubclass(value, StrEnum) and value is not StrEnum and value.__module__ == loaded.__name__:
                found[name] = value
    return list(found.values())


@pytest.mark.parametrize("kind", _enums(), ids=lambda kind: kind.__name__)
def test_every_code_of_the_model_is_worded(kind: type[StrEnum]) -> None:
    assert kind.__name__ in NOT_SHOWN or set(wording.WORDS.get(kind, {})) == set(kind)


@pytest.mark.parametrize("kind", list(wording.WORDS), ids=lambda kind: kind.__name__)
def test_words_are_a_bookkeepers_and_no_code(kind: type[StrEnum]) -> None:
    for code in kind:
        text = wording.words(code)
        assert text.strip() == text
        assert text
        assert "_" not in text
        assert len(text) <= 45


def test_no_two_reasons_are_called_the_same() -> None:
    for kind, named in wording.WORDS.items():
        assert len(set(named.values())) == len(named), kind


def test_every_case_says_what_to_do_next() -> None:
    assert set(wording.CASE_ADVICE) == set(CaseReason)
    assert all(text.endswith(".") for text in wording.CASE_ADVICE.values())


def test_an_unworded_code_is_refused() -> None:
    class Stray(StrEnum):
        CODE = "code"

    with pytest.raises(KeyError):
        wording.words(Stray.CODE)


def test_reasons_from_a_frame_are_listed_in_words() -> None:
    shown = wording.reason_list("reference_in_text|amount_bank_fee")
    assert shown == "invoice number in the bank's text, amount less a bank fee"
    assert wording.reason_list("") == ""
    assert wording.reason_list(("written_by_a_later_version",)) == "written by a later version"


def test_audit_actions_are_worded_and_unknown_ones_stay_readable() -> None:
    assert wording.audit_words("rules.saved") == "match rules saved"
    assert wording.audit_words("payout.checked_twice") == "payout checked twice"
    assert all("_" not in text for text in wording.AUDIT_ACTIONS.values())
