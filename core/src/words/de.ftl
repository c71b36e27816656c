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
live-bad-samples = Einige Messwerte waren nicht lesbar. Die Übung geht weiter.
live-unmeasured = Nicht gemessen. Folge dem Atem; es zählt als gemacht.

placement-unknown = Warte auf die Sensoren des Telefons.
placement-not-lying = Leg dich auf den Rücken und das Telefon flach auf den Unterbauch.
placement-face-down = Dreh das Telefon um: Bildschirm nach oben.
placement-settling = Halte einen Moment still.
placement-ready = Das Telefon liegt gut.

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

lies-askew = Das Telefon scheint schief zu liegen. Leg es vor der nächsten Einheit gerade.
    .spoken = Halte diese Spannung. Das Telefon scheint schief zu liegen.
lies-upright = Das Telefon scheint aufrecht zu liegen: die Oberkante zum Kopf. Dreh es, oder wähle aufrecht.
    .spoken = Halte diese Spannung. Das Telefon scheint aufrecht zu liegen.
lies-crosswise = Das Telefon scheint quer zu liegen: die Oberkante nach { $side ->
        [left] links
       *[right] rechts
    }. Dreh es, oder wähle quer.
    .spoken = Halte diese Spannung. Das Telefon scheint quer zu liegen.
lies-wrong-way-round = Das Telefon scheint verkehrt herum zu liegen: die Oberkante zu den Füßen. Oder du atmest ein, wo aus verlangt ist.
    .spoken = Halte diese Spannung. Das Telefon scheint verkehrt herum zu liegen.

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
event-double-tap = Du hast zweimal getippt.

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

error-not-a-history = { $file } ist kein Proximal-Verlauf. Wähle eine andere Datei.
error-newer-history = { $file } stammt von einer neueren Version. Aktualisiere Proximal.
error-damaged-history = { $file } ist beschädigt. Behalte sie und stelle eine Kopie wieder her.
error-disk-full = Der Speicher ist voll. Schaffe Platz und versuche es noch einmal.
error-read-only = { $file } kann nicht beschrieben werden. Prüfe die Zugriffsrechte.
error-unreachable = { $file } lässt sich nicht öffnen. Prüfe, ob der Ordner existiert und dir gehört.
error-busy = Ein anderes Programm benutzt den Verlauf. Versuche es noch einmal.
error-no-session = Es gibt keine Einheit { $id }.
error-ambiguous-id = Mehrere Einheiten beginnen mit { $id }. Gib mehr davon an.
error-already-saved = Unter diesem Namen ist schon eine andere Einheit gespeichert.
error-invalid = Das lässt sich nicht speichern.
error-closed = Der Verlauf ist geschlossen. Öffne ihn wieder.
error-internal = Intern ist etwas schiefgegangen. Gespeichertes ist sicher.

routine-json = Das ist kein Übungsablauf: { $what }.
routine-schema = { $field } nennt eine Version, die dieser Stand nicht kennt. Aktualisiere die App oder exportiere den Ablauf neu.
routine-name = { $field } darf nur kleingeschriebene Wörter mit Bindestrichen enthalten.
routine-range = { $field } ist { $value }. Wähle { $low } bis { $high }.
routine-range-or-zero = { $field } ist { $value }. Wähle 0 oder { $low } bis { $high }.
routine-missing = { $field } fehlt; diese Übung braucht es.
routine-not-here = { $field } passt nicht zu dieser Übung.
routine-no-shared-start = { $field } kann hier nicht abwechseln: Die Seiten beginnen aus verschiedenen Haltungen. Mach eine Seite nach der anderen oder lass das andere Bein oben.

## report

report-title = Beinsenken
report-date =
    { $weekday ->
        [mon] Montag
        [tue] Dienstag
        [wed] Mittwoch
        [thu] Donnerstag
        [fri] Freitag
        [sat] Samstag
       *[sun] Sonntag
    }, { $day }. { $month ->
        [jan] Januar
        [feb] Februar
        [mar] März
        [apr] April
        [may] Mai
        [jun] Juni
        [jul] Juli
        [aug] August
        [sep] September
        [oct] Oktober
        [nov] November
       *[dec] Dezember
    } { $year }, { $time } Uhr (UTC{ $offset })
report-degrees = { $value }°
report-seconds = { $value } s
report-estimate = { $value }° ± { $half }°
report-n-of = { $n } von { $of }

report-result-steady =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide Beine
    }: { $steady } von { $of } ruhig.
