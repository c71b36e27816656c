### What the history tells, and what it does not.

# What is followed.
trend-metric =
    { $metric ->
        [peak] How far the pelvis goes
        [tilt] How far it tilts
        [roll] How far it rolls
        [drift] How far it ends from its start
        [wiggle] How much it trembles
        [creep] How far from zero a rep begins
        [loss] When it leaves the band
        [steady] Steady reps
        [in-band] Time inside the band
        [stillness] Lowers against the hold
        [hold] How still the hold is
        [felt] Felt against measured
       *[gap] Left against right
    }
trend-axis =
    { $metric ->
        [peak] farther axis, °
        [tilt] tilt, °
        [roll] roll, °
        [drift] drift of tilt, °
        [wiggle] tremor of tilt, ° RMS
        [creep] creep, °
        [loss] seconds into the exhale
        [steady] % of judged reps
        [in-band] % of the time
        [stillness] times the hold's own
        [hold] tilt, ° RMS
        [felt] felt less measured, % of reps
       *[gap] left less right, °
    }
trend-value =
    { $unit ->
        [degrees] { $value }°
        [seconds] { $value } s
        [percent] { $value } %
        [points] { $value } points
       *[ratio] { $value } ×
    }
trend-plus-minus =
    { $unit ->
        [degrees] { $value }° ± { $half }°
        [seconds] { $value } s ± { $half } s
        [percent] { $value } % ± { $half } %
       *[ratio] { $value } × ± { $half }
    }
trend-better =
    { $way ->
        [less] less is steadier
       *[more] more is steadier
    }

# What became of it: beside its shape, and in a sentence.
trend-verdict =
    { $is ->
        [steadier] steadier
        [less-steady] less steady
        [within-noise] no change beyond noise
       *[too-few] too few to say
    }
trend-change =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both legs
    }: { $is ->
        [steadier] steadier by { $by } ({ $low } to { $high }), over { $sessions } sessions.
        [less-steady] less steady by { $by } ({ $low } to { $high }), over { $sessions } sessions.
        [within-noise] no change beyond noise ({ $by }, could be { $low } to { $high }), over { $sessions } sessions.
        [unsure] no change beyond noise, over { $sessions } sessions.
       *[too-few] { $sessions ->
            [one] one session. From { $of } on a change can be told.
           *[other] { $sessions } sessions. From { $of } on a change can be told.
        }
    }
trend-band =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both legs
    }: one session varies by ± { $band } for no reason. Two must differ by { $apart } before it means anything.
trend-pooled = Each dot stands for up to { $each } sessions.
trend-noise = noise
trend-none = There is nothing to draw yet.
trend-left-out-few =
    { $n ->
        [one] One session is left out: fewer than three of its reps on a side could be judged.
       *[other] { $n } sessions are left out: fewer than three of their reps on a side could be judged.
    }
trend-left-out-loss =
    { $n ->
        [one] One session is left out: the pelvis left the band in fewer than two reps on a side.
       *[other] { $n } sessions are left out: the pelvis left the band in fewer than two reps on a side.
    }
trend-left-out-short =
    { $n ->
        [one] One session is left out: the leg stopped before the landmark.
       *[other] { $n } sessions are left out: the leg stopped before the landmark.
    }
trend-unconfirmed =
    { $n ->
        [one] In one session nobody said whether the leg went to the landmark.
       *[other] In { $n } sessions nobody said whether the leg went to the landmark.
    }

