### What leaves, what comes in, and the signals that are kept.

signals-damaged =
    { $lost ->
        [one] Part of the signals is damaged: 1 instant is missing. What is whole is used.
       *[other] Part of the signals is damaged: { $lost } instants are missing. What is whole is used.
    }
signals-kept =
    { $traces ->
        [one] The signals of 1 session take { $mb } MB; { $thinned } of it thinned.
       *[other] The signals of { $traces } sessions take { $mb } MB; { $thinned } of them thinned.
    }
signals-rule = { $days } days after a session its signals may be thinned to a third: one sample in 30 ms, and all that was shown. No rep, verdict or number changes. It is never done unasked.
signals-to-thin =
    { $traces ->
        [one] Thinning the signals of 1 session would free { $mb } MB. It cannot be undone.
       *[other] Thinning the signals of { $traces } sessions would free { $mb } MB. It cannot be undone.
    }
signals-thinned =
    { $traces ->
        [one] Thinned the signals of 1 session: { $mb } MB are free.
       *[other] Thinned the signals of { $traces } sessions: { $mb } MB are free.
    }
signals-nothing-to-thin = No signals are that old, or all of them are thinned.
signals-left-damaged =
    { $damaged ->
        [one] 1 session's signals are damaged and were left as they are.
       *[other] { $damaged } sessions' signals are damaged and were left as they are.
    }
signals-orphans =
    { $orphans ->
        [one] 1 session's signals ({ $mb } MB) are named by no session.
       *[other] { $orphans } sessions' signals ({ $mb } MB) are named by no session.
    }
signals-no-orphans = Every signal belongs to a session.
signals-orphans-why = They may be cleared { $days } days after they were first seen so, and only when this history wrote them: a restored backup must find its signals.
signals-orphan-may = may be cleared
signals-orphan-waits = waits
signals-orphan-not-ours = another history's, kept
signals-cleared =
    { $traces ->
        [one] Cleared 1 session's signals: { $mb } MB are free.
       *[other] Cleared { $traces } sessions' signals: { $mb } MB are free.
    }
signals-nothing-to-clear = Nothing may be cleared yet.
signals-say-yes = Nothing was changed. Repeat it with --yes to do it.

exchange-exported =
    { $sessions ->
        [one] 1 session, { $rows } { $what }, in { $file }
       *[other] { $sessions } sessions, { $rows } { $what }, in { $file }
    }
exchange-damaged =
    { $n ->
        [one] A part of 1 session's signals is damaged and left out.
       *[other] A part of { $n } sessions' signals is damaged and left out.
    }
exchange-what = { $format ->
        [csv] reps
        [jsonl] lines
        [fhir] observations
        [ics] events
        [health] records
       *[other] instants
    }
exchange-took-nothing = Nothing new: all of it is here already.
exchange-kind =
    { $kind ->
        [session] sessions
        [rep] reps
        [reference] references
        [note] notes
        [setting] settings
        [score] leg-raise scores
        [raise] leg-raise checks
        [routine] routines
        [paper] documents
       *[trace] signals
    }
exchange-taken = { $kind }: { $new } new, { $changed } changed, { $known } here already
exchange-for-newer =
    { $n ->
        [one] 1 change is for a newer version: kept, not shown. Update Proximal to see it.
       *[other] { $n } changes are for a newer version: kept, not shown. Update Proximal to see them.
    }
exchange-broken-signals =
    { $n ->
        [one] 1 session's signals cannot be read and were left out.
       *[other] { $n } sessions' signals cannot be read and were left out.
    }
exchange-calendar-event = Leg lowering: { $routine }
exchange-calendar-note =
    { $reps ->
        [one] { $steady } of 1 judged rep steady.
       *[other] { $steady } of { $reps } judged reps steady.
    }
exchange-calendar-unjudged = No rep was judged.
exchange-calendar-name = Proximal, done

trainer-from = From { $name }.
trainer-for = For { $name }.
trainer-note = Note: { $text }
trainer-routine = Routine { $name }.
trainer-sets = { $key } is { $after }; it was { $before }.
trainer-accepted = Accepted. The routine is among yours; the plan is as above. proximal plan set --undo brings your own plan back.
trainer-look = Nothing was changed. Repeat it with --yes to accept it.
trainer-made = { $file }: hand it over as you like. Nothing was sent.
trainer-result-holds =
    { $sessions ->
        [one] It holds 1 session: when, what, how many reps of which verdict, whether it hurt. No signals.
       *[other] It holds { $sessions } sessions: when, what, how many reps of which verdict, whether it hurt. No signals.
    }
trainer-no-results = No result files here.

client-title = Results of { $name }
client-span = { $from } to { $to }
client-goal = { $goal } a week are planned.
client-prescribed = Prescribed: { $routine }, { $date }.
client-day = Day
client-routine = Routine
client-left = Left
client-right = Right
client-both = Both
client-felt = Felt steady
client-pain = Pain
client-yes = yes
client-no = no
client-steady-of = { $steady } of { $judged } steady
client-unclear = , { $unclear } unclear
client-simulated = simulated
client-none = No sessions.
client-how-to-read = Counts of judged reps; unclear ones could not be told. Less motion is steadier. Compare a person only with themselves: depth, variant and phone position differ between people.
client-name = Name
client-sessions = Sessions
client-last = Last
client-weekly = A week
