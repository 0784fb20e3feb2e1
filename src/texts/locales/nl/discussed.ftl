# Which complaints were discussed.

discussed-title = Besproken klachten
discussed-intro = Een klacht wordt altijd besproken met de medewerker die de klacht behandelde, en in het team. Kruis de klachten aan, kies met wie ze zijn besproken en vul in op welke dag. U kunt er veel tegelijk aankruisen, bijvoorbeeld na een teamoverleg.
discussed-list = Gesloten klachten
discussed-show = Toon
discussed-show-all = alle
discussed-show-not-with-employee = niet besproken met de medewerker
discussed-show-not-in-team = niet besproken in het team
discussed-none = Er is geen gesloten klacht die aan uw keuze voldoet.
discussed-page = Bladzijde { $page }. De klachten die het laatst zijn gesloten, staan op de eerste bladzijde.
discussed-previous = Vorige bladzijde
discussed-next = Volgende bladzijde
discussed-tick-all = Kruis alle klachten op deze bladzijde aan
discussed-complaint = Klacht
discussed-closed-on = Klacht gesloten op
discussed-one = Eén klacht
discussed-facts = Alles vastleggen
discussed-not-yet = niet bekend
discussed-elsewhere = Ook aangekruist, maar niet in deze lijst
discussed-with = Met wie zijn de klachten besproken?
discussed-with-employee = Met de medewerker
discussed-with-team = In het team
discussed-on = Op welke dag?
discussed-replace = Vervang ook dagen die er al staan. U ziet eerst hoeveel dat er zijn.
discussed-button = Leg vast
discussed-to-share = Naar het deel dat op tijd is besproken
discussed-replacing-title = { $count ->
    [one] { $shown } eerdere dag vervangen?
   *[other] { $shown } eerdere dagen vervangen?
}
discussed-replacing-what = { $count ->
    [one] Bij { $shown } klacht staat al een andere dag. Daarvoor komt { $day } in de plaats.
   *[other] Bij { $shown } klachten staat al een andere dag. Daarvoor komt { $day } in de plaats.
}
discussed-replacing-added = { $count ->
    [one] { $shown } andere klacht heeft nog geen dag en krijgt deze dag ook.
   *[other] { $shown } andere klachten hebben nog geen dag en krijgen deze dag ook.
}
discussed-replacing-confirm = { $count ->
    [one] Ja, vervang { $shown } dag
   *[other] Ja, vervang { $shown } dagen
}
discussed-replacing-back = Nee, terug naar de lijst
discussed-done = { $count ->
    [one] Vastgelegd bij { $shown } klacht.
   *[other] Vastgelegd bij { $shown } klachten.
}
discussed-kept = { $count ->
    [one] { $shown } klacht hield de dag die er al stond.
   *[other] { $shown } klachten hielden de dag die er al stond.
}
discussed-wrong = Er is nog niets vastgelegd. Verbeter dit:
discussed-nothing-chosen = Kruis ten minste één klacht aan.
discussed-too-many = Kruis ten hoogste { $most } klachten tegelijk aan.
discussed-not-with-whom = Kies de medewerker of het team.
discussed-no-day = Vul een dag in die bestaat, met jaar, maand en dag, zoals 2026-03-20.
discussed-ahead = Kies vandaag of een eerdere dag.
discussed-unknown = Deze klachten bestaan niet, of een ander team behandelt ze: { $references }.
discussed-before-receipt = Op die dag waren deze klachten nog niet ontvangen: { $references }.
discussed-and-more = { $references } en nog { $count }
discussed-share = Besproken binnen { $days } dagen
discussed-share-how = Van de klachten die in de laatste twaalf maanden zijn gesloten: welk deel is binnen { $days } dagen na het sluiten besproken? Een klacht die opnieuw is geopend, telt mee op de dag waarop zij het laatst is gesloten. Een bespreking vóór die dag telt als op tijd, ook als de klacht daarna opnieuw is geopend. Is de tijd voorbij en is er geen dag bekend, dan is niet bekend of de klacht is besproken. Het laagste percentage telt zo’n klacht niet mee als besproken, het hoogste wel.
discussed-share-none = In de laatste twaalf maanden is er geen klacht gesloten.
discussed-share-of = Per maand, van dit team: { $team }
discussed-by-team = Per team
discussed-month = Maand van sluiten
discussed-together = Alle maanden
discussed-number = Gesloten
discussed-both = Allebei
discussed-between = { $low } tot { $high }
discussed-of = { $timely } van { $counted }
discussed-pending = voor { $count } loopt de tijd nog
