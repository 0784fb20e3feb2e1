# The audit: its page, and the mail with its head.

audit-title = Audit
audit-intro = Who did what, newest first. Looking here is kept too.
audit-who = Who
audit-what = What
audit-on = On what
audit-when = When
audit-on-hint = “On what” takes a part of what stands there, such as a reference, or the whole address of a user.
audit-everybody = everybody
audit-everything = everything
audit-operator = the operator, at the command line
audit-unknown = somebody without an account who tried to sign in
# $name (String) - the name of an API key
audit-key = key { $name }
audit-entries = Entries
audit-none = No entry fits.
audit-unreadable = Entries that cannot be read are left out: somebody changed them in the database. “naklank audit verify” tells which.
audit-earlier = Earlier entries
audit-download = Download this selection
audit-wrong = You see everything, since this is wrong:
audit-takes-day = choose a day that exists; the first lies on or before the last
audit-takes-choice = choose from the list
audit-takes-text = at most 200 characters
audit-takes-link = use the link below the list
audit-takes-nothing = this page does not know it
# $most (String) - a number
audit-too-many = A file from here holds at most { $most } entries. Choose fewer days, or ask the operator for “naklank audit export”.
audit-head = Is it complete?
audit-chain = Each entry has a hash that covers the one before it, so no entry can be changed or removed without it being found. “naklank audit verify” tells. Only a hash that is kept elsewhere proves that the end was not cut off.
# $day (String) - a day
# $entries (String) - a number
audit-published = The hash that was last published, on { $day }, over { $entries } entries:
audit-unpublished = No hash has been published yet. That happens once a day.

# $day (String) - a day
audit-mail-subject = Audit: the hash of { $day }
# $organisation (String) - a name
# $day (String) - a day
# $entries (String) - a number
audit-mail-text = This is the hash of the audit of { $organisation }, published on { $day }, over { $entries } entries:
audit-mail-keep = Keep this e-mail. With it the operator can prove at any time that nothing of these entries was changed or removed:
audit-mail-look = Who did what:
audit-mail-why = You get this e-mail each day because you asked for it. On the page of your account you turn it off.

# What was done, as the page tells it; files have the names that are stored.

act-change-texts = changed the texts
act-check-theme = began a check of a theme
act-judge-theme = judged a hit of a theme
act-save-view = saved a view
act-rename-view = renamed a view
act-share-view = shared a view
act-unshare-view = stopped sharing a view
act-delete-view = deleted a view
act-subscribe-to-view = asked for a view by mail
act-unsubscribe-from-view = stopped a view by mail
act-undo-import = undid an import
act-read-themes-by-day = read themes by day
act-propose-norm = proposed a norm
act-adopt-norm = adopted a norm
act-reject-norm = rejected a norm
act-withdraw-norm = withdrew a norm
act-keep-norm = kept a norm after evaluation
act-load-policy-norms = loaded the values of the policy
act-tell-notifications = recorded notifications
act-record-facts = recorded what happened to a complaint
act-draw-quality-sample = drew a sample for review
act-review-quality = reviewed how a complaint was handled
act-correct-review = corrected a review
act-register-complaint = registered a complaint
act-edit-complaint = changed a complaint
act-read-complaint = read a complaint
act-report-complaint = reported a complaint
act-report-bounce = reported a bounced mail
act-pause-sending = paused sending
act-resume-sending = resumed sending
act-retry-sending = retried sending
act-queue-again = queued refused mails again
act-add-suppression = put an address on the list that is never mailed
act-remove-suppression = took an address off the list that is never mailed
act-clear-bounce = cleared a bounce
act-read-person = read what is held of a person
act-erase-person = erased a person
act-object-for-person = noted that a person objects to being asked
act-lift-objection = took back that a person objects
act-restrict-person = kept the data of a person out of use
act-lift-restriction = let the data of a person be used again
act-sign-in = signed in
act-refuse-sign-in = was refused at signing in
act-forget-password = asked for a link, having forgotten the password
act-set-password = set a password
act-end-session = ended a session
act-sign-out = signed out
act-set-up-second-factor = set up the second step
act-remove-second-factor = removed the own second step
act-use-recovery-code = used a recovery code
act-reset-second-factor = removed the second step of a user
act-set-roles = changed roles
act-set-team = changed a team
act-add-user = added a user
act-link-user = made a sign-in link
act-link-to-provider = linked the account to the identity provider
act-unlink-from-provider = unlinked an account from the identity provider
act-disable-user = disabled a user
act-enable-user = let a user in again
act-add-key = made an API key
act-revoke-key = revoked an API key
act-take-up-follow-up = took up a follow-up
act-complete-follow-up = completed a follow-up
act-read-follow-up = read a follow-up
act-assign-follow-up = gave a follow-up to a colleague
act-hand-over-follow-up = handed a follow-up over to another team
act-note-on-follow-up = wrote a note on a follow-up
act-drop-follow-up = dropped a follow-up
act-reopen-follow-up = reopened a follow-up
act-read-contact = looked at contact details
act-mark-discussed = recorded that complaints were discussed
act-rename-cause = renamed a cause
act-merge-causes = merged causes
act-retire-cause = retired a cause
act-restore-cause = restored a cause
act-tie-theme = tied a theme to a cause, or untied it
act-import-causes = imported a list of causes
act-register-improvement = registered an improvement
act-change-improvement = changed an improvement
act-withdraw-improvement = withdrew an improvement
act-close-improvement = closed an improvement
act-prepare-report = prepared a report
act-approve-report = approved a report
act-publish-report = published a report
act-reject-report = decided not to publish a report
act-discard-report = threw a draft of a report away
act-withdraw-report = withdrew a published report
act-assess-policy = assessed a sentence of the policy
act-publish-questionnaire = published a questionnaire
act-make-theme = made a theme
act-change-theme = changed a theme
act-remove-theme = removed a theme
act-set-theme = gave an answer a theme, or took it away
act-explain-signal = recorded the cause of a signal
act-note-change = recorded a change
act-withdraw-change = withdrew a change
act-import-responses = imported answers
act-import-complaints = imported complaints
act-rebuild-tallies = rebuilt the counts
act-backup = made a backup
act-drill-restore = tried to restore a backup
act-move = moved the installation to PostgreSQL
act-move-undo = undid the move to PostgreSQL
act-use-secret = began to use another key of the secret file
act-drop-secret = did away with a key of the secret file
act-read-verbatims = read what respondents wrote
act-read-responses = read single answers
act-export-responses = exported answers
act-export-audit = downloaded the audit
act-read-audit = read the audit
act-read-nps-by-day = read the NPS by day
act-read-satisfaction-by-day = read satisfaction by day
act-read-funnel-by-day = read the funnel by day
act-read-control-chart-by-day = read the control chart by day
act-read-difference-by-day = read a difference by day
act-read-dashboard-by-day = read the dashboard by day
act-read-norm-proposal-by-day = read the proposal of a norm by day
act-read-norm-backtest-by-day = read the back-test of a norm by day
# $person (String) - an address
# $key (String) - the name of an API key
audit-by-key = { $person }, by key { $key }
audit-newest = Newest entries
audit-told-first = the first
audit-told-last = the last day
# $from (String)
# $to (String)
audit-told-days = { $from } to { $to }
# $who (String)
audit-told-who = by { $who }
audit-told-some-who = by one person
# $what (String)
audit-told-what = what: { $what }
audit-told-on = about one subject
# $year (String)
# $sentence (String)
audit-told-sentence = { $year }, sentence ‘{ $sentence }’ of the policy
# $edition (String)
audit-told-edition = edition { $edition }
