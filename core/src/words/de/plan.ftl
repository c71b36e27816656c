### Der Wochenplan, seine Erinnerungen und die Gründe seiner Schritte.
