# %% [markdown]
# # A session, drawn
#
# A simulated person lowers one leg at a time. What the phone measured stands beside what the pelvis really did: the tilt
# over the whole session, the verdict of each rep, and each rep's peak with its interval.

# %%
import sys

import matplotlib

if not hasattr(sys, "ps1") and "ipykernel" not in sys.modules:
    matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np

import proximal

session = proximal.simulate(seed=1, person="lopsided")
found = proximal.analyze_frames(session.frames, timeline=session.timeline)
lowers = found.reps[found.reps.block == "leg_lower"].reset_index(drop=True)
truth = session.true_reps[session.true_reps.block == "leg_lower"].reset_index(drop=True)
lowers[["side", "rep", "tilt_peak_deg", "tilt_peak_ci95_deg", "verdict", "moment_of_loss_s"]]

# %% [markdown]
# The same colours, shapes and words as on the phone. A verdict is always shape **and** word.

# %%
GROUND, INK, QUIET, LINE, EXHALE = "#FBFAF7", "#1B2226", "#5A656B", "#D9D6CE", "#1F6F78"
VERDICTS = {"steady": ("#006E80", "full"), "drifting": ("#A86B00", "left"), "lost": ("#9C1148", "none"), "unclear": ("#70757A", "none")}

plt.rcParams.update({
    "figure.facecolor": GROUND, "axes.facecolor": GROUND, "savefig.facecolor": GROUND, "text.color": INK,
    "axes.labelcolor": QUIET, "xtick.color": QUIET, "ytick.color": QUIET, "axes.edgecolor": LINE, "font.size": 10,
    "axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left", "axes.titlesize": 11,
})


def mark(axes, x, y, verdict, size=9):
    """A verdict's shape."""
    colour, fill = VERDICTS[verdict]
    axes.plot(x, y, "o", ms=size, mec=colour, mfc=colour, mew=1.5, fillstyle=fill, markerfacecoloralt=GROUND, clip_on=False, zorder=5)


# %% [markdown]
# ## The session
#
# Shaded: exhales, while the leg goes down. The quiet line is the phone, breathing and all; the strong one is the pelvis,
# breathing removed, each rep from zero. Between the dotted lines it is steady, beyond the dashed ones lost.

# %%
figure = plt.figure(figsize=(11, 7.2), layout="constrained")
whole, left, right = figure.subplot_mosaic([["whole", "whole"], ["left", "right"]], height_ratios=[1.15, 1]).values()

track = found.track
phone = track.phone_tilt_deg - found.reference["tilt_zero_deg"]
shown = (track.t_s > session.phases.start_s.min()) & (track.t_s < lowers.end_s.max())
top = 4 + phone[shown].max()
for phase in session.phases.itertuples():
    if phase.kind == "exhale":
        whole.axvspan(phase.start_s, phase.end_s, color=EXHALE, alpha=0.09, lw=0)
whole.annotate("pelvis", (lowers.end_s[0], 0), (0, 6), textcoords="offset points", fontsize=8, color=INK, ha="center")
whole.annotate("phone", (lowers.end_s[0], 10), (0, 4), textcoords="offset points", fontsize=8, color=QUIET, ha="center")
whole.plot(track.t_s, phone, color=QUIET, lw=0.7, alpha=0.55)
whole.plot(track.t_s, track.tilt_deg, color=INK, lw=1.5)
drifting, lost = found.reference["drifting_deg"][0], found.reference["lost_deg"][0]
for bound, style in ((drifting, ":"), (lost, "--")):
    whole.hlines([-bound, bound], lowers.start_s.min(), lowers.end_s.max(), color=QUIET, lw=0.8, ls=style)
for rep in lowers.itertuples():
    middle = (rep.start_s + rep.end_s) / 2
    mark(whole, middle, top - 1.2, rep.verdict)
    whole.text(middle, top - 0.4, f"{rep.side} {rep.rep}", ha="center", va="bottom", fontsize=8, color=QUIET)
held = found.reps[found.reps.block == "deadbug"]
whole.text(held.start_s.min(), top - 0.4, "reference: five exhales, legs still", va="bottom", fontsize=8, color=QUIET)
whole.set(xlim=(held.start_s.min() - 2, lowers.end_s.max() + 2), ylim=(phone[shown].min() - 3, top), xlabel="s", ylabel="tilt, °   arching +")
steady = (lowers.verdict == "steady").groupby(lowers.side).sum()
whole.set_title(f"Left: {steady['left']} of 5 steady. Right: {steady['right']} of 5 steady.", pad=18)

# %% [markdown]
# ## Each rep against the truth
#
# Dots are measured, with the interval that is meant to hold the truth 95 times in 100; crosses are true.

# %%
for axes, side in ((left, "left"), (right, "right")):
    mine = lowers[lowers.side == side]
    true = truth[truth.side == side]
    axes.axhspan(-drifting, drifting, color=LINE, alpha=0.45, lw=0)
    for rep in mine.itertuples():
        low, high = rep.tilt_peak_ci95_deg
        axes.vlines(rep.rep, low, high, color=VERDICTS[rep.verdict][0], lw=2)
        mark(axes, rep.rep, rep.tilt_peak_deg, rep.verdict)
    axes.plot(true.rep + 0.16, true.tilt_peak_deg, "x", color=INK, ms=7, mew=1.5)
    words = ", ".join(f"{n} {verdict}" for verdict, n in mine.verdict.value_counts().items())
    axes.set(xlim=(0.5, 5.7), ylim=(-4, 4 + lowers.tilt_peak_deg.max()), xticks=range(1, 6), xlabel="rep", ylabel="peak of the tilt, °" if side == "left" else "")
    axes.set_title(f"{side}: {words}")
left.text(5.65, drifting - 0.2, "steady within", fontsize=8, color=QUIET, ha="right", va="top")
last = truth[truth.side == "right"].iloc[-1]
right.annotate("true", (last.rep + 0.16, last.tilt_peak_deg), (8, 0), textcoords="offset points", va="center", fontsize=8, color=QUIET)
figure.supxlabel("less is steadier · simulated person, seed 1", fontsize=8, color=QUIET, x=0.99, ha="right")

# %% [markdown]
# How far the peaks are off, in degrees:

# %%
off = (lowers.tilt_peak_deg - truth.tilt_peak_deg).rename("off_deg")
print(off.groupby(lowers.side).describe()[["mean", "std", "min", "max"]].round(2))
if len(sys.argv) > 1 and sys.argv[1].endswith(".png"):
    figure.savefig(sys.argv[1], dpi=110)
