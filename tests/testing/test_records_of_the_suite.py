"""What the suite for stores is made of: records a minute apart, in the order of their numbers."""

from datetime import timedelta

import pytest

from acumen.testing.records import MOMENT, id_of, noted, redacted


@pytest.mark.parametrize("number", [0, 1, 7])
def test_a_record_is_as_many_minutes_late_as_its_number_says(number: int) -> None:
    for sealed in (noted(number, "a note"), redacted(number, id_of(1))):
        envelope = sealed.open_envelope()
        assert (envelope.id, envelope.happened_at) == (id_of(number), MOMENT + timedelta(minutes=number))
