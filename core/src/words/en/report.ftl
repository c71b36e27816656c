report-title = Leg lowering session
report-date =
    { $weekday ->
        [mon] Monday
        [tue] Tuesday
        [wed] Wednesday
        [thu] Thursday
        [fri] Friday
        [sat] Saturday
       *[sun] Sunday
    }, { $day } { $month ->
        [jan] January
        [feb] February
        [mar] March
        [apr] April
        [may] May
        [jun] June
        [jul] July
        [aug] August
        [sep] September
        [oct] October
        [nov] November
       *[dec] December
    } { $year }, { $time } (UTC{ $offset })
report-degrees = { $value }°
report-seconds = { $value } s
report-estimate = { $value }° ± { $half }°
report-n-of = { $n } of { $of }

report-result-steady =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both legs
    }: steady on { $steady } of { $of }.
report-result-drifted =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both legs
    }: drifted on { $drifting } of { $of }{ $moment ->
        [drop] , about { $seconds } seconds into the { $breath ->
            [inhale] inhale
           *[exhale] exhale
        }
        [lift] , as the leg came back up
       *[unknown] {""}
    }.
report-result-lost =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both legs
    }: lost on { $lost } of { $of }{ $moment ->
        [drop] , about { $seconds } seconds into the { $breath ->
            [inhale] inhale
           *[exhale] exhale
        }
        [lift] , as the leg came back up
       *[unknown] {""}
    }.
report-result-drifted-and-lost =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both legs
    }: drifted on { $drifting } and lost on { $lost } of { $of }{ $moment ->
        [drop] , about { $seconds } seconds into the { $breath ->
            [inhale] inhale
           *[exhale] exhale
        }
        [lift] , as the leg came back up
       *[unknown] {""}
    }.
report-result-some-unclear =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both legs
    }: could not tell on { $unclear }.
report-result-unclear =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both legs
    }: none of { $of } could be judged.
report-nothing-judged = Nothing could be judged.
report-why-fault =
    { $why ->
        [too-short] The five exhales were not finished, so there is no reference.
        [not-placed] The phone did not lie face up, so there is no reference.
        [moved] The phone moved during the five exhales, so there is no reference.
        [wandered] The pelvis wandered during the five exhales, so there is no reference.
       *[off-cue] The breath did not follow the tone, so there is no reference.
    }
report-why-unclear =
    { $why ->
        [no-reference] There is no reference.
        [no-clock] These reps ran without a clock.
        [breath-changed] Your breath changed too much since the reference.
        [slipped] The phone slipped.
        [replaced] The phone was lifted or laid down anew.
        [bumped] A cough or a bump shook the phone.
        [gap] The sensors were silent.
        [too-few-samples] The sensors gave too few samples.
        [masked] The phone shook itself for too long.
        [not-placed] The phone did not lie face up on your belly.
       *[other] The movement was too close to the bound.
    }
report-stopped-for-pain = You stopped because it hurt.
report-no-reps = No leg lower was done.
report-interrupted-before-reps = The session ended before the first leg lower.

report-next-same = Next time keep the same depth and pace.
report-next-slower = Next time choose a slower or free pace.
report-next-higher =
    { $side ->
        [left] Next time put a box under the left heel and stop there.
        [right] Next time put a box under the right heel and stop there.
       *[both] Next time put a box under the heels and stop there.
    }
report-next-pain = Rest now. If it stays or gets worse, ask a clinician before the next session.
report-next-again = Start again when you have four quiet minutes.
report-next-fault-too-short = Next time breathe with the tone through all five exhales before you lower a leg.
report-next-fault-not-placed = Next time lay the phone on your lower belly, screen up, before you start.
report-next-fault-moved = Next time tuck the phone under your waistband.
report-next-fault-wandered = Next time hold still and only breathe during the five exhales.
report-next-fault-off-cue = Next time breathe out while the tone falls and in while it rises.
report-next-unclear-too-close-to-call = Next time keep the same depth, so that the two sessions add up.
report-next-unclear-no-reference = Next time begin with the five exhales in the deadbug hold.
report-next-unclear-no-clock = Next time try the slower pace with the tone: those reps can be judged.
report-next-unclear-breath-changed = Next time breathe as deep in the lowers as in the five exhales.
report-next-unclear-slipped = Next time tuck the phone under your waistband.
report-next-unclear-replaced = Next time leave the phone where it lies until the last rep.
report-next-unclear-bumped = Next time pause when you have to cough.
report-next-unclear-gap = Next time keep the app in front until the last rep.
report-next-unclear-too-few-samples = Next time keep the app in front until the last rep.
report-next-unclear-masked = Next time turn vibration off and let the tones guide you.
report-next-unclear-not-placed = Next time lay the phone on your lower belly, screen up, before you start.
report-next-unclear-tilted-forward = Next time keep the same depth, so that the two sessions add up.
report-next-unclear-tilted-back = Next time keep the same depth, so that the two sessions add up.
report-next-unclear-rolled-left = Next time keep the same depth, so that the two sessions add up.
report-next-unclear-rolled-right = Next time keep the same depth, so that the two sessions add up.

report-routine =
    { $is ->
        [leg-lowering] Routine: leg lowering
       *[other] Routine: { $is }
    }
