"""The addresses of the kinds of ground, the purposes and the glossary."""

from django.urls import URLPattern, URLResolver, path

from citizens.administration.views import kind_confirm, kind_edit, kind_list, purpose_add, purpose_edit
from citizens.administration.views_glossary import word_add, word_edit, word_list

urlpatterns: list[URLPattern | URLResolver] = [
    path("administration/grundlag/", kind_list, name="ground-kinds"),
    path("administration/grundlag/<slug:key>/", kind_edit, name="ground-kind-edit"),
    path("administration/grundlag/<slug:key>/bekraeft/", kind_confirm, name="ground-kind-confirm"),
    path("administration/formaal/ny/", purpose_add, name="purpose-add"),
    path("administration/formaal/<slug:key>/", purpose_edit, name="purpose-edit"),
    path("administration/ord/", word_list, name="glossary-words"),
    path("administration/ord/nyt/", word_add, name="glossary-word-add"),
    path("administration/ord/<slug:key>/", word_edit, name="glossary-word-edit"),
]
