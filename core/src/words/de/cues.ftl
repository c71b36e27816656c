### Gesagt, bevor es gebraucht wird: höchstens drei Wörter. Anweisungen zur Haltung dürfen länger sein, für sie ist Zeit.

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
    .spoken =
        { $after ->
            [reference] Halte diese Spannung.{ " " }
           *[other] { "" }
        }Arme hoch. Arm und Bein gegenüber bewegen sich.
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
        { $after ->
            [reference] Halte diese Spannung.{ " " }
           *[other] { "" }
        }{ $side ->
            [left] Linkes Bein arbeitet.{ " " }
            [right] Rechtes Bein arbeitet.{ " " }
           *[both] { "" }
        }{ $other ->
            [supported] Anderes Bein abgestützt.
            [bent] Anderes Knie gebeugt.
            [flat] Anderes Bein flach.
           *[up] Beine hoch, Becken ruhig.
        } { $variant ->
            [straight-leg] Knie gestreckt.
           *[knee-break] Knie beugt sich.
        }
setup-double-lower = Heb beide Beine, so hoch das Becken ruhig bleibt. Beide senken sich zusammen.
    .spoken =
        { $after ->
            [reference] Halte diese Spannung.{ " " }
           *[other] { "" }
        }Beide Beine hoch. Sie senken sich zusammen.
setup-fall-out =
    Beuge beide Knie, Füße am Boden. { $side ->
        [left] Das linke Knie sinkt zur Seite.
        [right] Das rechte Knie sinkt zur Seite.
       *[both] Die Knie sinken abwechselnd zur Seite.
    }
    .spoken =
        { $after ->
            [reference] Halte diese Spannung.{ " " }
           *[other] { "" }
        }Füße am Boden. { $side ->
            [left] Linkes Knie sinkt zur Seite.
            [right] Rechtes Knie sinkt zur Seite.
           *[both] Knie sinken abwechselnd zur Seite.
        }
setup-heel-slide =
    Beuge beide Knie, Füße am Boden. { $side ->
        [left] Die linke Ferse gleitet weg.
        [right] Die rechte Ferse gleitet weg.
       *[both] Die Fersen gleiten abwechselnd weg.
    }
    .spoken =
        { $after ->
            [reference] Halte diese Spannung.{ " " }
           *[other] { "" }
        }Füße am Boden. { $side ->
            [left] Linke Ferse gleitet weg.
            [right] Rechte Ferse gleitet weg.
           *[both] Fersen gleiten abwechselnd weg.
        }
