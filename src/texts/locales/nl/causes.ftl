# Causes of complaints.

causes-title = Oorzaken
causes-question = Waardoor ontstaan klachten, en hoe beoordelen klanten de behandeling van die klachten?
causes-received = Klachten: ontvangen van { $from } tot en met { $to }.
causes-closed = NPS: antwoorden over klachten die zijn afgerond van { $from } tot en met { $to }.
causes-answered = NPS: antwoorden die zijn gegeven van { $from } tot en met { $to }.
causes-pareto-heading = Oorzaken naar aantal klachten, naar dag van ontvangst
causes-headline = { $count ->
    [one] Er is { $complaints } klacht ontvangen; aantal zonder oorzaak: { $without }.
   *[other] Er zijn { $complaints } klachten ontvangen; bij { $without } daarvan is geen oorzaak opgegeven.
}
causes-headline-short = { $count ->
    [one] Er is { $complaints } klacht ontvangen.
   *[other] Er zijn { $complaints } klachten ontvangen.
}
causes-hidden = Bij deze keuze zijn zo weinig klachten ontvangen dat iemand te herkennen kan zijn. Kies een langere periode of minder filters.
causes-none-received = In deze periode zijn geen klachten ontvangen.
causes-none-told = Bij geen van deze klachten is een oorzaak opgegeven. Vul oorzaken in op het formulier van een klacht, of laat uw klachtensysteem ze doorgeven.
causes-cause = Oorzaak
causes-complaints = Klachten
causes-main = Als hoofdoorzaak
causes-share = Deel van de klachten
causes-cumulative = Opgeteld deel van de oorzaken
causes-nps-closed = NPS ({ $confidence } %-interval), naar dag van afronden
causes-nps-answered = NPS ({ $confidence } %-interval), naar dag van het antwoord
causes-not-told = Geen oorzaak opgegeven
causes-all = Alle klachten
causes-retired = staat niet meer in keuzelijsten
causes-rest = { $count ->
    [one] 1 andere oorzaak
   *[other] { $count } andere oorzaken
}
causes-chart-title = Oorzaken naar aantal klachten, met hun opgetelde deel
causes-chart-text = De grootste oorzaak is ‘{ $cause }’, met { $count ->
    [one] { $complaints } klacht
   *[other] { $complaints } klachten
} ({ $share }). In de tabel staan alle getallen.
causes-note = Het deel van de klachten is berekend over alle ontvangen klachten ({ $complaints }), en het opgetelde deel over alle keren dat een oorzaak is genoemd ({ $named }): een klacht kan meer dan één oorzaak hebben, en telt bij elke oorzaak één keer mee.
causes-nps-note = Antwoorden die zijn geïmporteerd, horen bij geen klacht en tellen hier niet mee.
causes-hidden-note = Verborgen: het aantal is te klein om te laten zien, of een te klein aantal zou eruit te berekenen zijn.
causes-others-heading = Oorzaken zonder klachten in deze periode
causes-back = Alle oorzaken

