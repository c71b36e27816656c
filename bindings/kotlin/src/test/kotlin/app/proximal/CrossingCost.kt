/*
 * What crossing costs, printed as a table; nothing is asserted. Run by `mvn test-compile exec:exec`.
 *
 * A block of 50 readings through Kotlin, less the very same block within Rust, beside an empty call of this language: all in one
 * run, by turns.
 */
package app.proximal

import app.proximal.core.SessionCommand
import app.proximal.core.SessionEvent
import com.sun.management.ThreadMXBean
import java.lang.management.ManagementFactory
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlinx.coroutines.runBlocking

private const val ROUNDS = 40
private const val CALLS = 200

fun main() {
    println("library: ${System.getProperty("jna.library.path")}, version ${version()}, Java ${System.getProperty("java.version")}")
    withEngine { engine, _ ->
        val empty = Timed("empty call (Engine.wasShaken)") { engine.wasShaken() }
        engine.begin(legLowering(), NOW).use { live ->
            live.command(0, SessionCommand.START)
            val frame = direct(still(50))
            val quiet = Timed("a block of 50") { live.feed(1, frame) }
            val shown = Timed("a block of 50, and a snapshot taken") {
                live.feed(1, frame)
                live.take(true)
            }
            val within = mutableListOf<Double>()
            // Round by round, so that a busy machine is busy for all of them.
            repeat(ROUNDS) {
                listOf(empty, quiet, shown).forEach { it.round() }
                within += live.measureFeed(1, frame, CALLS.toUInt()) / 1e3
            }
            val crossing = quiet.microseconds() - median(within)
            listOf(empty, quiet, shown).forEach { line(it.name, it.microseconds()) }
            line("the same block within Rust", median(within))
            line("crossing with 50 readings", crossing)
            println("%-44s %9.2f (bar: 2)".format("... in empty calls", crossing / empty.microseconds()))
        }
    }
    println("\nallocated in a whole simulated session, 200 readings a second")
    // The first is the compiler's.
    listOf(1, 1, 20, 50).forEach { allocations(fill = it) }
}

private class Timed(val name: String, private val call: () -> Unit) {
    private val rounds = mutableListOf<Double>()

    fun round() {
        val began = System.nanoTime()
        repeat(CALLS) { call() }
        rounds += (System.nanoTime() - began) / 1e3 / CALLS
    }

    fun microseconds() = median(rounds)
}

private fun line(name: String, microseconds: Double) = println("%-44s %9.2f µs".format(name, microseconds))

/** The median of what came after the first rounds: these are the compiler's. */
private fun median(rounds: List<Double>) = rounds.drop(rounds.size / 4).sorted().let { it[it.size / 2] }

/**
 * What a whole simulated session allocates on the JVM's heap, all that goes through [Session]: 20 ticks a second, cues,
 * answers, blocks of [fill] readings or as many as come in 50 ms, with a snapshot at each but at most ten a second.
 */
private fun allocations(fill: Int) = withEngine { engine, _ ->
    val heap = ManagementFactory.getThreadMXBean() as ThreadMXBean
    // Package `java.lang`'s own id: the deprecated one is what Java 17 has.
    @Suppress("DEPRECATION")
    fun allocated() = heap.getThreadAllocatedBytes(Thread.currentThread().id)
    Session(engine.begin(legLowering(), NOW)).use { session ->
        val block = SensorBlock()
        var spent = 0L
        var blocks = 0
        fun feed(now: Long, bytes: ByteArray, tenth: Boolean): List<SessionEvent> {
            pack(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), block)
            if (block.size < fill) return emptyList()
            blocks += 1
            return session.feed(block, now, withSnapshot = tenth || fill > 10)
        }
        val run = SimulatedRun(session, SimulatedPhone(1uL, PersonKind.LOPSIDED), ::feed) {
            val before = allocated()
            it().also { spent += allocated() - before }
        }.run()
        runBlocking { session.save(NOW) }
        val name = "blocks of ${run.readings / blocks}"
        println("%-44s %9.1f bytes a reading (bar: 200)".format(name, spent.toDouble() / run.readings))
    }
}

private fun pack(frame: ByteBuffer, block: SensorBlock) {
    for (at in 16 until frame.limit() step 24) {
        val x = frame.getFloat(at + 12)
        val y = frame.getFloat(at + 16)
        val z = frame.getFloat(at + 20)
        if (frame.getInt(at + 8) == 0) block.accelerometer(frame.getLong(at), x, y, z)
        else block.gyroscope(frame.getLong(at), x, y, z)
    }
}
