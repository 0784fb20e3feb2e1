# Improvements and their effect.

## The list of improvements

improvements-title = Improvements
improvements-intro = An improvement is a measure against a cause of complaints. Before it starts you record what should change, and by how much. Then the program works out whether it works.
improvements-new = Record an improvement
improvements-none = There are no improvements yet.
improvements-running = Running
improvements-planned = Not started yet
improvements-closed = Closed
improvements-withdrawn = Withdrawn
improvements-name = Improvement
improvements-owner = Owner
improvements-start = Start
improvements-target = What should change
improvements-works = Does it work?
improvements-link = Start an improvement

## What a form did

improvement-done-registered = The improvement has been recorded.
improvement-done-changed = The improvement has been changed.
improvement-done-public = The sentence for customers has been saved.
improvement-done-withdrawn = The improvement has been withdrawn.
improvement-done-closed = The improvement has been closed.

## The form

improvement-new-title = Record an improvement
# $title (String) - a title
improvement-edit-title = Change: { $title }
improvement-form-intro = From the day of the start all of this is fixed. After that you can only change the sentence for customers.
improvement-field-title = Title
# $most (String) - a number
improvement-hint-title = Short and clear, at most { $most } characters.
improvement-field-reason = Why is it needed?
improvement-field-causes = Causes that are the reason
improvement-field-themes = Themes that are the reason
improvement-field-signals = Signals that are the reason
# $count (String) - a number
improvement-more-choices = Show { $count } more
improvement-field-months = Months that are the reason
improvement-hint-months = Did you begin because some months were bad? Tick them. After a bad month things often get better by themselves, so these months do not count in the time before. Those of a bad signal that you tick are added by themselves.
improvement-field-immediate = What do you do at once?
improvement-field-structural = What do you do to make it last?
improvement-hint-measure = Fill in at least one of the two measures.
improvement-field-owner = Owner
improvement-no-owner = choose an owner
improvement-field-start = First day
improvement-hint-start = Today or later. Until that day you can still change everything. If you choose today, everything is fixed at once.
improvement-field-settling = Days to settle
improvement-hint-settling = These first days do not count yet. Fill in 0 if it works at once. Counting always begins on the first day of a month.
improvement-concerns = Whom it concerns
improvement-concerns-note = Choose nothing if it is for everyone. Then there is no rest to compare with, and you cannot tell its effect from that of other changes.
improvement-field-target = What should change?
improvement-target-nps = The NPS should rise
improvement-target-items = Satisfaction should rise
improvement-target-causes = Fewer complaints with this cause
improvement-target-kpis = More complaints should be in time
improvement-field-gap = By how much?
improvement-hint-gap = In points of the NPS, or else in percentage points. The smaller the difference, the longer it takes before you know.
improvement-field-processes = Which other processes have the same cause?
improvement-hint-processes = Leave this empty if there are none.
improvement-public-heading = The sentence for customers
improvement-public-note = Customers who answered can read this on the page about their answer. So write what is true and leave out names. You can always change it later.
improvement-field-public-nl = The sentence in Dutch
improvement-field-public-en = The sentence in English
improvement-register-button = Record the improvement
improvement-change-button = Save the changes
improvement-public-button = Save the sentence
improvement-changed-meanwhile = This improvement was changed since you opened this form. Nothing has been saved. Look at it as it is now. If you save once more, what you typed takes its place.
improvement-started-meanwhile = This improvement has started or ended since you opened this form. Nothing has been saved, since it is fixed now. Below you can copy what you typed.
improvement-see-now = See the improvement as it is now
# $title (String) - a title
improvement-starts-today-title = “{ $title }” starts today
improvement-starts-today-fixed = Nothing has been saved yet. If you go on, this is fixed at once:
improvement-starts-today-why = why you begin, and which causes, themes, signals and months are the reason;
improvement-starts-today-what = what you do, and from which day it counts;
improvement-starts-today-who = whom it concerns, and who the owner is;
improvement-starts-today-goal = what should change, and by how much.
improvement-starts-today-later = After that you cannot withdraw the improvement, and you can only change the sentence for customers. Do you want to be able to change something? Then choose a later first day.
improvement-starts-today-confirm = Yes, start today
improvement-starts-today-back = No, back to the form

## What a field takes

# $most (String) - a number
improvement-takes-title = Fill in a title of at most { $most } characters.
# $most (String) - a number
improvement-takes-reason = Write why it is needed, in at most { $most } characters.
improvement-takes-choice = Choose from the list. What you chose may have been removed.
improvement-takes-months = Tick months that are over before the start. Leave at least one of the twelve months before the start unticked.
# $most (String) - a number
improvement-takes-measure = Fill in a measure here or in the other field, in at most { $most } characters.
# $most (String) - a number
improvement-takes-text = Use at most { $most } characters.
improvement-takes-owner = Choose an owner from the list: an analyst or a policy owner. Others cannot see improvements.
improvement-takes-start = Fill in a day from today on, at most two years ahead, and after the months that are the reason.
# $most (String) - a number
improvement-takes-settling = Fill in a whole number from 0 to { $most }.
improvement-takes-concerns = Choose so that there are complaints that it concerns, in at most two of these lists. Otherwise it is about too few people.
improvement-takes-dimension = Choose values from the list. Complaints cannot be counted by the way of asking or by the questionnaire.
improvement-takes-target = Choose what should change.
# $points (String) - a number
# $share (String) - a number
improvement-takes-gap = Fill in a number above 0, such as 10: at most { $points } for the NPS, else at most { $share }.
improvement-takes-nothing = This does not belong in the form. Open the form again.

