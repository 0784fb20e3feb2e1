# Improvements and their effect.

## The list of improvements

improvements-title = Verbeteringen
improvements-intro = Een verbetering is een maatregel tegen een oorzaak van klachten. Vóór de start legt u vast wat er moet veranderen, en hoeveel. Daarna rekent het programma uit of het werkt.
improvements-new = Leg een verbetering vast
improvements-none = Er zijn nog geen verbeteringen.
improvements-running = Loopt nu
improvements-planned = Nog niet begonnen
improvements-closed = Afgesloten
improvements-withdrawn = Ingetrokken
improvements-name = Verbetering
improvements-owner = Eigenaar
improvements-start = Start
improvements-target = Wat moet veranderen
improvements-works = Werkt het?
improvements-link = Begin een verbetering

## What a form did

improvement-done-registered = De verbetering is vastgelegd.
improvement-done-changed = De verbetering is gewijzigd.
improvement-done-public = De zin voor klanten is bewaard.
improvement-done-withdrawn = De verbetering is ingetrokken.
improvement-done-closed = De verbetering is afgesloten.

## The form

improvement-new-title = Leg een verbetering vast
improvement-edit-title = Wijzig: { $title }
improvement-form-intro = Vanaf de dag van de start ligt dit alles vast. Daarna kunt u alleen de zin voor klanten nog wijzigen.
improvement-field-title = Titel
improvement-hint-title = Kort en duidelijk, hoogstens { $most } tekens.
improvement-field-reason = Waarom is dit nodig?
improvement-field-causes = Oorzaken die de reden zijn
improvement-field-themes = Thema’s die de reden zijn
improvement-field-signals = Signalen die de reden zijn
improvement-more-choices = Toon er nog { $count }
improvement-field-months = Maanden die de reden zijn
improvement-hint-months = Begint u omdat bepaalde maanden slecht waren? Kruis die aan. Na een slechte maand gaat het vanzelf vaak beter. Daarom tellen deze maanden niet mee in de tijd ervoor. De maanden van een slecht signaal dat u aankruist, komen er vanzelf bij.
improvement-field-immediate = Wat doet u meteen?
improvement-field-structural = Wat doet u zodat het blijvend beter gaat?
improvement-hint-measure = Vul ten minste een van de twee maatregelen in.
improvement-field-owner = Eigenaar
improvement-no-owner = kies een eigenaar
improvement-field-start = Eerste dag
improvement-hint-start = Vandaag of later. Tot die dag kunt u alles nog wijzigen. Kiest u vandaag, dan ligt alles meteen vast.
improvement-field-settling = Dagen om te wennen
improvement-hint-settling = Deze eerste dagen tellen nog niet mee. Vul 0 in als het meteen werkt. Het tellen begint altijd op de eerste dag van een maand.
improvement-concerns = Voor wie het is
improvement-concerns-note = Kies niets als het voor iedereen is. Dan is er geen rest om mee te vergelijken. U weet dan niet of het door deze verbetering komt of door iets anders.
improvement-field-target = Wat moet veranderen?
improvement-target-nps = De NPS moet hoger
improvement-target-items = De tevredenheid moet hoger
improvement-target-causes = Minder klachten met deze oorzaak
improvement-target-kpis = Meer klachten moeten op tijd zijn
improvement-field-gap = Hoeveel?
improvement-hint-gap = In punten van de NPS, of anders in procentpunten. Hoe kleiner het verschil, hoe langer het duurt voordat u het weet.
improvement-field-processes = In welke andere processen speelt dezelfde oorzaak?
improvement-hint-processes = Laat dit leeg als er geen zijn.
improvement-public-heading = De zin voor klanten
improvement-public-note = Klanten die antwoordden, kunnen dit lezen op de pagina over hun antwoord. Schrijf dus op wat waar is, en noem geen namen. U kunt de zin later altijd wijzigen.
improvement-field-public-nl = De zin in het Nederlands
improvement-field-public-en = De zin in het Engels
improvement-register-button = Leg de verbetering vast
improvement-change-button = Bewaar de wijzigingen
improvement-public-button = Bewaar de zin
improvement-changed-meanwhile = Deze verbetering is gewijzigd nadat u dit formulier opende. Er is niets bewaard. Bekijk eerst hoe de verbetering nu is. Bewaart u nog een keer, dan komt uw invoer ervoor in de plaats.
improvement-started-meanwhile = Deze verbetering is begonnen of gestopt nadat u dit formulier opende. Er is niets bewaard, want nu ligt alles vast. Hieronder kunt u kopiëren wat u typte.
improvement-see-now = Bekijk hoe de verbetering nu is
improvement-starts-today-title = ‘{ $title }’ begint vandaag
improvement-starts-today-fixed = Er is nog niets bewaard. Gaat u door, dan ligt dit meteen vast:
improvement-starts-today-why = waarom u begint, en welke oorzaken, thema’s, signalen en maanden de reden zijn;
improvement-starts-today-what = wat u doet, en vanaf welke dag het meetelt;
improvement-starts-today-who = voor wie het is, en wie de eigenaar is;
improvement-starts-today-goal = wat er moet veranderen, en hoeveel.
improvement-starts-today-later = Daarna kunt u de verbetering niet meer intrekken, en alleen de zin voor klanten nog wijzigen. Wilt u nog iets kunnen wijzigen? Kies dan een latere eerste dag.
improvement-starts-today-confirm = Ja, begin vandaag
improvement-starts-today-back = Nee, terug naar het formulier

