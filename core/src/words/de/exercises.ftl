### Was die Übungen verlangen.

cue-free-breath = Atme frei.
