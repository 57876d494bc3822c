"""Columns that only their pair tells: *Soll* beside *Ist*, *Plan* beside *Actual*, in the languages of spreadsheets."""

import re
from collections.abc import Callable, Iterable
from unicodedata import combining, normalize

from acumen.borders.patterns import pattern

# how a word begins that calls hours said, or taken; in small letters, without signs
SAID = (
    "estim, stima, schatz, geschatz, soll, plan, geplan, vorgabe, budget, expected, previ, prevu, preventiv, "
    "planif, planej, schat, geschat, begroot, raming, geraamd, uppskatt, berakn, szac, "
    "план, запланир, оцен, 見積, 予定, 預計, 预计, 预估, 计划"
)
TAKEN = (
    "actual, real, reais, istzeit, iststunden, istaufwand, tatsachlich, gebraucht, benotigt, verbraucht, "
    "spent, took, taken, logged, tracked, worked, reel, passe, effectu, dedicad, gasto, gastad, emplead, "
    "effettiv, consuntiv, impiegat, werkelijk, besteed, gerealiseer, utfall, faktisk, verklig, nedlagt, "
    "rzeczywist, факт, затрач, 実績, 実際, 实际, 實際"
)
WHOLE = "ist"  # taken, as a whole word
HOURS = "h|hr|hrs|hour|hours|std|stunden|heures|horas|ore|uren|u|tid|timmar|zeit|time|tiempo|tempo|temps"
ON = "am|on|le|el|em|il|op|den"  # before a day
CHANCE = (
    "probab, prob, chance, likel, odds, confid, credence, percent, wahrschein, prozent, sannolikhet, waarschijn, kans, "
    "prawdopod, szans, вероятн, шанс, 確率, 概率, 機率"
)
_BEGINS = SAID.replace(", ", "|")
_SAID = pattern(rf"(?:^|\s)(?:{_BEGINS})")
_TAKEN = pattern(rf"(?:^|\s)(?:{TAKEN.replace(', ', '|')}|{WHOLE}\b)")
_CHANCE = pattern(rf"(?:^|\s)(?:{CHANCE.replace(', ', '|')})")
_HOURS = pattern(rf"\b(?:{HOURS})\b")
_SAID_ON = pattern(rf"(?:^|\s)(?:{_BEGINS}|said|gesagt|predict|vorhergesagt|prognos|pronosti).*\s(?:{ON})$")


def find_pair(names: Iterable[str], *, fits: Callable[[str], bool]) -> tuple[str, str] | None:
    """The column of hours said and that of hours taken, those that name hours first; None unless both are there."""
    plain = {name: _plain(name) for name in names}
    ordered = sorted(plain, key=lambda name: _HOURS.search(plain[name]) is None)
    said = next((name for name in ordered if _is_said(plain[name]) and fits(name)), None)
    taken = next((name for name in ordered if name != said and _is_taken(plain[name]) and fits(name)), None)
    return None if said is None or taken is None else (said, taken)


def is_said_on(name: str) -> bool:
    """Whether a column calls the day on which something was said: *Geschätzt am*, *Estimated on*."""
    return _SAID_ON.search(_plain(name)) is not None


def says_chance(name: str) -> bool:
    """Whether a column calls a chance, whatever else it calls: *Estimated probability*."""
    return _CHANCE.search(_plain(name)) is not None


def _is_said(plain: str) -> bool:
    return _SAID.search(plain) is not None and _TAKEN.search(plain) is None and _CHANCE.search(plain) is None


def says_taken(name: str) -> bool:
    """Whether a column calls what it came to: *Actual*, *Tatsächlich*."""
    return _is_taken(_plain(name))


def _is_taken(plain: str) -> bool:
    return _TAKEN.search(plain) is not None and _SAID.search(plain) is None


def _plain(name: str) -> str:
    """Words in small letters without accents, those in brackets too."""
    bare = "".join(sign for sign in normalize("NFKD", name.casefold()) if not combining(sign) or ord(sign) > 0x370)  # noqa: PLR2004 -- kana keep theirs
    return " ".join(re.findall(r"[^\W_]+", normalize("NFC", bare)))
