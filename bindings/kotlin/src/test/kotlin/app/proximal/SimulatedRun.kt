/* A simulated person through a session, as fast as it goes: what an app does, with the clock in its hand. */
package app.proximal

import app.proximal.core.Answer
import app.proximal.core.BlockKind
import app.proximal.core.CueAt
import app.proximal.core.FeltAnswer
import app.proximal.core.Place
import app.proximal.core.SessionCommand
import app.proximal.core.SessionEvent
import app.proximal.core.SessionState
import kotlin.math.abs

/** The host ticks and hands over samples so often. */
private const val TICK_NS = 50_000_000L

/** The simulated person answers a question after so long. */
private const val THINKS_NS = 2_000_000_000L

/** ... and feels a pelvis that turns by so much. */
private const val FELT_DEG = 6.0

internal class SimulatedRun(
    private val session: Session,
    private val phone: SimulatedPhone,
    /** How the bytes of the simulated phone come to the session. */
    private val feed: (now: Long, frame: ByteArray, withSnapshot: Boolean) -> List<SessionEvent> = { now, frame, shown ->
        session.feed(direct(frame), now, shown)
    },
    /** What is to stand around each call of the session. */
    private val around: (call: () -> List<SessionEvent>) -> List<SessionEvent> = { it() },
) {
    /** All that the session told. */
    val events = mutableListOf<SessionEvent>()

    /** Readings handed over. */
    var readings = 0L
        private set
    private var waiting = mutableListOf<CueAt>()
    private var now = 0L

    /** Runs it to its end, or as long as [goesOn]. */
    fun run(goesOn: () -> Boolean = { true }): SimulatedRun {
        obey { session.start(now) }
        var askedNs = 0L
        while (!session.isDone && goesOn()) {
            check(now < 3600L * 1_000_000_000) { "the session does not end" }
            now += TICK_NS
            obey { session.tick(now, withSnapshot = false) }
            play()
            val frame = phone.frame(now)
            readings += (frame.size - 16) / 24
            obey { feed(now, frame, now / TICK_NS % 2 == 0L) }
            askedNs = if (isAsked()) askedNs + TICK_NS else 0
            if (askedNs >= THINKS_NS) {
                askedNs = 0
                reply()
            }
        }
        return this
    }

    private fun play() {
        val due = waiting.filter { it.due <= now }
        waiting.removeAll(due)
        for (cue in due) {
            phone.play(cue)
            obey { session.cuePlayed(cue.id, at = cue.due, now = now) }
        }
    }

    private fun obey(call: () -> List<SessionEvent>) {
        val told = around(call)
        phone.hear(now, told)
        for (event in told) {
            if (event is SessionEvent.Cue) waiting += event.v1
            if (event is SessionEvent.CancelCuesFrom) waiting.removeAll { it.id >= event.v1 }
        }
        events += told
    }

    private fun state() = session.snapshots.value?.state

    private fun isAsked() = state() in listOf(SessionState.FELT, SessionState.RESULT, SessionState.PAIN_CHECK)

    private fun reply() =
        when (state()) {
            SessionState.FELT -> obey { session.answer(Answer.Felt(felt()), now) }
            SessionState.RESULT -> obey { session.command(SessionCommand.SKIP, now) }
            else -> obey { session.answer(Answer.Pain(false), now) }
        }

    /** People feel what is large; the rest they take for steady. */
    private fun felt(): FeltAnswer {
        val unjudged = listOf(BlockKind.DEADBUG, BlockKind.SETUP, BlockKind.SETTLE)
        val done = phone.truth().reps.filter { it.block !in unjudged && !it.aborted }
        val steady = done.count { maxOf(abs(it.tiltPeakDeg), abs(it.rollPeakDeg)) < FELT_DEG }
        return FeltAnswer(steady.toUShort(), listOf(Place.BELLY, Place.FRONT_OF_HIP), toLandmark = null)
    }
}
