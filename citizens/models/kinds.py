"""The kinds of ground and the purposes of a consent: the municipality's own data, about no citizen."""

from django.db import models
from django.db.models import Q

from enplan.accounts.models import LifeArea
from enplan.web.parts_in_danish import said


class GroundKind(models.Model):
    """A kind of ground with its legal basis and limits, as data: law, paragraph and period change often.

    What is changed here counts for what is noted from then on: a ground keeps the terms it was noted on.
    """

    class UsedBy(models.TextChoices):
        TEAM = "team", "enhver sagsbehandler på teamet"
        COORDINATOR = "coordinator", "den koordinerende sagsbehandler"
        OWNER = "owner", "en sagsbehandler i den afdeling, oplysningerne hører til"
        HEALTH = "health", "en sundhedsperson, om egen afdelings oplysninger, til en anden sundhedsperson"
        LEADER = "leader", "en leder, om egen afdelings oplysninger"

    class Told(models.TextChoices):
        DECIDES = "decides", "borgeren bestemmer"
        INFORMED = "informed", "borgeren får besked med det samme"
        LATER = "later", "med det samme, eller på en bestemt dag med en begrundelse for at vente"
        LOG = "log", "står i adgangsloggen"

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField("navn", max_length=200, unique=True)
    law = models.TextField("lov og paragraf", help_text="Law and paragraph, always both")
    name_en = models.CharField("navn på engelsk", max_length=200, blank=True)
    law_en = models.TextField("lov og paragraf på engelsk", blank=True)
    is_active = models.BooleanField("i brug", default=True)
    is_consent = models.BooleanField(default=False, help_text="The citizen decides and can withdraw it")
    covers_health = models.BooleanField(
        "åbner helbredsoplysninger", default=False, help_text="Opens what a health department has written"
    )
    needs_every_custody_holder = models.BooleanField(
        "kræver ja fra alle, der har forældremyndigheden",
        default=True,
        help_text="Of a child's consent: whether one custody holder's yes is enough",
    )
    used_by = models.CharField(
        "hvem må bruge det", max_length=20, choices=UsedBy.choices, default=UsedBy.TEAM
    )
    areas = models.ManyToManyField(
        LifeArea, verbose_name="områder, det kan åbne", blank=True, related_name="+"
    )  # none: all of them
    default_months = models.PositiveSmallIntegerField("gælder normalt, måneder", null=True, blank=True)
    default_days = models.PositiveSmallIntegerField("gælder normalt, dage", null=True, blank=True)
    longest_months = models.PositiveSmallIntegerField("gælder højst, måneder", null=True, blank=True)
    longest_days = models.PositiveSmallIntegerField("gælder højst, dage", null=True, blank=True)
    citizen_is_told = models.CharField(
        "hvornår får borgeren det at vide", max_length=20, choices=Told.choices, default=Told.DECIDES
    )
    longest_wait_days = models.PositiveSmallIntegerField(
        "borgeren kan højst vente, dage", null=True, blank=True
    )
    is_reviewed = models.BooleanField("gennemgås bagefter af en leder", default=False)
    names_information = models.BooleanField(
        default=False, help_text="Names the information, from whom, which matter, and what a no means"
    )
    confirmed_by = models.CharField("bekræftet af", max_length=200, blank=True, help_text="The jurist's name")
    confirmed_on = models.DateField("bekræftet den", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "key")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="ground_kind_confirmation_names_who",
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
            ),
            models.CheckConstraint(
                name="ground_kind_one_default_period",
                condition=Q(default_months__isnull=True) | Q(default_days__isnull=True),
            ),
            models.CheckConstraint(
                name="ground_kind_one_longest_period",
                condition=Q(longest_months__isnull=True) | Q(longest_days__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def opened_areas(self) -> list[str]:
        """The keys of the areas it can open: those the municipality has set, or all."""
        own = list(self.areas.values_list("pk", flat=True))
        return own or list(LifeArea.objects.values_list("pk", flat=True))

    @property
    def costs_no_help(self) -> bool:
        """Does a no take no help away? What is obtained for a matter names its own consequence (§ 11 a)."""
        return not self.names_information

    @property
    def is_supervision(self) -> bool:
        """A leader's look at the own department's part."""
        return self.used_by == self.UsedBy.LEADER

    @property
    def is_shared_by_owner(self) -> bool:
        """Opens what the noting caseworker's own department has written, without asking."""
        return self.used_by in (self.UsedBy.OWNER, self.UsedBy.HEALTH)


class ConsentPurpose(models.Model):
    """What a consent may be asked for, in the citizen's words: the municipality's three or four to choose from.

    A ground keeps the words that were chosen, so changing a purpose changes nothing that has been agreed.
    """

    key = models.SlugField(primary_key=True, max_length=40)
    text = models.CharField("formål", max_length=200, unique=True)
    text_en = models.CharField("formål på engelsk", max_length=200, blank=True)
    is_active = models.BooleanField("kan vælges", default=True)
    position = models.PositiveSmallIntegerField("plads i rækken", default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "key")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text

    @property
    def said_text(self) -> str:
        """The words in the language of the page at hand."""
        return said(self.text, self.text_en)
