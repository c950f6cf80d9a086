"""What the surroundings decide, read once from `COLDCHAIN_…` and passed inward.

Business policy (cut-off, quotas, bands) is not here: it is rows with history, edited on a page.
"""

import ipaddress
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
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
    trusted_proxies: str = ""
    """Addresses or networks whose word on a client's address and scheme counts, by commas."""
    demo: bool = False
    demo_speed: float = Field(default=1.0, ge=0, le=100)
    """How busy the demo's people are; 0: nobody acts but you."""
    roads: str = ""
    """Where travel comes from; empty: the data directory's streets, else an estimate."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, given: str) -> str:
        for each in given.split(",") if given.strip() else ():
            ipaddress.ip_network(each.strip())
        return given

    @property
    def proxies(self) -> list[str]:
        """Those trusted, one by one."""
        return [each.strip() for each in self.trusted_proxies.split(",") if each.strip()]

    @property
    def is_https(self) -> bool:
        """Whether people reach the product over TLS, whoever ends it."""
        return self.public_url.lower().startswith("https:")

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
