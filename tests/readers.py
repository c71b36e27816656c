"""What Proximal writes, read by other people's readers: pandas, HL7's FHIR R4 models, icalendar.

Run by tests/run; takes the proximal binary. Says a line a reader; fails with the first that cannot read.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import icalendar
from fhir.resources.R4B.bundle import Bundle

HERE = Path(__file__).resolve().parent


def main(proximal):
    folder = Path(tempfile.mkdtemp())
    db = str(folder / "history.db")

    def run(*args):
        command = [proximal, *args, "--lang", "en"]
        return subprocess.run(command, check=True, cwd=folder, capture_output=True, text=True).stdout

    for seed in ("3", "4"):
        run("demo", "--speed", "1000", "--seed", seed, "--db", db)
    run("score", "left", "2", "--db", db)
    files = {}
    for name in ("csv", "traces", "track", "fhir", "ics"):
        files[name] = str(folder / f"out.{name}")
        run("export", "--format", name, "-o", files[name], "--db", db)

    example = [sys.executable, str(HERE.parent / "docs/read_export.py"), files["csv"], files["traces"], files["track"]]
    said = subprocess.run(example, check=True, capture_output=True, text=True).stdout
    assert "20 rows of 47 columns" in said and "steady" in said, said
    print("pandas reads reps, traces and track")

    bundle = json.loads(Path(files["fhir"]).read_text())
    entries = Bundle.model_validate(bundle).entry
    assert len(entries) == 5, len(entries)
    broken = json.loads(json.dumps(bundle))
    del broken["entry"][0]["resource"]["code"]
    try:
        Bundle.model_validate(broken)
    except ValueError:
        print("fhir.resources accepts the bundle, and refuses it without a code")
    else:
        raise SystemExit("fhir.resources accepts anything")

    events = icalendar.Calendar.from_ical(Path(files["ics"]).read_bytes()).walk("VEVENT")
    assert len(events) == 2 and all(event["DTEND"].dt > event["DTSTART"].dt for event in events)
    print("icalendar reads the sessions")


main(sys.argv[1])