report-result-drifted =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide Beine
    }: { $drifting } von { $of } gedriftet{ $moment ->
        [drop] , etwa { $seconds } Sekunden nach Beginn des { $breath ->
            [inhale] Einatmens
           *[exhale] Ausatmens
        }
        [lift] , als das Bein wieder hochkam
       *[unknown] {""}
    }.
report-result-lost =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide Beine
    }: { $lost } von { $of } verloren{ $moment ->
        [drop] , etwa { $seconds } Sekunden nach Beginn des { $breath ->
            [inhale] Einatmens
           *[exhale] Ausatmens
        }
        [lift] , als das Bein wieder hochkam
       *[unknown] {""}
    }.
report-result-drifted-and-lost =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide Beine
    }: { $drifting } gedriftet und { $lost } verloren von { $of }{ $moment ->
        [drop] , etwa { $seconds } Sekunden nach Beginn des { $breath ->
            [inhale] Einatmens
           *[exhale] Ausatmens
        }
        [lift] , als das Bein wieder hochkam
       *[unknown] {""}
    }.
report-result-some-unclear =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide Beine
    }: { $unclear } nicht zu sagen.
report-result-unclear =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide Beine
    }: von { $of } ließ sich keine beurteilen.
report-nothing-judged = Nichts ließ sich beurteilen.
report-why-fault =
    { $why ->
        [too-short] Die fünf Ausatmer wurden nicht fertig, darum gibt es keine Referenz.
        [not-placed] Das Telefon lag nicht mit dem Bildschirm nach oben, darum gibt es keine Referenz.
        [moved] Das Telefon bewegte sich bei den fünf Ausatmern, darum gibt es keine Referenz.
        [wandered] Das Becken wanderte bei den fünf Ausatmern, darum gibt es keine Referenz.
       *[off-cue] Der Atem folgte dem Ton nicht, darum gibt es keine Referenz.
    }
report-why-unclear =
    { $why ->
        [no-reference] Es gibt keine Referenz.
        [breath-changed] Dein Atem änderte sich seit der Referenz zu sehr.
        [slipped] Das Telefon ist verrutscht.
        [replaced] Das Telefon wurde angehoben oder neu gelegt.
        [bumped] Ein Husten oder Stoß erschütterte das Telefon.
        [gap] Die Sensoren schwiegen.
        [too-few-samples] Die Sensoren gaben zu wenige Werte.
        [masked] Das Telefon hat zu lange selbst gerüttelt.
        [not-placed] Das Telefon lag nicht mit dem Bildschirm nach oben auf dem Bauch.
       *[other] Die Bewegung lag zu nah an der Grenze.
    }
report-stopped-for-pain = Du hast aufgehört, weil es wehtat.
report-no-reps = Es wurde kein Bein gesenkt.
report-interrupted-before-reps = Die Einheit endete vor dem ersten Senken.

report-next-same = Bleib nächstes Mal bei dieser Tiefe und diesem Tempo.
report-next-slower = Wähle nächstes Mal ein langsameres oder freies Tempo.
report-next-higher =
    { $side ->
        [left] Leg nächstes Mal eine Kiste unter die linke Ferse und halte dort an.
        [right] Leg nächstes Mal eine Kiste unter die rechte Ferse und halte dort an.
       *[both] Leg nächstes Mal eine Kiste unter die Fersen und halte dort an.
    }
