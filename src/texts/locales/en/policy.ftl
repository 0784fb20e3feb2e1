# The key performance indicators.

kpi-acknowledgement = Acknowledgement of receipt
kpi-phone-response = First substantive telephone response
kpi-written-response = First substantive written response
kpi-handling-quality = Quality of handling
kpi-nps = NPS over complaint handling
kpi-complaint-rate = Complaints as a share of notifications

## How a clock counts.

clock-heading = In time?
clock-how = How this was counted
# $moment (String) - a day and a time
clock-received = received { $moment }
# $moment (String) - a day and a time
clock-received-not-counted = received { $moment } (the day of receipt does not count)
# $number (String) - 1 for the first day that counts
# $day (String) - a day in words
clock-day = working day { $number }: { $day }
# $day (String) - a day in words
clock-weekend = { $day } does not count (weekend)
# $day (String) - a day in words
# $holiday (String) - the name of a holiday
clock-holiday = { $day } does not count ({ $holiday })
# $day (String) - a day in words
clock-free = { $day } does not count (a free day)
# $day (String) - a day in words
clock-until-end = in time until the end of { $day }
# $moment (String) - a day and a time
clock-until = in time until { $moment }
# $moment (String) - a day and a time
clock-happened-timely = happened { $moment }: in time
# $moment (String) - a day and a time
clock-happened-late = happened { $moment }: late
clock-never-late = known not to have happened: late
clock-pending = not happened yet: the time is not over
clock-open-late = not happened, and the time is over: late
clock-unknown = closed, and it was not told whether it happened: unknown
clock-not-applicable = not needed for this complaint

clock-standing-timely = in time
clock-standing-late = late
clock-standing-pending = pending
clock-standing-unknown = unknown
clock-standing-not-applicable = not applicable

holiday-new-years-day = New Year's Day
holiday-good-friday = Good Friday
holiday-easter-sunday = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-kings-day = King's Day
holiday-liberation-day = Liberation Day
holiday-ascension-day = Ascension Day
holiday-whit-sunday = Whit Sunday
holiday-whit-monday = Whit Monday
holiday-christmas-day = Christmas Day
holiday-boxing-day = Boxing Day

## The scoreboard.

board-title = KPIs
# $year (String) - a year
board-title-year = KPIs of { $year }
board-years = Year
board-counts-by = KPI 1, 2, 3 and 6 count complaints by the day of receipt, KPI 4 and NPS by the day of closing. Figures follow what is recorded now.
board-value = Value
board-of = Of
board-norm = Norm
board-verdict = Verdict
board-no-norm = no norm yet
board-running = not over yet
board-insufficient = too little data
board-nps = NPS has a page of its own:
board-rate-rewards = This KPI also gets better when fewer complaints are registered. Look at it together with what customers say in the survey.
# $count (String) - how many complaints
board-pending = Still pending: { $count }.
# $count (String) - how many complaints
# $low (String) - a percentage
# $high (String) - a percentage
board-unknown = Not known: { $count }. If all of these were late, the value would be { $low }; if all were in time, { $high }.
board-received-in = Received in
board-complaints = Complaints
board-notifications = Notifications
board-not-known = not known

# $from (String) - a day
# $to (String) - a day
behind-range = Complaints received from { $from } to { $to }.
behind-none = There are none.
# $moment (String) - a day and a time
behind-received = received { $moment }
behind-next = Further
board-waits = something is still pending
# $values (String) - the values of filters
board-only = Only: { $values }.
board-all = Show all
# $count (String) - how many complaints
board-automatic = Acknowledged by an automatic message: { $count }.

## The form in which a person tells what happened.

# $reference (String) - the reference of a complaint
facts-title = Complaint { $reference }: what happened
facts-done = Your entries have been saved.
facts-wrong = Nothing has been saved yet. Please correct these fields:
facts-button = Save
facts-link = Record what happened
facts-never = This did not happen
facts-not-told = not known
facts-needed = yes
facts-not-needed = no
facts-acknowledged = Receipt acknowledged
facts-acknowledged-by = Acknowledged by
facts-by-person = a person
facts-by-automatic = an automatic message
facts-phone-attempted = Called without reaching anybody
facts-phone-response = First substantive telephone response
facts-phone-required = A call was needed
facts-written-response = First substantive written response
facts-written-required = A written response was needed
facts-answered-by = Written response by
facts-by-board = the board
facts-by-other = another
facts-employee-discussed = Discussed with the employee
facts-team-discussed = Discussed in the team
facts-takes-moment = Fill in a moment after receipt and not in the future, or tick ‘did not happen’, not both.
facts-takes-day = Fill in a day on or after the day of receipt, and not in the future.
facts-takes-who = Choose this only if it happened.

## The quality of handling.

