"""Settings: what the environment says, read once and frozen."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from core.model.identity import Role
from core.model.money import typed_decimal

# How much of a difference a role may book under any name, in whole units of the invoice's currency.
_LIMITS = {Role.ANALYST: ("TIEOUT_LIMIT_ANALYST", "25"), Role.MANAGER: ("TIEOUT_LIMIT_MANAGER", "500")}
REPOSITORY = Path(__file__).resolve().parent.parent

# The variables that hold a key for each source, field by field, and the one that moves its address.
_SOURCE_KEYS = {
    "stripe": {"api_key": "STRIPE_API_KEY"},
    "paypal": {"client_id": "PAYPAL_CLIENT_ID", "secret": "PAYPAL_SECRET"},
    "square": {"access_token": "SQUARE_ACCESS_TOKEN"},
    "records": {"base_url": "RECORDS_BASE_URL", "token": "RECORDS_TOKEN"},
}
_SOURCE_BASES = {"stripe": "STRIPE_BASE_URL", "paypal": "PAYPAL_BASE_URL", "square": "SQUARE_BASE_URL"}


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """Keys for processors from the environment, and how patiently they are asked.

    The keys are those of one company, `keys_of` (its short name): no other company is ever fetched with them.
    `bases` stand in for the vendors' own addresses. Times are in seconds.
    """

    keys_of: str = ""
    keys: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    deadline_s: float = 900.0
    silence_s: float = 30.0
    first_wait_s: float = 1.0


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail goes out: over SMTP when `host` is given, else over Amazon SES when `ses_region` is."""

    sender: str = ""
    host: str = ""
    port: int = 587
    user: str = ""
    password: str = ""
    encryption: str = "starttls"  # "starttls", "tls" or "none"
    ses_region: str = ""
    ses_endpoint: str = ""


@dataclass(frozen=True, slots=True)
class FileSettings:
    """Where report files go: to `bucket` below `prefix`, or to the local folder alone when there is none."""

    bucket: str = ""
    prefix: str = ""
    region: str = ""
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what may be reached.

    `home` holds all local state (embedded server, audit anchors, secrets). `database_url` names a server to
    use instead of the embedded one; its role must be able to migrate. The `openai_*` values are empty
    when no model is configured; a company asks a model at most `ai_daily_limit` questions a day (UTC).
    `seal_key` seals what companies entrust to Tieout (keys, addresses). `difference_limits` is the most each
    role may book as a difference in whole units of the invoice's currency, beyond what the rules call
    plausible; a role that is not in it has no bound.
    """

    home: Path
    database_url: str
    app_password: str
    anchor_key: bytes
    openai_api_key: str
    openai_base_url: str
    openai_model: str
    ai_deadline_s: float
    ai_daily_limit: int = 500
    seal_key: bytes = b""
    feeds: FeedSettings = FeedSettings()
    mail: MailSettings = MailSettings()
    files: FileSettings = FileSettings()
    difference_limits: Mapping[Role, Decimal] = field(default_factory=lambda: difference_limits({}))

    @property
    def ai_configured(self) -> bool:
        return bool(self.openai_api_key or self.openai_base_url)


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; secrets that are not given are made once and kept in `home`."""
    env = os.environ if environment is None else environment
    home = Path(env.get("TIEOUT_HOME") or REPOSITORY / ".tieout").resolve()
    return Settings(
        home=home,
        database_url=env.get("DATABASE_URL", ""),
        app_password=env.get("TIEOUT_APP_PASSWORD") or kept_secret(home, "app-password"),
        anchor_key=(env.get("TIEOUT_ANCHOR_KEY") or kept_secret(home, "anchor-key")).encode(),
        openai_api_key=env.get("OPENAI_API_KEY", ""),
        openai_base_url=env.get("OPENAI_BASE_URL", ""),
        openai_model=env.get("OPENAI_MODEL", "gpt-5-mini"),
        ai_deadline_s=float(env.get("TIEOUT_AI_DEADLINE_S", "6")),
        ai_daily_limit=int(env.get("TIEOUT_AI_DAILY_LIMIT", "500")),
        seal_key=(env.get("TIEOUT_SEAL_KEY") or kept_secret(home, "seal-key")).encode(),
        feeds=_feeds(env),
        mail=_mail(env),
        files=_files(env),
        difference_limits=difference_limits(env),
    )


def _feeds(env: Mapping[str, str]) -> FeedSettings:
    keys = {
        source: {name: env.get(variable, "") for name, variable in fields.items()}
        for source, fields in _SOURCE_KEYS.items()
        if any(env.get(variable) for variable in fields.values())
    }
    bases = {
        source: env[variable].rstrip("/") for source, variable in _SOURCE_BASES.items() if env.get(variable)
    }
    return FeedSettings(
        keys_of=env.get("TIEOUT_KEYS_OF", ""),
        keys=keys,
        bases=bases,
        deadline_s=float(env.get("TIEOUT_FETCH_DEADLINE_S", "900")),
        silence_s=float(env.get("TIEOUT_FETCH_SILENCE_S", "30")),
        first_wait_s=float(env.get("TIEOUT_FETCH_FIRST_WAIT_S", "1")),
    )


def _mail(env: Mapping[str, str]) -> MailSettings:
    return MailSettings(
        sender=env.get("TIEOUT_MAIL_FROM", ""),
        host=env.get("SMTP_HOST", ""),
        port=int(env.get("SMTP_PORT", "587")),
        user=env.get("SMTP_USER", ""),
        password=env.get("SMTP_PASSWORD", ""),
        encryption=env.get("SMTP_ENCRYPTION", "starttls"),
        ses_region=env.get("SES_REGION", ""),
        ses_endpoint=env.get("SES_ENDPOINT_URL", ""),
    )


def _files(env: Mapping[str, str]) -> FileSettings:
    return FileSettings(
        bucket=env.get("TIEOUT_S3_BUCKET", ""),
        prefix=env.get("TIEOUT_S3_PREFIX", "").strip("/"),
        region=env.get("AWS_REGION", ""),
        endpoint=env.get("TIEOUT_S3_ENDPOINT_URL", ""),
    )


def difference_limits(environment: Mapping[str, str]) -> dict[Role, Decimal]:
    """The most each role may book as a difference; raises `MoneyError` for what is no amount."""
    return {
        role: abs(typed_decimal(environment.get(name) or usual)) for role, (name, usual) in _LIMITS.items()
    }


def kept_secret(home: Path, name: str) -> str:
    """A random secret that is made at first use and read ever after; only its owner can read the file.

    Two processes that start at once agree: whoever links the file first wins.
    """
    path = home / "secrets" / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        fresh = path.with_name(f"{name}.{os.getpid()}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(32))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
