"""What the surroundings decide, read once from `COLDCHAIN_…` and passed inward.

Business policy (cut-off, quotas, bands) is not here: it is rows with history, edited on a page.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting has a default that works on a fresh machine; docs/settings.md explains each."""

    model_config = SettingsConfigDict(env_prefix="COLDCHAIN_", extra="ignore", frozen=True)

    data_dir: Path = Path(".coldchain")
    """Everything that must be kept: database, keys, backups, device configuration."""
    database_url: str = ""
    """Empty: SQLite in the data directory."""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str = ""
    """The address people and labels use, when it is not the host and port above."""
    demo: bool = False
    demo_speed: float = Field(default=1.0, ge=0, le=100)
    """How busy the demo's people are; 0: nobody acts but you."""
    roads: str = ""
    """Where travel comes from; empty: the data directory's streets, else an estimate."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def database(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{self.data_dir / 'coldchain.db'}"

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def address(self) -> str:
        """Where people reach the product."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"
