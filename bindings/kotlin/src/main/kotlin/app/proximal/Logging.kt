/*
 * The log of Proximal goes where the app keeps its own: Logcat, java.util.logging, a test.
 *
 * In: a lambda. Out: nothing; it is called on a thread of Proximal's own.
 */
package app.proximal

/**
 * Sends what Proximal logs to [sink] from [level] on; the last call counts. A line holds no name, path or measurement. What
 * [sink] throws is dropped, and it may call Proximal.
 *
 * @throws ProximalException.Unsupported when another logger of this library's language is there already.
 */
public fun logTo(level: LogLevel = LogLevel.INFO, sink: (level: LogLevel, target: String, message: String) -> Unit) {
    setLogSink(
        object : LogSink {
            override fun log(level: LogLevel, target: String, message: String) = sink(level, target, message)
        },
        level,
    )
}

/** Sends the log nowhere. */
public fun logNowhere() {
    setLogSink(null, LogLevel.ERROR)
}
