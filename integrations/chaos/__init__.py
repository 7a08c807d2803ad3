"""`manage.py chaos`: everything that can go wrong on the way to five simulated fagsystemer, and what stands
there afterwards.
"""
