# What staff read: sign-in, dashboard, errors and the demo.

staff-sign-in-title = Sign in
staff-sign-in-email = E-mail address
staff-sign-in-password = Password
staff-sign-in-button = Sign in
staff-sign-in-refused = This address and password do not belong together, or the account is disabled.
staff-sign-in-not-now = Signing in does not work right now. Try again in a minute.
staff-sign-in-wait = Too many attempts. Wait a moment and try again.
staff-sign-in-typed = Your session had ended. What you typed has been kept: sign in and send it again.
staff-sign-in-link-title = Choose a password
staff-sign-in-link-text = Choose a password for your account and sign in with it. The link works once.
# $shortest (String) - a number
staff-sign-in-link-hint = At least { $shortest } characters. A sentence works well.
staff-sign-in-new-password = New password
staff-sign-in-link-button = Save and sign in
staff-send-again-title = Send it again
staff-send-again-text = You are signed in again. Nothing has been stored yet. Check what you typed and send it.
staff-send-again-not-stored = We are not sure that this was stored. Everything that you typed is still here. Look first whether it has been done. If not, send it again in a minute.
staff-send-again-look = To the page
staff-send-again-button = Send
staff-sign-in-link-gone = This link was used already or it is too old. Ask your administrator for a new one.
staff-sign-out = Sign out

dashboard-title = NPS over complaint handling
# $minimum (Number) - the privacy threshold
dashboard-none-yet = There are no responses in the last 12 months. A score appears here once there are { $minimum } responses or more.
# $minimum (Number) - the privacy threshold
dashboard-too-few = Too few responses to show a figure: fewer than { $minimum }.
# $nps (String) - the score
# $low (String) - lower limit
# $high (String) - upper limit
# $responses (String) - number of responses
# $confidence (String) - such as 95
dashboard-headline = In the last 12 months the NPS was { $nps }, from { $responses } responses. The { $confidence } % interval is { $low } to { $high }.
dashboard-no-norm = no norm yet
dashboard-no-norm-text = More experience is being gained first; this page shows level and uncertainty only.
dashboard-responses = Responses
dashboard-response-rate = Response rate
dashboard-closed = Closed
dashboard-invited = Invited
dashboard-nps = NPS
dashboard-period = Period
# $confidence (String) - such as 95
dashboard-interval = { $confidence } % interval
# $low (String) - lower limit
# $high (String) - upper limit
dashboard-range = { $low } to { $high }
dashboard-norm = Norm
dashboard-provisional = provisional
dashboard-provisional-note = Provisional: the period is not over, or answers can still come in.
dashboard-suppressed = hidden
dashboard-suppressed-note = Hidden: so few responses that somebody could be recognised, or could be by subtraction.
# $confidence (String) - such as 95
dashboard-chart-title = NPS by period with its { $confidence } % interval
# $periods (String) - number of periods
# $first (String) - first period
# $last (String) - last period
# $nps (String) - latest score
# $low (String) - lower limit
# $high (String) - upper limit
dashboard-chart-text = { $periods } periods from { $first } to { $last }. The latest with a score stands at { $nps }, with an interval from { $low } to { $high }.
dashboard-chart-empty = No period has a score yet.
# $since (String) - a day in words
# $name (String) - a version of the questionnaire
dashboard-new-questionnaire = Dashed line: since { $since } the questionnaire { $name } has been asked; compare with earlier figures with care.
dashboard-by = By
dashboard-month = month
dashboard-quarter = quarter
dashboard-year = year
dashboard-trend = Over time

error-not-found-title = This page does not exist
error-not-found = Check the address.
error-forbidden-title = You may not see this page
error-forbidden = Your role does not include it. Ask your administrator.
error-foreign-post-title = This form was not sent from our own pages
error-foreign-post = Open the page here and fill in the form again. If this happens again, ask your administrator whether the address in http.public_url is right.
error-too-large-title = This is too much at once
error-too-large = What was sent is larger than this page takes. Make it shorter and send it again.
error-too-many-title = One moment, please
error-too-many = There were very many requests just now. Please wait a minute and try again. Nothing you sent before has been lost.
error-bad-request-title = This request could not be understood
error-bad-request = Go back and try again.
error-internal-title = Something went wrong on our side
error-internal = It has been logged. Please try again in a moment; what you sent was not stored.
error-unavailable-title = We cannot do this right now
error-unavailable = Please try again in a minute; what you sent was not stored.
error-start = To the start page

demo-title = Naklank: demonstration
demo-intro = Everything here is sample data. Walk through the loop in three steps.
demo-close-heading = 1. Close a complaint
demo-close-text = This is what the complaints system does through the API when a complaint closes.
demo-name = Name of the customer
demo-language = Language
demo-team = Team
demo-close-button = Close a complaint
# $reference (String) - the complaint
demo-closed = Complaint { $reference } is closed. The e-mail arrives in the mailbox in a few seconds.
demo-mailbox-heading = 2. Open the e-mail
demo-mailbox-text = What the customer gets. Choose a score in the mail and send the answer.
demo-mailbox-link = Open the mailbox
demo-dashboard-heading = 3. See the dashboard move
demo-dashboard-text = You are signed in as the policy owner.
demo-dashboard-link = Open the dashboard
demo-mailbox-title = Mailbox
demo-mailbox-empty = No mail yet. Close a complaint first; the mail comes within a few seconds.
demo-mailbox-refresh = Look again
demo-mail-to = To
demo-back = Back to the demonstration
