"""What commands were called before: they still run, are not listed, and go at 1.0; and what people try."""

# old words → new words; a flag behind an old word says in which use of it that was meant
OLD_NAMES = {
    "taste": "score",
    "chance": "meant",
    "estimate": "meant",
    "believe": "evidence",
    "evidence --if-true": "evidence add",
    "evidence --if-false": "evidence add",
    "evidence --state": "evidence add",
    "evidence --from": "evidence add",
    "doubt": "evidence doubts",
    "checked": "evidence check",
    "rate": "evidence rate",
    "pairs": "ratings pairs",
    "classes": "ratings classes",
    "verify": "ledger verify",
    "redact": "ledger redact",
    "people": "ledger people",
    "schema": "check --schema",
}

# words that there never were, and the command that does what is meant by them
MEANT_BY = {
    "plans": "status",
    "list": "status",
    "ls": "status",
    "week": "status",
    "abandon": "stop",
    "drop": "stop",
    "close": "stop",
    "quit": "stop",
    "park": "stop",
    "resume": "stop",
    "forecast": "predict",
    "begin": "start",
    "finish": "done",
}