# What it means, and what it does not.
trend-means-head = What this means
trend-not-head = What it does not mean
trend-means =
    { $metric ->
        [peak] Each dot is the middle rep of a session: how far your pelvis went, on the axis on which it went farther.
        [tilt] Each dot is the middle rep of a session: how far your pelvis tilted, whichever way.
        [roll] Each dot is the middle rep of a session: how far your pelvis rolled, whichever way.
        [drift] Each dot is the middle rep of a session: how far from its start your pelvis ended.
        [wiggle] Each dot is the middle rep of a session: how much your pelvis trembled.
        [creep] Each dot is the middle rep of a session: how far from the set's zero it began.
        [loss] Each dot is the middle moment at which your pelvis left the band, of the reps in which it did. Later is better held.
        [steady] Each dot is the share of judged reps that stayed in your band.
        [in-band] Each dot is the middle rep of a session: the share of time your pelvis was in your band.
        [stillness] Each dot says how much more your pelvis moved in the lowers than in the hold. One is as still as the hold.
        [hold] Each dot says how much the breaths of the hold differed from each other. The lowers are measured against it.
        [felt] Each dot is the reps you felt steady less those that were. Zero is a feeling that fits.
       *[gap] Each dot is how far the pelvis went with the left leg moving, less the same with the right. Zero is no difference.
    }
trend-means-noise = The soft band is noise: dots inside it say nothing one by one. A change is called one when it is larger than the noise and chance explains it less than once in twenty.
trend-not-people = It compares you with yourself only. No number here is normal or not, and none says why.
trend-not-depth = The phone does not see the leg. Only sessions of the same exercise and landmark stand together, as you named them.
trend-not-medical = It says nothing about pain, strength or length of a muscle.
trend-not-creep = The phone, the skin or the pelvis may have moved: the number cannot say which.
trend-not-loss = It is time, not leg height. Reps that stayed in the band are not in it.
trend-not-ratio = No force is measured. A less still hold makes the number smaller by itself: look at both.

# Left against right.
gap-says =
    { $is ->
        [more] With the left leg moving the pelvis goes { $by }° farther ({ $low } to { $high }), over { $sessions } balanced sessions.
        [fewer] With the right leg moving the pelvis goes { $by }° farther ({ $low } to { $high }), over { $sessions } balanced sessions.
        [neither] No difference beyond noise: { $by }° ({ $low } to { $high }), over { $sessions } balanced sessions.
       *[too-few] { $sessions ->
            [0] No balanced session yet. From { $of } on a difference can be told.
           *[other] { $sessions } balanced sessions. From { $of } on a difference can be told.
        }
    }
gap-side = { $side ->
        [left] left farther
       *[right] right farther
    }
gap-verdict =
    { $is ->
        [more] left farther
        [fewer] right farther
        [neither] no difference beyond noise
       *[too-few] too few to say
    }
gap-means-balanced = Balanced means as many sessions that began left as right: the side that goes second is tired.
gap-not = A difference is no fault. It names the leg for one more set, nothing else.

# Hold against lowers.
hold-says =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both legs
    }: in the lowers your pelvis moves { $level } times as much as in the hold ({ $low } to { $high } from session to session).
hold-change = The hold itself: { $is ->
        [steadier] stiller by { $by } ({ $low } to { $high }).
        [less-steady] less still by { $by } ({ $low } to { $high }).
        [too-few] too few sessions to say.
       *[within-noise] no change beyond noise.
    }

# Felt against measured.
felt-says =
    { $is ->
        [more] You feel more reps steady than were: { $by } of 100 ({ $low } to { $high }).
        [fewer] You feel fewer reps steady than were: { $by } of 100 ({ $low } to { $high }).
        [neither] What you feel and what was measured agree, as far as can be told: { $by } of 100 apart ({ $low } to { $high }).
       *[too-few] { $sessions ->
            [0] You have not told yet how many reps felt steady. From { $of } sessions on the two can be compared.
            [one] One session with an answer. From { $of } on the two can be compared.
           *[other] { $sessions } sessions with an answer. From { $of } on the two can be compared.
        }
    }
felt-change =
    { $is ->
        [steadier] The two come closer: { $by } of 100 ({ $low } to { $high }).
        [less-steady] The two move apart: { $by } of 100 ({ $low } to { $high }).
       *[within-noise] Whether they come closer cannot be told from noise.
    }
felt-verdict =
    { $is ->
        [steadier] coming closer
        [less-steady] moving apart
        [within-noise] no change beyond noise
       *[too-few] too few to say
    }
