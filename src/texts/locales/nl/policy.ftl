# The key performance indicators.

kpi-acknowledgement = Ontvangstbevestiging
kpi-phone-response = Eerste inhoudelijke reactie per telefoon
kpi-written-response = Eerste inhoudelijke schriftelijke reactie
kpi-handling-quality = Kwaliteit van de behandeling
kpi-nps = NPS over de klachtbehandeling
kpi-complaint-rate = Klachten als deel van de meldingen

## How a clock counts.

clock-heading = Op tijd?
clock-how = Zo is geteld
clock-received = ontvangen { $moment }
clock-received-not-counted = ontvangen { $moment } (de dag van ontvangst telt niet mee)
clock-day = werkdag { $number }: { $day }
clock-weekend = { $day } telt niet mee (weekend)
clock-holiday = { $day } telt niet mee ({ $holiday })
clock-free = { $day } telt niet mee (een vrije dag)
clock-until-end = op tijd tot het einde van { $day }
clock-until = op tijd tot en met { $moment }
clock-happened-timely = gebeurd { $moment }: op tijd
clock-happened-late = gebeurd { $moment }: te laat
clock-never-late = zeker niet gebeurd: te laat
clock-pending = nog niet gebeurd: de tijd is nog niet om
clock-open-late = niet gebeurd, en de tijd is om: te laat
clock-unknown = gesloten, en niet gemeld of het gebeurd is: onbekend
clock-not-applicable = niet nodig bij deze klacht

clock-standing-timely = op tijd
clock-standing-late = te laat
clock-standing-pending = loopt nog
clock-standing-unknown = onbekend
clock-standing-not-applicable = niet van toepassing

holiday-new-years-day = nieuwjaarsdag
holiday-good-friday = Goede Vrijdag
holiday-easter-sunday = eerste paasdag
holiday-easter-monday = tweede paasdag
holiday-kings-day = Koningsdag
holiday-liberation-day = Bevrijdingsdag
holiday-ascension-day = Hemelvaartsdag
holiday-whit-sunday = eerste pinksterdag
holiday-whit-monday = tweede pinksterdag
holiday-christmas-day = eerste kerstdag
holiday-boxing-day = tweede kerstdag

## The scoreboard.

board-title = KPI’s
board-title-year = KPI’s van { $year }
board-years = Jaar
board-counts-by = KPI 1, 2, 3 en 6 tellen klachten op de dag van ontvangst, de NPS op de dag van sluiten. De feiten zijn die van nu.
board-value = Waarde
board-of = Van
board-norm = Norm
board-verdict = Oordeel
board-no-norm = nog geen norm
board-running = nog niet voorbij
board-insufficient = te weinig gegevens
board-nps = De NPS heeft een eigen pagina:
board-rate-rewards = Deze KPI wordt ook beter als er minder klachten worden vastgelegd. Bekijk hem samen met wat klanten in de enquête zeggen.
board-pending = Loopt nog: { $count }.
board-unknown = Onbekend: { $count }. Als die allemaal te laat waren, was de waarde { $low }; als ze allemaal op tijd waren, { $high }.
board-received-in = Ontvangen in
board-complaints = Klachten
board-notifications = Meldingen
board-not-known = onbekend

behind-range = Klachten die zijn ontvangen van { $from } tot en met { $to }.
behind-none = Er zijn er geen.
behind-received = ontvangen { $moment }
behind-next = Verder
board-waits = er loopt nog iets
board-only = Alleen: { $values }.
board-all = Toon alles
board-automatic = Bevestigd door een automatisch bericht: { $count }.

## The form in which a person tells what happened.

facts-title = Klacht { $reference }: wat er is gebeurd
facts-done = Wat u hebt ingevuld, is bewaard.
facts-wrong = Er is nog niets bewaard. Verbeter deze velden:
facts-button = Bewaren
facts-link = Vastleggen wat er is gebeurd
facts-never = Dit is niet gebeurd
facts-not-told = niet bekend
facts-needed = ja
facts-not-needed = nee
facts-acknowledged = Ontvangst bevestigd
facts-acknowledged-by = Bevestigd door
facts-by-person = een medewerker
facts-by-automatic = een automatisch bericht
facts-phone-attempted = Gebeld zonder contact
facts-phone-response = Eerste inhoudelijke reactie per telefoon
facts-phone-required = Bellen was nodig
facts-written-response = Eerste inhoudelijke schriftelijke reactie
facts-written-required = Schriftelijke reactie was nodig
facts-answered-by = Schriftelijke reactie van
facts-by-board = de directie
facts-by-other = een ander
facts-employee-discussed = Besproken met de medewerker
facts-team-discussed = Besproken in het team
facts-takes-moment = een moment na de ontvangst en niet in de toekomst, of het vakje ‘niet gebeurd’, niet allebei
facts-takes-day = een dag na de ontvangst en niet in de toekomst
facts-takes-who = alleen als het ook is gebeurd

