#!/usr/bin/env python
"""Django's command line for Én plan."""

import os
import sys

from django.core.management import execute_from_command_line

from enplan.starting import CannotStart

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enplan.settings")
    try:
        execute_from_command_line(sys.argv)
    except CannotStart as reasons:
        sys.exit(str(reasons))  # where in the settings that was is of no use to who runs it
