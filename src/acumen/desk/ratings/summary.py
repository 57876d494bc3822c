"""The one sentence that an appraisal comes to: in its text and in JSON alike."""

from acumen.pages.number_format import say_bits, say_rank, say_sd
from acumen.results.ratings import AGAIN, Appraised


def say(found: Appraised) -> str:
    """One plain sentence, and a second where the evidence is too thin to move anyone."""
    place = found.percentile
    what = _what(found)
    where = f"from the {say_rank(place.from_)} to the {say_rank(place.to)} percentile of the pool"
    of_kind = f" of {found.decisions[-1].kind}" if found.kinds else ""
    told = f"{what} the estimate{of_kind} by {say_sd(found.moved_sd)}: {where}."
    if found.is_thin:
        again = next(each for each in found.more if each.name == AGAIN)
        best = next((each for each in found.more if each.bits > again.bits), None)
        tip = f" {best.name[0].upper()}{best.name[1:]}: that would tell {say_bits(best.bits)}." if best else ""
        return f"{told} That is too little to change anyone's mind.{tip}"
    return told


def _what(found: Appraised) -> str:
    if len(found.decisions) == 1:
        word = "An acceptance" if found.decisions[0].outcome == "accepted" else "A rejection"
        return f"{word} there moves"
    return f"These {len(found.decisions)} decisions move"
