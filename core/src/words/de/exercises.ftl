### Was die Übungen verlangen.

cue-free-breath = Atme frei.

exercise-title =
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
        [knee-break] , { variant-knee-break }
        [straight-leg] , { variant-straight-leg }
       *[none] { "" }
    }{ $other ->
        [up] , { other-leg-up }
        [supported] , { other-leg-supported }
        [bent] , { other-leg-bent }
        [flat] , { other-leg-flat }
       *[none] { "" }
    }

# Haltung, Zeile für Zeile.
posture-label =
    { $of ->
        [moving] Bewegtes Bein
        [knee] Knie
        [other] Anderes Bein
        [arms] Arme
       *[head] Kopf
    }
posture-hold =
    { $pose ->
       *[tabletop] nichts bewegt sich: Hüften und Knie im rechten Winkel
    }
posture-moving =
    { $start ->
        [raised] oben, so hoch das Becken ruhig bleibt,
        [tabletop] Hüfte und Knie im rechten Winkel,
       *[bent] Knie gebeugt, Fuß am Boden,
    } { $end ->
        [low] dann so tief, wie das Becken ruhig bleibt
        [fallen-out] bis das Knie zur Seite gesunken ist
       *[flat] bis es lang und tief ist
    }
posture-knee =
    { $drop ->
        [straight] bleibt gestreckt
        [breaks] beugt sich beim Senken, streckt sich beim Heben
        [straightens] streckt sich beim Senken, beugt sich wieder beim Heben
       *[bent] bleibt gebeugt
    }{ $lift ->
       *[any] { "" }
    }
posture-other =
    { $pose ->
        [raised] oben, aus eigener Kraft
        [tabletop] Hüfte und Knie im rechten Winkel, gehalten
        [supported] oben, gehalten von Rack, Gurt oder Türrahmen
        [flat] flach am Boden
       *[bent] Knie gebeugt, Fuß am Boden
    }
posture-arms =
    { $arms ->
        [up] senkrecht über den Schultern
        [reaching] senkrecht; der dem bewegten Bein gegenüber reicht hinter den Kopf
       *[beside] neben dem Körper, Handflächen nach unten
    }
posture-head =
    { $head ->
       *[down] am Boden, Blick nach oben
    }

# Was zu tun ist, Schritt für Schritt.
step-before =
    { $first ->
        [yes] Atme { $s } s frei.
       *[no] Ruh { $s } s aus.
    }
step-lie =
    { $exercise ->
        [deadbug] Leg dich auf den Rücken, Kopf am Boden. Heb beide Beine: Hüften und Knie im rechten Winkel. Arme senkrecht.
        [moving-deadbug] Leg dich auf den Rücken, Kopf am Boden. Heb beide Beine: Hüften und Knie im rechten Winkel. Arme senkrecht.
        [bent-knee-fall-out] Leg dich auf den Rücken, Kopf am Boden. Beuge beide Knie, Füße hüftbreit am Boden. Arme neben dir.
        [heel-slide] Leg dich auf den Rücken, Kopf am Boden. Beuge beide Knie, Füße hüftbreit am Boden. Socken gleiten besser als Sohlen.
       *[leg-lower] Leg dich auf den Rücken, Kopf am Boden, Arme neben dir, Handflächen nach unten.
    }
step-other =
    { $pose ->
        [supported] Leg dich neben einen Türrahmen, ein Rack oder einen Gurt, der das andere Bein oben hält, das Knie so gerade, wie es angenehm ist.
        [flat] Lass das andere Bein flach am Boden.
       *[bent] Beuge das andere Knie, Fuß am Boden.
    }
step-phone = Leg das Telefon auf den Unterbauch, Bildschirm nach oben, Oberkante zum Kopf, Unterkante am Schambein. Auf die Haut, über eine dünne Schicht oder unter den Bund; keine Schnalle, kein Zugband, kein rutschiger Stoff darunter.
step-start =
    { $legs ->
        [both] Finde deine Anfangshöhe: Heb beide Beine langsam, einmal. Wo du zuerst spürst, dass das Becken zu rollen beginnt, geh ein wenig zurück. Dort beginnst du; bei den meisten ist das vor der Senkrechten.
       *[one] Finde deine Anfangshöhe: Heb das Bein langsam, einmal. Wo du zuerst spürst, dass das Becken zu rollen beginnt, geh ein wenig zurück. Dort beginnst du; bei den meisten ist das vor der Senkrechten.
    }
