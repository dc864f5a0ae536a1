"""The one way over HTTP to a processor: patient, never longer than its deadline, never half an answer.

An answer that is missing, cut off or says "later" is asked for again; one that says "no" is not. What is
still not whole when patience ends is a `FetchError` that names who was asked for what.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
import tenacity
import urllib3
from requests.auth import AuthBase

from core.model.errors import FetchError, FetchRefusedError

_LATER = {408, 425, 429, 500, 502, 503, 504}
_MOST_BYTES = 64 * 1024 * 1024  # the largest honest page (500 PayPal rows with all fields) has under 2 MB
_CHUNK = 65_536
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a whole fetch may take, how often one page is asked for, and how many pages there may be.

    `deadline_s` is for everything together, `silence_s` for one read; waits double from `first_wait_s` and
    never exceed `longest_wait_s` unless the processor itself asks for longer and the deadline allows it.
    """

    deadline_s: float = 900.0
    silence_s: float = 30.0
    tries: int = 6
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    most_pages: int = 5_000


PATIENT = Patience()


class _LaterError(Exception):
    """An answer that may come out well when it is asked for again; never leaves this room."""

    def __init__(self, what: str, after_s: float | None = None) -> None:
        super().__init__(what)
        self.after_s = after_s


class Token(AuthBase):
    """Signs requests with a bearer token, and keeps `requests` from looking for another in a netrc file."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


@dataclass(slots=True)
class Line:
    """A line to one processor: `who` names it in errors, `base` is its address.

    Raises `FetchRefusedError` for an address that would send the key unencrypted over a network.
    """

    who: str
    base: str
    auth: AuthBase | tuple[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    patience: Patience = PATIENT
    _session: requests.Session = field(init=False, repr=False)
    _ends_at: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        if not safe or parts.username or parts.query or parts.fragment:
            raise FetchRefusedError(f"{self.who}: the address must begin with https:// and hold no key.")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.update({"Accept": "application/json", **self.headers})
        self._ends_at = time.monotonic() + self.patience.deadline_s

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def get(self, path: str, parameters: Mapping[str, str | int] | None = None) -> dict[str, Any]:
        """The JSON object at a path; decimals are exact.

        Raises `FetchRefusedError` when the answer is no, `FetchError` when there is no whole answer in time.
        """
        return self._patiently("GET", path, params=dict(parameters or {}))

    def post(self, path: str, form: Mapping[str, str]) -> dict[str, Any]:
        """The JSON object a form is answered with; raises as `get` does."""
        return self._patiently("POST", path, data=dict(form))

    def _patiently(self, method: str, path: str, **said: Any) -> dict[str, Any]:
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_LaterError),
            stop=lambda state: state.attempt_number >= self.patience.tries or self._would_be_late(state),
            wait=self._wait,
            reraise=True,
        )
        try:
            return retrying(self._once, method, path, said)
        except _LaterError as error:
            raise FetchError(f"{self.who} did not answer {path} in full: {error}.") from error

    def _wait(self, state: tenacity.RetryCallState) -> float:
        asked = _failure(state).after_s
        backoff = tenacity.wait_random_exponential(self.patience.first_wait_s, self.patience.longest_wait_s)
        return backoff(state) if asked is None else asked

    def _would_be_late(self, state: tenacity.RetryCallState) -> bool:
        return time.monotonic() + state.upcoming_sleep >= self._ends_at

    def _once(self, method: str, path: str, said: Mapping[str, Any]) -> dict[str, Any]:
        """One request and its whole answer."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise FetchError(f"{self.who} took longer than {self.patience.deadline_s:g} seconds in all.")
        silence = min(self.patience.silence_s, left)
        try:
            with self._session.request(
                method,
                self.base.rstrip("/") + path,
                auth=self.auth,
                timeout=(silence, silence),
                allow_redirects=False,
                stream=True,
                **said,
            ) as answer:
                body = self._body(answer)
                return self._understood(path, answer, body)
        except (requests.ConnectionError, requests.Timeout, urllib3.exceptions.HTTPError) as error:
            raise _LaterError(_broken(error)) from error

    def _body(self, answer: requests.Response) -> bytes:
        """The whole body, read so that a slow drip cannot outlast the deadline."""
        parts, size = [], 0
        while part := answer.raw.read1(_CHUNK, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > _MOST_BYTES:
                raise FetchError(f"{self.who} sent an answer of more than {_MOST_BYTES:,} bytes.")
            if time.monotonic() >= self._ends_at:
                raise FetchError(f"{self.who} took longer than {self.patience.deadline_s:g} seconds in all.")
        return b"".join(parts)

    def _understood(self, path: str, answer: requests.Response, body: bytes) -> dict[str, Any]:
        status = answer.status_code
        if status in _LATER:
            raise _LaterError(f"status {status}", retry_after_s(answer.headers.get("Retry-After")))
        try:
            said = json.loads(body, parse_float=Decimal, parse_constant=_no_number)
        except ValueError as error:
            if status == 200:
                raise _LaterError("the answer was cut off or is no JSON") from error
            said = {}
        if status != 200:
            code = _code(said)
            raise FetchRefusedError(f"{self.who} refused {path}: status {status} {code}".rstrip() + ".", code)
        if not isinstance(said, dict):
            raise FetchError(f"{self.who} answered {path} with something else than an object.")
        return said


def retry_after_s(header: str | None) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, section 10.2.3: seconds or a date); None where it
    says nothing that can be read."""
    if header is None:
        return None
    said = header.strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def _failure(state: tenacity.RetryCallState) -> _LaterError:
    failed = state.outcome.exception() if state.outcome else None
    assert isinstance(failed, _LaterError)
    return failed


def _broken(error: Exception) -> str:
    if isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError)):
        return "silence"
    return "the connection was cut"


def _code(said: object) -> str:
    """The processor's own word for why it refused, wherever it stands; never more than a word."""
    for value in _words(said):
        if value and len(value) <= 60 and value.replace("_", "").replace("-", "").isalnum():
            return value
    return ""


def _words(said: object) -> list[str]:
    if not isinstance(said, dict):
        return []
    inner = said.get("error")
    errors = said.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    places = [inner, first, said]
    found = [
        place.get(key)
        for place in places
        if isinstance(place, dict)
        for key in ("code", "name", "type", "error")
    ]
    return [value for value in found if isinstance(value, str)]


def _no_number(said: str) -> object:
    raise ValueError(f"{said} is no number")
