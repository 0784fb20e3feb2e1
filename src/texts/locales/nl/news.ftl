# What became of an answer: to respondents.

news-heading = Wat er na uw antwoord is gebeurd
news-read = Op { $day } hebben wij uw antwoord gelezen.
news-discussed-with-employee = Op { $day } hebben wij uw klacht besproken met de medewerker die uw klacht behandelde.
news-discussed-in-team = Op { $day } hebben wij uw klacht besproken in het team.
news-improved = Op { $day } zijn wij begonnen met een verbetering over hetzelfde onderwerp als uw antwoord:

news-wish = Mail mij één keer als u iets verbetert dat over hetzelfde onderwerp gaat als mijn antwoord
news-wish-hint = Dat kan zolang wij uw e-mailadres bewaren. U kunt dit hier ook weer uitzetten.
news-wish-send = Bewaar mijn keuze
news-wish-back = Nee, stuur mij die mail toch niet
news-wish-unticked = Zet eerst het vinkje
news-wish-stored = Wij mailen u één keer als wij iets verbeteren dat over hetzelfde onderwerp gaat als uw antwoord.
news-wish-taken-back = Wij sturen u hierover geen mail.

news-mail-subject = Wij zijn begonnen met een verbetering
news-mail-preheader = U vroeg ons om u dit te laten weten.
news-mail-opening = Op { $answered_on } vertelde u ons hoe u de behandeling van uw klacht vond. U vroeg om een mail als wij iets verbeteren dat over hetzelfde onderwerp gaat. Wij zijn begonnen met een verbetering over hetzelfde onderwerp als uw antwoord:
news-mail-page = Bekijk wat er na uw antwoord is gebeurd
news-mail-once = Wij mailen u hier één keer over. Dat was deze mail.

news-privacy = Wilt u een mail als wij iets verbeteren dat over hetzelfde onderwerp gaat als uw antwoord? Dan bewaren wij dat zolang wij uw e-mailadres bewaren.
