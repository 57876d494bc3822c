"""Find: what was written down that has certain words in it, of whatever kind, as the log says it."""

from acumen.desk.book import Book
from acumen.desk.loop.log import N_ENTRIES, log
from acumen.desk.plans.arguments import refuse_unless_count
from acumen.errors import UsageError
from acumen.inputs.matching import fold
from acumen.results.found import Found


def find(book: Book, words: str, *, kind: str | None = None, n: int = N_ENTRIES) -> Found:
    """The last `n` records with all `words` in what the log says of them, their plan or their id; of one `kind` or of any.

    >>> found = acumen.find(book, 'nightly job', kind='question-asked')
    >>> [one.text for one in found.entries]
    ['asked: The nightly job ends before eight']
    """
    refuse_unless_count("n", n)
    every = log(book, n=None).entries
    kinds = sorted({entry.kind for entry in every})
    if kind is not None and kind not in kinds:
        raise UsageError(
            f"expected a kind of record that is here, found {kind!r}", hint=f"there are {', '.join(kinds)}"
        )
    wanted = fold(words).split()
    if not wanted:
        raise UsageError("expected words to look for, found none", hint="acumen log shows everything")
    found = [
        entry
        for entry in every
        if kind in {None, entry.kind}
        and all(word in fold(f"{entry.text} {entry.plan or ''} {entry.id}") for word in wanted)
    ]
    return Found(words=words, entries=tuple(found[-n:]), n_more=max(0, len(found) - n))