report-reps-planned =
    { $sides ->
        [both] { $reps ->
            [one] one rep
           *[other] { $reps } reps
        }
       *[each] { $reps } a side
    }
report-tempo =
    { $exhale } s out, { $inhale } s in; the leg drops on the { $drop ->
        [inhale] inhale
       *[exhale] exhale
    }
report-source-phone = Measured by a phone on the lower belly.
report-source-recording = Replayed from the recording { $file }.
report-source-simulated = Simulated person, seed { $seed }: no body was measured.

report-reps = Reps
report-reps-none = There is no judged rep in this session.
report-left-beside-right = Left beside right
report-one-side = In numbers
report-less-is-steadier = Less is steadier. ± is meant to hold the truth 95 times of 100.
report-largest-tilt = Farthest tilt
report-largest-roll = Farthest roll
report-largest-drift = Largest drift of tilt
report-largest-creep = Largest creep
report-moment-of-loss = Left the band after
report-unclear-left-out = Unclear reps are left out here.

report-timeline = The session, breath by breath
report-timeline-how = Time runs from left to right, in minutes and seconds from the start. Inside the soft band is steady.
report-timeline-lines = The strong line is the pelvis with your breathing taken out, the faint line the phone with the breath in it; both start at zero in each rep. A small triangle marks where the pelvis left the band.
report-timeline-no-trace = The signals of this session were not kept, so there are no lines.
report-timeline-empty = Nothing was performed.
report-between = Setup and settling breaths
report-picture-desc = Tilt and roll in degrees from { $from } to { $to }.
report-picture-rep =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both
    } { $rep }: { $verdict }.
report-tilt = Tilt, °
report-roll = Roll, °
report-rep-short =
    { $side ->
        [left] L{ $rep }
        [right] R{ $rep }
       *[both] { $rep }
    }
report-arch = arch
report-flatten = flatten
report-to-left = to the left
report-to-right = to the right
report-out = out
report-in = in
report-setup = setup
report-event-slip = slip
report-event-lift-off = lifted
report-event-replaced = laid anew
report-event-bump = bump
report-event-heel-down = heel
report-event-gap = gap
report-event-double-tap = taps

report-reference = Reference
report-reference-none = No reference was reached, so no rep could be judged.
report-reference-accepted =
    { $breaths ->
        [one] Accepted. Learned from one breath in the deadbug hold.
       *[other] Accepted. Learned from { $breaths } breaths in the deadbug hold.
    }
report-breath-depth = The breath alone tips the phone by
report-spread-tilt = Breaths differ from each other by, tilt
report-spread-roll = Breaths differ from each other by, roll
report-askew = Angle between the breath and the way the phone was to lie
report-delay = Your breath follows the tone after
report-drifts-from = Drifting begins at
report-lost-from = Lost begins at
report-bounds = { $tilt } tilt, { $roll } roll

report-numbers = Every rep in numbers
report-numbers-how = Tilt above zero is an arch, below zero a flattened back. Roll above zero is to the left. ± as above.
report-rep = Rep
report-verdict-head = Verdict
report-peak-tilt = Peak tilt
report-peak-roll = Peak roll
report-drift = Drift of tilt
report-creep = Creep
report-breath-head = Breath
report-breath-in-time = in time
report-breath-early = early
report-breath-late = late
report-breath-reversed = reversed
report-breath-cannot-tell = cannot tell

report-exercise = The exercise
report-hold-line =
    { $reps ->
        [one] Deadbug hold: one exhale, nothing moves.
       *[other] Deadbug hold: { $reps } exhales, nothing moves.
    }

report-meanings = What the words mean
report-word-tilt = Tilt
report-means-tilt = The pelvis tips towards an arched or a flattened low back.
report-word-roll = Roll
report-means-roll = The pelvis turns towards one side.
report-word-band = Band
report-means-band = How far the pelvis may go and still count as steady. It comes from your own five exhales, within fixed limits.
report-word-drift = Drift
report-means-drift = Where the pelvis ended a rep against where it began it.
report-word-creep = Creep
report-means-creep = Where a rep begins against the start of its set. The phone or the body has moved; the numbers cannot say which.
report-word-moment = Left the band after
report-means-moment = Seconds from the start of the rep until the pelvis first left the band.
report-word-breath = Breath
report-means-breath = Whether your breath followed the tone.

report-how-sure = How sure the numbers are
report-sure-tried = They were checked on turns injected into recordings of people whose legs lay still, and in simulation. No recording with moving legs exists.
report-sure-resolution = With breathing taken out, about half a degree can be told apart.
report-sure-interval = ± is meant to hold the truth 95 times of 100; that it does is not proved on moving legs. Deep belly breathing makes it wider.
report-sure-roll = A muscle beside the hip bone can lift one edge of the phone without the pelvis turning, so roll is not judged tighter than tilt.
report-sure-sessions = Between sessions a difference in tilt below about 4.5° means nothing. Compare changes within a set.
report-sure-breath = Where the pelvis moves more than the breath does, the phone cannot tell in from out and says so.
report-sure-depth = The phone does not see how low the leg went. Compare only sessions of equal depth.
