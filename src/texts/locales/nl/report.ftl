# The documents themselves.

## Internal evaluation

internal-section-conclusion = Conclusie
internal-section-assessment = Doen wij wat ons beleid zegt?
internal-section-team-flow = Hoeveel klachten elk team had
internal-section-team-kpis = Hoe snel elk team reageerde
internal-section-team-nps = Wat klanten van elk team vonden
internal-section-quality = Hoe collega’s de behandeling beoordeelden
internal-section-themes = Waar klanten over schreven
internal-section-signals = Welke maanden opvielen
internal-section-pareto = Waardoor de klachten ontstonden
internal-section-follow-ups = Hoe wij ontevreden klanten opvolgden
internal-section-discussed = Wat wij met elkaar bespraken
internal-section-improvements-followed = Welke verbeteringen liepen
internal-section-changed = Wat deze editie verandert

internal-table-assessment = Het beleid, zin voor zin
internal-rule-assessment = Het oordeel is van een medewerker. Daarnaast staat wat de gegevens erover zeggen. Het eerste cijfer gaat over wat bekend is; ‘ten minste’ telt mee wat onbekend is, alsof het niet is gebeurd. Achter de NPS staat het 95 %-interval. Het klachtverslag en de startpagina geven het interval van de norm, en dat kan een ander percentage hebben.
internal-table-team-flow = Klachten per team
internal-rule-team-flow = Open bij het begin en ontvangen is samen evenveel als afgehandeld en open aan het eind. Een klacht telt bij het team waar zij nu is en met de laatste keer dat zij werd afgehandeld.
internal-table-team-clocked = { $kpi }, per team
internal-rule-team-clocked = Klachten die in het jaar zijn ontvangen en waarvoor dit nodig was. Op tijd is het deel van wat bekend is. Ten minste en ten hoogste: als alles wat onbekend is te laat was, of op tijd.
internal-table-team-nps = NPS per team
internal-rule-team-nps = Antwoorden over klachten die in het jaar zijn afgehandeld, met het 95 %-interval. Het klachtverslag geeft het interval van de norm, en dat kan een ander percentage hebben. De uitkomst van een klacht bepaalt het cijfer sterk: bij gelijke uitkomsten is de NPS die het team zou hebben met de uitkomsten van allen samen. Het verschil met de rest houdt er rekening mee dat er meer teams zijn.
internal-table-quality-topics = Kwaliteit van de behandeling per deelonderwerp
internal-rule-quality-topics = De punten die beoordelaars gaven, als deel van de punten die zij konden geven. Alleen klachten die willekeurig zijn getrokken tellen mee.
internal-table-team-quality = Kwaliteit van de behandeling per team
internal-rule-team-quality = De punten voor alle deelonderwerpen samen, en hoeveel afgehandelde klachten van het team zijn getrokken en beoordeeld.
internal-table-themes = Thema’s in de antwoorden
internal-rule-themes = Van de criticasters (cijfer 0 tot en met 6) die een toelichting gaven: welk deel dit thema noemt, in dit jaar en in het jaar ervoor. Bij passief tevredenen en promotors staat het aantal. Wat klanten schreven staat niet in dit rapport. De link leidt ernaartoe. Staat er een streepje, dan is er van het jaar ervoor geen toelichting van een criticaster om mee te vergelijken.
internal-table-signals = Maanden die opvielen
internal-rule-signals = Een signaal zegt dat iets waarschijnlijk geen toeval is. De oorzaak heeft een medewerker vastgelegd.
internal-table-pareto = Oorzaken van klachten
internal-rule-pareto = Klachten die in het jaar zijn ontvangen. Een klacht kan meer dan één oorzaak hebben en telt bij elke oorzaak één keer mee. Het opgetelde deel telt hoe vaak oorzaken zijn genoemd.
internal-table-team-follow-ups = Opvolging per team
internal-rule-team-follow-ups = Antwoorden van klanten die ontevreden waren of contact wilden, en die in het jaar opgevolgd moesten zijn.
internal-table-team-discussed = Besproken binnen 30 dagen, per team
internal-rule-team-discussed = Klachten die in het jaar zijn afgehandeld. Het deel is van alle klachten waarvan de tijd voorbij is; zonder ingevulde dag telt een klacht als niet besproken.
internal-table-improvements-followed = Verbeteringen
internal-rule-improvements-followed = Verbeteringen die in het jaar liepen. Het effect is het verschil tussen voor en na, in punten of procentpunten, met het interval. Het verschil van de rest is eraf, behalve waar er geen rest is om mee te vergelijken. Is er geen effect te zeggen, dan staat dat er.

