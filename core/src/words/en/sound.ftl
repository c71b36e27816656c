### Sound on a laptop.

sound-file = { $file }: { $length }, { $rate } Hz, { $voice ->
        [none] tones only
       *[other] words by { $voice }
    }.
sound-session = What it sounded like: { $file }
sound-no-voice = No words: none of { $programs } is installed. Tones only.
sound-mute = No words: { $program } could not speak. Tones only.
sound-no-player = No sound: none of { $programs } is installed. The session goes on without.
sound-no-device = No sound: { $program } found no device to play on. The session goes on without.
sound-too-fast = No sound as fast as it goes: choose a lower --speed. The session goes on without.
sound-player-died = { $program } stopped early: not all of it was heard.
