/* Callers out of order: closing during calls, many threads, listeners that throw or call back, work broken off. */
package app.proximal

import app.proximal.core.ExportFormat
import app.proximal.core.ExportWish
import app.proximal.core.Lang
import app.proximal.core.NewNote
import app.proximal.core.SessionCommand
import java.io.File
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class HostileCallersTest {
    private val everything = ExportWish(session = null, span = null, noSignals = false)
    private val note = NewNote(session = null, lift = null, carry = null, text = "hip pinched")

    @AfterEach
    fun silence() = logNowhere()

    @Test
    fun `after a panic the engine says so and goes on`(): Unit = within(60) {
        withEngine { engine, _ ->
            assertFalse(engine.wasShaken())
            val e = assertThrows(ProximalException.Internal::class.java) { engine.panicOnPurpose() }
            assertEquals(ErrorKind.INTERNAL, e.kind)
            assertTrue(engine.wasShaken())
            engine.note(note, NOW)
            assertEquals(1, engine.notes(null).size)
        }
    }

    @Test
    fun `what is saved, shut or closed says so`(): Unit = within(60) {
        withEngine { engine, _ ->
            val live = engine.begin(legLowering(), NOW)
            val session = Session(live)
            session.start(0)
            runBlocking { session.save(NOW) }
            assertThrows(ProximalException.Closed::class.java) { session.tick(1) }
            assertThrows(ProximalException.Closed::class.java) { runBlocking { session.save(NOW) } }
            session.close()
            session.close()
            assertThrows(IllegalStateException::class.java) { session.tick(2) }

            engine.suspend()
            assertThrows(ProximalException.Closed::class.java) { engine.sessions(1u) }
            engine.resume(NOW)
            assertEquals(1, engine.sessions(5u).size)
            val later = engine.begin(legLowering(), NOW)
            engine.shut()
            engine.shut()
            assertThrows(ProximalException.Closed::class.java) { engine.note(note, NOW) }
            assertThrows(ProximalException.Closed::class.java) { engine.resume(NOW) }
            assertThrows(ProximalException.Closed::class.java) { runBlocking { engine.repair(NOW) } }
            // A session outlives its engine; only saving cannot be.
            later.command(0, SessionCommand.START)
            assertThrows(ProximalException.Closed::class.java) { later.save(NOW) }
            later.tick(1)
            later.close()
            engine.close()
            assertThrows(IllegalStateException::class.java) { engine.wasShaken() }
            assertThrows(IllegalStateException::class.java) { runBlocking { engine.tracesKept() } }
        }
    }

    @Test
    fun `closing during a call lets the call end`(): Unit = within(120) {
        repeat(20) {
            withEngine { engine, _ ->
                val session = Session(engine.begin(legLowering(), NOW))
                session.start(0)
                val frame = direct(still(50))
                val begun = CountDownLatch(3)
                val odd = ConcurrentLinkedQueue<Throwable>()
                val callers = List(3) { caller ->
                    thread {
                        begun.countDown()
                        try {
                            var now = 1L
                            while (true) if (caller == 0) session.feed(frame.duplicate(), now++) else engine.sessions(1u).also { session.tick(now++) }
                        } catch (_: IllegalStateException) {
                            // Closed: expected, and only this.
                        } catch (e: Throwable) {
                            odd += e
                        }
                    }
                }
                begun.await()
                session.close()
                engine.close()
                callers.forEach { it.join() }
                assertTrue(odd.isEmpty(), "$odd")
            }
        }
    }

    @Test
    fun `eight threads at once get answers or typed errors`() {
        val seconds = System.getProperty("hostile.seconds", "2").toLong()
        within(seconds + 120) {
            withEngine { engine, folder ->
                val session = Session(engine.begin(legLowering(), NOW))
                session.start(0)
                val frame = direct(still(50))
                val until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)
                val odd = ConcurrentLinkedQueue<Throwable>()
                val calls = AtomicInteger()
                val work = listOf<(Long) -> Any?>(
                    { session.feed(frame.duplicate(), it) },
                    { session.tick(it) },
                    { session.command(SessionCommand.entries[(it % 10).toInt().coerceAtLeast(0)], it) },
                    { engine.note(note, NOW) },
                    { engine.sessions(3u) },
                    { runBlocking { engine.export(ExportFormat.LINES, everything, File(folder, "all.jsonl")) } },
                    { if (it % 2 == 0L) engine.suspend() else engine.resume(NOW) },
                    { engine.undo(NOW); engine.redo(NOW) },
                )
                work.map { ask ->
                    thread {
                        var turn = 1L
                        while (System.nanoTime() < until) {
                            try {
                                ask(turn++ * 1_000_000)
                            } catch (e: ProximalException) {
                                if (e.kind !in setOf(ErrorKind.CLOSED, ErrorKind.BUSY)) odd += e
                            } catch (e: Throwable) {
                                odd += e
                            }
                            calls.incrementAndGet()
                        }
                    }
                }.forEach { it.join() }
                assertTrue(odd.isEmpty(), "${odd.take(3)}")
                assertTrue(calls.get() > 100, "$calls calls")
                assertFalse(engine.wasShaken() || session.wasShaken)
                session.close()
                engine.resume(NOW)
                assertTrue(runBlocking { engine.repair(NOW) }.isEmpty(), "the history is whole")
            }
        }
    }

    @Test
    fun `a log sink that throws changes nothing, and one may call back in`(): Unit = within(60) {
        withEngine { engine, _ ->
            Session(engine.begin(legLowering(), NOW)).use { session ->
                session.start(0)
                val bad = direct(still(2)).put(16 + 8, 9)
                val thrown = CountDownLatch(1)
                logTo(LogLevel.WARN) { _, _, _ -> thrown.countDown(); error("no room for lines") }
                session.feed(bad, 1)
                assertTrue(thrown.await(20, TimeUnit.SECONDS))
                val asked = CountDownLatch(1)
                logTo(LogLevel.WARN) { _, _, _ ->
                    // While the call that logs holds the session, and logs by itself.
                    session.isDone
                    engine.note(note, NOW)
                    session.feed(bad.duplicate(), 3)
                    asked.countDown()
                }
                session.feed(bad, 2)
                assertTrue(asked.await(20, TimeUnit.SECONDS), "the sink hangs")
                session.tick(4)
            }
        }
    }

    @Test
    fun `a progress that throws changes nothing, and one may call back in`(): Unit = within(120) {
        withHistory { engine, folder ->
            val file = File(folder, "all.jsonl")
            val done = runBlocking { engine.export(ExportFormat.LINES, everything, file) { _, _ -> error("no room") } }
            assertTrue(done.rows > 0uL)
            val heard = AtomicInteger()
            runBlocking {
                engine.export(ExportFormat.LINES, everything, File(folder, "again.jsonl")) { _, _ ->
                    engine.sessions(1u)
                    engine.note(note, NOW)
                    heard.incrementAndGet()
                }
                // The one thread that writes is at work: the listener waits for it, not it for the listener.
                engine.importFile(file) { _, _ ->
                    engine.note(note, NOW)
                    heard.incrementAndGet()
                }
            }
            assertTrue(heard.get() >= 2, "$heard")
        }
    }

    @Test
    fun `work that is cancelled leaves nothing behind`(): Unit = within(180) {
        withHistory { engine, folder ->
            val before = folder.list().orEmpty().toSet()
            val file = File(folder, "all.jsonl")
            Cancel().use { cancel ->
                cancel.cancel()
                val e = assertThrows(ProximalException.Cancelled::class.java) {
                    runBlocking { engine.export(ExportFormat.LINES, everything, file.path, null, cancel) }
                }
                assertTrue(e.sentence(Lang.EN).isNotBlank())
            }
            assertEquals(before, folder.list().orEmpty().toSet())

            repeat(10) { turn ->
                runBlocking(Dispatchers.Default) {
                    val begun = CompletableDeferred<Unit>()
                    val job = launch { engine.export(ExportFormat.LINES, everything, file) { _, _ -> begun.complete(Unit) } }
                    if (turn % 2 == 0) begun.await()
                    job.cancelAndJoin()
                }
                // Over when the coroutine is over: whole, or not there.
                val left = folder.list().orEmpty().toSet() - before
                assertTrue(left.isEmpty() || left == setOf(file.name), "$left")
                if (file.exists()) assertTrue(file.readText().endsWith("\n"))
                file.delete()
            }
            // And the engine is as before.
            assertTrue(runBlocking { engine.export(ExportFormat.LINES, everything, file) }.rows > 0uL)
        }
    }

    @Test
    fun `an import that is cancelled took nothing`(): Unit = within(180) {
        withHistory { engine, folder ->
            val file = File(folder, "all.jsonl")
            runBlocking { engine.export(ExportFormat.LINES, everything, file) }
            withEngine { other, _ ->
                runBlocking(Dispatchers.Default) {
                    val job = launch(start = kotlinx.coroutines.CoroutineStart.UNDISPATCHED) { other.importFile(file) }
                    job.cancelAndJoin()
                }
                // All of it, when it was too quick, or nothing.
                assertTrue(other.sessions(9u).size in setOf(0, engine.sessions(9u).size))
                runBlocking { other.importFile(file) }
                assertEquals(engine.sessions(9u).map { it.id }, other.sessions(9u).map { it.id })
            }
        }
    }

    /** A history with a whole session's signals and a few broken-off ones. */
    private fun withHistory(work: (Engine, File) -> Unit) = withEngine { engine, folder ->
        Session(engine.begin(legLowering(3uL), NOW)).use { session ->
            SimulatedRun(session, SimulatedPhone(3uL, PersonKind.STEADY)).run()
            runBlocking { session.save(NOW) }
        }
        repeat(30) { engine.note(note, NOW) }
        work(engine, folder)
    }
}
