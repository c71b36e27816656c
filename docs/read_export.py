"""What Proximal exports, as data frames. Needs pandas.

    proximal export --format csv -o reps.csv
    proximal export --format traces -o traces.csv
    proximal export --format track -o track.csv
    python3 docs/read_export.py reps.csv traces.csv track.csv
"""

import sys

import pandas as pd


def reps(file):
    """A row a rep. Angles in degrees with their 95 % interval, times in seconds since the session began."""
    table = pd.read_csv(file)
    # Offsets from UTC differ between summer and winter, so they do not fit one column of times.
    table["day"] = table["started"].str[:10]
    return table


def traces(file):
    """A row a sample: `t` s since the session began, `ax ay az` m/s², `gx gy gz` rad/s (empty without a gyroscope)."""
    return pd.read_csv(file).set_index(["session", "t"])


def track(file):
    """A row an instant, 20 a second: what was shown, in degrees; the pelvis only within reps."""
    return pd.read_csv(file).set_index(["session", "t_s"])


def summary(table):
    """Verdicts and the middle peak by day and side, of the reps that count."""
    counted = table[table["counts"]]
    judged = counted[counted["verdict"] != "unclear"]
    peaks = judged["tilt_peak_deg"].abs().groupby([judged["day"], judged["side"]]).median().rename("tilt_peak_deg")
    verdicts = counted.groupby(["day", "side"])["verdict"].value_counts().unstack(fill_value=0)
    return verdicts.join(peaks)


if __name__ == "__main__":
    for read, file in zip((reps, traces, track), sys.argv[1:]):
        frame = read(file)
        print(f"{file}: {len(frame)} rows of {len(frame.columns)} columns")
        print(summary(frame) if read is reps else frame.describe().loc[["mean", "std"]].round(3))
