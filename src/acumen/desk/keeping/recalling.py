"""From the ledger to history: cached sections, and what came after them."""

from acumen.history import History, dump, fold, load
from acumen.history.replay import TYPES, Name
from acumen.ledger import Ledger

N_NEW = 500  # records folded since a section was cached, from which on it is cached again


def recall(ledger: Ledger, *names: Name) -> History:
    """What the ledger says up to now, as far as these sections go; all of them where none is named."""
    asked = tuple(names) or tuple(TYPES)
    history = load({name: ledger.get_cached(name) for name in asked}, names=asked)
    if not _is_of(ledger, history):
        history = History(names=frozenset(asked))
    before = history.position
    fold(history, ledger.read(after=before))
    if history.position - before >= N_NEW:
        for name in asked:
            ledger.put_cached(name, dump(history, name))
    return history


def _is_of(ledger: Ledger, history: History) -> bool:
    """Whether what was cached is the past of this very ledger."""
    if history.position == 0:
        return True
    if history.position > ledger.head().position:
        return False
    (kept,) = ledger.read(after=history.position - 1, until=history.position)
    return kept.hash == history.hash
