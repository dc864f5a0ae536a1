"""Signing in: a right password opens a session, wrong ones are counted, strangers look like members."""

from concurrent.futures import ThreadPoolExecutor

import bcrypt
import pytest

from core.model.errors import AccessError, ConflictError, SignInError, TieoutError
from core.model.identity import Role
from core.outlets.explainer import Explainer
from core.services import auditing, signing_in
from core.services.signing_in import Lobby
from core.services.workspace import Workspace


@pytest.fixture
def lobby(database, settings) -> Lobby:
    return Lobby(database, settings, Explainer("", "", "", 1.0), "dashboard")


def test_a_session_opens_the_companies_of_its_person_and_no_other(lobby, company, other_company) -> None:
    token = signing_in.begin(lobby, company.admin.email)
    guest = signing_in.resume(lobby, token)
    assert [each.company.slug for each in guest.memberships] == [company.company.slug]
    assert signing_in.open_workspace(lobby, guest, company.company.slug).role is Role.ADMIN
    with pytest.raises(AccessError, match="not a member"):
        signing_in.open_workspace(lobby, guest, other_company.company.slug)


def test_a_revoked_session_opens_nothing(lobby, company) -> None:
    token = signing_in.begin(lobby, company.admin.email)
    signing_in.sign_out(lobby, token)
    with pytest.raises(AccessError, match="sign in again"):
        signing_in.resume(lobby, token)
    with pytest.raises(AccessError):
        signing_in.resume(lobby, "no such token")


def test_exactly_five_guesses_pass_however_many_come_at_once(lobby, company) -> None:
    def guess(_: int) -> bool:
        try:
            signing_in.credentials(lobby, company.admin.email)
        except SignInError:
            return False
        return True

    with ThreadPoolExecutor(20) as people:
        assert sum(people.map(guess, range(40))) == 5


def test_a_stranger_is_answered_like_a_member(lobby, company) -> None:
    """With a hash of the cost ours have, which nobody has the password of."""
    _, known = signing_in.credentials(lobby, company.admin.email)
    name, unknown = signing_in.credentials(lobby, "nobody@nowhere.example")
    assert name == ""
    assert known.startswith("$2b$")
    assert unknown.startswith("$2b$12$")
    assert not bcrypt.checkpw(b"correct horse", unknown.encode())
    with pytest.raises(SignInError, match="do not belong together"):
        signing_in.begin(lobby, "nobody@nowhere.example")


def test_a_company_begins_with_its_administrator(lobby, desk) -> None:
    from uuid import uuid4

    slug = f"new-{uuid4().hex[:8]}"
    words = {
        "name": "New Ltd",
        "base_currency": "GBP",
        "admin_email": f"a@{slug}.example",
        "admin_name": "Ada",
    }
    company = signing_in.add_company(lobby, slug=slug, password="long enough to pass", **words)
    guest = signing_in.resume(lobby, signing_in.begin(lobby, words["admin_email"]))
    assert guest.memberships[0].role is Role.ADMIN
    with pytest.raises(ConflictError, match="already"):
        signing_in.add_company(lobby, slug=slug, password="long enough to pass", **words)
    member = signing_in.add_member(
        lobby, company, email=f"b@{slug}.example", name="Bo", password="long enough to pass", role=Role.VIEWER
    )
    workspace = Workspace(
        lobby.database, lobby.settings, lobby.explainer, company, member, Role.VIEWER, "dashboard"
    )
    actions = set(auditing.entries(workspace, auditing.AuditFilter()).rows["action"])
    assert {"company.added", "person.added", "session.opened"} <= actions


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"slug": "No Slug"}, "short name"),
        ({"base_currency": "euro"}, "currency"),
        ({"admin_email": "nobody"}, "e-mail"),
        ({"password": "short"}, "10 to 72"),
        ({"password": "ä" * 40}, "10 to 72"),
    ],
)
def test_what_cannot_be_is_refused_in_words(lobby, change: dict[str, str], word: str) -> None:
    from uuid import uuid4

    slug = f"x-{uuid4().hex[:8]}"
    words = {
        "slug": slug,
        "name": "X",
        "base_currency": "EUR",
        "admin_email": f"x@{slug}.example",
        "admin_name": "X",
        "password": "long enough to pass",
    }
    with pytest.raises(TieoutError, match=word):
        signing_in.add_company(lobby, **(words | change))