report-next-pain = Ruh dich jetzt aus. Bleibt es oder wird es schlimmer, frag vor der nächsten Einheit ärztlich nach.
report-next-again = Fang neu an, wenn du vier ruhige Minuten hast.
report-next-fault-too-short = Atme nächstes Mal alle fünf Ausatmer mit dem Ton, bevor du ein Bein senkst.
report-next-fault-not-placed = Leg das Telefon nächstes Mal vor dem Start mit dem Bildschirm nach oben auf den Unterbauch.
report-next-fault-moved = Steck das Telefon nächstes Mal unter den Hosenbund.
report-next-fault-wandered = Halt nächstes Mal bei den fünf Ausatmern still und atme nur.
report-next-fault-off-cue = Atme nächstes Mal aus, wenn der Ton fällt, und ein, wenn er steigt.
report-next-unclear-too-close-to-call = Bleib nächstes Mal bei dieser Tiefe, dann sagen zwei Einheiten mehr als eine.
report-next-unclear-no-reference = Beginne nächstes Mal mit den fünf Ausatmern im Deadbug-Halten.
report-next-unclear-breath-changed = Atme nächstes Mal beim Senken so tief wie bei den fünf Ausatmern.
report-next-unclear-slipped = Steck das Telefon nächstes Mal unter den Hosenbund.
report-next-unclear-replaced = Lass das Telefon nächstes Mal bis zur letzten Wiederholung liegen.
report-next-unclear-bumped = Mach nächstes Mal Pause, wenn du husten musst.
report-next-unclear-gap = Lass die App nächstes Mal bis zur letzten Wiederholung im Vordergrund.
report-next-unclear-too-few-samples = Lass die App nächstes Mal bis zur letzten Wiederholung im Vordergrund.
report-next-unclear-masked = Schalte nächstes Mal die Vibration aus und lass dich von den Tönen führen.
report-next-unclear-not-placed = Leg das Telefon nächstes Mal vor dem Start mit dem Bildschirm nach oben auf den Unterbauch.
report-next-unclear-tilted-forward = Bleib nächstes Mal bei dieser Tiefe, dann sagen zwei Einheiten mehr als eine.
report-next-unclear-tilted-back = Bleib nächstes Mal bei dieser Tiefe, dann sagen zwei Einheiten mehr als eine.
report-next-unclear-rolled-left = Bleib nächstes Mal bei dieser Tiefe, dann sagen zwei Einheiten mehr als eine.
report-next-unclear-rolled-right = Bleib nächstes Mal bei dieser Tiefe, dann sagen zwei Einheiten mehr als eine.

report-routine =
    { $is ->
        [leg-lowering] Programm: Beinsenken
       *[other] Programm: { $is }
    }
report-reps-planned =
    { $sides ->
        [both] { $reps ->
            [one] eine Wiederholung
           *[other] { $reps } Wiederholungen
        }
       *[each] { $reps } je Seite
    }
report-tempo =
    { $exhale } s aus, { $inhale } s ein; das Bein sinkt beim { $drop ->
        [inhale] Einatmen
       *[exhale] Ausatmen
    }
report-source-phone = Gemessen von einem Telefon auf dem Unterbauch.
report-source-recording = Abgespielt aus der Aufnahme { $file }.
report-source-simulated = Simulierte Person, Startwert { $seed }: Kein Körper wurde gemessen.

report-reps = Wiederholungen
report-reps-none = In dieser Einheit gibt es keine beurteilte Wiederholung.
report-left-beside-right = Links neben rechts
report-one-side = In Zahlen
report-less-is-steadier = Weniger ist ruhiger. ± soll die Wahrheit 95-mal von 100 enthalten.
report-largest-tilt = Weiteste Kippung
report-largest-roll = Weiteste Rollung
report-largest-drift = Größte Drift der Kippung
report-largest-creep = Größtes Wandern
report-moment-of-loss = Band verlassen nach
report-unclear-left-out = Unklare Wiederholungen sind hier nicht dabei.

report-timeline = Die Einheit, Atemzug für Atemzug
report-timeline-how = Die Zeit läuft von links nach rechts, in Minuten und Sekunden ab dem Start. Im weichen Band ist ruhig.
report-timeline-lines = Die kräftige Linie ist das Becken ohne deinen Atem, die blasse das Telefon samt Atem; beide beginnen in jeder Wiederholung bei null. Ein kleines Dreieck zeigt, wo das Becken das Band verließ.
report-timeline-no-trace = Die Signale dieser Einheit wurden nicht aufgehoben, darum gibt es keine Linien.
report-timeline-empty = Es wurde nichts gemacht.
report-between = Haltung und einstimmende Atemzüge
report-picture-desc = Kippung und Rollung in Grad von { $from } bis { $to }.
report-picture-rep =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide
    } { $rep }: { $verdict }.
report-tilt = Kippung, °
report-roll = Rollung, °
report-rep-short =
    { $side ->
        [left] L{ $rep }
        [right] R{ $rep }
       *[both] { $rep }
    }
report-arch = hohl
report-flatten = flach
report-to-left = nach links
report-to-right = nach rechts
report-out = aus
report-in = ein
report-setup = Haltung
report-event-slip = verrutscht
report-event-lift-off = angehoben
report-event-replaced = neu gelegt
report-event-bump = Stoß
report-event-heel-down = Ferse
report-event-gap = Lücke
report-event-double-tap = getippt

