# Which complaints were discussed.

discussed-title = Discussed complaints
discussed-intro = A complaint is always discussed with the employee who handled it, and in the team. Tick the complaints, choose with whom they were discussed and enter the day. You can tick many at once, for example after a team meeting.
discussed-list = Closed complaints
discussed-show = Show
discussed-show-all = all
discussed-show-not-with-employee = not discussed with the employee
discussed-show-not-in-team = not discussed in the team
discussed-none = No closed complaint matches your choice.
# $page (String) - a number
discussed-page = Page { $page }. The complaints that closed last are on the first page.
discussed-previous = Previous page
discussed-next = Next page
discussed-tick-all = Tick all complaints on this page
discussed-complaint = Complaint
discussed-closed-on = Complaint closed on
discussed-one = One complaint
discussed-facts = Record everything
discussed-not-yet = not known
discussed-elsewhere = Also ticked, but not in this list
discussed-with = With whom was it discussed?
discussed-with-employee = With the employee
discussed-with-team = In the team
discussed-on = On which day?
discussed-replace = Also replace days that are already there. First you see how many these are.
discussed-button = Record
discussed-to-share = To the share that was discussed in time
# $count (Number) - how many days
# $shown (String) - the same as words
discussed-replacing-title = { $count ->
    [one] Replace { $shown } earlier day?
   *[other] Replace { $shown } earlier days?
}
# $count (Number) - how many days
# $shown (String) - the same as words
# $day (String) - the new day
discussed-replacing-what = { $count ->
    [one] { $shown } complaint already has another day. { $day } takes its place.
   *[other] { $shown } complaints already have another day. { $day } takes its place.
}
# $count (Number) - how many complaints
# $shown (String) - the same as words
discussed-replacing-added = { $count ->
    [one] { $shown } other complaint has no day yet and gets this day too.
   *[other] { $shown } other complaints have no day yet and get this day too.
}
# $count (Number) - how many days
# $shown (String) - the same as words
discussed-replacing-confirm = { $count ->
    [one] Yes, replace { $shown } day
   *[other] Yes, replace { $shown } days
}
discussed-replacing-back = No, back to the list
# $count (Number) - how many complaints
# $shown (String) - the same as words
discussed-done = { $count ->
    [one] Recorded for { $shown } complaint.
   *[other] Recorded for { $shown } complaints.
}
# $count (Number) - how many complaints
# $shown (String) - the same as words
discussed-kept = { $count ->
    [one] { $shown } complaint kept the day it had.
   *[other] { $shown } complaints kept the day they had.
}
discussed-wrong = Nothing has been recorded yet. Please correct this:
discussed-nothing-chosen = Tick at least one complaint.
# $most (String) - a number
discussed-too-many = Tick at most { $most } complaints at once.
discussed-not-with-whom = Choose the employee or the team.
discussed-no-day = Fill in a day that exists, with year, month and day, such as 2026-03-20.
discussed-ahead = Choose today or an earlier day.
# $references (String) - references of complaints
discussed-unknown = These complaints do not exist, or another team handles them: { $references }.
# $references (String) - references of complaints
discussed-before-receipt = On that day these complaints had not been received yet: { $references }.
# $references (String) - references of complaints
# $count (String) - how many others
discussed-and-more = { $references } and { $count } more
# $days (String) - a number
discussed-share = Discussed within { $days } days
# $days (String) - a number
discussed-share-how = Of the complaints that were closed in the last twelve months: which share was discussed within { $days } days of closing? A complaint that was reopened counts on the day on which it last closed. A discussion before that day counts as in time, also one from before the complaint was reopened. When the time is over and no day is known, it is not known whether the complaint was discussed. The lower percentage counts such a complaint as not discussed, the higher one as discussed.
discussed-share-none = No complaint was closed in the last twelve months.
# $team (String) - the name of a team
discussed-share-of = By month, of this team: { $team }
discussed-by-team = By team
discussed-month = Month of closing
discussed-together = All months
discussed-number = Closed
discussed-both = Both
# $low (String) - a percentage
# $high (String) - a percentage
discussed-between = { $low } to { $high }
# $timely (String) - how many
# $counted (String) - of how many
discussed-of = { $timely } of { $counted }
# $count (String) - how many complaints
discussed-pending = { $count } still within the time
