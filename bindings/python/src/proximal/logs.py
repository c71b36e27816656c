"""The core's log in Python's ``logging``: a line with its level and its target, without personal data."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from ._native import proximal as native

TRACE = 5
"""Below ``logging.DEBUG``: everything."""

_LEVELS = {
    native.LogLevel.ERROR: logging.ERROR,
    native.LogLevel.WARN: logging.WARNING,
    native.LogLevel.INFO: logging.INFO,
    native.LogLevel.DEBUG: logging.DEBUG,
    native.LogLevel.TRACE: TRACE,
}


class _Sink(native.LogSink):
    def log(self, level: native.LogLevel, target: str, message: str) -> None:
        # `proximal::engine` is the logger `proximal.engine`.
        logging.getLogger(target.replace("::", ".")).log(_LEVELS[level], "%s", message)


def log_to_logging(level: int = logging.WARNING) -> None:
    """From now on the core logs to the loggers ``proximal`` and below, from ``level`` on."""
    fitting = [native_level for native_level, python_level in _LEVELS.items() if python_level >= level]
    native.set_log_sink(_Sink(), fitting[-1] if fitting else native.LogLevel.ERROR)


def log_nowhere() -> None:
    """The core logs no more."""
    native.set_log_sink(None, native.LogLevel.ERROR)


@contextmanager
def logged(level: int = logging.WARNING) -> Iterator[None]:
    """Logs within ``with logged():``."""
    log_to_logging(level)
    try:
        yield
    finally:
        log_nowhere()
