verbatims-one-score = Eén cijfer
verbatims-newest = Nieuwste antwoorden
themes-question = Waarover schrijven mensen, en welke thema’s noemen criticasters? Kies een team of een andere periode. Achter elk aantal leest u wat mensen schreven.
# $from (String) - a day
# $to (String) - a day
themes-range = Van { $from } tot en met { $to }.
# $from (String) - a day
# $to (String) - a day
themes-before = Vergeleken met { $from } tot en met { $to }.
themes-teams = Thema’s per team
themes-all-teams = Alle teams
themes-no-reasons = In deze periode en met deze filters zijn er geen antwoorden met een toelichting.
themes-named-heading = Wie noemt welk thema
# $detractors (String) - a number
themes-of-detractors = { $detractors } criticasters gaven een toelichting. De aandelen hieronder zijn aandelen van die criticasters.
themes-few-detractors = Zo weinig criticasters gaven een toelichting dat iemand herkend kan worden. Kies een langere periode of minder filters.
# $confidence (String) - a percentage
themes-share = Aandeel van de criticasters ({ $confidence }%-interval)
themes-growth = Verandering in procentpunten
themes-precision = Kloppen de trefwoorden?
themes-share-note = De verandering is het verschil met de periode ervoor, met het interval. Het woord houdt er rekening mee dat er meer thema’s vergeleken worden.
themes-none = Geen thema
# $count (String) - a number
# $group (String) - promoters, passives or detractors
# $theme (String) - a name
themes-read = { $count } { $group } over { $theme }: lees wat zij schreven
themes-more = vaker genoemd
themes-less = minder vaak genoemd
themes-same = geen verschil aangetoond
# $theme (String) - a name
themes-by-team = { $theme }, per team
themes-by-team-choose = Thema om per team te bekijken
themes-reasons = Criticasters met toelichting
themes-name-it = Noemen dit thema
# $right (String) - a number
# $judged (String) - a number
# $share (String) - a percentage
# $low (String) - a percentage
# $high (String) - a percentage
themes-right = { $right } van { $judged } goed: { $share } ({ $low } tot { $high })
themes-not-judged = nog niet beoordeeld
# $judged (String) - a number
# $drawn (String) - a number
themes-of-drawn = ({ $judged } van { $drawn } beoordeeld)
themes-earlier-keywords = van eerdere trefwoorden
themes-check = Controleer dit thema
# $theme (String) - a name
themes-check-label = Controleer dit thema: { $theme }
themes-manage-heading = Thema’s maken en wijzigen
themes-verbatims-link = Lees wat mensen in deze periode schreven
themes-words-link = Bekijk welke woorden criticasters vaker gebruiken
# $theme (String) - a name
themes-check-title = Controle van het thema { $theme }
themes-check-intro = Lees ten hoogste 20 willekeurige antwoorden die de trefwoorden vinden. Geef bij elk aan of het over dit thema gaat. Het aandeel dat goed is, zegt hoe ver u de aantallen van dit thema kunt vertrouwen.
# $hits (String) - a number
# $all (String) - a number
# $when (String) - a moment
# $who (String) - a name
themes-check-drawn = { $hits } antwoorden, willekeurig getrokken uit { $all } op { $when } door { $who }. Ze blijven dezelfde tot u ze alle hebt beoordeeld of de trefwoorden veranderen.
# $place (String) - a number
themes-check-hit = Antwoord { $place }
themes-check-right = Goed: dit gaat over het thema
themes-check-wrong = Fout: dit gaat over iets anders
themes-check-gone = De woorden van dit antwoord worden niet meer bewaard.
# $who (String) - a name
# $when (String) - a moment
themes-check-judged = Beoordeeld door { $who } op { $when }.
themes-check-save = Bewaar oordelen
themes-check-saved = Opgeslagen.
themes-check-draw = Trek willekeurige antwoorden
themes-check-open = Er is niets getrokken. Beoordeel eerst alle antwoorden van de vorige trekking.
themes-check-by-hand = Er is niets getrokken. Dit thema heeft geen trefwoorden, dus er is niets te controleren.
themes-check-pending = Er is niets getrokken. Antwoorden krijgen nu nog hun thema. Probeer het over een minuut opnieuw.
themes-check-few = Er is niets getrokken. Deze trefwoorden vinden zo weinig antwoorden dat iemand herkend kan worden.
themes-words-title = Woorden die criticasters vaker gebruiken
# $fewest (String) - a number
themes-words-intro = Criticasters gebruiken deze woorden vaker dan andere mensen. U ziet een woord alleen als ten minste { $fewest } verschillende mensen het gebruiken. Vormen van één woord tellen als één woord.
# $read (String) - a number
themes-words-read = Geteld in { $read } antwoorden.
# $read (String) - a number
themes-words-cut = Alleen geteld in de nieuwste { $read } antwoorden. Kies een kortere periode om ze alle te zien.
themes-words-none = In deze antwoorden gebruiken criticasters geen enkel woord aantoonbaar vaker.
themes-words-nothing = Om woorden te vergelijken zijn antwoorden met een toelichting nodig, zowel van criticasters als van anderen.
themes-words-word = Woord
themes-words-respondents = Mensen
themes-words-z = Sterkte (z)
themes-words-note = De sterkte zegt hoe zeker het is dat criticasters het woord vaker gebruiken, in standaardfouten. Getallen, codes en woorden als ‘de’ tellen niet mee. Lees de antwoorden voordat u een conclusie trekt.
