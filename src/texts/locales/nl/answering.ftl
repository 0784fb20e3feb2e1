# What a respondent reads: the form, the thanks, unsubscribing, privacy.

survey-title = Hoe hebben wij uw klacht behandeld? – { $org }
survey-nps = Denk aan hoe wij uw klacht hebben behandeld. Hoe waarschijnlijk is het dat u { $org } aanraadt aan familie, vrienden of collega's?
survey-nps-ends = 0 zeer onwaarschijnlijk, 10 zeer waarschijnlijk
survey-nps-low = zeer onwaarschijnlijk
survey-nps-high = zeer waarschijnlijk
survey-optional = (niet verplicht)
survey-reason = Wat is de belangrijkste reden voor uw cijfer? Noem geen namen of medische gegevens.
survey-items = Hoe tevreden bent u over...
survey-item-empathy = het begrip dat wij voor uw situatie hadden
survey-item-language = de duidelijkheid van onze taal
survey-item-speed = de snelheid waarmee wij uw klacht behandelden
survey-item-solution = de uitkomst van uw klacht
survey-rating-1 = zeer ontevreden
survey-rating-2 = ontevreden
survey-rating-3 = niet tevreden en niet ontevreden
survey-rating-4 = tevreden
survey-rating-5 = zeer tevreden
survey-rating-none = geen antwoord
survey-contact-legend = Mogen wij contact met u opnemen?
survey-contact = Ja, u mag contact met mij opnemen over mijn antwoorden. Wij doen dat binnen 2 werkdagen. Zonder vinkje nemen wij geen contact op.
survey-privacy = Wij koppelen uw antwoord aan uw klacht. Wij beoordelen er geen medewerker mee.
survey-privacy-link = Wat wij bewaren, waarom en hoe lang
survey-send = Verstuur mijn antwoord

survey-error-prefix = Fout:
survey-error-summary = Uw antwoord is nog niet verstuurd
survey-error-score = Kies een cijfer van 0 tot en met 10
survey-error-comment = Uw reden is te lang. Gebruik maximaal { $most } tekens
survey-error-not-stored = Het lukt ons nu even niet om uw antwoord te bewaren. Alles wat u invulde, staat hier nog. Verstuur het over een minuut opnieuw
survey-error-trap = Een programma op uw apparaat, bijvoorbeeld een wachtwoordbeheerder, vulde een veld in dat u niet ziet. Alles wat u zelf invulde, staat hier nog. Druk nog een keer op de knop onder aan deze pagina
survey-error-rating = Kies een van de antwoorden, of geen antwoord

survey-thanks-title = Uw antwoord is verstuurd
survey-thanks = Bedankt. Met uw antwoord verbeteren wij hoe wij klachten behandelen.
survey-thanks-disagree = Bent u het niet eens met de uitkomst van uw klacht? Neem contact met ons op: { $contact }.
survey-thanks-elsewhere = Bent u consument? Dan kunt u ook naar het Klachteninstituut Financiële Dienstverlening (Kifid). U kunt ook naar de rechter.

survey-unknown-title = Deze link kennen wij niet
survey-unknown = Misschien is een deel van het adres weggevallen. Open de link in onze e-mail opnieuw, of neem het adres helemaal over. Lukt het niet? Neem contact met ons op: { $contact }.
survey-expired-title = Deze link werkt niet meer
survey-expired = De tijd om te antwoorden is voorbij. Wilt u ons toch iets vertellen? Neem contact met ons op: { $contact }.
survey-withdrawn-title = Wij hebben uw antwoord niet meer nodig
survey-withdrawn = Wij zijn weer met uw klacht bezig, of u vroeg ons uw gegevens te verwijderen. Misschien vragen wij het u later. Vragen? Neem contact met ons op: { $contact }.

unsubscribe-title = Geen vragenlijsten meer
unsubscribe-question = Wilt u liever geen vragenlijsten van ons? Druk op de knop. Wij vragen u dan niet meer per e-mail om uw mening. Antwoorden over uw klacht krijgt u nog wel.
unsubscribe-button = Stuur mij geen vragenlijsten meer
unsubscribe-done-title = U krijgt geen vragenlijsten meer
unsubscribe-done = Wij sturen u geen vragenlijsten meer. Dit verandert niets aan hoe wij uw klacht behandelen.

privacy-title = Uw antwoord en uw privacy
privacy-what-heading = Wat wij bewaren
privacy-what = Wij bewaren uw cijfer, uw andere antwoorden en wat u schrijft. Wij koppelen ze aan uw klacht. Wij bewaren niet met welk apparaat of vanaf welk adres u antwoordde. Verandert u uw antwoord, dan bewaren wij ook het eerdere. Antwoorden die niet meetellen, bewaren wij apart. Wat u typt, staat alleen op uw eigen apparaat tot u het verstuurt.
privacy-why-heading = Waarom
privacy-why = Wij willen weten hoe goed wij klachten behandelen en wat beter moet. Wij beoordelen met uw antwoord geen medewerker. Uw antwoord verandert niets aan de uitkomst van uw klacht.
privacy-how-long-heading = Hoe lang
privacy-how-long = Wij verwijderen uw naam en e-mailadres { $contact } nadat u hebt geantwoord of de link is verlopen. Doen wij nog iets met uw antwoord? Dan telt die tijd vanaf het moment dat wij klaar zijn. Wat u schreef, verwijderen wij { $verbatim } na uw antwoord. Daarna blijven alleen cijfers zonder uw naam over.
privacy-rights-heading = Uw keuze
privacy-rights = U bepaalt zelf of u antwoordt. U kunt vragen om uw gegevens te zien of te verwijderen, en u kunt vragenlijsten weigeren. Neem contact met ons op: { $contact }.

survey-more-detractor = Wat hadden wij anders moeten doen?
survey-more-passive = Wat had beter gekund?
survey-more-promoter = Wat ging goed?
survey-more-hint = Noem geen namen of medische gegevens.
survey-more-send = Verstuur
survey-more-done = Bedankt voor uw toelichting.
survey-thanks-contact = Wij nemen uiterlijk { $due_on } contact met u op.
survey-thanks-change = Wilt u uw antwoord nog veranderen? Dat kan tot { $until }, zolang wij er nog niet mee bezig zijn.
survey-thanks-change-link = Verander mijn antwoord
survey-edit-title = Verander uw antwoord
survey-edit-intro = Dit is het antwoord dat u eerder verstuurde. Pas het aan en verstuur het opnieuw.
survey-edit-outdated = Uw antwoord was intussen al veranderd. Hieronder staat wat u nu invulde. Klopt het? Verstuur het dan opnieuw.
survey-edit-send = Verstuur mijn nieuwe antwoord
survey-held-title = Wat is uw eigen antwoord?
survey-held-intro = Wilt u hieronder uw eigen cijfer kiezen en versturen? Alleen dat telt.
survey-edit-late-title = Veranderen kan niet meer
survey-edit-late = Uw eerdere antwoord blijft staan. Wilt u ons nog iets vertellen? Neem contact met ons op: { $contact }.
survey-held-notice = Via uw link kwamen kort na elkaar verschillende cijfers binnen. Dat doet soms een beveiligingsprogramma dat links controleert. Daarom tellen deze cijfers nog niet mee.
survey-held-link = Geef mijn eigen antwoord
survey-edit-unkept = Dit schreef u. Wij konden het niet meer bewaren:
survey-thanks-had-later = Er kwam via deze link meer dan één antwoord binnen. Alleen het eerste telt. Was dat niet van u?
survey-draft-kept = Wat u eerder typte, staat er nog. Het is nog niet verstuurd.
survey-trap = Vul hier niets in
