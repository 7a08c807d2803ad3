"""Roles as one table of data: what each kind of employee may do at all. None of them opens a plan by itself."""

from django.db import models


class Role(models.Model):
    """A role and its abilities. A plan opens through a membership or a ground, never through a role (rule 8)."""

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField("navn", max_length=100)
    position = models.PositiveSmallIntegerField(default=0)
    can_join_team = models.BooleanField("kan være på et team", default=False)
    can_coordinate = models.BooleanField("kan være koordinerende sagsbehandler", default=False)
    can_write_goals = models.BooleanField("kan skrive og ændre mål", default=False)
    can_start_plans = models.BooleanField("kan oprette borgere og planer", default=False)
    can_search = models.BooleanField("kan søge efter borgere", default=False)
    can_supervise = models.BooleanField("kan føre ledelsestilsyn", default=False)
    can_administer = models.BooleanField("kan administrere brugere og afdelinger", default=False)
    can_audit = models.BooleanField("kan se registret over grundlag og adgangsloggen", default=False)
    can_answer_about_looks = models.BooleanField(
        "svarer borgere, der spørger, hvem der har kigget", default=False
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "key")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