felt-up = felt more
felt-down = felt fewer
felt-place =
    { $place ->
        [belly] Belly
        [low-back] Low back
        [front-of-hip] Front of the hip
        [hamstring] Hamstring
        [hip-pinch] A pinch or click in the hip
       *[cramp] A cramp
    }: { $n } of { $told }
felt-places-head = Where you felt it
felt-not = The phone is no judge of feeling. It shows how the two fit, so that you can trust the body more.

# Bests.
bests-head = Bests, each at its own depth
best-says =
    { $side ->
        [left] Left
        [right] Right
       *[both] Both legs
    }: { $value }, the least of { $of ->
        [one] one session
       *[other] { $of } sessions
    }.{ $alike ->
        [0] {""}
        [one] {" "}One other cannot be told from it.
       *[other] {" "}{ $alike } others cannot be told from it.
    }
bests-none = No best yet: it takes a session with three judged reps a side, and your word that the leg went as far as planned.
bests-unconfirmed =
    { $n ->
        [one] One session of unknown depth is not among them: lying still would be the best of all.
       *[other] { $n } sessions of unknown depth are not among them: lying still would be the best of all.
    }
bests-means = The best of many is lucky as well as good. Compare it with no one else's.

# The leg raise.
raise-head = Leg raise
raise-check-head = Measured with the phone on the shin
raise-score-head = Scored by eye, 0 to 3
raise-change =
    { $side ->
        [left] Left
       *[right] Right
    }: { $is ->
        [within-noise] no change beyond noise ({ $by }°, { $low } to { $high }).
        [hint] { $by }° ({ $low } to { $high }): more than one tester's noise, less than the { $two }° between two. Take it as a hint.
        [beyond] { $by }° ({ $low } to { $high }): more than the noise between two testers.
       *[too-few] a change takes two checks.
    }
raise-means = Degrees from the leg's own flat start, best of three. How well people test themselves is unproved.
raise-not = It is no score, and it does not say what holds the leg back.
score-line =
    { $side ->
        [left] Left
       *[right] Right
    } { $score }, seen by { $by ->
        [myself] yourself
        [trainer] a trainer
        [clinician] a clinician
       *[other] somebody else
    }
score-means = 3: ankle past mid-thigh. 2: between knee and mid-thigh. 1: below the knee. 0: pain. The lower side counts.
score-not = The phone never measures it. Scores of two people differ: compare those of one.
score-none = No score yet. Have someone look once.
carry-says =
    { $is ->
        [asked] Lifts may be noted: squat, deadlift, swing.
        [no-score] Lifts are asked about once both legs are scored 2 or more.
        [ask-trainer] A leg scores 1: no deadlift and no swing is asked about. Ask your trainer.
       *[see-clinician] A leg raise hurts: the plan waits. See a clinician.
    }
carry-head = Squat, deadlift, swing
carry-line =
    { $lift ->
        [squat] Squat
        [deadlift] Deadlift
       *[swing] Swing
    }: { $carry ->
        [better] better
        [same] as before
        [worse] worse
       *[none] noted
    }
carry-means = That leg lowers carry over to lifts is the claim of the article they come from. Your notes show whether it is so for you.
carry-none = No note about a lift yet.

# Reports over a stretch of time.
range-title = Leg lowering, { $from } to { $to }
range-head =
    { $sessions ->
        [0] No session
        [one] One session
       *[other] { $sessions } sessions
    } in { $days ->
        [one] one day
       *[other] { $days } days
    }.
range-unmeasured =
    { $n ->
        [one] One of them was done and not measured.
       *[other] { $n } of them were done and not measured.
    }
range-pain =
    { $n ->
        [one] After one of them something hurt.
       *[other] After { $n } of them something hurt.
    }
range-sessions-head = Sessions
range-gap-head = Left against right
range-felt-head = Felt against measured
trainer-title = Summary for the trainer, { $from } to { $to }
trainer-name = Name:
trainer-notes = Notes:
