### Jeder Satz des Kerns auf Deutsch. Dieselben Schlüssel, Attribute und Variablen wie in en.ftl; ein Test vergleicht sie.
### `.spoken` ist, was die Stimme sagt, wo es vom Geschriebenen abweicht.

## cues
## Gesagt, bevor es gebraucht wird: höchstens drei Wörter. Anweisungen zur Haltung dürfen länger sein, für sie ist Zeit.

cue-exhale = Ausatmen.
cue-inhale = Einatmen.
cue-exhale-lower = Ausatmen, senken.
cue-exhale-lift = Ausatmen, heben.
cue-inhale-lower = Einatmen, senken.
cue-inhale-lift = Einatmen, heben.
cue-wait = Warten.
cue-just-breathe = Nur atmen.
cue-flatten-arch = Flach, dann hohl.
cue-rest = Ausruhen.
cue-left-leg = Linkes Bein.
cue-right-leg = Rechtes Bein.
cue-both-legs = Beide Beine.
cue-number = { $n }
cue-last = Letztes Mal.
cue-ready = Bereit.
cue-count-in = In { $n }.
cue-done = Fertig.

setup-deadbug = Leg dich auf den Rücken. Hüfte und Knie im rechten Winkel, Arme hoch. Halte still und atme nur.
    .spoken = Auf den Rücken. Hüfte und Knie im rechten Winkel, Arme hoch. Still halten, nur atmen.
setup-moving-deadbug = Leg dich auf den Rücken. Hüfte und Knie im rechten Winkel, Arme hoch. Arm und Bein gegenüber bewegen sich.
setup-lower =
    { $side ->
        [left] Das linke Bein arbeitet.
        [right] Das rechte Bein arbeitet.
       *[both] Die Beine wechseln sich ab.
    } { $other ->
        [supported] Stütze das andere Bein ab.
        [bent] Beuge das andere Knie, Fuß am Boden.
        [flat] Leg das andere Bein flach ab.
       *[up] Heb beide Beine, so hoch das Becken ruhig bleibt.
    } { $variant ->
        [straight-leg] Halte das Knie gestreckt.
       *[knee-break] Das Knie beugt sich auf dem Weg nach unten.
    }
    .spoken =
        { $side ->
            [left] Linkes Bein arbeitet.
            [right] Rechtes Bein arbeitet.
           *[both] Beine im Wechsel.
        } { $other ->
            [supported] Anderes Bein abgestützt.
            [bent] Anderes Knie gebeugt.
            [flat] Anderes Bein flach.
           *[up] Beide Beine hoch, Becken ruhig.
        } { $variant ->
            [straight-leg] Knie bleibt gestreckt.
           *[knee-break] Knie beugt sich.
        }
setup-double-lower = Heb beide Beine, so hoch das Becken ruhig bleibt. Beide senken sich zusammen.
setup-fall-out =
    Beuge beide Knie, Füße am Boden. { $side ->
        [left] Das linke Knie sinkt zur Seite.
        [right] Das rechte Knie sinkt zur Seite.
       *[both] Die Knie sinken abwechselnd zur Seite.
    }
setup-heel-slide =
    Beuge beide Knie, Füße am Boden. { $side ->
        [left] Die linke Ferse gleitet weg.
        [right] Die rechte Ferse gleitet weg.
       *[both] Die Fersen gleiten abwechselnd weg.
    }

## live

live-idle = Bereit zum Start.
live-placing = Leg das Telefon auf den Unterbauch.
live-count-in = Gleich geht es los.
live-setup = Nimm die Haltung ein.
live-paused = Pause.
live-done = Einheit beendet.
live-unmeasured = Nicht gemessen. Folge dem Atem; es zählt als gemacht.

placement-unknown = Warte auf die Sensoren des Telefons.
placement-not-lying = Leg dich auf den Rücken und das Telefon flach auf den Unterbauch.
placement-face-down = Dreh das Telefon um: Bildschirm nach oben.
placement-settling = Halte einen Moment still.
placement-ready = Das Telefon liegt gut.
placement-crosswise = Das Telefon liegt quer. Das geht; lass es so.
placement-askew = Das Telefon liegt schräg. Richte die Oberkante zum Kopf.

pause-user = Pause. Mach weiter, wenn du so weit bist.
    .spoken = Pause.
pause-call = Pause wegen eines Anrufs. Mach weiter, wenn du so weit bist.
    .spoken = Pause wegen eines Anrufs.
pause-audio-lost = Pause: Der Ton ist weg. Prüfe Lautstärke oder Kopfhörer, dann mach weiter.
    .spoken = Pause. Der Ton war weg.
pause-suspended = Pause: Die App war nicht mehr im Vordergrund. Mach weiter, wenn du so weit bist.
    .spoken = Pause. Die App war nicht im Vordergrund.
pause-lifted = Pause: Das Telefon wurde angehoben. Tut etwas weh? Wenn nicht, leg es zurück und mach weiter.
    .spoken = Pause. Tut etwas weh?
pause-source-ended = Beendet: Es kommen keine Messwerte mehr. Was gemacht ist, bleibt erhalten.
    .spoken = Die Sensoren sind still.
pause-clock-jump = Pause: Die Uhr ist gesprungen. Mach weiter, wenn du so weit bist.
    .spoken = Pause. Die Uhr ist gesprungen.

reference-accepted = Referenz gelernt. Halte diese Spannung.
    .spoken = Halte diese Spannung.
reference-too-short = Keine Referenz: weniger als drei ganze Atemzüge. Atme bis zum Ende mit dem Ton.
    .spoken = Zu wenige Atemzüge für eine Referenz.
reference-not-placed = Keine Referenz: Das Telefon lag nicht mit dem Bildschirm nach oben. Leg es so auf den Unterbauch.
    .spoken = Keine Referenz. Bildschirm nach oben.
reference-moved = Keine Referenz: Das Telefon hat sich bewegt. Steck es unter den Bund.
    .spoken = Keine Referenz. Das Telefon hat sich bewegt.
reference-wandered = Keine Referenz: Das Becken ist gewandert. Halte still und atme nur.
    .spoken = Keine Referenz. Das Becken ist gewandert.
reference-off-cue = Keine Referenz: Der Atem folgte nicht dem Ton. Aus, während er fällt, ein, während er steigt.
    .spoken = Keine Referenz. Folge dem Ton.

band-steady = Ruhig.
band-drifting = Driftet. Spann etwas mehr an.
    .spoken = Driftet.
band-lost = Verloren. Halte etwas höher an.
    .spoken = Höher anhalten.

event-slip = Das Telefon ist verrutscht.
event-lift-off = Das Telefon wurde angehoben.
event-replaced = Das Telefon wurde neu hingelegt.
event-bump = Ein Husten oder ein Stoß.
event-heel-down = Die Ferse hat aufgesetzt.
event-gap = Die Sensoren waren einen Moment still.

ask-pain-before = Tut vor dem Start etwas weh?
ask-pain-after = Tut jetzt etwas weh?
pain-ended = Du sagst, es tut weh. Der Satz ist zu Ende, das ist notiert. Wenn es bleibt, frag ärztlich nach.
    .spoken = Der Satz ist zu Ende. Ruh dich aus.

safety-aid = Proximal ist eine Trainingshilfe, kein Medizinprodukt. Es stellt keine Diagnose und behandelt nichts.
safety-breath = Halte nicht den Atem an.
safety-advice = Frag zuerst ärztlich nach: in der Schwangerschaft oder kurz nach einer Geburt, nach frischen Operationen an Wirbelsäule oder Bauch, bei Bruch der Bauchwand, nicht verheiltem Knochenbruch oder Osteoporose, oder wenn flaches Liegen das Atmen erschwert.
safety-stop = Neue Taubheit, Schwäche im Bein oder Veränderung an Blase oder Darm: Hör auf und such sofort Hilfe.

## verdicts

verdict-steady = ruhig
verdict-drifting = driftet
verdict-lost = verloren
verdict-unclear = unklar
verdict-steady-means = Das Becken blieb in deinem Band.
verdict-drifting-means = Das Becken verließ die erste Grenze deines Bandes.
verdict-lost-means = Das Becken verließ die zweite Grenze deines Bandes.
verdict-unclear-means = Es ließ sich nicht sagen; der Grund steht daneben.