internal-column-team = Team
internal-column-brought-forward = Open bij het begin
internal-column-received = Ontvangen
internal-column-closed = Afgehandeld
internal-column-carried-forward = Open aan het eind
internal-column-share-in-time = Deel op tijd
internal-column-timely = Op tijd
internal-column-known = Bekend
internal-column-unknown = Onbekend
internal-column-pending = Loopt nog
internal-column-at-least = Ten minste
internal-column-at-most = Ten hoogste
internal-column-nps = NPS
internal-column-responses = Antwoorden
internal-column-equal-outcomes = Bij gelijke uitkomsten
internal-column-against-rest = Verschil met de rest
internal-column-topic = Deelonderwerp
internal-column-points = Punten
internal-column-reviews = Beoordelingen
internal-column-drawn = Getrokken
internal-column-reviewed = Beoordeeld
internal-column-theme = Thema
internal-column-detractors = Criticasters
internal-column-passives = Passief tevredenen
internal-column-promoters = Promotors
internal-column-share-before = Jaar ervoor
internal-column-change = Verandering
internal-column-verbatims = Lees verder
internal-column-months = Maanden
internal-column-signal = Wat opviel
internal-column-cause = Oorzaak
internal-column-explained-on = Vastgelegd op
internal-column-complaints = Klachten
internal-column-share = Deel van de klachten
internal-column-cumulative = Opgeteld deel
internal-column-due = Op te volgen
internal-column-in-time = Op tijd
internal-column-late = Te laat
internal-column-open = Niet afgerond
internal-column-with-employee = Met de medewerker
internal-column-with-team = In het team
internal-column-with-both = Allebei
internal-column-improvement = Verbetering
internal-column-measure = Maatregel
internal-column-since = Sinds
internal-column-state = Stand
internal-column-effect = Effect
internal-column-sentence = Ons beleid
internal-column-judgement = Oordeel
internal-column-note = Toelichting
internal-column-evidence = Wat de gegevens zeggen
internal-column-evidence-of = Van hoeveel
internal-column-evidence-at-least = Ten minste

internal-verdict-kept = gedaan
internal-verdict-partly = deels gedaan
internal-verdict-not-kept = niet gedaan
internal-verdict-cannot-be-said = niet te zeggen
internal-verdict-not-judged = nog niet beoordeeld
internal-verdict-higher = hoger
internal-verdict-lower = lager
internal-verdict-no-difference-shown = geen verschil aangetoond
internal-verdict-theme-grew = vaker genoemd
internal-verdict-theme-shrank = minder vaak genoemd
internal-verdict-theme-unchanged = geen verschil aangetoond
internal-verdict-improvement-planned = gepland
internal-verdict-improvement-running = loopt
internal-verdict-improvement-closed = afgesloten
internal-verdict-improvement-withdrawn = ingetrokken
internal-verdict-works = werkt
internal-verdict-harms = maakt het slechter
internal-verdict-better-alone = beter dan voor de start; andere oorzaken zijn niet uit te sluiten
internal-verdict-worse-alone = slechter dan voor de start; andere oorzaken zijn niet uit te sluiten
internal-verdict-cannot-be-told-yet = nog niet te zeggen

internal-nothing = Hierover is over dit jaar niets te melden.
internal-theme-none = Geen thema
internal-months = { $from } tot en met { $to }

## Around the document

