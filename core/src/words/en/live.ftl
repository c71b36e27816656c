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
