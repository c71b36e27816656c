"""What goes wrong, as an exception that names what the user can do about it.

``ProximalError`` has a case per kind: ``except ProximalError.Storage``. ``detail`` is one English line, ``str`` of it says
kind and line; ``sentence`` is what may be shown to a user, without personal data.
"""

from __future__ import annotations

from ._native.proximal import InternalError, ProximalError, error_sentence
from ._native.proximal_core import Lang

__all__ = ["InternalError", "ProximalError", "sentence"]

KINDS = [name for name, case in vars(ProximalError).items() if isinstance(case, type) and issubclass(case, Exception)]
"""The names of all kinds."""


def sentence(error: ProximalError, lang: str | Lang = Lang.EN) -> str:
    """What to show of ``error``, in English (``"en"``) or German (``"de"``)."""
    return error_sentence(error, lang if isinstance(lang, Lang) else Lang[lang.upper()])


def _kind_and_detail(error: ProximalError) -> str:
    # The generated one prints the fields as they are.
    return f"{type(error).__name__}: {error.detail}"  # type: ignore[attr-defined]


for _kind in KINDS:
    getattr(ProximalError, _kind).__str__ = _kind_and_detail
