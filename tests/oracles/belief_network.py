"""The posterior of hypotheses by evidence with shared artifacts, put to pyAgrum as a Bayes network.

Hypotheses and artifacts are roots; what was seen is a child of its hypothesis and of every artifact it leans on.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).parents[2]


class Seen(TypedDict):
    """A piece: the number of its hypothesis, its chance in each state, and under artifacts by number."""

    about: int
    chances: list[float]
    shows: dict[str, float]


class Question(TypedDict):
    """Priors of hypotheses (one list of states each), chances of artifacts, what was seen."""

    priors: list[list[float]]
    artifacts: list[float]
    seen: list[Seen]


def posteriors(questions: Sequence[Question]) -> list[list[list[float]]]:
    """The belief in every state, found in a process of its own: pyAgrum does not bear warnings as errors."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.oracles.belief_network"],
        input=json.dumps(list(questions)).encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "PYTHONWARNINGS": "ignore"},
    )
    found: list[list[list[float]]] = json.loads(child.stdout)
    return found


def posterior(question: Question) -> list[list[float]]:
    """One network, by lazy propagation."""
    import pyagrum as gum

    network = gum.BayesNet()
    for number, prior in enumerate(question["priors"]):
        network.add(gum.LabelizedVariable(f"h{number}", "", len(prior)))
        network.cpt(f"h{number}").fillWith(prior)
    for number, chance in enumerate(question["artifacts"]):
        network.add(gum.LabelizedVariable(f"a{number}", "", 2))
        network.cpt(f"a{number}").fillWith([1.0 - chance, chance])
    for number, piece in enumerate(question["seen"]):
        name, about = f"e{number}", f"h{piece['about']}"
        network.add(gum.LabelizedVariable(name, "", 2))
        network.addArc(about, name)
        for artifact in piece["shows"]:
            network.addArc(f"a{artifact}", name)
        for present in product((0, 1), repeat=len(piece["shows"])):
            here = dict(zip(piece["shows"], present, strict=True))
            shown = max((piece["shows"][artifact] for artifact, is_there in here.items() if is_there), default=None)
            for state, chance in enumerate(piece["chances"]):
                prob = chance if shown is None else shown
                where = {about: state, **{f"a{artifact}": is_there for artifact, is_there in here.items()}}
                network.cpt(name)[where] = [1.0 - prob, prob]
    engine = gum.LazyPropagation(network)
    engine.setEvidence({f"e{number}": 1 for number in range(len(question["seen"]))})
    engine.makeInference()
    return [list(engine.posterior(f"h{number}").tolist()) for number in range(len(question["priors"]))]


if __name__ == "__main__":
    json.dump([posterior(question) for question in json.load(sys.stdin)], sys.stdout)