## What was decided

improvement-plan-heading = What was agreed
improvement-because = Why
improvement-reasons = Reason
# $name (String) - the name of a cause
improvement-reason-cause = cause { $name }
# $name (String) - the name of a theme
improvement-reason-theme = theme { $name }
# $name (String) - months, and what stood out
improvement-reason-signal = signal { $name }
improvement-reason-gone = removed since
improvement-at-once = At once
improvement-lasting = For good
improvement-for-whom = For whom
improvement-for-all = everyone
# $one (String) - a value
# $other (String) - another value
improvement-or = { $one } or { $other }
improvement-other-processes = Other processes
improvement-no-other-processes = none
improvement-starts = Starts on
improvement-counts-from = Counts from
# $what (String) - what is measured
# $gap (String) - a number
# $unit (String) - points or percentage points
improvement-wanted = { $what }: { $gap } { $unit } up
# $what (String) - what is measured
# $gap (String) - a number
# $unit (String) - points or percentage points
improvement-wanted-less = { $what }: { $gap } { $unit } down
improvement-registered-by = Recorded by
# $who (String) - an address
# $when (String) - a moment
improvement-by = { $who }, { $when }
improvement-edit-link = Change what was agreed
improvement-fixed = It has started. What was agreed is fixed, so that nobody can move the goal afterwards.
improvement-withdraw-heading = Withdraw
improvement-withdraw-note = Will you not carry this out? Then withdraw it before it starts. It stays in the list.
improvement-withdraw-button = Withdraw the improvement
# $who (String) - an address
# $when (String) - a moment
improvement-was-withdrawn = Withdrawn by { $who }, { $when }.

## What is measured, as it begins or stands within a sentence

improvement-measure-nps = the NPS
# $item (String) - the text of a question
improvement-measure-item = satisfaction with “{ $item }”
# $cause (String) - the name of a cause
improvement-measure-cause = the share of closed complaints with the cause { $cause }
# $kpi (String) - the name of a KPI
improvement-measure-kpi = the share in time of “{ $kpi }”
# $what (String) - what is measured
# $whom (String) - whom it concerns
improvement-measure-of = { $what } of { $whom }
improvement-unit-points = points
improvement-unit-percentage-points = percentage points
# $count (Number) - how many
# $shown (String) - the same as words
improvement-answers = { $count ->
    [one] 1 answer
   *[other] { $shown } answers
}
improvement-many-answers = answers
improvement-many-complaints = complaints
# $count (Number) - how many
# $shown (String) - the same as words
improvement-complaints = { $count ->
    [one] 1 complaint
   *[other] { $shown } complaints
}

## The sentence

