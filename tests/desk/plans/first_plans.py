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
    "replicate-first": """\
plan: replicate-first
worth: 6 w
goal:
  all:
    - {step: get-data, chance: 80%, hours: 2 to 10}
    - {step: same-result, chance: 50%, hours: 20 to 60, needs: [get-data]}
    - {step: new-angle, chance: 40%, hours: 30 to 90, needs: [same-result]}
    - {step: paper, chance: 90%, hours: 40, needs: [new-angle]}
""",
    "new-metric": """\
plan: new-metric
worth: 100
goal:
  all:
    - any:
        name: labels
        of:
          - {step: buy-labels, chance: 50%, hours: 4}
          - {step: label-ourselves, chance: 90%, hours: 30 to 60}
    - {step: metric-agrees, chance: 60%, hours: 10, needs: labels}
""",
    "mouse-study": """\
plan: mouse-study
worth: 900
goal:
  all:
    - {step: ethics-vote, chance: 85%, hours: 10 to 40}
    - {step: pilot, chance: {real: 80%, otherwise: 25%}, hours: 60, needs: [ethics-vote]}
    - {step: full-study, chance: {real: 75%, otherwise: 5%}, hours: 200 to 500, needs: [pilot]}
hypotheses: {real: {claim: The drug does something, chance: 30%}}
""",
    "revision": """\
plan: revision
worth: 4 w
goal:
  all:
    - {step: extra-baseline, chance: 75%, hours: 10 to 40}
    - {step: user-study, chance: 50%, hours: 30 to 80}
    - {step: rewrite, chance: 100%, hours: 20}
    - {step: second-round, chance: 60%, hours: 4, needs: [extra-baseline, user-study, rewrite]}
""",
    "faster-ci": """\
plan: faster-ci
worth: 60
goal:
  any:
    - {step: cache, chance: 60%, hours: 3 to 8}
    - {step: split, chance: 80%, hours: 16}
    - {step: bigger-machine, chance: 95%, hours: 2}
""",
    "rewrite-in-rust": """\
plan: rewrite-in-rust
worth: 200
goal:
  all:
    - {step: hot-loop, chance: 80%, hours: 20 to 60}
    - {step: bindings, chance: 70%, hours: 10 to 50}
    - {step: team-agrees, chance: 40%, hours: 6}
    - {step: rollout, chance: 75%, hours: 30 to 100, needs: [hot-loop, bindings, team-agrees]}
""",
    "on-call-bot": """\
plan: on-call-bot
worth: 1 w
goal: {all: [{step: prototype, chance: 90%, hours: 8}, {step: trusted, chance: 30%, hours: 20}]}
""",
    "blog-series": """\
plan: blog-series
worth: 40
goal:
  all:
    - {step: first-post, chance: 95%, hours: 4 to 10}
    - {step: readers, chance: 20%, hours: 2, needs: [first-post]}
    - {step: five-more, chance: 60%, hours: 30 to 60, needs: [readers]}
""",
    "op-ed": """\
plan: op-ed
worth: 24
goal:
  all:
    - {step: draft, chance: 95%, hours: 3 to 6}
    - any:
        of:
          - {step: big-paper, chance: 8%, hours: 1}
          - {step: local-paper, chance: 50%, hours: 1}
""",
    "hiring-round": """\
plan: hiring-round
worth: 5 w
goal:
  all:
    - {step: headcount, chance: 70%, hours: 3}
    - any:
        name: candidate
        of:
          - {step: referral, chance: 35%, hours: 4 to 12, needs: [headcount]}
          - {step: job-ad, chance: 55%, hours: 30 to 70, needs: [headcount]}
          - {step: agency, chance: 60%, hours: 15, needs: [headcount]}
    - {step: says-yes, chance: 65%, hours: 8, needs: candidate}
""",
    "head-of-research": """\
plan: head-of-research
worth: 60
goal:
  all:
    - {step: profile, chance: 90%, hours: 6}
    - {step: search, chance: 25%, hours: 40 to 120}
    - {step: board, chance: 60%, hours: 6}
    - {step: signs, chance: 50%, hours: 10}
""",
    "keep-the-postdoc": """\
plan: keep-the-postdoc
worth: 120
goal:
  any:
    - {all: [{step: grant, chance: 25%, hours: 40 to 80}]}
    - {all: [{step: ask-the-dean, chance: 30%, hours: 3}, {step: dean-pays, chance: 60%, hours: 2}]}
""",
}
