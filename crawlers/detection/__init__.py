"""Which platform a careers page runs on, by what the page itself shows, and the registry entry that follows."""

from crawlers.detection.clues import Clues, read_clues, sitemap_addresses
from crawlers.detection.detecting import Detection, detect, offer_links
from crawlers.detection.proposal import add_entry, entry_key, entry_table, entry_toml

__all__ = [
    "Clues",
    "Detection",
    "add_entry",
    "detect",
    "entry_key",
    "entry_table",
    "entry_toml",
    "offer_links",
    "read_clues",
    "sitemap_addresses",
]
