# Signing in.

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
staff-sign-in-link-gone = This link was used already or it is too old. Ask your administrator for a new one.
staff-sign-out = Sign out
