# What every page shares: navigation, errors, numbers and days, sending a form again.

format-locale = nl_NL
format-decimal-separator = ,
format-thousands-separator = .
format-moment = { $day } om { $time } uur
format-quarter = { $quarter }e kwartaal { $year }
format-quarter-short = K{ $quarter }
format-days = { $count ->
    [one] 1 dag
   *[other] { $count } dagen
}
format-years = { $count ->
    [one] 1 jaar
   *[other] { $count } jaar
}
staff-send-again-title = Verstuur het opnieuw
staff-send-again-text = U bent weer ingelogd. Er is nog niets opgeslagen. Controleer wat u typte en verstuur het.
staff-send-again-not-stored = Wij weten niet zeker of dit is bewaard. Alles wat u typte, staat hier nog. Kijk eerst of het al is gebeurd. Zo niet, verstuur het dan over een minuut opnieuw.
staff-send-again-look = Naar de pagina
staff-send-again-button = Verstuur
staff-other-person = { $author } opende dit formulier. Daarna is in deze browser { $user } ingelogd. Er is nog niets opgeslagen. Als u het verstuurt, gebeurt dat namens { $user }.
staff-not-allowed-title = U mag dit niet doen
staff-not-allowed-text = Er is niets opgeslagen, want uw rollen geven hier geen toegang toe. Misschien zijn ze gewijzigd terwijl u typte. Hieronder staat wat u typte, zodat u het kunt kopiëren. Vraag het uw beheerder.

error-not-found-title = Deze pagina bestaat niet
error-not-found = Controleer het adres.
error-forbidden-title = U mag deze pagina niet zien
error-forbidden = Uw rol geeft er geen toegang toe. Vraag het uw beheerder.
error-no-role-title = Uw account heeft nog geen rol
error-no-role = Daarom is hier voor u nog niets te zien. Vraag een beheerder van { $organisation } om een rol.
error-no-role-account = Naar uw account
error-foreign-post-title = Dit formulier komt niet van onze eigen pagina’s
error-foreign-post = Open de pagina hier en vul het formulier opnieuw in. Gebeurt dit weer? Vraag uw beheerder dan of het adres in http.public_url klopt.
error-too-large-title = Dit is te veel in één keer
error-too-large = U verstuurde meer dan deze pagina aankan. Maak het korter en verstuur het opnieuw.
error-too-many-title = Een ogenblik geduld
error-too-many = Er kwamen zojuist heel veel verzoeken binnen. Wacht een minuut en probeer het opnieuw. Wat u eerder verstuurde, is niet verloren gegaan.
error-bad-request-title = Dit verzoek begrijpen wij niet
error-bad-request = Ga terug en probeer het opnieuw.
error-internal-title = Er ging bij ons iets mis
error-internal = De fout is vastgelegd. Probeer het over een ogenblik opnieuw. Wat u verstuurde, is niet bewaard.
error-unavailable-title = Dit lukt nu even niet
error-unavailable = Probeer het over een minuut opnieuw. Wat u verstuurde, is niet bewaard.
error-reference = Kenmerk van deze melding: { $id }
error-start = Naar de startpagina

language-name = Nederlands

nav-background = Achtergrond

nav-improvements = Verbeteringen
nav-signals = Signalen
nav-causes = Oorzaken
nav-views = Weergaven

nav-compare = Vergelijk
nav-why = Waarom

nav-verbatims = Toelichtingen
nav-themes = Thema’s

nav-kpis = KPI’s
nav-norms = Norm

nav-complaints = Klachten
nav-follow-ups = Opvolging

nav-audit = Logboek

nav-label = Pagina's
nav-skip = Naar de inhoud
nav-dashboard = NPS
nav-sending = Verzending
nav-account = Uw account ({ $email })
nav-users = Gebruikers
nav-keys = Sleutels
nav-texts = Teksten
nav-imports = Imports
nav-figures = Cijfers
nav-norms-and-kpis = Norm en KPI’s
nav-quality = Kwaliteit
nav-notifications = Meldingen
nav-reports = Verslagen
nav-facts = Klacht zoeken
nav-register = Klacht vastleggen
nav-discussed = Besproken
nav-suppressions = Nooit mailen
nav-privacy-requests = Privacyverzoeken
nav-questionnaires = Vragenlijsten
nav-installation = Installatie
nav-administration = Beheer
error-form-only-title = Dit adres is alleen voor een formulier
error-form-only = Op dit adres is niets te zien, en er is niets gedaan. Open de pagina met het formulier.
error-form-only-page = Naar de pagina met het formulier
staff-send-again-cancel = Annuleer
field-name = Naam
field-reason = Reden
field-note = Notitie
field-keywords = Trefwoorden
field-cause = Oorzaak
field-reference = Kenmerk
field-received = Ontvangen
field-closed = Gesloten
field-effective = Geldt vanaf
field-month = Maand
