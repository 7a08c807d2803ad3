"""Something on the wrong citizen: taking it out, the trace it leaves, and the auditor's list of breaches."""
