# The audit: its page, and the mail with its head.

audit-mail-subject = Logboek: de hash van { $day }
audit-mail-text = Dit is de hash van het logboek van { $organisation }, gepubliceerd op { $day }, over { $entries } regels:
audit-mail-keep = Bewaar deze e-mail. De technisch beheerder kan hiermee altijd bewijzen dat van deze regels niets is veranderd of verwijderd:
audit-mail-look = Wie wat deed:
audit-mail-why = U krijgt deze e-mail elke dag omdat u daarom vroeg. Op de pagina van uw account zet u hem uit.
