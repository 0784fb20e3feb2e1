# The mails that ask, and what became of an invitation.

mail-subject = How did you find your contact with us?
# $name (String) - the respondent
mail-dear = Dear { $name },
mail-dear-unnamed = Dear Sir or Madam,
# $closed_on (String) - a day in words
mail-closed = We closed your complaint on { $closed_on }. How did you find the way we handled it? Criticism is welcome. It takes about a minute.
mail-reminder-subject = Reminder: how did you find your contact with us?
# $closed_on (String) - a day in words
mail-reminder = We closed your complaint on { $closed_on }. We asked you before what you thought of the way we handled it. If you have not sent your answer yet, you still can. Criticism is welcome. It takes about a minute.
mail-choose = Choose a score. A page opens; send your answer there.
mail-link = Open the survey
mail-no-change = Your answer does not change the outcome of your complaint.
# $expires_on (String) - a day in words
mail-expires = The link works until { $expires_on }.
# $expires_on (String) - a day in words
mail-preheader = One score is enough. You can answer until { $expires_on }.
# $reference (String) - the complaint's number at the organisation
mail-reference = Our reference: { $reference }
# $score (String) - 0 to 10
mail-score = Score { $score }, from 0 to 10
mail-regards = Kind regards,
mail-unsubscribe = No more surveys?
mail-unsubscribe-link = Unsubscribe here

state-planned = planned
state-sent = sent, no answer yet
state-answered = answered
state-expired = expired without an answer
state-withheld = not asked
state-withdrawn = withdrawn
state-undeliverable = undeliverable

reason-opted-out = staff decided not to ask
reason-not-in-audience = this group of complainants is not asked
reason-no-address = no e-mail address
reason-invalid-address = the e-mail address cannot be mailed
reason-too-late = reported too late after closing
reason-suppressed = the address is on the list that is never mailed
reason-cool-down = the address was mailed shortly before
reason-holdout = drawn at random not to be asked
reason-reopened = the complaint was reopened
reason-erased = the person's details were erased

optout-refused = the person refused
optout-bereavement = bereavement
optout-threat = threat
optout-test = a test
optout-other = another reason
