# The audit: its page, and the mail with its head.

audit-title = Logboek
audit-intro = Wie wat deed, het nieuwste eerst. Ook dat u hier kijkt, wordt bewaard.
audit-who = Wie
audit-what = Wat
audit-on = Waarop
audit-when = Wanneer
audit-on-hint = Vul bij ‘Waarop’ een deel in van wat daar staat, zoals een kenmerk, of het hele adres van een gebruiker.
audit-everybody = iedereen
audit-everything = alles
audit-operator = de technisch beheerder, met een opdracht
audit-unknown = iemand zonder account die wilde inloggen
audit-key = sleutel { $name }
audit-entries = Regels
audit-none = Er is geen regel die past.
audit-unreadable = Regels die niet te lezen zijn, ontbreken hier: iemand heeft ze in de database veranderd. `naklank audit verify` zegt welke.
audit-earlier = Eerdere regels
audit-download = Download deze selectie
audit-wrong = U ziet alles, want dit klopt niet:
audit-takes-day = kies een dag die bestaat; de eerste ligt op of vóór de laatste
audit-takes-choice = kies uit de lijst
audit-takes-text = hoogstens 200 tekens
audit-takes-link = gebruik de link onder de lijst
audit-takes-nothing = deze pagina kent het niet
audit-too-many = Een bestand van deze pagina heeft hoogstens { $most } regels. Kies minder dagen, of vraag de technisch beheerder om `naklank audit export`.
audit-head = Is het compleet?
audit-chain = Elke regel heeft een controlegetal (hash) waarin ook de regel ervoor meetelt. Zo valt het op als een regel is veranderd of verwijderd: `naklank audit verify` zegt het. Dat het einde niet is weggehaald, bewijst alleen een hash die u ergens anders bewaart.
audit-published = De laatst gepubliceerde hash, van { $day }, over { $entries } regels:
audit-unpublished = Er is nog geen hash gepubliceerd. Dat gebeurt één keer per dag.

audit-mail-subject = Logboek: de hash van { $day }
audit-mail-text = Dit is de hash van het logboek van { $organisation }, gepubliceerd op { $day }, over { $entries } regels:
audit-mail-keep = Bewaar deze e-mail. De technisch beheerder kan hiermee altijd bewijzen dat van deze regels niets is veranderd of verwijderd:
audit-mail-look = Wie wat deed:
audit-mail-why = U krijgt deze e-mail elke dag omdat u daarom vroeg. Op de pagina van uw account zet u hem uit.
