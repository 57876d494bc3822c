from acumen.ledger import schema
from tests.ledger.power_cuts import cut_power, live

N_CUTS = 400  # `make study ONLY=attacks` makes ten thousand


def test_after_a_power_cut_at_any_instant_every_acknowledged_record_is_there_and_nothing_half() -> None:
    life = live()
    assert {event.what for event in life.events} == {"write", "truncate", "sync", "delete", "tell"}
    found = cut_power(life, n_cuts=N_CUTS, seed=20261127)
    assert (found.n_lost, found.n_half, found.n_unsound) == (0, 0, 0)
    assert found.n_cuts == N_CUTS
    assert found.n_torn > N_CUTS / 10, "else little was cut"


def test_the_ledger_asks_the_disk_and_not_only_the_system() -> None:
    assert "synchronous = EXTRA" in schema.PRAGMAS
    events = live(n_batches=2).events
    told = [place for place, event in enumerate(events) if event.what == "tell"]
    for place in told:
        before = [event for event in events[:place] if event.what != "tell"]
        deleted = max(number for number, event in enumerate(before) if event.what == "delete")
        assert before[deleted].is_sure, "the folder was synced when the journal went, before anybody was told"