report-title-public = Klachtverslag { $year }
report-title-internal = Evaluatie van het klachtenbeleid { $year }
report-draft = Concept, niet goedgekeurd
report-draft-on = Concept van { $day }, niet goedgekeurd.
report-edition = Editie { $number }, goedgekeurd op { $day }.
report-edition-in-foot = Editie { $number } · SHA-256 { $hash }…
report-as-of = De cijfers geven weer wat bekend was op { $moment } (UTC).
report-as-of-local = De cijfers geven weer wat bekend was op { $moment }.
report-contents = Inhoud
report-page = Pagina
report-page-of = van
report-nothing = Hierover is niets te melden.
report-none = Er zijn er geen.
report-check-heading = Hoe u dit rapport controleert
report-check-block = Elk cijfer volgt uit aantallen. Die staan ook in dit bestand, in een blok met de naam ‘{ $name }’ dat een programma kan lezen (JSON). Zo kan iedereen de cijfers narekenen.
report-check-hash = De SHA-256 van dat blok, geschreven volgens RFC 8785, is:
report-check-draft = Een concept heeft nog geen SHA-256: de cijfers en de woorden kunnen nog veranderen.
report-method = Rekenwijze: { $method }.

## Figures

report-hidden = niet getoond
report-hidden-note = Niet getoond: minder dan { $minimum }, of een getal waaruit zo’n klein aantal te berekenen is.
report-unknown = onbekend
report-interval = { $value } ({ $low } tot { $high })
report-rate = { $value } per { $per }
report-link = lees verder
report-money = € { $amount }
report-effect = { $effect }: { $verdict }

## Rows

report-label-kpi = KPI { $number }: { $name }
report-label-total = Totaal
report-label-not-told = Niet opgegeven
report-label-others = Overige samen
report-label-remedy-none = Niets
report-label-remedy-explanation = Uitleg
report-label-remedy-apology = Excuses
report-label-remedy-correction = Herstel van de fout
report-label-remedy-payment = Een betaling
report-place-expired = Kreeg een mail en antwoordde niet
report-place-unsubscribed = Kreeg een mail en meldde zich af
report-place-returned = De mail kwam terug
report-place-withdrawn = Klacht heropend of gegevens gewist na de mail
report-place-waiting = Kreeg een mail en kan nog antwoorden
report-place-undeliverable = De mail was niet te bezorgen
report-place-withdrawn-before = Klacht heropend of gegevens gewist voor de mail
report-place-planned = De mail moet nog uitgaan
report-place-unreported = De afhandeling was nog niet bekend
report-place-answered = Antwoordde

## Columns

report-column-complaints = Klachten
report-column-share = Aandeel
report-column-received = Ontvangen
report-column-closed = Afgehandeld
report-column-value = Waarde
report-column-norm = Norm
report-column-verdict = Oordeel
report-column-numerator = Op tijd
report-column-denominator = Van
report-column-pending = Loopt nog
report-column-unknown = Onbekend
report-column-at-least = Ten minste
report-column-at-most = Ten hoogste
report-column-responses = Antwoorden
report-column-invited = Gevraagd
report-column-rate = Respons
report-column-effect = Effect
report-column-since = Sinds
report-column-brought-forward = Nog open uit eerdere jaren
report-column-carried-forward = Nog open aan het einde
report-column-amount = Bedrag
report-column-not-applicable = Niet nodig
report-column-decided-on = Besloten op

## Tables: their titles, what their rows are, and the rules by which they count

