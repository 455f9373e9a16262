"""What the records refuse to do. The texts are shown to staff."""


class RecordsError(Exception):
    """A request that the records refuse."""


class UnfinishedRunError(RecordsError):
    """A run that did not come to its own end is never applied."""

    def __init__(self, run: str, outcome: str) -> None:
        super().__init__(
            f"la collecte {run} n'est pas terminée ({outcome}) : seule une collecte terminée peut être appliquée"
        )


class HeldRunError(RecordsError):
    """The guard holds the run, and nobody insisted."""

    def __init__(self, run: str, why: str) -> None:
        super().__init__(f"la collecte {run} est retenue pour vérification : {why}")
        self.why = why


class UnknownOfferError(RecordsError):
    """No offer has this id."""

    def __init__(self, offer_id: str) -> None:
        super().__init__(f"aucune offre n'a l'identifiant {offer_id!r}")


class SameOfferError(RecordsError):
    """An offer was compared with itself."""

    def __init__(self, offer_id: str) -> None:
        super().__init__(f"il faut deux offres, et {offer_id!r} en est une seule")


class NotOnShowError(RecordsError):
    """The offer is neither public nor a copy of one that is."""

    def __init__(self, offer_id: str) -> None:
        super().__init__(f"l'offre {offer_id!r} n'est pas publique : il n'y a rien à fusionner")


class UnknownProfileError(RecordsError):
    """No profile has this id."""

    def __init__(self, profile_id: str) -> None:
        super().__init__(f"aucun profil n'a l'identifiant {profile_id!r}")


class UnsignedError(RecordsError):
    """A decision without a name or without a reason."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"une décision est signée et motivée : {missing} manque")
