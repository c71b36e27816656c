### What the user keeps, changes and takes back.

kept-note = Noted. { $id }
kept-score = { $side ->
        [left] Left
       *[right] Right
    }: { $score }, scored by { $by ->
        [myself] you
        [trainer] your trainer
        [clinician] a clinician
       *[other] somebody else
    }. { $id }
kept-raise = Kept as { $id }.
score-pain = 0 means it hurts: your plan waits. See a clinician before you go on.
score-low = At 0 or 1, ask your trainer before you load a deadlift or a swing.
notes-none = No notes yet. proximal note "TEXT" keeps one.
scores-none = No scores yet. proximal score left 2 --by trainer keeps one.
note-lift =
    { $lift ->
        [squat] Squat
        [deadlift] Deadlift
       *[swing] Swing
    }{ $carry ->
        [better] : better than before
        [same] : as before
        [worse] : worse than before
       *[none] {""}
    }
item-session = the session { $id }
item-note = the note { $id }
item-score = the score { $id }
item-raise = the leg-raise check { $id }
item-routine = the routine { $id }
item-paper = the document { $id }
item-deleted = Deleted: { $item }. proximal undo brings it back.
item-back = Back again: { $item }.
item-gone = Taken away: { $item }.
item-changed = Changed: { $item }. proximal undo takes it back.
item-as-before = As it was before: { $item }.
item-as-after = Changed again: { $item }.
bin-empty = Nothing is deleted.
setting-as-before = The setting is as it was before.
undo-nothing = There is nothing to take back.
redo-nothing = There is nothing to do again.
undo-left =
    { $count ->
        [one] One change was
       *[other] { $count } changes were
    } changed again elsewhere since, and stays so.
salvaged-history =
    { $file } was damaged and is set aside as { $aside }. { $kept ->
        [one] One change
       *[other] { $kept } changes
    } came over, { $anew } more from the tables; { $lost ->
        [0] none is known to be lost
        [one] one is lost
       *[other] { $lost } are lost
    }.
salvaged-traces =
    { $file } was damaged and is set aside as { $aside }. { $kept ->
        [one] One recording
       *[other] { $kept } recordings
    } came over; { $lost ->
        [0] none is known to be lost
        [one] one is lost
       *[other] { $lost } are lost
    }.
repair-well = Nothing is wrong with { $file }.
backup-made =
    { $sessions ->
        [one] One session is
       *[other] { $sessions } sessions are
    } in { $file }.
backup-restored =
    { $sessions ->
        [one] One session is
       *[other] { $sessions } sessions are
    } back, as of { $when }.
backup-aside = What was there before is set aside as { $aside }.
