"""Writing in bulk: with back-off, document by document, older versions left out."""

from collections.abc import Iterable, Mapping
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from matching.index.elasticsearch.connection import BULK_TIMEOUT_SECONDS, OVERLOADED
from matching.index.protocol import IndexUnreachableError

AT_ONCE = 500
"""Documents a request; about 5 MB."""
_RETRIES = 6
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 8.0
"""Seconds before a document that an overloaded node refused is sent again; doubled each time, half a minute in all."""
_TOLD = 5

Action = dict[str, Any]


class NotIndexedError(Exception):
    """Some documents could not be written; all others were.

    Attributes:
        reasons: id of each document to the reason that Elasticsearch gave.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        self.reasons = dict(reasons)
        told = "; ".join(f"{name}: {reason}" for name, reason in list(self.reasons.items())[:_TOLD])
        super().__init__(f"{len(self.reasons)} documents were not indexed: {told}")


def put_action(alias: str, name: str, version: int, document: Mapping[str, Any]) -> Action:
    """Return the action that adds or replaces a document."""
    return _action("index", alias, name, version) | {"_source": document}


def remove_action(alias: str, name: str, version: int) -> Action:
    """Return the action that removes a document."""
    return _action("delete", alias, name, version)


def write(client: Elasticsearch, actions: Iterable[Action], *, refresh: bool = True) -> tuple[set[str], int]:
    """Write in bulk; return the names of the indices written to, and how many documents are new in them.

    What is older than what is there is passed over. Documents that a node refused for being busy are sent again.

    Args:
        client: the cluster.
        actions: what to write.
        refresh: wait until readers see it.

    Raises:
        IndexUnreachableError: some documents found no node that had room or a shard for them.
        NotIndexedError: some documents failed for good.
    """
    reached: set[str] = set()
    new = 0
    failed: dict[str, str] = {}
    statuses: set[int] = set()
    results = streaming_bulk(
        client.options(request_timeout=BULK_TIMEOUT_SECONDS),
        actions,
        chunk_size=AT_ONCE,
        raise_on_error=False,
        max_retries=_RETRIES,
        initial_backoff=_FIRST_WAIT,
        max_backoff=_LONGEST_WAIT,
        timeout="30s",  # for a shard that is moving to another node
        refresh="wait_for" if refresh else False,
    )
    for written, item in results:
        (kind, told), *_ = item.items()
        reached.add(told["_index"])
        new += told.get("result") == "created"
        status = told.get("status")
        if not written and status != 409 and not (kind == "delete" and told.get("result") == "not_found"):
            statuses.add(status)
            error = told.get("error") or {}
            failed[told["_id"]] = f"{status} {error.get('type', '')} {error.get('reason', '')}".strip()
    if failed and statuses <= OVERLOADED:
        raise IndexUnreachableError(f"Elasticsearch n'a pas pu écrire {len(failed)} documents {sorted(statuses)}.")
    if failed:
        raise NotIndexedError(failed)
    return reached, new


def _action(kind: str, alias: str, name: str, version: int) -> Action:
    # "gte": the same change may be taken in twice
    return {
        "_op_type": kind,
        "_index": alias,
        "_id": name,
        "version": version,
        "version_type": "external_gte",
        "require_alias": True,
    }
