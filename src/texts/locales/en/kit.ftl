# What every page shares: navigation, errors, numbers and days, sending a form again.

format-locale = en_GB
format-decimal-separator = .
format-thousands-separator = ,
# $day (String) - a day in words
# $time (String) - such as 15:04
format-moment = { $day } at { $time }
# $quarter (String) - 1 to 4
# $year (String) - a year
format-quarter = Q{ $quarter } { $year }
# $quarter (String) - 1 to 4
format-quarter-short = Q{ $quarter }
# $count (Number) - how many
format-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
# $count (Number) - how many
format-years = { $count ->
    [one] 1 year
   *[other] { $count } years
}
staff-send-again-title = Send it again
staff-send-again-text = You are signed in again. Nothing has been stored yet. Check what you typed and send it.
staff-send-again-not-stored = We are not sure that this was stored. Everything that you typed is still here. Look first whether it has been done. If not, send it again in a minute.
staff-send-again-look = To the page
staff-send-again-button = Send
# $author (String) - an e-mail address
# $user (String) - an e-mail address
staff-other-person = { $author } opened this form. In this browser { $user } has signed in since. Nothing has been stored yet. If you send it, it is sent in the name of { $user }.
staff-not-allowed-title = You may not do this
staff-not-allowed-text = Nothing was stored, because your roles do not include this. They may have been changed while you were typing. Below is what you typed, so that you can copy it. Ask your administrator.

error-not-found-title = This page does not exist
error-not-found = Check the address.
error-forbidden-title = You may not see this page
error-forbidden = Your role does not include it. Ask your administrator.
error-no-role-title = Your account has no role yet
# $organisation (String) - the organisation's name
error-no-role = So there is nothing here for you to see. Ask an administrator of { $organisation } for a role.
error-no-role-account = To your account
error-foreign-post-title = This form was not sent from our own pages
error-foreign-post = Open the page here and fill in the form again. If this happens again, ask your administrator whether the address in http.public_url is right.
error-too-large-title = This is too much at once
error-too-large = You sent more than this page can take. Make it shorter and send it again.
error-too-many-title = One moment, please
error-too-many = There were very many requests just now. Please wait a minute and try again. Nothing you sent before has been lost.
error-bad-request-title = This request could not be understood
error-bad-request = Go back and try again.
error-internal-title = Something went wrong on our side
error-internal = It has been logged. Please try again in a moment; what you sent was not stored.
error-unavailable-title = We cannot do this right now
error-unavailable = Please try again in a minute; what you sent was not stored.
# $id (String) - hexadecimal digits
error-reference = Reference of this report: { $id }
error-start = To the start page

language-name = English

nav-background = Background

nav-improvements = Improvements
nav-signals = Signals
nav-causes = Causes
nav-views = Views

nav-compare = Compare
nav-why = Why

nav-verbatims = Verbatims
nav-themes = Themes

nav-kpis = KPIs
nav-norms = Norm

nav-complaints = Complaints
nav-follow-ups = Follow-up

nav-audit = Audit

nav-label = Pages
nav-skip = Skip to content
nav-dashboard = NPS
nav-sending = Sending
# $email (String) - the user's address
nav-account = Your account ({ $email })
nav-users = Users
nav-keys = Keys
nav-texts = Texts
nav-imports = Imports
nav-figures = Figures
nav-norms-and-kpis = Norms and KPIs
nav-quality = Quality
nav-notifications = Notifications
nav-reports = Reports
nav-facts = Find a complaint
nav-register = Register a complaint
nav-discussed = Discussed
nav-suppressions = Never mailed
nav-privacy-requests = Privacy requests
nav-questionnaires = Questionnaires
nav-installation = Installation
nav-administration = Administration
error-form-only-title = This address only takes a form
error-form-only = Nothing is shown at this address, and nothing was done. Open the page with the form.
error-form-only-page = To the page with the form
staff-send-again-cancel = Cancel
field-name = Name
field-reason = Reason
field-note = Note
field-keywords = Keywords
field-cause = Cause
field-reference = Reference
field-received = Received
field-closed = Closed
field-effective = In force from
field-month = Month
