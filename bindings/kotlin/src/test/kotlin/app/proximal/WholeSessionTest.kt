/* One whole session: simulated source, live session, saved, reopened, report. */
package app.proximal

import app.proximal.core.Lang
import app.proximal.core.SessionEvent
import app.proximal.core.Side
import java.io.File
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class WholeSessionTest {
    @Test
    fun `a session is the same to the last digit after it was saved and opened again`(): Unit = within(300) {
        withEngine { engine, folder ->
            val session = Session(engine.begin(legLowering(), NOW))
            val run = SimulatedRun(session, SimulatedPhone(1uL, PersonKind.LOPSIDED)).run()
            val saved = runBlocking { session.save(NOW) }
            assertNull(session.fault.value)
            session.close()
            engine.shut()

            assertEquals(10, saved.reps.size)
            assertEquals(saved.reps, run.events.filterIsInstance<SessionEvent.RepFinished>().map { it.v1 })
            // All of them, once, in order, though nobody listened while it ran.
            assertEquals(run.events, runBlocking { session.events.toList() })
            reopened(folder) { again ->
                val read = again.session(saved.id)
                assertEquals(saved, read)
                assertTrue(again.interrupted().isEmpty(), "the journal is gone")
                for (lang in Lang.entries) {
                    val page = runBlocking { again.sessionPage(saved.id, lang) }
                    val words = Words(lang)
                    saved.reps.map { words.verdict(it.verdict) }.toSet().forEach { assertTrue(it in page, it) }
                }
                // Lopsided: the right is worse than the left.
                val (left, right) = saved.reps.partition { it.key.side == Side.LEFT }
                assertTrue(right.sumOf { it.tilt.peakDeg.value } > left.sumOf { it.tilt.peakDeg.value })
            }
        }
    }

    @Test
    fun `a session that was not saved is offered again`(): Unit = within(120) {
        withEngine { engine, folder ->
            Session(engine.begin(legLowering(), NOW)).use { session ->
                val run = SimulatedRun(session, SimulatedPhone(2uL, PersonKind.STEADY))
                run.run { run.events.none { it is SessionEvent.RepFinished } }
            }
            engine.shut()
            reopened(folder) { again ->
                val kept = again.recover(again.interrupted().single(), NOW)
                assertEquals(1, kept.reps.size)
                assertTrue(again.interrupted().isEmpty())
                assertEquals(kept, again.newest())
                assertFalse(again.wasShaken())
            }
        }
    }

    private fun reopened(folder: File, ask: (Engine) -> Unit) = Engine(File(folder, "history.db").path, NOW).use(ask)
}
