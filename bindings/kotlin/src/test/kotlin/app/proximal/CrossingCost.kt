/*
 * What crossing costs, printed as a table; nothing is asserted. Run by `mvn test-compile exec:exec`.
 *
 * A block of 50 readings through Kotlin, less what Rust needs for them, beside an empty call of this language. What Rust
 * needs for 50 readings is told by blocks of 50 and of 500 in the same run: ten times more readings, one crossing.
 */
package app.proximal

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
        val small = Fed(engine, 50, withSnapshot = false)
        val large = Fed(engine, 500, withSnapshot = false)
        val shown = Fed(engine, 50, withSnapshot = true)
        val all = listOf(empty, small.timed, large.timed, shown.timed)
        // Round by round, so that a busy machine is busy for all of them.
        repeat(ROUNDS) { all.forEach { it.round() } }
        all.forEach { println("%-44s %9.2f µs".format(it.name, it.microseconds())) }
        val aReading = (large.timed.microseconds() - small.timed.microseconds()) / 450
        val crossing = small.timed.microseconds() - 50 * aReading
        println("%-44s %9.2f µs".format("a reading in Rust", aReading))
        println("%-44s %9.2f µs, %.2f of an empty call (bar: 2)".format("crossing with 50 readings", crossing, crossing / empty.microseconds()))
        listOf(small, large, shown).forEach { it.session.close() }
    }
    println("\nallocated in a whole simulated session")
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

    /** The median; the first rounds are the compiler's. */
    fun microseconds() = rounds.drop(rounds.size / 4).sorted().let { it[it.size / 2] }
}

/** A session that waits for a phone, and the blocks it gets: 100 Hz, each a continuation of the last. */
private class Fed(engine: Engine, readings: Int, withSnapshot: Boolean) {
    val session = Session(engine.begin(legLowering(), NOW)).also { it.start(0) }
    private val frame: ByteBuffer = direct(still(readings))
    private val lengthNs = readings / 2 * 10_000_000L
    private var now = 0L
    val timed = Timed("a block of $readings${if (withSnapshot) ", with snapshot" else ""}") {
        now += lengthNs
        for (at in 16 until frame.limit() step 24) frame.putLong(at, frame.getLong(at) + lengthNs)
        frame.putLong(8, now)
        session.feed(frame, now, withSnapshot)
    }
}

/** What feeding a whole simulated session allocates on the JVM's heap, block by block as it comes or as many as [fill] it. */
private fun allocations(fill: Int) = withEngine { engine, _ ->
    val heap = ManagementFactory.getThreadMXBean() as ThreadMXBean
    // Package `java.lang`'s own id: the deprecated one is what Java 17 has.
    @Suppress("DEPRECATION")
    fun allocated() = heap.getThreadAllocatedBytes(Thread.currentThread().id)
    Session(engine.begin(legLowering(), NOW)).use { session ->
        val block = SensorBlock()
        var spent = 0L
        var blocks = 0
        val run = SimulatedRun(session, SimulatedPhone(1uL, PersonKind.LOPSIDED)) { now, bytes, _ ->
            val frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
            val before = allocated()
            pack(frame, block)
            val told = if (block.size < fill) emptyList() else session.feed(block, now).also { blocks += 1 }
            spent += allocated() - before
            told
        }.run()
        runBlocking { session.save(NOW) }
        val name = "packing and feeding, blocks of ${run.readings / blocks}"
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
