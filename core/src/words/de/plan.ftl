### Der Wochenplan, seine Erinnerungen und die Gründe seiner Schritte.

plan-week =
    { $goal ->
        [0] { $done } diese Woche. Kein Tag ist gewählt.
       *[other] { $done } von { $goal } diese Woche.
    }
plan-when =
    { $day ->
        [today] Heute
        [tomorrow] Morgen
        [mon] Montag
        [tue] Dienstag
        [wed] Mittwoch
        [thu] Donnerstag
        [fri] Freitag
        [sat] Samstag
       *[sun] Sonntag
    }{ $late ->
        [yes] , nach Mitternacht,
       *[no] { "" }
    } um { $time }{ $moved ->
        [yes] , statt eines Tages, der vorbei ist.
       *[no] .
    }
plan-ask = Noch dran: { $date }, { $time }{ $moved ->
        [yes] {", statt eines Tages, der vorbei ist"}
       *[no] {""}
    }.
plan-no-time = Es ist nichts dran.
plan-today-free = Heute ist frei. Heute geht es genauso gut.

plan-level =
    { $exercise ->
        [deadbug] { exercise-deadbug }
        [leg-lower] { exercise-leg-lower }
        [bent-knee-fall-out] { exercise-bent-knee-fall-out }
        [heel-slide] { exercise-heel-slide }
        [supported-lower] { exercise-supported-lower }
        [double-leg-lower] { exercise-double-leg-lower }
        [moving-deadbug] { exercise-moving-deadbug }
       *[setup] { exercise-setup }
    }{ $variant ->
        [straight-leg] , { variant-straight-leg }
        [knee-break] { "" }
       *[none] { "" }
    }{ $other ->
        [up] , { other-leg-up }
        [supported] , { other-leg-supported }
        [bent] , { other-leg-bent }
        [flat] , { other-leg-flat }
       *[usual] { "" }
    }{ $landmark ->
        [knee] , bis auf Kniehöhe
        [shin] , bis auf halbe Höhe des Schienbeins
        [box] , bis auf die Kiste
        [floor] , bis knapp über den Boden
       *[none] { "" }
    }
plan-level-is = Stufe: { $level }
plan-begins =
    { $side ->
        [left] Das linke Bein beginnt.
        [right] Das rechte Bein beginnt.
       *[both] Beide Beine bewegen sich.
    }

# Warum.
plan-start = Hier fängst du an.
plan-read =
    { $as ->
        [steady] Letztes Mal: ruhig.
        [between] Letztes Mal: weder ruhig noch unruhig. Die Stufe bleibt.
        [unsteady] Letztes Mal: höchstens zwei von fünf ruhig.
        [painful] Letztes Mal: ruhig, aber es tat weh.
        [depth-unknown] Letztes Mal: ruhig, aber du hast nicht gesagt, ob das Bein so weit ging wie geplant. Für die nächste Stufe zählt es nicht.
        [stopped-short] Letztes Mal: ruhig, aber das Bein ging nicht so weit wie geplant. Für die nächste Stufe zählt es nicht.
        [unclear] Letztes Mal: weniger als drei Wiederholungen je Seite ließen sich beurteilen. Es zählt weder so noch so.
        [unmeasured] Letztes Mal: gemacht, nicht gemessen. Es zählt für die Woche, nicht für die Stufe.
       *[elsewhere] Letztes Mal: etwas anderes als diese Stufe. Es zählt für die Woche, nicht für die Stufe.
    }
