### Was der Verlauf sagt, und was nicht.

trend-metric =
    { $metric ->
        [peak] Wie weit das Becken geht
        [tilt] Wie weit es kippt
        [roll] Wie weit es rollt
        [drift] Wie weit vom Anfang es endet
        [wiggle] Wie sehr es zittert
        [creep] Wie weit von null es beginnt
        [loss] Wann es das Band verlässt
        [steady] Ruhige Wiederholungen
        [in-band] Zeit im Band
        [stillness] Senken gegen Halten
        [hold] Wie ruhig das Halten ist
        [felt] Gespürt gegen gemessen
       *[gap] Links gegen rechts
    }
trend-axis =
    { $metric ->
        [peak] weitere Achse, °
        [tilt] Kippung, °
        [roll] Rollung, °
        [drift] Drift der Kippung, °
        [wiggle] Zittern der Kippung, ° RMS
        [creep] Kriechen, °
        [loss] Sekunden im Ausatmen
        [steady] % der beurteilten
        [in-band] % der Zeit
        [stillness] mal so viel wie im Halten
        [hold] Kippung, ° RMS
        [felt] gespürt minus gemessen, %
       *[gap] links minus rechts, °
    }
trend-value =
    { $unit ->
        [degrees] { $value }°
        [seconds] { $value } s
        [percent] { $value } %
        [points] { $value } Punkte
       *[ratio] { $value } ×
    }
trend-plus-minus =
    { $unit ->
        [degrees] { $value }° ± { $half }°
        [seconds] { $value } s ± { $half } s
        [percent] { $value } % ± { $half } %
       *[ratio] { $value } × ± { $half }
    }
trend-better =
    { $way ->
        [less] weniger ist ruhiger
       *[more] mehr ist ruhiger
    }

trend-verdict =
    { $is ->
        [steadier] ruhiger
        [less-steady] unruhiger
        [within-noise] keine Änderung über dem Rauschen
       *[too-few] zu wenig, um es zu sagen
    }
trend-change =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide Beine
    }: { $is ->
        [steadier] ruhiger um { $by } ({ $low } bis { $high }), in { $sessions } Einheiten.
        [less-steady] unruhiger um { $by } ({ $low } bis { $high }), in { $sessions } Einheiten.
        [within-noise] keine Änderung über dem Rauschen ({ $by }, möglich { $low } bis { $high }), in { $sessions } Einheiten.
        [unsure] keine Änderung über dem Rauschen, in { $sessions } Einheiten.
       *[too-few] { $sessions ->
            [one] eine Einheit. Ab { $of } lässt sich eine Änderung sagen.
           *[other] { $sessions } Einheiten. Ab { $of } lässt sich eine Änderung sagen.
        }
    }
trend-band =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide Beine
    }: eine Einheit schwankt ohne Grund um ± { $band }. Zwei müssen sich um { $apart } unterscheiden, bevor es etwas heißt.
trend-pooled = Jeder Punkt steht für bis zu { $each } Einheiten.
trend-noise = Rauschen
trend-none = Noch gibt es nichts zu zeichnen.
trend-left-out-few =
    { $n ->
        [one] Eine Einheit fehlt: weniger als drei Wiederholungen einer Seite ließen sich beurteilen.
       *[other] { $n } Einheiten fehlen: weniger als drei Wiederholungen einer Seite ließen sich beurteilen.
    }
trend-left-out-loss =
    { $n ->
        [one] Eine Einheit fehlt: das Becken verließ das Band in weniger als zwei Wiederholungen einer Seite.
       *[other] { $n } Einheiten fehlen: das Becken verließ das Band in weniger als zwei Wiederholungen einer Seite.
    }
trend-left-out-short =
    { $n ->
        [one] Eine Einheit fehlt: das Bein hielt vor der Marke an.
       *[other] { $n } Einheiten fehlen: das Bein hielt vor der Marke an.
    }
