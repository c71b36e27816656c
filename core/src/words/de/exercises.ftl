### Was die Übungen verlangen.
