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
board-counts-by = KPI 1, 2, 3 and 6 count complaints by the day of receipt, NPS by the day of closing. Facts are those that are known now.
board-value = Value
board-of = Of
board-norm = Norm
board-verdict = Verdict
board-no-norm = no norm yet
board-running = not over yet
board-insufficient = too little data
board-nps = NPS has a page of its own:
board-no-reviews = No handling has been reviewed yet.
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
facts-link = Tell what happened
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
facts-takes-moment = a moment after receipt and not in the future, or the box ‘did not happen’, not both
facts-takes-day = a day after receipt and not in the future
facts-takes-who = only if it happened
