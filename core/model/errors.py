"""Everything that can go wrong, named for what went wrong, with the sentence a person may read.

TieoutError
├── MoneyError                an amount that is not money: too many digits, unknown form
│   └── CurrencyMismatchError two currencies in one sum
├── RulesError                match rules outside their bounds, or a rules file that cannot be read
├── FileError                 a file that cannot be taken at all (not one of its rows)
│   └── QuestionError         a file that can be read two ways; names the question that decides it
├── NotFoundError             the thing named does not exist in this company
├── AccessError               who asks may not do that
│   ├── SignInError           wrong address or password, or too many guesses
│   └── NoTenantError         a transaction was opened without naming the company
├── ConflictError             somebody else was first, or the item has changed since it was shown
│   └── OverAllocationError   an allocation beyond what is still open on either side
├── ImportRefusedError        a whole import was refused; nothing was stored
├── FetchError                a processor's answer could not be had whole; nothing of it was stored
│   └── FetchRefusedError     the processor (or we, before asking) said no: asking again changes nothing
├── UnsafeDatabaseError       the database would not keep companies apart; Tieout refuses to serve
└── AuditBrokenError          the audit chain does not verify; names the first broken entry
"""


class TieoutError(Exception):
    """The root of all errors whose message may be shown to a person as it stands."""


class MoneyError(TieoutError):
    """An amount that cannot be money in its currency."""


class CurrencyMismatchError(MoneyError):
    """Two currencies met in one sum or comparison."""


class RulesError(TieoutError):
    """Match rules are outside their bounds or cannot be read."""


class FileError(TieoutError):
    """A file cannot be taken at all; the message says in plain words what is the matter with it."""


class QuestionError(FileError):
    """A file can be read in two ways; the message names the question and what answers it."""


class NotFoundError(TieoutError):
    """The thing asked for does not exist in this company."""


class AccessError(TieoutError):
    """Who asks may not do that."""


class SignInError(AccessError):
    """Signing in was refused; the message never says whether the address exists."""


class NoTenantError(AccessError):
    """A database transaction was begun without naming the company it is for."""


class ConflictError(TieoutError):
    """The item has changed since it was shown, or somebody else has decided it."""


class OverAllocationError(ConflictError):
    """An allocation would exceed what is still open on the invoice or the payment."""


class ImportRefusedError(TieoutError):
    """A whole import was refused; nothing of it was stored."""


class FetchError(TieoutError):
    """What a processor has could not be fetched whole; the message says who was asked for what."""


class FetchRefusedError(FetchError):
    """A request was refused and would be again; `code` is the processor's own word for why."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class UnsafeDatabaseError(TieoutError):
    """The database's roles or policies would not keep companies apart."""


class AuditBrokenError(TieoutError):
    """The audit chain does not verify."""
