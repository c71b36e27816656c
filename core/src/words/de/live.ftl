live-idle = Bereit zum Start.
live-placing = Leg das Telefon auf den Unterbauch.
live-count-in = Gleich geht es los.
live-setup = Nimm die Haltung ein.
live-paused = Pause.
live-done = Einheit beendet.
live-bad-samples = Einige Messwerte waren nicht lesbar. Die Übung geht weiter.
live-unmeasured = Nicht gemessen. Folge dem Atem; es zählt als gemacht.
    .spoken = Nicht gemessen. Folge einfach dem Atem.
live-felt = Was hast du gespürt?
live-result = Das ist geschehen.
live-pain-check = Eine letzte Frage.

start-phone-and-hold = Leg dich auf den Rücken, das Telefon auf den Unterbauch. Hüfte und Knie im rechten Winkel, Arme hoch. Halte still und atme nur.
    .spoken = Telefon auf den Unterbauch. Knie über Hüfte, Arme hoch. Nur atmen.
start-hold = Leg dich auf den Rücken. Hüfte und Knie im rechten Winkel, Arme hoch. Halte still und atme nur.
    .spoken = Hüfte und Knie im rechten Winkel, Arme hoch. Nur atmen.

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
pause-screen-locked = Pause: Der Bildschirm wurde gesperrt, dann misst das Telefon nichts. Entsperr es, dann mach weiter.
    .spoken = Pause. Der Bildschirm wurde gesperrt.
pause-low-power = Pause: Der Akku ist fast leer. Schließ das Telefon an oder hör hier auf; was gemacht ist, bleibt erhalten.
    .spoken = Pause. Der Akku ist fast leer.
pause-silence = Pause: Die Sensoren schweigen. Du kannst weitermachen; was sie verpassen, lässt sich nicht beurteilen.
    .spoken = Pause. Die Sensoren schweigen.
pause-offer = Pause. Zweimal tippen geht langsamer weiter, die Taste wie zuvor.
    .spoken = Pause. Tipp zweimal, dann geht es langsamer weiter.
pause-lay-back = Leg das Telefon zurück, dann mach weiter.
    .spoken = Leg das Telefon zurück.

pace-offer = Läuft dir der Atem davon? Mach langsamer, oder ohne Uhr.
    .spoken = Zu schnell? Tipp zweimal.

signs-asked = Das Telefon liegt vielleicht verkehrt herum. Drück den Rücken flach an den Boden, dann mach ihn hohl; der Ton sagt, wann.
    .spoken = Ich prüfe das Telefon. Rücken flach, dann hohl.
signs-again = Das passte nicht. Noch einmal: erst flach an den Boden, dann hohl.
    .spoken = Noch einmal. Erst flach, dann hohl.

ask-felt = Wie viele waren ruhig, und wo hast du es gespürt?
ask-pain = Tut etwas weh?
ask-pain-now = Tut jetzt etwas weh?
choice-hurts = Es tut weh
choice-no-pain = Nichts tut weh
choice-go-on = Weiter
choice-skip = Übergehen
choice-slower = Langsamer
choice-free-pace = Ohne Uhr
choice-keep-pace = Wie bisher
choice-to-landmark = So weit wie geplant
choice-not-to-landmark = Nicht so weit wie geplant
place-belly = Bauch
place-low-back = Unterer Rücken
place-front-of-hip = Vorn an der Hüfte
place-hamstring = Rückseite des Oberschenkels
place-hip-pinch = Zwicken oder Klicken in der Hüfte
place-cramp = Krampf
result-held-longer =
    { $side ->
        [left] Deine linke Seite hielt
        [right] Deine rechte Seite hielt
       *[both] Du hieltest
    } { $seconds ->
        [one] eine Sekunde
       *[other] { $seconds } Sekunden
    } länger als letztes Mal.

reference-accepted = Referenz gelernt. Halte diese Spannung.
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
lies-upright = Das Telefon scheint aufrecht zu liegen: die Oberkante zum Kopf. Dreh es, oder wähle aufrecht.
lies-crosswise = Das Telefon scheint quer zu liegen: die Oberkante nach { $side ->
        [left] links
       *[right] rechts
    }. Dreh es, oder wähle quer.
lies-wrong-way-round = Das Telefon scheint verkehrt herum zu liegen: die Oberkante zu den Füßen. Oder du atmest ein, wo aus verlangt ist.

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
event-signs-agree = Das Telefon liegt, wie es soll.
event-signs-against = Das Telefon scheint verkehrt herum zu liegen: Hohl und flach sind vielleicht vertauscht. Dreh es vor der nächsten Einheit.
    .spoken = Das Telefon scheint verkehrt herum zu liegen. Mach weiter.

pain-ended = Du sagst, es tut weh. Der Satz ist zu Ende, das ist notiert. Wenn es bleibt, frag ärztlich nach.
    .spoken = Der Satz ist zu Ende. Ruh dich aus.
pain-before = Es tut schon weh. Lass es für heute, oder frag vorher medizinisch nach. Das ist vermerkt.
pain-after = Es tut jetzt weh. Das ist vermerkt, und die nächste Einheit wird nicht schwerer. Wenn es bleibt, frag medizinisch nach.

safety-aid = Proximal ist eine Trainingshilfe, kein Medizinprodukt. Es stellt keine Diagnose und behandelt nichts.
safety-breath = Halte nicht den Atem an.
safety-advice = Frag zuerst ärztlich nach: in der Schwangerschaft oder kurz nach einer Geburt, nach frischen Operationen an Wirbelsäule oder Bauch, bei Bruch der Bauchwand, nicht verheiltem Knochenbruch oder Osteoporose, oder wenn flaches Liegen das Atmen erschwert.
safety-stop = Neue Taubheit, Schwäche im Bein oder Veränderung an Blase oder Darm: Hör auf und such sofort Hilfe.
