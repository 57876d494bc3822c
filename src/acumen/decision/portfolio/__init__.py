"""One person's hours until a day over several plans, beside safe work: what to do next, and what an hour is worth.

Takes a `PortfolioProblem`: plans as `DatedProblem`s whose clock is the portfolio's hours, and sure work paid by the hour.
Gives a `PortfolioSolution`: the next step, its value with bounds, what each plan gets of the hours, how often nothing pays.
May import `dated`, whose states and cells of hours it shares; days, records and words are the desk's.
"""
