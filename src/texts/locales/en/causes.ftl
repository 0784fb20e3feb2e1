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
# $complaints (String) - a number
# $without (String) - a number
causes-headline = { $complaints } complaints were received; for { $without } of them no cause was told.
# $complaints (String) - a number
causes-headline-short = { $complaints } complaints were received.
causes-hidden = So few complaints were received for this selection that somebody could be recognised. Choose a longer period or fewer filters.
causes-none-received = No complaints were received in this period.
causes-none-told = For none of these complaints a cause was told. Fill in causes in the form of a complaint, or let your complaints system report them.
causes-cause = Cause
causes-complaints = Complaints
causes-main = As the main cause
causes-share = Share of complaints
causes-cumulative = Cumulative share of causes
# $confidence (String) - such as 95
causes-nps-closed = NPS ({ $confidence } % interval), by day of closing
# $confidence (String) - such as 95
causes-nps-answered = NPS ({ $confidence } % interval), by day of the answer
causes-not-told = No cause told
causes-all = All complaints
causes-retired = not offered any more
# $count (Number) - how many
causes-rest = { $count ->
    [one] 1 other cause
   *[other] { $count } other causes
}
causes-chart-title = Causes by number of complaints, with their cumulative share
# $cause (String) - a name
# $complaints (String) - a number
# $share (String) - a share
causes-chart-text = The largest cause is “{ $cause }”, with { $complaints } complaints ({ $share }). The table holds all numbers.
causes-note = A complaint can have several causes and counts once for each of them, so the shares of complaints can add up to more than 100 %. The cumulative share counts how often causes were named, and ends at 100 %.
causes-nps-note = Imported responses belong to no complaint here and do not count.
causes-hidden-note = Hidden: so few complaints or responses that somebody could be recognised, or could be by subtraction.
causes-others-heading = Causes without complaints in this period
causes-back = All causes

# $name (String) - an earlier name
# $cause (String) - the present name
causes-counts-for = “{ $name }” now counts for “{ $cause }”.
causes-is-retired = This cause is not offered any more. It still counts.
causes-no-complaints = No complaint of this selection has this cause.
# $complaints (String) - a number
# $all (String) - a number
# $share (String) - a share
causes-one-headline = { $complaints } of the { $all } complaints received have this cause ({ $share }).
# $main (String) - a number
causes-one-main = { $main } of them have it as the main cause.
# $nps (String) - points
# $low (String) - points
# $high (String) - points
# $responses (String) - a number
# $confidence (String) - such as 95
causes-one-nps = The NPS of these complaints is { $nps }, from { $responses } responses. The { $confidence } % interval is { $low } to { $high }.
causes-one-nps-hidden = The NPS of this cause is hidden: too few responses, or too few about other complaints.
causes-one-nps-none = There are no responses about complaints with this cause.
causes-months-heading = Share of the complaints received, by month of receipt
# $confidence (String) - such as 95
causes-months-title = Share of the complaints received that have this cause, with the { $confidence } % interval
# $month (String) - a month
# $share (String) - a share
# $low (String) - a share
# $high (String) - a share
causes-months-text = The newest month with a share, { $month }, stands at { $share }, with an interval of { $low } to { $high }. The table holds all numbers.
causes-months-empty = No month of this selection has a share that can be shown.
# $months (String) - a number
causes-months-newest = Only the newest { $months } months of the period are shown.
causes-month = Month
causes-received-column = Complaints received
causes-with = With this cause
# $day (String) - a day
# $what (String) - what happened
causes-mark = Dashed line: { $day }, { $what }.
causes-names-heading = What it was called
causes-names-none = It always had this name: it was not renamed, and no other cause was merged into it.
causes-name = Name
causes-since = Since
causes-until = Until
causes-name-now = now
causes-manage-heading = Change this cause
causes-manage-intro = A complaint keeps the name that it was told with. A change only decides for which cause that name counts.
causes-done = Saved.
causes-rename = New name
causes-rename-button = Rename
causes-rename-note = Complaints that are told with the old name still count for this cause.
causes-merge = Merge this cause into
causes-merge-choose = Choose a cause
causes-merge-button = Merge
causes-merge-note = All complaints, names and themes of this cause then count for the other. This cannot be undone.
causes-merge-none = There is no other cause to merge this one into.
causes-retire-button = Do not offer this cause any more
causes-retire-note = It still counts, and complaints can still be told with it.
causes-restore-button = Offer this cause again
causes-themes-heading = Themes of comments that are about this cause
causes-themes-none = There are no themes yet.
causes-themes-make = Make themes
causes-themes-button = Save themes
causes-refused-name = Nothing was saved. Fill in a name of 1 to 200 characters, without a line break and without |.
# $name (String) - the name that was typed
causes-refused-taken = Nothing was saved. There is another cause with the name “{ $name }”. To count both as one, merge this cause into that one.
causes-refused-itself = Nothing was saved. A cause cannot be merged into itself. Choose another cause.
causes-refused-unknown = Nothing was saved. Choose a cause of the list.
