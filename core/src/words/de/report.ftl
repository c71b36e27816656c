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
        [no-clock] Diese Wiederholungen liefen ohne Uhr.
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
report-next-unclear-no-clock = Versuch nächstes Mal das langsamere Tempo mit Ton: Das lässt sich beurteilen.
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
