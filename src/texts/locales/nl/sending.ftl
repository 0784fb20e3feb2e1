# Sending and one complaint's story.

attempt-later = een later antwoord telde niet mee
attempt-trap = een antwoord van een programma telde niet mee
attempt-stale = een dubbele wijziging telde niet mee
story-attempts-not-counted = Niet meegeteld: { $what } ({ $count })
story-held = Er kwamen kort na elkaar verschillende cijfers binnen, waarschijnlijk van een programma. Het antwoord telt pas mee als de klant het zelf bevestigt.

sending-title = Verzending
sending-running = De verzending loopt.
sending-next = De volgende mail wordt verstuurd op { $when }.
sending-nothing = Er wacht niets op verzending.
sending-due-now = Mails die nu aan de beurt zijn: { $due }.
sending-paused = De verzending is gepauzeerd sinds { $when }, door { $who }. Er wordt niets verstuurd totdat iemand de verzending hervat.
sending-resting = De mailserver heeft problemen ({ $trouble }). De volgende poging is op { $when }. Wat wacht, blijft in de wachtrij.
sending-closed = Het is nu buiten de verzendtijden.
sending-pause = Pauzeer de verzending
sending-resume = Hervat de verzending
sending-retry-all = Probeer alles nu opnieuw
sending-retry = Probeer nu
sending-queue-again = Zet weer in de wachtrij
sending-server-said = De mailserver antwoordde het laatst: { $said }. Zolang hij geen mail aanneemt, proberen wij er telkens één. Er gaat niets verloren.
sending-done-paused = De verzending is gepauzeerd.
sending-done-resumed = De verzending is hervat.
sending-done-retried = Wij proberen het nu opnieuw.
sending-done-queued-again = De berichten staan weer in de wachtrij.
sending-due = Nu aan de beurt
sending-oldest = Oudste wacht sinds
sending-invitations = Wachtende uitnodigingen
sending-reminders = Wachtende herinneringen
sending-news = Wachtende berichten over een antwoord
sending-reminders-note = Een herinnering wordt alleen verstuurd als er dan nog geen antwoord is.
sending-last-hour = Verstuurd in het laatste uur
sending-last-day = Verstuurd in 24 uur

sending-hours-heading = Verstuurd per uur
sending-hours-text = Mails in de laatste 24 uur: { $total }. Het laatste uur staat rechts.
sending-hours-table = Tabel met mails per uur
sending-hour = Tot
sending-mails = Mails

sending-trouble-heading = Problemen
sending-trouble-none = Er zijn geen berichten met problemen.
sending-trouble-cause = Oorzaak
sending-trouble-waiting = Nieuwe poging volgt
sending-trouble-failed = Mislukt in de laatste 30 dagen
sending-list-heading = Berichten met problemen
sending-list-note = Van elke soort staan er hoogstens { $most } in de lijst.
sending-list-complaint = Klacht
sending-list-message = Bericht
sending-list-said = Antwoord van de mailserver
sending-list-attempts = Pogingen
sending-list-next = Volgende poging
sending-failed-on = mislukt op { $when }

sending-staff-heading = Mails aan medewerkers
sending-staff-calm = Er zijn geen mails aan medewerkers die wachten of zijn mislukt.
sending-staff-waiting = In de wachtrij
sending-staff-claimed = Wordt nu verstuurd
sending-staff-no-cause = de oorzaak is niet bewaard
sending-staff-list-note = Er staan hoogstens { $most } mails in de lijst.
sending-staff-about = Onderwerp
sending-staff-recipient = Aan
sending-staff-said = Wat er misging

staff-mail-signals = nieuwe signalen
staff-mail-audit-head = de hash van het logboek
staff-mail-proposal = een norm wacht op een besluit
staff-mail-verdict = een oordeel over een norm
staff-mail-evaluation = een norm is toe aan evaluatie
staff-mail-view = de maandelijkse cijfers van een bewaarde weergave
staff-mail-follow-up = een klant wil contact
staff-mail-follow-ups-due = opvolging die aan de beurt is
staff-mail-report = klachtverslag { $year }
staff-mail-sign-in-link = een link om een wachtwoord te kiezen
staff-mail-unknown = het onderwerp is niet te lezen

sending-warnings-heading = Waarschuwingen
sending-opt-outs = { $team }: bij { $opted } van de { $closed } klachten die in het { $quarter } zijn afgerond, besloten medewerkers geen vragenlijst te sturen. Dat is meer dan 2 %, en meer dan toeval: het cijfer kan beter lijken dan het is.
sending-no-team = Team onbekend

sending-funnel-heading = Wat er gebeurde met de klachten die in de laatste 12 maanden zijn afgerond
sending-funnel-place = Wat er is gebeurd
sending-funnel-count = Klachten
sending-funnel-closed = Afgerond, alles samen
sending-funnel-hidden = Er antwoordden minder dan { $minimum } mensen; de cijfers zijn verborgen.
sending-funnel-reminded = Aantal dat een herinnering kreeg: { $count }.

