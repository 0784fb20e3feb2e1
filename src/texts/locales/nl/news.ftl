# What became of an answer: to respondents.

news-heading = Wat er met uw antwoord is gebeurd
news-read = Op { $day } hebben wij uw antwoord gelezen.
news-discussed-with-employee = Op { $day } hebben wij uw klacht besproken met de medewerker.
news-discussed-in-team = Op { $day } hebben wij uw klacht besproken in het team.
news-improved = Op { $day } begonnen wij met een verbetering:

news-wish = Mail mij één keer als er iets met mijn antwoord is gedaan
news-wish-hint = Dat kan zolang wij uw e-mailadres bewaren. U kunt dit hier ook weer uitzetten.
news-wish-send = Bewaar mijn keuze
news-wish-back = Nee, stuur mij die mail toch niet
news-wish-unticked = Zet eerst het vinkje
news-wish-stored = Wij mailen u één keer als er iets met uw antwoord is gedaan.
news-wish-taken-back = Wij sturen u hierover geen mail.

news-mail-subject = Er is iets gedaan met uw antwoord
news-mail-preheader = U vroeg ons om dit te laten weten.
news-mail-opening = Op { $answered_on } vertelde u ons hoe u de behandeling van uw klacht vond. U wilde weten of wij iets met uw antwoord doen. Dit hebben wij gedaan:
news-mail-page = Bekijk wat er met uw antwoord is gebeurd
news-mail-once = Wij mailen u hier één keer over. Dat was deze mail.

news-privacy = Wilt u een mail als er iets met uw antwoord is gedaan? Dan bewaren wij dat zolang wij uw e-mailadres bewaren.
