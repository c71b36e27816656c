/*
 * Errors by kind and in words. UniFFI calls the exception ProximalException; each of its cases is a kind.
 *
 * In: a ProximalException. Out: its kind, a sentence to show, a line to look closer. A closed object is another matter:
 * calls to it throw IllegalStateException, for that is a fault of the app's.
 */
package app.proximal

import app.proximal.core.Lang
import app.proximal.core.Sentence

/** What the user can do about an error. */
public enum class ErrorKind {
    /** Give something else. */
    INVALID_INPUT,

    /** Open it again. */
    CLOSED,

    /** Try again in a moment. */
    BUSY,

    /** Nothing: it was the user's wish. */
    CANCELLED,

    /** Nothing: this device cannot. */
    UNSUPPORTED,

    /** Update Proximal. */
    NEWER_SCHEMA,

    /** Make room, or look after the disk. */
    STORAGE,

    /** Restore a copy. */
    CORRUPT,

    /** Wait: sync tries again by itself. */
    SYNC_RETRY,

    /** Look after the sync settings. */
    SYNC_REJECTED,

    /** Report it. */
    INTERNAL,
}

/** What the user can do about it. */
public val ProximalException.kind: ErrorKind
    get() = parts().kind

/** What to tell the user, in no language yet; [sentence] puts it into one. */
public val ProximalException.text: Sentence
    get() = parts().text

/** One English line that says where and what. It may name a file: show it, but do not send it anywhere. */
public val ProximalException.detail: String
    get() = parts().detail

/** The sentence to show, without personal data beyond the name of a file the user chose. */
public fun ProximalException.sentence(lang: Lang): String = errorSentence(this, lang)

private class Parts(val kind: ErrorKind, val text: Sentence, val detail: String)

// Exhaustive on purpose: a new kind must not compile until somebody has thought about it.
private fun ProximalException.parts(): Parts =
    when (this) {
        is ProximalException.InvalidInput -> Parts(ErrorKind.INVALID_INPUT, text, detail)
        is ProximalException.Closed -> Parts(ErrorKind.CLOSED, text, detail)
        is ProximalException.Busy -> Parts(ErrorKind.BUSY, text, detail)
        is ProximalException.Cancelled -> Parts(ErrorKind.CANCELLED, text, detail)
        is ProximalException.Unsupported -> Parts(ErrorKind.UNSUPPORTED, text, detail)
        is ProximalException.NewerSchema -> Parts(ErrorKind.NEWER_SCHEMA, text, detail)
        is ProximalException.Storage -> Parts(ErrorKind.STORAGE, text, detail)
        is ProximalException.Corrupt -> Parts(ErrorKind.CORRUPT, text, detail)
        is ProximalException.SyncRetry -> Parts(ErrorKind.SYNC_RETRY, text, detail)
        is ProximalException.SyncRejected -> Parts(ErrorKind.SYNC_REJECTED, text, detail)
        is ProximalException.Internal -> Parts(ErrorKind.INTERNAL, text, detail)
    }
