"""`/ord/`: every word that is explained, with what it means. Nothing of any plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citizens.explaining import Glossary
from plans.pages.citizen.finding import private_person
from plans.pages.glossary.page import letters


@require_safe
def glossary_page(request: HttpRequest) -> HttpResponse:
    """For citizens, representatives and the network; employees have the words under the administration."""
    private_person(request)
    return render(request, "plans/glossary/page.html", {"letters": letters(Glossary().words)})