quality-title = Quality of handling
# $size (String) - how many closures are drawn each month
quality-how = On the third day of a month, { $size } of the complaints that were closed in the month before are drawn at random, from each team in proportion. Colleagues who did not handle a complaint give points for each sub-topic.
quality-next = Review the next complaint
quality-nothing-left = There is nothing for you to review.
quality-none = No month has been drawn yet. The first draw follows by itself, on the third day after a month in which complaints were closed.
quality-closed-in = Closed in
quality-closures = Closed complaints
quality-drawn = Drawn
quality-reviewed = Reviewed
quality-interval = 90 % interval
quality-draw-heading = Draw an earlier month
quality-draw-note = For a month from before this page was used. A month is drawn once.
quality-month = Month
quality-draw-button = Draw
quality-no-month = Please enter a month, such as 2026-03.
quality-running = This month is not over yet. It is drawn by itself when it is.
quality-drawn-before = This month was drawn before, and a month is drawn once.
quality-nothing-closed = No complaint was closed in this month.
# $version (String) - the name of a checklist
quality-checklist = Checklist { $version }
# $most (String) - the most points
quality-points = Each sub-topic gets 0 to { $most } points. One that does not apply is left out.
quality-review-done = Your review has been saved.
# $month (String) - a month in words
quality-month-title = Quality of handling: { $month }
quality-draw-done = The month has been drawn.
# $drawn (String) - how many were drawn
# $closures (String) - from how many
# $moment (String) - a day and a time
quality-month-drawn = { $drawn } of { $closures } closed complaints were drawn on { $moment }.
# $reviewed (String) - how many were reviewed
# $drawn (String) - how many were drawn
quality-month-reviewed = Reviewed: { $reviewed } of { $drawn }.
quality-complaint = Complaint
quality-reviewer = Asked to review
quality-review = Review
quality-is-reviewed = reviewed
quality-is-open = to be reviewed
# $closure (String) - a number, from 2 on
quality-closure = closure { $closure }
quality-proof = How this draw can be checked
quality-proof-how = The number of a complaint is the SHA-256 of the seed, its reference, a zero byte and the closure. In each team the smallest numbers are drawn. With this seed the command draws again and compares the outcome:

# $reference (String) - the reference of a complaint
review-title = Review complaint { $reference }
review-not-drawn = This complaint was not drawn. Your review is kept, and does not count for KPI 4.
review-correct-note = This complaint has been reviewed. What you save now counts; the earlier review is kept beside it.
review-button = Save review
review-correct-button = Save correction
# $most (String) - the most points
review-scale = 0 is worst, { $most } is best.
review-not-applicable = does not apply
review-leave-empty = Leave it empty if it does not apply.
review-history = Reviews so far
review-when = When
review-wrong-points = Nothing has been saved yet. Please give points for at least one sub-topic, within its scale.
review-own-work = You handled this complaint yourself, so a colleague has to review it. Nothing has been saved.
review-reviewed = This complaint has been reviewed since; that review is below. Nothing has been saved yet. If you save again, your points count.
# $reviewed (String) - how many were reviewed
# $drawn (String) - how many were drawn
# $closures (String) - from how many
board-sample = Reviewed: { $reviewed } of { $drawn } drawn, from { $closures } closed complaints.
# $low (String) - a percentage
# $high (String) - a percentage
board-sample-interval = With 90 % confidence the quality of all handling lies between { $low } and { $high }.
board-sample-topic = Sub-topic
board-closed-in = Closed in
## The notifications of a year, and what the KPI over them rewards.

board-tell-notifications = Enter notifications, and see complaints by team and channel
# $year (String) - a year
told-title = Notifications of { $year }
told-intro = KPI 6 is the number of complaints as a share of the number of notifications. Enter here how many notifications came in a month. A month without a count is unknown, not zero.
told-done = Your entries have been saved.
told-wrong = Nothing has been saved yet. Please correct this first:
told-fewer = fewer notifications than complaints
# $months (String) - names of months
told-fewer-note = Please check: there are fewer notifications than complaints in these months: { $months }. The counts have been saved. Are they right?
told-months = Months
told-sum = Without a count of all products together, the products are added up.
told-no-months = No month of this year has begun.
told-month = Month
told-product = Product
told-all = all together
told-count = Number of notifications
told-share = Complaints as a share of notifications
told-one-heading = Enter one month
told-product-hint = Leave this empty for all products together.
told-many-heading = Enter several months at once
told-rows = Rows (CSV)
told-rows-hint = The first line names the columns: month,product,count. Below it stands a line for each month, such as 2026-03,,1250. You may leave the column product out. If one line is wrong, nothing is saved.
told-takes-month = Fill in a month that has begun, such as 2026-03.
told-takes-product = Fill in a name of at most 200 characters on one line, or nothing.
told-takes-count = Fill in a whole number, digits only, like 1250.
told-takes-nothing = There is no such field.
told-button = Save

