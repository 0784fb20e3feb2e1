# Signing in, and the own account.

staff-sign-in-title = Sign in
staff-sign-in-email = E-mail address
staff-sign-in-password = Password
staff-sign-in-button = Sign in
staff-sign-in-refused = This address and password do not belong together, or the account is disabled.
staff-sign-in-not-now = Signing in does not work right now. Try again in a minute.
staff-sign-in-wait = Too many attempts. Wait a moment and try again.
staff-sign-in-ended = Signing in took too long. Sign in again.
staff-sign-in-typed = Your session had ended. What you typed has been kept: sign in and send it again.
# $name (String) - the identity provider
staff-sign-in-provider = Sign in at { $name }
staff-sign-in-by-password = Or with a password
# $name (String) - the identity provider
staff-sign-in-provider-refused = You could not be signed in at { $name }, or your account may not enter here. Ask your administrator.
# $name (String) - the identity provider
staff-sign-in-provider-again = Signing in at { $name } took too long or was finished already. Try again.
# $name (String) - the identity provider
staff-sign-in-provider-down = { $name } cannot be reached right now. Sign in with your password, or try again later.
# $name (String) - the identity provider
staff-sign-in-provider-many = Too many sign-ins at { $name } are under way at once. Try again in a few minutes, or sign in with your password.
# $name (String) - the identity provider
staff-to-provider-title = On to { $name }
staff-to-provider-text = You sign in there. Does nothing happen? Then use the link.
# $name (String) - the identity provider
staff-to-provider-link = Go on to { $name }
# $name (String) - the identity provider
staff-to-provider-held = What you typed does not go along to { $name }. It stays in this tab: do not close it. Sign in in the new tab, come back here and send it.
# $name (String) - the identity provider
staff-to-provider-new-tab = Go on to { $name } (opens in a new tab)
staff-to-provider-send = I have signed in: send what I typed
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
second-factor-title = Two-step sign-in
second-factor-intro = After your password we then ask for a code from an app on your telephone. Your password alone does not let anyone in.
second-factor-elsewhere = You do not sign in with a password here. Whether there is a second step is up to the service that signs you in.
second-factor-off = It is off.
second-factor-ends-sessions = When you set it up, set up another app or turn it off, you stay signed in here. All your other sessions end.
second-factor-required = Your organisation asks this of you. Set it up first, then you can go on.
second-factor-begin = Set it up
second-factor-on = Two-step sign-in is on.
# $count (Number) - how many
second-factor-codes-left = { $count ->
    [one] You have 1 recovery code left.
   *[other] You have { $count } recovery codes left.
}
second-factor-account = To your account
second-factor-renewal-title = New recovery codes
second-factor-renewal = Make new ones when the old ones are used up or lost. The old ones then no longer work.
second-factor-renewal-button = Make new recovery codes
second-factor-replacement-title = Another telephone or app
second-factor-replacement = The old app keeps working until you have set up the new one.
second-factor-replacement-button = Set up another app
second-factor-removal-title = Turn it off
second-factor-removal-button = Turn it off
second-factor-not-removable = Your organisation asks two steps of you, so you cannot turn it off.
second-factor-enrol-title = Set up the app
second-factor-install = Install an app for sign-in codes on your telephone, such as FreeOTP, Google Authenticator or Microsoft Authenticator.
second-factor-scan = Scan this QR code with the app.
second-factor-qr = QR code for the app
second-factor-qr-text = Holds the key that also stands below as text.
second-factor-open-app = Is the app on this device? Open it here
second-factor-type-key = Scanning does not work? Then type this key into the app:
second-factor-confirm = Type the code that the app shows now.
second-factor-confirm-button = Confirm
second-factor-code = Code from the app
second-factor-code-hint = 6 digits. There is a new one every 30 seconds.
second-factor-recovery = Recovery code
second-factor-recovery-hint = 24 letters and digits. Each recovery code works once.
second-factor-either = Code from the app, or recovery code
second-factor-either-hint = The 6 digits that the app shows now, or one of your recovery codes.
second-factor-wrong = This code is not right or was used before. Type the code that the app shows now. Is that one not right either? Then see whether the clock of your telephone is right.
second-factor-recovery-wrong = This recovery code is not right or was used before. Check it, or take another one.
second-factor-codes-title = Keep your recovery codes
second-factor-codes = If you lose your telephone, you sign in with one of these codes. Each code works once. Print them or put them into a password manager, but not on the same telephone.
# $email (String) - an address
# $organisation (String) - its name
second-factor-codes-of = Recovery codes of { $email } for Naklank of { $organisation }:
second-factor-codes-once = You see them only now. Older recovery codes no longer work.
second-factor-kept = I have kept them
second-factor-sign-in-title = Type the code from your app
second-factor-lost-title = I do not have my telephone
second-factor-lost = No recovery code either? Ask your administrator to remove your second step. After that you set it up again.
second-factor-other-account = Sign in with another account
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
account-factor-heading = Two-step sign-in
account-factor = Look at the second step or change it
account-mails-heading = E-mails
account-mails-due-follow-ups = Each working day an e-mail with the follow-ups that are due
account-mails-audit = Each day an e-mail with the hash of the audit
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
forgotten-asked = If we can send a link to this address, you get an e-mail. We cannot without an account, with a disabled account, if you only sign in at your organisation's own service, and after many requests in an hour. The link works for an hour. If no e-mail comes, look among unwanted e-mail or ask your administrator for a link.
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

