/* What the tests share: a time, a history of their own, buffers, and limits that tell a deadlock from a test. */
package app.proximal

import app.proximal.core.Laid
import app.proximal.core.SessionSettings
import app.proximal.core.Side
import app.proximal.core.Source
import app.proximal.core.WallTime
import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.time.Duration
import org.junit.jupiter.api.Assertions.assertTimeoutPreemptively
import org.junit.jupiter.api.function.ThrowingSupplier

/** A Tuesday in September 2026, in summer time of Berlin. */
internal val NOW = WallTime(utcMs = 1_789_460_000_000, offsetMin = 120)

internal fun direct(bytes: ByteArray): ByteBuffer =
    ByteBuffer.allocateDirect(bytes.size).order(ByteOrder.LITTLE_ENDIAN).put(bytes).flip()

/** Runs [work] with a history of its own, in a folder that is gone afterwards. */
internal fun <T> withEngine(work: (engine: Engine, folder: File) -> T): T {
    val folder = Files.createTempDirectory("proximal-kotlin").toFile()
    try {
        return Engine(File(folder, "history.db").path, NOW).use { work(it, folder) }
    } finally {
        folder.deleteRecursively()
    }
}

/** Fails when [work] takes longer: it hangs. */
internal fun <T> within(seconds: Long, work: () -> T): T =
    assertTimeoutPreemptively(Duration.ofSeconds(seconds), ThrowingSupplier { work() })

internal fun legLowering(seed: ULong = 1uL) =
    SessionAsk(
        routine = checkNotNull(builtInRoutine("leg-lowering")),
        firstSide = Side.LEFT,
        source = Source.Simulated(seed),
        laid = Laid.UPRIGHT,
        settings = SessionSettings(cuesOnly = false, bandTone = false),
    )

/** A block frame of [readings], both sensors by turns: a phone that lies still, from [fromNs] on at 100 Hz. */
internal fun still(readings: Int, fromNs: Long = 0, receivedNs: Long = fromNs + readings * 5_000_000L): ByteArray {
    val block = SensorBlock(readings)
    repeat(readings) { i ->
        val at = fromNs + i / 2 * 10_000_000L
        if (i % 2 == 0) block.accelerometer(at, 0.1f, 0.2f, 9.8f) else block.gyroscope(at, 0.001f, 0f, 0f)
    }
    return block.frame(receivedNs).let { frame -> ByteArray(frame.remaining()).also { frame.get(it) } }
}
