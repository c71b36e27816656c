/* The layer above the generated code: flows, time, opening. */
package app.proximal

import app.proximal.core.Interruption
import app.proximal.core.SessionCommand
import app.proximal.core.SessionEvent
import app.proximal.core.SessionState
import app.proximal.core.WallTime
import java.io.File
import java.time.Clock
import java.time.Instant
import java.time.ZoneId
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class SessionTest {
    @Test
    fun `snapshots show the newest, events lose none`(): Unit = within(60) {
        withEngine { engine, _ ->
            val session = Session(engine.begin(legLowering(), NOW))
            assertNull(session.snapshots.value)
            runBlocking {
                val shown = async(start = CoroutineStart.UNDISPATCHED) { session.snapshots.filterNotNull().first { it.state == SessionState.PAUSED } }
                val told = async(start = CoroutineStart.UNDISPATCHED) { session.events.toList() }
                val returned = session.start(0) + session.tick(50_000_000) + session.interrupt(Interruption.CALL, 100_000_000)
                assertEquals(100_000_000, shown.await().at)
                session.close()
                assertEquals(returned, told.await())
                assertTrue(returned.any { it is SessionEvent.Paused }, "$returned")
            }
        }
    }

    @Test
    fun `a feed without a snapshot leaves the screen as it is`(): Unit = within(60) {
        withEngine { engine, _ ->
            Session(engine.begin(legLowering(), NOW)).use { session ->
                session.start(0)
                session.tick(1_000)
                session.feed(direct(still(10)), 2_000)
                assertEquals(1_000, session.snapshots.value?.at)
                session.feed(direct(still(10)), 3_000, withSnapshot = true)
                assertEquals(3_000, session.snapshots.value?.at)
            }
        }
    }

    @Test
    fun `a block is begun anew after it was handed over, also when nobody takes it`(): Unit = within(60) {
        withEngine { engine, _ ->
            val session = Session(engine.begin(legLowering(), NOW)) { 5_000 }
            val block = SensorBlock()
            block.accelerometer(0, 0f, 0f, 9.81f)
            session.start()
            session.feed(block)
            assertEquals(0, block.size)
            session.close()
            block.accelerometer(0, 0f, 0f, 9.81f)
            assertThrows(IllegalStateException::class.java) { session.feed(block) }
            assertEquals(0, block.size)
        }
    }

    @Test
    fun `a buffer at another position says the same to a session, one on the heap nothing`(): Unit = within(60) {
        withEngine { engine, _ ->
            val frame = still(10)
            val moved = java.nio.ByteBuffer.allocateDirect(frame.size + 64)
            moved.position(64)
            moved.put(frame)
            moved.position(64)
            Session(engine.begin(legLowering(), NOW)).use { session ->
                session.start(0)
                session.feed(moved, 1)
                session.feed(moved.asReadOnlyBuffer(), 2)
                assertThrows(IllegalArgumentException::class.java) { session.feed(java.nio.ByteBuffer.wrap(frame), 3) }
                assertThrows(IllegalArgumentException::class.java) { session.replay(java.nio.ByteBuffer.wrap(frame)) }
                assertNull(session.fault.value)
            }
        }
    }

    @Test
    fun `now is what the clock shows, with the offset in force`() {
        val summer = Clock.fixed(Instant.parse("2026-09-15T08:00:00.123456Z"), ZoneId.of("Europe/Berlin"))
        assertEquals(WallTime(1_789_459_200_123, 120), now(summer))
        val west = Clock.fixed(Instant.parse("1969-12-31T23:59:59.999Z"), ZoneId.of("America/St_Johns"))
        assertEquals(WallTime(-1, -210), now(west))
    }

    @Test
    fun `an engine is opened off the caller's thread and used as a resource`(): Unit = within(60) {
        withEngine { _, folder ->
            assertThrows(ProximalException.Storage::class.java) { runBlocking { openEngine(File(folder, "none/x.db")) } }
            runBlocking {
                openEngine(File(folder, "other.db"), NOW).use { other ->
                    assertEquals(0, other.sessions(1u).size)
                    Session(other.begin(legLowering(), NOW)).use { session ->
                        session.start(0)
                        session.command(SessionCommand.STOP, 1)
                        session.save(NOW)
                    }
                    assertEquals(1, other.sessions(2u).size)
                }
            }
        }
    }
}