role-analyst-may = Sees figures and what people wrote, reviews the quality of handling and proposes norms.
role-policy-owner-may = May do what an analyst and a handler may. Also decides on norms, pauses sending and reads who did what.
role-handler-may = Follows up with dissatisfied customers, and records complaints and what happened to them.
role-admin-may = Manages users, keys, questionnaires, texts, imports and the list of addresses that are never mailed, pauses sending and reads who did what. Sees no figures and no answers.

# Users.

users-title = Users
users-intro = Who may sign in, and with which roles. A change holds at once, also for those who are signed in.
users-heading = All users
users-email = E-mail address
users-roles = Roles
users-no-roles = none
users-team = Team
users-all-teams = all teams
users-state = Status
users-active = active
# $day (String) - a day in words
users-disabled = disabled since { $day }
users-signs-in = Signs in with
users-by-password = a password
users-by-provider = the organisation's account
users-not-yet = no password chosen yet
users-second-factor = Second step
users-yes = yes
users-no = no
users-created = Added
users-add = Add a user
users-team-hint = For handlers: they then see only the follow-ups of this team. Leave it empty for all teams.
users-mail = Mail the user a link to choose a password
users-no-mail = No e-mail goes out at the moment. You see the link afterwards; give it to the user yourself.
users-mail-hint = You see the link yourself afterwards, too.
users-add-button = Add
users-takes-email = Enter an e-mail address, like name@example.org.
users-taken = There is a user with this address already.
users-takes-role = Choose at least one role.
users-takes-team = Use at most 200 characters, on one line.
access-takes-nothing = This form does not have this field.
# $email (String) - an address
user-title = User { $email }
user-done = Your change has been saved.
user-own = This is your own account. Another administrator, or the operator, can change your roles and your team or disable your account. You cannot do that yourself.
user-own-refused = Nothing has been changed.
user-stale = Somebody else has changed this user since you opened this page. The lines below say how it is now; the forms have what you chose. Save again if you still want that.
user-roles-button = Save the roles
user-roles-given = This user signs in with the organisation's account. The next time that happens, that account sets the roles again.
user-team-button = Save the team
user-link = New link
user-link-text = With a link the user chooses a new password. Earlier links then stop working.
user-link-at-provider = This user signs in at your organisation's own service. A password opens a way in beside it, which stays open when the account there is closed.
user-link-button = Make a link
user-factor = Lost second step
user-factor-text = Has the user lost the telephone and the recovery codes? Then remove the second step. First make sure who asks, in person or on a telephone number that you know: after that the password alone is enough. The user is signed out at once.
user-factor-button = Remove the second step
user-unlink = Unlink the organisation's account
user-unlink-text = Has this user been given another account by the organisation, and does signing in with it fail? Then unlink the old one. After that, whoever has this e-mail address at the organisation gets this account: first make sure that it is the same person. Sessions opened with the old account end. A password goes on working.
user-unlink-button = Unlink
user-disable = Disable
user-disable-text = The user is signed out at once. Links and keys of the user then stop working. You can undo it later.
user-disable-button = Disable
user-enable = Let in again
user-enable-text = The user can then sign in again as before, with these roles. Keys of the user then work again too, unless they have expired or were revoked. Sessions and links from before stay ended.
user-enable-button = Let in again
# $email (String) - an address
user-link-title = Link for { $email }
user-link-added = The user has been added.
# $email (String) - an address
user-link-mailed = The link is also mailed to { $email }.
user-link-label = Link to choose a password
# $until (String) - a moment in words
user-link-hint = The link works once, until { $until }. You see it only now. Give it to no one but this user.

