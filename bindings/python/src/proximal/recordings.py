"""Recordings as the command line takes them: CSV, plain or gzip, ``t,ax,ay,az[,gx,gy,gz]`` in s, m/s² and rad/s."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import numpy as np

from .frames import Floats

FORCE, RATE = ["ax", "ay", "az"], ["gx", "gy", "gz"]


@dataclass(frozen=True)
class Recording:
    """A recording: ``t_s`` [n] s, ``acc`` [n, 3] m/s², ``gyr`` [n, 3] rad/s or None."""

    t_s: Floats
    acc: Floats
    gyr: Floats | None


def read_csv(path: str | PathLike[str]) -> Recording:
    """The columns of ``path`` by their names; others are left out.

    ``ValueError`` when one of ``t``, ``ax``, ``ay``, ``az`` is missing, or some of the three rates are.
    """
    path = Path(path)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        names = [name.strip().lower() for name in file.readline().split(",")]
        wanted = ["t", *FORCE]
        missing = [name for name in wanted if name not in names]
        rates = [name for name in RATE if name in names]
        if missing or len(rates) not in (0, 3):
            raise ValueError(f"{path.name}, line 1: no column {' or '.join(missing or sorted(set(RATE) - set(rates)))}")
        columns = [names.index(name) for name in [*wanted, *rates]]
        table = np.loadtxt(file, delimiter=",", usecols=columns, ndmin=2, dtype=np.float64)
    return Recording(table[:, 0], table[:, 1:4], table[:, 4:7] if rates else None)
