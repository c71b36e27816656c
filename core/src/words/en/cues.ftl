### Said before they are needed: three words at most. Setup instructions may be longer, there is time for them.

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
    .spoken =
        { $after ->
            [reference] Keep this tension.{ " " }
           *[other] { "" }
        }Arms up. Opposite arm and leg move.
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
        { $after ->
            [reference] Keep this tension.{ " " }
           *[other] { "" }
        }{ $side ->
            [left] Left leg moves.{ " " }
            [right] Right leg moves.{ " " }
           *[both] { "" }
        }{ $other ->
            [supported] Other leg propped up.
            [bent] Other knee bent.
            [flat] Other leg flat.
           *[up] Both legs up, pelvis still.
        } { $variant ->
            [straight-leg] Knee straight.
           *[knee-break] Knee bends.
        }
setup-double-lower = Raise both legs, as high as your pelvis stays put. Both lower together.
    .spoken =
        { $after ->
            [reference] Keep this tension.{ " " }
           *[other] { "" }
        }Both legs up. They lower together.
setup-fall-out =
    Bend both knees, feet on the floor. { $side ->
        [left] Left knee falls out to the side.
        [right] Right knee falls out to the side.
       *[both] The knees take turns falling out.
    }
    .spoken =
        { $after ->
            [reference] Keep this tension.{ " " }
           *[other] { "" }
        }Feet on the floor. { $side ->
            [left] Left knee falls out.
            [right] Right knee falls out.
           *[both] Knees fall out in turn.
        }
setup-heel-slide =
    Bend both knees, feet on the floor. { $side ->
        [left] Left heel slides away.
        [right] Right heel slides away.
       *[both] The heels take turns sliding away.
    }
    .spoken =
        { $after ->
            [reference] Keep this tension.{ " " }
           *[other] { "" }
        }Feet on the floor. { $side ->
            [left] Left heel slides away.
            [right] Right heel slides away.
           *[both] Heels slide away in turn.
        }