report-reference = Referenz
report-reference-none = Es gab keine Referenz, darum ließ sich keine Wiederholung beurteilen.
report-reference-accepted =
    { $breaths ->
        [one] Angenommen. Gelernt aus einem Atemzug im Deadbug-Halten.
       *[other] Angenommen. Gelernt aus { $breaths } Atemzügen im Deadbug-Halten.
    }
report-breath-depth = Der Atem allein kippt das Telefon um
report-spread-tilt = Unterschied der Atemzüge, Kippung
report-spread-roll = Unterschied der Atemzüge, Rollung
report-askew = Winkel zwischen dem Atem und der Lage, in der das Telefon liegen sollte
report-delay = Dein Atem folgt dem Ton nach
report-drifts-from = Driften beginnt bei
report-lost-from = Verloren beginnt bei
report-bounds = { $tilt } Kippung, { $roll } Rollung

report-numbers = Jede Wiederholung in Zahlen
report-numbers-how = Kippung über null ist ein Hohlkreuz, unter null ein flacher Rücken. Rollung über null geht nach links. ± wie oben.
report-rep = Wiederholung
report-verdict-head = Urteil
report-peak-tilt = Spitze der Kippung
report-peak-roll = Spitze der Rollung
report-drift = Drift der Kippung
report-creep = Wandern
report-breath-head = Atem
report-breath-in-time = im Takt
report-breath-early = früh
report-breath-late = spät
report-breath-reversed = vertauscht
report-breath-cannot-tell = nicht zu sagen

report-exercise = Die Übung
report-hold-line =
    { $reps ->
        [one] Deadbug-Halten: ein Ausatmer, nichts bewegt sich.
       *[other] Deadbug-Halten: { $reps } Ausatmer, nichts bewegt sich.
    }
report-figure-desc = Ein Mensch auf dem Rücken, von der Seite gesehen, Kopf links, Telefon auf dem Unterbauch. Das bewegte Bein ist durchgezogen, wo das Senken beginnt, und gepunktet, wo es endet.
report-figure-hold = Ein Mensch auf dem Rücken, von der Seite gesehen, Kopf links, Hüften und Knie im rechten Winkel, Arme oben, Telefon auf dem Unterbauch.
report-phone = Telefon
report-start = Anfang
report-end = Ende

report-meanings = Was die Wörter bedeuten
report-word-tilt = Kippung
report-means-tilt = Das Becken kippt zum Hohlkreuz oder zum flachen Rücken hin.
report-word-roll = Rollung
report-means-roll = Das Becken dreht sich zu einer Seite.
report-word-band = Band
report-means-band = Wie weit das Becken gehen darf und noch als ruhig gilt. Es kommt aus deinen eigenen fünf Ausatmern, in festen Grenzen.
report-word-drift = Drift
report-means-drift = Wo das Becken eine Wiederholung beendet, gegen den Ort, an dem es sie begann.
report-word-creep = Wandern
report-means-creep = Wo eine Wiederholung beginnt, gegen den Beginn des Satzes. Das Telefon oder der Körper hat sich bewegt; was von beidem, sagen die Zahlen nicht.
report-word-moment = Band verlassen nach
report-means-moment = Sekunden vom Beginn der Wiederholung, bis das Becken das Band zuerst verließ.
report-word-breath = Atem
report-means-breath = Ob dein Atem dem Ton folgte.

report-how-sure = Wie sicher die Zahlen sind
report-sure-tried = Sie wurden an Drehungen geprüft, die in Aufnahmen von Menschen mit ruhenden Beinen eingerechnet wurden, und in der Simulation. Eine Aufnahme mit bewegten Beinen gibt es nicht.
report-sure-resolution = Ohne den Atem lässt sich etwa ein halbes Grad unterscheiden.
report-sure-interval = ± soll die Wahrheit 95-mal von 100 enthalten; an bewegten Beinen ist das nicht belegt. Tiefe Bauchatmung macht es breiter.
report-sure-roll = Ein Muskel neben dem Hüftknochen kann eine Kante des Telefons heben, ohne dass sich das Becken dreht. Darum wird Rollung nicht strenger beurteilt als Kippung.
report-sure-sessions = Zwischen zwei Einheiten bedeutet ein Unterschied der Kippung unter etwa 4,5° nichts. Vergleiche Änderungen innerhalb eines Satzes.
report-sure-breath = Bewegt sich das Becken mehr als der Atem, kann das Telefon ein nicht von aus unterscheiden und sagt das.
report-sure-depth = Das Telefon sieht nicht, wie tief das Bein ging. Vergleiche nur Einheiten gleicher Tiefe.