# $change (String) - a sentence that goes on
improvement-works = This works: { $change }
# $change (String) - a sentence that goes on
improvement-harms = This makes it worse: { $change }
# $change (String) - a sentence that goes on
improvement-better-alone = Things went better after the start: { $change } Without a rest to compare with, other causes cannot be ruled out.
# $change (String) - a sentence that goes on
improvement-worse-alone = Things went worse after the start: { $change } Without a rest to compare with, other causes cannot be ruled out.
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-rose-more = { $what } rose { $points } { $unit } more than that of the rest (with { $confidence } % confidence between { $low } and { $high }).
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-rose-less = { $what } rose { $points } { $unit } less than that of the rest (with { $confidence } % confidence between { $low } and { $high }).
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-fell-more = { $what } fell { $points } { $unit } more than that of the rest (with { $confidence } % confidence between { $low } and { $high }).
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-fell-less = { $what } fell { $points } { $unit } less than that of the rest (with { $confidence } % confidence between { $low } and { $high }).
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-went-better = { $what } went { $points } { $unit } better than with the rest (with { $confidence } % confidence between { $low } and { $high }).
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-went-worse = { $what } went { $points } { $unit } less well than with the rest (with { $confidence } % confidence between { $low } and { $high }).
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-rose = { $what } rose { $points } { $unit } (with { $confidence } % confidence between { $low } and { $high }).
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-fell = { $what } fell { $points } { $unit } (with { $confidence } % confidence between { $low } and { $high }).
improvement-untold = It cannot be said yet whether this works.
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-untold-rest = So far { $what } changed by { $points } { $unit } compared with the rest, with { $confidence } % confidence between { $low } and { $high }. That can be chance.
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-untold-alone = So far { $what } changed by { $points } { $unit }, with { $confidence } % confidence between { $low } and { $high }. That can be chance.
# $counted (String) - answers or complaints
improvement-one-look = It is judged once, when there are enough { $counted }. Those who look every month and take the first difference for an effect are often wrong.
improvement-undecided = It cannot be said whether this works.
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-undecided-rest = Compared with the rest { $what } changed by { $points } { $unit }, with { $confidence } % confidence between { $low } and { $high }. That can be chance.
# $what (String) - what is measured
# $points (String) - a number
# $unit (String) - points or percentage points
# $confidence (String) - a percentage
# $low (String) - a number
# $high (String) - a number
improvement-undecided-alone = { $what } changed by { $points } { $unit }, with { $confidence } % confidence between { $low } and { $high }. That can be chance.
# $gap (String) - a number
# $unit (String) - points or percentage points
# $count (String) - so many answers or complaints
improvement-more-needed = To show a difference of { $gap } { $unit }, about { $count } more are needed from after the start.
# $month (String) - a month
improvement-expected = At the present pace that is in { $month }.
# $months (String) - a number
improvement-far-off = At the present pace that takes more than { $months } months.
# $gap (String) - a number
# $unit (String) - points or percentage points
improvement-enough = There are enough to show a difference of { $gap } { $unit } in most cases. So the difference is probably smaller.
# $gap (String) - a number
# $unit (String) - points or percentage points
# $months (String) - a number
improvement-never = A difference of { $gap } { $unit } cannot be shown within { $months } months: too little is known about the time before or about the rest.
# $gap (String) - a number
# $unit (String) - points or percentage points
# $months (String) - a number
# $counted (String) - answers or complaints
improvement-never-alone = A difference of { $gap } { $unit } cannot be shown within { $months } months: there are too few { $counted } from before the start, or too few come in.
# $month (String) - a month
improvement-expected-in = A verdict can probably be given in { $month }.
# $start (String) - a day
# $from (String) - a day
improvement-not-started = It starts on { $start }, and counts from { $from }.
improvement-no-month-yet = There is no complete month after the start yet.
# $days (String) - a number
# $from (String) - a day
improvement-settles = The first { $days } days are for settling: counting begins on { $from }.
# $counted (String) - answers or complaints
improvement-hidden = In one of the months there are so few { $counted } that a person could be recognised. So the effect is not shown.
# $counted (String) - answers or complaints
improvement-nothing-to-compare = There are no { $counted } from before the start, or none from after it.
improvement-no-rest = This improvement is for everyone, so there is no rest to compare with. Other things changed in the same time too: the difference can also be due to those.
# $counted (String) - answers or complaints
improvement-no-rest-of-choice = All { $counted } in this time are of those whom this improvement is for, so there is no rest to compare with. Other things changed in the same time too: the difference can also be due to those.
improvement-overlap = In this time these began too, for some of the same people:
improvement-overlap-means = The difference can also be due to that.
improvement-overlap-rest = In this time these began, for some of the rest:
improvement-overlap-rest-means = If the rest changed because of that, the difference is larger or smaller than the effect.
# $months (String) - names of months
improvement-left-out = Left out of the time before, since they were the reason: { $months }. After a bad month things often get better by themselves.

## The effect

improvement-effect-heading = Does it work?
# $what (String) - what is measured
improvement-effect-title = { $what }, before and after the start
improvement-group = Group
improvement-when = Time
improvement-value = Value
improvement-counted = Counted
improvement-before = before
improvement-after = after
improvement-rest = the rest
# $from (String) - a day
# $to (String) - a day
improvement-before-days = Before: { $from } to { $to }.
# $from (String) - a day
# $to (String) - a day
improvement-after-days = After: { $from } to { $to }.
improvement-windows-note = Only whole months count, and only those of which all answers are in.
improvement-windows-note-causes = Only whole months count. A complaint counts in the month in which it was closed.
improvement-windows-note-kpis = Only whole months count, and only those in which no time allowed runs any more. A complaint counts in the month in which it was received.
improvement-not-possible = This cannot be done now, and nothing has changed. Below you see what can be done.
improvement-close-heading = Close
improvement-close-note = Closing keeps what was found today. The program gives the verdict, not you. After that it does not change any more.
improvement-close-button = Close with this verdict
# $title (String) - a title
improvement-close-title = Close “{ $title }”?
improvement-close-verdict = The improvement gets this verdict:
improvement-close-for-good = You cannot undo this.
improvement-close-confirm = Yes, close with this verdict
improvement-close-not = No, go back
improvement-cannot-close-yet = You cannot close this yet: there is no complete month after the start.
# $month (String) - a month
improvement-cannot-close-until = You cannot close this yet: it cannot be said yet whether it works. The verdict is expected in { $month }.
improvement-frozen-heading = The verdict at closing
# $who (String) - an address
# $when (String) - a moment
improvement-was-closed = Closed by { $who }, { $when }.
improvement-frozen-works = It worked.
improvement-frozen-harms = It made things worse.
improvement-frozen-untold = It could not be said whether it worked.
