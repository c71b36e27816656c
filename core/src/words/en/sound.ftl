### Sound on a laptop.
