"""What `acumen help TOPIC` says: how things are written, in a screen each."""

TOPICS = {
    "plan": """\
How a plan is written: a text file in YAML.

  plan: my-plan          # its short name
  worth: 80              # hours of your time that success is worth
  goal:
    all:                 # every one is needed; with `any`, one is enough
      - {step: test, chance: 60%, hours: 2 to 6}
      - {step: real, chance: 80%, hours: 10 to 30, needs: [test]}

acumen new writes one to edit, acumen check FILE finds every mistake in it,
acumen next FILE says what to do. To follow it: acumen adopt FILE.
""",
    "hours": """\
How hours are written: 3, 2 to 6, 90 min, 1h 30m, 2 d, 1 w.

A day of work has 8 hours, a week 40.

  2 to 6    open-ended: nine times of ten it takes between 2 and 6 hours when
            it works, and you may leave it when it has taken too long
  6         carried to its end, come what may

What is written for a table or another program works too: 1:30, PT1H30M, 2-6.
acumen meant "2 to 6" says what such hours of yours have meant.
""",
    "chances": """\
How chances are written: 70%, 0.7, 7:3 (odds), 7/10.

A chance is of success: of a step that it works, of a claim that it is true.
acumen meant 70% says what such chances of yours have meant, acumen score how
good they have been.
""",
    "dates": """\
How days are written: 2027-03-01, 1 March, friday, tomorrow, 5d, 2w.

Also yesterday, end of month, and with a time of day where one is wanted:
2027-03-01T17:00.

What can be read as two days (3/4/2027) is refused with both. Without a date it
is now.
""",
    "worth": """\
How the worth of a goal is found: in hours of your time.

It is the hours at which having the goal and having those hours back would be
the same to you.

If somebody offered to do it all for you, how many hours of your own work would
you give at most? That is its worth. acumen next says from which worth on the
plan pays (it breaks even there), acumen why what would change with another.
""",
    "evidence": """\
What was seen, how far it moves a belief, and how it could mislead.

  acumen evidence                    where the hypotheses stand
  acumen evidence add HYPOTHESIS --if-true 80% --if-false 10% --why "…"
  acumen evidence add … --artifact "bug: 5%, shows 100%"
                                     seen all the same, were there a bug
  acumen evidence doubts             what a look at each artifact is worth
  acumen evidence check ARTIFACT --ruled-out
  acumen evidence rate               bits an hour of the last weeks
""",
    "programs": """\
For other programs: --json, exit codes, the environment, Python.

Every command takes --json, and answers with one object.

An error is then {"error": {"code", "message", "hint", "where"}} on standard
output, exit code 1, or 2 where the command was put wrongly. ACUMEN_LEDGER
names the ledger, ACUMEN_NOW the moment. acumen check --schema writes the JSON
Schema of plan files. In Python there is a function for each command, with _
between its words: acumen.evidence_add, acumen.next_.
""",
}
