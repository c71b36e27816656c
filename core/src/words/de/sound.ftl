### Ton auf einem Rechner.
