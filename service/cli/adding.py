"""`offers add`: staff enter the offer of an employer who has no site that can be crawled."""

import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.catalogue import By, offers_app, print_review
from service.cli.console import err, fail, failing_on, say, show
from service.cli.crawling import crawl_options
from service.cli.moments import AsOf, day, now
from service.cli.opening import follow, open_records, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawlers.entering.facts import Fact
    from crawlers.postings import RawPosting
    from crawlers.running.folder import Run
    from service.settings import Settings

_WORTH_ASKING = ("contract", "closes")
"""Facts that are asked for where a page or file does not tell them; Enter leaves them open."""
_END = "."
_LARGEST = 50 * 2**20
"""Bytes of a file, as of a page that is crawled."""


def register(app: typer.Typer) -> None:
    """Add the command to those of `offers`."""
    offers_app.command()(add)


def add(
    by: By,
    source: Annotated[
        str | None,
        typer.Argument(metavar="[URL|FICHIER]", help="Page d'une offre, ou fichier : HTML, PDF, texte, formulaire."),
    ] = None,
    form: Annotated[bool, typer.Option("--form", help="Saisir l'offre en répondant à des questions.")] = False,
    title: Annotated[str | None, typer.Option(metavar="TITRE", help="Au lieu de ce qui est lu.")] = None,
    employer: Annotated[str | None, typer.Option(metavar="NOM", help="Au lieu de ce qui est lu.")] = None,
    place: Annotated[str | None, typer.Option(metavar="COMMUNE", help="Au lieu de ce qui est lu.")] = None,
    contract: Annotated[str | None, typer.Option(metavar="CONTRAT", help="Au lieu de ce qui est lu.")] = None,
    closes: Annotated[str | None, typer.Option(metavar="DATE", help="Dernier jour pour postuler.")] = None,
    link: Annotated[str | None, typer.Option(metavar="URL", help="Page publique d'un fichier.")] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Publier aussitôt, si le contrôle n'a rien à redire.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ne rien demander : ajouter, ou dire ce qui manque.")] = False,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Répondre depuis un WARC, sans réseau."),
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Ajouter l'offre d'un employeur qui n'a pas de site à collecter : une page, un fichier ou un formulaire.

    Elle passe les mêmes contrôles qu'une offre collectée, puis attend une décision (offers publish). Personne ne la
    revoit : elle finit à sa date limite, ou 60 jours après sa saisie si nul ne la confirme, en la saisissant de nouveau
    ou par offers publish.
    """
    from crawlers.entering.facts import with_answers
    from crawlers.entering.reading import source_id
    from crawlers.entering.run import Entry, write_run

    if form == bool(source):
        fail("donnez l'adresse d'une page ou un fichier, ou bien --form")
    if not by.strip():
        fail("une saisie est signée : le nom manque (--by)")
    options = {
        "title": title, "employer_name": employer, "place": place, "contract": contract, "closes": closes, "url": link,
    }  # fmt: skip
    given = {name: answer for name, answer in options.items() if answer}
    today = day(as_of)
    settings = read_settings()
    read = _read(source, today, replay, title, ask=not yes)
    _refuse_options(given, today)
    posting = with_answers(read.posting, given)
    wrong = {name: why for name, why in read.wrong.items() if name not in given}
    posting = _completed(posting, wrong, today, everything=form, ask=not yes, settings=settings)
    posting = posting.model_copy(update={"source_id": source_id(posting, alone=read.alone and not link)})
    entry = Entry(by=by.strip(), out=settings.runs_dir, now=now(), as_of=today, territory=settings.territory)
    run = write_run(posting, entry, read.recording)
    _tell(posting, run)
    _bring_in(run, by, today, settings, publish=publish, ask=not yes)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a page or file says."""

    posting: "RawPosting"
    wrong: "Mapping[str, str]" = field(default_factory=dict)
    """What is wrong with the answers of a form file, by field."""
    recording: bytes | None = None
    """Of a page that was fetched."""
    alone: bool = False
    """The page holds this offer and no other."""


def _read(source: str | None, today: date, replay: Path | None, title: str | None, *, ask: bool) -> _Read:
    from crawlers.entering.facts import is_address, with_answers
    from crawlers.entering.fetching import FetchError, fetch_page
    from crawlers.entering.form import FormError, check_form, read_form
    from crawlers.entering.reading import UnreadableError, read_document
    from crawlers.postings import RawPosting

    blank = RawPosting(source_id="-", url="")
    if source is None:
        return _Read(blank)
    if is_address(source):
        with failing_on(FetchError):
            page = fetch_page(source, crawl_options(None, today, replay, None))
        with failing_on(UnreadableError):
            found = read_document(page.body, page.address, page.content_type)
        return _Read(_one_of(found, title, ask=ask), recording=page.recording, alone=len(found) == 1)
    path = Path(source)
    try:
        if path.stat().st_size > _LARGEST:
            fail(f"{source} : plus de {_LARGEST // 2**20} Mo, ce n'est pas une offre")
        body = path.read_bytes()
    except OSError as error:
        fail(f"{source} : ni une adresse http:// ou https://, ni un fichier lisible ({error.strerror})")
    if path.suffix.lower() in (".toml", ".json"):
        with failing_on(FormError, UnicodeDecodeError):
            text = body.decode("utf-8-sig")
            answers = read_form(text, source)
            return _Read(with_answers(blank, answers), check_form(text, source, answers, today))
    with failing_on(UnreadableError):
        return _Read(_one_of(read_document(body, ""), title, ask=ask))


def _one_of(found: "tuple[RawPosting, ...]", title: str | None, *, ask: bool) -> "RawPosting":
    """Return the one posting that is meant."""
    from matching.text.fold import fold

    named = [one for one in found if title and fold(title) in fold(one.title or "")]
    if len(found) == 1 or len(named) == 1:
        return (named or list(found))[0]
    for number, one in enumerate(found, start=1):
        say(f"{number:>3}. {one.title}")
    if not ask:
        fail(f"{len(found)} offres sur cette page : dites laquelle avec --title")
    chosen = _prompt("Laquelle ? (son numéro)")
    if not chosen.isdecimal() or not 1 <= int(chosen) <= len(found):
        fail(f"un numéro de 1 à {len(found)} est attendu, pas {chosen!r}")
    return found[int(chosen) - 1]


def _refuse_options(given: "Mapping[str, str]", today: date) -> None:
    from crawlers.entering.facts import fact_named, fault

    faults = {fact_named(name).word: fault(fact_named(name), answer, today) for name, answer in given.items()}
    if wrong := [f"{word} : {why}" for word, why in faults.items() if why]:
        fail("\n".join(wrong))


def _completed(
    posting: "RawPosting",
    wrong: "Mapping[str, str]",
    today: date,
    *,
    everything: bool,
    ask: bool,
    settings: "Settings",
) -> "RawPosting":
    """Return a posting whose facts can be used; asks a person for those that cannot."""
    from crawlers.entering.facts import FACTS, answer_of, faults, with_answers

    wrong = {**faults(posting, today), **wrong}
    if not ask:
        if wrong:
            fail("l'offre ne peut pas être ajoutée :\n" + "\n".join(_of(name, why) for name, why in wrong.items()))
        return posting
    if everything:
        say(f"Entrée laisse une question sans réponse ; le texte finit par une ligne « {_END} ».")
    try:
        for fact in FACTS:
            open_one = fact.name in _WORTH_ASKING and not answer_of(posting, fact)
            if everything or fact.name in wrong or open_one:
                if fact.name in wrong and not everything:
                    say(_of(fact.name, wrong[fact.name]))
                posting = with_answers(posting, _ask(fact, today))
    except typer.Abort:
        err.print()
        fail(f"saisie interrompue, il manque encore : {_missing(posting, today)}{_kept(posting, settings)}")
    return posting


def _ask(fact: "Fact", today: date) -> dict[str, str]:
    """Ask until the answer can be used; "" leaves an optional fact open."""
    from crawlers.entering.facts import fault

    while True:
        answer = _text() if fact.name == "description" else _prompt(f"{fact.word} ({fact.expected})")
        why = fault(fact, answer, today)
        if why is None:
            return {fact.name: answer}
        say(f"  {why}")


def _text() -> str:
    """Read lines up to one that holds a dot alone; what was typed before Ctrl-C or Ctrl-D is not lost."""
    say(f"texte (en quoi consiste le poste ; une ligne « {_END} » pour finir)")
    lines: list[str] = []
    try:
        while (line := _prompt("|", suffix=" ")) != _END:
            lines.append(line)
    except typer.Abort:
        if not lines:
            raise
    return "\n".join(lines).strip()


def _prompt(question: str, suffix: str = " : ") -> str:
    answer: str = typer.prompt(question, default="", show_default=False, prompt_suffix=suffix, err=True)
    return answer.strip()


def _of(name: str, why: str) -> str:
    from crawlers.entering.facts import fact_named

    word = fact_named(name).word
    return why if f"{word} :" in why else f"{word} : {why}"


def _missing(posting: "RawPosting", today: date) -> str:
    from crawlers.entering.facts import fact_named, faults

    return ", ".join(fact_named(name).word for name in faults(posting, today)) or "rien d'obligatoire"


def _kept(posting: "RawPosting", settings: "Settings") -> str:
    """Keep what was typed in a form file, and say where."""
    from crawlers.entering.facts import FACTS, answer_of
    from crawlers.entering.form import form_toml

    if not any(answer_of(posting, fact) for fact in FACTS):
        return ""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="offre-", suffix=".toml", dir=settings.data_dir, delete=False
    ) as file:
        file.write(form_toml(posting))
    return f"\nce qui est connu est gardé : lot-recrute offers add {file.name}"