causes-counts-for = ‘{ $name }’ telt nu mee voor ‘{ $cause }’.
causes-is-retired = Deze oorzaak staat niet meer in keuzelijsten. Klachten met deze oorzaak tellen nog wel mee.
causes-no-complaints = Geen klacht in deze keuze heeft deze oorzaak.
causes-one-headline = { $count ->
    [one] { $complaints } klacht van de { $all } die zijn ontvangen, heeft deze oorzaak ({ $share }).
   *[other] { $complaints } van de { $all } ontvangen klachten hebben deze oorzaak ({ $share }).
}
causes-one-main = Bij { $main } daarvan is het de hoofdoorzaak.
causes-one-nps = De NPS van deze klachten is { $nps }, uit { $count ->
    [one] { $responses } antwoord
   *[other] { $responses } antwoorden
}. Het { $confidence } %-interval loopt van { $low } tot { $high }.
causes-one-nps-hidden = De NPS van deze oorzaak is verborgen: er zijn te weinig antwoorden, of te weinig over andere klachten.
causes-one-nps-none = Er zijn geen antwoorden over klachten met deze oorzaak.
causes-months-heading = Deel van de ontvangen klachten, naar maand van ontvangst
causes-months-title = Deel van de ontvangen klachten met deze oorzaak, met het { $confidence } %-interval
causes-months-text = Het nieuwste deel dat getoond kan worden, is dat van { $month }: { $share }, met een interval van { $low } tot { $high }. In de tabel staan alle getallen.
causes-months-empty = Voor geen enkele maand in deze keuze kan een deel worden getoond.
causes-months-newest = U ziet alleen de nieuwste { $months } maanden van de periode.
causes-month = Maand
causes-received-column = Ontvangen klachten
causes-with = Met deze oorzaak
causes-mark = Streepjeslijn { $number }: { $day }, { $what }.
causes-names-heading = Namen van deze oorzaak
causes-names-none = Deze oorzaak heeft altijd zo geheten, en er is geen andere oorzaak mee samengevoegd.
causes-name = Naam
causes-name-of = Van welke oorzaak
causes-name-of-this = deze oorzaak
causes-name-of-merged = { $cause }, samengevoegd op { $day }
causes-since = Sinds
causes-until = Tot
causes-name-now = nu
causes-manage-heading = Deze oorzaak wijzigen
causes-manage-intro = Bij een klacht blijft de naam staan die is opgegeven. Een wijziging bepaalt alleen voor welke oorzaak die naam meetelt.
causes-done = Opgeslagen.
causes-rename = Nieuwe naam
causes-rename-button = Hernoem
causes-rename-note = Klachten met de oude naam tellen nog steeds mee voor deze oorzaak.
causes-merge = Voeg deze oorzaak samen met
causes-merge-choose = Kies een oorzaak
causes-merge-ask = Bekijk wat er verandert
causes-merge-button = Voeg deze oorzaken samen
causes-merge-note = U ziet eerst wat er verandert. Daarna kiest u of u de oorzaken samenvoegt.
causes-merge-none = Er is geen andere oorzaak om deze mee samen te voegen.
causes-merge-title = ‘{ $cause }’ samenvoegen met ‘{ $into }’?
causes-merge-what = ‘{ $cause }’ is dan geen eigen oorzaak meer en gaat verder als ‘{ $into }’.
causes-merge-complaints = Klachten met de oorzaak ‘{ $cause }’ tellen mee voor ‘{ $into }’, ook de klachten van vroeger.
causes-merge-names = Dat geldt ook voor deze eerdere namen: { $names }.
causes-merge-themes = Deze thema’s horen daarna bij die oorzaak: { $themes }.
causes-merge-told = Bij de klachten zelf verandert niets: daar blijft de naam staan die is opgegeven.
causes-merge-for-good = U kunt dit niet ongedaan maken.
causes-merge-not = Nee, ga terug
causes-retire-button = Haal deze oorzaak uit de keuzelijsten
causes-retire-note = Klachten met deze oorzaak tellen nog wel mee. Een klachtensysteem kan de oorzaak ook nog doorgeven.
causes-restore-button = Zet deze oorzaak terug in de keuzelijsten
causes-themes-heading = Thema’s in toelichtingen die over deze oorzaak gaan
causes-themes-none = Er zijn nog geen thema’s.
causes-themes-make = Maak thema’s
causes-themes-button = Sla de thema’s op
causes-refused-name = Er is niets opgeslagen. Vul een naam in van 1 tot 200 tekens, zonder nieuwe regel en zonder |.
causes-refused-taken = Er is niets opgeslagen. Er is een andere oorzaak met de naam ‘{ $name }’. Wilt u ze als één tellen, voeg deze oorzaak dan met die samen.
causes-refused-itself = Er is niets opgeslagen. Een oorzaak kan niet met zichzelf worden samengevoegd. Kies een andere oorzaak.
causes-refused-unknown = Er is niets opgeslagen. Kies een oorzaak uit de lijst.
causes-refused-changed = Er is niets opgeslagen. Intussen heeft iemand een oorzaak op dit formulier hernoemd of samengevoegd. U ziet hier hoe het nu is. Verstuur het formulier opnieuw als u dat nog wilt.
