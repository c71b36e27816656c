"""Proximal for researchers: how still the pelvis stays while a leg is lowered, measured by a phone on the belly.

- :func:`analyze`: a recording as arrays; reps, track, reference, events come out. :func:`read_csv` reads one.
  :func:`analyze_frames`: the same of block frames.
- :func:`simulate`: a simulated person through a whole session, with the truth.
- :class:`History`: what an app or the command line kept, as data frames.
- :func:`pack` and :func:`unpack`: block frames, as phones send them.
- :func:`log_to_logging`: the core's log in ``logging``. :class:`ProximalError`, :func:`sentence`: what went wrong.

All that the phones have is in :mod:`proximal.native` (``Engine``, ``LiveSession``, ``Words``, …) and its values in
:mod:`proximal.core`. Proximal is a training aid: it diagnoses nothing, and every number carries its interval.
"""

import sys

from ._native import proximal as native
from ._native import proximal_core as core
from ._native.proximal import version
from .analysis import Analysis, Track, analyze, analyze_frames
from .clock import moment, wall
from .errors import InternalError, ProximalError, sentence
from .frames import pack, unpack
from .history import History, Signals
from .logs import log_nowhere, log_to_logging, logged
from .recordings import Recording, read_csv
from .simulate import Simulation, simulate

# `import proximal.core` finds them too.
sys.modules[f"{__name__}.native"] = native
sys.modules[f"{__name__}.core"] = core

__version__ = version()
__all__ = [
    "Analysis",
    "History",
    "InternalError",
    "ProximalError",
    "Recording",
    "Signals",
    "Simulation",
    "Track",
    "analyze",
    "analyze_frames",
    "core",
    "log_nowhere",
    "log_to_logging",
    "logged",
    "moment",
    "native",
    "pack",
    "read_csv",
    "sentence",
    "simulate",
    "unpack",
    "version",
    "wall",
]
