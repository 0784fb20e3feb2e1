# The evaluation of the policy, sentence by sentence: the page of staff.

# $year (String) - a year
assessment-title = Our policy in { $year }, sentence by sentence
assessment-intro = Beside each sentence of the policy stands what the data says about it. You judge yourself whether we do what it says. Your judgements and notes go into the internal evaluation.
# $judged (String) - how many
# $all (String) - of how many
assessment-judged = Judged: { $judged } of { $all } sentences.
# $count (String) - how many
assessment-done = Saved. Number of new judgements: { $count }.
assessment-wrong = Nothing has been saved yet. Please correct this:
assessment-no-judgement = choose a judgement for your note
# $most (String) - a number
assessment-long-note = write at most { $most } characters
assessment-gone = this sentence is not in the policy any more
# $key (String) - the key of a sentence
assessment-unknown = The sentence ‘{ $key }’ is not in the policy any more. You wrote about it:
assessment-changed = a colleague judged this in the meantime; look at that judgement, and send yours again if you stand by it
# $judgement (String) - a judgement
# $moment (String) - a day and a time
# $who (String) - the address of a user
assessment-latest = Latest judgement: { $judgement }, { $moment } by { $who }.
assessment-note = Note (may be left empty)
assessment-button = Save the judgements
assessment-back = All reports
# $share (String) - a percentage
# $part (String) - how many
# $all (String) - of how many
assessment-share = { $share } ({ $part } of { $all })
# $rate (String) - a number with two decimals
# $complaints (String) - how many complaints
# $notifications (String) - how many notifications
assessment-rate = { $rate } complaints for each 100 notifications ({ $complaints } for { $notifications })
# $nps (String) - points
# $low (String) - points
# $high (String) - points
# $responses (String) - how many answers
assessment-nps = { $nps } ({ $low } to { $high }), { $responses } answers
# $count (String) - how many
# $share (String) - a share with its counts
assessment-untold = Of { $count } it is not known. If these were not done, it is { $share }.
assessment-no-data = no data about this year
assessment-not-published = not published
assessment-no-evidence = The data says nothing about this.
assessment-acknowledged = Complaints received whose receipt was confirmed in time
assessment-called = Complaints received about which the customer was called in time
assessment-answered-in-writing = Complaints received with a substantive answer in time
assessment-handling-quality = Points that reviewers gave
assessment-quality-reviewed = Complaints drawn that were reviewed
assessment-nps-followed = NPS of the year, with the 95 % interval
assessment-complaint-rate = Complaints in proportion to notifications
assessment-kifid-pointed = Closed complaints, rejected in whole or in part, in which the customer was pointed to Kifid or the court
assessment-board-answered = Closed board complaints that the board answered itself
assessment-discussed-with-employee = Closed complaints that were discussed with the employee within 30 days
assessment-discussed-in-team = Closed complaints that were discussed in the team within 30 days
assessment-causes-found = Complaints received with a cause
assessment-improvements-followed = Improvements in the year of which it can be told whether they work
assessment-followed-up = Follow-ups of the year that were done in time
assessment-report-published = The complaint report on the year before was published on
assessment-evaluated = The internal evaluation of the year before was published on
assessment-norm-in-ledger = KPIs with a norm at the end of the year
