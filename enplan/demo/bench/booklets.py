"""A booklet of many citizens: all of it, with one plan changed, and by two processes beside each other."""

import subprocess
import sys
from collections.abc import Sequence
from time import perf_counter
from uuid import UUID

from django.conf import settings

from enplan import clock
from enplan.accounts.models import User
from enplan.demo.bench.figures import Figure, beside
from enplan.demo.bench.people import caseworkers
from enplan.demo.bench.timing import Subject
from enplan.demo.bench.worker import database_address, environment_on
from plans.grants import On
from plans.models import Booklet, Goal, PrintedPart
from plans.permissions import plans_as
from plans.services.booklet_making import make_booklet
from plans.services.booklets import order_booklet
from plans.services.goals import edit_goal

GOAL_TWO_WORKERS = 0.6
GOAL_ONE_CHANGED = 0.2
CITIZENS = 40
# A worker that is there already, as Celery's are: started and warm, it waits for the word.
WORKER = """
import django; django.setup()
from datetime import datetime
from enplan import clock
from plans.prints.document import pdf_of
from plans.services.booklet_making import make_booklet
pdf_of("<html lang=da><title>Varm</title><body><p>Varm</p></body></html>")
print("ready", flush=True)
input()
with clock.standing_at(datetime.fromisoformat({now!r})): make_booklet({booklet!r})
"""


def forget_kept() -> None:
    """So that the next print is laid out."""
    PrintedPart.objects.all().delete()


def measure_booklets(*, with_others: bool) -> list[Figure]:
    """Each once, as a booklet takes as long as many rounds of anything else; on PostgreSQL with other processes too."""
    reader, plans = _reader_of_many()
    alone, both, changed = Subject(run=print), Subject(run=print), Subject(run=print)
    make_booklet(order_booklet(by=reader, plans=plans[:2]).pk)  # warm: fonts and templates
    alone.seconds.append(_seconds(reader, plans, workers=0, from_nothing=True))
    own = Goal.objects.filter(section__plan__in=plans, section__owner=reader.department, is_draft=False)
    goal = own.order_by("pk")[0]
    edit_goal(by=reader, goal=goal, seen=goal.version, title="Et andet mål")
    changed.seconds.append(_seconds(reader, plans, workers=0, from_nothing=False))
    what = f"Booklet of {len(plans)} citizens"
    figures = [
        beside(
            "booklet.changed",
            f"{what}, one changed",
            changed,
            alone,
            of="one changed to all",
            goal=GOAL_ONE_CHANGED,
        )
    ]
    if with_others:
        started = Subject(run=print)
        for workers, subject in ((1, started), (2, both)):
            subject.seconds.append(_seconds(reader, plans, workers=workers, from_nothing=True))
        of = "two processes to one"
        figures.append(beside("booklet.two", f"{what}, {of}", both, started, of=of, goal=GOAL_TWO_WORKERS))
    return figures


def _reader_of_many() -> tuple[User, Sequence[UUID]]:
    """The coordinator with the most plans, up to the size of a booklet."""
    readers = [person.user for person in caseworkers()]
    plans = [
        plans_as(reader, On.COORDINATE, On.WORK).filter(ended_at__isnull=True).values_list("pk", flat=True)
        for reader in readers
    ]
    found = max(zip(readers, plans, strict=True), key=lambda one: len(one[1]))
    return found[0], list(found[1][:CITIZENS])


def _seconds(reader: User, plans: Sequence[UUID], *, workers: int, from_nothing: bool) -> float:
    """How long it takes this process (0), or so many others beside each other."""
    Booklet.objects.all().delete()
    if from_nothing:
        forget_kept()
    booklet = order_booklet(by=reader, plans=plans)
    started = [_worker(booklet) for _ in range(workers)]
    began = perf_counter()
    for process in started:
        print("go", file=process.stdin, flush=True)
    if not workers:
        make_booklet(booklet.pk)
    for process in started:
        process.communicate()
    taken = perf_counter() - began
    if not Booklet.objects.get(pk=booklet.pk).is_ready:
        raise RuntimeError("the booklet was not made")
    return taken


def _worker(booklet: Booklet) -> subprocess.Popen[str]:
    environment = environment_on(database_address()) | {"DJANGO_SETTINGS_MODULE": "enplan.settings"}
    command = [sys.executable, "-c", WORKER.format(now=clock.now().isoformat(), booklet=str(booklet.pk))]
    pipe = subprocess.PIPE
    process = subprocess.Popen(  # noqa: S603  # our own program
        command, env=environment, cwd=settings.BASE_DIR, stdin=pipe, stdout=pipe, text=True
    )
    if process.stdout is None or process.stdout.readline() != "ready\n":
        raise RuntimeError("a worker for the booklet did not start")
    return process
