/*
 * Readings of a phone's sensors, gathered into a block frame.
 *
 * In: readings as Android's SensorEvent has them. Out: a direct buffer for Session.feed, LiveSession.feed, RaiseTest.feed
 * and Analyzer.feed. Little-endian: a header of 16 bytes, then 24 bytes a reading.
 */
package app.proximal

import java.nio.Buffer
import java.nio.ByteBuffer
import java.nio.ByteOrder

/** Whose units and signs the readings are in. */
public enum class Convention(internal val code: Byte) {
    /** m/s², face up at rest +9.81 on z; rad/s. */
    ANDROID(0),

    /** g, the whole vector's sign turned, as Core Motion has it; rad/s. */
    IOS(1),
}

/**
 * Gathers readings between two hand-overs. Nothing is allocated for a reading: the buffer is used again, and grows (to
 * twice its size) only when a block becomes longer than any before. Of one thread, the one that hears the sensors.
 *
 * @param readings how many readings there is room for at first: a tenth of a second of two sensors at 200 Hz are 40.
 */
public class SensorBlock(readings: Int = 256, private val convention: Convention = Convention.ANDROID) {
    private var bytes = room(readings.coerceIn(1, MOST))

    /** Readings since the last hand-over. */
    public var size: Int = 0
        private set

    /**
     * One reading, as a `SensorEvent` has it: `add(event.sensor.type, event.timestamp, event.values)`. Sensors other than
     * the accelerometer (1) and the gyroscope (4) are passed over.
     *
     * @param tNs the sensor's own stamp, nanoseconds.
     * @param values x, y, z and whatever follows.
     * @return whether it was taken; a block holds no more than 65,535.
     */
    public fun add(sensorType: Int, tNs: Long, values: FloatArray): Boolean {
        if (values.size < 3) return false
        return when (sensorType) {
            TYPE_ACCELEROMETER -> add(ACCELEROMETER, tNs, values[0], values[1], values[2])
            TYPE_GYROSCOPE -> add(GYROSCOPE, tNs, values[0], values[1], values[2])
            else -> false
        }
    }

    /** Specific force at [tNs] of the sensor's clock: m/s² (or g, by the block's convention). As [add]. */
    public fun accelerometer(tNs: Long, x: Float, y: Float, z: Float): Boolean = add(ACCELEROMETER, tNs, x, y, z)

    /** Angular rate at [tNs] of the sensor's clock: rad/s. As [add]. */
    public fun gyroscope(tNs: Long, x: Float, y: Float, z: Float): Boolean = add(GYROSCOPE, tNs, x, y, z)

    /**
     * The block frame of what was gathered. It is the buffer itself: hand it over before the next reading.
     *
     * @param receivedNs when the app had the block, on the session's clock.
     */
    public fun frame(receivedNs: Long): ByteBuffer {
        bytes.putShort(0, MAGIC).put(2, VERSION).put(3, convention.code)
        bytes.putShort(4, size.toShort()).putShort(6, 0).putLong(8, receivedNs)
        at(0, HEADER_BYTES + size * RECORD_BYTES)
        return bytes
    }

    /** Begins the next block. */
    public fun clear() {
        size = 0
        at(0, bytes.capacity())
    }

    private fun add(kind: Int, tNs: Long, x: Float, y: Float, z: Float): Boolean {
        if (size == MOST) return false
        val start = HEADER_BYTES + size * RECORD_BYTES
        if (start + RECORD_BYTES > bytes.capacity()) grow()
        // The limit is that of the last frame.
        at(0, bytes.capacity())
        // The three bytes behind the kind are unused.
        bytes.putLong(start, tNs).putInt(start + 8, kind)
        bytes.putFloat(start + 12, x).putFloat(start + 16, y).putFloat(start + 20, z)
        size += 1
        return true
    }

    private fun grow() {
        val wider = room((size * 2).coerceAtMost(MOST))
        at(0, HEADER_BYTES + size * RECORD_BYTES)
        wider.put(bytes)
        bytes = wider
    }

    // As Buffer: before Android 9 ByteBuffer has none of its own, and what was compiled against it would not be found.
    private fun at(position: Int, limit: Int) {
        (bytes as Buffer).limit(limit).position(position)
    }

    private companion object {
        /** "Px", read as little-endian. */
        const val MAGIC: Short = 0x7850
        const val VERSION: Byte = 1
        const val HEADER_BYTES = 16
        const val RECORD_BYTES = 24

        /** The count is a u16. */
        const val MOST = 65_535
        const val ACCELEROMETER = 0
        const val GYROSCOPE = 1

        /** `Sensor.TYPE_ACCELEROMETER` and `Sensor.TYPE_GYROSCOPE` of Android. */
        const val TYPE_ACCELEROMETER = 1
        const val TYPE_GYROSCOPE = 4

        fun room(readings: Int): ByteBuffer =
            ByteBuffer.allocateDirect(HEADER_BYTES + readings * RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN)
    }
}

/**
 * The bytes of this from its position to its limit, as the library must have them: it reads from the buffer's base address,
 * whatever the position. This itself where it begins there, otherwise a view.
 *
 * @throws IllegalArgumentException when this is not a direct buffer: the library cannot see the heap.
 */
public fun ByteBuffer.forLibrary(): ByteBuffer {
    require(isDirect) { "a block frame must lie in a direct buffer: ByteBuffer.allocateDirect" }
    return if (position() == 0) this else slice()
}
