"""Settings of an installation: environment variables `LOT_RECRUTE_*`, or the same names in a file `.env`."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, FilePath, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may choose. Every path is below `data_dir` unless said otherwise."""

    model_config = SettingsConfigDict(env_prefix="LOT_RECRUTE_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("lot-recrute"),
        description="Records, index, run folders. Created when first written to.",
    )
    database_url: str | None = Field(None, description="SQLAlchemy URL of the records; SQLite in `data_dir` if unset.")
    registry: Path | None = Field(None, description="employers.toml; the one in the package if unset.")
    territory: str = Field("46", description="Départements, separated by commas, or `all`.")
    model: str | None = Field(
        None, description="Folder or name of a sentence-transformers model; the package's own if unset."
    )
    index: Literal["embedded", "elasticsearch"] = Field(
        "embedded", description="Where offers and profiles are matched: in `data_dir`, or in a cluster."
    )
    elasticsearch_urls: str = Field(
        "http://127.0.0.1:9200", description="Addresses of nodes, separated by commas; another is tried when one fails."
    )
    elasticsearch_ca: FilePath | None = Field(
        None, description="Certificate of the authority that signed the nodes' certificates; the system's if unset."
    )
    elasticsearch_api_key: SecretStr | None = Field(None, description="API key, encoded.")
    elasticsearch_api_key_file: FilePath | None = Field(None, description="File with the API key.")
    elasticsearch_user: str | None = Field(None, description="User, where there is no API key.")
    elasticsearch_password: SecretStr | None = Field(None, description="The user's password.")
    elasticsearch_password_file: FilePath | None = Field(None, description="File with the password.")
    elasticsearch_prefix: str = Field(
        "lot-recrute", pattern=r"^[a-z0-9][a-z0-9-]*$", description="What the names of all indices begin with."
    )
    elasticsearch_shards: int = Field(1, ge=1, description="Shards of each new index.")
    elasticsearch_replicas: int | None = Field(
        None, ge=0, description="Copies of each new shard; one where there is a second node if unset."
    )
    contact: str | None = Field(
        None, description="Web page or mailbox where the owners of crawled sites reach the operator; needed to crawl."
    )
    crawl_delay: float = Field(1.5, ge=0, description="Seconds between two requests to one site.")
    crawl_daily_requests: int = Field(
        5000, ge=1, description="Requests to one site in a day; an entry may name its own number."
    )
    public_url: str = Field("http://127.0.0.1:8000", description="Where the site is reached, without final slash.")

    @cached_property
    def records_url(self) -> str:
        """SQLAlchemy URL of the records."""
        return self.database_url or f"sqlite:///{self.data_dir / 'records.sqlite'}"

    @cached_property
    def index_dir(self) -> Path:
        """Folder of the embedded index."""
        return self.data_dir / "index"

    @cached_property
    def cache_dir(self) -> Path:
        """Folder of the validators for conditional requests."""
        return self.data_dir / "http-cache"

    @cached_property
    def counts_dir(self) -> Path:
        """Folder of the day's counts of requests."""
        return self.data_dir / "requests"

    @cached_property
    def robots_dir(self) -> Path:
        """Folder of the day's robots.txt files."""
        return self.data_dir / "robots"

    @cached_property
    def runs_dir(self) -> Path:
        """Folder below which crawls write their run folders."""
        return self.data_dir / "runs"
