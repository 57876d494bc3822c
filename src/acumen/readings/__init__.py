"""FACTS: what a text may mean as a number, a chance, hours, a moment, an outcome: every reading that fits.

Takes:      a text, and the way in which it is to be read (decimal mark, scale, order of a date) where that is known
Gives:      `read_as` in each module (chances, hours, moments for days and times, numbers, outcomes): its meaning
            one way, or None; `read_…`: the only meaning, or a Misread that names both
May import: borders, errors, records
"""
