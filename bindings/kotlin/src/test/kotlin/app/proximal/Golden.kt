/*
 * Goldens: sessions as byte frames with their expected events, rep records and report (tests/golden).
 *
 * A container is a run of frames: length u32, kind u8, payload, CRC-32 over all three; little-endian.
 */
package app.proximal

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import app.proximal.core.Lang
import app.proximal.core.SessionEvent
import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.util.zip.CRC32
import kotlinx.coroutines.runBlocking

internal class Frame(val kind: Int, val payload: ByteArray) {
    override fun toString() = "kind $kind, ${payload.size} bytes"
}

internal const val HEADER = 1
internal const val INPUT = 2
internal const val REP = 3
internal const val EVENT = 4
internal const val PAGE = 5

/** The frames of a container; an error names the byte. */
internal fun readContainer(bytes: ByteArray): List<Frame> {
    val from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
    val frames = mutableListOf<Frame>()
    while (from.hasRemaining()) {
        val start = from.position()
        check(from.remaining() >= 9) { "byte $start: ends inside a frame" }
        val length = from.getInt()
        check(length in 0..from.remaining() - 5) { "byte $start: ends inside a frame" }
        val kind = from.get().toInt()
        val payload = ByteArray(length).also { from.get(it) }
        val sum = CRC32().apply { update(bytes, start, 5 + length) }.value.toInt()
        check(sum == from.getInt()) { "byte $start: the checksum does not fit" }
        frames += Frame(kind, payload)
    }
    return frames
}

internal fun writeContainer(frames: List<Frame>): ByteArray {
    val out = ByteBuffer.allocate(frames.sumOf { it.payload.size + 9 }).order(ByteOrder.LITTLE_ENDIAN)
    for (frame in frames) {
        val start = out.position()
        out.putInt(frame.payload.size).put(frame.kind.toByte()).put(frame.payload)
        val sum = CRC32().apply { update(out.array(), start, 5 + frame.payload.size) }
        out.putInt(sum.value.toInt())
    }
    return out.array()
}

/**
 * Runs a golden in [folder]; what differs from it, in words. A container without events and page, as a journal is, is
 * compared by its rep records only.
 */
internal fun runGolden(bytes: ByteArray, folder: File): List<String> {
    val frames = readContainer(bytes)
    val differences = mutableListOf<String>()
    val file = File(folder, "history.db").path
    val saved = Engine(file, NOW).use { engine ->
        val header = frames.first().also { check(it.kind == HEADER) { "it does not begin with its header" } }
        engine.beginAs(direct(header.payload), NOW).use { live ->
            compareSteps(live, frames.drop(1), differences)
            live.save(NOW)
        }.also { engine.shut() }
    }
    Engine(file, NOW).use { again ->
        val reps = frames.filter { it.kind == REP }.map { parse(it.payload) }
        differences += differ(reps, again.session(saved.id).reps, "saved reps")
        for (page in frames.filter { it.kind == PAGE }) {
            val got = runBlocking { again.sessionPage(saved.id, Lang.EN) }
            if (got != String(page.payload)) differences += "the page: ${firstDifference(String(page.payload), got)}"
        }
    }
    return differences
}

private fun compareSteps(live: LiveSession, frames: List<Frame>, differences: MutableList<String>) {
    val hasEvents = frames.any { it.kind == EVENT }
    var inputs = 0
    var at = 0
    while (at < frames.size) {
        if (frames[at].kind != INPUT) {
            check(frames[at].kind != HEADER) { "a second header" }
            at += 1
            continue
        }
        val step = give(live, frames[at].payload)
        // A golden may hold a reading of no sensor; nothing else goes wrong in it.
        step.fault?.takeIf { it.key != "live-bad-samples" }?.let { differences += "input $inputs: fault ${it.key}" }
        val expected = frames.drop(at + 1).takeWhile { it.kind != INPUT }
        if (hasEvents) {
            val events = expected.filter { it.kind == EVENT }.map { parse(it.payload) }
            differences += differ(events, step.events, "input $inputs: events")
        }
        val reps = expected.filter { it.kind == REP }.map { parse(it.payload) }
        differences += differ(reps, step.events.filterIsInstance<SessionEvent.RepFinished>().map { it.v1 }, "input $inputs: reps")
        at += 1 + expected.size
        inputs += 1
    }
}

/** One input; samples as samples, everything else as the container has it. */
private fun give(live: LiveSession, input: ByteArray): Step {
    val from = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN)
    val now = from.getLong()
    if (from.get() != 0.toByte()) return live.replay(direct(input), false)
    live.feed(now, direct(input.copyOfRange(9, input.size)))
    return live.take(false)
}

private fun parse(json: ByteArray): JsonNode = ObjectMapper().readTree(json)

private fun differ(expected: List<JsonNode>, got: List<Any>, what: String): List<String> {
    if (expected.size != got.size) return listOf("$what: ${expected.size} expected, ${got.size} came: $got")
    return expected.zip(got).flatMapIndexed { i, (want, have) -> differences(want, toJson(have), "$what[$i]") }
}

private fun firstDifference(want: String, got: String): String {
    val at = want.zip(got).indexOfFirst { (a, b) -> a != b }.takeIf { it >= 0 } ?: minOf(want.length, got.length)
    fun around(text: String) = text.substring((at - 40).coerceIn(0, text.length), (at + 40).coerceIn(0, text.length))
    return "character $at: expected …${around(want)}…, got …${around(got)}…"
}
