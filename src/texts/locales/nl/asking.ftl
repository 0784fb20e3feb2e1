# The mails that ask, and what became of an invitation.

mail-subject = Hoe vond u het contact met ons?
mail-dear = Beste { $name },
mail-dear-unnamed = Beste heer of mevrouw,
mail-closed = Op { $closed_on } hebben wij uw klacht afgerond. Hoe vond u de behandeling? Ook kritiek horen wij graag. Invullen duurt ongeveer een minuut.
mail-reminder-subject = Herinnering: hoe vond u het contact met ons?
mail-reminder = Op { $closed_on } hebben wij uw klacht afgerond. Wij vroegen u al eerder hoe u de behandeling vond. Hebt u nog geen antwoord verstuurd? Dan kan dat nog. Ook kritiek horen wij graag. Invullen duurt ongeveer een minuut.
mail-choose = Klik op een cijfer. Op de pagina die opent, verstuurt u uw antwoord.
mail-link = Open de vragenlijst
mail-no-change = Uw antwoord verandert niets aan de uitkomst van uw klacht.
mail-expires = De link werkt tot en met { $expires_on }.
mail-preheader = Eén cijfer is genoeg. Antwoorden kan tot en met { $expires_on }.
mail-reference = Ons kenmerk: { $reference }
mail-score = Cijfer { $score }, van 0 tot en met 10
mail-regards = Met vriendelijke groet,
mail-unsubscribe = Liever geen vragenlijsten meer?
mail-unsubscribe-link = Meld u hier af

state-planned = gepland
state-sent = verstuurd, nog geen antwoord
state-answered = beantwoord
state-expired = verlopen zonder antwoord
state-withheld = geen vragenlijst gestuurd
state-withdrawn = ingetrokken
state-undeliverable = onbestelbaar

reason-opted-out = een medewerker besloot geen vragenlijst te sturen
reason-not-in-audience = deze groep indieners krijgt geen vragenlijst
reason-no-address = geen e-mailadres
reason-invalid-address = het e-mailadres is niet bruikbaar
reason-too-late = te laat na het afronden gemeld
reason-suppressed = het adres staat op de lijst die nooit mail krijgt
reason-cool-down = het adres kreeg kort daarvoor al mail
reason-holdout = viel door loting af
reason-reopened = de klacht is heropend
reason-erased = de gegevens zijn gewist

optout-refused = de persoon wilde het niet
optout-bereavement = overlijden
optout-threat = bedreiging
optout-test = een test
optout-other = een andere reden
