"""Rows as processors send them: checked strictly, field by field, unknown kinds kept as they are named."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from core.model.errors import FetchError


class Sent(BaseModel):
    """A part of an answer: types are never guessed (`"10"` is no number), fields we do not use are let be."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, hide_input_in_errors=True)


SentKind = TypeVar("SentKind", bound=Sent)


def checked(who: str, kind: type[SentKind], said: Any) -> SentKind:
    """One part of an answer as a value; raises `FetchError` naming the field that is not as agreed."""
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(each) for each in first["loc"]) or "the whole"
        raise FetchError(f"{who} sent a row that is not as agreed: {where}: {first['msg']}.") from error


def checked_all(who: str, kind: type[SentKind], said: Iterable[Any]) -> list[SentKind]:
    """Every row of a page; one wrong row fails the page: a row left out would look like money missing."""
    return [checked(who, kind, each) for each in said]
