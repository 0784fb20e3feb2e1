# Getting back to customers.

follow-ups-title = Follow-up
follow-ups-intro = Everyone who gave 0 to 6 or asked to be contacted is listed here, the most urgent first. Take up an answer to read it. From then on the customer can no longer change it.
follow-ups-recorded = This has been recorded.
follow-ups-none = There is nothing to follow up.
follow-ups-lists = Lists
follow-ups-list-mine = Mine
follow-ups-list-team = My team
follow-ups-list-overdue = Late
follow-ups-list-unassigned = Held by no one
follow-ups-list-all = All
# $list (String) - the name of a list
# $count (String) - how many follow-ups it has
follow-ups-list-count = { $list } ({ $count })
follow-ups-complaint = Complaint
follow-ups-why = Why
follow-ups-due = Due by
follow-ups-score = Score
follow-ups-product = Product
follow-ups-team = Team
follow-ups-closed = Complaint closed on
follow-ups-items = Items rated
follow-ups-holder = Held by
follow-ups-no-one = no one
follow-ups-unknown = not known
follow-ups-wants-contact = wants contact
follow-ups-detractor = low score, wants no contact
follow-ups-late = late
follow-ups-late-is = Late means: the day by which it was due has passed, and it had not ended by then.
follow-ups-late-listed = The list ‘Late’ holds those that are still open.
follow-ups-take-up = Take up
follow-ups-newer = Previous page
follow-ups-older = Next page
# $days (String) - a number
follow-ups-done-heading = Ended in the last { $days } days
follow-ups-done-at = Ended
follow-ups-done-by = By
follow-ups-done-how = Outcome

follow-up-status-open = waits to be taken up
follow-up-status-taken-up = taken up
follow-up-status-done = done
follow-up-status-dropped = dropped

follow-up-outcome-explained = Explained to the customer
follow-up-outcome-put-right = Put right
follow-up-outcome-complaint-registered = Registered as a new complaint
follow-up-outcome-no-contact-possible = The customer could not be reached
follow-up-outcome-nothing-needed = Nothing more was needed
# $outcome (String) - an outcome
# $reference (String) - the complaint that was registered
follow-up-outcome-with-complaint = { $outcome }: { $reference }

# $reference (String) - the complaint
follow-up-title = Follow-up of complaint { $reference }
# $when (String) - a moment in words
follow-up-answered = Answered on { $when }.
follow-up-status = Status
follow-up-outcome = What came of it?
follow-up-reason = Reason
follow-up-answer = The answer
follow-up-unread = You can read the answer once this follow-up is taken up.
follow-up-comment = Reason for the score
follow-up-no-comment = No reason was given.
follow-up-ratings = Ratings
follow-up-other-team = Another team handles this complaint, so you cannot open it here. Look it up in the complaints system.

follow-up-contact-heading = Contact
# $due_on (String) - a day in words
follow-up-contact = You may contact this customer. Do so by { $due_on }.
# $due_on (String) - a day in words
follow-up-contact-overdue = You may contact this customer. It should have been done by { $due_on }, so do it as soon as you can.
follow-up-contact-again = You may contact this customer. The follow-up was opened again, so do it as soon as you can.
follow-up-no-contact = This customer wants no contact. Read the answer and learn from it, but do not call or write.
follow-up-contact-holder = Only the person who holds this follow-up can see how to reach the customer.
follow-up-contact-ended = This follow-up has ended, so how to reach the customer is no longer shown.
follow-up-contact-recorded = Each look at the contact details is kept in the audit.
follow-up-contact-show = Show contact details
follow-up-contact-name = Name
follow-up-contact-mail = E-mail
follow-up-contact-phone = Telephone
follow-up-contact-gone = The contact details are no longer kept. Look them up in the complaints system.
# $reference (String) - the complaint
follow-up-no-phone = No telephone number is known here. Look up the telephone number of complaint { $reference } in the complaints system.

