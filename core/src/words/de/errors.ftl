### Was, wo, was du tun kannst.

error-not-a-history = { $file } ist kein Proximal-Verlauf. Wähle eine andere Datei.
error-newer-history = { $file } stammt von einer neueren Version. Aktualisiere Proximal.
error-damaged-history = { $file } ist beschädigt. Behalte sie und stelle eine Kopie wieder her.
error-no-backup = { $file } ist keine vollständige Sicherung. Nichts wurde geändert.
error-exists = { $file } gibt es schon. Wähle einen anderen Namen.
error-disk-full = Der Speicher ist voll. Schaffe Platz und versuche es noch einmal.
error-read-only = { $file } kann nicht beschrieben werden. Prüfe die Zugriffsrechte.
error-unreachable = { $file } lässt sich nicht öffnen. Prüfe, ob der Ordner existiert und dir gehört.
error-busy = Ein anderes Programm benutzt den Verlauf. Versuche es noch einmal.
error-no-session = Es gibt keine Einheit { $id }.
error-no-item = Es gibt nichts namens { $id }.
error-ambiguous-id = Mehrere Kennungen beginnen mit { $id }. Gib mehr davon an.
error-already-saved = Unter diesem Namen ist schon eine andere Einheit gespeichert.
error-invalid = Das ist so nicht gültig. Ändere es und versuche es noch einmal.
error-newer-import = Eine neuere Version hat diese Datei geschrieben. Nichts wurde übernommen. Aktualisiere Proximal.
error-bad-import = Diese Datei lässt sich nicht übernehmen. Nichts wurde geändert.
error-bad-prescription = Das ist keine Verordnung, der sich folgen lässt. Bitte noch einmal darum.
error-closed = Der Verlauf ist geschlossen. Öffne ihn wieder.
error-session-over = Diese Einheit ist gespeichert. Beginne eine neue.
error-internal = Intern ist etwas schiefgegangen. Gespeichertes ist sicher.
error-cancelled = Das wurde abgebrochen. Nichts wurde geändert.
error-unsupported = Dieses Gerät kann das nicht.
fault-journal = Die Einheit kann nicht laufend gesichert werden. Lass die App offen, bis sie gespeichert ist.

routine-json = Das ist kein Übungsablauf: { $what }.
routine-schema = { $field } nennt eine Version, die dieser Stand nicht kennt. Aktualisiere die App oder exportiere den Ablauf neu.
routine-name = { $field } darf nur kleingeschriebene Wörter mit Bindestrichen enthalten.
routine-range = { $field } ist { $value }. Wähle { $low } bis { $high }.
routine-range-or-zero = { $field } ist { $value }. Wähle 0 oder { $low } bis { $high }.
routine-missing = { $field } fehlt; diese Übung braucht es.
routine-not-here = { $field } passt nicht zu dieser Übung.
routine-no-shared-start = { $field } kann hier nicht abwechseln: Die Seiten beginnen aus verschiedenen Haltungen. Mach eine Seite nach der anderen oder lass das andere Bein oben.
