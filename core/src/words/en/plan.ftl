### The weekly plan, its reminders and the reasons of its steps.
