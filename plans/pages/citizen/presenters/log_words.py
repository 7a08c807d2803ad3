"""What the look-log says of capacity, purpose and page, in the page's language. The log itself keeps the Danish words.

A word that is not here (a reason somebody wrote) is shown as it was written, marked as Danish.
"""

from django.utils.translation import gettext, gettext_noop

from enplan.audit.models import Look
from enplan.web.parts_in_danish import is_danish, named

WORDS = frozenset(
    (
        gettext_noop("Borger"),
        gettext_noop("Repræsentant"),
        gettext_noop("Koordinerende sagsbehandler"),
        gettext_noop("Fagperson på teamet"),
        gettext_noop("Leder, tilsyn"),
        gettext_noop("Pårørende eller netværk"),
        gettext_noop("Sagsbehandler"),
        gettext_noop("Udfører"),
        gettext_noop("Faglig leder"),
        gettext_noop("Databeskyttelsesrådgiver"),
        gettext_noop("Inviteret"),
        gettext_noop("Egen plan"),
        gettext_noop("Handler for borgeren"),
        gettext_noop("Holder trådene i planen"),
        gettext_noop("Arbejder med planen"),
        gettext_noop("Ledelsestilsyn"),
        gettext_noop("Deltager med borgerens samtykke"),
        gettext_noop("Overblik over egne borgere"),
        gettext_noop("Faglig sparring i egen afdeling"),
        gettext_noop("Gennemgang af deling uden samtykke"),
        gettext_noop("Har fået et link"),
        gettext_noop("Planen"),
        gettext_noop("Et område i planen"),
        gettext_noop("En del af planen"),
        gettext_noop("Min plan"),
        gettext_noop("Oplysninger i planen"),
        gettext_noop("Min del"),
        gettext_noop("Mine borgere"),
        gettext_noop("Samtykker"),
        gettext_noop("Samtale om samtykke"),
        gettext_noop("Hvem ser hvad"),
        gettext_noop("Journalen"),
        gettext_noop("Teamet"),
        gettext_noop("Billeder og dokumenter"),
        gettext_noop("Fil i planen"),
        gettext_noop("Repræsentanter"),
        gettext_noop("Hvem planen er spærret for"),
        gettext_noop("Deling uden samtykke"),
        gettext_noop("Invitationen"),
        gettext_noop("Egne folk"),
        gettext_noop("Et spørgsmål med en del af planen"),
        gettext_noop("Henvisningen"),
        gettext_noop("Henvisninger"),
        gettext_noop("Overgange"),
        gettext_noop("Opfølgning"),
        gettext_noop("Kommentarer"),
        gettext_noop("Sammenhæng"),
        gettext_noop("Noteret for borgeren"),
        gettext_noop("Kvittering til borgeren"),
        gettext_noop("Samtale"),
        gettext_noop("Aftaler"),
        gettext_noop("Aftaler på egne planer"),
        gettext_noop("Andre planer"),
        gettext_noop("Hvor langt planen er sendt"),
        gettext_noop("Indsats"),
        gettext_noop("Nyt mål"),
        gettext_noop("Egne kladder"),
        gettext_noop("Giv planer videre"),
        gettext_noop("Bedt om at tage over"),
        gettext_noop("Overblik ved overtagelse"),
        gettext_noop("Tilsyn"),
        gettext_noop("Registret over samtykker"),
        gettext_noop("Planer uden samtykke"),
        gettext_noop("Adgangsloggen"),
        gettext_noop("Udtræk af adgangsloggen"),
        gettext_noop("Dit navn"),
    )
)

# The purposes as the end of a sentence about who looked: what they had to do with the plan, in plain words.
WHYS = {
    "Holder trådene i planen": gettext_noop("Holder trådene i din plan og følger med i det hele."),
    "Arbejder med planen": gettext_noop("Er på dit team og arbejder med din plan."),
    "Handler for borgeren": gettext_noop("Handler for dig."),
    "Ledelsestilsyn": gettext_noop("Er leder og så efter, om afdelingen gør sit arbejde ordentligt."),
    "Deltager med borgerens samtykke": gettext_noop("Følger med, fordi der er sagt ja til det."),
    "Overblik over egne borgere": gettext_noop("Så en liste, som dit navn står på."),
    "Faglig sparring i egen afdeling": gettext_noop("Blev spurgt til råds af en kollega i afdelingen."),
    "Gennemgang af deling uden samtykke": gettext_noop(
        "Er leder og så efter, om det var i orden at dele noget uden at spørge dig."
    ),
    "Besvarer et spørgsmål": gettext_noop("Er leder og skulle svare på et spørgsmål fra dit team."),
    "Henvisning til én plan": gettext_noop("Var med til at se på, om én plan vil hjælpe dig."),
    "Har fået et link": gettext_noop("Har fået en invitation til at følge med."),
    "Tilsyn med, at der kun kigges, når det er i orden": gettext_noop(
        "Så efter, om alle, der kigger, har en god grund."
    ),
    "Svarer på et spørgsmål om, hvem der har kigget": gettext_noop(
        "Skulle svare på et spørgsmål om, hvem der har kigget."
    ),
}


def in_words(text: str) -> str:
    """A text of the log in the page's language."""
    if is_danish() or text not in WORDS:
        return named(text)
    return gettext(text)


def why_in_words(kind: str, why: str) -> str:
    """Why somebody looked, in plain words; with the reason that a search or a supervision was given."""
    if kind == Look.Kind.SEARCH:
        return gettext("Søgte dig frem. Grunden var: %s") % named(why)
    purpose, _colon, reason = why.partition(": ")
    if purpose not in WHYS:
        return in_words(why)
    told = gettext(WHYS[purpose])
    return f"{told} {gettext('Grunden var: %s') % named(reason)}" if reason else told
