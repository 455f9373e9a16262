"""Job text to the terms that BM25 counts."""

import re
from functools import lru_cache

from Stemmer import Stemmer

from matching.text.gender import neutral

_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu)'")
_TOKEN = re.compile(r"[a-z0-9]+(?:\+\+|#)?")
_STOP_WORDS = """
    a afin ai ainsi alors apres au aucun aussi autre autres aux avant avec avez avoir avons car ce ceci cela celui ces
    ceux chez ci comme comment dans de dela depuis des donc dont du elle en encore entre es est et etant ete etes etre
    eu eux fait faire faites fois font il ils je jusque le les leur leurs lors lui ma mais me meme memes mes moi mon ne
    ni nos notre nous on ont ou par parmi pas pendant peu peut peuvent plus pour pourra pourrez pouvez pouvoir qu quand
    que quel qui quoi sa sans se sera serez seront ses si sien soi soit son sont sous sur ta te tel tes toi ton tous
    tout tres tu un vers via voici voila vos votre vous y
    cherche cherchons recherche recherchons recherchez souhaite souhaitez poste emploi metier travail offre
"""
"""Words that say nothing of a job, folded; the second group is the talk of every offer and every wish."""
_ACRONYMS = """
    adv aes aesh amp apa aps arc as asc ash assp asv atsem bac bafa beees bep bpjeps bts btp but caces cap
    ccas cdd cdi cei cfa chr cms cnc cpe crm cse cvc dao dea deaes deas dees deug dut eam ehpad epi erp esat esms fco
    fimo fle fos gmao gpec gtb gtc haccp has hqe hse iade ibode ide ime irve itep mag mam map mas mco mecs mig mjpm
    mma mns ofs pao pc pl plc pmi pmr pmsmp ppsms psc qhse qse rh rsa rse sap sas sav siad spl ssiap sst ssr tce tig
    tisf tp tpe usld vae vl vrd vrp vsl vtc wms
"""
"""Acronyms of the trades: never stemmed, never a stop word."""
_SHORT = 100
"""Letters up to which a text's terms are remembered."""
ACRONYMS = frozenset(_ACRONYMS.split())
STOP_WORDS = frozenset(_STOP_WORDS.split()) - ACRONYMS
_stemmer = Stemmer("french")


def terms(text: str) -> list[str]:
    """Return the stemmed terms of job text in order, repeats kept: in one gender, without stop words.

    Numbers and single letters stay ("permis B", "CACES 3"); so do acronyms, as they are.
    """
    return list(_known_terms(text)) if len(text) <= _SHORT else _terms(text)


def _terms(text: str) -> list[str]:
    words = _TOKEN.findall(_ELISION.sub(" ", neutral(text)))
    return [_term(word) for word in words if word not in STOP_WORDS]


@lru_cache(maxsize=65_536)
def _known_terms(text: str) -> tuple[str, ...]:
    """Return the terms of a skill or a title: the same few are asked for again and again."""
    return tuple(_terms(text))


@lru_cache(maxsize=65_536)
def _term(word: str) -> str:
    return word if word in ACRONYMS or len(word) < 4 else str(_stemmer.stemWord(word))