def _tell(posting: "RawPosting", run: "Run") -> None:
    """Show what was understood of each fact."""
    from crawlers.entering.facts import FACTS, answer_of

    (line,) = run.offers()
    places = ", ".join(place.name for place in line.offer.communes)
    for fact in FACTS:
        told = places if fact.name == "place" else answer_of(posting, fact)
        if fact.name == "description":
            told = f"{line.offer.description[:160]}..." if len(line.offer.description) > 160 else line.offer.description
        if told:
            say(f"  {fact.word:<17} {' '.join(told.split())}")


def _bring_in(run: "Run", by: str, today: date, settings: "Settings", *, publish: bool, ask: bool) -> None:
    """Review the run, and apply it if the screening and the person agree."""
    from crawlers.entering.run import FORM
    from matching.offers import OfferStatus
    from service.records import decisions
    from service.records.apply import apply_run
    from service.records.catalogue import get_offer
    from service.records.errors import RecordsError
    from service.records.review import review_run
    from service.records.runs import CrawlRun

    read = CrawlRun.of(run)
    (line,) = read.offers
    with open_records(settings) as records:
        with records.read() as session:
            found = review_run(session, read, trusted=False, today=today)
        print_review(found)
        if found.refused:
            fail(f"l'offre n'est pas ajoutée ; corrigez-la dans {run.folder / FORM}, puis saisissez ce fichier")
        if ask and not _agreed():
            say(
                f"rien n'est ajouté. Corriger : lot-recrute offers add {run.folder / FORM} ; "
                f"ajouter telle quelle : lot-recrute apply {run.folder} --by {by}"
            )
            return
        with failing_on(RecordsError), records.write() as session:
            apply_run(session, read, by=by, trusted=False, now=now(), today=today)
            offer = get_offer(session, line.offer.id)
            if publish and offer.status is OfferStatus.PENDING and not line.flags:
                decisions.publish(session, offer.id, by=by, why="offre saisie à la main", now=now())
            status = offer.status
        follow(settings, records)
    show(line.offer.id)
    told = {
        OfferStatus.PUBLISHED: "publiée",
        OfferStatus.PENDING: f"ajoutée, en attente : lot-recrute offers publish {line.offer.id} --by {by} --why MOTIF",
        OfferStatus.WITHDRAWN: "retirée par l'équipe, elle le reste (offers publish revient sur cette décision)",
        OfferStatus.EXPIRED: "expirée",
    }
    say(f"{line.offer.title} : {told[status]}")


def _agreed() -> bool:
    try:
        return _prompt("Ajouter au catalogue ? (oui/non)").lower() in ("o", "oui")
    except typer.Abort:
        err.print()
        return False
