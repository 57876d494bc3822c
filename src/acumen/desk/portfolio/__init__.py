"""BRIDGE: one person's hours until a day, divided over several plans beside safe work.

Takes:      plans and how far each has got, hours, a last day, safe work, how sure it has to be that something pays
Gives:      PortfolioDivided
May import: plans, inputs, decision.portfolio
"""
