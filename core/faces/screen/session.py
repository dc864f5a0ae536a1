"""What one browser session holds: the application, who is signed in and which company is open."""

import streamlit as st

from core.app import Application, open_application
from core.faces.screen.doors import COOKIE, TICKETS
from core.model.errors import AccessError, TieoutError
from core.services import signing_in
from core.services.signing_in import Guest
from core.services.workspace import Workspace

_TOKEN = "session_token"  # noqa: S105 - the name of a slot, not a secret
_TICKET = "session_ticket"
_COMPANY = "company"
_NOT_YOURS = "company_not_yours"


@st.cache_resource(show_spinner="Opening the books …")
def application() -> Application:
    """The one resource all sessions share: settings and the connection pool, never anybody's data."""
    return open_application()


def guest() -> Guest | None:
    """Who is signed in, asked of the database on every run, or None."""
    token = st.session_state.get(_TOKEN) or st.context.cookies.get(COOKIE)
    if not token:
        return None
    try:
        return signing_in.resume(application().lobby("dashboard"), token)
    except AccessError:
        st.session_state.pop(_TOKEN, None)
        return None


def welcome(token: str) -> None:
    """Remembers a fresh sign-in and issues the ticket that turns it into a cookie."""
    st.session_state[_TOKEN] = token
    st.session_state[_TICKET] = TICKETS.issue(token)


def waiting_ticket() -> str | None:
    """The ticket the browser has yet to exchange, once."""
    ticket: str | None = st.session_state.pop(_TICKET, None)
    return ticket


def sign_out() -> None:
    """Revokes the session in the database and forgets everything this browser session held."""
    token = st.session_state.get(_TOKEN) or st.context.cookies.get(COOKIE)
    if token:
        signing_in.sign_out(application().lobby("dashboard"), token)
    st.session_state.clear()


def workspace(who: Guest) -> Workspace | None:
    """The company this session has open: the one in the address, the last one chosen, or the first.

    An address may name a company that is not the person's, or none at all: which of the two is not told.
    """
    named = st.query_params.get(_COMPANY)
    wanted = named or st.session_state.get(_COMPANY)
    slugs = [membership.company.slug for membership in who.memberships]
    if not slugs:
        return None
    slug = wanted if wanted in slugs else slugs[0]
    if st.session_state.get(_COMPANY) not in (None, slug):
        forget_company()
    st.session_state[_COMPANY] = slug
    if named not in (None, "", slug):
        st.session_state[_NOT_YOURS] = True
    if named != slug and (named or len(slugs) > 1):
        st.query_params[_COMPANY] = slug  # so that a link and a reload show the same books
    return signing_in.open_workspace(application().lobby("dashboard"), who, slug)


def asked_for_another() -> bool:
    """Whether the address named a company this person cannot open, said once."""
    return bool(st.session_state.pop(_NOT_YOURS, False))


def choose_company(slug: str) -> None:
    """Switches to another company; nothing of the one before stays in this session."""
    forget_company()
    st.session_state[_COMPANY] = slug
    st.query_params.clear()


def forget_company() -> None:
    """Drops everything in the session but the sign-in itself."""
    for key in list(st.session_state):
        if key not in (_TOKEN, _TICKET):
            del st.session_state[key]


def show_error(error: TieoutError) -> None:
    """Shows an error's own sentence; these are written for people."""
    st.error(str(error).replace("$", "\\$"))