plan-step =
    { $way ->
        [deeper] Zwei ruhige Einheiten: jetzt tiefer, { $landmark ->
            [knee] bis auf Kniehöhe
            [shin] bis auf halbe Höhe des Schienbeins
            [box] bis auf die Kiste
            [floor] bis knapp über den Boden
           *[none] den ganzen Weg
        }.
        [less-support] Zwei ruhige Einheiten: jetzt mit weniger Halt.
        [less-deep] Zwei unruhige Einheiten: jetzt früher anhalten, { $landmark ->
            [knee] auf Kniehöhe
            [shin] auf halber Höhe des Schienbeins
            [box] auf der Kiste
            [floor] knapp über dem Boden
           *[none] wo es hält
        }.
        [bent-knee] Zwei unruhige Einheiten: jetzt darf das Knie beugen.
       *[more-support] Zwei unruhige Einheiten: jetzt mit mehr Halt.
    }
plan-one-more-steady = Noch eine solche führt weiter.
plan-one-more-unsteady = Noch eine solche, und es wird leichter.
plan-top = Hier endet die Leiter. Bleib, oder wähle, was danach kommt.
plan-straight-leg-top = Was nach dem gestreckten Bein kommt, wählst du, oder wer dich trainiert.
plan-locked = Die Stufe wird gehalten.
plan-held-by-pain = Letztes Mal tat es weh: Bis zu einer Einheit ohne Schmerz wird nichts schwerer. Wenn es bleibt oder schlimmer wird, frag ärztlich nach.
plan-see-clinician = Ein Beinheben wurde mit 0 bewertet: Es tut weh. Der Plan wartet. Lass es ärztlich ansehen; er geht weiter, wenn ein späteres Heben mit 1 oder mehr bewertet ist.
plan-extra-gap =
    Ein Satz mehr mit dem { $side ->
        [left] linken
       *[right] rechten
    } Bein: Dort ging das Becken { $by }° weiter ({ $low } bis { $high }), über { $sessions ->
        [one] eine Einheit
       *[other] { $sessions } Einheiten
    }.
plan-extra-chosen =
    Ein Satz mehr mit dem { $side ->
        [left] linken
       *[right] rechten
    } Bein, wie gewählt.
plan-retest-first = Das Beinheben wurde nie bewertet. Lass es einmal bewerten, damit sich eine Veränderung zeigen kann.
plan-retest-may = Das Beinheben wurde vor { $days } Tagen bewertet. Du kannst es neu bewerten lassen.
plan-retest-due = Das Beinheben wurde vor { $days } Tagen bewertet. Lass es diese Woche neu bewerten.

# Der Plan, wie er gesetzt ist.
plan-date =
    { $day ->
        [mon] Mo
        [tue] Di
        [wed] Mi
        [thu] Do
        [fri] Fr
        [sat] Sa
       *[sun] So
    }, { $dd }.{ $mm }.{ $y }
plan-day =
    { $day ->
        [mon] Montag
        [tue] Dienstag
        [wed] Mittwoch
        [thu] Donnerstag
        [fri] Freitag
        [sat] Samstag
       *[sun] Sonntag
    }: { $is ->
        [rest] Ruhe
        [times] { $times }
        [late] nach Mitternacht { $late }
       *[both] { $times }, nach Mitternacht { $late }
    }
plan-limits =
    Höchstens { $week ->
        [one] eine Einheit
       *[other] { $week } Einheiten
    } pro Woche, { $day ->
        [one] eine
       *[other] { $day }
    } am Tag.
plan-rollover = Dein Tag beginnt um { $time }.
plan-extra =
    { $rule ->
        [auto] Zusatzsatz: für die Seite, die weiter geht, wenn der Unterschied das Rauschen übersteigt.
        [left] Zusatzsatz: links, immer.
        [right] Zusatzsatz: rechts, immer.
       *[off] Zusatzsatz: keiner.
    }
plan-reminder =
    { $moved ->
        [yes] Eine kurze Einheit, wenn sie heute passt
       *[no] Eine kurze Einheit
    }
plan-bad-register = { $key } enthält „{ $value }“, das ist keine solche Einstellung. Setz sie neu.

# Der Kalender.
plan-calendar-name = Proximal
plan-calendar-event = Beinsenken
plan-calendar-note = Vier ruhige Minuten auf dem Boden. Versäumte Tage rücken von selbst weiter.
