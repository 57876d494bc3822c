"""FACTS: what people type to a verb, as the one value it takes or an error that says what was expected; and written as typed.

Takes:      words: a day, what is said of a question, a step's chance and hours, a score and its scale, a rubric
Gives:      moments in the clock's zone (days; how a day may be written at all is readings.moments), sayings
            (forecast_text, step_bets, scales), rubrics; bets and claims as they are typed (bet_text, claims); when two
            spellings mean the same (matching)
May import: borders, errors, history, pages, planfile, readings, records, results
"""
