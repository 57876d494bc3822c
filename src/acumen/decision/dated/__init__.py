"""One person and a date: the best policy where success counts only by a day, or less and less after it.

Takes a `DatedProblem`: the all/any tree, what shipping pays by how many hours of work, what may be missing at what price.
Gives a `DatedSolution`: what to start now and for how long, its value with bounds, and runs of its policy.
May import the problem and the distributions; days, records and words are the desk's.
"""
