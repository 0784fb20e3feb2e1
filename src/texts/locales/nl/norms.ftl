# Norms: readiness, workbench, ledger, dossiers, verdicts, and the mails about them.

dashboard-norm = Norm

norms-title = Norm
norms-done = Dit is vastgelegd.
norms-wrong = Dit is niet vastgelegd. Controleer: { $fields }.
norms-empty-window = Dit is niet vastgelegd: in deze maanden zijn er geen antwoorden. Kies andere maanden.
norms-day-taken = Dit is niet vastgelegd: voor deze KPI is al een norm vastgesteld vanaf dezelfde dag. Stel de norm opnieuw voor, vanaf een andere dag.
norms-own = Dit is niet vastgelegd: wie een norm voorstelt, stelt hem niet zelf vast. Vraag het een collega.
norms-decided = Dit is niet vastgelegd: over deze norm is al besloten.
norms-too-late = Dit is niet vastgelegd: de norm zou vandaag of eerder ingaan. Stel de norm opnieuw voor, vanaf een latere dag.
norms-not-due = Dit is niet vastgelegd: deze norm hoeft nu niet te worden geëvalueerd.

norms-none = Voor de NPS geldt nog geen norm
norms-none-text = De norm voor KPI 5 moet nog worden bepaald; er wordt nog ervaring opgedaan. Tot die tijd laat Naklank alleen het niveau en de onzekerheid zien, zonder oordeel.
norms-in-force = De norm is { $value } sinds { $day }
norms-coming = De norm { $value } is vastgesteld. Hij gaat in op { $day }.
norms-provisional = Deze norm is voorlopig. Hij wordt uiterlijk op { $day } opnieuw bekeken.
norms-next-verdict = Zolang de eerste periode loopt, ziet u alleen het niveau en de onzekerheid. Het eerste officiële oordeel komt als de antwoorden binnen zijn, vóór { $day }.
norms-level = Over de laatste 12 volle maanden ({ $from } tot en met { $to }) is de NPS { $nps }, uit { $responses } antwoorden. De werkelijke NPS ligt waarschijnlijk tussen { $low } en { $high } ({ $confidence } %-interval).
norms-level-note = De eerste pagina gaat over dezelfde 12 maanden, maar over alle antwoorden. Hier tellen alleen de mensen voor wie de norm geldt, in maanden met genoeg antwoorden. Daarom kan de NPS daar anders zijn.
norms-level-none = Over de laatste 12 volle maanden zijn er te weinig antwoorden om iets te laten zien.

norms-policy-heading = Normen uit het klachtenbeleid
norms-policy-text = In het klachtenbeleid staan de normen hieronder. Ze staan nog niet in het register en gelden dus nog niet. Neemt u ze over, dan geldt elke norm vanaf het jaar dat erbij staat. In het register komt te staan dat u ze hebt vastgesteld.
norms-policy-value = KPI { $number }, { $name }: { $norm }, vanaf { $year }
norms-policy-load = Neem de waarden uit het klachtenbeleid over
norms-policy-loaded = { $count ->
    [one] 1 waarde uit het beleid is overgenomen door { $who }, op { $day }.
   *[other] { $count } waarden uit het beleid zijn overgenomen door { $who }, op { $day }.
}

verdicts-heading = Officiële oordelen
verdicts-intro = Eén voor elke periode, één keer gegeven, volgens de regel die vooraf vaststond. Antwoorden die later komen, veranderen de cijfers, maar niet het oordeel.
verdict-met-word = gehaald
verdict-not-met-word = niet gehaald
verdict-undecided-word = nog niet te zeggen
verdict-insufficient-word = te weinig antwoorden voor een oordeel
verdict-answers = Er kwamen { $responses } antwoorden op { $closed } klachten.
verdict-answers-alone = Er kwamen { $responses } antwoorden.
verdict-answers-few = Er kwamen heel weinig antwoorden.
verdict-met = Gehaald. { $answers } Als de mensen die niet antwoordden hetzelfde denken, ligt de NPS waarschijnlijk tussen { $low } en { $high }. Dat ligt helemaal op of boven de norm ({ $norm }).
verdict-not-met = Niet gehaald. { $answers } Als de mensen die niet antwoordden hetzelfde denken, ligt de NPS waarschijnlijk tussen { $low } en { $high }. Dat ligt helemaal op of onder de norm ({ $norm }).
verdict-undecided = Nog niet te zeggen. { $answers } Als de mensen die niet antwoordden hetzelfde denken, ligt de NPS waarschijnlijk tussen { $low } en { $high }. De norm ({ $norm }) ligt daartussen. Dit telt niet als gehaald en niet als gemist.
verdict-insufficient = Te weinig antwoorden voor een oordeel. { $answers } Voor een oordeel over de norm ({ $norm }) zijn er ten minste { $minimum } nodig. Dit telt niet als gehaald en niet als gemist.

