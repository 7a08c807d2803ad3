"""The world outside: the municipality's fagsystemer."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "integrations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Fagsystemer"

    def ready(self) -> None:
        from integrations.panels.citizen import sent_panel
        from integrations.panels.journal import note_states
        from integrations.panels.recalls import recall_states
        from integrations.panels.stuck import stuck_deliveries
        from integrations.panels.who_sees import who_sees_panel
        from integrations.panels.workspace import workspace_panel
        from integrations.recalling import recall_taken_out
        from integrations.wanting import want_after_change
        from plans.events import plan_changed
        from plans.panels import PanelPlace, register, register_recalls, register_states, register_stuck

        plan_changed.connect(want_after_change)
        plan_changed.connect(recall_taken_out)
        register(PanelPlace.WORKSPACE_SIDE, workspace_panel)
        register(PanelPlace.CITIZEN_CONSENTS, sent_panel)
        register(PanelPlace.WHO_SEES, who_sees_panel)
        register_states(note_states)
        register_recalls(recall_states)
        register_stuck(stuck_deliveries)