follow-up-finish-heading = Finish
follow-up-registered = Reference of the new complaint
follow-up-registered-hint = Only if it was registered as a new complaint, since the answer.
follow-up-done-button = Complete the follow-up
follow-up-drop = Drop it
follow-up-drop-text = Drop a follow-up if nothing needs to be done, for example because it is a test.
follow-up-drop-reason = Why is it dropped?
follow-up-drop-button = Drop the follow-up
follow-up-reopen-text = You can open it again. You then hold it. The notes stay.
follow-up-reopen-button = Open again

follow-up-hold-heading = Who handles it?
# $who (String) - an address of staff
follow-up-held-by-other = { $who } holds this follow-up. Give it to yourself if you take it over.
follow-up-colleague = Give it to
follow-up-choose = Choose
follow-up-give-to-no-one = no one: I give it back
# $who (String) - the reader's own address
follow-up-yourself = { $who } (you)
follow-up-assign-button = Give
follow-up-team = Hand it over to team
follow-up-team-hint = The other team then has it, and no one holds it yet.
follow-up-hand-over-button = Hand over

follow-up-history = Notes and history
follow-up-no-history = Nothing has been written yet.
follow-up-note = New note
follow-up-note-hint = Notes cannot be changed. They are removed together with the answer.
follow-up-note-button = Save the note
# $when (String) - a moment in words
# $who (String) - an address of staff
follow-up-entry = { $when }, { $who }
follow-up-entry-note = Note
follow-up-entry-taken-up = Taken up
# $who (String) - an address of staff
follow-up-entry-assigned = Given to { $who }
follow-up-entry-given-back = Given back to no one
# $team (String) - the name of a team
follow-up-entry-handed-over = Handed over to team { $team }
follow-up-entry-done = Completed
# $outcome (String) - an outcome
follow-up-entry-done-with = Completed: { $outcome }
follow-up-entry-dropped = Dropped
# $reason (String) - words of staff
follow-up-entry-dropped-with = Dropped: { $reason }
follow-up-entry-reopened = Opened again
# $who (String) - an address of staff
follow-up-entry-released = { $who } may not handle it any more; from then on no one held it

# $who (String) - an address of staff
follow-up-refused-held = { $who } holds this follow-up. Nothing was changed.
follow-up-refused-not-held = Nothing was changed. Take up this follow-up first.
follow-up-refused-ended = This follow-up has ended. Nothing was changed. Open it again first.
follow-up-refused-open = This follow-up is open already. Nothing was changed.
follow-up-refused-changed = A colleague has changed this follow-up meanwhile. Nothing was changed. Below is how it is now.
follow-up-refused-no-contact = This customer wants no contact, so there are no contact details.
# $most (String) - a number
follow-up-takes-note = Write a note of at most { $most } characters.
follow-up-takes-outcome = Choose what came of it.
follow-up-takes-registered = Fill in the reference of the new complaint.
# $outcome (String) - an outcome
follow-up-takes-no-registered = Leave this empty, or choose ‘{ $outcome }’.
follow-up-takes-known = There is no new complaint with this reference here. Fill in the reference of another complaint that was received on the day of the answer or later, and that you can open here.
follow-up-register-first = Is the new complaint not registered here yet?
# $most (String) - a number
follow-up-takes-reason = Write a reason of at most { $most } characters.
follow-up-takes-colleague = Choose a colleague who handles follow-ups of this team.
follow-up-takes-team = Choose another team.
follow-up-takes-nothing = This page does not know this field.

follow-ups-figures-title = Follow-up in time
follow-ups-figures-intro = A follow-up counts in the month in which it was due, for the team that has it. It was in time if it ended on that day or before.
follow-ups-figures-again = That includes those that are still open. Opening it again later makes no difference.
follow-ups-figures-none = Nothing was due in the last twelve months.
follow-ups-figures-month = Due in
follow-ups-figures-due = Due
follow-ups-figures-in-time = In time
follow-ups-figures-late = Late
follow-ups-figures-overdue = Late and still open
follow-ups-figures-pending = Not due yet
follow-ups-figures-share = In time (%)
follow-ups-figures-together = all teams
follow-ups-figures-running = The share is shown once the month is over.
follow-ups-figures-no-share = –