readiness-heading = Zijn wij zover?
readiness-intro = Deze stappen zeggen of er genoeg ervaring is voor een norm. U mag ook eerder een norm vaststellen: zolang niet alle stappen zijn gehaald, is een norm voorlopig en krijgt hij een dag waarop hij opnieuw wordt bekeken.
readiness-ready = Alle stappen zijn gehaald: er kan een norm komen.
readiness-count = { $passed ->
    [one] 1 van de { $all } stappen is gehaald.
   *[other] { $passed } van de { $all } stappen zijn gehaald.
}
readiness-gate = Stap
readiness-have = Nu
readiness-need = Nodig
readiness-status = Stand
readiness-passed = gehaald
readiness-missing = nog niet
readiness-expected = nog niet; verwacht in { $month }
gate-months = Volle maanden achter elkaar met antwoorden
gate-responses = Antwoorden, genoeg om de NPS op 10 punten nauwkeurig te kennen
gate-signals = Maanden van de laatste zes die opvielen zonder dat de oorzaak is vastgelegd
gate-trend = Stijgt of daalt de NPS in de laatste 12 maanden?
gate-instrument = Combinaties van vragenlijst en vraagwijze in de laatste 12 maanden
gate-response-rate = Maanden van de laatste 12 met een bekende respons
gate-coverage = Afgeronde klachten van de laatste 12 maanden waarvan de klant is uitgenodigd
gate-at-least = ten minste { $need }
gate-exactly = { $need }
coverage-channels = Uitgenodigd per kanaal

ledger-heading = Register van normen
ledger-intro = Alle zes KPI's van het klachtenbeleid. Niets in deze lijst wordt ooit veranderd of verwijderd.
ledger-norm = Norm
ledger-from = Vanaf
ledger-state = Stand
ledger-proposed = Voorgesteld door
ledger-decided = Besloten door
ledger-none = nog geen norm
ledger-at-least = ten minste { $value }
ledger-at-most = ten hoogste { $value }
state-norm-proposed = voorgesteld
state-norm-adopted = vastgesteld
state-norm-superseded = vervangen
state-norm-rejected = afgewezen
state-norm-withdrawn = ingetrokken
state-norm-provisional = voorlopig
ledger-policy = beleid
ledger-waiting = Wacht op een besluit
ledger-other = Stel een norm voor een andere KPI voor
ledger-percent = Norm in procenten