## What a field takes

improvement-takes-title = Vul een titel in van hoogstens { $most } tekens.
improvement-takes-reason = Schrijf op waarom dit nodig is, in hoogstens { $most } tekens.
improvement-takes-choice = Kies uit de lijst. Wat u koos, is er misschien niet meer.
improvement-takes-months = Kruis maanden aan die voorbij zijn vóór de start. Laat ten minste één van de twaalf maanden vóór de start over.
improvement-takes-measure = Vul hier of in het andere veld een maatregel in, in hoogstens { $most } tekens.
improvement-takes-text = Gebruik hoogstens { $most } tekens.
improvement-takes-owner = Kies een eigenaar uit de lijst: een analist of een beleidseigenaar. Andere mensen kunnen verbeteringen niet zien.
improvement-takes-start = Vul een dag in vanaf vandaag, hoogstens twee jaar vooruit, en na de maanden die de reden zijn.
improvement-takes-settling = Vul een heel getal in van 0 tot en met { $most }.
improvement-takes-concerns = Kies zo dat het gaat om klachten die er zijn, en kies in hoogstens twee van deze lijsten. Anders gaat het om te weinig mensen.
improvement-takes-dimension = Kies waarden uit de lijst. Klachten zijn niet te tellen naar de manier van vragen of naar de vragenlijst.
improvement-takes-target = Kies wat er moet veranderen.
improvement-takes-gap = Vul een getal in boven 0, zoals 10: hoogstens { $points } bij de NPS, anders hoogstens { $share }.
improvement-takes-nothing = Dit hoort niet in het formulier. Open het formulier opnieuw.

## What was decided

improvement-plan-heading = Wat is afgesproken
improvement-because = Waarom
improvement-reasons = Aanleiding
improvement-reason-cause = oorzaak { $name }
improvement-reason-theme = thema { $name }
improvement-reason-signal = signaal { $name }
improvement-reason-gone = intussen verwijderd
improvement-at-once = Meteen
improvement-lasting = Blijvend
improvement-for-whom = Voor wie
improvement-for-all = iedereen
improvement-or = { $one } of { $other }
improvement-other-processes = Andere processen
improvement-no-other-processes = geen
improvement-starts = Begint op
improvement-counts-from = Telt mee vanaf
improvement-wanted = { $what }: { $gap } { $unit } omhoog
improvement-wanted-less = { $what }: { $gap } { $unit } omlaag
improvement-registered-by = Vastgelegd door
improvement-by = { $who }, { $when }
improvement-edit-link = Wijzig wat is afgesproken
improvement-fixed = De verbetering is begonnen. Wat is afgesproken, ligt vast. Zo kan niemand achteraf het doel verschuiven.
improvement-withdraw-heading = Intrekken
improvement-withdraw-note = Voert u dit niet uit? Trek het dan in vóór de start. Het blijft in de lijst staan.
improvement-withdraw-button = Trek de verbetering in
improvement-was-withdrawn = Ingetrokken door { $who }, { $when }.

