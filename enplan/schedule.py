"""What Celery beat starts: what was missed is found every minute, and what has had its time is deleted at night."""

from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep": {"task": "integrations.tasks.sweep", "schedule": 60.0},
    "sweep letters": {"task": "enplan.mail.tasks.sweep", "schedule": 60.0},
    "read states": {"task": "integrations.tasks.read_states", "schedule": 900.0},
    "sweep booklets": {"task": "plans.tasks.sweep_booklets", "schedule": 60.0},
    "remind": {"task": "plans.tasks.remind_of_tasks", "schedule": 600.0},
    **{
        task: {"task": task, "schedule": crontab(hour="3", minute=minute)}
        for minute, task in (
            ("10", "enplan.audit.tasks.delete_old_looks"),
            ("15", "plans.tasks.delete_unconfirmed_answers"),
            ("20", "plans.tasks.delete_orphan_files"),
            ("30", "plans.tasks.delete_old_drafts"),
            ("35", "enplan.accounts.tasks.forget_old_logins"),
        )
    },
}