## The quality of handling.

quality-title = Kwaliteit van de behandeling
quality-how = Op de derde dag van een maand trekt het programma een steekproef van { $size } klachten die in de maand daarvoor zijn gesloten, uit elk team naar verhouding. Collega’s die de klacht niet behandelden, geven punten voor elk deelonderwerp.
quality-next = Volgende klacht beoordelen
quality-nothing-left = U hoeft niets meer te beoordelen.
quality-none = Er is nog geen steekproef getrokken. De eerste volgt vanzelf, op de derde dag na een maand waarin klachten zijn gesloten.
quality-closed-in = Gesloten in
quality-closures = Gesloten klachten
quality-drawn = Getrokken
quality-reviewed = Beoordeeld
quality-interval = 90%-interval
quality-draw-heading = Een steekproef trekken uit een eerdere maand
quality-draw-note = Voor een maand uit de tijd voordat u deze pagina gebruikte. Uit een maand wordt één keer een steekproef getrokken.
quality-month = Maand
quality-draw-button = Steekproef trekken
quality-no-month = Vul een maand in, zoals 2026-03.
quality-running = Deze maand is nog niet voorbij. Daarna volgt de steekproef vanzelf.
quality-drawn-before = Uit deze maand is al een steekproef getrokken. Dat gebeurt één keer.
quality-nothing-closed = In deze maand is geen klacht gesloten.
quality-checklist = Checklist { $version }
quality-points = Elk deelonderwerp krijgt 0 tot { $most } punten. Wat niet van toepassing is, laat u weg.
quality-review-done = Uw beoordeling is bewaard.
quality-month-title = Kwaliteit van de behandeling: { $month }
quality-draw-done = De steekproef is getrokken.
quality-month-drawn = { $drawn } van { $closures } gesloten klachten zijn getrokken op { $moment }.
quality-month-reviewed = Beoordeeld: { $reviewed } van { $drawn }.
quality-complaint = Klacht
quality-reviewer = Gevraagd om te beoordelen
quality-review = Beoordeling
quality-see-review = Bekijken of verbeteren
quality-do-review = Beoordelen
quality-closure = { $closure }e keer gesloten
quality-proof = Zo is deze steekproef na te gaan
quality-proof-how = Het nummer van een klacht is de SHA-256 van de beginwaarde (seed), de referentie, een nulbyte en de sluiting. In elk team zijn de kleinste nummers getrokken. Met deze beginwaarde trekt het commando de steekproef opnieuw en vergelijkt het de uitkomst:

review-title = Klacht { $reference } beoordelen
review-not-drawn = Deze klacht hoort niet bij de steekproef. Uw beoordeling wordt bewaard, en telt niet mee voor KPI 4.
review-correct-note = Deze klacht is al beoordeeld. Wat u nu bewaart, telt; de eerdere beoordeling blijft ernaast staan.
review-button = Beoordeling bewaren
review-correct-button = Verbetering bewaren
review-scale = 0 is het slechtst, { $most } het best.
review-not-applicable = niet van toepassing
review-leave-empty = Laat het leeg als het niet van toepassing is.
review-history = Beoordelingen tot nu toe
review-when = Wanneer
review-wrong-points = Er is nog niets bewaard. Geef punten voor ten minste één deelonderwerp, binnen de schaal.
review-own-work = U hebt deze klacht zelf behandeld. Daarom moet een collega hem beoordelen. Er is niets bewaard.
review-reviewed = Een collega heeft deze klacht intussen beoordeeld. Er is niets bewaard, en uw punten staan er nog.
board-sample = Beoordeeld: { $reviewed } van { $drawn } getrokken klachten, uit { $closures } gesloten klachten.
board-sample-interval = Met 90% zekerheid ligt de kwaliteit van alle behandelingen tussen { $low } en { $high }.
board-sample-topic = Deelonderwerp
board-closed-in = Gesloten in
## The notifications of a year, and what the KPI over them rewards.

