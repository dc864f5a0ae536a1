"""The web application around the dashboard: headers, the session cookie, one-time tickets."""

import pytest
from starlette.testclient import TestClient

from core.faces.screen.doors import COOKIE, TICKETS, Tickets
from core.faces.web import SecurityHeaders, enter, health, leave, today


@pytest.fixture
def client():
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.routing import Route

    application = Starlette(
        routes=[
            Route("/today", today),
            Route("/api/health", health),
            Route("/api/session", enter, methods=["POST"]),
            Route("/api/session", leave, methods=["DELETE"]),
        ],
        middleware=[Middleware(SecurityHeaders)],
    )
    with TestClient(application, base_url="http://testserver") as client:
        yield client


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    answer = client.get("/api/health")
    assert answer.json() == {"status": "ok"}
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_ticket_becomes_a_cookie_that_scripts_cannot_read_once(client: TestClient) -> None:
    ticket = TICKETS.issue("the session's secret")
    ours = {"origin": "http://testserver"}
    answer = client.post("/api/session", content=ticket, headers=ours)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert client.post("/api/session", content=ticket, headers=ours).status_code == 410


def test_another_site_exchanges_nothing(client: TestClient) -> None:
    ticket = TICKETS.issue("the session's secret")
    answer = client.post("/api/session", content=ticket, headers={"origin": "http://elsewhere.example"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_leaving_forgets_the_cookie(client: TestClient) -> None:
    cookie = client.delete("/api/session").headers["set-cookie"]
    assert "Max-Age=0" in cookie


def test_a_ticket_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("core.faces.screen.doors.time.monotonic", lambda: clock[0])
    tickets = Tickets()
    ticket = tickets.issue("secret")
    clock[0] += 31
    assert tickets.exchange(ticket) is None
    assert tickets.exchange("never issued") is None


def test_today_answers_at_the_root(client: TestClient) -> None:
    answer = client.get("/today?company=northwind-services", follow_redirects=False)
    assert answer.headers["location"] == "/?company=northwind-services"
