/* Frames that cannot be, numbers that cannot be: a typed error or nothing, and the session goes on. */
package app.proximal

import app.proximal.core.Laid
import app.proximal.core.NewNote
import app.proximal.core.SessionState
import app.proximal.core.Side
import app.proximal.core.WallTime
import app.proximal.core.Wish
import java.nio.ByteBuffer
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class HostileFramesTest {
    /** Whether the frame was taken; anything but InvalidInput fails the test. */
    private fun isTaken(feed: () -> Unit): Boolean =
        try {
            feed()
            true
        } catch (e: ProximalException.InvalidInput) {
            assertTrue("byte" in e.detail, e.detail)
            false
        }

    private fun eachDoor(work: (feed: (ByteBuffer) -> Unit) -> Unit) = within(60) {
        withEngine { engine, _ ->
            Session(engine.begin(legLowering(), NOW)).use { session ->
                session.start(0)
                work { session.feed(it, now = 1_000_000) }
                session.tick(2_000_000)
                assertEquals(SessionState.PLACING, session.snapshots.value?.state)
            }
        }
        Analyzer(Laid.UPRIGHT, emptyList(), emptyList()).use { analyzer -> work { analyzer.feed(it.forLibrary()) } }
        RaiseTest().use { raise -> work { raise.feed(it.forLibrary()) } }
    }

    @Test
    fun `of frames of 0 to 200 bytes only whole ones are taken`(): Unit = eachDoor { feed ->
        val whole = still(readings = 7)
        val taken = (0..200).filter { length -> isTaken { feed(direct(whole.copyOf(length))) } }
        assertEquals(listOf(16 + 7 * 24), taken)
    }

    @Test
    fun `with a bit of the header flipped only flags and stamp are still a frame`(): Unit = eachDoor { feed ->
        val whole = still(readings = 2)
        val taken = (0 until 16).filter { byte ->
            (0 until 8).map { bit ->
                val bent = whole.copyOf()
                bent[byte] = (bent[byte].toInt() xor (1 shl bit)).toByte()
                isTaken { feed(direct(bent)) }
            }.any { it }
        }
        // The convention's lowest bit says iOS: a frame too.
        assertEquals(listOf(3) + (6..15), taken)
    }

    @Test
    fun `counts that promise more or less than there is are refused`(): Unit = eachDoor { feed ->
        for (count in listOf(0, 1, 3, 255, 0x7fff, 0x8000, 0xffff)) {
            val bent = direct(still(readings = 2)).putShort(4, count.toShort())
            assertTrue(!isTaken { feed(bent) }, "$count")
        }
    }

    @Test
    fun `numbers that no sensor says change nothing`(): Unit = eachDoor { feed ->
        val odd = floatArrayOf(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE, -0f)
        val stamps = longArrayOf(Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE)
        for (stamp in stamps) {
            for (received in stamps) {
                val block = SensorBlock()
                odd.forEach { block.accelerometer(stamp, it, it, it) || block.gyroscope(stamp, it, it, it) }
                assertTrue(isTaken { feed(block.frame(received)) })
            }
        }
    }

    @Test
    fun `a reading of no known sensor ends its frame and is said`(): Unit = within(60) {
        withEngine { engine, _ ->
            Session(engine.begin(legLowering(), NOW)).use { session ->
                session.start(0)
                val frame = direct(still(readings = 4)).put(16 + 2 * 24 + 8, 9)
                session.feed(frame, now = 1)
                assertNotNull(session.fault.value)
                session.tick(2)
            }
        }
    }

    @Test
    fun `clocks at their ends, and running backwards, are borne`(): Unit = within(60) {
        withEngine { engine, _ ->
            for (now in listOf(Long.MIN_VALUE, Long.MAX_VALUE, -1, 0)) {
                Session(engine.begin(legLowering(), NOW)).use { session ->
                    session.start(0)
                    session.tick(now)
                    session.feed(direct(still(readings = 4)), now)
                    session.cuePlayed(ULong.MAX_VALUE, Long.MIN_VALUE, now)
                    session.tick(0)
                    session.tick(Long.MAX_VALUE)
                    session.tick(Long.MIN_VALUE)
                }
            }
        }
    }

    @Test
    fun `counts and days at their ends are answered or refused`(): Unit = within(60) {
        withEngine { engine, _ ->
            assertEquals(0, engine.sessions(UInt.MAX_VALUE).size)
            assertEquals(0, engine.sessions(0u).size)
            val ends = listOf(WallTime(Long.MIN_VALUE, Short.MIN_VALUE), WallTime(Long.MAX_VALUE, Short.MAX_VALUE))
            val asked = listOf<(WallTime) -> Any?>(
                { engine.due(it) },
                { engine.week(it) },
                { engine.note(NewNote(null, null, null, "x"), it) },
                { engine.begin(legLowering(), it).use { live -> live.tick(0) } },
                { runBlocking { engine.thin(0u, Wish.TELL, it) { _, _ -> } } },
                { runBlocking { engine.thin(UShort.MAX_VALUE, Wish.TELL, it) { _, _ -> } } },
                { runBlocking { engine.orphans(it) } },
            )
            for (now in ends) {
                for (ask in asked) {
                    try {
                        ask(now)
                    } catch (e: ProximalException) {
                        assertTrue(e.kind != ErrorKind.INTERNAL, "$e")
                    }
                }
            }
            assertTrue(!engine.wasShaken())
        }
    }

    @Test
    fun `inputs that cannot be are refused by replay and by a header`(): Unit = within(60) {
        withEngine { engine, _ ->
            engine.begin(legLowering(), NOW).use { live ->
                for (length in 0..40) {
                    for (tag in 0..8) {
                        val bytes = ByteArray(length) { if (it == 8) tag.toByte() else 0x7f }
                        try {
                            live.replay(direct(bytes), false)
                        } catch (_: ProximalException.InvalidInput) {
                            continue
                        }
                    }
                }
                live.tick(0)
            }
            for (text in listOf("", "{", "{}", "[]", "null", "{\"id\":3}", "\u0000")) {
                assertThrows(ProximalException.InvalidInput::class.java) { engine.beginAs(direct(text.toByteArray()), NOW) }
            }
        }
    }

    @Test
    fun `a routine that cannot be done is refused with its field`() {
        val routine = checkNotNull(builtInRoutine("leg-lowering"))
        val none = assertThrows(ProximalException.InvalidInput::class.java) { checkRoutine(routine.copy(blocks = emptyList())) }
        assertTrue("blocks" in none.detail, none.detail)
        for (reps in listOf(0, UShort.MAX_VALUE.toInt())) {
            val bent = routine.copy(blocks = routine.blocks.map { it.copy(reps = reps.toUShort()) })
            assertThrows(ProximalException.InvalidInput::class.java) { planOf(bent, Side.LEFT) }
        }
    }
}
