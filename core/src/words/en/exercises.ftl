### What the exercises ask, in the words of whoever lies there.

cue-free-breath = Breathe freely.

exercise-title =
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
        [knee-break] , { variant-knee-break }
        [straight-leg] , { variant-straight-leg }
       *[none] { "" }
    }{ $other ->
        [up] , { other-leg-up }
        [supported] , { other-leg-supported }
        [bent] , { other-leg-bent }
        [flat] , { other-leg-flat }
       *[none] { "" }
    }

# Posture, line by line.
posture-label =
    { $of ->
        [moving] Moving leg
        [knee] Knee
        [other] Other leg
        [arms] Arms
       *[head] Head
    }
posture-hold =
    { $pose ->
       *[tabletop] nothing moves: hips and knees at a right angle
    }
posture-moving =
    { $start ->
        [raised] raised, as high as the pelvis stays put,
        [tabletop] hip and knee at a right angle,
       *[bent] knee bent, foot on the floor,
    } { $end ->
        [low] then as low as the pelvis stays put
        [fallen-out] until the knee has fallen out to the side
       *[flat] until it is long and low
    }
posture-knee =
    { $drop ->
        [straight] stays straight
        [breaks] bends on the drop, straightens on the lift
        [straightens] straightens on the drop, bends again on the lift
       *[bent] stays bent
    }{ $lift ->
       *[any] { "" }
    }
posture-other =
    { $pose ->
        [raised] up, held by itself
        [tabletop] hip and knee at a right angle, held
        [supported] up, held by a rack, strap or doorway
        [flat] flat on the floor
       *[bent] knee bent, foot on the floor
    }
posture-arms =
    { $arms ->
        [up] straight up over the shoulders
        [reaching] straight up; the one opposite the moving leg reaches overhead
       *[beside] beside the body, palms down
    }
posture-head =
    { $head ->
       *[down] on the floor, eyes up
    }

# What to do, step by step.
step-before =
    { $first ->
        [yes] Breathe freely for { $s } s.
       *[no] Rest for { $s } s.
    }
step-lie =
    { $exercise ->
        [deadbug] Lie on your back, head down. Lift both legs: hips and knees at a right angle. Arms straight up.
        [moving-deadbug] Lie on your back, head down. Lift both legs: hips and knees at a right angle. Arms straight up.
        [bent-knee-fall-out] Lie on your back, head down. Bend both knees, feet on the floor hip-wide. Arms beside you.
        [heel-slide] Lie on your back, head down. Bend both knees, feet on the floor hip-wide. Socks slide better than soles.
       *[leg-lower] Lie on your back, head down, arms beside you, palms down.
    }
step-other =
    { $pose ->
        [supported] Lie beside a doorway, a rack or a strap that holds the other leg up, its knee as straight as is comfortable.
        [flat] Leave the other leg flat on the floor.
       *[bent] Bend the other knee, foot on the floor.
    }
step-phone = Lay the phone on your lower belly, screen up, top edge to your head, lower edge at the pubic bone. Skin, one thin layer, or under the waistband; no buckle, drawstring or slippery cloth beneath it.
step-start =
    { $legs ->
        [both] Find your start height: raise both legs slowly, once. Where you first feel the pelvis begin to roll, go back down a little. Start there; for most people it is short of upright.
       *[one] Find your start height: raise the leg slowly, once. Where you first feel the pelvis begin to roll, go back down a little. Start there; for most people it is short of upright.
    }
step-move =
    { $exercise ->
        [deadbug] Hold still. Nothing moves but the breath. Feel the belly draw flat as you breathe out, and keep a little of that tension.
        [moving-deadbug] Stretch one leg long and low while the opposite arm reaches overhead. Bring both back. Then the other pair.
        [bent-knee-fall-out] Let one knee sink out to its side; its foot rolls along on the floor. The other knee and the pelvis stay. Bring it back up.
        [heel-slide] Slide one heel away along the floor until the leg is straight. Slide it back. The pelvis stays as it is.
        [double-leg-lower] Lower both legs together, { $variant ->
            [straight-leg] knees straight
           *[knee-break] letting the knees bend as the hips open
        }, only as low as your pelvis stays put. Raise them again.
       *[leg-lower] Lower the leg, { $variant ->
            [straight-leg] knee straight
           *[knee-break] letting the knee bend as the hip opens
        }, only as low as your pelvis stays put. Raise it again, no higher than you started.
    }
