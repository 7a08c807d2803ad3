"""Carries out a scenario's steps: opens what people open over the real addresses, does what
they do through the services.

The format is scenarios/README.md's; loading a file is `enplan.demo.scenario`.
"""
