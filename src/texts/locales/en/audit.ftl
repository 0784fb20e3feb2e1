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
audit-unreadable = Entries that cannot be read are left out: somebody changed them in the database. `naklank audit verify` tells which.
audit-earlier = Earlier entries
audit-download = Download this selection
audit-wrong = You see everything, since this is wrong:
audit-takes-day = choose a day that exists; the first lies on or before the last
audit-takes-choice = choose from the list
audit-takes-text = at most 200 characters
audit-takes-link = use the link below the list
audit-takes-nothing = this page does not know it
# $most (String) - a number
audit-too-many = A file from here holds at most { $most } entries. Choose fewer days, or ask the operator for `naklank audit export`.
audit-head = Is it complete?
audit-chain = Each entry has a hash that covers the one before it, so no entry can be changed or removed without it being found. `naklank audit verify` tells. Only a hash that is kept elsewhere proves that the end was not cut off.
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
