# The mails to staff about getting back to customers.

# $reference (String) - the complaint
follow-up-mail-contact-subject = Follow-up { $reference }: the customer wants contact
# $organisation (String) - a name
# $reference (String) - the complaint
follow-up-mail-contact = A customer of { $organisation } asked to be contacted, in an answer about complaint { $reference }.
# $due (String) - a day in words
follow-up-mail-contact-by = Contact the customer by { $due } at the latest.
# $due (String) - a day in words
follow-up-mail-contact-overdue = It should have been done by { $due }. Contact the customer as soon as you can.
follow-up-mail-contact-look = Open the follow-up:
follow-up-mail-contact-why = You get this e-mail because you may handle this follow-up. If a colleague has taken it up, you need not do anything.

# $count (Number) - how many
follow-up-mail-due-subject = { $count ->
    [one] 1 follow-up is due
   *[other] { $count } follow-ups are due
}
# $organisation (String) - a name
follow-up-mail-due = These follow-ups of { $organisation } are due today, late or opened again:
# $reference (String) - the complaint
follow-up-mail-due-today = { $reference }: due today
# $reference (String) - the complaint
# $due (String) - a day
follow-up-mail-due-overdue = { $reference }: late, was due by { $due }
# $reference (String) - the complaint
follow-up-mail-due-reopened = { $reference }: opened again
# $count (Number) - how many
follow-up-mail-due-more = { $count ->
    [one] 1 more is on the page.
   *[other] { $count } more are on the page.
}
follow-up-mail-due-look = All follow-ups:
follow-up-mail-due-why = You get this e-mail on each working day on which something is due that is yours or your team's. You can stop it on your account page:
