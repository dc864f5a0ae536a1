"""The sign-in form: streamlit-authenticator draws it and checks bcrypt over people in PostgreSQL."""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st
from streamlit_authenticator.controllers import AuthenticationController
from streamlit_authenticator.views import Authenticate

from core.faces.screen import session
from core.model.errors import SignInError
from core.services import signing_in
from core.services.signing_in import Lobby


class PeopleByAddress(Mapping[str, dict[str, Any]]):
    """The authenticator's credentials, looked up in PostgreSQL one address at a time.

    Every address is “known”: a stranger is answered with a hash nobody has the password of, so that the
    answer takes as long, and reads the same, as for a wrong password.
    """

    def __init__(self, lobby: Lobby) -> None:
        self._lobby = lobby
        self._seen: dict[str, dict[str, Any]] = {}

    def __getitem__(self, email: str) -> dict[str, Any]:
        if email not in self._seen:
            name, password_hash = signing_in.credentials(self._lobby, email)
            self._seen[email] = {"email": email, "name": name, "password": password_hash}
        return self._seen[email]

    def __contains__(self, email: object) -> bool:
        return isinstance(email, str)

    def __iter__(self) -> Iterator[str]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)


class NoCookie:
    """Stands where the authenticator would set a cookie by script; ours is HttpOnly, set by the web face."""

    def get_cookie(self) -> None:
        return None

    def set_cookie(self) -> None:
        return None

    def delete_cookie(self) -> None:
        return None


class SignInForm(Authenticate):  # type: ignore[misc]
    """streamlit-authenticator's form without its cookie and its file store."""

    def __init__(self, people: PeopleByAddress) -> None:
        self.path = None
        self.attrs = {"login_sleep_time": 0}
        self.cookie_controller = NoCookie()
        self.authentication_controller = AuthenticationController({"usernames": {}}, auto_hash=False)
        # The model copies the mapping it is given; ours must be asked anew for every address.
        self.authentication_controller.authentication_model.credentials = {"usernames": people}


def page() -> None:
    """The page a stranger sees."""
    _, middle, _ = st.columns([1, 1.2, 1])
    with middle:
        st.title("Tieout")
        st.text("What was billed, tied out against what was paid.")
        form()


def form() -> None:
    """Draws the form; a right answer begins a session, a wrong one has been counted against the address."""
    lobby = session.application().lobby("dashboard")
    for key in ("name", "username", "email", "roles", "logout", "authentication_status"):
        st.session_state[key] = None
    words = {"Form name": "Sign in", "Username": "E-mail", "Password": "Password", "Login": "Sign in"}
    try:
        SignInForm(PeopleByAddress(lobby)).login(
            fields=words, key="sign-in", callback=lambda who: _begin(lobby, who["username"])
        )
    except SignInError as error:
        st.error(str(error))
        return
    if st.session_state["authentication_status"]:
        st.rerun()
    if st.session_state["authentication_status"] is False:
        st.error("That e-mail and password do not belong together.")


def _begin(lobby: Lobby, email: str) -> None:
    session.welcome(signing_in.begin(lobby, email))