workbench-open = Open de werkbank
workbench-title = Werkbank voor een norm
workbench-intro = Hieronder staan drie voorstellen voor een norm, met wat elk ervan zou betekenen. Kies er een, of probeer zelf een waarde.
workbench-from = Vanaf maand
workbench-to = Tot en met maand
workbench-assessment = Beoordeeld per
workbench-year = kalenderjaar (hier geprobeerd op telkens 12 maanden)
workbench-by-year = kalenderjaar
workbench-by-year-note = Een kalenderjaar wordt hier geprobeerd op telkens 12 maanden.
workbench-quarter = kwartaal
workbench-certainty = Zekerheid van een oordeel
workbench-minimum = Minste aantal antwoorden
workbench-candidate = Uit te proberen norm (punten)
workbench-improvement = Gewenste verbetering (punten)
workbench-gap = Daling die moet opvallen (punten)
workbench-show = Toon
workbench-nothing = Deze maanden geven geen voorstel: er zijn te weinig antwoorden, of alle antwoorden zijn gelijk.
workbench-proposal = Drie voorstellen
workbench-basis = Over { $months } maanden met { $responses } antwoorden is het niveau { $nps }. Bij een oordeel over ongeveer { $expected } antwoorden ligt de volgende uitkomst waarschijnlijk tussen { $low } en { $high }, als er niets verandert.
workbench-kind = Norm
workbench-exact = Berekend
workbench-rounded = Op 5 punten
workbench-met = Gehaald
workbench-undecided = Nog niet te zeggen
workbench-not-met = Niet gehaald
workbench-insufficient = Te weinig
workbench-hold = Houden
workbench-provable = Aantonen
workbench-provable-short = Aantoonbare norm
workbench-stretch = Verbeteren
workbench-try = Probeer
workbench-try-value = Probeer { $value } punten
workbench-backtest = Wat deze norm in het verleden had gezegd
workbench-backtest-title = De norm { $value } tegenover de NPS van elke periode
workbench-backtest-note = De streep bij elke periode laat zien waartussen de werkelijke NPS waarschijnlijk ligt ({ $confidence } %-interval). Ligt de hele streep boven de norm, dan is hij gehaald (driehoek omhoog); ligt zij er helemaal onder, dan niet (driehoek omlaag). Een open rondje: nog niet te zeggen. Een kruisje: te weinig antwoorden.
workbench-rolling-note = Elke periode is telkens de 12 maanden tot en met die maand. Ze overlappen; tel ze daarom niet als losse jaren.
workbench-none-fits = Er past geen hele periode van deze lengte in de geschiedenis die u koos.
workbench-backtest-text = Van de perioden haalden er { $met } de norm { $value }; bij { $undecided } was het niet te zeggen, { $not_met } haalden hem niet en { $insufficient } hadden te weinig antwoorden.
workbench-naive = Simpele regel
workbench-naive-note = De simpele regel ‘punt op of boven de norm’ had in { $above } van de { $all } perioden ‘gehaald’ gezegd, en was { $flips ->
    [one] één keer
   *[other] { $flips } keer
} van oordeel veranderd.
workbench-naive-met = gehaald
workbench-naive-missed = gemist
workbench-periods = Elke periode in een tabel
workbench-period = Periode
workbench-certainty-reached = Zekerheid dat de werkelijke NPS de norm haalt
workbench-verdict = Oordeel
workbench-beside = De norm en 5 punten ernaast
workbench-errors = Hoe vaak de regel zich vergist
workbench-errors-intro = Berekend voor { $responses } antwoorden in een periode, zoals in de geschiedenis.
workbench-errors-none = In de geschiedenis had een periode { $usual } antwoorden. Voor een oordeel zijn er { $minimum } nodig; met deze regel komt er dus geen.
workbench-truth = Als de werkelijke NPS
workbench-truth-at = precies de norm is
workbench-truth-below = { $gap } punten onder de norm ligt
workbench-truth-above = { $gap } punten boven de norm ligt
workbench-naive-says-met = Simpele regel zegt gehaald
workbench-false-alarm = Vals alarm: wie precies op de norm zit, krijgt in { $share } van de perioden ‘niet gehaald’.
workbench-missed = Gemiste daling: wie { $gap } punten onder de norm zit, krijgt in { $share } van de perioden geen ‘niet gehaald’.
workbench-needed = Om een verschil van { $gap } punten te zien in 4 van de 5 perioden, zijn { $responses } antwoorden in een periode nodig.
workbench-more = Meer antwoorden
workbench-more-intro = Welke norm u met meer antwoorden kunt aantonen.
workbench-times = Antwoorden
workbench-expected = In één periode
workbench-smallest = Kleinste verbetering die is aan te tonen
workbench-as-now = zo veel als nu
workbench-factor = { $factor } keer zo veel

propose-heading = Stel deze norm voor
propose-intro = Met uw voorstel wordt het bewijs vastgezet in een dossier. Een andere persoon stelt de norm vast of wijst hem af.
propose-kpi = KPI
propose-value = Norm (punten)
propose-from = Gaat in op
propose-rationale = Waarom deze norm?
propose-rule = De regel, die met de norm vaststaat
propose-button = Stel voor
propose-not-new-year = Gaat een norm binnen een periode in, dan oordeelt hij pas over de volgende. De lopende periode houdt de norm waarmee zij begon.

