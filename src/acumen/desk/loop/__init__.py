"""The loop, one verb per module: adopt a plan, ask what is next, start, spend, done, look back, undo.

Each is a function of an open book (a ledger and a moment) and the user's words; it writes records, and gives back a plain value
that can be printed and written as JSON.
"""