report-table-flow = Klachten in het jaar
report-rows-flow = Jaar
report-rule-flow = Elke klacht telt één keer in een jaar waarin zij openstond. Nog open uit eerdere jaren en ontvangen is samen evenveel als afgehandeld en nog open aan het einde.
report-table-channel = Hoe klachten binnenkwamen
report-rows-channel = Kanaal
report-rule-channel = Geteld zijn de klachten die wij in het jaar ontvingen. Elke klacht telt één keer. Regels met heel weinig klachten zijn samengevoegd.
report-table-complainant = Wie klaagden
report-rows-complainant = Klager
report-rule-complainant = Geteld zijn de klachten die wij in het jaar ontvingen. Elke klacht telt één keer. Regels met heel weinig klachten zijn samengevoegd.
report-table-product = Over welk product klachten gingen
report-rows-product = Product
report-rule-product = Geteld zijn de klachten die wij in het jaar ontvingen. Elke klacht telt één keer. Regels met heel weinig klachten zijn samengevoegd.
report-table-cause = Waardoor klachten ontstonden
report-rows-cause = Oorzaak
report-rule-cause = Geteld zijn de klachten die wij in het jaar ontvingen. Elke klacht telt één keer, bij haar belangrijkste oorzaak. Regels met heel weinig klachten zijn samengevoegd.
report-table-outcome = Wat wij van klachten vonden
report-rows-outcome = Uitkomst
report-rule-outcome = Geteld zijn de klachten die wij in het jaar afhandelden. Elke klacht telt één keer. Regels met heel weinig klachten zijn samengevoegd.
report-table-remedy = Wat wij voor klagers deden
report-rows-remedy = Wat wij deden
report-rule-remedy = Geteld zijn de klachten die wij in het jaar afhandelden. Elke klacht telt één keer. Regels met heel weinig klachten zijn samengevoegd. Het bedrag is van alle betalingen samen.
report-table-kpis = De zes KPI’s
report-rows-kpis = KPI
report-rule-kpis = KPI 1, 2, 3 en 6 gaan over klachten die wij in het jaar ontvingen, KPI 4 en 5 over klachten die wij in het jaar afhandelden. KPI 1, 2 en 3 zijn het deel dat op tijd was, van de klachten waarvan wij dat weten. De norm is die van het begin van het jaar: een ondergrens, en bij KPI 6 een bovengrens. Bij KPI 5 staat alleen een oordeel als het over het hele jaar is gegeven; oordelen over delen van het jaar staan in het volgende hoofdstuk.
report-table-kpi-counts = De klachten achter KPI 1, 2 en 3
report-rows-kpi-counts = KPI
report-rule-kpi-counts = Loopt nog: er is nog tijd. Onbekend: er is niet vastgelegd of het gebeurde. ‘Ten minste’ is het deel op tijd als wat onbekend is nooit op tijd was, ‘ten hoogste’ als het altijd op tijd was.
report-table-nps = NPS over de klachtbehandeling
report-rows-nps = Jaar
report-rule-nps = Het percentage dat een 9 of 10 geeft, min het percentage dat een 0 tot en met 6 geeft. De getallen tussen haakjes vormen het interval. Geteld zijn de antwoorden over klachten die wij in het jaar afhandelden.
report-table-response = Hoeveel klanten antwoordden
report-rows-response = Jaar
report-rule-response = Geteld op de dag waarop wij de klacht afhandelden. Wordt een klacht heropend en weer afgehandeld, dan telt zij opnieuw.
report-table-non-response = Waarom er geen antwoord was
report-rows-non-response = Reden
report-rule-non-response = Geteld op de dag waarop wij de klacht afhandelden. Elke klacht zonder antwoord staat bij één reden.
report-table-norms = Normen
report-rows-norms = KPI
report-rule-norms = De normen die in het jaar golden of in het jaar werden vastgesteld. Een klacht wordt beoordeeld naar de norm die gold toen wij haar ontvingen.
report-table-improvements = Verbeteringen en hun effect
report-rows-improvements = Verbetering
report-rule-improvements = Het effect is hoeveel meer er veranderde voor wie het aangaat dan voor de rest, in punten of procentpunten. Is er geen rest om mee te vergelijken, dan is het de verandering zelf. De getallen tussen haakjes vormen het interval.

## Statements

report-statement-summary-received = { $number_of_received ->
    [one] Wij ontvingen { $received } klacht en handelden er { $closed } af.
   *[other] Wij ontvingen { $received } klachten en handelden er { $closed } af.
} Aan het einde stonden er { $open } open.
report-statement-summary-acknowledgement = Wij bevestigden op tijd dat wij de klacht hadden ontvangen bij { $share } van de klachten. Onze norm is { $norm }.
report-statement-summary-acknowledgement-known = Wij bevestigden op tijd dat wij de klacht hadden ontvangen bij { $share } van de klachten waarvan wij het weten. Onze norm is { $norm }.
report-statement-summary-acknowledgement-without-norm = Wij bevestigden op tijd dat wij de klacht hadden ontvangen bij { $share } van de klachten.
report-statement-summary-acknowledgement-known-without-norm = Wij bevestigden op tijd dat wij de klacht hadden ontvangen bij { $share } van de klachten waarvan wij het weten.
report-statement-summary-phone-response = Wij belden op tijd bij { $share } van de klachten waarbij dat nodig was. Onze norm is { $norm }.
report-statement-summary-phone-response-known = Wij belden op tijd bij { $share } van de klachten waarbij dat nodig was en waarvan wij het weten. Onze norm is { $norm }.
report-statement-summary-phone-response-without-norm = Wij belden op tijd bij { $share } van de klachten waarbij dat nodig was.
report-statement-summary-phone-response-known-without-norm = Wij belden op tijd bij { $share } van de klachten waarbij dat nodig was en waarvan wij het weten.
report-statement-summary-written-response = Wij schreven op tijd een inhoudelijk antwoord bij { $share } van de klachten waarbij dat nodig was. Onze norm is { $norm }.
report-statement-summary-written-response-known = Wij schreven op tijd een inhoudelijk antwoord bij { $share } van de klachten waarbij dat nodig was en waarvan wij het weten. Onze norm is { $norm }.
report-statement-summary-written-response-without-norm = Wij schreven op tijd een inhoudelijk antwoord bij { $share } van de klachten waarbij dat nodig was.
report-statement-summary-written-response-known-without-norm = Wij schreven op tijd een inhoudelijk antwoord bij { $share } van de klachten waarbij dat nodig was en waarvan wij het weten.
report-statement-summary-recommend = Van de klanten die antwoordden, beveelt { $promoters } ons aan (een 9 of 10) en { $detractors } niet (een 0 tot en met 6). Het verschil heet de NPS: { $nps }. Tussen haakjes staat waar het waarschijnlijk tussen ligt, want niet iedereen antwoordde.
report-statement-summary-few-answers = Er antwoordden te weinig klanten om te zeggen wat zij van de behandeling vonden.
report-statement-summary-answers-not-shown = Wat klanten van de behandeling vonden, tonen wij niet: daaruit zouden kleine aantallen te berekenen zijn.
report-statement-summary-improvements = Verbeteringen in dit jaar: { $improvements }. Volgens de cijfers { $number_of_works ->
    [one] werkt er { $works }
   *[other] werken er { $works }
}, { $number_of_harms ->
    [one] maakt er { $harms } het slechter
   *[other] maken er { $harms } het slechter
}, en is het van { $not_yet } nog niet te zeggen.
report-statement-summary-improvements-alone = Van de overige ging het bij { $better } na de start beter en bij { $worse } slechter. Er is daar geen rest om mee te vergelijken, dus andere oorzaken zijn niet uit te sluiten.
report-statement-summary-no-improvements = Wij noemen over dit jaar geen verbeteringen.
report-statement-flow-identity = { $brought_forward } nog open uit eerdere jaren + { $received } ontvangen = { $closed } afgehandeld + { $carried_forward } nog open aan het einde.
report-statement-reopened-is-open = Een klacht die wij heropenden, telt als open.
report-statement-opening-differs = Het klachtverslag over { $year } (editie { $edition }) telde { $published } klachten die aan het einde nog openstonden. Volgens wat wij nu weten waren dat er { $brought_forward }. Daarmee begint dit jaar.
report-statement-kifid-pointed = Klachten die wij geheel of deels afwezen: { $complaints }. In { $share } daarvan wezen wij de klant op Kifid of de rechter. Niet vastgelegd: { $not_told }.
report-statement-kifid-not-recorded = Klachten die wij geheel of deels afwezen: { $complaints }. Of wij de klant daarbij op Kifid of de rechter wezen, is niet vastgelegd.
report-statement-kifid-hidden = Hoe vaak wij klanten op Kifid of de rechter wezen, tonen wij niet: het gaat om te weinig klachten.
report-statement-kifid-not-shown = Hoe vaak wij klanten op Kifid of de rechter wezen, tonen wij niet: daaruit zouden kleine aantallen te berekenen zijn.
report-statement-year-is-running = Het jaar is nog niet voorbij. Dit zijn de cijfers tot en met { $until }. Daarom is er nog geen oordeel.
report-statement-nps-hidden = De NPS tonen wij niet: een van de groepen klanten is te klein.
report-statement-nps-not-shown = De NPS tonen wij niet: daaruit zouden kleine aantallen te berekenen zijn.
report-statement-nps-no-answers = Er zijn geen antwoorden, dus is er geen NPS.
report-statement-nps-verdict-of-period = Officieel oordeel over de periode van { $from } tot en met { $to }: { $verdict }. De norm was { $norm }.
report-statement-nps-norm-is-of-others = De norm gaat niet over precies deze antwoorden. Daarom staat er geen oordeel bij.
report-statement-non-response-hidden = Redenen die bij heel weinig klachten voorkwamen, staan er niet bij. Soms is ook een grotere weggelaten, zodat de kleine niet te berekenen zijn.
report-statement-invitations-unknown = Een deel van de antwoorden is overgenomen uit een ander programma. Daarvan is niet bekend hoeveel klanten zijn gevraagd.
report-statement-no-norms-in-force = In dit jaar gold er geen norm.
report-statement-no-improvements = Wij noemen over dit jaar geen verbeteringen.
report-statement-replaces-edition = Dit verslag vervangt editie { $edition }.
report-statement-unchanged-since-edition = Hierboven staan cijfers zoals in editie { $edition }. Zij veranderden sindsdien zo weinig dat het verschil iets over enkele klachten zou zeggen.
report-statement-audience-customer = Wij vragen klanten naar hun ervaring.
report-statement-audience-lawyer = Wij vragen advocaten naar hun ervaring.
report-statement-audience-intermediary = Wij vragen tussenpersonen naar hun ervaring.
report-statement-audience-opposing-party = Wij vragen tegenpartijen naar hun ervaring.
report-statement-audience-other = Wij vragen anderen die klagen naar hun ervaring.
report-statement-mode-email = Wij vragen het per e-mail.
report-statement-asked-at-once = Wij vragen het zodra de klacht is afgehandeld.
report-statement-asked-within-an-hour = Wij vragen het binnen een uur nadat de klacht is afgehandeld.
report-statement-asked-after-days = { $number_of_days ->
    [one] Wij vragen het { $days } dag nadat de klacht is afgehandeld.
   *[other] Wij vragen het { $days } dagen nadat de klacht is afgehandeld.
}
report-statement-asked-after-hours = { $number_of_hours ->
    [one] Wij vragen het { $hours } uur nadat de klacht is afgehandeld.
   *[other] Wij vragen het { $hours } uur nadat de klacht is afgehandeld.
}
report-statement-window-always = De mails gaan op elk uur van de week uit.
report-statement-window-weekly = { $number_of_days ->
    [one] De mails gaan uit op { $days } dag van de week, van { $opens } tot { $closes } uur, en nooit op een feestdag.
   *[other] De mails gaan uit op { $days } dagen van de week, van { $opens } tot { $closes } uur, en nooit op een feestdag.
}
report-statement-expires-after-days = { $number_of_days ->
    [one] De link in de mail werkt { $days } dag, geteld vanaf de eerste mail.
   *[other] De link in de mail werkt { $days } dagen, geteld vanaf de eerste mail.
}
report-statement-expires-after-hours = { $number_of_hours ->
    [one] De link in de mail werkt { $hours } uur, geteld vanaf de eerste mail.
   *[other] De link in de mail werkt { $hours } uur, geteld vanaf de eerste mail.
}
report-statement-ask-within-days = { $number_of_days ->
    [one] Horen wij pas na meer dan { $days } dag van een afhandeling, dan vragen wij niets.
   *[other] Horen wij pas na meer dan { $days } dagen van een afhandeling, dan vragen wij niets.
}
report-statement-ask-within-hours = { $number_of_hours ->
    [one] Horen wij pas na meer dan { $hours } uur van een afhandeling, dan vragen wij niets.
   *[other] Horen wij pas na meer dan { $hours } uur van een afhandeling, dan vragen wij niets.
}
report-statement-no-reminders = Wij sturen geen herinneringen.
report-statement-reminders-days = Wie niet antwoordt, krijgt hoogstens { $number_of_reminders ->
    [one] { $reminders } herinnering
   *[other] { $reminders } herinneringen
}, telkens { $number_of_days ->
    [one] { $days } dag
   *[other] { $days } dagen
} na de vorige mail.
report-statement-reminders-hours = Wie niet antwoordt, krijgt hoogstens { $number_of_reminders ->
    [one] { $reminders } herinnering
   *[other] { $reminders } herinneringen
}, telkens { $number_of_hours ->
    [one] { $hours } uur
   *[other] { $hours } uur
} na de vorige mail.
report-statement-no-cool-down = Wie over meer klachten iets van ons hoort, krijgt voor elke klacht een vraag.
report-statement-cool-down-days = { $number_of_days ->
    [one] Wie korter dan { $days } dag geleden een mail kreeg, krijgt er geen over een andere klacht.
   *[other] Wie korter dan { $days } dagen geleden een mail kreeg, krijgt er geen over een andere klacht.
}
report-statement-cool-down-hours = { $number_of_hours ->
    [one] Wie korter dan { $hours } uur geleden een mail kreeg, krijgt er geen over een andere klacht.
   *[other] Wie korter dan { $hours } uur geleden een mail kreeg, krijgt er geen over een andere klacht.
}
report-statement-no-holdout = Wij laten geen klachten door loting weg.
report-statement-holdout = Van { $share } van de klachten vragen wij het niet. Het lot bepaalt welke dat zijn.
report-statement-settings-of = Dit zijn de instellingen van { $day }. Eerder kunnen zij anders zijn geweest.
report-not-asked = Niet gevraagd ({ $reason }): { $complaints }.
report-statement-not-asked-hidden = Andere redenen om niet te vragen kwamen bij zo weinig klachten voor dat wij ze niet noemen.
report-statement-not-asked-not-shown = Andere redenen om niet te vragen tonen wij niet: daaruit zouden kleine aantallen te berekenen zijn.
report-statement-response = Antwoorden: { $responses }. Gevraagd: { $invited }. Respons: { $rate }.
report-statement-response-rate-rr1 = De respons is het aantal antwoorden gedeeld door het aantal klachten waarover een mail uitging. Een antwoord zonder cijfer telt niet. Onderzoekers noemen dit RR1 (AAPOR).
report-statement-no-weights = Elk antwoord telt even zwaar. Wij rekenen niet bij wat anderen hadden kunnen antwoorden.
report-statement-interval = Achter de NPS staat het { $confidence }-interval. De echte waarde ligt daar waarschijnlijk tussen, als wie niet antwoordde hetzelfde denkt.
report-statement-questionnaire-built-in = Bij het begin van het jaar was dit de vragenlijst: { $name }.
report-statement-questionnaire-in-force = Sinds { $since } is dit de vragenlijst: { $name }.
report-statement-change-text = Op { $day } veranderde een tekst.
report-statement-change-process = Op { $day } veranderde een werkwijze.
report-statement-change-law = Op { $day } veranderde een wet of regel.
report-statement-change-other = Op { $day } veranderde iets anders.
report-statement-minimum = Aantallen onder { $minimum } tonen wij niet, en ook geen getallen waaruit zij te berekenen zijn. De totalen van het jaar tonen wij altijd.
report-statement-facts-until = Geteld is wat op { $day } bekend was.

## A report that was withdrawn

report-withdrawn-title = Dit verslag is ingetrokken
report-withdrawn = Hier stond { $document }, editie { $number }. Op { $day } hebben wij die ingetrokken.
report-withdrawn-reason = De reden: { $reason }.
report-withdrawn-next = Lees editie { $number }
report-withdrawn-no-next = Er is nog geen nieuwere editie.