norm-heading = Norm: { $kpi }
norm-value = Norm
norm-state = Stand
norm-effective = Gaat in op
norm-proposed-by = Voorgesteld door
norm-decided-by = Besloten door
norm-by = { $who }, { $when }
norm-why = Redenen
norm-decision-why = Redenen voor het besluit
norm-rule = Regel
norm-rule-text = Beoordeeld per { $interval } (wie klaagt: { $population }; { $basis }), met { $certainty } % zekerheid: gehaald of niet gehaald alleen als het hele { $confidence } %-interval aan één kant van de norm ligt, en vanaf { $minimum } antwoorden.
norm-rule-none = Voor deze KPI telt alles wat is gemeten; er is geen steekproef. De norm is gehaald als het cijfer niet slechter is dan de norm.
norm-decide = Besluit
norm-decide-own = Dit is uw eigen voorstel. Een ander stelt het vast of wijst het af; u kunt het intrekken.
norm-decide-other-role = Een beleidseigenaar besluit erover.
norm-rationale = Redenen
norm-adopt = Stel vast
norm-reject = Wijs af
norm-withdraw = Trek in
norm-provisional-note = Nog niet alle stappen zijn gehaald. Stelt u de norm nu vast, dan is hij voorlopig en wordt hij een jaar na de ingangsdag opnieuw bekeken.
dossier-intro = Wat bekend was toen de norm werd voorgesteld. Dit verandert niet meer.
dossier-hash = SHA-256 van de canonieke JSON: { $hash }
dossier-method = Methode
dossier-download = Het dossier als JSON
dossier-verify = Controleer het met: { $command }
dossier-holds = De bevindingen zijn zojuist opnieuw berekend uit de aantallen in het dossier, en zijn gelijk.
dossier-broken = Het dossier klopt niet:
fault-text = De tekst heeft SHA-256 { $actual }, maar { $stored } is ermee bewaard.
fault-decision = De tekst heeft SHA-256 { $actual }, maar het besluit ging over { $decided }.
fault-ledger = Waarde, dag, regel, redenen of voorsteller in het register zijn niet die van het dossier.
fault-findings = De bevindingen volgen niet uit de aantallen.
fault-method = Het dossier is met een andere methode berekend: { $method }.
dossier-months = Maanden
dossier-month = Maand
dossier-promoters = Promotors
dossier-passives = Passief
dossier-detractors = Criticasters
dossier-gates = De stappen op dat moment
dossier-findings = Bevindingen
dossier-share-none = Deze norm rust alleen op zijn redenen: er liggen geen aantallen antwoorden onder.
dossier-proposal = Niveau { $nps }; houden { $hold }, aantoonbaar { $provable }, streven { $stretch }.
dossier-assurance = Als er niets verandert, is het oordeel over deze norm gehaald met een kans van { $met }, nog niet te zeggen { $undecided }, niet gehaald { $not_met }.
dossier-changed = Wat er sindsdien veranderde
dossier-changed-few = een paar antwoorden verschillen; welke, blijft verborgen
dossier-changed-none = Dezelfde maanden hebben vandaag dezelfde aantallen.
dossier-changed-intro = Deze maanden hebben vandaag andere aantallen, bijvoorbeeld door late antwoorden. Het dossier blijft zoals het is.
dossier-then = Toen
dossier-now = Vandaag
dossier-counts = { $responses } antwoorden, NPS { $nps }

evaluation-heading = Jaarlijkse evaluatie
evaluation-due = Sinds { $day } is deze norm toe aan evaluatie; het beleid vraagt dat elk jaar.
evaluation-since = Sinds de norm inging
evaluation-level = NPS { $nps } uit { $responses } antwoorden ({ $confidence } %-interval { $low } tot { $high })
evaluation-level-none = te weinig antwoorden om iets te laten zien
evaluation-signals = { $count ->
    [one] 1 signaal, waarvan { $open } zonder oorzaak
   *[other] { $count } signalen, waarvan { $open } zonder oorzaak
}
evaluation-changes = { $count ->
    [one] 1 genoteerde verandering
   *[other] { $count } genoteerde veranderingen
}
evaluation-keep = Houd de norm, omdat
evaluation-keep-button = Houd de norm
evaluation-anew = of stel op de werkbank een andere voor
evaluation-kept = Evaluatie van { $due }: gehouden door { $who }. { $why }

