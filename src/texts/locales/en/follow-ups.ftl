# Getting back to customers.

follow-ups-title = Follow-up
follow-ups-intro = Everyone who gave 0 to 6 or asked to be contacted is listed here. Take up an answer to read it. From then on the customer can no longer change it.
follow-ups-none = There is nothing to follow up.
# $most (Number) - how many are listed
follow-ups-most = Only the first { $most } are shown.
follow-ups-complaint = Complaint
follow-ups-why = Why
follow-ups-due = Due by
follow-ups-status = Status
follow-ups-wants-contact = wants contact
follow-ups-detractor = low score, wants no contact
follow-ups-overdue = overdue
follow-ups-new = new
# $who (String) - an address of staff
follow-ups-taken-up = taken up by { $who }
follow-ups-take-up = Take up
# $days (String) - a number
follow-ups-done-heading = Done in the last { $days } days
follow-ups-done-at = Done
follow-ups-done-by = By
follow-ups-done-late = late
follow-ups-read = Read the answer

# $reference (String) - the complaint
follow-up-title = Follow-up of complaint { $reference }
# $when (String) - a moment in words
follow-up-answered = Answered on { $when }.
follow-up-score = Score
follow-up-comment = Reason
follow-up-no-comment = No reason was given.
follow-up-contact-heading = Contact
# $due_on (String) - a day in words
follow-up-contact = You may contact this customer. Do so by { $due_on }.
follow-up-no-contact = This customer did not agree to be contacted. Do not contact them.
follow-up-contact-gone = The contact details are no longer kept. Look them up in the complaints system.
follow-up-done-button = Complete the follow-up
# $when (String) - a moment in words
follow-up-done = The follow-up was completed on { $when }.