trend-unconfirmed =
    { $n ->
        [one] Bei einer Einheit sagte niemand, ob das Bein bis zur Marke ging.
       *[other] Bei { $n } Einheiten sagte niemand, ob das Bein bis zur Marke ging.
    }

trend-means-head = Was das heißt
trend-not-head = Was es nicht heißt
trend-means =
    { $metric ->
        [peak] Jeder Punkt ist die mittlere Wiederholung einer Einheit: wie weit dein Becken ging, auf der Achse, auf der es weiter ging.
        [tilt] Jeder Punkt ist die mittlere Wiederholung einer Einheit: wie weit dein Becken kippte, gleich wohin.
        [roll] Jeder Punkt ist die mittlere Wiederholung einer Einheit: wie weit dein Becken rollte, gleich wohin.
        [drift] Jeder Punkt ist die mittlere Wiederholung einer Einheit: wie weit von seinem Anfang dein Becken endete.
        [wiggle] Jeder Punkt ist die mittlere Wiederholung einer Einheit: wie sehr dein Becken zitterte.
        [creep] Jeder Punkt ist die mittlere Wiederholung einer Einheit: wie weit vom Nullpunkt des Satzes sie begann.
        [loss] Jeder Punkt ist der mittlere Augenblick, in dem dein Becken das Band verließ, wo es das tat. Später ist besser gehalten.
        [steady] Jeder Punkt ist der Anteil der beurteilten Wiederholungen, die im Band blieben.
        [in-band] Jeder Punkt ist die mittlere Wiederholung einer Einheit: der Anteil der Zeit, in der dein Becken im Band war.
        [stillness] Jeder Punkt sagt, wie viel mehr sich dein Becken im Senken bewegt als im Halten. Eins ist so ruhig wie das Halten.
        [hold] Jeder Punkt sagt, wie sehr sich die Atemzüge des Haltens unterscheiden. Daran wird das Senken gemessen.
        [felt] Jeder Punkt ist die Zahl der Wiederholungen, die du ruhig gespürt hast, minus der, die es waren. Null ist ein Gefühl, das passt.
       *[gap] Jeder Punkt sagt, wie weit das Becken mit dem linken Bein ging, minus dasselbe mit dem rechten. Null ist kein Unterschied.
    }
trend-means-noise = Das weiche Band ist Rauschen: Punkte darin sagen einzeln nichts. Eine Änderung heißt so, wenn sie größer ist als das Rauschen und der Zufall sie seltener als einmal in zwanzig erklärt.
trend-not-people = Es vergleicht dich nur mit dir selbst. Keine Zahl hier ist normal oder nicht, und keine sagt, warum.
trend-not-depth = Das Telefon sieht das Bein nicht. Nur Einheiten derselben Übung und Marke stehen beisammen, wie du sie benannt hast.
trend-not-medical = Es sagt nichts über Schmerz, Kraft oder die Länge eines Muskels.
trend-not-creep = Telefon, Haut oder Becken können sich bewegt haben: die Zahl kann nicht sagen, was.
trend-not-loss = Es ist Zeit, keine Höhe des Beins. Wiederholungen, die im Band blieben, sind nicht dabei.
trend-not-ratio = Keine Kraft wird gemessen. Ein unruhigeres Halten macht die Zahl von selbst kleiner: sieh auf beides.

gap-says =
    { $is ->
        [more] Mit dem linken Bein geht das Becken { $by }° weiter ({ $low } bis { $high }), in { $sessions } ausgewogenen Einheiten.
        [fewer] Mit dem rechten Bein geht das Becken { $by }° weiter ({ $low } bis { $high }), in { $sessions } ausgewogenen Einheiten.
        [neither] Kein Unterschied über dem Rauschen: { $by }° ({ $low } bis { $high }), in { $sessions } ausgewogenen Einheiten.
       *[too-few] { $sessions ->
            [0] Noch keine ausgewogene Einheit. Ab { $of } lässt sich ein Unterschied sagen.
           *[other] { $sessions } ausgewogene Einheiten. Ab { $of } lässt sich ein Unterschied sagen.
        }
    }
