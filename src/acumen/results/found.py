"""Records that were looked for."""

from acumen.results.loop import LogEntry
from acumen.results.result import Result


class Found(Result, frozen=True, kw_only=True):
    """Those that have all the words, in the order in which things happened; `n_more`: earlier ones that are not shown."""

    words: str
    entries: tuple[LogEntry, ...]
    n_more: int
