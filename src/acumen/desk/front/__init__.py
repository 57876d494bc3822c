"""The front desk: verbs as people ask for them, in the words they type, where the verb itself takes something else.

A plan by its file or as it is followed; columns of a table by their names; one of two questions by what was left out.
"""
