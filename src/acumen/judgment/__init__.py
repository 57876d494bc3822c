"""MATHS: how people miss, and what a rating is worth. Calibration of chances and hours, noisy ratings.

Takes:      named columns: chances, outcomes, hours, scores, who said them and when they were known
Gives:      chances (scores, correction, gate), hours (the same for hours), ratings (items, raters, decisions);
            evidence (beliefs, artifacts that evidence shares, what checking them would tell)
May import: distributions, errors
"""
