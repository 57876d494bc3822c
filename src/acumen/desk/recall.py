"""From the ledger to history: cached sections, and what came after them."""

from acumen.borders.doing import doing
from acumen.errors import DamageError
from acumen.history import History, dump, fold, load
from acumen.history.replay import TYPES, Name
from acumen.ledger import Head, Ledger
from acumen.ledger.rules import find_writer
from acumen.records import DAMAGED_HINT

N_NEW = 500  # records folded since a section was cached, from which on it is cached again


@doing("reading the ledger")
def recall(ledger: Ledger, *names: Name, until: int | None = None) -> History:
    """What the ledger says up to a position (its end unless given), as far as these sections go; all where none is named."""
    _check_writer(ledger)
    cached = [_load(ledger, name, until) for name in names or TYPES]
    positions = {name: history.position for history in cached for name in history.names}
    first, *later = sorted(cached, key=lambda history: history.position)
    for history in later:
        if history.position > first.position:
            fold(first, ledger.read(after=first.position, until=history.position))
        first.absorb(history)
    fold(first, ledger.read(after=first.position, until=until))
    for name, position in positions.items():
        if first.position - position >= N_NEW:
            head = Head(position=first.position, hash=first.hash)
            ledger.put_cached(name, dump(first, name), at=head)
    return first


def _check_writer(ledger: Ledger) -> None:
    """Refuse a ledger whose first record says that it is another's: all forecasts would change hands unseen.

    `verify` knows it of ledgers too that begin with the rows of a table.
    """
    first = next(iter(ledger.read(until=1)), None)
    writer = None if first is None else find_writer([first.open_envelope()])
    if writer not in (None, ledger.writer):
        raise DamageError("the ledger says that it is another's than its first record", position=1, hint=DAMAGED_HINT)


def _load(ledger: Ledger, name: Name, until: int | None) -> History:
    """A section as it was cached, if that is the past of this very ledger; else one that begins at its beginning."""
    history = load(ledger.get_cached(name), name)
    if history.position == 0:
        return history
    if until is not None and history.position > until:  # others have written and read meanwhile
        return History(names=frozenset({name}))
    kept = next(iter(ledger.read(after=history.position - 1, until=history.position)), None)
    return history if kept is not None and kept.hash == history.hash else History(names=frozenset({name}))