gap-side = { $side ->
        [left] links weiter
       *[right] rechts weiter
    }
gap-verdict =
    { $is ->
        [more] links weiter
        [fewer] rechts weiter
        [neither] kein Unterschied über dem Rauschen
       *[too-few] zu wenig, um es zu sagen
    }
gap-means-balanced = Ausgewogen heißt: so viele Einheiten, die links begannen, wie rechts. Die zweite Seite ist müde.
gap-not = Ein Unterschied ist kein Fehler. Er nennt das Bein für einen Satz mehr, sonst nichts.

hold-says =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide Beine
    }: im Senken bewegt sich dein Becken { $level }-mal so viel wie im Halten ({ $low } bis { $high } von Einheit zu Einheit).
hold-change = Das Halten selbst: { $is ->
        [steadier] ruhiger um { $by } ({ $low } bis { $high }).
        [less-steady] unruhiger um { $by } ({ $low } bis { $high }).
        [too-few] zu wenige Einheiten, um es zu sagen.
       *[within-noise] keine Änderung über dem Rauschen.
    }

felt-says =
    { $is ->
        [more] Du spürst mehr Wiederholungen ruhig, als es waren: { $by } von 100 ({ $low } bis { $high }).
        [fewer] Du spürst weniger Wiederholungen ruhig, als es waren: { $by } von 100 ({ $low } bis { $high }).
        [neither] Gespürtes und Gemessenes passen zusammen, soweit man es sagen kann: { $by } von 100 auseinander ({ $low } bis { $high }).
       *[too-few] { $sessions ->
            [0] Du hast noch nicht gesagt, wie viele Wiederholungen sich ruhig anfühlten. Ab { $of } Einheiten lässt sich beides vergleichen.
            [one] Eine Einheit mit Antwort. Ab { $of } lässt sich beides vergleichen.
           *[other] { $sessions } Einheiten mit Antwort. Ab { $of } lässt sich beides vergleichen.
        }
    }
felt-change =
    { $is ->
        [steadier] Beides kommt sich näher: { $by } von 100 ({ $low } bis { $high }).
        [less-steady] Beides entfernt sich: { $by } von 100 ({ $low } bis { $high }).
       *[within-noise] Ob sich beides näher kommt, lässt sich vom Rauschen nicht trennen.
    }
felt-verdict =
    { $is ->
        [steadier] kommt sich näher
        [less-steady] entfernt sich
        [within-noise] keine Änderung über dem Rauschen
       *[too-few] zu wenig, um es zu sagen
    }
felt-up = mehr gespürt
felt-down = weniger gespürt
felt-place =
    { $place ->
        [belly] Bauch
        [low-back] Unterer Rücken
        [front-of-hip] Vorn an der Hüfte
        [hamstring] Hinten am Oberschenkel
        [hip-pinch] Zwicken oder Klicken in der Hüfte
       *[cramp] Krampf
    }: { $n } von { $told }
felt-places-head = Wo du es gespürt hast
felt-not = Das Telefon urteilt nicht über das Gefühl. Es zeigt, wie beides zusammenpasst, damit du dem Körper mehr trauen kannst.

bests-head = Bestes, jedes in seiner Tiefe
best-says =
    { $side ->
        [left] Links
        [right] Rechts
       *[both] Beide Beine
    }: { $value }, am wenigsten von { $of ->
        [one] einer Einheit
       *[other] { $of } Einheiten
    }.{ $alike ->
        [0] {""}
        [one] {" "}Eine andere lässt sich davon nicht unterscheiden.
       *[other] {" "}{ $alike } andere lassen sich davon nicht unterscheiden.
    }
bests-none = Noch kein Bestes: es braucht eine Einheit mit drei beurteilten Wiederholungen je Seite, und dein Wort, dass das Bein so weit ging wie geplant.
bests-unconfirmed =
    { $n ->
        [one] Eine Einheit unbekannter Tiefe ist nicht dabei: still liegen wäre das Allerbeste.
       *[other] { $n } Einheiten unbekannter Tiefe sind nicht dabei: still liegen wäre das Allerbeste.
    }
