### Ton auf einem Rechner.

sound-file = { $file }: { $length }, { $rate } Hz, { $voice ->
        [none] nur Töne
       *[other] Worte von { $voice }
    }.
sound-session = So klang es: { $file }
sound-no-voice = Ohne Worte: keines von { $programs } ist installiert. Nur Töne.
sound-mute = Ohne Worte: { $program } konnte nicht sprechen. Nur Töne.
sound-no-player = Kein Ton: keines von { $programs } ist installiert. Es geht ohne weiter.
sound-no-device = Kein Ton: { $program } fand kein Gerät zum Abspielen. Es geht ohne weiter.
sound-too-fast = Kein Ton, so schnell es geht: niedrigeres --speed wählen. Es geht ohne weiter.
sound-player-died = { $program } hörte zu früh auf: nicht alles war zu hören.
