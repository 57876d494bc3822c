"""What a word that is none was meant to be: commands, options, keys, names, files, wherever somebody mistyped one."""

import os
from collections.abc import Iterable

N_BEGINNING = 3  # letters that may stand for the only word that begins with them
N_CHARACTERS = 60  # of a word beyond which it is a text
ABOUT_AS_LIKE = 0.1  # of the ratio of letters in common
N_FILES = 2000  # of a folder that are looked at


def nearest(word: str, known: Iterable[str], *, n: int = 1) -> list[str]:
    """The known word that alone begins with `word`, else at most `n` that are like it, the likest first."""
    if not word or len(word) > N_CHARACTERS:
        return []
    folded = {other.casefold(): other for other in known}
    wanted = word.casefold()
    begun = [other for other in folded if len(wanted) >= N_BEGINNING and other.startswith(wanted)]
    if wanted in folded or len(begun) == 1:
        return [folded[wanted if wanted in folded else begun[0]]]
    candidates = [other for other in folded if abs(len(other) - len(wanted)) <= 1 + len(wanted) // 3]
    if not candidates:
        return []
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415 -- only a wrong word needs it

    found = get_close_matches(wanted, candidates, n=n)
    likeness = [SequenceMatcher(None, one, wanted).ratio() for one in found]
    return [folded[one] for one, like in zip(found, likeness, strict=True) if like > likeness[0] - ABOUT_AS_LIKE]


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "", *, n: int = 1, mark: str = "`") -> str:
    """A hint that names what is nearest, between two `mark`s, or `otherwise`."""
    found = nearest(word, known, n=n)
    return f"did you mean {' or '.join(f'{mark}{one}{mark}' for one in found)}?" if found else otherwise


def nearest_file(name: str) -> str | None:
    """A file that is there, beside where `name` was looked for and called nearly so: by another ending, or none."""
    folder, own = os.path.split(name)
    try:
        with os.scandir(folder or os.curdir) as entries:
            files = [one.name for one, _ in zip(entries, range(N_FILES), strict=False) if one.is_file()]
    except (OSError, ValueError):
        return None
    stem = own.rpartition(".")[0] or own
    same = sorted(one for one in files if own and (one.rpartition(".")[0] or one).casefold() == stem.casefold())
    found = same[:1] or nearest(own, sorted(files))
    return os.path.join(folder, found[0]) if found else None  # noqa: PTH118 -- pathlib costs 5 ms