dashboard-norm-of-all = De norm en het oordeel gaan over iedereen samen, niet over deze selectie. Zonder filters ziet u hier het oordeel.
dashboard-norm-line = norm { $value }
dashboard-norm-note = De lijn van de norm verspringt waar een norm ingaat. De band is het { $confidence } %-interval: dat beslist. Alleen hele perioden van de regel krijgen een oordeel.
dashboard-norm-other-interval = De norm staat alleen naast het interval dat beslist. Kies het { $confidence } %-interval om hem te zien.
dashboard-norm-since = { $value } sinds { $day }
standing-tipping-norm = De NPS van alle klachten zou op de norm ({ $norm }) uitkomen als de mensen die niet antwoordden samen op { $tipping } uitkwamen.
standing-tipping-norm-never = Ook als de mensen die niet antwoordden allemaal hetzelfde dachten, zou de NPS van alle klachten niet op de norm ({ $norm }) uitkomen.

norm-mail-proposal = { $who } stelt een norm voor ‘{ $kpi }’ voor: { $norm }, vanaf { $day }, bij { $organisation }. Een ander stelt de norm vast of wijst hem af.
norm-mail-proposal-subject = Een norm wacht op uw besluit
norm-mail-verdict-subject = NPS klachtbehandeling: het oordeel over { $period }
norm-mail-verdict = { $organisation }, { $period }: { $sentence }
norm-mail-evaluation-subject = NPS klachtbehandeling: de norm is toe aan evaluatie
norm-mail-evaluation = De norm voor de NPS ({ $norm }) van { $organisation } geldt sinds { $day }. Het beleid vraagt om hem elk jaar te evalueren: houd hem, of stel een andere voor.
norm-mail-look = Bekijk het hier:
norm-mail-why = U krijgt deze e-mail omdat u beleidseigenaar bent.
norms-hidden-note = Maanden met heel weinig antwoorden tellen in deze cijfers niet mee, zodat niemand te herkennen is; in een officieel oordeel tellen zij wel mee.
norm-cannot = Deze norm kan niet meer worden vastgesteld: de ingangsdag is bereikt, of er gaat al een andere norm in op die dag.
norm-closed = Dit voorstel is gesloten: voor dezelfde KPI is vanaf dezelfde dag een andere norm vastgesteld.
norm-closed-look = Bekijk de vastgestelde norm
norm-closed-by = Afgewezen, omdat voor dezelfde KPI vanaf dezelfde dag een andere norm is vastgesteld: { $norm }, vanaf { $day } (norm { $id }).
fault-unreadable = Dit is geen dossier in een vorm die wij kennen.
takes-value = punten tussen −100 en 100, of procenten van 0 tot 100
takes-day = een dag die nog komt
takes-rationale = 1 tot 4000 tekens
takes-months = hele maanden die voorbij zijn
takes-minimum = een geheel getal vanaf 10