# API keys.

scope-complaints-write = Report complaints, and what happened to them.
scope-complaints-read = Read how a complaint stands: its survey and its deadlines.
scope-insights-read = Read figures and norms.
scope-responses-read = Read single answers with what people wrote, and figures by day.
scope-norms-write = Propose norms and decide on them.
scope-bounces-write = Report which mail did not arrive.
scope-kpis-write = Report what KPIs need: numbers of notifications and reviews of quality.
keys-title = Keys
keys-intro = With a key another system uses the API. A key with an owner may never do more than that owner.
keys-heading = All keys
keys-none = There are no keys yet.
keys-name = Name
keys-begins = Begins with
keys-not-kept = not kept
keys-scopes = May
keys-owner = Owner
keys-itself = none, it acts as itself
keys-created = Made
keys-last-day = Works through
keys-no-end = no end
keys-last-used = Last used
keys-never-used = not yet
keys-state = Status
keys-active = works
keys-owner-disabled = does not work: its owner is disabled
keys-expired = expired
# $day (String) - a day in words
keys-revoked = revoked on { $day }
keys-revoke = Revoke
keys-revoke-text = The system with this key loses access at once. This cannot be undone.
# $name (String) - the name of a key
keys-revoke-button = Revoke { $name } now
keys-revoked-done = The key has been revoked.
keys-gone = There is no key with this name, or it was revoked already.
keys-add = Make a key
keys-others = A key that you make may never do more than you may yourself. Other keys are made by the operator, with naklank keys add.
keys-name-hint = What the system is called. A name is used once, also when its key is revoked.
keys-owner-hint = With you as its owner the key acts in your name, and stops working when your account is disabled.
keys-last-day-hint = The last day on which the key works. Leave it empty for a key without an end.
keys-add-button = Make the key
keys-takes-name = Use 1 to 100 characters on one line, without @. The names operator and policy cannot be used.
keys-taken = This name was used already, perhaps for a revoked key. Choose another one.
keys-takes-scope = Choose at least one.
# $owner (String) - an address
# $scope (String) - the name of a scope
keys-above-owner = { $owner } may not do what { $scope } allows. Leave this out.
# $scope (String) - what a key may do
keys-above-maker = You may not do what { $scope } allows. Leave this out, or ask the operator for the key.
keys-takes-owner = Choose yourself, or no owner. Keys of another user are made by the operator.
keys-takes-day = Choose today or a later day, like 2027-01-01.
# $name (String) - the name of a key
key-title = Key { $name }
key-made = The key has been made.
key-label = Key
key-hint = Copy it now: you see it only this once. If it is lost, revoke it and make another.
key-example = Example
key-example-text = This is how a system uses the key. Put it into KEY first.
key-docs = Description of the API

# What the walk through the pages found.

account-password-again = You were signed out before your password was changed. It has not been changed. Type it again.
staff-sign-in-link-gone-ask = This link was used already or it is too old. Ask your administrator for a new one.
# $email (String) - an address
user-sure = This concerns { $email } and works at once.
user-sure-button = Yes
users-team-makes-no-difference = A team makes a difference only to a handler who is not a policy owner too. Leave it empty.
