"""What people write in the made-up plans: short everyday Danish, a few sentences for each life area."""

GOALS: dict[str, tuple[str, ...]] = {
    "job_education": (
        "Jeg vil prøve kræfter med et arbejde få timer om ugen",
        "Jeg vil finde ud af, hvilken uddannelse jeg kan holde til",
        "Praktikken skal passe til de dage, hvor jeg har kræfter",
    ),
    "housing": (
        "Jeg vil have et sted at bo, som jeg har råd til",
        "Lejligheden skal være til at være i, også om vinteren",
        "Jeg vil kende reglerne i opgangen og have ro med naboerne",
    ),
    "economy": (
        "Jeg vil have overblik over mine regninger",
        "Gælden skal afdrages, så der er noget tilbage til mad",
        "Jeg vil kunne sige ja til en tur i biografen en gang om måneden",
    ),
    "health": (
        "Jeg vil kunne gå op ad trappen uden pauser",
        "Medicinen skal passe til min hverdag",
        "Jeg vil sove mindst seks timer om natten",
    ),
    "mental_health": (
        "Jeg vil kunne være i et rum med andre i en time",
        "Der skal være en, jeg kan ringe til, når det spidser til",
        "Jeg vil kende mine egne advarselstegn",
    ),
    "substance_use": (
        "Jeg vil have tre dage om ugen uden at drikke",
        "Jeg vil gå til samtalerne i behandlingen hver uge",
        "Jeg vil have noget andet at tage mig til om aftenen",
    ),
    "family": (
        "Jeg vil se mine børn hver anden weekend",
        "Aftalerne om børnene skal stå ét sted",
        "Vi vil kunne spise sammen uden at skændes",
    ),
    "network_leisure": (
        "Jeg vil have en fast dag om ugen, hvor jeg ser nogen",
        "Jeg vil tilbage til min gamle klub",
        "Jeg vil have en at følges med",
    ),
    "everyday": (
        "Jeg vil op om morgenen på hverdage",
        "Der skal være rent tøj og mad i huset",
        "Posten skal åbnes hver uge",
    ),
}
TASKS = (
    "Ringe og aftale en tid",
    "Samle papirerne i én mappe",
    "Gå med til den første samtale",
    "Skrive en uges dagbog over søvn og måltider",
    "Undersøge, hvad der er ledigt",
    "Sende ansøgningen af sted",
    "Se på budgettet sammen",
    "Aftale fast dag og tidspunkt",
    "Spørge, om nogen kan følge med",
    "Bestille tid hos egen læge",
)
MEASURES = (
    # title, law, paragraph, months between follow-ups
    ("Bostøtte", "serviceloven", "§ 85", 4),
    ("Beskyttet beskæftigelse", "serviceloven", "§ 103", 6),
    ("Aktivitets- og samværstilbud", "serviceloven", "§ 104", 6),
    ("Personlig og praktisk hjælp", "serviceloven", "§ 83", 12),
    ("Behandling for alkohol", "sundhedsloven", "§ 141", 3),
    ("Genoptræning efter sygehus", "sundhedsloven", "§ 140", 3),
    ("Mentor", "lov om en aktiv beskæftigelsesindsats", "§ 167", 3),
    ("Virksomhedspraktik", "lov om en aktiv beskæftigelsesindsats", "§ 57", 1),
)
EXTENTS = ("2 timer om ugen", "6 timer om ugen", "to samtaler om måneden", "hver anden tirsdag", "")
STEPS = (
    "Finde ud af, hvad der er sket før",
    "Prøve det en enkelt gang",
    "Prøve det to uger i træk",
    "Tale om, hvordan det gik",
    "Aftale, hvad der skal til næste gang",
)
WHYS = (
    "",
    "Det er det, der fylder mest lige nu.",
    "Når det er på plads, bliver resten lettere. Det har vi talt om flere gange.",
    "Det er prøvet før, men dengang var der for mange ting i gang på samme tid.",
)
DREAMS = (
    "Et sted med en dør, jeg selv kan låse, og en vindueskarm med planter.",
    "At kunne sige til mine børn, hvad jeg laver, når de spørger.",
    "En almindelig uge. Mandag til fredag, og så fri.",
    "At komme ud at sejle igen, bare en enkelt gang.",
)
MATTERS = (
    "Ring ikke før klokken ti. Sig det, som det er. Kom til tiden, eller send en besked.",
    "Jeg vil helst have det skrevet ned, så jeg kan læse det igen derhjemme.",
    "Tal med mig og ikke om mig. Jeg kan godt tåle at høre det.",
)
NOTES = ("", "", "En god uge.", "Det har været tungt siden sidst.", "Ingen ændring, fordi der er ventetid.")
NOTE_TITLES = (
    "Samtale på kontoret",
    "Opkald",
    "Hjemmebesøg",
    "Møde med flere afdelinger",
    "Besked fra behandlingsstedet",
)
NOTE_SENTENCES = (
    "Borgeren fortæller, at ugen er gået bedre end ventet.",
    "Vi gennemgik aftalerne fra sidst og rettede to af dem.",
    "Der er aftalt en ny tid om fjorten dage.",
    "Borgeren ønsker, at besøgene lægges om formiddagen.",
    "Brevet om boligstøtte er sendt og kvitteret for.",
    "Der er stadig ventetid, og det er sagt tydeligt til borgeren.",
)
REASONS = (
    "Der er ingen ledige boliger til den husleje.",
    "Det viste sig at være for mange timer på én gang.",
    "Vi har aftalt at vente til efter sommer.",
)
PURPOSES = ("Fælles plan på tværs af afdelinger", "Behandling og hverdag skal passe sammen")
RELATIONS = ("søster", "bror", "ven", "nabo", "mor", "far", "besøgsven", "tidligere kollega")
