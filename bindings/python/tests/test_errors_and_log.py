"""Errors with sentences in two languages; the log in ``logging``, without personal data."""

import logging
from pathlib import Path

import pytest
from conftest import within

import proximal
from proximal import ProximalError, core, native
from proximal.errors import KINDS

KEYS = {
    "InvalidInput": "error-invalid",
    "Closed": "error-closed",
    "Busy": "error-busy",
    "Cancelled": "error-cancelled",
    "Unsupported": "error-unsupported",
    "Internal": "error-internal",
}


def test_the_kinds_are_those_that_a_face_acts_by() -> None:
    assert len(KINDS) == 11 and set(KEYS) < set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_sentence_in_both_languages(kind: str) -> None:
    text = core.Sentence(key=KEYS.get(kind, "error-internal"), args={})
    error = getattr(ProximalError, kind)(text, "where and what")
    assert isinstance(error, ProximalError) and str(error) == f"{kind}: where and what"
    en, de = proximal.sentence(error), proximal.sentence(error, "de")
    assert en and de and en != de and "error-" not in en + de and "where and what" not in en + de


def test_a_missing_folder_is_storage_and_names_the_file_alone(tmp_path: Path) -> None:
    with pytest.raises(ProximalError.Storage) as caught:
        native.Engine(str(tmp_path / "no such folder" / "secret.db"), proximal.wall())
    for lang in ("en", "de"):
        assert str(tmp_path) not in proximal.sentence(caught.value, lang)


def test_a_file_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "history.db"
    proximal.History(path, make=True).close()
    with sqlite3.connect(path) as file:
        (version,) = file.execute("pragma user_version").fetchone()
        file.execute(f"pragma user_version = {version + 1}")
    file.close()
    before = path.read_bytes()
    with pytest.raises(ProximalError.NewerSchema):
        proximal.History(path)
    assert path.read_bytes() == before


def shake(db: str) -> None:
    engine = native.Engine(db, proximal.wall())
    with pytest.raises(ProximalError.Internal):
        engine.panic_on_purpose()
    engine.shut()


def test_the_log_comes_with_level_and_target(db: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), proximal.logged(logging.DEBUG):
        shake(db)
    lines = [record for record in caplog.records if record.name.startswith("proximal")]
    assert [line.levelno for line in lines if "panic" in line.getMessage()] and lines[0].levelno == logging.ERROR
    for line in lines:
        assert str(tmp_path) not in line.getMessage() and "history.db" not in line.getMessage()
    caplog.clear()
    shake(db)
    assert not caplog.records


class Throws(native.LogSink):
    calls = 0

    def log(self, level: native.LogLevel, target: str, message: str) -> None:
        type(self).calls += 1
        raise RuntimeError("a sink that throws")


class LogsAgain(native.LogSink):
    """Calls back in, which logs again."""

    def __init__(self, db: str) -> None:
        self.db, self.calls = db, 0

    def log(self, level: native.LogLevel, target: str, message: str) -> None:
        self.calls += 1
        shake(self.db)


def test_a_sink_that_throws_or_logs_changes_nothing(db: str, tmp_path: Path) -> None:
    try:
        native.set_log_sink(Throws(), native.LogLevel.TRACE)
        within(30, lambda: shake(db))
        assert Throws.calls > 0
        sink = LogsAgain(str(tmp_path / "other.db"))
        native.set_log_sink(sink, native.LogLevel.TRACE)
        within(30, lambda: shake(db))
        assert 0 < sink.calls < 10
    finally:
        proximal.log_nowhere()
