### The weekly plan, its reminders and the reasons of its steps.

plan-week =
    { $goal ->
        [0] { $done } this week. No day is chosen.
       *[other] { $done } of { $goal } this week.
    }
plan-when =
    { $day ->
        [today] Today
        [tomorrow] Tomorrow
        [mon] Monday
        [tue] Tuesday
        [wed] Wednesday
        [thu] Thursday
        [fri] Friday
        [sat] Saturday
       *[sun] Sunday
    }{ $late ->
        [yes] , after midnight,
       *[no] { "" }
    } at { $time }{ $moved ->
        [yes] , in place of a day that went by.
       *[no] .
    }
plan-ask = Still asked: { $date }, { $time }{ $moved ->
        [yes] {", instead of a day that went by"}
       *[no] {""}
    }.
plan-no-time = Nothing is asked.
plan-today-free = Today is free. Doing it today is as good.

plan-level =
    { $exercise ->
        [deadbug] { exercise-deadbug }
        [leg-lower] { exercise-leg-lower }
        [bent-knee-fall-out] { exercise-bent-knee-fall-out }
        [heel-slide] { exercise-heel-slide }
        [supported-lower] { exercise-supported-lower }
        [double-leg-lower] { exercise-double-leg-lower }
        [moving-deadbug] { exercise-moving-deadbug }
       *[setup] { exercise-setup }
    }{ $variant ->
        [straight-leg] , { variant-straight-leg }
        [knee-break] { "" }
       *[none] { "" }
    }{ $other ->
        [up] , { other-leg-up }
        [supported] , { other-leg-supported }
        [bent] , { other-leg-bent }
        [flat] , { other-leg-flat }
       *[usual] { "" }
    }{ $landmark ->
        [knee] , down to knee height
        [shin] , down to half the shin
        [box] , down to the box
        [floor] , down to just above the floor
       *[none] { "" }
    }
plan-level-is = Level: { $level }
plan-begins =
    { $side ->
        [left] The left leg begins.
        [right] The right leg begins.
       *[both] Both legs move.
    }

# Why.
plan-start = You begin here.
plan-read =
    { $as ->
        [steady] Last time: steady.
        [between] Last time: neither steady nor unsteady. The level stays.
        [unsteady] Last time: at most two of five steady.
        [painful] Last time: steady, but it hurt.
        [depth-unknown] Last time: steady, but you did not say whether the leg went as far as planned. It does not count towards the next level.
        [stopped-short] Last time: steady, but the leg did not go as far as planned. It does not count towards the next level.
        [unclear] Last time: fewer than three reps a side could be judged. It counts neither way.
        [unmeasured] Last time: done, not measured. It counts for the week and not for the level.
       *[elsewhere] Last time: something other than this level. It counts for the week and not for the level.
    }
plan-step =
    { $way ->
        [deeper] Two steady sessions: now go deeper, { $landmark ->
            [knee] to knee height
            [shin] to half the shin
            [box] to the box
            [floor] to just above the floor
           *[none] the whole way
        }.
        [less-support] Two steady sessions: now less support.
        [less-deep] Two unsteady sessions: now stop earlier, { $landmark ->
            [knee] at knee height
            [shin] at half the shin
            [box] at the box
            [floor] just above the floor
           *[none] where it holds
        }.
        [bent-knee] Two unsteady sessions: now let the knee bend.
       *[more-support] Two unsteady sessions: now more support.
    }
plan-one-more-steady = One more like it leads on.
plan-one-more-unsteady = One more like it, and it gets easier.
plan-top = This is the end of the ladder. Stay, or choose what comes next.
plan-straight-leg-top = What comes after the straight leg is yours to choose, or your trainer's.
plan-locked = The level is held where it is.
plan-held-by-pain = It hurt last time: nothing gets harder until a session without pain. If it stays or gets worse, ask a clinician.
plan-see-clinician = A leg raise was scored 0: it hurts. The plan waits. See a clinician; it goes on when a later raise is scored 1 or more.
plan-extra-gap =
    One more set with the { $side ->
        [left] left
       *[right] right
    } leg moving: its pelvis went { $by }° farther ({ $low } to { $high }), over { $sessions ->
        [one] one session
       *[other] { $sessions } sessions
    }.
plan-extra-chosen =
    One more set with the { $side ->
        [left] left
       *[right] right
    } leg moving, as chosen.
plan-retest-first = The leg raise was never scored. Have someone score it once, so that a change can show.
plan-retest-may = The leg raise was scored { $days } days ago. You may have it scored again.
plan-retest-due = The leg raise was scored { $days } days ago. Have it scored again this week.

# The plan as it was set.
plan-date =
    { $day ->
        [mon] Mon
        [tue] Tue
        [wed] Wed
        [thu] Thu
        [fri] Fri
        [sat] Sat
       *[sun] Sun
    } { $y }-{ $mm }-{ $dd }
plan-day =
    { $day ->
        [mon] Monday
        [tue] Tuesday
        [wed] Wednesday
        [thu] Thursday
        [fri] Friday
        [sat] Saturday
       *[sun] Sunday
    }: { $is ->
        [rest] rest
        [times] { $times }
        [late] after midnight { $late }
       *[both] { $times }, after midnight { $late }
    }
plan-limits =
    At most { $week ->
        [one] one session
       *[other] { $week } sessions
    } a week, { $day ->
        [one] one
       *[other] { $day }
    } a day.
plan-rollover = Your day begins at { $time }.
plan-extra =
    { $rule ->
        [auto] Extra set: for the side that goes farther, when the gap exceeds the noise.
        [left] Extra set: left, always.
        [right] Extra set: right, always.
       *[off] Extra set: none.
    }
plan-reminder =
    { $moved ->
        [yes] A short session, if it fits today
       *[no] A short session
    }
plan-bad-register = { $key } holds "{ $value }", which is no such setting. Set it again.

# The calendar.
plan-calendar-name = Proximal
plan-calendar-event = Leg lowering
plan-calendar-note = Four quiet minutes on the floor. Missed days move on by themselves.
