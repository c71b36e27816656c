### Every sentence of the core in English. The same keys, attributes and variables stand in de.ftl; a test compares them.
### `.spoken` is what a voice says where it differs from what is written.

## cues
## Said before they are needed: three words at most. Setup instructions may be longer, there is time for them.

cue-exhale = Breathe out.
cue-inhale = Breathe in.
cue-exhale-lower = Exhale, lower.
cue-exhale-lift = Exhale, lift.
cue-inhale-lower = Inhale, lower.
cue-inhale-lift = Inhale, lift.
cue-wait = Wait.
cue-just-breathe = Just breathe.
cue-flatten-arch = Flatten, then arch.
cue-rest = Rest.
cue-left-leg = Left leg.
cue-right-leg = Right leg.
cue-both-legs = Both legs.
cue-number = { $n }
cue-last = Last one.
cue-ready = Ready.
cue-count-in = In { $n }.
cue-done = Done.

setup-deadbug = Lie on your back. Hips and knees at a right angle, arms up. Hold still and only breathe.
    .spoken = On your back. Hips and knees at a right angle, arms up. Hold still, only breathe.
setup-moving-deadbug = Lie on your back. Hips and knees at a right angle, arms up. Opposite arm and leg move.
setup-lower =
    { $side ->
        [left] Left leg moves.
        [right] Right leg moves.
       *[both] The legs take turns.
    } { $other ->
        [supported] Prop the other leg up.
        [bent] Bend the other knee, foot on the floor.
        [flat] Lay the other leg flat.
       *[up] Raise both legs, as high as your pelvis stays put.
    } { $variant ->
        [straight-leg] Keep the knee straight.
       *[knee-break] Let the knee bend on the way down.
    }
    .spoken =
        { $side ->
            [left] Left leg moves.
            [right] Right leg moves.
           *[both] Legs take turns.
        } { $other ->
            [supported] Other leg propped up.
            [bent] Other knee bent.
            [flat] Other leg flat.
           *[up] Both legs up, pelvis still.
        } { $variant ->
            [straight-leg] Knee stays straight.
           *[knee-break] Knee bends.
        }
setup-double-lower = Raise both legs, as high as your pelvis stays put. Both lower together.
setup-fall-out =
    Bend both knees, feet on the floor. { $side ->
        [left] Left knee falls out to the side.
        [right] Right knee falls out to the side.
       *[both] The knees take turns falling out.
    }
setup-heel-slide =
    Bend both knees, feet on the floor. { $side ->
        [left] Left heel slides away.
        [right] Right heel slides away.
       *[both] The heels take turns sliding away.
    }

## live

live-idle = Ready to start.
live-placing = Lay the phone on your lower belly.
live-count-in = Get ready.
live-setup = Take up the position.
live-paused = Paused.
live-done = Session over.
live-bad-samples = Some samples could not be read. The session goes on.
live-unmeasured = Not measured. Follow the breath; it counts as done.

placement-unknown = Waiting for the phone's sensors.
placement-not-lying = Lie on your back and lay the phone flat on your lower belly.
placement-face-down = Turn the phone over: screen up.
placement-settling = Hold still for a moment.
placement-ready = The phone lies well.

pause-user = Paused. Resume when you are ready.
    .spoken = Paused.
pause-call = Paused for a call. Resume when you are ready.
    .spoken = Paused for a call.
pause-audio-lost = Paused: the sound went away. Check the volume or headphones, then resume.
    .spoken = Paused. The sound went away.
pause-suspended = Paused: the app left the screen. Resume when you are ready.
    .spoken = Paused. The app left the screen.
pause-lifted = Paused: the phone was lifted. Does anything hurt? If not, lay it back and resume.
    .spoken = Paused. Does anything hurt?
pause-source-ended = Stopped: no more samples come. What was done is kept.
    .spoken = The sensors stopped.
pause-clock-jump = Paused: the clock jumped. Resume when you are ready.
    .spoken = Paused. The clock jumped.

reference-accepted = Reference learned. Keep this tension.
    .spoken = Keep this tension.
reference-too-short = No reference: fewer than three whole breaths. Breathe with the tone to the end.
    .spoken = Too few breaths for a reference.
reference-not-placed = No reference: the phone did not lie face up. Lay it on your lower belly, screen up.
    .spoken = No reference. Lay the phone screen up.
reference-moved = No reference: the phone moved. Tuck it under the waistband.
    .spoken = No reference. The phone moved.
reference-wandered = No reference: the pelvis wandered. Hold still and only breathe.
    .spoken = No reference. The pelvis wandered.
reference-off-cue = No reference: the breath did not follow the tone. Out while it falls, in while it rises.
    .spoken = No reference. Follow the tone.

lies-askew = The phone seems to lie askew. Straighten it before the next session.
    .spoken = Keep this tension. The phone seems to lie askew.
lies-upright = The phone seems to lie upright: its top edge to your head. Turn it, or choose upright.
    .spoken = Keep this tension. The phone seems to lie upright.
lies-crosswise = The phone seems to lie crosswise: its top edge to your { $side ->
        [left] left
       *[right] right
    }. Turn it, or choose crosswise.
    .spoken = Keep this tension. The phone seems to lie crosswise.
lies-wrong-way-round = The phone seems to lie the wrong way round: its top edge to your feet. Or you breathe in where out is asked.
    .spoken = Keep this tension. The phone seems to lie the wrong way round.

band-steady = Steady.
band-drifting = Drifting. Brace a little more.
    .spoken = Drifting.
band-lost = Lost. Stop a little higher.
    .spoken = Stop higher.

event-slip = The phone slipped.
event-lift-off = The phone was lifted.
event-replaced = The phone was laid down anew.
event-bump = A cough or a bump.
event-heel-down = The heel touched down.
event-gap = The sensors were silent for a moment.
event-double-tap = You tapped twice.

pain-ended = You said it hurts. The set is over and this is noted. If it stays, ask a clinician.
    .spoken = The set is over. Rest.

safety-aid = Proximal is a training aid, not a medical device. It diagnoses and treats nothing.
safety-breath = Do not hold your breath.
safety-advice = Ask a clinician first if you are pregnant or gave birth recently, after recent surgery on spine or abdomen, with a hernia, an unhealed fracture or osteoporosis, or when lying flat makes breathing hard.
safety-stop = New numbness, weakness in a leg, or a change in bladder or bowel: stop and seek help at once.

## verdicts

verdict-steady = steady
verdict-drifting = drifting
verdict-lost = lost
verdict-unclear = unclear
verdict-steady-means = The pelvis stayed inside your band.
verdict-drifting-means = The pelvis left the first bound of your band.
verdict-lost-means = The pelvis left the second bound of your band.
verdict-unclear-means = It could not be told; the reason stands beside it.

reason-tilted-forward = The pelvis tilted forward (arch).
reason-tilted-back = The pelvis tilted back (flatten).
reason-rolled-left = The pelvis rolled to the left.
reason-rolled-right = The pelvis rolled to the right.
reason-too-close-to-call = Could not tell: too close to the bound.
reason-no-reference = Could not tell: there is no reference.
reason-breath-changed = Could not tell: your breath changed too much since the reference.
reason-slipped = Could not tell: the phone slipped.
reason-replaced = Could not tell: the phone was lifted or laid down anew.
reason-bumped = Could not tell: a cough or a bump.
reason-gap = Could not tell: the sensors were silent.
reason-too-few-samples = Could not tell: too few samples.
reason-masked = Could not tell: the phone shook itself for too long.
reason-not-placed = Could not tell: the phone did not lie face up on your belly.

breath-in-time = Breath in time.
breath-early = Breath ahead of the tone.
breath-late = Breath behind the tone.
breath-reversed = Breath reversed: in where out was asked.
breath-cannot-tell = Breath: cannot tell.

ending-finished = Done to the end.
ending-stopped = Stopped by you.
ending-pain = Ended because it hurt.
ending-interrupted = Interrupted.

side-left = Left
side-right = Right
side-both = Both

exercise-deadbug = Deadbug hold
exercise-setup = Setup
exercise-settle = Settling breaths
exercise-leg-lower = Leg lowers
exercise-bent-knee-fall-out = Bent-knee fall-outs
exercise-heel-slide = Heel slides
exercise-supported-lower = Supported leg lowers
exercise-double-leg-lower = Double-leg lowers
exercise-moving-deadbug = Moving deadbug

phase-exhale = Exhale
phase-inhale = Inhale
phase-pause = Pause
phase-setup = Setup
phase-signs = Flatten and arch
phase-rest = Rest

variant-knee-break = knee breaks
variant-straight-leg = straight leg
other-leg-up = other leg up
other-leg-supported = other leg supported
other-leg-bent = other leg bent
other-leg-flat = other leg flat

## errors
## What, where, what you can do.

error-not-a-history = { $file } is not a Proximal history. Choose another file.
error-newer-history = { $file } was written by a newer version. Update Proximal.
error-damaged-history = { $file } is damaged. Keep it and restore a copy.
error-disk-full = There is no room left. Make some and try again.
error-read-only = { $file } cannot be written. Check its permissions.
error-unreachable = { $file } cannot be opened. Check that its folder exists and is yours.
error-busy = Another program is using the history. Try again.
error-no-session = There is no session { $id }.
error-ambiguous-id = More than one session begins with { $id }. Give more of it.
error-already-saved = Another session is saved under this name.
error-invalid = This cannot be saved.
error-closed = The history is closed. Open it again.
error-internal = Something went wrong inside. What was saved is safe.

routine-json = This is no routine: { $what }.
routine-schema = { $field } names a version this build does not know. Update the app, or export the routine again.
routine-name = { $field } may hold only lower-case words joined by hyphens.
routine-range = { $field } is { $value }. Choose { $low } to { $high }.
routine-range-or-zero = { $field } is { $value }. Choose 0, or { $low } to { $high }.
routine-missing = { $field } is missing; this exercise needs it.
routine-not-here = { $field } does not go with this exercise.
routine-no-shared-start = { $field } cannot alternate here: the sides start from different poses. Do one side after the other, or keep the other leg up.

## report

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
report-figure-desc = A person on the back, seen from the side, head at the left, phone on the lower belly. The moving leg is drawn solid where the drop begins and dotted where it ends.
report-figure-hold = A person on the back, seen from the side, head at the left, hips and knees at a right angle, arms up, phone on the lower belly.
report-phone = phone
report-start = start
report-end = end

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
