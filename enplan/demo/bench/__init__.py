"""Measuring the program: ratios within one run, on made-up countries of several sizes, seen as ordinary people.

A subject is one thing that is done again and again (`subjects`); a measure turns the times into figures with a goal.
A new figure is one function in `measures.MEASURES`, in a room of its own.
"""