## What is measured, as it begins or stands within a sentence

improvement-measure-nps = de NPS
improvement-measure-item = de tevredenheid over ‘{ $item }’
improvement-measure-cause = het deel van de afgeronde klachten met de oorzaak { $cause }
improvement-measure-kpi = het deel op tijd van ‘{ $kpi }’
improvement-measure-of = { $what } van { $whom }
improvement-unit-points = punten
improvement-unit-percentage-points = procentpunten
improvement-answers = { $count ->
    [one] 1 antwoord
   *[other] { $shown } antwoorden
}
improvement-many-answers = antwoorden
improvement-many-complaints = klachten
improvement-complaints = { $count ->
    [one] 1 klacht
   *[other] { $shown } klachten
}

## The sentence

improvement-works = Dit werkt: { $change }
improvement-harms = Dit maakt het slechter: { $change }
improvement-better-alone = Na de start ging het beter: { $change } Zonder rest om mee te vergelijken zijn andere oorzaken niet uit te sluiten.
improvement-worse-alone = Na de start ging het slechter: { $change } Zonder rest om mee te vergelijken zijn andere oorzaken niet uit te sluiten.
improvement-rose-more = { $what } steeg { $points } { $unit } meer dan bij de rest (met { $confidence } % zekerheid tussen { $low } en { $high }).
improvement-rose-less = { $what } steeg { $points } { $unit } minder dan bij de rest (met { $confidence } % zekerheid tussen { $low } en { $high }).
improvement-fell-more = { $what } daalde { $points } { $unit } meer dan bij de rest (met { $confidence } % zekerheid tussen { $low } en { $high }).
improvement-fell-less = { $what } daalde { $points } { $unit } minder dan bij de rest (met { $confidence } % zekerheid tussen { $low } en { $high }).
improvement-went-better = { $what } ging { $points } { $unit } beter dan bij de rest (met { $confidence } % zekerheid tussen { $low } en { $high }).
improvement-went-worse = { $what } ging { $points } { $unit } minder goed dan bij de rest (met { $confidence } % zekerheid tussen { $low } en { $high }).
improvement-rose = { $what } steeg { $points } { $unit } (met { $confidence } % zekerheid tussen { $low } en { $high }).
improvement-fell = { $what } daalde { $points } { $unit } (met { $confidence } % zekerheid tussen { $low } en { $high }).
improvement-untold = Of dit werkt, is nog niet te zeggen.
improvement-untold-rest = Tot nu toe veranderde { $what } met { $points } { $unit } vergeleken met de rest, met { $confidence } % zekerheid tussen { $low } en { $high }. Dat kan toeval zijn.
improvement-untold-alone = Tot nu toe veranderde { $what } met { $points } { $unit }, met { $confidence } % zekerheid tussen { $low } en { $high }. Dat kan toeval zijn.
improvement-one-look = Het oordeel komt één keer: als er genoeg { $counted } zijn. Wie elke maand kijkt en het eerste verschil gelooft, heeft het vaak mis.
improvement-undecided = Of dit werkt, is niet te zeggen.
improvement-undecided-rest = Vergeleken met de rest veranderde { $what } met { $points } { $unit }, met { $confidence } % zekerheid tussen { $low } en { $high }. Dat kan toeval zijn.
improvement-undecided-alone = { $what } veranderde met { $points } { $unit }, met { $confidence } % zekerheid tussen { $low } en { $high }. Dat kan toeval zijn.
improvement-more-needed = Om een verschil van { $gap } { $unit } aan te tonen, zijn nog ongeveer { $count } nodig van na de start.
improvement-expected = Als er evenveel blijven komen als nu, is dat in { $month }.
improvement-far-off = Als er evenveel blijven komen als nu, duurt dat langer dan { $months } maanden.
improvement-enough = Er zijn er genoeg om een verschil van { $gap } { $unit } meestal aan te tonen. Het verschil is dus waarschijnlijk kleiner.
improvement-never = Een verschil van { $gap } { $unit } is binnen { $months } maanden niet aan te tonen: over de tijd ervoor of over de rest is te weinig bekend.
improvement-never-alone = Een verschil van { $gap } { $unit } is binnen { $months } maanden niet aan te tonen: er zijn te weinig { $counted } van vóór de start, of er komen er te weinig bij.
improvement-expected-in = Naar verwachting is er een oordeel in { $month }.
improvement-not-started = De verbetering begint op { $start } en telt mee vanaf { $from }.
improvement-no-month-yet = Er is nog geen hele maand voorbij na de start.
improvement-settles = De eerste { $days } dagen zijn om te wennen: het tellen begint op { $from }.
improvement-hidden = In een van de maanden zijn er zo weinig { $counted } dat iemand te herkennen kan zijn. Daarom ziet u het effect niet.
improvement-nothing-to-compare = Van vóór de start zijn er geen { $counted }, of van erna niet.
improvement-no-rest = Deze verbetering is voor iedereen. Er is dus geen rest om mee te vergelijken. In dezelfde tijd veranderden ook andere dingen: het verschil kan ook daardoor komen.
improvement-no-rest-of-choice = Alle { $counted } in deze tijd zijn van de mensen voor wie deze verbetering is. Er is dus geen rest om mee te vergelijken. In dezelfde tijd veranderden ook andere dingen: het verschil kan ook daardoor komen.
improvement-overlap = Voor een deel van dezelfde mensen begon in deze tijd ook:
improvement-overlap-means = Het verschil kan ook daardoor komen.
improvement-overlap-rest = Voor een deel van de rest begon in deze tijd:
improvement-overlap-rest-means = Veranderde de rest daardoor, dan is het verschil groter of kleiner dan het effect.
improvement-left-out = Niet meegeteld in de tijd ervoor, omdat zij de reden waren: { $months }. Na een slechte maand gaat het vanzelf vaak beter.

