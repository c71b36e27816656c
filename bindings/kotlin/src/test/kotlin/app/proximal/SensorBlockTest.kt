/* The packer: what it writes, byte by byte, and that it can be used again. */
package app.proximal

import app.proximal.core.Laid
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.math.cos
import kotlin.math.sin
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class SensorBlockTest {
    private fun bytes(frame: ByteBuffer) = ByteArray(frame.remaining()).also { frame.duplicate().get(it) }

    @Test
    fun `a frame is a header of 16 bytes and 24 bytes a reading, little-endian`() {
        val block = SensorBlock(2)
        assertTrue(block.add(1, 0x0102030405060708, floatArrayOf(1f, -2f, 9.81f)))
        assertTrue(block.add(4, 9, floatArrayOf(0.5f, 0f, 0f, 7f)))
        assertFalse(block.add(2, 9, floatArrayOf(0f, 0f, 0f)), "a magnetometer")
        assertFalse(block.add(1, 9, floatArrayOf(0f)), "too few values")
        val got = ByteBuffer.wrap(bytes(block.frame(receivedNs = -3))).order(ByteOrder.LITTLE_ENDIAN)
        assertEquals(16 + 2 * 24, got.remaining())
        assertEquals("Px", String(byteArrayOf(got.get(), got.get())))
        assertEquals(listOf<Byte>(1, 0), listOf(got.get(), got.get()), "version, convention")
        assertEquals(listOf<Short>(2, 0), listOf(got.getShort(), got.getShort()), "count, flags")
        assertEquals(-3, got.getLong())
        assertEquals(0x0102030405060708, got.getLong())
        assertEquals(0, got.getInt())
        assertEquals(listOf(1f, -2f, 9.81f), List(3) { got.getFloat() })
        assertEquals(9, got.getLong())
        assertEquals(1, got.getInt())
        assertEquals(listOf(0.5f, 0f, 0f), List(3) { got.getFloat() })
    }

    @Test
    fun `a block that is used again says what a new one says, in the same buffer`() {
        val block = SensorBlock(4)
        repeat(4) { block.accelerometer(it.toLong(), 1f, 2f, 3f) }
        val first = block.frame(1)
        block.clear()
        block.gyroscope(7, 4f, 5f, 6f)
        val second = block.frame(2)
        assertSame(first, second)
        val fresh = SensorBlock(1).apply { gyroscope(7, 4f, 5f, 6f) }
        assertEquals(bytes(fresh.frame(2)).toList(), bytes(second).toList())
    }

    @Test
    fun `a block grows, and takes no more than a frame can count`() {
        val block = SensorBlock(1)
        repeat(65_535) { assertTrue(block.accelerometer(it.toLong(), it.toFloat(), 0f, 9.81f)) }
        assertFalse(block.accelerometer(0, 0f, 0f, 0f))
        val frame = block.frame(0)
        assertEquals(16 + 65_535 * 24, frame.remaining())
        assertEquals(-1, frame.getShort(4), "65,535")
        assertEquals(65_534f, frame.getFloat(16 + 65_534 * 24 + 12))
        block.clear()
        assertTrue(block.accelerometer(0, 0f, 0f, 0f))
    }

    @Test
    fun `the core reads what was packed, in the units of either convention`() {
        val tilt = Convention.entries.map { convention ->
            val block = SensorBlock(1000, convention)
            val g = if (convention == Convention.IOS) -1f else 9.80665f
            val (y, z) = sin(Math.toRadians(20.0)).toFloat() * g to cos(Math.toRadians(20.0)).toFloat() * g
            repeat(1000) { block.accelerometer(it * 10_000_000L, 0f, y, z) }
            Analyzer(Laid.UPRIGHT, emptyList(), emptyList()).use { it.feed(block.frame(0)).last().phoneDeg[0] }
        }
        assertEquals(20.0, tilt[0], 0.01)
        assertEquals(tilt[0], tilt[1], 1e-3)
    }

    @Test
    fun `a buffer that begins elsewhere is read from there, and one on the heap is refused`() {
        val frame = still(10)
        val within = ByteBuffer.allocateDirect(frame.size + 100)
        within.position(37)
        within.put(frame)
        within.limit(within.position()).position(37)
        Analyzer(Laid.UPRIGHT, emptyList(), emptyList()).use { analyzer ->
            assertEquals(5, analyzer.feed(within.forLibrary()).size)
            assertEquals(37, within.position(), "the buffer stays as it is")
        }
        assertThrows(IllegalArgumentException::class.java) { ByteBuffer.wrap(frame).forLibrary() }
    }
}
