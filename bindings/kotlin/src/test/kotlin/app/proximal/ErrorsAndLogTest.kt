/* What went wrong, by kind and in both languages; and the log, which names nobody. */
package app.proximal

import app.proximal.core.ExportFormat
import app.proximal.core.ExportWish
import app.proximal.core.Lang
import app.proximal.core.NewNote
import app.proximal.core.Sentence
import app.proximal.core.SentenceArg
import java.io.File
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ErrorsAndLogTest {
    @Test
    fun `each kind has a sentence in each language`() {
        val file = mapOf<String, SentenceArg>("file" to SentenceArg.Word("history.db"))
        fun says(key: String, args: Map<String, SentenceArg> = emptyMap()) = Sentence(key, args)
        val each = listOf<Pair<ErrorKind, ProximalException>>(
            ErrorKind.INVALID_INPUT to ProximalException.InvalidInput(says("error-invalid"), "d"),
            ErrorKind.CLOSED to ProximalException.Closed(says("error-closed"), "d"),
            ErrorKind.BUSY to ProximalException.Busy(says("error-busy"), "d"),
            ErrorKind.CANCELLED to ProximalException.Cancelled(says("error-cancelled"), "d"),
            ErrorKind.UNSUPPORTED to ProximalException.Unsupported(says("error-unsupported"), "d"),
            ErrorKind.NEWER_SCHEMA to ProximalException.NewerSchema(says("error-newer-history", file), "d"),
            ErrorKind.STORAGE to ProximalException.Storage(says("error-disk-full"), "d"),
            ErrorKind.CORRUPT to ProximalException.Corrupt(says("error-damaged-history", file), "d"),
            ErrorKind.SYNC_RETRY to ProximalException.SyncRetry(says("error-busy"), "d"),
            ErrorKind.SYNC_REJECTED to ProximalException.SyncRejected(says("error-invalid"), "d"),
            ErrorKind.INTERNAL to ProximalException.Internal(says("error-internal"), "d"),
        )
        assertEquals(ErrorKind.entries.toSet(), each.map { it.first }.toSet())
        for ((kind, error) in each) {
            assertEquals(kind, error.kind)
            assertEquals("d", error.detail)
            assertEquals("d", error.toString())
            val (english, german) = error.sentence(Lang.EN) to error.sentence(Lang.DE)
            assertTrue(english.endsWith(".") && german.endsWith("."), "$english / $german")
            assertNotEquals(english, german)
            assertFalse("error-" in english + german, "a key is no sentence")
        }
    }

    @Test
    fun `errors that happen name what can be done and no folder`(): Unit = withEngine { engine, folder ->
        val text = File(folder, "notes.txt").apply { writeText("not a database, but long enough to be looked at as one: ".repeat(40)) }
        val happened = mapOf(
            ErrorKind.STORAGE to { Engine(File(folder, "none/history.db").path, NOW) },
            ErrorKind.INVALID_INPUT to { Engine(text.path, NOW) },
        )
        for ((kind, open) in happened) {
            val e = assertThrows(ProximalException::class.java) { open() }
            assertEquals(kind, e.kind, "$e")
            for (lang in Lang.entries) assertFalse(folder.name in e.sentence(lang), e.sentence(lang))
        }
        val e = assertThrows(ProximalException.InvalidInput::class.java) { engine.session("abc") }
        assertEquals("There is no session abc.", e.sentence(Lang.EN).filter { it.code < 0x2000 })
        val unwritable = assertThrows(ProximalException.Storage::class.java) {
            runBlocking { engine.export(ExportFormat.REPS, ExportWish(null, null, true), File(folder, "no/reps.csv")) }
        }
        assertTrue("reps.csv" in unwritable.sentence(Lang.DE), unwritable.sentence(Lang.DE))
    }

    @Test
    fun `lines come with level and target, from a level on, and name no path`(): Unit = withEngine { engine, folder ->
        val lines = LinkedBlockingQueue<Triple<LogLevel, String, String>>()
        logTo(LogLevel.TRACE) { level, target, message -> lines += Triple(level, target, message) }
        try {
            Session(engine.begin(legLowering(), NOW)).use { session ->
                session.start(0)
                session.feed(direct(still(2)).put(16 + 8, 9), 1)
            }
            val (level, target, message) = aLine(lines.poll(20, TimeUnit.SECONDS))
            assertEquals(LogLevel.WARN, level)
            assertTrue(target.startsWith("proximal"), target)
            assertTrue("unknown sensor 9" in message, message)

            assertThrows(ProximalException::class.java) { engine.panicOnPurpose() }
            assertEquals(LogLevel.ERROR, aLine(lines.poll(20, TimeUnit.SECONDS)).first)
            // What fails with a path in hand.
            assertThrows(ProximalException::class.java) { Engine(File(folder, "none/history.db").path, NOW) }
            assertThrows(ProximalException::class.java) { runBlocking { engine.backUp(File(folder, "no/all.tar").path, NOW) } }
            File(folder, "torn.db").apply { writeBytes(File(folder, "history.db").readBytes().copyOf(6000)) }
                .let { runCatching { Engine(it.path, NOW).close() } }
            withEngine { other, _ ->
                other.note(NewNote(session = null, lift = null, carry = null, text = "hip pinched"), NOW)
                other.shut()
            }
            // The last of it.
            assertThrows(ProximalException::class.java) { engine.panicOnPurpose() }
            do {
                val line = aLine(lines.poll(20, TimeUnit.SECONDS))
                assertFalse("/" in line.third || "pinched" in line.third, line.third)
            } while (line.first != LogLevel.ERROR)
            // From a level on: a warning is below it.
            logTo(LogLevel.ERROR) { a, b, c -> lines += Triple(a, b, c) }
            Session(engine.begin(legLowering(), NOW)).use { session ->
                session.start(0)
                session.feed(direct(still(2)).put(16 + 8, 9), 1)
            }
            assertThrows(ProximalException::class.java) { engine.panicOnPurpose() }
            assertEquals(LogLevel.ERROR, aLine(lines.poll(20, TimeUnit.SECONDS)).first)
        } finally {
            logNowhere()
        }
        assertThrows(ProximalException::class.java) { engine.panicOnPurpose() }
        assertEquals(null, lines.poll(200, TimeUnit.MILLISECONDS), "nowhere is nowhere")
    }

    private fun <T : Any> aLine(value: T?): T {
        assertNotNull(value, "no line came")
        return checkNotNull(value)
    }
}
