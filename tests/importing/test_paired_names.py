"""Hours said beside hours taken, as people of several countries call them; days and kinds beside them."""

from pathlib import Path

import pytest

from acumen.desk.ledgers.tables_in import look_at_table
from acumen.errors import UsageError
from acumen.importing.guessing import guess, plain_name
from acumen.importing.mapping import Mapping
from acumen.tables.table import read_table

PAIRS = """Schätzung (h);Ist (h)|Geschätzt (h);Ist (h)|Schätzung;Ist|Soll;Ist|Plan (h);Ist (h)|Soll-Stunden;Ist-Stunden
Geschätzte Stunden;Tatsächliche Stunden|Sollzeit;Istzeit|Aufwand geplant;Aufwand tatsächlich|Aufwand (Soll);Aufwand (Ist)
Planned;Actual|Budget (h);Spent (h)|Estimation (h);Réel (h)|Heures estimées;Heures réelles|Temps prévu;Temps réel
Durée estimée;Durée réelle|Prévu;Réalisé|Horas estimadas;Horas reales|Tiempo estimado;Tiempo real|Planificado;Dedicado
Horas estimadas;Horas reais|Planejado;Realizado|Tempo estimado;Tempo gasto|Ore stimate;Ore effettive|Preventivo;Consuntivo
Geschatte uren;Werkelijke uren|Begroot;Besteed|Uppskattad tid;Faktisk tid|Planerat (h);Nedlagt (h)|Uppskattning (h);Utfall (h)
見積(h);実績(h)|予定;実績|見積もり;実績|予定工数;実績工数""".replace("\n", "|").split("|")
DAYS = {
    "Geschätzt am;Fertig": ("at", "known"),
    "Estimated on;Finished": ("at", "known"),
    "Geplant am;Erledigt am": ("at", "known"),
    "Estimé le;Terminé le": ("at", "known"),
    "Estimado el;Terminado": ("at", "known"),
    "Estimado em;Concluído em": ("at", "known"),
    "Geschat op;Afgerond": ("at", "known"),
}


def looked(folder: Path, head: str, *rows: str) -> dict[str, str]:
    file = folder / "t.csv"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return guess(read_table(str(file), Mapping().form), Mapping()).mapping.columns()


@pytest.mark.parametrize("pair", PAIRS)
def test_hours_said_and_taken_are_known_by_their_pair(tmp_path: Path, pair: str) -> None:
    rows = [f"Ding {row};{row + 1},5;{row + 3}" for row in range(6)]
    said, taken = pair.split(";")
    assert looked(tmp_path, f"Aufgabe;{pair}", *rows) == {"question": "Aufgabe", "hours": said, "taken": taken}


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("kind", ["Art", "Kind", "Type", "Kategorie"])
def test_days_on_which_it_was_said_and_done_and_kinds_of_work_are_known(tmp_path: Path, days: str, kind: str) -> None:
    rows = [f"{row + 1};{row + 2};2026-01-1{row};2026-02-1{row};code {row % 2}" for row in range(6)]
    found = looked(tmp_path, f"Soll;Ist;{days};{kind}", *rows)
    at, known = days.split(";")
    assert found == {"hours": "Soll", "taken": "Ist", "at": at, "known": known, "domain": kind}


def test_a_name_alone_is_not_enough(tmp_path: Path) -> None:
    rows = [f"2026-01-1{row};{row + 2};{row} things" for row in range(6)]
    assert looked(tmp_path, "Geplant am;Ist;Type", *rows) == {"at": "Geplant am"}, (
        "no hours said, and each another type"
    )
    rows = [f"thing {row};{row + 2}" for row in range(6)]
    assert {"hours", "taken"}.isdisjoint(looked(tmp_path, "Plan;Ist", *rows)), "words are no hours"


def test_where_nothing_is_known_the_hint_names_hours_and_a_command_that_runs(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("what;x y;z\na;3;4\nb;5;7\n", encoding="utf-8")
    with pytest.raises(UsageError, match="can't tell") as refused:
        look_at_table(str(file))
    assert f"acumen import {file} --hours 'x y' --taken z" in refused.value.hint
    assert "--prob" in refused.value.hint


@pytest.mark.parametrize(
    "head",
    [
        "Estimated probability;Actual",
        "Geschätzte Wahrscheinlichkeit;Tatsächlich",
        "Planned chance;Actual",
        "Odds said;Actual",
    ],
)
def test_a_column_that_calls_a_chance_holds_no_hours_and_what_came_stands_beside_it(tmp_path: Path, head: str) -> None:
    found = looked(tmp_path, f"Title;{head}", "A;0.4;1", "B;0.7;0", "C;0.2;0")
    said, came = head.split(";")
    assert (found.get("prob"), found.get("outcome")) == (said, came)
    assert "hours" not in found


@pytest.mark.parametrize("letter", "àáâãäåçèéêëìíîïñòóôõöùúûüýÿčďěňřšťůžőű")
def test_an_accent_makes_no_other_name(letter: str) -> None:
    plain = plain_name(f"s{letter}s")
    assert plain.isascii()
    assert plain == plain_name(f"S{letter.upper()}S") == plain_name(plain)