reason-tilted-forward = Das Becken kippte nach vorn (Hohlkreuz).
reason-tilted-back = Das Becken kippte nach hinten (flach).
reason-rolled-left = Das Becken rollte nach links.
reason-rolled-right = Das Becken rollte nach rechts.
reason-too-close-to-call = Nicht zu sagen: zu nah an der Grenze.
reason-no-reference = Nicht zu sagen: Es gibt keine Referenz.
reason-breath-changed = Nicht zu sagen: Dein Atem hat sich seit der Referenz zu sehr verändert.
reason-slipped = Nicht zu sagen: Das Telefon ist verrutscht.
reason-replaced = Nicht zu sagen: Das Telefon wurde angehoben oder neu hingelegt.
reason-bumped = Nicht zu sagen: ein Husten oder ein Stoß.
reason-gap = Nicht zu sagen: Die Sensoren waren still.
reason-too-few-samples = Nicht zu sagen: zu wenige Messwerte.
reason-masked = Nicht zu sagen: Das Telefon hat zu lange selbst gewackelt.
reason-not-placed = Nicht zu sagen: Das Telefon lag nicht mit dem Bildschirm nach oben auf dem Bauch.

breath-in-time = Atem im Takt.
breath-early = Atem vor dem Ton.
breath-late = Atem nach dem Ton.
breath-reversed = Atem vertauscht: ein, wo aus gefragt war.
breath-cannot-tell = Atem: nicht zu sagen.

ending-finished = Bis zum Ende gemacht.
ending-stopped = Von dir beendet.
ending-pain = Beendet, weil es wehtat.
ending-interrupted = Unterbrochen.

side-left = Links
side-right = Rechts
side-both = Beide

exercise-deadbug = Deadbug-Halten
exercise-setup = Haltung
exercise-settle = Einstimmende Atemzüge
exercise-leg-lower = Beinsenken
exercise-bent-knee-fall-out = Knie zur Seite sinken lassen
exercise-heel-slide = Fersengleiten
exercise-supported-lower = Beinsenken, gestützt
exercise-double-leg-lower = Beidbeiniges Senken
exercise-moving-deadbug = Bewegter Deadbug

phase-exhale = Ausatmen
phase-inhale = Einatmen
phase-pause = Halt
phase-setup = Haltung
phase-signs = Flach und hohl
phase-rest = Ausruhen

variant-knee-break = mit beugendem Knie
variant-straight-leg = mit gestrecktem Bein
other-leg-up = anderes Bein oben
other-leg-supported = anderes Bein gestützt
other-leg-bent = anderes Bein angestellt
other-leg-flat = anderes Bein flach

## errors
## Was, wo, was du tun kannst.

error-invalid-input = Das ist nicht brauchbar: { $what }. Korrigiere es und versuch es noch einmal.
error-closed = Das ist schon geschlossen: { $what }. Öffne es neu.
error-busy = Das wird gerade benutzt: { $what }. Warte, bis es fertig ist, und versuch es noch einmal.
error-cancelled = Abgebrochen: { $what }. Nichts wurde geändert.
error-unsupported = Dieses Gerät oder diese Version kann das nicht: { $what }.
error-newer-schema = Das hat eine neuere Version geschrieben: { $what }. Aktualisiere die App; nichts wurde geändert.
error-storage = Das ließ sich nicht speichern oder lesen: { $what }. Prüfe freien Platz und Rechte, dann versuch es noch einmal.
error-corrupt = Das ist beschädigt: { $what }. Es blieb, wie es ist; stell eine Kopie wieder her.
error-sync-retry = Der Abgleich kam nicht durch: { $what }. Er versucht es von selbst wieder.
error-sync-rejected = Der Abgleich wurde abgelehnt: { $what }. Prüfe das Konto und seine Rechte.
error-internal = Innen ging etwas schief: { $what }. Deine Daten bleiben erhalten; bitte melde es.

routine-json = Das ist kein Übungsablauf: { $what }.
routine-schema = { $field } nennt eine Version, die dieser Stand nicht kennt. Aktualisiere die App oder exportiere den Ablauf neu.
routine-name = { $field } darf nur kleingeschriebene Wörter mit Bindestrichen enthalten.
routine-range = { $field } ist { $value }. Wähle { $low } bis { $high }.
routine-range-or-zero = { $field } ist { $value }. Wähle 0 oder { $low } bis { $high }.
routine-missing = { $field } fehlt; diese Übung braucht es.
routine-not-here = { $field } passt nicht zu dieser Übung.
routine-no-shared-start = { $field } kann hier nicht abwechseln: Die Seiten beginnen aus verschiedenen Haltungen. Mach eine Seite nach der anderen oder lass das andere Bein oben.

## report