board-tell-notifications = Meldingen invullen, en zien wie er klaagt
told-title = Meldingen van { $year }
told-intro = KPI 6 is het aantal klachten als deel van het aantal meldingen. Vul hier in hoeveel meldingen er in een maand waren. Een maand zonder aantal is onbekend, niet nul.
told-done = Wat u hebt ingevuld, is bewaard.
told-wrong = Er is nog niets bewaard. Verbeter eerst dit:
told-more = En nog { $count } andere fouten.
told-line = regel { $line }
told-fewer = minder meldingen dan klachten
told-fewer-note = Let op: van deze maanden zijn er minder meldingen dan klachten: { $months }. De aantallen zijn bewaard. Klopt dit?
told-months = Maanden
told-sum = Is er geen aantal voor alle producten samen, dan worden de producten opgeteld.
told-no-months = Van dit jaar is nog geen maand begonnen.
told-month = Maand
told-product = Product
told-all = alle samen
told-count = Aantal meldingen
told-share = Klachten als deel van de meldingen
told-one-heading = Eén maand invullen
told-product-hint = Laat dit veld leeg voor alle producten samen.
told-many-heading = Meer maanden tegelijk invullen
told-rows = Regels (CSV)
told-rows-hint = De eerste regel noemt de kolommen: month,product,count. Daaronder staat een regel per maand, zoals 2026-03,,1250. De kolom product mag u weglaten. Is één regel fout, dan wordt niets bewaard.
told-takes-month = een maand die al is begonnen, zoals 2026-03
told-takes-product = een naam van ten hoogste 200 tekens op één regel, of niets
told-takes-count = een geheel getal van 0 tot en met 4294967295, zonder punten
told-takes-nothing = dit veld is er niet
told-button = Bewaren

rewards-heading = Wie klaagt er?
rewards-none = Er is in dit jaar nog geen maand voorbij waarvan het aantal meldingen bekend is.
rewards-over = Maanden die voorbij zijn en waarvan het aantal meldingen bekend is: { $months }. Daarin waren er { $notifications } meldingen en { $complaints } klachten.
rewards-caution = Meldingen worden niet per team of kanaal geteld: elke regel gaat over alle meldingen. Deze KPI wordt ook beter als er minder klachten worden vastgelegd. Een team dat ver onder de andere staat, veroorzaakt misschien niet minder klachten, maar legt er minder vast.
rewards-complaints = Klachten
rewards-per-thousand = Per 1.000 meldingen
rewards-others = Klachten van alle andere
rewards-others-per-thousand = Alle andere per 1.000 meldingen
rewards-hidden = Verborgen: minder dan { $minimum } klachten, of een aantal waaruit zo’n klein aantal te berekenen is.
## The form in which a person registers and corrects a complaint.

hand-new = Een klacht vastleggen
hand-title = Klacht { $reference }: verbeteren, sluiten of heropenen
hand-link = Deze klacht verbeteren, sluiten of heropenen
hand-register = Vastleggen
hand-closing = Is de klacht gesloten, dan krijgt de klant { $when } een e-mail met de vragenlijst, behalve als u ‘Deze klant geen vragenlijst sturen’ aanvinkt.
hand-after = na { $time }
hand-soon = kort daarna
hand-status = Status
hand-open = open
hand-closed = gesloten
hand-received = Ontvangen op
hand-closed-at = Gesloten op, als de klacht gesloten is
hand-name = Naam van de indiener
hand-email = E-mailadres van de indiener
hand-language = Taal van de indiener
hand-handler = Behandeld door
hand-causes = Oorzaken, met | ertussen, de belangrijkste eerst
hand-do-not-ask = Deze klant geen vragenlijst sturen
hand-reason = Reden om geen vragenlijst te sturen
hand-no-reason = geen
hand-note = Toelichting bij deze reden
hand-taken = een andere klacht heeft dit kenmerk al
hand-takes-reference = 1 tot 200 tekens op één regel, en niet ‘new’, ‘.’ of ‘..’
hand-takes-received = een moment dat niet in de toekomst ligt, en niet na wat over deze klacht is vastgelegd
hand-takes-closed = nodig als de klacht gesloten is: een moment na de ontvangst en niet in de toekomst
hand-takes-name = een naam met minstens één letter
hand-takes-causes = ten hoogste 20 oorzaken van ten hoogste 200 tekens, geen ervan leeg
hand-takes-reason = nodig als u geen vragenlijst laat sturen, en alleen dan
hand-takes-note = alleen als u geen vragenlijst laat sturen, en nodig bij ‘een andere reden’
hand-takes-choice = een van de keuzes
hand-takes-text = ten hoogste 200 tekens op één regel
hand-takes-nothing = dit formulier heeft dit veld niet
board-bunching = Van wat op tijd was, kwam { $last } in het laatste tiende deel van de tijd, en gemiddeld { $before } in elk tiende deel daarvoor.
board-official = { $verdict } (officieel sinds { $day })
review-see-theirs = Die beoordeling bekijken
review-by = Beoordelaar
