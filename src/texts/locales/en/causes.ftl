# Causes of complaints.

causes-title = Causes
causes-question = What causes complaints, and how do customers rate the handling of those complaints?
# $from (String) - a day
# $to (String) - a day
causes-received = Complaints: received from { $from } to { $to }.
# $from (String) - a day
# $to (String) - a day
causes-closed = NPS: responses about complaints that closed from { $from } to { $to }.
# $from (String) - a day
# $to (String) - a day
causes-answered = NPS: responses given from { $from } to { $to }.
causes-pareto-heading = Causes by number of complaints, by day of receipt
# $count (Number) - how many complaints
# $complaints (String) - the same as words
# $without (String) - a number
causes-headline = { $count ->
    [one] { $complaints } complaint was received; number without a cause: { $without }.
   *[other] { $complaints } complaints were received; for { $without } of them no cause was given.
}
# $count (Number) - how many complaints
# $complaints (String) - the same as words
causes-headline-short = { $count ->
    [one] { $complaints } complaint was received.
   *[other] { $complaints } complaints were received.
}
causes-hidden = So few complaints were received for this selection that somebody could be recognised. Choose a longer period or fewer filters.
causes-none-received = No complaints were received in this period.
causes-none-told = For none of these complaints was a cause given. Fill in causes in the form of a complaint, or let your complaints system report them.
causes-cause = Cause
causes-complaints = Complaints
causes-main = As the main cause
causes-share = Share of complaints
causes-cumulative = Cumulative share of causes
# $confidence (String) - such as 95
causes-nps-closed = NPS ({ $confidence } % interval), by day of closing
# $confidence (String) - such as 95
causes-nps-answered = NPS ({ $confidence } % interval), by day of the answer
causes-not-told = No cause given
causes-all = All complaints
causes-retired = not offered any more
# $count (Number) - how many
causes-rest = { $count ->
    [one] 1 other cause
   *[other] { $count } other causes
}
causes-chart-title = Causes by number of complaints, with their cumulative share
# $cause (String) - a name
# $count (Number) - how many complaints
# $complaints (String) - the same as words
# $share (String) - a share
causes-chart-text = The largest cause is “{ $cause }”, with { $count ->
    [one] { $complaints } complaint
   *[other] { $complaints } complaints
} ({ $share }). The table holds all numbers.
# $complaints (String) - a number
# $named (String) - a number
causes-note = The share of complaints is of all complaints received ({ $complaints }), and the cumulative share is of all times that a cause was named ({ $named }): a complaint can have several causes, and counts once for each of them.
causes-nps-note = Imported responses belong to no complaint here and do not count.
causes-hidden-note = Hidden: the number is too small to show, or one that is too small could be worked out from it.
causes-others-heading = Causes without complaints in this period
causes-back = All causes

# $name (String) - an earlier name
# $cause (String) - the present name
causes-counts-for = “{ $name }” now counts for “{ $cause }”.
causes-is-retired = This cause is not offered any more. Complaints that have it still count.
causes-no-complaints = No complaint of this selection has this cause.
# $count (Number) - how many have this cause
# $complaints (String) - the same as words
# $all (String) - a number
# $share (String) - a share
causes-one-headline = { $count ->
    [one] { $complaints } complaint of the { $all } received has this cause ({ $share }).
   *[other] { $complaints } of the { $all } complaints received have this cause ({ $share }).
}
# $main (String) - a number
causes-one-main = It is the main cause of { $main } of them.
# $nps (String) - points
# $count (Number) - how many responses
# $responses (String) - the same as words
# $confidence (String) - such as 95
# $low (String) - points
# $high (String) - points
causes-one-nps = The NPS of these complaints is { $nps }, from { $count ->
    [one] { $responses } response
   *[other] { $responses } responses
}. The { $confidence } % interval is { $low } to { $high }.
causes-one-nps-hidden = The NPS of this cause is hidden: too few responses, or too few about other complaints.
causes-one-nps-none = There are no responses about complaints with this cause.
causes-months-heading = Share of the complaints received, by month of receipt
# $confidence (String) - such as 95
causes-months-title = Share of the complaints received that have this cause, with the { $confidence } % interval
# $month (String) - a month
# $share (String) - a share
# $low (String) - a share
# $high (String) - a share
causes-months-text = The newest share that can be shown is that of { $month }: { $share }, with an interval of { $low } to { $high }. The table holds all numbers.
causes-months-empty = No month of this selection has a share that can be shown.
# $months (String) - a number
causes-months-newest = Only the newest { $months } months of the period are shown.
causes-month = Month
causes-received-column = Complaints received
causes-with = With this cause
# $number (String) - the number that the chart marks it with
# $day (String) - a day
# $what (String) - what happened
causes-mark = Dashed line { $number }: { $day }, { $what }.
causes-names-heading = Names of this cause
causes-names-none = It always had this name: it was not renamed, and no other cause was merged into it.
causes-name = Name
causes-name-of = Of which cause
causes-name-of-this = this cause
# $cause (String) - the name of the cause that was merged
# $day (String) - a day
causes-name-of-merged = { $cause }, merged on { $day }
causes-since = Since
causes-until = Until
causes-name-now = now
causes-manage-heading = Change this cause
causes-manage-intro = A complaint keeps the name that was given for it. A change only decides for which cause that name counts.
causes-done = Saved.
causes-rename = New name
causes-rename-button = Rename
causes-rename-note = Complaints with the old name still count for this cause.
causes-merge = Merge this cause into
causes-merge-choose = Choose a cause
causes-merge-ask = See what will change
causes-merge-button = Merge these causes
causes-merge-note = First you see what will change. Then you choose whether to merge the causes.
causes-merge-none = There is no other cause to merge this one into.
# $cause (String) - the name of the cause that goes on under another
# $into (String) - the name of that other
causes-merge-title = Merge “{ $cause }” into “{ $into }”?
# $cause (String) - the name of the cause that goes on under another
# $into (String) - the name of that other
causes-merge-what = “{ $cause }” is then no cause of its own any more and goes on as “{ $into }”.
# $cause (String) - the name of the cause that goes on under another
# $into (String) - the name of that other
causes-merge-complaints = Complaints with the cause “{ $cause }” count for “{ $into }”, also those of the past.
# $names (String) - names of causes
causes-merge-names = The same holds for these earlier names: { $names }.
# $themes (String) - names of themes
causes-merge-themes = These themes are then tied to that cause: { $themes }.
causes-merge-told = The complaints themselves do not change: they keep the name that was given.
causes-merge-for-good = You cannot undo this.
causes-merge-not = No, go back
causes-retire-button = Do not offer this cause any more
causes-retire-note = Complaints that have it still count, and a complaints system can still report it.
causes-restore-button = Offer this cause again
causes-themes-heading = Themes of comments that are about this cause
causes-themes-none = There are no themes yet.
causes-themes-make = Make themes
causes-themes-button = Save themes
causes-refused-name = Nothing was saved. Fill in a name of 1 to 200 characters, without a line break and without |.
# $name (String) - the name that was typed
causes-refused-taken = Nothing was saved. There is another cause with the name “{ $name }”. To count both as one, merge this cause into that one.
causes-refused-itself = Nothing was saved. A cause cannot be merged into itself. Choose another cause.
causes-refused-unknown = Nothing was saved. Choose a cause from the list.
causes-refused-changed = Nothing was saved. Meanwhile, somebody renamed or merged a cause that this form is about. The page shows how it is now. Send the form again if you still want to.
