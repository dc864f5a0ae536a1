"""The frame around every page: sign-in, navigation, whose books these are."""

from pathlib import Path

import streamlit as st

from core.faces.screen import guard, session, sign_in
from core.model.errors import TieoutError
from core.services.signing_in import Guest
from core.services.workspace import Workspace
from core.settings import REPOSITORY

PAGES = (
    ("today", "Today"),
    ("upload", "Upload"),
    ("tune", "Tune"),
    ("review", "Review"),
    ("exceptions", "Exceptions"),
    ("ledger", "Ledger"),
    ("settlement", "Settlement"),
    ("kpis", "KPIs"),
    ("audit", "Audit"),
)
_ICON = Path(__file__).parent / "static" / "tieout.png"
_EXCHANGE = """
export default function ({ data }) {
  const { ticket, method } = data;
  if (!method || window.__tieoutTicket === ticket) return;
  window.__tieoutTicket = ticket;
  fetch('/api/session', { method, body: ticket || undefined, credentials: 'same-origin' }).catch(() => {});
}
"""


def draw() -> None:
    """Draws the frame and, inside it, the page the address names; signed out, the sign-in form."""
    st.set_page_config(page_title="Tieout", page_icon=str(_ICON), layout="wide")
    try:
        who = session.guest()
        workspace = session.workspace(who) if who else None
    except TieoutError as error:
        session.show_error(error)
        st.stop()
    pages = [
        st.Page(REPOSITORY / "pages" / f"{name}.py", title=title, url_path=name, default=name == "today")
        for name, title in PAGES
    ]
    page = st.navigation(pages, position="top" if workspace else "hidden")
    if who is None:
        sign_in.page()
    elif workspace is None:
        st.info(
            "You are signed in, but no company has made you a member yet. Ask an administrator to add you."
        )
    else:
        exchange_ticket()
        _bar(who, workspace)
        if session.asked_for_another():
            name = guard.plain(workspace.company.name)
            st.warning(f"You cannot open the company this link names. These are the books of {name}.")
        with guard.framed():
            page.run()


def exchange_ticket() -> None:
    """Lets the browser turn a fresh sign-in into its HttpOnly cookie, once."""
    if ticket := session.waiting_ticket():
        component = st.components.v2.component("tieout_ticket", js=_EXCHANGE)
        component(data={"ticket": ticket, "method": "POST"}, key="tieout_ticket")


def _bar(who: Guest, workspace: Workspace) -> None:
    """Whose books, and who is looking."""
    books, person = st.columns([5, 1], vertical_alignment="center")
    names = {membership.company.slug: membership.company.name for membership in who.memberships}
    with books:
        if len(names) > 1:
            st.selectbox(
                "Company",
                list(names),
                index=list(names).index(workspace.company.slug),
                format_func=lambda slug: names[slug],
                key="company_choice",
                on_change=_switch,
                label_visibility="collapsed",
                width=320,
            )
        else:
            st.markdown(f"**{guard.plain(workspace.company.name)}**")
    with person, st.popover(who.person.name.split(" ")[0], width="stretch"):
        st.text(f"{who.person.name}\n{who.person.email}\n{workspace.role} of {workspace.company.name}")
        st.button("Sign out", on_click=session.sign_out, width="stretch")


def _switch() -> None:
    session.choose_company(st.session_state["company_choice"])
