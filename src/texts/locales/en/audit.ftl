# The audit: its page, and the mail with its head.

# $day (String) - a day
audit-mail-subject = Audit: the hash of { $day }
# $organisation (String) - a name
# $day (String) - a day
# $entries (String) - a number
audit-mail-text = This is the hash of the audit of { $organisation }, published on { $day }, over { $entries } entries:
audit-mail-keep = Keep this e-mail. With it the operator can prove at any time that nothing of these entries was changed or removed:
audit-mail-look = Who did what:
audit-mail-why = You get this e-mail each day because you asked for it. On the page of your account you turn it off.
