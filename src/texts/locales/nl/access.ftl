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
staff-sign-in-link-hint = Minstens { $shortest } tekens. Een zin van een paar woorden is beter; spaties mogen.
staff-sign-in-new-password = Nieuw wachtwoord
staff-sign-in-link-button = Bewaar en log in
staff-sign-in-link-gone = De link is al gebruikt of te oud. Vraag uw beheerder om een nieuwe.
staff-password-too-short = Dit wachtwoord is te kort. Kies er een van minstens { $shortest } tekens.
staff-password-too-long = Dit wachtwoord is te lang. Kies er een van hoogstens { $longest } tekens.
staff-password-common = Veel mensen gebruiken dit wachtwoord, en daarom is het snel geraden. Kies een ander, bijvoorbeeld een zin van een paar woorden.
staff-password-guessable = Dit wachtwoord is snel geraden: het is een rijtje tekens, of alleen een naam of een deel van uw e-mailadres. Kies een ander, bijvoorbeeld een zin van een paar woorden.
staff-sign-out = Log uit
