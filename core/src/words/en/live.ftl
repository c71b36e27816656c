live-idle = Ready to start.
live-placing = Lay the phone on your lower belly.
live-count-in = Get ready.
live-setup = Take up the position.
live-paused = Paused.
live-done = Session over.
live-bad-samples = Some samples could not be read. The session goes on.
live-unmeasured = Not measured. Follow the breath; it counts as done.
    .spoken = Not measured. Just follow the breath.
live-felt = What did you feel?
live-result = This is what happened.
live-pain-check = One last question.

start-phone-and-hold = Lie on your back, the phone on your lower belly. Hips and knees at a right angle, arms up. Hold still and only breathe.
    .spoken = Phone on lower belly. Knees over hips, arms up. Only breathe.
start-hold = Lie on your back. Hips and knees at a right angle, arms up. Hold still and only breathe.
    .spoken = Hips and knees at a right angle, arms up. Only breathe.

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
pause-screen-locked = Paused: the screen was locked, and then the phone measures nothing. Unlock it, then resume.
    .spoken = Paused. The screen was locked.
pause-low-power = Paused: the battery is nearly empty. Plug the phone in, or stop here; what is done is kept.
    .spoken = Paused. The battery is nearly empty.
pause-silence = Paused: the sensors fell silent. Resume to go on; what they miss cannot be judged.
    .spoken = Paused. The sensors fell silent.
pause-offer = Paused. Two taps go on more slowly; the button goes on as before.
    .spoken = Paused. Tap twice to go on slower.
pause-lay-back = Lay the phone back, then resume.
    .spoken = Lay the phone back.

pace-offer = The breath runs away from you? Go slower, or without a clock.
    .spoken = Too fast? Tap twice.

signs-asked = The phone may lie the wrong way round. Flatten your back to the floor, then arch it; the cue tells when.
    .spoken = Let me check the phone. Flatten your back, then arch it.
signs-again = That did not fit. Once more: first flat to the floor, then arched.
    .spoken = Once more. First flat, then arched.

ask-felt = How many felt steady, and where did you feel it?
ask-pain = Does anything hurt?
ask-pain-now = Does anything hurt now?
choice-hurts = It hurts
choice-no-pain = Nothing hurts
choice-go-on = Go on
choice-skip = Skip
choice-slower = Slower
choice-free-pace = Without a clock
choice-keep-pace = As it is
choice-to-landmark = As far as planned
choice-not-to-landmark = Not as far as planned
place-belly = Belly
place-low-back = Low back
place-front-of-hip = Front of the hip
place-hamstring = Back of the thigh
place-hip-pinch = Pinch or click in the hip
place-cramp = Cramp
result-held-longer =
    { $side ->
        [left] Your left side
        [right] Your right side
       *[both] You
    } held { $seconds ->
        [one] a second
       *[other] { $seconds } seconds
    } longer than last time.

reference-accepted = Reference learned. Keep this tension.
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
lies-upright = The phone seems to lie upright: its top edge to your head. Turn it, or choose upright.
lies-crosswise = The phone seems to lie crosswise: its top edge to your { $side ->
        [left] left
       *[right] right
    }. Turn it, or choose crosswise.
lies-wrong-way-round = The phone seems to lie the wrong way round: its top edge to your feet. Or you breathe in where out is asked.

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
event-signs-agree = The phone lies as it should.
event-signs-against = The phone seems to lie the wrong way round: arching and flattening may be swapped. Turn it before the next session.
    .spoken = The phone seems to lie the wrong way round. Go on.

pain-ended = You said it hurts. The set is over and this is noted. If it stays, ask a clinician.
    .spoken = The set is over. Rest.
pain-before = You say it hurts already. Leave it for today, or ask a clinician first. This is noted.
pain-after = You say it hurts now. This is noted, and the next session is no harder. If it stays, ask a clinician.

safety-aid = Proximal is a training aid, not a medical device. It diagnoses and treats nothing.
safety-breath = Do not hold your breath.
safety-advice = Ask a clinician first if you are pregnant or gave birth recently, after recent surgery on spine or abdomen, with a hernia, an unhealed fracture or osteoporosis, or when lying flat makes breathing hard.
safety-stop = New numbness, weakness in a leg, or a change in bladder or bowel: stop and seek help at once.
