"""A made-up country of any size, for measuring: municipalities of a thousand plans each, the same for the same seed.

Nobody in it exists: names are put together of syllables, places are numbered, every CPR number has day + 60. Each
municipality's content follows from the seed and its own number alone, so the first is the same at every size.
"""
