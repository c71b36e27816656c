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
reason-no-clock = Nicht zu sagen: Diese Wiederholung lief ohne Uhr.
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
