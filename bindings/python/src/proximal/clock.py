"""The user's own time: the core never asks for it, so each command carries it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ._native.proximal_core import WallTime


def wall(at: datetime | None = None) -> WallTime:
    """``at``, or now, as the core has it. A ``datetime`` without a zone is local time."""
    at = (at or datetime.now()).astimezone()
    offset = at.utcoffset() or timedelta()
    return WallTime(utc_ms=round(at.timestamp() * 1000), offset_min=int(offset.total_seconds() // 60))


def moment(at: WallTime) -> datetime:
    """``at`` with the zone it was in."""
    zone = timezone(timedelta(minutes=at.offset_min))
    return datetime.fromtimestamp(at.utc_ms / 1000, zone)
