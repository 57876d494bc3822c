"""First plans as strangers wrote them from a line each: research, engineering, writing, hiring."""

FIRST_PLANS = {
    "nature-paper": """\
plan: nature-paper
worth: 12 w
goal:
  all:
    - {step: find-effect, chance: 30%, hours: 40 to 160}
    - {step: replicate, chance: 60%, hours: 60, needs: [find-effect]}
    - {step: write, chance: 95%, hours: 40 to 90, needs: [replicate]}
    - {step: review, chance: 15%, hours: 20, needs: [write]}
""",
    "distill": """\
plan: distill
worth: 120
goal:
  all:
    - {step: teacher, chance: 90%, hours: 6}
    - {step: student, chance: {small-enough: 70%, otherwise: 5%}, hours: 30}
    - {step: deploy, chance: {small-enough: 90%, otherwise: 60%}, hours: 20}
hypotheses: {small-enough: {claim: A small one can hold it, chance: 35%}}
probes: [{probe: toy, about: small-enough, hours: 8, positive: {small-enough: 80%, otherwise: 15%}}]
""",
    "migrate-db": """\
plan: migrate-db
worth: 80
goal:
  all:
    - {step: schema, chance: 90%, hours: 8 to 24}
    - {step: dual-write, chance: 70%, hours: 20 to 60}
    - {step: backfill, chance: 80%, hours: 10 to 40}
    - {step: switch, chance: 85%, hours: 8}
""",
    "cloud-cost": """\
plan: cloud-cost
worth: 30
goal:
  any:
    - {step: reserved, chance: 30%, hours: 12}
    - {step: resize, chance: 20%, hours: 8}
    - {step: delete, chance: 15%, hours: 6}
""",
    "novel": """\
plan: novel
worth: 500
goal:
  all:
    - {step: draft, chance: 40%, hours: 200 to 600}
    - {step: agent, chance: 5%, hours: 20}
    - {step: publisher, chance: 30%, hours: 10}
""",
    "textbook": """\
plan: textbook
worth: 800
goal:
  all:
    - {step: sample, chance: 80%, hours: 40}
    - {step: contract, chance: 30%, hours: 10, needs: [sample]}
    - {step: chapters, chance: 50%, hours: 300 to 700, needs: [contract]}
""",
    "hire-intern": """\
plan: hire-intern
worth: 20
goal:
  all:
    - {step: budget, chance: 50%, hours: 4}
    - {step: find, chance: 40%, hours: 16}
    - {step: useful, chance: 50%, hours: 40}
""",
    "talk": """\
plan: talk
worth: 30
goal: {all: [{step: abstract, chance: 35%, hours: 3}, {step: slides, chance: 100%, hours: 16}]}
""",
}
