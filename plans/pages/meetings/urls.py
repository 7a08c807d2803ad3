"""The addresses of meetings: the same for everybody who sees the meeting."""

from django.urls import path

from plans.pages.meetings import (
    views,
    views_agenda,
    views_calling,
    views_carrying_out,
    views_letters,
    views_lines,
    views_photo,
    views_preparing,
)

ALL = "planer/<uuid:plan_id>/moeder"
ONE = f"{ALL}/<uuid:meeting_id>"

urlpatterns = [
    path(f"{ALL}/", views_calling.meetings, name="meetings"),
    path(f"{ALL}/nyt/", views_calling.new, name="meeting-new"),
    path(f"{ONE}/", views.meeting, name="meeting"),
    path(f"{ONE}/pdf/", views.meeting_pdf, name="meeting-pdf"),
    path(f"{ONE}/kalender/", views.meeting_ics, name="meeting-ics"),
    path(f"{ONE}/flyt/", views_calling.move, name="meeting-move"),
    path(f"{ONE}/aflys/", views_calling.cancel, name="meeting-cancel"),
    path(f"{ONE}/inviter/", views_calling.invite, name="meeting-invite"),
    path(f"{ONE}/deltagere/<uuid:participant_id>/fjern/", views_calling.uninvite, name="meeting-uninvite"),
    path(f"{ONE}/deltagere/<uuid:participant_id>/svar/", views_lines.answer, name="meeting-answer"),
    path(f"{ONE}/deltagere/<uuid:participant_id>/forbered/", views_preparing.ask, name="meeting-prepare"),
    path(
        f"{ONE}/deltagere/<uuid:participant_id>/brev-sendt/",
        views_letters.letter_posted,
        name="meeting-letter-posted",
    ),
    path(f"{ONE}/forberedelse/", views_preparing.note, name="meeting-note"),
    path(f"{ONE}/forberedelse/<uuid:meeting_note_id>/", views_preparing.note_edit, name="meeting-note-edit"),
    path(f"{ONE}/fremmoede/", views_calling.attendance, name="meeting-attendance"),
    path(f"{ONE}/godkend/", views_calling.agree, name="meeting-agree"),
    path(f"{ONE}/ret-referatet/", views_calling.reopen, name="meeting-reopen"),
    path(f"{ONE}/punkt/", views_lines.point, name="meeting-point"),
    path(f"{ONE}/punkt/<uuid:point_id>/", views_lines.point_edit, name="meeting-point-edit"),
    path(f"{ONE}/punkt/<uuid:point_id>/tag-af/", views_agenda.take_off, name="meeting-point-off"),
    path(f"{ONE}/punkt/<uuid:point_id>/saet-paa/", views_agenda.put_back, name="meeting-point-on"),
    path(f"{ONE}/punkt/<uuid:point_id>/flyt/", views_agenda.point_move, name="meeting-point-move"),
    path(f"{ONE}/punkt/<uuid:point_id>/plads/", views_agenda.place, name="meeting-point-place"),
    path(f"{ONE}/forslag/", views_agenda.take_in_proposals, name="meeting-take-in"),
    path(f"{ONE}/beslutning/", views_lines.decision, name="meeting-decision"),
    path(f"{ONE}/beslutning/<uuid:decision_id>/", views_lines.decision_edit, name="meeting-decision-edit"),
    path(f"{ONE}/beslutninger/", views_carrying_out.carry_out, name="meeting-carry-out"),
    path(f"{ONE}/billede/", views_photo.photo, name="meeting-photo"),
    path(f"{ONE}/uenighed/", views_lines.disagree, name="meeting-disagree"),
]
