/*
 * A live session as an app drives it.
 *
 * In: sensor blocks, ticks, commands and answers. Out: snapshots for the screen as a StateFlow, events as a Flow, and both as
 * the return value for whoever drives.
 */
package app.proximal

import app.proximal.core.Answer
import app.proximal.core.CueId
import app.proximal.core.Interruption
import app.proximal.core.MonoTime
import app.proximal.core.Sentence
import app.proximal.core.SessionCommand
import app.proximal.core.SessionEvent
import app.proximal.core.SessionId
import app.proximal.core.SessionRecord
import app.proximal.core.Snapshot
import app.proximal.core.WallTime
import java.nio.ByteBuffer
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.receiveAsFlow
import kotlinx.coroutines.withContext

/**
 * A session that runs. Any thread may call, and what one call brought about is told before what the next did. A call takes
 * microseconds; the one that ends the routine writes to the disk, so drive it from the thread of the sensors, not from the
 * one that draws. It is over with [save]; [close] lets go of it, and its journal stays for `Engine.recover` if it was not
 * saved.
 *
 * @param live what `Engine.begin` or `Engine.beginAs` made; closed with this.
 * @param clock the session's clock, monotonic nanoseconds. On Android `SystemClock::elapsedRealtimeNanos`, which goes on
 *   while the device sleeps.
 */
public class Session(private val live: LiveSession, private val clock: () -> MonoTime = System::nanoTime) : AutoCloseable {
    private val drawn = MutableStateFlow<Snapshot?>(null)
    private val happened = Channel<SessionEvent>(Channel.UNLIMITED)
    private val faulty = MutableStateFlow<Sentence?>(null)
    private val order = Any()

    /** All a screen needs, newest only; null before the first input. */
    public val snapshots: StateFlow<Snapshot?> = drawn.asStateFlow()

    /**
     * What happened, in order, each event once: nothing is lost while nobody listens, and it ends when the session is saved
     * or closed. Made for one listener, the one that plays the cues; use `shareIn` for more.
     */
    public val events: Flow<SessionEvent> = happened.receiveAsFlow()

    /** What could not be kept or read last, in a sentence; the session goes on. */
    public val fault: StateFlow<Sentence?> = faulty.asStateFlow()

    /** Its id. */
    public val id: SessionId
        get() = live.id()

    /** Whether it is over, its questions too. */
    public val isDone: Boolean
        get() = live.isDone()

    /** The session as it would be saved now. */
    public val record: SessionRecord
        get() = live.record()

    /** Whether a call was broken off by an error inside. */
    public val wasShaken: Boolean
        get() = live.wasShaken()

    /**
     * Hands over what [block] gathered, and begins it anew. Without [withSnapshot] the screen stays as it is: it draws less
     * often than sensors speak, and each [tick] brings a snapshot.
     *
     * @return what happened.
     */
    public fun feed(block: SensorBlock, now: MonoTime = clock(), withSnapshot: Boolean = false): List<SessionEvent> =
        try {
            feed(block.frame(now), now, withSnapshot)
        } finally {
            block.clear()
        }

    /**
     * One block frame, from the buffer's position to its limit; the buffer stays as it is.
     *
     * @throws IllegalArgumentException when the buffer is not direct.
     * @throws ProximalException.InvalidInput with the byte that cannot be; nothing of the frame was taken then.
     */
    public fun feed(frame: ByteBuffer, now: MonoTime = clock(), withSnapshot: Boolean = false): List<SessionEvent> =
        count(withSnapshot) { live.feed(now, frame.forLibrary()) }

    /** Time has passed; to be told 10 to 20 times a second. */
    public fun tick(now: MonoTime = clock(), withSnapshot: Boolean = true): List<SessionEvent> =
        count(withSnapshot) { live.tick(now) }

    /** Begins: from here on the session asks for the phone to be laid down. */
    public fun start(now: MonoTime = clock()): List<SessionEvent> = command(SessionCommand.START, now)

    /** The user wants something. */
    public fun command(command: SessionCommand, now: MonoTime = clock()): List<SessionEvent> =
        step { live.command(now, command) }

    /** The world got in the way; the session pauses and does not go on by itself. */
    public fun interrupt(by: Interruption, now: MonoTime = clock()): List<SessionEvent> = step { live.interrupt(now, by) }

    /** The user answers what `Snapshot.ask` asked. */
    public fun answer(answer: Answer, now: MonoTime = clock()): List<SessionEvent> = step { live.answer(now, answer) }

    /** The cue [id] was heard at [at]. */
    public fun cuePlayed(id: CueId, at: MonoTime, now: MonoTime = clock()): List<SessionEvent> =
        step { live.cuePlayed(now, id, at) }

    /** One input as a journal or a golden holds it, from the buffer's position to its limit. As [feed]. */
    public fun replay(input: ByteBuffer, withSnapshot: Boolean = true): List<SessionEvent> =
        step { live.replay(input.forLibrary(), withSnapshot) }

    /**
     * Saves it as it stands and ends it: later calls throw [ProximalException.Closed]. It runs to its end even if the
     * coroutine is cancelled. When it cannot be saved it goes on, with its journal.
     */
    public suspend fun save(now: WallTime = now()): SessionRecord =
        withContext(NonCancellable) { withContext(Dispatchers.IO) { live.save(now).also { happened.close() } } }

    /** Lets go of it. A call that is under way comes to its end. */
    override fun close() {
        live.close()
        happened.close()
    }

    /** Of most blocks and ticks there is nothing to tell, and a step costs more than they do. */
    private inline fun count(withSnapshot: Boolean, input: () -> UInt): List<SessionEvent> =
        synchronized(order) { if (input() == 0u && !withSnapshot) emptyList() else told(live.take(withSnapshot)) }

    private inline fun step(input: () -> Step): List<SessionEvent> = synchronized(order) { told(input()) }

    /** Within [order]. */
    private fun told(step: Step): List<SessionEvent> {
        // After `save` or `close` nobody listens any more.
        step.events.forEach { happened.trySend(it) }
        step.snapshot?.let { drawn.value = it }
        step.fault?.let { faulty.value = it }
        return step.events
    }
}