step-move =
    { $exercise ->
        [deadbug] Halte still. Nur der Atem bewegt sich. Spür, wie der Bauch beim Ausatmen flach wird, und behalte ein wenig von dieser Spannung.
        [moving-deadbug] Streck ein Bein lang und tief, während der Arm gegenüber hinter den Kopf reicht. Bring beide zurück. Dann das andere Paar.
        [bent-knee-fall-out] Lass ein Knie zu seiner Seite sinken; sein Fuß rollt am Boden mit. Das andere Knie und das Becken bleiben. Bring es wieder hoch.
        [heel-slide] Schieb eine Ferse am Boden weg, bis das Bein gestreckt ist. Zieh sie zurück. Das Becken bleibt, wie es ist.
        [double-leg-lower] Senke beide Beine zusammen, { $variant ->
            [straight-leg] die Knie gestreckt
           *[knee-break] wobei sich die Knie beugen, während die Hüften sich öffnen
        }, nur so tief, wie das Becken ruhig bleibt. Heb sie wieder.
       *[leg-lower] Senke das Bein, { $variant ->
            [straight-leg] das Knie gestreckt
           *[knee-break] wobei sich das Knie beugt, während die Hüfte sich öffnet
        }, nur so tief, wie das Becken ruhig bleibt. Heb es wieder, nicht höher als am Anfang.
    }
step-depth =
    { $landmark ->
        [knee] Tiefe: Halte an, wenn die Ferse so hoch ist wie ein gebeugtes Knie, dessen Fuß am Boden steht.
        [shin] Tiefe: Halte an, wenn die Ferse auf halber Höhe zwischen Boden und einem gebeugten Knie ist, dessen Fuß darauf steht.
        [box] Tiefe: Halte an, wenn die Ferse eine Kiste, ein Kissen oder einen Stapel Bücher berührt, der dort liegt.
        [floor] Tiefe: Halte knapp über dem Boden an.
       *[none] Tiefe: nicht gewählt. Wähle eine und bleib dabei: Höhe eines gebeugten Knies, halbe Höhe des Schienbeins, eine Kiste oder knapp über dem Boden. Das Telefon sieht sie nicht.
    }
step-breathe =
    { $drop ->
        [hold] Atme { $exhale } Sekunden aus, { $inhale } ein. Halte den Atem nicht an.
        [inhale] Atme { $inhale } Sekunden ein, während das Bein sinkt, und { $exhale } aus, während es zurückkommt. Halte den Atem nicht an.
       *[exhale] Atme { $exhale } Sekunden aus, während das Bein sinkt, und { $inhale } ein, während es zurückkommt. Halte den Atem nicht an.
    }
step-count =
    { $sides ->
        [alternating] { $reps ->
            [one] Einmal je Seite, die Seiten im Wechsel
           *[other] { $reps }-mal je Seite, die Seiten im Wechsel
        }
        [one-after-the-other] { $reps ->
            [one] Einmal auf einer Seite, dann einmal auf der anderen
           *[other] { $reps }-mal auf einer Seite, dann { $reps }-mal auf der anderen
        }
        [whole-side-first] { $reps ->
            [one] Einmal, alle Sätze einer Seite vor der anderen
           *[other] { $reps }-mal, alle Sätze einer Seite vor der anderen
        }
        [left-only] { $reps ->
            [one] Einmal, nur das linke Bein
           *[other] { $reps }-mal, nur das linke Bein
        }
        [right-only] { $reps ->
            [one] Einmal, nur das rechte Bein
           *[other] { $reps }-mal, nur das rechte Bein
        }
        [both-legs] { $reps ->
            [one] Einmal
           *[other] { $reps }-mal
        }
       *[both] { $reps ->
            [one] Ein Atemzug
           *[other] { $reps } Atemzüge
        }
    }{ $sets ->
        [one] .
       *[other] ; { $sets } Sätze, dazwischen { $rest } s Ruhe.
    }
