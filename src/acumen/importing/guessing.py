"""Which column of a table probably holds what: by its name, in the languages of spreadsheets, as far as its cells agree."""

import re
from collections import Counter
from functools import cache, lru_cache
from typing import Any

import msgspec

from acumen.importing.mapping import Mapping
from acumen.importing.paired_names import find_pair, is_said_on, says_chance, says_taken
from acumen.readings.numbers import read_as as read_number_as
from acumen.tables.columns import Column
from acumen.tables.table import MISSING, Table
from acumen.tables.ways import Reader

# what → names that begin so, best first; compared in small letters, without signs
_NAMES = {
    "question": (
        "question title, question, claim, prediction, statement, title, summary, description, event, task, step, "
        "issue key, frage, behauptung, vorhersage, titel, aufgabe, question posee, affirmation, tache, "
        "pregunta, afirmacion, tarea, domanda, pergunta, tarefa, pytanie, twierdzenie, zadanie, vraag, "
        "bewering, "
        "forecast, prevision, previsione, previsao, pronostico, prognose"
    ),
    "prob": (
        "chance, probability, prob, said, forecast, credence, confidence, my, p, percent, wahrscheinlichkeit, "
        "prognose, chance de, probabilite, prevision, probabilidad, pronostico, probabilita, previsione, "
        "probabilidade, previsao, prawdopodobienstwo, szansa, kans, waarschijnlijkheid, sannolikhet"
    ),
    "says": "says, saying, said",
    "low": "low, lower, 5, p5, p05, q05, 5th percentile, min, optimistic, von, unten, bas, bajo",
    "median": "median, p50, q50, 50, most likely",
    "high": "high, upper, 95, p95, q95, 95th percentile, max, pessimistic, bis, oben, haut, alto",
    "hours": (
        "original estimate, estimate, estimated, est, planned, schatzung, geschatzt, geplant, estimation, "
        "estime, estimacion, estimado, stima, estimativa, szacunek, szacowany, schatting, geschat"
    ),
    "taken": (
        "time spent, actual, taken, took, act, spent, worked, duration, logged, tatsachlich, gebraucht, aufwand, dauer, reel, "
        "passe, duree, real, tiempo empleado, effettivo, gasto, rzeczywisty, czas, werkelijk, besteed"
    ),
    "outcome": (
        "outcome, resolution, result, resolved as, happened, came true, answer, true, ergebnis, ausgang, "
        "eingetreten, resultat, issue, resultado, resuelto, esito, risultato, wynik, uitkomst, utfall"
    ),
    "person": (
        "person, who, forecaster, user, by whom, assignee, name, author, wer, bearbeiter, qui, auteur, quien, "
        "autor, chi, kto, wie"
    ),
    "at": (
        "said at, said, made, created at, created, date, day, at, when, start date, time, forecast created "
        "at, datum, erstellt, gesagt, date de, cree, fecha, creado, data, creato, criado, utworzono"
    ),
    "known": (
        "known, resolved at, resolved, closed, settled, done, finished, completed, "
        "decided, end date, judged, resolution date, bekannt, "
        "geklart, gelost, erledigt, connu, resolu, conocido, cerrado, conosciuto, noto, conhecido, znane, "
        "rozstrzygnieto, bekend, resuelto, risolto, opgelost, решено"
    ),
    "by": "due, deadline, by, resolve by, close, fallig, frist, echeance, vence, scadenza, prazo, termin",
    "domain": (
        "domain, area, tag, tags, category, topic, project, issue type, bereich, kategorie, thema, projekt, "
        "domaine, categorie, ambito, categoria, dziedzina, kategoria, domein"
    ),
}
_MORE_NAMES = {
    "question": "prognos, pastaende, fraga, 予測, 予想, 質問, 主張, タイトル, вопрос, прогноз, 问题, 预测",
    "prob": "確率, 可能性, вероятность, 概率",
    "hours": "uppskattning, beraknad, 見積, 見積もり, 見積時間",
    "taken": "faktisk, verklig, 実績, 実績時間",
    "outcome": "結果, исход, результат, 结果, resolved, settled",
    "person": "vem, quem, previsor, кто, автор, 担当者, 予測者, 谁",
    "domain": "dominio, область, тема, категория, "
    "art, kind, type, sort, group, gruppe, typ, genre, tipo, soort, slag, rodzaj, 種類, 分類, 类型, тип",
    "at": (
        "geplant am, begonnen am, angelegt am, started, begun, begin, beginn, start, commence le, iniciado, "
        "iniciado el, iniciado em, iniziato, begonnen op, aangemaakt op, skapad, paborjad, "
        "日付, 予測日, 作成日, дата, 日期"
    ),
    "known": (
        "fertig, erledigt am, abgeschlossen, beendet, finished on, fini, fini le, termine, termine le, terminado, "
        "hecho, concluido, finito, terminato, completato, chiuso, afgerond, gereed, klaar, klar, fardig, "
        "完了日, 終了日, resolvido, encerrado, avgjort, avgjord, klart, 判明日, 確定日, 解決日"
    ),
}
NAMES = {
    what: (*names.split(", "), *filter(None, _MORE_NAMES.get(what, "").split(", "))) for what, names in _NAMES.items()
}
BEGINS, INSIDE, LAST = 100, 200, 1000  # what is tried only where nothing else fits
HOURS = ("hours", "taken")
NUMBERED = ("question", "issue", "id")  # what may be told apart by numbers alone
KINDS = frozenset(_MORE_NAMES["domain"].split(", "))  # names that may call much else
MOST_KINDS = 0.5  # a row, of what is taken for kinds of work
MOST_WORDS = 6  # that outcomes are told in
MOST_UNREAD = 0.34  # of the cells of a column that is taken for something


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping, and the columns nothing is taken from."""

    mapping: Mapping
    unused: tuple[str, ...]


def guess(table: Table, told: Mapping) -> Guess:
    """Complete what is told of a table by what its columns look like."""
    reader = Reader(table, told.told())
    used = {table.find(name) for name in told.columns().values()}
    found: dict[str, str] = {}
    wanted = [what for what in NAMES if getattr(told, what) is None]
    ranked = sorted(
        (rank + LAST * (what == "says"), what, name)
        for what in wanted
        for name in table.columns
        if name not in used
        and (rank := _rank(name, NAMES[what])) is not None
        and not (what in HOURS and says_chance(name))
    )
    for _, what, name in ranked:
        if what not in found and name not in found.values() and _fits(reader, what, name):
            found[what] = name
    kept = _choose(told, _pair(table, reader, told, found))
    mapping = msgspec.structs.replace(told, **kept)
    taken = {table.find(name) for name in mapping.columns().values()}
    return Guess(mapping=mapping, unused=tuple(name for name in table.columns if name not in taken))


def are_numbers(texts: tuple[str, ...]) -> bool:
    """Whether there are cells, and all that are filled are numbers."""
    told = [text for text in dict.fromkeys(texts) if text.lower() not in MISSING]
    return bool(told) and all(
        read_number_as(text, ".") is not None or read_number_as(text, ",") is not None for text in told
    )


def _pair(table: Table, reader: Reader, told: Mapping, found: dict[str, str]) -> dict[str, str]:
    """What was found, with hours said and taken that only their pair tells, and the day they were said."""
    used = {table.find(name) for name in told.columns().values()}
    free = [name for name in table.columns if name not in used]
    is_said = {"prob", "says"} & {*found, *told.columns()} or {"hours", "taken"} <= found.keys()
    is_told = told.hours is not None or told.taken is not None or told.low is not None
    if not is_said and not is_told:
        pair = find_pair(free, fits=lambda name: _fits(reader, "taken", name))
        if pair is not None:
            kept = {what: name for what, name in found.items() if name not in pair}
            found = {**kept, "hours": pair[0], "taken": pair[1]}
    known = {*found, *told.columns()}
    if "prob" in known and not {"outcome", "hours"} & known:
        found = {what: name for what, name in found.items() if what != "taken"}
        came = [
            name for name in free if name not in found.values() and says_taken(name) and _fits(reader, "outcome", name)
        ]
        found = {**found, "outcome": came[0]} if came else found
    if told.at is None and "at" not in found:
        days = [name for name in free if name not in found.values() and is_said_on(name) and _fits(reader, "at", name)]
        found = {**found, "at": days[0]} if days else found
    return found


def empty_columns(table: Table) -> tuple[str, ...]:
    """Columns that are called as those that say something are, in which nothing is said."""
    called = NAMES["prob"] + NAMES["hours"] + NAMES["taken"]
    return tuple(
        name
        for name, texts in table.columns.items()
        if plain_name(name) in called and all(text.lower() in MISSING for text in set(texts))
    )


def _choose(told: Mapping, found: dict[str, str]) -> dict[str, str]:
    """Hours where both sides of them are there, else a chance, else an interval, else sayings."""
    both = {**found, **told.columns()}
    is_hours = "taken" in both and ("hours" in both or {"low", "high"} <= both.keys()) and "prob" not in told.columns()
    if is_hours:
        left_out = {"prob", "says", "outcome", "by", "median", *(("low", "high") if "hours" in both else ())}
    elif "prob" in both:
        left_out = {"says", "low", "median", "high", "hours", "taken"}
    elif {"low", "high"} <= both.keys():
        left_out = {"says", "hours", "taken"}
    else:
        left_out = {"low", "median", "high", "hours", "taken"}
    return {what: name for what, name in found.items() if what not in left_out}


def _rank(name: str, known: tuple[str, ...]) -> int | None:
    """How well a name of a column fits: whole before beginning, in the order of what is known; None where it does not."""
    plain = plain_name(name)
    if plain in known:
        return known.index(plain)
    if _any_of(known).search(plain) is None:
        return None
    longer = [(at, re.escape(one)) for at, one in enumerate(known) if len(one) > 2]  # noqa: PLR2004 -- letters of a word
    begun = [at for at, one in longer if re.match(rf"{one}\b", plain)]
    inside = [at for at, one in longer if re.search(rf"\b{one}\b", plain)]
    return BEGINS + begun[0] if begun else INSIDE + inside[0] if inside else None


@cache
def _any_of(known: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these as whole words."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b")


@lru_cache(maxsize=1 << 15)
def plain_name(name: str) -> str:
    """Small letters of any script and figures, without accents and what stands in brackets."""
    from unicodedata import normalize  # noqa: PLC0415 -- only where names are guessed

    bare = re.sub(r"[(\[].*?[)\]]", " ", normalize("NFKD", name.casefold()).replace("ł", "l").replace("ø", "o"))
    plain = "".join(sign for sign in bare if not 0x300 <= ord(sign) < 0x370)  # noqa: PLR2004
    return " ".join(re.findall(r"[^\W_]+", normalize("NFC", plain)))


def _fits(reader: Reader, what: str, name: str) -> bool:
    """Whether the cells of a column may be what it is taken for: most of them can be read."""
    texts = reader.table.columns[name]
    counts = Counter(texts)
    n_told = sum(n for text, n in counts.items() if text.lower() not in MISSING)
    if n_told == 0:
        return what in {"outcome", "known", "domain", "by"}
    if what == "question":
        return name.casefold().startswith(NUMBERED) or any(read_number_as(text, ".") is None for text in counts if text)
    if what == "domain" and plain_name(name) in KINDS:
        return len(counts) <= max(2.0, MOST_KINDS * n_told)
    if what in {"person", "domain"}:
        return True
    if what == "says":
        return _reads_sayings(texts)
    column = _read(reader, what, name)
    if what == "outcome" and plain_name(name) in NAMES[what] and len(counts) <= MOST_WORDS:
        return True  # words that nobody knows yet are asked about, and not lost
    if what == "prob" and not column.is_understood:
        return True  # it is asked about
    n_read = n_told - len(column.refused)
    return not column.is_understood or (n_read > 0 and len(column.refused) <= max(1.0, MOST_UNREAD * n_told))


def _read(reader: Reader, what: str, name: str) -> Column[Any]:
    if what in {"at", "known", "by"}:
        return reader.moments(name)
    if what in {"hours", "taken"}:
        return reader.hours(name)
    if what == "outcome":
        return reader.outcomes(name)
    return reader.chances(name) if what == "prob" else reader.numbers(name)


def _reads_sayings(texts: tuple[str, ...]) -> bool:
    from acumen.errors import UsageError  # noqa: PLC0415 -- as above
    from acumen.inputs.forecast_text import read_saying  # noqa: PLC0415 -- rarely needed

    for text in dict.fromkeys(text for text in texts if text):
        try:
            read_saying(text)
        except UsageError:
            return False
    return True
