"""`match`, `feedback` and `profile`: offers for a candidate, and what they say of them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.console import fail, failing_on, say, show
from service.cli.moments import AsOf, day, now
from service.cli.opening import follow, open_index, open_records, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matching.profiles import CandidateProfile
    from matching.recommendations import Recommendation

ProfileFile = Annotated[
    Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, allow_dash=True, help="Profil en JSON.")
]
ProfileId = Annotated[str, typer.Argument(metavar="ID", help="Identifiant d'un profil gardé.")]

profile_app = typer.Typer(no_args_is_help=True, help="Les profils gardés, sans coordonnées.")

_MARKS = {"fits": "+", "caution": "!", "unknown": "?"}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(match)
    app.command()(feedback)
    app.add_typer(profile_app, name="profile")


def match(
    file: Annotated[
        Path | None, typer.Argument(metavar="[PROFIL]", exists=True, dir_okay=False, help="Profil en JSON.")
    ] = None,
    profile: Annotated[str | None, typer.Option(metavar="ID", help="Un profil gardé, au lieu d'un fichier.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Nombre d'offres au plus.")] = 10,
    as_of: AsOf = None,
    as_json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Montrer les offres qui conviennent à un candidat, et pourquoi."""
    from matching.feedback import Feedback, learn
    from matching.offers import JobOffer
    from matching.recommender import Recommender, TooLittleToGoOnError
    from service.records.errors import RecordsError
    from service.records.feedback import said_by
    from service.records.profiles import get_profile

    if (file is None) == (profile is None):
        fail("nommez un fichier de profil, ou bien --profile ID")
    settings = read_settings()
    said: Sequence[Feedback] = ()
    offers: Mapping[str, JobOffer] = {}
    with open_records(settings) as records:
        if file is not None:
            candidate = read_profile(file)
        else:
            with records.read() as session, failing_on(RecordsError):
                candidate = get_profile(session, str(profile))
                said, offers = said_by(session, str(profile))
        follow(settings, records)
    with open_index(settings) as (index, understanding), failing_on(TooLittleToGoOnError):
        entries = {entry.offer.id: entry for entry in understanding.offers([(offer, 0) for offer in offers.values()])}
        taught = learn(candidate, said, entries)
        found = Recommender(index, understanding).recommend(candidate, today=day(as_of), limit=limit, taught=taught)
    if as_json:
        print(json.dumps([one.model_dump(mode="json") for one in found], ensure_ascii=False, indent=2))  # noqa: T201
    else:
        print_recommendations(found)


def feedback(
    profile: ProfileId,
    offer: Annotated[str, typer.Argument(metavar="OFFRE", help="Identifiant de l'offre.")],
    kind: Annotated[
        str,
        typer.Argument(
            metavar="RÉPONSE",
            help="applied, interested ou not_for_me : pour ce candidat ; "
            "expired, wrong_place, duplicate ou misleading : pour l'équipe.",
        ),
    ],
    why: Annotated[
        str | None,
        typer.Option(
            metavar="too_far|employer|work|contract|hours|other", help="Pourquoi l'offre ne convient pas (not_for_me)."
        ),
    ] = None,
) -> None:
    """Dire d'une offre qu'elle convient, qu'elle ne convient pas, ou qu'elle est fautive."""
    from pydantic import ValidationError

    from matching.feedback import Feedback, FeedbackKind, NotForMe
    from service.records.errors import RecordsError
    from service.records.feedback import give_feedback

    if kind not in list(FeedbackKind):
        fail(f"réponse inconnue : {kind} ; on attend {', '.join(FeedbackKind)}")
    if why is not None and why not in list(NotForMe):
        fail(f"motif inconnu : {why} ; on attend {', '.join(NotForMe)}")
    try:
        said = Feedback(offer=offer, kind=FeedbackKind(kind), why=NotForMe(why) if why else None)
    except ValidationError:
        fail("--why ne dit quelque chose qu'avec not_for_me")
    with open_records(read_settings()) as records, failing_on(RecordsError), records.write() as session:
        give_feedback(session, profile, said, now=now())
    say("transmis à l'équipe" if said.kind.for_staff else "pris en compte dès la prochaine recherche")


@profile_app.command()
def save(file: ProfileFile) -> None:
    """Garder un profil ; son identifiant est écrit sur la sortie standard."""
    from service.records.profiles import save_profile

    settings = read_settings()
    candidate = read_profile(file)
    with open_records(settings) as records:
        with records.write() as session:
            kept = save_profile(session, candidate, now=now())
        follow(settings, records)
    show(str(kept.id))


@profile_app.command("show")
def show_profile(profile: ProfileId) -> None:
    """Écrire un profil gardé, en JSON."""
    from service.records.errors import RecordsError
    from service.records.profiles import get_profile

    with open_records(read_settings()) as records, records.read() as session, failing_on(RecordsError):
        found = get_profile(session, profile)
    print(found.model_dump_json(indent=2, exclude_defaults=True))  # noqa: T201


@profile_app.command("list")
def list_profiles() -> None:
    """Lister les profils gardés."""
    from service.records.profiles import profiles

    with open_records(read_settings()) as records, records.read() as session:
        found = profiles(session)
    for name, candidate in found.items():
        show(f"{name}  {', '.join(candidate.wanted_jobs)}")


@profile_app.command()
def delete(profile: ProfileId) -> None:
    """Effacer un profil gardé, de l'index aussi."""
    from service.records.errors import RecordsError
    from service.records.profiles import delete_profile

    settings = read_settings()
    with open_records(settings) as records:
        with failing_on(RecordsError), records.write() as session:
            delete_profile(session, profile)
        follow(settings, records)
    say(f"{profile} : effacé")


def read_profile(file: Path) -> "CandidateProfile":
    """Read a profile; a wrong one ends the command with each field's fault."""
    from pydantic import ValidationError

    from service.given import GivenProfile

    try:
        return GivenProfile.model_validate_json(file.read_bytes())
    except ValidationError as error:
        faults = (
            f"{'.'.join(map(str, fault['loc'])) or 'le fichier'} : {fault['msg']}"
            for fault in error.errors(include_url=False)
        )
        fail(f"{file} : " + "; ".join(faults))


def print_recommendations(found: "Sequence[Recommendation]") -> None:
    """Print offers with their reasons: + fits, ! caution, ? unknown."""
    for one in found:
        places = ", ".join(place.name for place in one.offer.communes) or "lieu non précisé"
        employer = one.offer.employer.name or "employeur non précisé"
        show(f"{one.rank:>2}. {one.offer.title} ({employer}, {places})")
        for reason in one.reasons:
            show(f"      {_MARKS[reason.verdict]} {reason.sentence}")
        show(f"      {one.offer.provenance.url}")
    if not found:
        say("aucune offre ne correspond à ce profil")
