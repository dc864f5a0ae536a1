"""Counterparties: found or made by their folded name, with the other names under which they pay."""

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from core.model.counterparty import Alias, AliasSource, Counterparty
from core.model.errors import NotFoundError
from core.store.tenancy import Scope

_NOT_WORDS = re.compile(r"[^\w]+")

# Adds the names that are new, sorted by their folded form so that two imports never wait for each other.
_ADD = text("""
    insert into counterparties (name, folded_name)
    select n.name, n.folded
    from unnest(:names, :folded) as n (name, folded)
    order by n.folded
    on conflict (tenant_id, folded_name) do nothing
""").bindparams(bindparam("names", type_=ARRAY(Text)), bindparam("folded", type_=ARRAY(Text)))

_FIND = text("select folded_name, id from counterparties where folded_name = any(:folded)").bindparams(
    bindparam("folded", type_=ARRAY(Text))
)

_ONE = text("select id, name from counterparties where id = :id")
_EVERY = text("select id, name from counterparties order by folded_name, id")
_ALIASES = text("""
    select counterparty_id, name, source, confirmations
    from counterparty_aliases
    where cast(:id as uuid) is null or counterparty_id = :id
    order by counterparty_id, folded
""")

# A name that is seen again is confirmed once more; a typed one stays typed.
_LEARN = text("""
    insert into counterparty_aliases as known (counterparty_id, folded, name, source, confirmations)
    values (:id, :folded, :name, :source, 1)
    on conflict (tenant_id, counterparty_id, folded) do update
    set confirmations = known.confirmations + 1,
        source = case when excluded.source = 'entered' then 'entered' else known.source end
    returning confirmations
""")

_FORGET = text("delete from counterparty_aliases where counterparty_id = :id and folded = :folded")


def fold(name: str) -> str:
    """The form under which two spellings are one name: no accents, case, punctuation or doubled spaces."""
    plain = name
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_WORDS.sub(" ", plain.casefold()).strip()


def find_or_create(scope: Scope, names: Iterable[str]) -> dict[str, UUID]:
    """The id of every name, made where it is new; of several spellings the first becomes the name."""
    spellings = list(names)
    first: dict[str, str] = {}
    for name in spellings:
        first.setdefault(fold(name), name.strip())
    scope.connection.execute(_ADD, {"names": list(first.values()), "folded": list(first)})
    return find(scope, spellings)


def find(scope: Scope, names: Iterable[str]) -> dict[str, UUID]:
    """The id of every name that is known; the others are missing."""
    folded = {name: fold(name) for name in names}
    rows = scope.connection.execute(_FIND, {"folded": list(set(folded.values()))})
    ids: dict[str, UUID] = {row.folded_name: row.id for row in rows}
    return {name: ids[short] for name, short in folded.items() if short in ids}


def get(scope: Scope, counterparty_id: UUID) -> Counterparty:
    """A counterparty with its aliases; raises `NotFoundError`."""
    row = scope.connection.execute(_ONE, {"id": counterparty_id}).one_or_none()
    if row is None:
        raise NotFoundError("There is no such counterparty.")
    aliases = _aliases(scope, counterparty_id).get(counterparty_id, ())
    return Counterparty(row.id, row.name, aliases)


def every(scope: Scope) -> tuple[Counterparty, ...]:
    """All counterparties by name, with their aliases."""
    aliases = _aliases(scope, None)
    return tuple(
        Counterparty(row.id, row.name, aliases.get(row.id, ())) for row in scope.connection.execute(_EVERY)
    )


def learn_alias(scope: Scope, counterparty_id: UUID, name: str, source: AliasSource) -> int:
    """Notes that the counterparty pays under `name`; answers how often that has been confirmed.

    An empty name and the counterparty's own teach nothing (0).
    """
    own = get(scope, counterparty_id).name
    if not fold(name) or fold(name) == fold(own):
        return 0
    values = {"id": counterparty_id, "folded": fold(name), "name": name.strip(), "source": source.value}
    return int(scope.connection.execute(_LEARN, values).scalar_one())


def forget_alias(scope: Scope, counterparty_id: UUID, name: str) -> bool:
    """Takes a name back; False when it was not known."""
    values = {"id": counterparty_id, "folded": fold(name)}
    return scope.connection.execute(_FORGET, values).rowcount == 1


def _aliases(scope: Scope, counterparty_id: UUID | None) -> dict[UUID, tuple[Alias, ...]]:
    found: dict[UUID, list[Alias]] = {}
    for row in scope.connection.execute(_ALIASES, {"id": counterparty_id}):
        found.setdefault(row.counterparty_id, []).append(
            Alias(row.name, AliasSource(row.source), row.confirmations)
        )
    return {key: tuple(aliases) for key, aliases in found.items()}
