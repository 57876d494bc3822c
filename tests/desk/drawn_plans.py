"""Seeded plans as nested dictionaries, the way YAML reads them, so that a test may edit one as a person edits a file."""

from random import Random
from typing import Any

import yaml

from acumen.desk.plans.read import read_plan
from acumen.records import Plan

Spec = dict[str, Any]


def draw_spec(seed: int, *, n_most_steps: int = 5, worth: bool = True) -> Spec:
    """Steps s0, s1, … in named groups g0, g1, …; some open-ended, some with `fails`, some with needs backwards."""
    rng = Random(seed)
    n_steps = rng.randint(2, n_most_steps)
    steps = [_step(rng, number) for number in range(n_steps)]
    nodes: list[Spec] = list(steps)
    kind = rng.choice(["all", "any"])
    n_groups = 0
    while len(nodes) > 3:
        at = rng.randrange(len(nodes) - 1)
        other = "any" if kind == "all" else "all"
        nodes[at : at + 2] = [{other: {"name": f"g{n_groups}", "of": nodes[at : at + 2]}}]
        n_groups += 1
    spec: Spec = {"plan": f"drawn-{seed}", "goal": {kind: nodes}}
    return {**spec, "worth": round(10.0 * 12.0 ** rng.random(), 1)} if worth else spec


def _step(rng: Random, number: int) -> Spec:
    step: Spec = {"step": f"s{number}", "chance": f"{rng.randint(5, 97)}%"}
    low = round(0.3 + 6.0 * rng.random(), 2)
    step["hours"] = f"{low} to {round(low * rng.uniform(1.5, 8.0), 2)}" if rng.random() < 0.5 else low
    if rng.random() < 0.3:
        step["fails"] = round(0.2 + 5.0 * rng.random(), 2)
    if number and rng.random() < 0.25:
        step["needs"] = [f"s{rng.randrange(number)}"]
    return step


def steps_of(node: Spec) -> list[Spec]:
    """The steps at or below a node, to be edited in place."""
    if "step" in node:
        return [node]
    return [step for member in members_of(node) for step in steps_of(member)]


def members_of(node: Spec) -> list[Spec]:
    """The members of a group, the list itself."""
    inside = node["all"] if "all" in node else node["any"]
    members: list[Spec] = inside["of"] if isinstance(inside, dict) else inside
    return members


def read_spec(spec: Spec) -> Plan:
    """The plan that stands there, by way of its text."""
    return read_plan(yaml.safe_dump(spec, sort_keys=False))
