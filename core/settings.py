"""Settings: what the environment says, read once and frozen."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what may be reached.

    `home` holds all local state (embedded server, audit anchors, secrets). `database_url` names a server to
    use instead of the embedded one; its role must be able to migrate. The `openai_*` values are empty
    when no model is configured; a company asks a model at most `ai_daily_limit` questions a day (UTC).
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
    )


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
