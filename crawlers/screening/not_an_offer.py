"""Whether a posting is no job: a spontaneous application, a talent pool, an event, a training sold as a job."""

import re

from crawlers.screening.sentences import sentences
from matching.text.fold import fold

_TITLES = (
    r"\bcandidatures? (?:spontanees?|libres?|generales?)\b",
    r"^(?:autres? )?candidatures?(?: diverses?)?$",
    r"\b(?:spontaneous|open|general|unsolicited) applications?\b",
    r"\btalent (?:pool|community)\b|\bcommunaute de talents\b|\b(?:future|other) (?:job )?opportunities\b",
    r"^(?:constitution d'un |alimentation d'un )?(?:annonce |offre )?(?:de )?vivier\b",
    r"\bvivier (?:de )?(?:candidat|remplac|talent|cv)|\bcvtheque\b",
    r"^rejoignez[- ](?:nous|notre equipe|nos equipes)(?: !)*$",
    r"^(?:deposez|envoyez)[- ](?:nous )?votre (?:cv|candidature)",
    r"^(?:job[- ]dating|(?:forum|salon) (?:de l')?emploi|reunion d'information|journees? portes ouvertes)\b",
    r"^bilan de competences\b",
)
_TITLE = re.compile("|".join(_TITLES))
_JOB = re.compile(
    r"\b(?:chargee?|responsable|assistant|conseill|coordinat|formateur|ingenieur|direct|gestionnaire|consultant|poei|poec"
    r"|afpr|embauche|alternance|apprenti|contrat|recruteu?r|recrutement|sourceu?r)"
)
"""A title that names one of these is a job about pools or training, or a training that ends in a job."""

_SENTENCES = (
    r"\b(?:il ne s'agit pas|ce n'est pas|ceci n'est pas) (?:d'une?|une?) (?:offre d'emploi|poste a pourvoir)",
    r"\b(?:annonce|offre) (?:de |pour )?(?:vivier|constitution d'un vivier)\b",
    r"\bnous (?:constituons|enrichissons|alimentons) notre (?:vivier|cvtheque|base de cv)\b",
    r"\b(?:afin de|afin d'|pour|en vue de|en vue d') ?(?:constituer|enrichir|alimenter) notre (?:vivier|cvtheque)\b",
    r"\baucun poste (?:n'est )?(?:ouvert|disponible|a pourvoir)\b",
    r"\bpas de poste (?:a pourvoir|ouvert|disponible) (?:actuellement|pour le moment|en ce moment)\b",
)
_TRAINING = re.compile(r"^formations?\b(?! (?:manager|specialist|officer|lead|coordinat))")
_HIRES = re.compile(
    r"\b(?:recrut\w+|interim\w*|embauche\w*|missions?|cdi|cdd|contrats?|(?:exercer|occuper) un poste)\b"
)
"""Words of an employer: agencies print "Formation cariste" above a job that begins with a paid training."""
_SAYS_SO = re.compile("|".join(_SENTENCES))
_SOLD = re.compile(
    r"\b(?:cette|notre|la) formation (?:est |peut etre )?(?:eligible|financee|financable|payante).{0,60}"
    r"\b(?:cpf|compte (?:personnel de )?formation|france travail|pole emploi|opco)\b"
    r"|\b(?:frais pedagogiques|(?:cout|tarif|prix) de la formation)\b"
)


def not_an_offer(title: str, text: str) -> bool:
    """Whether the title, or the text in so many words, says that no job is to be had."""
    heading = fold(title)
    if _TITLE.search(heading) and not _JOB.search(heading):
        return True
    told = list(sentences(text))
    if _TRAINING.search(heading) and not _JOB.search(heading):
        return not any(_HIRES.search(one) for one in told)
    course = heading.startswith(("devenez ", "devenir ")) and not _JOB.search(heading)
    return any(_SAYS_SO.search(one) for one in told) or (course and any(_SOLD.search(one) for one in told))
