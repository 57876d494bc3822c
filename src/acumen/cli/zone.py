"""The zone of this machine, with the offset that its clocks had or will have at each moment."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone, tzinfo

MINUTE_SECONDS = 60


class LocalZone(tzinfo):
    """What `TZ` says, else the system: any form the system's own library reads, with no tables of ours.

    A `TZ` that names no zone counts as UTC, as for `date` and every other program.
    """

    def utcoffset(self, at: datetime | None) -> timedelta:
        """The offset at a local time; of a time that comes twice, the first unless `fold` is 1."""
        if at is None:
            return timedelta(seconds=-time.timezone)
        return _offset(at.replace(tzinfo=None))

    def dst(self, at: datetime | None) -> timedelta | None:
        """Nobody asks."""
        del at
        return None

    def tzname(self, at: datetime | None) -> str:
        """`+01:00`."""
        return str(timezone(self.utcoffset(at)))

    def fromutc(self, at: datetime) -> datetime:
        """From the moment to what the clocks here show, `fold` set where they show it for the second time."""
        offset = _offset_at(at.replace(tzinfo=None))
        local = at.replace(tzinfo=None) + offset
        return local.replace(tzinfo=self, fold=int(_offset(local) != offset))

    def __repr__(self) -> str:
        """As a word."""
        return "LocalZone()"


def _offset(local: datetime) -> timedelta:
    """Of a naive local time; the standard one where the system can't show that year."""
    try:
        found = local.astimezone().utcoffset()
    except (OverflowError, OSError, ValueError):
        found = None
    return _whole(found)


def _offset_at(utc: datetime) -> timedelta:
    """The same at a naive moment of UTC."""
    try:
        found = utc.replace(tzinfo=UTC).astimezone().utcoffset()
    except (OverflowError, OSError, ValueError):
        found = None
    return _whole(found)


def _whole(offset: timedelta | None) -> timedelta:
    """In whole minutes, as a record can hold it; before there were zones, clocks went by the sun."""
    seconds = -time.timezone if offset is None else offset.total_seconds()
    return timedelta(minutes=round(seconds / MINUTE_SECONDS))


def local_moment(at: datetime) -> datetime:
    """The moment in the zone of this machine, where `at` names no other offset than the one the clocks here have then."""
    here = at.astimezone(LocalZone())
    return here if at.tzinfo is None or at.utcoffset() == here.utcoffset() else at
