"""Tree: the whole policy behind the advice, situation by situation, each written down once."""

import math
import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

import acumen
from acumen.borders.doing import doing
from acumen.decision import Limits
from acumen.decision.following.policy import FAILED, REACHED, STOPPED, Policy, Situation, chance_at, hours_at
from acumen.desk.planning.answer import Objective
from acumen.desk.planning.asking import refuse_unless_count
from acumen.desk.planning.follow import Followed, follow
from acumen.desk.planning.progress import Progress
from acumen.desk.wording.notebook import fence
from acumen.errors import UsageError
from acumen.records import Plan, Probe

if TYPE_CHECKING:
    from acumen.charts import Chart

N_SHOWN = 60  # situations, in text and diagrams, unless a depth is asked for

Format: TypeAlias = Literal["text", "mermaid", "graphviz"]


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """What follows with probability `chance`, after `hours` on average: the id of a step, `done`, `failed` or `stop`.

    `number` is that of the situation; None at an end, and where the depth shown does not reach.
    """

    chance: float
    hours: float
    next: str
    number: int | None


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A situation: attempt step `id` for up to `patience` hours (None: to its end).

    `reach` is the probability of coming here, `goal_chance` and `goal_hours` speak of the policy from here on.
    """

    number: int
    id: str
    title: str | None
    patience: float | None
    leave_chance: float
    depth: int  # actions from the start to here, this one included, on the shortest way
    reach: float
    goal_chance: float
    goal_hours: float
    if_it_works: Branch  # of a probe: after a positive answer
    if_not: Branch
    is_probe: bool = False

    @property
    def labels(self) -> tuple[str, str]:
        """What the two branches are called."""
        return ("positive", "negative") if self.is_probe else ("works", "if not")


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """The policy as a tree whose equal branches are one. `value`, `chance` and `hours` are exact for this policy.

    `acts` stand in the order of reading: what follows success first. `reached`, `failed` and `stopped` sum to 1.
    """

    plan: str
    objective: Objective
    worth: float | None
    value: float | None
    chance: float
    hours: float
    reached: float
    failed: float
    stopped: float
    next: str
    acts: tuple[Act, ...]
    n_acts: int  # shown or not
    depth: int | None  # as far as is shown; None: everything is
    notes: tuple[str, ...]
    version: str

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def __str__(self) -> str:
        """The text that `acumen tree` prints."""
        return self.draw("text")

    def _repr_markdown_(self) -> str:
        """The same for a notebook."""
        return fence(str(self))

    def draw(self, form: Format) -> str:
        """As text, or as the source of a Mermaid or Graphviz diagram."""
        from acumen.desk.wording.plans import diagrams  # noqa: PLC0415 -- not needed for JSON
        from acumen.desk.wording.plans import tree as tree_wording  # noqa: PLC0415 -- not needed for JSON

        forms: dict[str, Callable[[Tree], Iterable[str]]] = {
            "text": tree_wording.write_lines,
            "mermaid": diagrams.write_mermaid,
            "graphviz": diagrams.write_graphviz,
        }
        if form not in forms:
            raise UsageError(f"expected the format text, mermaid or graphviz, found {form!r}")
        return "\n".join(forms[form](self))

    def chart(self, *, boxes: int | None = None) -> "Chart":
        """The likeliest situations as a picture: so many; unless said, 16, or up to 80 of a depth that was asked for."""
        from acumen.desk.wording.plans.pictures import MOST_BOXES, N_BOXES, draw_tree  # noqa: PLC0415 -- only a picture needs it

        if boxes is not None:
            refuse_unless_count("boxes", boxes)
        return draw_tree(self, boxes or (N_BOXES if self.depth is None else MOST_BOXES))


@doing("laying the plan out")
def tree(
    plan: Plan | str | os.PathLike[str],
    *,
    objective: Objective = "net",
    worth: float | None = None,
    depth: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Tree:
    """The advice for a plan (its record, text or file) in full, or for its first `depth` actions.

    Raises what `solve` raises, and UnsolvableError where the plan is too big for its policy to be laid out.
    """
    if depth is not None:
        refuse_unless_count("depth", depth)
    followed = follow(plan, objective=objective, worth=worth, limits=limits, progress=progress)
    policy = followed.policy
    depths = _depths(policy)
    is_whole = depth is None or depth >= max(depths, default=0)
    ends = policy.end_probs
    is_valued = followed.objective == "hours" or followed.worth is not None
    return Tree(
        plan=followed.plan.plan,
        objective=followed.objective,
        worth=followed.worth,
        value=policy.value if is_valued else None,
        chance=policy.chance,
        hours=policy.expected_hours,
        reached=ends[REACHED],
        failed=ends[FAILED],
        stopped=ends[STOPPED],
        next=followed.name(policy.start),
        acts=_acts(followed, depths, math.inf if depth is None else depth),
        n_acts=len(policy.situations),
        depth=None if is_whole else depth,
        notes=followed.notes,
        version=acumen.__version__,
    )


def readable(whole: Tree) -> Tree:
    """The tree cut at the largest depth at which it has no more than some 60 situations; as it is where it has no more."""
    if len(whole.acts) <= N_SHOWN:
        return whole
    depths = sorted(act.depth for act in whole.acts)
    depth = max(1, depths[N_SHOWN] - 1)  # that of the first one too many is not shown
    kept = {act.number for act in whole.acts if act.depth <= depth}
    numbers = {number: place for place, number in enumerate(sorted(kept), start=1)}

    def cut(branch: Branch) -> Branch:
        return msgspec.structs.replace(branch, number=numbers.get(branch.number or 0))

    acts = tuple(
        msgspec.structs.replace(
            act, number=numbers[act.number], if_it_works=cut(act.if_it_works), if_not=cut(act.if_not)
        )
        for act in whole.acts
        if act.number in kept
    )
    return msgspec.structs.replace(whole, acts=acts, depth=depth)


def _depths(policy: Policy) -> list[int]:
    """The number of actions on the shortest way to and including each situation."""
    depths = [1, *[len(policy.situations)] * len(policy.situations)][: len(policy.situations)]
    for number, here in enumerate(policy.situations):
        for after in (here.won, here.lost):
            if after >= 0:
                depths[after] = min(depths[after], depths[number] + 1)
    return depths


def _acts(followed: Followed, depths: list[int], depth: float) -> tuple[Act, ...]:
    """Situations in preorder, each once, what follows success first."""
    policy = followed.policy
    order: dict[int, int] = {}
    waiting = [policy.start]
    while waiting:
        number = waiting.pop()
        if number < 0 or number in order or depths[number] > depth:
            continue
        order[number] = len(order) + 1
        here = policy.situations[number]
        waiting += [here.lost, here.won]
    return tuple(_act(followed, number, order, depths[number]) for number in order)


def _act(followed: Followed, number: int, order: dict[int, int], depth: int) -> Act:
    policy = followed.policy
    here = policy.situations[number]
    step = followed.posed.action(here.step)
    return Act(
        number=order[number],
        id=step.id,
        title=step.title,
        patience=here.patience_hours if math.isfinite(here.patience_hours) else None,
        leave_chance=here.left_prob,
        depth=depth,
        reach=policy.reach_probs[number],
        goal_chance=chance_at(policy.chances, number),
        goal_hours=hours_at(policy.hours, number),
        if_it_works=_branch(followed, here, order, works=True),
        if_not=_branch(followed, here, order, works=False),
        is_probe=isinstance(step, Probe),
    )


def _branch(followed: Followed, here: Situation, order: dict[int, int], *, works: bool) -> Branch:
    after = here.won if works else here.lost
    return Branch(
        chance=here.works_prob if works else 1.0 - here.works_prob,
        hours=here.won_hours if works else here.lost_hours,
        next=followed.name(after),
        number=order.get(after),
    )
