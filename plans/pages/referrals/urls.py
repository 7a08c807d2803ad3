"""The addresses of referrals: the caseworkers', and the citizen's own."""

from django.urls import path

from plans.pages.referrals import views, views_citizen, views_grounds, views_settle

ROOT = "henvisninger/"
ONE = f"{ROOT}<uuid:referral_id>/"

urlpatterns = [
    path("borgere/<uuid:citizen_id>/henvisning/", views.begin, name="referral-begin"),
    path(ROOT, views.referrals, name="referrals"),
    path(ONE, views.referral, name="referral"),
    path(f"{ONE}min-del/", views.my_part, name="referral-part"),
    path(f"{ONE}spoerg/", views.ask, name="referral-ask"),
    path(f"{ONE}spoerg/<uuid:part_id>/alligevel-ikke/", views.stop, name="referral-stop"),
    path(f"{ONE}visitation/", views_grounds.visitation, name="referral-visitation"),
    path(f"{ONE}samtykke/", views_grounds.answer, name="referral-answer"),
    path(f"{ONE}samtykke/<uuid:referral_ground_id>/luk/", views_grounds.withdraw, name="referral-withdraw"),
    path(f"{ONE}begynd/", views_settle.start, name="referral-start"),
    path(f"{ONE}afslut/", views_settle.decline, name="referral-decline"),
    path("min-henvisning/", views_citizen.mine, name="my-referrals"),
    path(
        "min-henvisning/<uuid:referral_ground_id>/luk/", views_citizen.withdraw, name="my-referral-withdraw"
    ),
]
