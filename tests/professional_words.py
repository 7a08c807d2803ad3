"""Words that professionals say and citizens do not: none of them stands in our texts to citizens and their network.

Beside each stands what we say instead, or why it must not be there. The name of a law or of an employee's title may
stand: a citizen must be able to look the law up and to know who is who.
"""

import re

INSTEAD = {
    # The law's and the administration's
    r"hjem(?:mel|ler|len)\w*": "det, loven siger",
    r"retsgrundlag\w*": "den lov, der gælder",
    r"samtykkeerklæring\w*": "dit ja",
    r"samtykkegive\w*|meddel\w* samtykke": "sige ja",
    r"tilbagekald\w*": "sige nej alligevel, trække tilbage",
    r"partshøring\w*|aktindsigt\w*": "hvad du har ret til at se og sige, sagt med ord",
    r"underret\w*": "får at vide",
    r"forvaltningsret\w*|myndighedsudøv\w*|myndighedsperson\w*": "kommunen",
    r"bevilling\w*|bevilge\w*": "du får",
    r"visit(?:ation|er)\w*": "se på, hvad der kan hjælpe",
    r"foranstaltning\w*": "hjælp",
    r"dispens\w*": "en undtagelse",
    r"klient\w*|målgruppe\w*|sag|sagen|sagens|sager|sagerne": "planen; et menneske er ikke en sag",
    r"sagsstamme\w*|sagsbehandling\w*|sagsnummer\w*|sagsgang\w*": "det, kommunen gør",
    r"den dataansvarlige|databehandl\w*|datasubjekt\w*|den registrerede": "kommunen; du",
    r"personoplysning\w*|personfølsom\w*": "det, der er skrevet om dig",
    r"videregiv\w*|indhent\w*": "dele; hente, spørge om",
    r"journalisér\w*|journaliser\w*": "skrive i journalen",
    # The professions'
    r"tværfagl\w*|tværsektor\w*|tværgå\w*": "på tværs af afdelinger",
    r"pårørendeinddrag\w*|borgerinddrag\w*|inddragelse\w*": "hvem du vil have med",
    r"helhedsorienter\w*|helhedspræg\w*|koordineret indsats": "samlet",
    r"udredning\w*|udrede\w*|afklaringsforløb\w*": "se på det sammen",
    r"funktionsnedsæt\w*|kompenser\w*": "det, der er svært",
    r"ressource\w*|barriere\w*": "det, du er god til; det, der står i vejen",
    r"livsområde\w*": "område",
    r"handleplan\w*|delindsats\w*|indsatsplan\w*": "planen",
    r"rehabiliter\w*|habiliter\w*|recovery\w*": "få det bedre, lære igen",
    r"progression\w*|evaluer\w*|monitorer\w*|effektmål\w*": "hvordan det går",
    r"motivationsarbejde\w*|compliance|behandlingskræv\w*": "et menneske er ikke noget, der skal rettes",
    r"tovholder\w*": "den, der holder trådene",
    r"fagsystem\w*": "det it-system, afdelingen bruger",
    # Officials' small words
    r"såfremt|forudsat": "hvis",
    r"vedrør\w*|angående|for så vidt angår": "om",
    r"i henhold til|i medfør af|jævnfør|jf|iht|i forbindelse med": "efter; når",
    r"iværksæt\w*|påbegynd\w*|igangsæt\w*": "begynde",
    r"foretage\w*|tilvejebring\w*|foranledig\w*": "gøre",
    r"pågældende|førnævnte|ovennævnt\w*|ovenstående|nedenstående|nærværende": "sig, hvad det er",
    r"anmod\w*|fremsend\w*|tilsend\w*": "bede om; sende",
    r"endvidere|ydermere|ligeledes|herudover|således|idet|hvorvidt": "også; så; om",
    r"herved|hermed|herom|hvortil|hvorefter|dertil|derom": "sig det i to sætninger",
    r"omfatte[st]\w*|forefind\w*|forelig\w*|beror på": "er, er med i",
    r"mht|pga|evt|ift|ifm|vedr|bl\.a|m\.m|m\.v|d\.d|p\.t|mhp|fsva": "skriv ordet ud",
    # From English and from computers
    r"implementer\w*|facilit\w*|proces\w*|feedback|deadline\w*|input|stakeholder\w*": "sig det på dansk",
    r"entit\w*|instans\w*|null|status(?:felt|kode)\w*|bruger-?id\w*|validering\w*|autoriser\w*": "hvad det er",
}

WORDS = re.compile("|".join(rf"\b(?:{word})\b" for word in INSTEAD), re.IGNORECASE)


def professional_words_in(text: str) -> list[str]:
    """Each with what to say instead."""
    return [f"“{found}” → {instead_of(found)}: {text}" for found in WORDS.findall(text)]


def instead_of(word: str) -> str:
    return next(say for bad, say in INSTEAD.items() if re.fullmatch(bad, word, re.IGNORECASE))
