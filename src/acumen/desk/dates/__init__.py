"""BRIDGE: dates questioned: will it be done by the day, what would help, what may be cut, and by when.

Takes:      a plan with `ship` and hours a week, how far it has got, and today
Gives:      ShipDate
May import: plans, inputs, decision.dated
"""
