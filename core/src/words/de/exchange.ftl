### Was hinausgeht, was hereinkommt, und die Signale, die bleiben.

signals-damaged =
    { $lost ->
        [one] Ein Teil der Signale ist beschädigt: 1 Messpunkt fehlt. Benutzt wird, was heil ist.
       *[other] Ein Teil der Signale ist beschädigt: { $lost } Messpunkte fehlen. Benutzt wird, was heil ist.
    }
signals-kept =
    { $traces ->
        [one] Die Signale von 1 Einheit brauchen { $mb } MB; { $thinned } davon ausgedünnt.
       *[other] Die Signale von { $traces } Einheiten brauchen { $mb } MB; { $thinned } davon ausgedünnt.
    }
signals-rule = { $days } Tage nach einer Einheit lassen sich ihre Signale auf ein Drittel ausdünnen: ein Messpunkt alle 30 ms und alles, was gezeigt wurde. Keine Wiederholung, kein Urteil, keine Zahl ändert sich. Ungefragt geschieht es nie.
signals-to-thin =
    { $traces ->
        [one] Die Signale von 1 Einheit auszudünnen gibt { $mb } MB frei. Das lässt sich nicht zurücknehmen.
       *[other] Die Signale von { $traces } Einheiten auszudünnen gibt { $mb } MB frei. Das lässt sich nicht zurücknehmen.
    }
signals-thinned =
    { $traces ->
        [one] Die Signale von 1 Einheit sind ausgedünnt: { $mb } MB sind frei.
       *[other] Die Signale von { $traces } Einheiten sind ausgedünnt: { $mb } MB sind frei.
    }
signals-nothing-to-thin = Keine Signale sind so alt, oder alle sind schon ausgedünnt.
signals-left-damaged =
    { $damaged ->
        [one] Die Signale von 1 Einheit sind beschädigt und blieben, wie sie sind.
       *[other] Die Signale von { $damaged } Einheiten sind beschädigt und blieben, wie sie sind.
    }
signals-orphans =
    { $orphans ->
        [one] Die Signale von 1 Einheit ({ $mb } MB) nennt keine Einheit.
       *[other] Die Signale von { $orphans } Einheiten ({ $mb } MB) nennt keine Einheit.
    }
signals-no-orphans = Alle Signale gehören zu einer Einheit.
signals-orphans-why = Löschen lassen sie sich { $days } Tage nachdem das zuerst auffiel, und nur, wenn diese Datei sie schrieb: Eine eingespielte Sicherung muss ihre Signale finden.
signals-orphan-may = lässt sich löschen
signals-orphan-waits = wartet
signals-orphan-not-ours = von einer anderen Datei, bleibt
signals-cleared =
    { $traces ->
        [one] Die Signale von 1 Einheit sind gelöscht: { $mb } MB sind frei.
       *[other] Die Signale von { $traces } Einheiten sind gelöscht: { $mb } MB sind frei.
    }
signals-nothing-to-clear = Noch lässt sich nichts löschen.
signals-say-yes = Nichts wurde geändert. Noch einmal mit --yes, dann geschieht es.

exchange-exported =
    { $sessions ->
        [one] 1 Einheit, { $rows } { $what }, in { $file }
       *[other] { $sessions } Einheiten, { $rows } { $what }, in { $file }
    }
exchange-damaged =
    { $n ->
        [one] Ein Teil der Signale von 1 Einheit ist beschädigt und blieb draußen.
       *[other] Ein Teil der Signale von { $n } Einheiten ist beschädigt und blieb draußen.
    }
exchange-what = { $format ->
        [csv] Wiederholungen
        [jsonl] Zeilen
        [fhir] Beobachtungen
        [ics] Termine
        [health] Einträge
       *[other] Messpunkte
    }
exchange-took-nothing = Nichts Neues: Alles ist schon da.
exchange-kind =
    { $kind ->
        [session] Einheiten
        [rep] Wiederholungen
        [reference] Referenzen
        [note] Notizen
        [setting] Einstellungen
        [score] Beinhebe-Noten
        [raise] Beinhebe-Prüfungen
        [routine] Abläufe
        [paper] Dokumente
       *[trace] Signale
    }
exchange-taken = { $kind }: { $new } neu, { $changed } geändert, { $known } schon da
exchange-for-newer =
    { $n ->
        [one] 1 Änderung ist für eine neuere Version: behalten, nicht gezeigt. Aktualisiere Proximal, um sie zu sehen.
       *[other] { $n } Änderungen sind für eine neuere Version: behalten, nicht gezeigt. Aktualisiere Proximal, um sie zu sehen.
    }
exchange-broken-signals =
    { $n ->
        [one] Die Signale von 1 Einheit sind nicht lesbar und blieben draußen.
       *[other] Die Signale von { $n } Einheiten sind nicht lesbar und blieben draußen.
    }
exchange-calendar-event = Beinsenken: { $routine }
exchange-calendar-note =
    { $reps ->
        [one] { $steady } von 1 beurteilten Wiederholung ruhig.
       *[other] { $steady } von { $reps } beurteilten Wiederholungen ruhig.
    }
exchange-calendar-unjudged = Keine Wiederholung wurde beurteilt.
exchange-calendar-name = Proximal, getan

trainer-from = Von { $name }.
trainer-for = Für { $name }.
trainer-note = Anmerkung: { $text }
trainer-routine = Ablauf { $name }.
trainer-sets = { $key } ist { $after }; es war { $before }.
trainer-accepted = Angenommen. Der Ablauf ist unter deinen; der Plan ist wie oben. proximal plan set --undo bringt deinen eigenen Plan zurück.
trainer-look = Nichts wurde geändert. Noch einmal mit --yes, dann ist es angenommen.
trainer-made = { $file }: Gib sie weiter, wie du magst. Nichts wurde gesendet.
trainer-result-holds =
    { $sessions ->
        [one] Sie enthält 1 Einheit: wann, was, wie viele Wiederholungen mit welchem Urteil, ob es wehtat. Keine Signale.
       *[other] Sie enthält { $sessions } Einheiten: wann, was, wie viele Wiederholungen mit welchem Urteil, ob es wehtat. Keine Signale.
    }
trainer-no-results = Hier sind keine Ergebnisdateien.

client-title = Ergebnisse von { $name }
client-span = { $from } bis { $to }
client-goal = { $goal } in der Woche sind geplant.
client-prescribed = Verordnet: { $routine }, { $date }.
client-day = Tag
client-routine = Ablauf
client-left = Links
client-right = Rechts
client-both = Beide
client-felt = Ruhig gefühlt
client-pain = Schmerz
client-yes = ja
client-no = nein
client-steady-of = { $steady } von { $judged } ruhig
client-unclear = , { $unclear } unklar
client-simulated = simuliert
client-none = Keine Einheiten.
client-how-to-read = Gezählt sind beurteilte Wiederholungen; unklare ließen sich nicht beurteilen. Weniger Bewegung ist ruhiger. Vergleiche einen Menschen nur mit sich selbst: Tiefe, Variante und Lage des Telefons sind bei jedem anders.
client-name = Name
client-sessions = Einheiten
client-last = Zuletzt
client-weekly = Je Woche
