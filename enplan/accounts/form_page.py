"""A page of the administration with one form: shown, and once it is sent saved, or shown again with what is wrong."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from enplan.accounts.conflicts import both_sides
from enplan.web.saving import attempt

METHODS = ["GET", "HEAD", "POST"]


def sent(request: HttpRequest) -> QueryDict | None:
    """What the page's form is filled with: what was sent, or nothing yet."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest,
    form: forms.Form,
    template: str,
    *,
    save: Callable[..., object],
    said: str | Callable[[Mapping[str, Any]], str],
    to: str,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """`save` is given the fields, the version as `seen`. When it is done, `said` is told on the page named `to`."""
    shown: dict[str, Any] = {**(context or {}), "form": form}
    if request.method != "POST":
        return render(request, template, shown)

    def service() -> None:
        fields = dict(form.cleaned_data)
        if "version" in fields:
            fields["seen"] = fields.pop("version")
        save(**fields)

    tried = attempt(form, service)
    if tried.is_saved:
        messages.success(request, said if isinstance(said, str) else said(form.cleaned_data))
        return redirect(to)
    if tried.conflict:
        shown["conflict"] = both_sides(tried.conflict)
    return render(request, template, shown, status=tried.status)
