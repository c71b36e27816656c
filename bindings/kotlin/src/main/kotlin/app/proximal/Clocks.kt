/*
 * The user's own time, as it enters Proximal with each command.
 *
 * In: a clock of java.time. Out: WallTime. The session's clock is another: monotonic nanoseconds, see Session.
 */
package app.proximal

import app.proximal.core.WallTime
import java.time.Clock
import java.time.OffsetDateTime

/**
 * What [clock] shows now, UTC and the offset in force, so that a session belongs to the day the user saw. Seconds within the
 * offset, as a few zones had them long ago, are dropped.
 */
public fun now(clock: Clock = Clock.systemDefaultZone()): WallTime = OffsetDateTime.now(clock).toWallTime()

/** The instant and offset of this, to the millisecond. */
public fun OffsetDateTime.toWallTime(): WallTime =
    WallTime(utcMs = toInstant().toEpochMilli(), offsetMin = (offset.totalSeconds / 60).toShort())
