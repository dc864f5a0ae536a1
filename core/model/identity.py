"""Who asks: a person, the role they have in a company, and the companies they may open."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a member may do; each role may do all that the ones before it may."""

    VIEWER = "viewer"  # reads everything, changes nothing
    ANALYST = "analyst"  # imports, decides, works exceptions
    MANAGER = "manager"  # saves rules, undoes runs, changes assumptions
    ADMIN = "admin"  # adds people

    def may_act_as(self, needed: "Role") -> bool:
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in."""

    id: UUID
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Company:
    """A tenant: one set of books. `slug` is its short name on the command line and in addresses."""

    id: UUID
    slug: str
    name: str
    base_currency: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A company a person may open, with their role in it."""

    company: Company
    role: Role
