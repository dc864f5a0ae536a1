"""Very many invoices or bank lines as columns of text; a value is made when one is looked at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import ClassVar, Generic, Self, TypeVar, overload

from core.model.invoice import Direction, Invoice, LineItem
from core.model.money import Money
from core.model.payment import Payment

Value = TypeVar("Value")
_LINE = "\n"


class Column(Sequence[str]):
    """Cells of text, kept as one text with a line for each cell until somebody looks at one.

    100,000 cells are one text of a few MB, or 100,000 objects that take ten times as long to send or to copy.
    """

    __slots__ = ("_cells", "_joined", "_kinds", "_length", "_places", "_word")

    def __init__(self, cells: Sequence[str]) -> None:
        self._length = len(cells)
        self._cells: Sequence[str] | None = cells
        self._joined: str | None = None
        self._word: str | None = None
        self._kinds: frozenset[str] | None = None
        self._places: range | None = None

    @classmethod
    def of_text(cls, joined: str, length: int) -> Self:
        """The column whose cells are the lines of a text, `length` of them; `cells` raises `ValueError` where
        there are more or fewer."""
        made = cls(())
        made._cells, made._joined, made._length = None, joined, length
        return made

    @classmethod
    def of_word(cls, word: str, length: int) -> Self:
        """The column that says one word throughout."""
        made = cls(())
        made._cells, made._word, made._length = None, word, length
        return made

    @classmethod
    def of_numbers(cls, numbers: Sequence[int]) -> Self:
        """The column of whole numbers in digits; a range of them is written out when somebody looks."""
        made = cls(())
        made._length = len(numbers)
        if isinstance(numbers, range):
            made._cells, made._places = None, numbers
        else:
            made._cells = list(map(str, numbers))
        return made

    @property
    def places(self) -> range | None:
        """The numbers of a column that was made of a range, else None."""
        return self._places

    @property
    def kinds(self) -> frozenset[str]:
        """The different cells."""
        if self._kinds is None:
            self._kinds = frozenset((self._word,) if self._word is not None and self._length else self.cells)
        return self._kinds

    @property
    def word(self) -> str | None:
        """The one word the column says throughout; None where it says several, or nobody has looked."""
        if self._word is None and self._kinds is not None and len(self._kinds) == 1:
            (self._word,) = self._kinds
        if self._word is None and self._cells and self._cells[0] == self._cells[-1]:
            first = self._cells[0]
            if all(map(first.__eq__, self._cells)):
                self._word = first
        return self._word

    @property
    def cells(self) -> Sequence[str]:
        """The cells one by one."""
        if self._cells is None:
            if self._places is not None:
                self._cells = list(map(str, self._places))
            elif self._joined is None:
                self._cells = [self._word or ""] * self._length
            else:
                self._cells = self._joined.split(_LINE) if self._length else []
            if len(self._cells) != self._length:
                raise ValueError("a column has more or fewer cells than its rows")
        return self._cells

    @property
    def joined(self) -> str | None:
        """The cells as one text, a line for each; None where a cell holds a line end itself."""
        if self._joined is None:
            joined = _LINE.join(self.cells)
            if joined.count(_LINE) != max(self._length - 1, 0):
                return None
            self._joined = joined
        return self._joined

    def picked(self, at: Sequence[int]) -> "Column":
        """The cells at some positions, in their order."""
        if self.word is not None:
            return Column.of_word(self.word, len(at))
        cells = self.cells
        if not isinstance(at, range):
            return Column([cells[i] for i in at])
        made = Column(cells[at.start : at.stop : at.step])
        if at and self._joined is not None and at == range(at.start, self._length):
            made._joined = self._joined.split(_LINE, at.start)[-1]  # cheaper than to join the rest anew
        return made

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return self.cells[index]

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __contains__(self, cell: object) -> bool:
        return cell in (self.cells if self._kinds is None else self._kinds)

    def __len__(self) -> int:
        return self._length


class _Listed(Sequence[Value], Generic[Value]):
    """Values as columns, by the names in `NAMES`: days as ISO text ("" for none), whole numbers in digits."""

    NAMES: ClassVar[tuple[str, ...]] = ()
    __slots__ = ("_columns",)

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self._columns = [columns[name] for name in self.NAMES]
        if len({len(column) for column in self._columns}) > 1:
            raise ValueError("the columns of a file must be equally long")

    def column(self, name: str) -> Column:
        """The column of a field."""
        return self._columns[self.NAMES.index(name)]

    def columns(self) -> dict[str, Column]:
        """The columns by the names of their fields."""
        return dict(zip(self.NAMES, self._columns, strict=True))

    def _one(self, place: int, cells: tuple[str, ...]) -> Value:
        raise NotImplementedError

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, index: int | slice) -> Value | tuple[Value, ...]:
        places = range(len(self))[index]
        if isinstance(places, int):
            return self._one(places, tuple(column[places] for column in self._columns))
        rows = zip(*(column[index] for column in self._columns), strict=True)
        return tuple(map(self._one, places, rows))

    def __iter__(self) -> Iterator[Value]:
        return map(self._one, range(len(self)), zip(*self._columns, strict=True))

    def __len__(self) -> int:
        return len(self._columns[0])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))


class Payments(_Listed[Payment]):
    """The bank lines of a file, in its order."""

    NAMES = (
        "paid_on", "minor", "currency", "bank_id", "counterparty", "description", "reference", "method",
        "check_number", "structured_reference", "account", "value_on", "counterparty_account", "status",
        "source_row",
    )  # fmt: skip
    __slots__ = ()

    @classmethod
    def of(cls, payments: Iterable[Payment]) -> "Payments":
        """The same bank lines as columns."""
        if isinstance(payments, Payments):
            return payments
        told = [
            (
                one.paid_on.isoformat(), str(one.amount.minor), one.amount.currency, one.bank_id,
                one.counterparty, one.description, one.reference, one.method, one.check_number,
                one.structured_reference, one.account, one.value_on.isoformat() if one.value_on else "",
                one.counterparty_account, one.status, str(one.source_row),
            )
            for one in payments
        ]  # fmt: skip
        return cls(_turned(cls.NAMES, told))

    def only(self, status: str) -> "Payments":
        """The lines of one status."""
        said = self.column("status")
        if said.word == status:
            return self
        return self.picked([place for place, word in enumerate(said) if word == status])

    def picked(self, at: Sequence[int]) -> "Payments":
        """The lines at some positions, in their order."""
        return Payments({name: column.picked(at) for name, column in self.columns().items()})

    def _one(self, place: int, cells: tuple[str, ...]) -> Payment:
        (
            paid, minor, currency, bank_id, party, words, reference, method, check, structured, account,
            value, theirs, status, row,
        ) = cells  # fmt: skip
        return Payment(
            date.fromisoformat(paid), Money(int(minor), currency), bank_id, party, words, reference, method,
            check, structured, account, date.fromisoformat(value) if value else None, theirs, status,
            int(row),
        )  # fmt: skip


class Invoices(_Listed[Invoice]):
    """The invoices of a file, in its order; `items` are printed lines by the invoice's place in it."""

    NAMES = (
        "number", "direction", "counterparty", "issued_on", "due_on", "minor", "currency", "terms",
        "purchase_order", "reference", "account", "source_row",
    )  # fmt: skip
    __slots__ = ("items",)

    def __init__(
        self, columns: Mapping[str, Column], items: Mapping[int, tuple[LineItem, ...]] | None = None
    ) -> None:
        super().__init__(columns)
        self.items = dict(items or {})

    @classmethod
    def of(cls, invoices: Iterable[Invoice]) -> "Invoices":
        """The same invoices as columns."""
        if isinstance(invoices, Invoices):
            return invoices
        found = list(invoices)
        told = [
            (
                one.number, one.direction.value, one.counterparty, one.issued_on.isoformat(),
                one.due_on.isoformat() if one.due_on else "", str(one.total.minor), one.total.currency,
                one.terms, one.purchase_order, one.reference, one.account, str(one.source_row),
            )
            for one in found
        ]  # fmt: skip
        items = {place: one.line_items for place, one in enumerate(found) if one.line_items}
        return cls(_turned(cls.NAMES, told), items)

    def picked(self, at: Sequence[int]) -> "Invoices":
        """The invoices at some positions, in their order, without their printed lines."""
        return Invoices({name: column.picked(at) for name, column in self.columns().items()})

    def _one(self, place: int, cells: tuple[str, ...]) -> Invoice:
        number, direction, party, issued, due, minor, currency, terms, order, reference, account, row = cells
        return Invoice(
            number, Direction(direction), party, date.fromisoformat(issued),
            date.fromisoformat(due) if due else None, Money(int(minor), currency), terms, order, reference,
            account, int(row), self.items.get(place, ()),
        )  # fmt: skip


def _turned(names: Sequence[str], rows: Sequence[tuple[str, ...]]) -> dict[str, Column]:
    return {name: Column(list(map(itemgetter(at), rows))) for at, name in enumerate(names)}


NO_INVOICES = Invoices.of(())
NO_PAYMENTS = Payments.of(())
