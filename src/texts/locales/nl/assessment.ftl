# The evaluation of the policy, sentence by sentence: the page of staff.

# $year (String) - a year
assessment-title = Ons beleid in { $year }, zin voor zin
assessment-intro = Bij elke zin van het beleid staat wat de gegevens erover zeggen. U oordeelt zelf of wij doen wat er staat. Uw oordelen en toelichtingen komen in de interne evaluatie.
# $judged (String) - how many
# $all (String) - of how many
assessment-judged = Beoordeeld: { $judged } van { $all } zinnen.
# $count (String) - how many
assessment-done = Bewaard. Aantal nieuwe oordelen: { $count }.
assessment-wrong = Er is nog niets bewaard. Verbeter eerst dit:
assessment-no-judgement = kies een oordeel bij uw toelichting
# $most (String) - a number
assessment-long-note = schrijf ten hoogste { $most } tekens
assessment-gone = deze zin staat niet meer in het beleid
# $key (String) - the key of a sentence
assessment-unknown = De zin ‘{ $key }’ staat niet meer in het beleid. U schreef erover:
assessment-changed = een collega heeft dit intussen beoordeeld; bekijk dat oordeel, en verstuur het uwe nog eens als u erbij blijft
# $judgement (String) - a judgement
# $moment (String) - a day and a time
# $who (String) - the address of a user
assessment-latest = Laatste oordeel: { $judgement }, op { $moment } door { $who }.
assessment-note = Toelichting (mag leeg blijven)
assessment-button = Bewaar de oordelen
assessment-back = Alle rapporten
# $share (String) - a percentage
# $part (String) - how many
# $all (String) - of how many
assessment-share = { $share } ({ $part } van { $all })
# $rate (String) - a number with two decimals
# $complaints (String) - how many complaints
# $notifications (String) - how many notifications
assessment-rate = { $rate } klachten op 100 meldingen ({ $complaints } op { $notifications })
# $nps (String) - points
# $low (String) - points
# $high (String) - points
# $responses (String) - how many answers
assessment-nps = { $nps } ({ $low } tot { $high }), { $responses } antwoorden
# $count (String) - how many
# $share (String) - a share with its counts
assessment-untold = Van { $count } is het niet bekend. Tellen die niet mee als gedaan, dan is het { $share }.
assessment-no-data = geen gegevens over dit jaar
assessment-not-published = niet gepubliceerd
assessment-no-evidence = Hierover zeggen de gegevens niets.
assessment-acknowledged = Ontvangen klachten waarvan de ontvangst op tijd is bevestigd
assessment-called = Ontvangen klachten waarover de klant op tijd is gebeld
assessment-answered-in-writing = Ontvangen klachten met op tijd een inhoudelijk antwoord
assessment-handling-quality = Punten die beoordelaars gaven
assessment-quality-reviewed = Getrokken klachten die zijn beoordeeld
assessment-nps-followed = NPS van het jaar, met het 95 %-interval
assessment-complaint-rate = Klachten ten opzichte van meldingen
assessment-kifid-pointed = Afgehandelde klachten, geheel of deels afgewezen, waarbij de klant op Kifid of de rechter is gewezen
assessment-board-answered = Afgehandelde directieklachten die de directie zelf heeft beantwoord
assessment-discussed-with-employee = Afgehandelde klachten die binnen 30 dagen met de medewerker zijn besproken
assessment-discussed-in-team = Afgehandelde klachten die binnen 30 dagen in het team zijn besproken
assessment-causes-found = Ontvangen klachten met een oorzaak
assessment-improvements-followed = Verbeteringen in het jaar waarvan te zeggen is of zij werken
assessment-followed-up = Opvolgingen die in het jaar op tijd zijn afgerond
assessment-report-published = Het klachtverslag over het jaar ervoor is gepubliceerd op
assessment-evaluated = De interne evaluatie van het jaar ervoor is gepubliceerd op
assessment-norm-in-ledger = KPI’s met een norm aan het eind van het jaar
