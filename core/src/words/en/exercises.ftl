### What the exercises ask, in the words of whoever lies there.

cue-free-breath = Breathe freely.