step-depth =
    { $landmark ->
        [knee] Depth: stop when the heel is level with a bent knee whose foot stands on the floor.
        [shin] Depth: stop when the heel is half-way between the floor and a bent knee whose foot stands on it.
        [box] Depth: stop when the heel touches a box, a cushion or a stack of books laid there.
        [floor] Depth: stop just above the floor.
       *[none] Depth: not chosen. Choose one and keep to it: level with a bent knee, half-way down the shin, a box, or just above the floor. The phone cannot see it.
    }
step-breathe =
    { $drop ->
        [hold] Breathe out for { $exhale } seconds, in for { $inhale }. Do not hold your breath.
        [inhale] Breathe in for { $inhale } seconds as the leg goes down, out for { $exhale } as it comes back. Do not hold your breath.
       *[exhale] Breathe out for { $exhale } seconds as the leg goes down, in for { $inhale } as it comes back. Do not hold your breath.
    }
step-count =
    { $sides ->
        [alternating] { $reps ->
            [one] Once a side, sides in turn
           *[other] { $reps } times a side, sides in turn
        }
        [one-after-the-other] { $reps ->
            [one] Once on one side, then once on the other
           *[other] { $reps } times on one side, then { $reps } on the other
        }
        [whole-side-first] { $reps ->
            [one] Once, all sets of one side before the other
           *[other] { $reps } times, all sets of one side before the other
        }
        [left-only] { $reps ->
            [one] Once, the left leg alone
           *[other] { $reps } times, the left leg alone
        }
        [right-only] { $reps ->
            [one] Once, the right leg alone
           *[other] { $reps } times, the right leg alone
        }
        [both-legs] { $reps ->
            [one] Once
           *[other] { $reps } times
        }
       *[both] { $reps ->
            [one] One breath
           *[other] { $reps } breaths
        }
    }{ $sets ->
        [one] .
       *[other] ; { $sets } sets, { $rest } s of rest between them.
    }
step-stop =
    { $moves ->
        [no] Stop when something hurts, when you grow dizzy, or when you cannot keep the legs there.
       *[yes] Stop the drop earlier when your back arches or your pelvis turns. Stop the set when something hurts, tingles or goes numb.
    }

# The drawing.
figure-phone = phone
figure-start = start
figure-end = end
figure-side = A person on the back, seen from the side, head at the left, phone on the lower belly. What moves is drawn in colour where it begins and pale where it ends; an arrow shows the way.
figure-above = A person on the back, seen from beside and above, head at the left, knees bent, phone on the lower belly. One knee is drawn in colour where it begins and pale where it has fallen out to the side; an arrow shows the way.
figure-hold = A person on the back, seen from the side, head at the left, hips and knees at a right angle, arms up, phone on the lower belly. Nothing moves.
figure-raise = A person flat on the back, seen from the side, head at the left, phone on one shin. That leg rises straight from the floor; the other stays flat. An arrow shows the way.

# The leg-raise check.
raise-title = Leg raise, phone on the shin
raise-step-phone = Strap or tuck the phone to the front of one shin, half-way down, screen up, so that it does not slide.
raise-step-lie = Lie flat on your back, both legs straight, arms beside you, palms up. The knee of the other leg stays down.
raise-step-raise = Lie still for a second. Raise the leg slowly, knee straight, as high as it goes by itself. Hold it there for a second. Lower it and lie still again.
raise-step-best = Three tries a side; the best counts. Stop when something hurts.
raise-lay-flat = Lay the leg flat and lie still.
    .spoken = Leg flat, still.
raise-raise = Raise the leg slowly, knee straight.
    .spoken = Raise slowly.
raise-hold = Hold it there.
    .spoken = Hold.
raise-lower = Lower it and lie still.
    .spoken = Lower.
raise-slipped = Does not count: the leg does not lie as it did before. The phone slipped, or the foot has turned.
raise-no-hold = Does not count: the leg was nowhere held for a second.
raise-gap = Does not count: samples are missing.
raise-unfinished = Does not count: the leg did not come back, so a slip cannot be ruled out.
raise-degrees = { $value }° ± { $half }°
raise-best = Best: { $value }° ± { $half }°
raise-none = No try that counts.
raise-unproved = This is an angle, not a score. As a self-test it is unproved. With a second person lifting the leg, a change below 3.3° means nothing by the same hand, below 10.2° by another.
raise-error = The error holds what the sensor errs by, the sway of the hold, and { $strap }° for the strap, which is our own guess.
raise-knee = A bent knee is not seen: the shin stands just as steep. Keep it straight, and the other knee down.
