"""Keys that people write because other tools have them, and what to write here."""

_SHIP = "the day by which it counts is `ship: 2027-03-12`"
_WEEK = "your hours for it are `hours: 10 per week`"
_WORTH = "what success is worth to you, in hours of your time, is `worth: 80`"
_GOAL = "steps stand under `goal:`, in a list under `all:` or `any:`"
_CHANCE = "how likely it is to work is `chance: 60%`"
_HOURS = "how long it takes when it works is `hours: 2 to 6`"
_NEEDS = "what has to work before it is `needs: [STEP]`"

OF_PLANS = {
    **dict.fromkeys(("due", "deadline", "date", "by", "end", "due_date", "ship_date", "finish"), _SHIP),
    **dict.fromkeys(("hours_per_week", "hours_a_week", "capacity", "availability", "per_week"), _WEEK),
    **dict.fromkeys(("value", "payoff", "reward", "benefit", "utility"), _WORTH),
    **dict.fromkeys(("steps", "tasks", "todo", "all", "any"), _GOAL),
    **dict.fromkeys(("name", "id", "slug", "project"), "its short name is `plan: some-id`, and a longer one `title:`"),
    **dict.fromkeys(
        ("description", "note", "notes", "comment"), "a longer name is `title:`; what follows a # is for you"
    ),
}
OF_STEPS = {
    **dict.fromkeys(
        ("p", "prob", "probability", "likelihood", "odds", "success", "success_rate", "confidence"), _CHANCE
    ),
    **dict.fromkeys(("effort", "estimate", "duration", "time", "cost", "days", "weeks", "minutes", "takes"), _HOURS),
    **dict.fromkeys(("depends", "depends_on", "after", "requires", "blocked_by", "dependencies"), _NEEDS),
    **dict.fromkeys(
        ("deadline", "by", "date", "ship", "due_date"), "the day by which it has to work is `due: 2027-03-12`"
    ),
    **dict.fromkeys(("name", "id", "task"), "its short name is `step: some-id`, and a longer one `title:`"),
    **dict.fromkeys(("description", "comment", "notes"), "a line about it is `note:`"),
    **dict.fromkeys(
        ("fail_hours", "hours_if_fails", "if_fails"), "how long it takes to see that it fails is `fails: 3`"
    ),
}
