### Was der Verlauf sagt, und was nicht.