sending-find-heading = Waarom kreeg iemand wel of geen vragenlijst?
sending-find-label = Kenmerk van de klacht
sending-find-button = Toon het verloop
sending-find-none = Er is geen klacht met dit kenmerk.

kind-invitation = uitnodiging
kind-reminder = herinnering
kind-news = bericht over het antwoord

cause-no-such-address = de mailbox bestaat niet
cause-refused = definitief geweigerd
cause-deferred = nog niet aangenomen
cause-policy = de server weigert ons
cause-mail-server = de mailserver is niet te bereiken
cause-interrupted = de verbinding is verbroken
cause-unknown-fate = onbekend of de mail is aangenomen
cause-unmailable = er was geen mail van te maken
cause-crashed = het programma liep op deze mail vast
cause-link-expired = de link zou al verlopen zijn

bounce-hard = kwam terug: de mailbox bestaat niet
bounce-soft = kwam terug: deze keer niet bezorgd
bounce-complaint = gemeld als ongewenst

story-title = Klacht { $reference }
story-received = Ontvangen op { $when }.
story-open = De klacht is in behandeling.
story-closed = De klacht is afgerond.
story-opt-out = Een medewerker besloot deze persoon geen vragenlijst te sturen: { $reason }.
story-closure = Afronding { $closure }
story-none = De klacht is nog niet afgerond. Daarom is er nog geen vragenlijst gestuurd.
story-no-personal-data = Deze pagina toont geen naam, adres, cijfer of toelichting.
story-when = Wanneer
story-what = Wat
story-event-closed = afgerond
story-event-reported = gemeld aan Naklank
story-event-due = { $kind } gepland
story-event-sent = { $kind } aangenomen door de mailserver
story-event-claimed = { $kind } wordt verstuurd
story-event-retry = { $kind } opnieuw geprobeerd; tot nu toe: { $cause }
story-event-failed = { $kind } mislukt: { $cause }
story-event-cancelled = { $kind } niet meer nodig
story-event-answered = beantwoord
story-event-expires = einde van de link
story-cleared = hersteld op { $when }
story-attempts = { $attempts ->
    [one] 1 poging
   *[other] { $attempts } pogingen
}
story-clear-heading = Een vergissing?
story-clear-text = Werkt het adres toch? Dan kunt u dit ongedaan maken. Het adres krijgt dan weer mail. Dit wordt vastgelegd.
story-clear-button = Mail dit adres weer

suppressions-title = Adressen die nooit mail krijgen
suppressions-intro = Wie op deze lijst staat, krijgt geen vragenlijst en geen herinnering. Van elk adres bewaren wij alleen een versleutelde afdruk. De lijst is dus niet terug te lezen: zoek een adres op om te zien of het erop staat.
suppressions-address = E-mailadres
suppressions-takes-address = Typ een volledig e-mailadres, zoals naam@voorbeeld.nl.
suppressions-find = Zoek een adres op
suppressions-find-button = Zoek op
suppressions-is-not-listed = { $address } staat niet op de lijst.
suppressions-is-listed = { $address } staat op de lijst: { $reason }, sinds { $since }.
suppressions-add = Voeg een adres toe
suppressions-add-text = Voor iemand die geen mail meer wil. Geplande vragenlijsten voor dit adres worden niet verstuurd.
suppressions-add-button = Mail dit adres nooit meer
suppressions-added = Het adres staat nu op de lijst.
suppressions-kept = Het adres stond al op de lijst.
suppressions-remove = Haal een adres van de lijst
suppressions-remove-text = Doe dit alleen als de persoon het vraagt, of als het adres toch blijkt te werken. Wie zich heeft afgemeld, moet ermee instemmen.
suppressions-why = Reden
suppressions-why-hint = Waarom het adres weer mail mag krijgen. De reden bewaren wij bij het logboek.
suppressions-takes-reason = Geef een reden van hoogstens { $most } tekens, op één regel.
suppressions-not-listed = Dit adres staat niet op de lijst.
suppressions-remove-button = Mail dit adres weer
suppressions-removed = Het adres mag weer mail krijgen.
suppressions-entries = De lijst
suppressions-count = { $count ->
    [one] Er staat 1 adres op de lijst.
   *[other] Er staan { $number } adressen op de lijst, het nieuwste bovenaan.
}
suppressions-none = Er staat geen adres op de lijst.
suppressions-mark = Kenmerk
suppressions-reason = Waarom
suppressions-since = Sinds
suppressions-newest = Nieuwste
suppressions-earlier = Ouder
suppression-unsubscribed = de persoon heeft zich afgemeld
suppression-complained = de persoon heeft een mail als ongewenst gemeld
suppression-by-staff = met de hand toegevoegd
suppression-objection = deze persoon maakte bezwaar tegen vragen
suppression-restricted = de gegevens van deze persoon worden niet gebruikt
suppression-hard-bounce = de mailbox bestaat niet
suppression-soft-bounces = mail kwam drie keer terug
