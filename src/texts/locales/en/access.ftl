# Signing in, and the own account.

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
staff-sign-in-link-hint = At least { $shortest } characters. A sentence of several words is better; spaces are allowed.
staff-sign-in-new-password = New password
staff-sign-in-link-button = Save and sign in
staff-sign-in-link-gone = This link was used already or it is too old. With “Forgotten your password” you ask for a new one.
# $shortest (String) - a number
staff-password-too-short = This password is too short. Choose one of at least { $shortest } characters.
# $longest (String) - a number
staff-password-too-long = This password is too long. Choose one of at most { $longest } characters.
staff-password-common = Many people use this password, so it is soon guessed. Choose another one, such as a sentence of several words.
staff-password-guessable = This password is soon guessed: it is a row of characters, or only a name or a part of your e-mail address. Choose another one, such as a sentence of several words.
staff-sign-out = Sign out

role-analyst = analyst
role-policy-owner = policy owner
role-handler = handler
role-admin = administrator

account-title = Your account
account-roles = Roles
account-team = Team
account-no-role = Your account has no role yet. Ask your administrator for one.
account-visitor = In the demonstration you are signed in without an account. There is nothing to set here.
account-done-settings = Saved.
account-done-password = Your password has been changed. Your other sessions have ended.
account-done-sessions = Ended. You are no longer signed in there.
account-language-heading = Language
account-language = Language of the pages and of e-mails about your account
account-language-browser = As the browser
account-language-button = Save the language
account-password-text = After the change you stay signed in here. All your other sessions end.
account-password-current = Current password
account-password-button = Change the password
account-password-wrong = The current password is not right.
account-factor-heading = Second step of signing in
account-factor = Look at the second step or change it
account-mails-heading = E-mails
account-mails-audit = Each day an e-mail with the proof of the audit log
account-mails-button = Save the choice
account-sessions-heading = Sessions
account-sessions-text = You are signed in here. If you do not recognise a session, end it and change your password.
account-sessions-browser = Browser
account-sessions-begun = Begun
account-sessions-used = Last used
account-sessions-this = This session
account-sessions-unknown = Unknown browser
account-sessions-waits = waits for the second step
account-sessions-end = End
account-sessions-end-others = End all other sessions

forgotten-link = Forgotten your password?
forgotten-title = Forgotten your password
forgotten-text = Enter your e-mail address. You get an e-mail with a link. With that link you choose a new password.
forgotten-button = Send me the link
forgotten-asked = If there is an account with this address, an e-mail is on its way. The link in it works for an hour. If no e-mail comes, look among unwanted e-mail or ask your administrator for a link.
forgotten-no-mail = No e-mail goes out at the moment. Ask your administrator for a link to choose a new password.
forgotten-back = To signing in

link-mail-subject = Choose a password for Naklank
link-mail-greeting = Hello,
# $organisation (String) - its name
link-mail-text = Someone, probably you or your administrator, asked for a link to choose a password for Naklank of { $organisation }.
link-mail-open = Open the link and choose a password:
# $moment (String) - a day and a time
link-mail-until = The link works once, until { $moment }.
link-mail-nothing = If you did not ask for this, you need not do anything: without the link nothing changes. Do not give the link to anyone else.
