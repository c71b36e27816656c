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
reason-no-clock = Could not tell: this rep ran without a clock.
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
