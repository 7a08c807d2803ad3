"""A citizen's course as data (YAML), and putting it in the database.

`shapes` reads maps, `course` knows the keys, `loading` stores the parts in their order, one module for each kind.
"""
