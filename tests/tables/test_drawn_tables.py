"""Tables of many dialects are read back exactly or refused with the column named."""

from collections import Counter
from pathlib import Path

from tests.tables.drawn_tables import draw
from tests.tables.judged_tables import judge

SEEDS = range(300)
LEAST_EXACT = 270


def test_none_of_three_hundred_tables_is_silently_wrong(tmp_path: Path) -> None:
    verdicts = {seed: judge(draw(seed), tmp_path) for seed in SEEDS}
    assert not {seed: why for seed, (verdict, why) in verdicts.items() if verdict == "wrong"}
    assert Counter(verdict for verdict, _ in verdicts.values())["exact"] >= LEAST_EXACT, (
        "it may not refuse its way through"
    )


def test_the_judge_knows_a_wrong_table(tmp_path: Path) -> None:
    drawn = draw(1)
    claim, chance, *rest = drawn.rows[0]
    drawn.rows[0] = (claim, chance + 0.01, *rest)  # type: ignore[assignment]  # a row of five
    assert judge(drawn, tmp_path)[0] == "wrong"
