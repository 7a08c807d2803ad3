"""The addresses of the world outside: the sync board, the connections, where receipts come, and the figures."""

from django.urls import URLPattern, URLResolver, path

from integrations.board import views
from integrations.connections import views as connections
from integrations.operations.views import metrics
from integrations.receipts_endpoint import Receipts

CONNECTION = "administration/forbindelser/<uuid:fagsystem_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("synk/", views.board, name="sync-board"),
    path("synk/<uuid:delivery_id>/igen/", views.again, name="delivery-again"),
    path("synk/<uuid:delivery_id>/afklar/", views.settled, name="delivery-settle"),
    path("synk/<uuid:delivery_id>/opgiv/", views.given_up, name="delivery-give-up"),
    path("administration/forbindelser/", connections.connection_list, name="connections"),
    path("administration/forbindelser/ny/", connections.connection_add, name="connection-add"),
    path(CONNECTION, connections.connection_edit, name="connection-edit"),
    path(f"{CONNECTION}proev/", connections.connection_check, name="connection-check"),
    path("metrics", metrics, name="metrics"),
    path("kvitteringer/<uuid:fagsystem_id>/", Receipts.as_view(), name="receipts"),
]
