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
staff-sign-in-link-hint = At least { $shortest } characters. A sentence of several words is better; spaces are allowed.
staff-sign-in-new-password = New password
staff-sign-in-link-button = Save and sign in
staff-sign-in-link-gone = This link was used already or it is too old. Ask your administrator for a new one.
# $shortest (String) - a number
staff-password-too-short = This password is too short. Choose one of at least { $shortest } characters.
# $longest (String) - a number
staff-password-too-long = This password is too long. Choose one of at most { $longest } characters.
staff-password-common = Many people use this password, so it is soon guessed. Choose another one, such as a sentence of several words.
staff-password-guessable = This password is soon guessed: it is a row of characters, or only a name or a part of your e-mail address. Choose another one, such as a sentence of several words.
staff-sign-out = Sign out
