# The demo.

demo-title = Naklank: demonstratie
demo-intro = U ziet hier alleen voorbeeldgegevens. In drie stappen ziet u hoe het werkt.
demo-close-heading = 1. Rond een klacht af
demo-close-text = Dit doet het klachtensysteem via de API wanneer een klacht is afgerond.
demo-name = Naam van de klant
demo-language = Taal
demo-team = Team
demo-close-button = Rond een klacht af
demo-closed = Klacht { $reference } is afgerond. De e-mail ligt over enkele seconden in de mailbox.
demo-mailbox-heading = 2. Open de e-mail
demo-mailbox-text = Wat de klant krijgt. Kies een cijfer in de mail en verstuur het antwoord.
demo-mailbox-link = Open de mailbox
demo-dashboard-heading = 3. Zie het dashboard veranderen
demo-dashboard-text = U bent ingelogd als beleidseigenaar.
demo-dashboard-link = Open het dashboard
demo-mailbox-title = Mailbox
demo-mailbox-empty = Nog geen post. Rond eerst een klacht af; de mail komt binnen enkele seconden.
demo-mailbox-refresh = Kijk opnieuw
demo-mail-to = Aan
demo-back = Terug naar de demonstratie
demo-as-heading = Kijk ook als iemand anders
demo-as-text = Sommige besluiten vragen twee mensen. Een behandelaar ziet alleen het eigen team, en een beheerder accounts, sleutels en teksten in plaats van cijfers. Kies hier wie u bent. Met uitloggen bent u weer beleidseigenaar.
demo-as = Ga verder als { $role }
demo-as-of-team = Ga verder als { $role } van team { $team }
