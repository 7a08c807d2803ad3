"""The addresses of inviting and of accepting. The link's secret stands in none of them."""

from django.urls import URLPattern, URLResolver, path

from plans.pages.invitations import views_accept, views_citizen

PLAN = "min-plan/<uuid:plan_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("invitation/", views_accept.follow_link, name="invitation"),
    path("invitation/sig-ja/", views_accept.accept, name="invitation-accept"),
    path("min-plan/netvaerk/", views_citizen.own_people_page, name="own-people"),
    path(f"{PLAN}netvaerk/ny/", views_citizen.invite_new, name="invite-new"),
    path(f"{PLAN}netvaerk/<uuid:contact_id>/", views_citizen.invite_known, name="invite-known"),
    path(f"{PLAN}netvaerk/<uuid:contact_id>/luk/", views_citizen.end_access, name="network-end"),
    path(
        f"{PLAN}invitationer/<uuid:invitation_id>/igen/",
        views_citizen.send_invitation_again,
        name="invitation-again",
    ),
    path(
        f"{PLAN}invitationer/<uuid:invitation_id>/traek-tilbage/",
        views_citizen.take_invitation_back,
        name="invitation-withdraw",
    ),
]