bests-means = Das Beste von vielen hat auch Glück. Vergleiche es mit keinem anderen Menschen.

raise-head = Beinheben
raise-check-head = Mit dem Telefon am Schienbein gemessen
raise-score-head = Mit dem Auge bewertet, 0 bis 3
raise-change =
    { $side ->
        [left] Links
       *[right] Rechts
    }: { $is ->
        [within-noise] keine Änderung über dem Rauschen ({ $by }°, { $low } bis { $high }).
        [hint] { $by }° ({ $low } bis { $high }): mehr als das Rauschen einer prüfenden Person, weniger als die { $two }° zwischen zweien. Nimm es als Hinweis.
        [beyond] { $by }° ({ $low } bis { $high }): mehr als das Rauschen zwischen zwei prüfenden Personen.
       *[too-few] eine Änderung braucht zwei Messungen.
    }
raise-means = Grad vom eigenen flachen Anfang des Beins, das Beste von dreien. Wie gut man sich selbst prüft, ist nicht belegt.
raise-not = Es ist keine Bewertung, und es sagt nicht, was das Bein zurückhält.
score-line =
    { $side ->
        [left] Links
       *[right] Rechts
    } { $score }, gesehen von { $by ->
        [myself] dir selbst
        [trainer] einer Trainerin oder einem Trainer
        [clinician] einer Fachperson
       *[other] jemand anderem
    }
score-means = 3: Knöchel über der Mitte des Oberschenkels. 2: zwischen Knie und Mitte. 1: unter dem Knie. 0: Schmerz. Die niedrigere Seite zählt.
score-not = Das Telefon misst sie nie. Die Bewertungen zweier Menschen unterscheiden sich: vergleiche die eines Menschen.
score-none = Noch keine Bewertung. Lass einmal jemanden hinsehen.
carry-says =
    { $is ->
        [asked] Übungen mit Gewicht können notiert werden: Kniebeuge, Kreuzheben, Schwung.
        [no-score] Nach Übungen mit Gewicht wird gefragt, sobald beide Beine mit 2 oder mehr bewertet sind.
        [ask-trainer] Ein Bein hat 1: nach Kreuzheben und Schwung wird nicht gefragt. Frag deine Trainerin oder deinen Trainer.
       *[see-clinician] Ein Beinheben schmerzt: der Plan wartet. Geh zu einer Fachperson.
    }
carry-head = Kniebeuge, Kreuzheben, Schwung
carry-line =
    { $lift ->
        [squat] Kniebeuge
        [deadlift] Kreuzheben
       *[swing] Schwung
    }: { $carry ->
        [better] besser
        [same] wie zuvor
        [worse] schlechter
       *[none] notiert
    }
carry-means = Dass das Senken auf Übungen mit Gewicht wirkt, behauptet der Artikel, aus dem es stammt. Deine Notizen zeigen, ob es für dich stimmt.
carry-none = Noch keine Notiz zu einer Übung mit Gewicht.

range-title = Beinsenken, { $from } bis { $to }
range-head =
    { $sessions ->
        [0] Keine Einheit
        [one] Eine Einheit
       *[other] { $sessions } Einheiten
    } in { $days ->
        [one] einem Tag
       *[other] { $days } Tagen
    }.
range-unmeasured =
    { $n ->
        [one] Eine davon wurde gemacht und nicht gemessen.
       *[other] { $n } davon wurden gemacht und nicht gemessen.
    }
range-pain =
    { $n ->
        [one] Nach einer davon tat etwas weh.
       *[other] Nach { $n } davon tat etwas weh.
    }
range-sessions-head = Einheiten
range-gap-head = Links gegen rechts
range-felt-head = Gespürt gegen gemessen
trainer-title = Übersicht für den Trainer, { $from } bis { $to }
trainer-name = Name:
trainer-notes = Notizen:
