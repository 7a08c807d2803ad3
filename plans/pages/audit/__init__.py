"""The auditor's pages: the register of grounds, the access log, questions about looks. Nothing of what a plan says."""
