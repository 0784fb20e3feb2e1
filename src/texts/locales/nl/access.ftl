# Signing in.

staff-sign-in-title = Inloggen
staff-sign-in-email = E-mailadres
staff-sign-in-password = Wachtwoord
staff-sign-in-button = Log in
staff-sign-in-refused = Dit adres en wachtwoord horen niet bij elkaar, of het account is geblokkeerd.
staff-sign-in-not-now = Inloggen lukt nu even niet. Probeer het over een minuut opnieuw.
staff-sign-in-wait = Te veel pogingen. Wacht even en probeer het opnieuw.
staff-sign-in-typed = U was niet meer ingelogd. Wat u typte, is bewaard: log in en verstuur het opnieuw.
staff-sign-in-link-title = Kies een wachtwoord
staff-sign-in-link-text = Kies een wachtwoord voor uw account en log daarmee in. De link werkt één keer.
staff-sign-in-link-hint = Minstens { $shortest } tekens. Een zin werkt goed.
staff-sign-in-new-password = Nieuw wachtwoord
staff-sign-in-link-button = Bewaar en log in
staff-sign-in-link-gone = De link is al gebruikt of te oud. Vraag uw beheerder om een nieuwe.
staff-sign-out = Log uit
