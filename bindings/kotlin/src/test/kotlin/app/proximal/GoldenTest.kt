/* The golden sessions, and that the comparison would see a difference. */
package app.proximal

import com.fasterxml.jackson.databind.ObjectMapper
import java.io.File
import java.nio.file.Files
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import app.proximal.core.Lang

class GoldenTest {
    private val goldens: List<File> =
        File(System.getProperty("goldens")).listFiles { file -> file.extension == "golden" }.orEmpty().sorted()

    private fun run(bytes: ByteArray): List<String> {
        val folder = Files.createTempDirectory("proximal-golden").toFile()
        return try {
            within(300) { runGolden(bytes, folder) }
        } finally {
            folder.deleteRecursively()
        }
    }

    @TestFactory
    fun `a golden runs as it is written`(): List<DynamicTest> =
        goldens.map { DynamicTest.dynamicTest(it.name) { assertEquals(emptyList<String>(), run(it.readBytes())) } }

    @Test
    fun `a golden with one bit of a float changed fails`() {
        val frames = readContainer(goldens.firstOrNull()?.readBytes() ?: recorded)
        assertEquals(emptyList<String>(), run(writeContainer(frames)))
        val changed = frames.indexOfFirst { it.kind == REP }
        val rep = frames[changed].payload
        // The lowest bit of the first decimal of an excursion: 4.1 is 4.0.
        val bent = rep.copyOf()
        val digit = Regex("\"peak_deg\":\\{?(?:\"value\":)?\\[?-?\\d+\\.(\\d)").find(String(rep))!!.groups[1]!!.range.first
        bent[digit] = (bent[digit].toInt() xor 1).toByte()
        val damaged = writeContainer(frames).also { whole ->
            val at = String(whole, Charsets.ISO_8859_1).indexOf(String(rep, Charsets.ISO_8859_1)) + digit
            whole[at] = bent[digit]
        }
        assertThrows(IllegalStateException::class.java) { run(damaged) }
        val told = run(writeContainer(frames.mapIndexed { i, frame -> if (i == changed) Frame(REP, bent) else frame }))
        assertTrue(told.isNotEmpty() && told.all { "peak_deg" in it }, "$told")
    }

    @Test
    fun `a bit of a float that a sensor said changes what comes out`() {
        val frames = readContainer(recorded)
        val lastRep = frames.indexOfLast { it.kind == REP }
        val at = frames.indices.last { it < lastRep - 20 && isSamples(frames[it]) }
        val bent = frames[at].payload.copyOf()
        // The highest bit of an exponent of the last record's z.
        bent[bent.size - 1] = (bent.last().toInt() xor 0x40).toByte()
        val told = run(writeContainer(frames.mapIndexed { i, frame -> if (i == at) Frame(INPUT, bent) else frame }))
        assertTrue(told.isNotEmpty())
    }

    private fun isSamples(frame: Frame) = frame.kind == INPUT && frame.payload.size > 100 && frame.payload[8] == 0.toByte()

    @Test
    fun `floats are compared at 1e-9, everything else exactly`() {
        val json = ObjectMapper()
        fun told(want: String, got: String) = differences(json.readTree(want), json.readTree(got), "it").size
        assertEquals(0, told("""{"a":1.0000000001,"b":[1,"x"],"c":null}""", """{"a":1.0,"b":[1,"x"]}"""))
        assertEquals(1, told("""{"a":1.000000002}""", """{"a":1.0}"""))
        assertEquals(0, told("""{"a":1000000000.5}""", """{"a":1000000001.0}"""), "relative")
        assertEquals(1, told("""{"a":1}""", """{"a":2}"""))
        assertEquals(1, told("""{"a":1}""", """{"a":1.0}"""), "an integer is no float")
        assertEquals(1, told("""[1,2]""", """[1]"""))
        assertEquals(2, told("""{"tilt":1}""", """{"tilt_deg":1}"""), "keys")
    }

    private companion object {
        /** A session's own journal, with the page that was made of it: the form of a golden. */
        val recorded: ByteArray by lazy {
            withEngine { engine, folder ->
                Session(engine.begin(legLowering(7uL), NOW)).use { session ->
                    SimulatedRun(session, SimulatedPhone(7uL, PersonKind.SLOPPY)).run()
                    val journal = folder.listFiles().orEmpty().single { it.extension == "journal" }.readBytes()
                    val saved = runBlocking { session.save(NOW) }
                    val page = runBlocking { engine.sessionPage(saved.id, Lang.EN) }
                    writeContainer(readContainer(journal) + Frame(PAGE, page.toByteArray()))
                }
            }
        }
    }
}