ledger-within = { $bound } binnen { $limit }
limit-hours = { $hours ->
    [one] 1 uur
   *[other] { $hours } uur
}
limit-working-days = { $days ->
    [one] 1 werkdag
   *[other] { $days } werkdagen
}
propose-limit = Tijd
propose-limit-hint = voor KPI 1 tot en met 3; leeg voor die van het beleid
propose-limit-unit = In
limit-unit-hours = uren
limit-unit-working-days = werkdagen
gate-yes = ja
gate-no = nee
dashboard-judged = { $verdict } (norm { $norm })
norm-period-quarter = het { $quarter }e kwartaal van { $year }
norms-level-same = De eerste pagina gaat over dezelfde 12 maanden en heeft dezelfde NPS.
norms-now = NPS over de laatste 12 volle maanden
norms-norm-now = Norm die nu geldt
norms-norm-coming = Norm vanaf { $day }
norms-proposed-now = Voorstel dat op een besluit wacht
meaning-may-fall = Met { $norm } kan de gemeten NPS { $points } punten dalen voordat een { $one } ‘niet gehaald’ heet.
meaning-must-rise = Met { $norm } moet de gemeten NPS { $points } punten stijgen voordat een { $one } ‘gehaald’ heet.
meaning-false-alarm = Vals alarm: verandert er niets, dan heet het toch ‘niet gehaald’ { $often }.
meaning-missed-fall = Gemiste daling: daalt de NPS { $gap } punten, dan blijft het oordeel ‘niet gehaald’ uit { $often }.
meaning-kept = Verandert er niets, dan heet het ‘gehaald’ { $often }.
meaning-almost-never = bijna nooit
meaning-almost-always = bijna altijd
meaning-one-in = in ongeveer 1 op de { $number } { $many }
meaning-of-ten = in ongeveer { $number } van de 10 { $many }
meaning-year = jaar
meaning-quarter = kwartaal
meaning-years = jaren
meaning-quarters = kwartalen
workbench-hold-aim = De norm is het niveau van nu: het mag niet minder worden.
workbench-provable-aim = Verandert er niets, dan is in 4 van de 5 keer te bewijzen dat een { $one } is gehaald.
workbench-stretch-aim = De norm ligt de gewenste { $wanted } punten boven het niveau van nu.
workbench-stretch-raised = U wilt { $wanted } punten verbeteren. Met ongeveer { $expected } antwoorden in een { $one } kan een verschil kleiner dan { $smallest } punten ook toeval zijn. Daarom rekent dit voorstel met { $smallest } punten.
workbench-past-years = In het verleden, steeds een jaar terugkijkend: { $met } gehaald, { $undecided } nog niet te zeggen, { $not_met } niet gehaald, { $all } samen.
workbench-past-quarters = In het verleden: van de { $all } kwartalen { $met } gehaald, { $undecided } nog niet te zeggen, { $not_met } niet gehaald.
workbench-propose = Stel deze norm voor
workbench-propose-value = Stel { $value } voor
workbench-figures = De cijfers en de regel
workbench-if-unchanged = Als er niets verandert
workbench-shares = gehaald { $met }, nog niet te zeggen { $undecided }, niet gehaald { $not_met }
workbench-level = De NPS is nu { $nps }, over { $months } maanden met samen { $responses } antwoorden. Hieronder ziet u wat elk voorstel zou betekenen als het zo blijft.
workbench-other = Kies een andere waarde, regel of geschiedenis
workbench-appendix = Bijlage
workbench-appendix-open = Hoe dit is berekend
workbench-method = Een oordeel volgt uit het { $confidence } %-interval om de NPS van een periode: ligt het helemaal op of boven de norm, dan is de norm gehaald; ligt het er helemaal op of onder, dan niet. Het niveau en zijn schommelingen tussen maanden zijn geschat volgens DerSimonian en Laird.
verdicts-picture = De NPS van elke periode tegenover de norm
verdicts-legend = De streep laat zien waartussen de werkelijke NPS waarschijnlijk ligt; de gestreepte lijn is de norm. Een driehoek omhoog: gehaald. Een driehoek omlaag: niet gehaald. Een open rondje: nog niet te zeggen.
verdicts-table = Deze oordelen in een tabel
verdicts-between = Waarschijnlijk tussen
norm-to-decision = Naar het besluit
norm-decide-here = Leg het besluit vast
dossier-appendix = Bijlage: bewijs en cijfers
dossier-picture = De NPS tot nu toe en deze norm
dossier-meaning = Wat deze norm betekent
dossier-risks = Risico’s
dossier-level = Het niveau was { $nps } bij het voorstel, uit { $responses } antwoorden.
dossier-all-steps = Er was genoeg ervaring: alle stappen waren gehaald.
dossier-missing-steps = Er was nog niet genoeg ervaring; de norm is daarom voorlopig. Nog niet gehaald:
dossier-undecided = Er is nog geen besluit genomen. Een andere persoon dan wie de norm voorstelde, besluit.
dossier-sign-decision = Besluit
dossier-sign-reasons = Redenen
dossier-sign-name = Naam en handtekening
dossier-sign-date = Datum
dossier-of-day = Dossier van { $day }