step-stop =
    { $moves ->
        [no] Hör auf, wenn etwas schmerzt, wenn dir schwindlig wird oder wenn du die Beine nicht mehr dort halten kannst.
       *[yes] Beende das Senken früher, wenn der Rücken hohl wird oder das Becken sich dreht. Beende den Satz, wenn etwas schmerzt, kribbelt oder taub wird.
    }

# Die Zeichnung.
figure-phone = Telefon
figure-start = Anfang
figure-end = Ende
figure-side = Ein Mensch auf dem Rücken, von der Seite gesehen, Kopf links, Telefon auf dem Unterbauch. Was sich bewegt, ist farbig, wo es beginnt, und blass, wo es endet; ein Pfeil zeigt den Weg.
figure-above = Ein Mensch auf dem Rücken, von der Seite und von oben gesehen, Kopf links, Knie gebeugt, Telefon auf dem Unterbauch. Ein Knie ist farbig, wo es beginnt, und blass, wo es zur Seite gesunken ist; ein Pfeil zeigt den Weg.
figure-hold = Ein Mensch auf dem Rücken, von der Seite gesehen, Kopf links, Hüften und Knie im rechten Winkel, Arme oben, Telefon auf dem Unterbauch. Nichts bewegt sich.
figure-raise = Ein Mensch flach auf dem Rücken, von der Seite gesehen, Kopf links, Telefon auf einem Schienbein. Dieses Bein hebt sich gestreckt vom Boden; das andere bleibt flach. Ein Pfeil zeigt den Weg.

# Die Beinhebeprobe.
raise-title = Beinheben, Telefon am Schienbein
raise-step-phone = Schnall oder steck das Telefon vorn an ein Schienbein, auf halber Höhe, Bildschirm nach oben, so dass es nicht rutscht.
raise-step-lie = Leg dich flach auf den Rücken, beide Beine gestreckt, Arme neben dir, Handflächen nach oben. Das Knie des anderen Beins bleibt unten.
raise-step-raise = Lieg eine Sekunde still. Heb das Bein langsam, Knie gestreckt, so hoch es von selbst geht. Halte es dort eine Sekunde. Senke es und lieg wieder still.
raise-step-best = Drei Versuche je Seite; der beste zählt. Hör auf, wenn etwas schmerzt.
raise-lay-flat = Leg das Bein flach und lieg still.
    .spoken = Bein flach, still.
raise-raise = Heb das Bein langsam, Knie gestreckt.
    .spoken = Langsam heben.
raise-hold = Halte es dort.
    .spoken = Halten.
raise-lower = Senke es und lieg still.
    .spoken = Senken.
raise-slipped = Zählt nicht: Das Bein liegt nicht wie zuvor. Das Telefon ist gerutscht, oder der Fuß hat sich gedreht.
raise-no-hold = Zählt nicht: Das Bein wurde nirgends eine Sekunde gehalten.
raise-gap = Zählt nicht: Es fehlen Messwerte.
raise-unfinished = Zählt nicht: Das Bein kam nicht zurück, also ist ein Rutschen nicht auszuschließen.
raise-degrees = { $value }° ± { $half }°
raise-best = Bester Versuch: { $value }° ± { $half }°
raise-none = Kein Versuch, der zählt.
raise-unproved = Das ist ein Winkel, kein Punktwert. Als Selbsttest ist er unbewiesen. Hebt eine zweite Person das Bein, bedeutet eine Änderung unter 3,3° bei derselben Hand nichts, unter 10,2° bei einer anderen.
raise-error = Der Fehler enthält den des Sensors, das Schwanken im Halten und { $strap }° für die Befestigung, die wir selbst geschätzt haben.
raise-knee = Ein gebeugtes Knie ist nicht zu sehen: Das Schienbein steht ebenso steil. Halte es gestreckt und das andere Knie unten.
