"""A company sees its own row and no other."""

import pytest

from core.model.errors import ConflictError
from core.store import companies
from core.store.database import Database
from tests.conftest import TestCompany


def test_a_company_sees_its_own_row_alone(
    database: Database, company: TestCompany, other_company: TestCompany
) -> None:
    with database.tenant(company.id, company.actor) as scope:
        assert companies.own(scope) == company.company
    with database.tenant(other_company.id, other_company.actor) as scope:
        assert companies.own(scope) == other_company.company


def test_the_lobby_lists_every_company_for_work_that_goes_through_all_books(
    database: Database, company: TestCompany, other_company: TestCompany
) -> None:
    with database.lobby() as lobby:
        assert {company.company, other_company.company} <= set(companies.every(lobby))
        assert companies.find(lobby, company.company.slug) == company.company
        assert companies.find(lobby, "nobody-has-this") is None


def test_a_short_name_is_given_once(database: Database, company: TestCompany) -> None:
    with pytest.raises(ConflictError, match="short name"), database.lobby() as lobby:
        companies.add(lobby, company.company.slug, "Another", "USD")
