# The invitation by e-mail. The subject does not say "complaint": mailboxes are shared.

mail-subject = What do you think of our contact with you?
# $name (String) - the respondent
mail-dear = Dear { $name },
mail-dear-unnamed = Dear Sir or Madam,
# $closed_on (String) - a day in words
mail-closed = We closed your complaint on { $closed_on }. How did you find the way we handled it? Criticism is welcome. It takes about a minute.
mail-reminder-subject = Reminder: what do you think of our contact with you?
# $closed_on (String) - a day in words
mail-reminder = We closed your complaint on { $closed_on }. We asked you before what you thought of the way we handled it. If you have not sent your answer yet, you still can. Criticism is welcome. It takes about a minute.
mail-choose = Choose a score. A page opens; send your answer there.
mail-link = Open the survey
mail-no-change = Your answer does not change the outcome of your complaint.
# $expires_on (String) - a day in words
mail-expires = The link works until { $expires_on }.
mail-regards = Kind regards,
mail-unsubscribe = No more surveys?
mail-unsubscribe-link = Unsubscribe here