## The effect

improvement-effect-heading = Werkt het?
improvement-effect-title = { $what }, vóór en na de start
improvement-group = Groep
improvement-when = Tijd
improvement-value = Waarde
improvement-counted = Geteld
improvement-before = ervoor
improvement-after = erna
improvement-rest = de rest
improvement-before-days = Ervoor: { $from } tot en met { $to }.
improvement-after-days = Erna: { $from } tot en met { $to }.
improvement-windows-note = Alleen hele maanden tellen mee, en alleen als alle antwoorden binnen zijn.
improvement-windows-note-causes = Alleen hele maanden tellen mee. Een klacht telt mee in de maand waarin zij is afgerond.
improvement-windows-note-kpis = Alleen hele maanden tellen mee, en alleen als er geen termijn meer loopt. Een klacht telt mee in de maand waarin zij is ontvangen.
improvement-not-possible = Dit kan nu niet, en er is niets gewijzigd. Hieronder ziet u wat wel kan.
improvement-close-heading = Afsluiten
improvement-close-note = Als u afsluit, blijft staan wat er vandaag is gevonden. Het programma geeft het oordeel, niet u. Daarna verandert dat niet meer.
improvement-close-button = Sluit af met dit oordeel
improvement-close-title = ‘{ $title }’ afsluiten?
improvement-close-verdict = De verbetering krijgt dit oordeel:
improvement-close-for-good = U kunt dit niet ongedaan maken.
improvement-close-confirm = Ja, sluit af met dit oordeel
improvement-close-not = Nee, ga terug
improvement-cannot-close-yet = U kunt dit nog niet afsluiten: er is nog geen hele maand voorbij na de start.
improvement-cannot-close-until = U kunt dit nog niet afsluiten: of het werkt, is nog niet te zeggen. Het oordeel wordt verwacht in { $month }.
improvement-frozen-heading = Het oordeel bij het afsluiten
improvement-was-closed = Afgesloten door { $who }, { $when }.
improvement-frozen-works = Het werkte.
improvement-frozen-harms = Het maakte het slechter.
improvement-frozen-untold = Of het werkte, was niet te zeggen.
