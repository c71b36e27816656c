### Was jemand festhält, ändert und zurücknimmt.

kept-note = Notiert. { $id }
kept-score = { $side ->
        [left] Links
       *[right] Rechts
    }: { $score }, bewertet von { $by ->
        [myself] dir
        [trainer] deiner Trainerin oder deinem Trainer
        [clinician] einer Fachperson
       *[other] jemand anderem
    }. { $id }
kept-raise = Festgehalten als { $id }.
score-pain = 0 heißt, es tut weh: Dein Plan wartet. Lass es ärztlich ansehen, bevor du weitermachst.
score-low = Frag bei 0 oder 1 deine Trainerin oder deinen Trainer, bevor du Kreuzheben oder Schwünge belastest.
notes-none = Noch keine Notizen. proximal note "TEXT" hält eine fest.
scores-none = Noch keine Werte. proximal score left 2 --by trainer hält einen fest.
note-lift =
    { $lift ->
        [squat] Kniebeuge
        [deadlift] Kreuzheben
       *[swing] Schwung
    }{ $carry ->
        [better] : besser als vorher
        [same] : wie vorher
        [worse] : schlechter als vorher
       *[none] {""}
    }
item-session = die Einheit { $id }
item-note = die Notiz { $id }
item-score = der Wert { $id }
item-raise = die Beinhebe-Prüfung { $id }
item-routine = der Übungsablauf { $id }
item-paper = das Dokument { $id }
item-deleted = Gelöscht: { $item }. proximal undo holt es zurück.
item-back = Wieder da: { $item }.
item-gone = Weggenommen: { $item }.
item-changed = Geändert: { $item }. proximal undo nimmt es zurück.
item-as-before = Wie vorher: { $item }.
item-as-after = Wieder geändert: { $item }.
bin-empty = Nichts ist gelöscht.
setting-as-before = Die Einstellung ist wie vorher.
undo-nothing = Es gibt nichts zurückzunehmen.
redo-nothing = Es gibt nichts zu wiederholen.
undo-left =
    { $count ->
        [one] Eine Änderung wurde
       *[other] { $count } Änderungen wurden
    } seither anderswo noch einmal geändert und bleibt so.
salvaged-history =
    { $file } war beschädigt und liegt jetzt als { $aside } beiseite. { $kept ->
        [one] Eine Änderung
       *[other] { $kept } Änderungen
    } gerettet, { $anew } weitere aus den Tabellen; { $lost ->
        [0] kein Verlust bekannt
        [one] eine ist verloren
       *[other] { $lost } sind verloren
    }.
salvaged-traces =
    { $file } war beschädigt und liegt jetzt als { $aside } beiseite. { $kept ->
        [one] Eine Aufzeichnung
       *[other] { $kept } Aufzeichnungen
    } gerettet; { $lost ->
        [0] kein Verlust bekannt
        [one] eine ist verloren
       *[other] { $lost } sind verloren
    }.
repair-well = An { $file } ist nichts beschädigt.
backup-made =
    { $sessions ->
        [one] Eine Einheit liegt
       *[other] { $sessions } Einheiten liegen
    } in { $file }.
backup-restored =
    { $sessions ->
        [one] Eine Einheit ist
       *[other] { $sessions } Einheiten sind
    } zurück, Stand { $when }.
backup-aside = Was vorher da war, liegt als { $aside } beiseite.
