"""Figures of other libraries, asked once and kept in peers.json: they are heavy to install and to load, and answer the same.

`make peers` installs them and asks again, with what it takes to do so standing in each test as it did.
"""

import json
import os
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

KEPT = Path(__file__).with_name("peers.json")
IS_ASKED = "ACUMEN_PEERS"  # set by `make peers`


def ask(name: str, library: str, figures: Callable[[], object]) -> Any:  # noqa: ANN401 -- numbers, nested as they came
    """What `library` says; `figures` asks it. Where inputs have changed, so has what is expected: `make peers`."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if os.environ.get(IS_ASKED):
        kept[name] = {"by": f"{library} {version(library)}", "figures": _plain(figures())}
        lines = (f"{json.dumps(key)}: {json.dumps(kept[key])}" for key in sorted(kept))
        KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return kept[name]["figures"]


def _plain(found: object) -> object:
    if isinstance(found, list | tuple):
        return [_plain(one) for one in found]
    return np.asarray(found, dtype=float).tolist() if not isinstance(found, Iterable) else np.asarray(found).tolist()
