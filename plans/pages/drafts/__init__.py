"""One's own drafts on a plan: read, shown to the others, moved where their place has closed.

And what one has typed in a form and not saved, on every plan.
"""
