"""Conversation mode (samtale): one running page, used with the citizen beside one, sorted into the plan afterwards."""