rewards-heading = Complaints by team and channel
rewards-none = For no completed month of this year is the number of notifications known.
# $months (String) - how many months
# $notifications (String) - how many notifications
# $complaints (String) - how many complaints
rewards-over = Counted over { $months } completed months with a known number of notifications: { $notifications } notifications and { $complaints } complaints.
rewards-caution = Notifications are not counted by team or channel: every row is over all notifications, so a large team has many. This KPI also gets better when fewer complaints are registered. If a team’s number falls, ask whether it causes fewer complaints or registers fewer.
rewards-complaints = Complaints
rewards-per-thousand = Per 1,000 notifications
rewards-others = Complaints of all others
rewards-others-per-thousand = All others per 1,000 notifications
# $minimum (String) - how many complaints
rewards-hidden = Hidden: fewer than { $minimum } complaints, or a number from which such a small one could be computed.
rewards-followed-heading = Answers of 0 to 6
# $year (String) - a year
rewards-followed-none = No follow-up of such an answer of { $year } has been completed.
# $minimum (String) - the privacy threshold
# $year (String) - a year
rewards-followed-few = Fewer than { $minimum } follow-ups of such answers of { $year } have been completed; that number is hidden.
# $ended (String) - how many answers
# $year (String) - a year
rewards-followed = The follow-up of { $ended } answers of { $year } has been completed.
# $registered (String) - how many answers
# $others (String) - how many answers
rewards-followed-registered = For { $registered } of them a complaint was registered, for { $others } it was not.
# $minimum (String) - the privacy threshold
rewards-followed-hidden = For how many of them a complaint was registered is hidden: that number or the rest is smaller than { $minimum }.
rewards-followed-why = A low score can be about a problem that was never registered as a complaint. This shows how often one was registered after all.
## The form in which a person registers and corrects a complaint.

# $reference (String) - the reference of a complaint
hand-title = Complaint { $reference }: correct, close or reopen it
hand-link = Correct, close or reopen this complaint
hand-register = Register
# $when (String) - after how long
hand-closing = Once the complaint is closed, the customer gets an e-mail with the survey { $when }, unless you tick ‘Do not ask this customer’.
# $time (String) - a number of days in words
hand-after = after { $time }
hand-soon = shortly afterwards
hand-status = Status
hand-open = open
hand-closed = closed
hand-received = Received on
hand-closed-at = Closed on, if it is closed
hand-name = Name of the complainant
hand-email = E-mail address of the complainant
hand-phone = Telephone number of the complainant
hand-language = Language of the complainant
hand-handler = Handled by
hand-causes = Causes, with | between them, the main cause first
hand-do-not-ask = Do not ask this customer
hand-reason = Reason not to ask
hand-no-reason = none
hand-note = Note on this reason
hand-taken = Another complaint already has this reference. Fill in another one.
hand-takes-reference = Fill in a reference of 1 to 200 characters on one line, and not ‘.’ or ‘..’.
hand-takes-received = Fill in a moment that is not in the future, and not after what has been recorded about this complaint.
hand-takes-closed = Fill this in when the complaint is closed, and only then: a moment after receipt and not in the future.
hand-takes-name = Fill in a name with a letter in it.
hand-takes-causes = Fill in at most 20 causes of at most 200 characters, none of them empty.
hand-takes-reason = Choose a reason when the customer is not asked, and only then.
hand-takes-note = Fill this in only when the customer is not asked. It is needed with ‘another reason’.
hand-takes-choice = Choose one of the options.
hand-takes-text = Fill in at most 200 characters, on one line.
hand-takes-nothing = This form does not have this field.
# $last (String) - a percentage
# $before (String) - a percentage
board-bunching = Of the responses in time, { $last } came only in the last tenth of the time allowed; each earlier tenth had { $before } on average.
# $verdict (String) - the word of a verdict
# $day (String) - a day in words
board-official = { $verdict } (official since { $day })
review-see-theirs = To that review
review-by = Reviewer
hand-changed = This complaint was changed since you opened this form. Nothing has been saved. Look at it as it is now; if you save once more, what you typed takes its place.
hand-forgotten = Name, e-mail address and telephone number of this customer were removed at the end of their retention, and are kept again only when the complaint is reopened. Nothing has been saved.
hand-differences = What differs
hand-field = Field
hand-stored = As stored
hand-yours = As you entered it
hand-ticked = ticked
hand-causes-offered = Causes that are in use
hand-see-now = See the complaint as it is now
# $moment (String) - a day and a time
board-as-of = As it stood on { $moment }: what is dated later was not known then.
board-now = Show it as it is now
hand-takes-email = Fill in an e-mail address, like name@example.org.
hand-takes-phone = Fill in a telephone number of 6 to 15 digits, like 020 123 45 67 or +31 20 123 45 67.
board-rate-not-by = Notifications are counted by product only, so this KPI is not calculated for this part.
# $months (String) - names of months
board-rate-unknown = Not known: the notifications of { $months }. So there is no figure for the year yet.
board-rate-running = Counted are the months that are over.
board-bunching-marked = This suggests that people work towards the deadline.
facts-find-button = Show the complaint
