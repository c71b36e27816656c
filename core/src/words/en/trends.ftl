### What the history tells, and what it does not.
