"""Offers that staff enter, of employers who have no site that can be crawled: a page, a PDF file, a typed form."""

ENTERED = "saisie_equipe"
"""Source and platform of the offers that staff enter. No registry key can be the same: those hold no underscore."""
