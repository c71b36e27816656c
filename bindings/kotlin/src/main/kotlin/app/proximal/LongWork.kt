/*
 * Long work as coroutines have it: suspending, with progress as a lambda, and over when the coroutine goes on.
 *
 * In: an Engine and files. Out: what was done, or ProximalException. A coroutine that is cancelled waits until the work has
 * broken off, so nothing of it happens afterwards; a file is there whole or not at all, what is read is taken whole or not.
 */
package app.proximal

import app.proximal.core.ExportFormat
import app.proximal.core.ExportWish
import app.proximal.core.Exported
import app.proximal.core.Freed
import app.proximal.core.Imported
import app.proximal.core.WallTime
import app.proximal.core.Wish
import java.io.File
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.withContext

/**
 * Hears how far long work is: so many of so many, null where nobody knows of how many. Called on a thread of the engine's;
 * it may call the engine, and what it throws is dropped.
 */
public typealias OnProgress = (done: ULong, total: ULong?) -> Unit

/**
 * Opens the history in [file], or makes it; its folder must be there.
 *
 * @throws ProximalException when it is something else, too new, or cannot be opened.
 */
public suspend fun openEngine(file: File, now: WallTime = now()): Engine =
    withContext(Dispatchers.IO) { Engine(file.path, now) }

/** Writes the history to [file], which is there whole or not at all; one that was there is replaced. */
public suspend fun Engine.export(format: ExportFormat, wish: ExportWish, file: File, onProgress: OnProgress = ignored): Exported =
    untilItEnds { export(format, wish, file.path, Told(onProgress), it) }

/**
 * Takes in what an export held, all of it or nothing.
 *
 * @throws ProximalException.InvalidInput with the line that is wrong.
 */
public suspend fun Engine.importFile(file: File, onProgress: OnProgress = ignored): Imported =
    untilItEnds { importFile(file.path, Told(onProgress), it) }

/**
 * Thins the signals of sessions that began more than [days] days ago, or tells what that would free. It cannot be undone, and
 * it runs to its end even if the coroutine is cancelled.
 */
public suspend fun Engine.thin(days: UShort, wish: Wish, now: WallTime = now(), onProgress: OnProgress): Freed =
    withContext(NonCancellable) { thin(days, wish, now, Told(onProgress)) }

private val ignored: OnProgress = { _, _ -> }

private class Told(private val listener: OnProgress) : ProgressSink {
    override fun onProgress(done: ULong, total: ULong) = listener(done, total.takeIf { it > 0uL })
}

/** Runs [work]; cancelled, breaks it off and waits until it has ended. */
private suspend fun <T> untilItEnds(work: suspend (Cancel) -> T): T =
    Cancel().use { cancel ->
        // Not a child of the caller's: it must outlive the cancellation by as long as it takes to clean up.
        val running = CoroutineScope(Dispatchers.Default).async { work(cancel) }
        try {
            running.await()
        } catch (e: CancellationException) {
            cancel.cancel()
            withContext(NonCancellable) { running.join() }
            throw e
        }
    }
