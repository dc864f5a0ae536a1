"""Sealing secrets: AES-256-GCM, bound to company and column, with a key that is not in the database."""

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.model.errors import TieoutError
from core.store.tenancy import Scope

_NONCE = 12  # bytes, as NIST SP 800-38D recommends for GCM
_VERSION = b"\x01"


def seal(scope: Scope, key: bytes, column: str, text: str) -> bytes:
    """The text sealed for one column of the scope's company: elsewhere it does not open."""
    nonce = secrets.token_bytes(_NONCE)
    return _VERSION + nonce + _cipher(key).encrypt(nonce, text.encode(), _bound(scope, column))


def unseal(scope: Scope, key: bytes, column: str, sealed: bytes) -> str:
    """The sealed text; raises `TieoutError` when it was made with another key or for another place."""
    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    if sealed[:1] != _VERSION:
        raise TieoutError("A stored key was sealed in a way this Tieout does not know.")
    try:
        return _cipher(key).decrypt(nonce, body, _bound(scope, column)).decode()
    except InvalidTag as error:
        raise TieoutError(
            "A stored key cannot be opened: TIEOUT_SEAL_KEY has changed; save it anew."
        ) from error


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(hashlib.sha256(b"tieout sealing\x00" + key).digest())


def _bound(scope: Scope, column: str) -> bytes:
    return f"{scope.tenant_id}|{column}".encode()
