# Figures: the dashboard and its parts, comparing, verbatims, themes, signals.

dashboard-title = NPS over complaint handling
# $minimum (Number) - the privacy threshold
dashboard-none-yet = There are no responses in the last 12 complete months. A score appears here once there are { $minimum } responses or more.
# $minimum (Number) - the privacy threshold
dashboard-too-few = Too few responses to show a figure: fewer than { $minimum }.
# $nps (String) - the score
# $responses (String) - number of responses
# $confidence (String) - such as 95
# $low (String) - lower limit
# $high (String) - upper limit
dashboard-headline = In the last 12 complete months the NPS was { $nps }, from { $responses } responses. The { $confidence } % interval is { $low } to { $high }.
dashboard-no-norm = no norm yet
dashboard-no-norm-text = More experience is needed first. This page shows the NPS and how certain it is.
dashboard-responses = Responses
dashboard-response-rate = Response rate
dashboard-closed = Closed
dashboard-invited = Invited
dashboard-nps = NPS
dashboard-period = Period
# $confidence (String) - such as 95
dashboard-interval = { $confidence } % interval
# $low (String) - lower limit
# $high (String) - upper limit
dashboard-range = { $low } to { $high }
dashboard-provisional = provisional
dashboard-provisional-note = Provisional: the period is not over, or answers can still come in.
dashboard-suppressed = hidden
dashboard-suppressed-note = Hidden: there are too few responses to show, or a group that is too small could be worked out from this figure.
# $confidence (String) - such as 95
dashboard-chart-title = NPS by period with its { $confidence } % interval
# $periods (String) - number of periods
# $first (String) - first period
# $last (String) - last period
# $nps (String) - latest score
# $low (String) - lower limit
# $high (String) - upper limit
dashboard-chart-text = { $periods } periods from { $first } to { $last }. The latest with a score stands at { $nps }, with an interval from { $low } to { $high }.
dashboard-chart-empty = No period has a score yet.
# $since (String) - a day in words
# $name (String) - a version of the questionnaire
dashboard-new-questionnaire = Dashed line: since { $since } the questionnaire { $name } has been asked; compare with earlier figures with care.
dashboard-by = By
dashboard-month = month
dashboard-quarter = quarter
dashboard-year = year
dashboard-trend = Over time
# $day (String) - a day
dashboard-so-far = Since { $day }, provisional
# $low (String) - lower limit
# $high (String) - upper limit
# $responses (String) - number of responses
dashboard-so-far-more = { $low } to { $high }, from { $responses } responses

change-higher = Higher
change-lower = Lower
change-none-shown = No difference shown
change-period-before = the period before
change-same-months = the same months of the year before
change-all-years = These are all years, so there is no period before to compare with. Choose a shorter period.
# $points (String) - points with a sign
# $compared (String) - such as: the period before
# $from (String) - a day
# $to (String) - a day
# $nps (String) - the score
# $confidence (String) - such as 95
# $low (String) - points
# $high (String) - points
change-against = { $points } points against { $compared }, { $from } to { $to }. The NPS was { $nps } then. The { $confidence } % interval of the difference is { $low } to { $high }.
# $compared (String) - such as: the period before
# $from (String) - a day
# $to (String) - a day
change-too-few = For { $compared }, { $from } to { $to }, there are too few responses to compare with.

background-title = Background of the NPS
background-back = Back to the NPS
background-more = Background: what the NPS is made of, whom it stands for and what is associated with it

signals-title = Signals
signals-intro = Each month is looked at once, when all its answers are in. A signal says: this is probably not chance. It does not say what caused it. Even if nothing changes, about once in twenty years a month stands out, and once in twenty years a trend. The base period is the first twelve months, or the first twelve after the limits were recalculated.
signals-heading = What stood out
# $from (String) - a day
# $to (String) - a day
signals-range = Signals of all complaints together, { $from } to { $to }.
signals-all = Show all signals
signals-none = There are no signals yet. The first twelve months are the base period; after that a month can stand out.
signals-month = Month
signals-what = What stood out
signals-value = Value
signals-limits = Limits
signals-responses = Responses
signals-cause = Cause
signals-point-above = NPS above its limits
signals-point-below = NPS below its limits
signals-ewma-above = Moving average of NPS above its limits
signals-ewma-below = Moving average of NPS below its limits
# $points (String)
signals-higher = { $points } points higher than in the base period
# $points (String)
signals-lower = { $points } points lower than in the base period
signals-trend-above = NPS rose in the twelve months up to this one
signals-trend-below = NPS fell in the twelve months up to this one
# $points (String) - a decimal number
signals-slope = { $points } points a month
signals-no-limits = none
# $text (String) - the cause
# $who (String) - an address
# $when (String) - a day
signals-explained = { $text } ({ $who }, { $when })
signals-explain = Cause of this signal
signals-explain-button = Record the cause
signals-explain-wrong = Describe the cause, in 1 to 500 characters on one line.
signals-done = Saved.
signals-mail-heading = E-mail on a new signal
signals-mail-on = You get an e-mail for each new signal.
signals-mail-off = You get no e-mail on signals.
signals-mail-start = Send me an e-mail
signals-mail-stop = Stop the e-mails
# $month (String) - a month
signals-mail-subject = NPS over complaint handling: { $month } stands out
# $organisation (String) - its name
signals-mail-text = There is a new signal about the NPS of { $organisation }:
# $month (String) - a month
# $what (String) - what stood out
# $value (String) - a number
# $responses (String) - a number
signals-mail-line = { $month }: { $what } ({ $value }; { $responses } responses)
signals-mail-look = Look at the signal and record its cause:
signals-mail-why = You get this e-mail because you asked for it. You can turn it off on the same page.
changes-heading = Changes
changes-intro = Note what changed, such as a new text, another way of working or a law. It is drawn as a dashed line in the charts. Recalculate the limits only after a lasting change with a known cause.
changes-none = No changes have been noted yet.
changes-day = Day
changes-kind = Kind
changes-note = What changed?
changes-restart = Recalculate the limits from this day
changes-restart-reason = Why are the limits recalculated? (only needed if you tick that)
changes-button = Note the change
changes-withdraw = Withdraw
changes-by = By
# $reason (String) - a sentence
changes-restarted = Limits recalculated: { $reason }
changes-kind-text = text
changes-kind-process = way of working
changes-kind-law = law or rule
changes-kind-other = other
changes-wrong-day = Fill in a day up to today.
changes-wrong-kind = Choose one of the kinds.
changes-wrong-note = Describe what changed, in at most 500 characters on one line.
changes-wrong-reason = Say why the limits are recalculated, in at most 500 characters on one line.

# $from (String) - a day
# $to (String) - a day
# $nps (String) - the score
# $responses (String) - number of responses
# $confidence (String) - such as 95
# $low (String) - lower limit
# $high (String) - upper limit
view-range-headline = From { $from } to { $to } the NPS was { $nps }, from { $responses } responses. The { $confidence } % interval is { $low } to { $high }.
# $from (String) - a day
# $to (String) - a day
view-range-none = There are no responses from { $from } to { $to }.
# $from (String) - a day
# $to (String) - a day
view-range-closed = Complaints that closed from { $from } to { $to }.
# $from (String) - a day
# $to (String) - a day
view-range-answered = Responses from { $from } to { $to }.
view-filters = Period and filters
view-from = From
view-to = To
view-interval = By
view-basis = Count by
view-basis-closed = day of closure
view-basis-answered = day of the answer
view-rolling = Rolling over
view-rolling-none = none
# $periods (String) - a number
view-rolling-periods = { $periods } periods
view-all = all
view-apply = Show
view-reset = Clear all filters
view-active = Only:
# $filter (String) - dimension and value
view-remove = Remove this filter: { $filter }
# $fields (String) - names of parameters in quotation marks
# $count (Number) - how many
view-wrong = { $fields } { $count ->
    [one] has an invalid value
   *[other] have invalid values
}, so you see the default view.
# $name (String) - a name
view-quoted = "{ $name }"
# $list (String) - names
# $last (String) - a name
view-and = { $list } and { $last }
# $field (String) - a name
view-wrong-day = Fill in a day that exists for { $field }, with year, month and day, such as 2026-03-20.
view-wrong-order = The period ends before it begins. Choose a day for "From" on or before "To".
view-wrong-ahead = The period begins after today. Choose a day for "From" up to today.
# $years (String) - a number
view-wrong-length = The period is too long or has too many parts. Choose at most { $years } years, or longer parts, such as months.
# $field (String) - a name
view-wrong-choice = Choose a value from the list for { $field }.
view-wrong-rolling = Choose a window of 1 to 120 periods.
# $field (String) - a name
# $most (String) - a number
view-wrong-filter = For { $field }, choose at most { $most } values, each without a line break.
# $field (String) - a name
view-wrong-unknown = "{ $field }" does not belong in the address of this page. Remove it there.
# $dimension (String) - such as Team
# $value (String) - as typed
view-no-such = { $dimension } { $value }: no complaint has this value. Check the address, or choose another value.
# $page (String) - its name
# $from (String) - a day
# $to (String) - a day
view-title = { $page }, { $from } to { $to }
view-range = Period
view-contents = On this page
view-range-twelve-months = last 12 complete months
view-range-this-year = this year
view-range-last-quarter = last quarter
view-range-quarter-last-year = that quarter a year earlier
view-range-last-month = last month
view-range-all = all
view-earlier = earlier
view-later = later
# $dimension (String) - such as team
view-one-more = Choose one more { $dimension }
view-confidence = Confidence
# $day (String) - a day
view-printed = Printed on { $day }.
view-rolling-usual = as usual
view-download-csv = CSV
view-download-semicolon = CSV for Dutch Excel (semicolon)
view-day = day
view-week = week
view-older = The oldest periods are only in the download.
# $share (String) - a number
view-percent = { $share } %

# $periods (String) - a number
# $unit (String) - a unit
trend-rolling = { $periods } { $unit }
trend-limits = limits
trend-unit-month = months
trend-unit-quarter = quarters
trend-unit-year = years
trend-unit-week = weeks
trend-unit-day = days
# $periods (String) - a number
trend-rolling-note = Thin line: the responses of the last { $periods } periods together. These windows overlap, so do not read differences from them.
trend-limits-note = Dashes: as long as nothing changes the NPS stays between these limits, computed from the first 12 periods. A diamond means: the period is outside, or the moving average, which follows small shifts, is.
trend-signals = Signals in this chart
trend-no-signals = No signals in this chart.
signals-none-in-range = No signals in this range.
# $day (String) - a day
# $note (String) - what changed
trend-change = { $day }: { $note }
# $title (String) - the title of an improvement
trend-improvement = improvement: { $title }
trend-cross = A cross at the foot of the chart: a hidden period.
trend-stands-out = stands out
trend-rolling-column = Rolling
# $period (String) - its name
# $nps (String) - the score
# $low (String) - lower limit
# $high (String) - upper limit
# $responses (String) - a number
trend-point = { $period }: NPS { $nps } ({ $low } to { $high }), { $responses } responses
trend-hidden-days = Most days have too few responses to show.
trend-hidden-weeks = Most weeks have too few responses to show.
# $months (String) - a number
trend-by-month-instead = So you see months, with a rolling line over { $months } months.

view-table = Show as a table
composition-heading = Promoters, passives and detractors
composition-text = A promoter gave 9 or 10, a passive 7 or 8, a detractor 0 to 6. NPS is the share of promoters less the share of detractors.
composition-promoters = promoters
composition-passives = passives
composition-detractors = detractors

histogram-heading = All scores
histogram-text = How often each score was given.
histogram-score = Score
histogram-times = Times
# $score (String) - a number
histogram-words = Score { $score }: read what these people wrote

funnel-heading = From closed complaint to response
# $closed (String) - a number
# $invited (String) - a number
# $answered (String) - a number
funnel-text = Of { $closed } closed complaints { $invited } were sent an invitation; { $answered } people answered.
# $minimum (Number) - the privacy threshold
funnel-hidden = Hidden: fewer than { $minimum } people answered.
funnel-share = Share
funnel-by-period = Show by period

# $dimension (String) - such as team
parts-heading = Compare by { $dimension }
parts-by = Compare by
parts-text = The dashed line is the NPS of all together. A diamond means: this group is shown to differ from the rest.
parts-difference = Difference from the rest
parts-conclusion = Conclusion
parts-higher = higher
parts-lower = lower
parts-none-shown = no difference shown
parts-p = adjusted p
# $count (String) - a number
parts-more = { $count } others are in the download.
parts-single = There is only one group.
# $name (String) - a group
# $nps (String) - the score
# $low (String) - lower limit
# $high (String) - upper limit
# $responses (String) - a number
parts-title = { $name }: NPS { $nps } ({ $low } to { $high }), { $responses } responses
# $name (String) - a group
# $nps (String) - the score
# $low (String) - lower limit
# $high (String) - upper limit
parts-title-equal = { $name }, at equal outcomes: { $nps } ({ $low } to { $high })
parts-equal = At equal outcomes
# $fewest (String) - a number
parts-equal-text = The outcome of a complaint strongly affects the score. ‘At equal outcomes’ (open dot) is the NPS that a group would have with the outcomes of all together. Outcomes with fewer than { $fewest } responses in a group are taken together for that group; where one is left, it cannot be said.
parts-equal-unknown = cannot be said
# $name (String) - a group
parts-only = Only { $name }
parts-themes = Themes
parts-verbatims = Verbatims
parts-more-of = Read on

standing-heading = Are the responses representative of all complaints?
standing-intro = The outcome of a complaint affects the score strongly, and not every group answers equally often. So beside the official NPS there is a weighted one, as if each outcome and each channel answered equally often. The official NPS stays unweighted.
standing-official = Official NPS
standing-weighted = Weighted by outcome and channel
# $strata (String) - a number
# $effective (String) - a number
standing-weighted-note = from { $strata } groups; as precise as { $effective } responses
# $gap (String) - points
standing-gap-lower = Weighting makes the NPS { $gap } points lower.
# $gap (String) - points
standing-gap-higher = Weighting makes the NPS { $gap } points higher.
standing-gap-none = Weighting does not change the NPS.
standing-warning = Those who answered differ from those who did not. This is a warning, not a correction.
standing-calm = That is no reason for concern.
# $low (String) - a score
# $high (String) - a score
standing-bounds = If all who did not answer were detractors, the NPS would be { $low }. If they were all promoters, it would be { $high }.
# $tipping (String) - a score
standing-tipping = The NPS of all complaints would be 0 if the NPS of those who did not answer were { $tipping }.
standing-tipping-never = Even if all who did not answer thought the same, the NPS of all complaints would not be 0.
standing-unknown = For imported responses it is not known how many complaints they belong to, so this cannot be said here.
standing-answered = You are looking at the day of the answer. Then closed complaints and responses are not of the same people, so this cannot be said. Choose the day of closure.
coverage-of-closed = Of all closed complaints
coverage-of-responses = Of all responses

drivers-heading = What is associated with the score
drivers-text = The strongest association is at the top. Association is not causation: it tells you where to look first.
drivers-none = There are no answers to the questions about satisfaction.
drivers-item = Item
drivers-satisfied = Satisfied
drivers-correlation = Correlation
drivers-difference = Difference in NPS (points)

timing-heading = Early and late responses
timing-text = People who answer only after a reminder often resemble those who do not answer.
timing-reminders = Reminders before the answer
timing-early-higher = Those who answered without a reminder were more positive. So those who did not answer may be less positive.
timing-early-lower = Those who answered without a reminder were less positive. So those who did not answer may be more positive.
timing-same = No difference is shown between early and late responses.
# $points (String) - points
# $confidence (String) - such as 95
# $low (String) - points
# $high (String) - points
timing-difference = Difference: { $points } ({ $confidence } % interval { $low } to { $high }).

compare-title = Compare two groups
compare-intro = Choose two groups that share no responses: other periods, or other values of the same property. Preferably compare a month with the same month a year earlier.
compare-a = Group A
compare-b = Group B
compare-button = Compare
compare-wrong = This comparison cannot be made.
compare-wrong-shared = No response may fall into both groups. Choose something else for group B than for group A.
# $side (String) - A or B
# $nps (String) - the score
# $responses (String) - a number
# $confidence (String) - such as 95
# $low (String) - lower limit
# $high (String) - upper limit
compare-side = In group { $side } the NPS was { $nps }, from { $responses } responses ({ $confidence } % interval { $low } to { $high }).
# $side (String) - A or B
compare-side-hidden = Group { $side } has too few responses to show anything.
# $side (String) - A or B
compare-side-none = Group { $side } has no responses.
compare-higher = The NPS of group A is higher than that of group B.
compare-lower = The NPS of group A is lower than that of group B.
compare-none-shown = No difference is shown between A and B. That does not mean that they are equal.
compare-insufficient = There are too few responses to compare.
# $points (String) - points
# $confidence (String) - such as 95
# $low (String) - points
# $high (String) - points
# $p (String) - a probability
compare-interval = The difference is { $points } points; with { $confidence } % confidence it lies between { $low } and { $high } (p { $p }).

views-title = Saved views
views-intro = A view remembers a page with the period and the filters that you chose. You save a view at the end of a page with figures. You can pass on the link of a view: a colleague who may see figures opens a shared view with it.
views-own = Your views
views-own-none = You have not saved a view yet.
views-colleagues = Shared by colleagues
views-colleagues-none = No view is shared with you.
views-name = Name
views-shows = What it shows
views-owner = By
views-sharing = Sharing
views-mail = Monthly e-mail
views-change = Change
views-page-background = Background
views-page-why = Why
views-moves-monthly = Moves on each month.
views-moves-quarterly = Moves on each quarter.
views-moves-yearly = Grows each day and starts again each year.
views-moves-daily = Always runs until today.
views-fixed = Stays with the chosen days.
# $dimension (String) - such as Team
# $value (String) - its value
views-gone = { $dimension } { $value } no longer occurs.
views-is-shared = Shared
views-is-private = Only for you
views-share = Share with colleagues
views-unshare = Stop sharing
views-is-mailed = You get an e-mail each month.
views-is-not-mailed = No e-mail
views-not-mailable = A comparison is not mailed.
views-mail-start = Mail me monthly
views-mail-stop = Stop the e-mail
views-rename = Change the name
# $name (String) - the view's name
views-rename-title = Change the name of { $name }
views-rename-button = Save the name
views-delete = Delete
# $name (String) - the view's name
views-delete-title = Do you want to delete { $name }?
views-delete-own = The view and its monthly e-mail disappear. The figures stay.
views-delete-shared = The view and its monthly e-mails disappear, also for your colleagues. The figures stay.
views-delete-button = Delete the view
views-back = Back to the views
views-empty = There are no responses for this view.
views-open-anyway = Open the page anyway
views-save-heading = Save this view
views-save-monthly = You chose no fixed days. So the view moves on each month and always shows the newest months.
views-save-quarterly = You chose no fixed days. So the view moves on each quarter.
views-save-yearly = You chose no fixed days. So the view grows each day and starts again each year.
views-save-daily = You chose no fixed days. So the view always runs until today.
views-save-fixed = You chose fixed days. The view always shows those days.
views-save-shared = Share with colleagues who may see figures
views-save-button = Save the view
views-the-view = View
views-taken = You have a view with this name already. Choose another name.
views-takes-name = Give a name of 1 to 80 characters.
views-takes-view = This view cannot be saved. Go back to the page, choose the period and the filters again, and then save it.
views-done-saved = The view is saved.
views-done-renamed = The name is changed.
views-done-shared = The view is shared. Colleagues find it among their views.
views-done-unshared = The view is no longer shared.
views-done-deleted = The view is deleted.
views-done-mailed = You get the figures by e-mail each month, on the first working day.
views-done-not-mailed = You no longer get these figures by e-mail.
# $name (String) - the view's name
view-mail-subject = NPS by month: { $name }
# $name (String) - the view's name
# $organisation (String) - the organisation's name
view-mail-text = These are the figures of the view “{ $name }” of { $organisation }.
# $from (String) - first day
# $to (String) - last day
view-mail-period = Period: { $from } to { $to }.
# $nps (String) - the score
# $responses (String) - number of responses
# $confidence (String) - such as 95
# $low (String) - lower limit
# $high (String) - upper limit
view-mail-headline = The NPS was { $nps }, from { $responses } responses. The { $confidence } % interval is { $low } to { $high }.
# $minimum (String) - the privacy threshold
view-mail-too-few = Too few responses to show a figure: fewer than { $minimum }.
view-mail-higher = The NPS is higher than in the period before.
view-mail-lower = The NPS is lower than in the period before.
view-mail-no-difference = No difference from the period before is shown.
view-mail-insufficient = There are too few responses to compare with the period before.
# $points (String) - the difference
# $confidence (String) - such as 95
# $low (String) - lower limit
# $high (String) - upper limit
view-mail-change = The difference is { $points } points ({ $confidence } % interval { $low } to { $high }).
view-mail-same-months = Here that is the same months of the year before.
view-mail-look = Open the view:
view-mail-why = You get this e-mail because you asked for it. You can stop it on the page with views:

verbatims-title = What people write
verbatims-intro = These are words of customers. We log who reads this page. Do not try to recognise anybody.
# $verbatims (String) - a number
# $responses (String) - a number
verbatims-count = { $verbatims } of the { $responses } responses have a reason.
verbatims-hidden = This choice has so few responses that somebody could be recognised. Take a longer range or fewer filters.
verbatims-none = No responses match your choice.
verbatims-no-such-theme = This theme does not exist or has been removed. Choose a theme from the list.
verbatims-wrong-search = Search for at most 100 characters, without a line break.
verbatims-narrowed = Only matching answers are shown below. The number above and the themes at the end are about all responses of this period and these filters.
verbatims-search = Search the text
verbatims-scores = Scores
verbatims-only-new = Only new (last 7 days)
# $score (String) - a number
verbatims-score = Score { $score }
verbatims-next = Older responses
verbatims-themes-heading = Themes
verbatims-theme = Theme
verbatims-new = New this week
verbatims-no-themes = There are no themes yet.
verbatims-themes-note = A response can have several themes, so themes do not add up to the whole.
verbatims-manage = Themes of this period: who names them, and how to change them
verbatims-add = Add a theme
verbatims-add-button = Add
# $theme (String) - a name
verbatims-take-off = Remove this theme: { $theme }
themes-title = Themes
themes-intro = You can give a response a theme by hand. With keywords, every response that contains one of them gets the theme automatically. A theme that you remove by hand does not come back.
themes-name = Name
themes-keywords = Keywords, one per line. A star at the end stands for any ending, such as wait*.
themes-preview = See first what this finds
# $found (String) - a number
# $tried (String) - a number
themes-preview-found = These keywords appear in { $found } of the { $tried } newest reasons of the last year.
themes-make = Make the theme
themes-change = Save keywords
themes-remove = Remove the theme
themes-no-keywords = only by hand
themes-wrong = This has not been saved. Give a name of 1 to 60 characters and at most 50 keywords with letters or digits.
themes-taken = This has not been saved. There is already a theme with this name.
themes-done = Saved. Responses get their theme within a minute.
themes-new-heading = New theme
interval-year = calendar year
interval-quarter = calendar quarter
basis-closed = day of closure
basis-answered = day of the answer

imports-title = Imports of earlier results
imports-intro = Results of an earlier survey count as responses. A file is checked first: nothing is stored until you say so. All rows are imported or none.
imports-new = Import a file
imports-file = File (CSV)
imports-file-hint = The first line names the columns; answered_at and score are required. Days may be written as 25-11-2026. At most 8 MB. The operator imports a larger file, or one with numbers of closures and invitations, with “naklank responses import”; “naklank responses template” prints an example.
imports-check = Check the file
imports-ready = The file is valid. Nothing has been stored yet.
imports-responses = Responses
imports-periods = Periods
imports-days = Closing days
# $first (String) - a day in words
# $last (String) - a day in words
imports-from-to = { $first } to { $last }
imports-new-segments = New combinations of team, product and so on
imports-new-segments-note = Is a name misspelled? Then it becomes a group of its own.
# $count (String) - how many
imports-past-retention = Rows whose comment is older than the time for which we keep comments: { $count }. Their scores are imported, the comments are not.
imports-confirm = Import these responses
imports-other-file = Choose another file
# $count (String) - how many
imports-wrong = Nothing has been stored. Lines that are wrong: { $count }. Correct the file and choose it again.
imports-no-file = Choose a file.
imports-gone = The file is no longer kept, because an hour has passed or you sent another. Choose it again.
imports-repeated = This file was imported before. Choose another file.
imports-done = The file has been imported.
imports-undone = The import has been undone.
imports-list = What was imported
imports-none = Nothing has been imported yet.
imports-when = When
imports-who = By whom
imports-hash = File (SHA-256)
imports-state = Undo
# $moment (String) - a day and a time
imports-undo-link = Undo the import of { $moment }
imports-being-undone = Being undone.
imports-go-on = Continue
# $moment (String) - a day and a time
# $who (String) - a person
imports-was-undone = Undone on { $moment } by { $who }
imports-undo-title = Undo an import
# $moment (String) - a day and a time
# $who (String) - a person
# $count (String) - how many
imports-undo-what = This is the import of { $moment } by { $who }. Number of responses: { $count }. They are removed, with their comments, their themes and their part of every figure.
imports-undo-frozen = What was frozen stays as it was: dossiers of norms, verdicts and signals keep the figures of their day.
imports-undo-again = Afterwards the same file can be imported again.
imports-undo-button = Undo this import
imports-back = Back to the imports

why-title = Why did the NPS change?
why-presets = Compare
why-preset-quarter = last quarter with the one before
why-preset-month = last month with the one before
why-preset-year = last 12 months with the 12 before
why-preset-quarter-earlier = last quarter with a year earlier
why-preset-month-earlier = last month with a year earlier
# $quarter (String) - 1 to 4
# $year (String) - a year
why-quarter = Q{ $quarter } { $year }
# $from (String) - a date
# $to (String) - a date
why-days = { $from } to { $to }
# $now (String) - the newer period
# $points (String) - points, without a sign
# $before (String) - the period to compare with
# $confidence (String) - such as 95
# $low (String) - points
# $high (String) - points
why-lower = The NPS for { $now } is { $points } points lower than for { $before }. The { $confidence } % interval of the difference is { $low } to { $high }.
# $now (String) - the newer period
# $points (String) - points, without a sign
# $before (String) - the period to compare with
# $confidence (String) - such as 95
# $low (String) - points
# $high (String) - points
why-higher = The NPS for { $now } is { $points } points higher than for { $before }. The { $confidence } % interval of the difference is { $low } to { $high }.
# $now (String) - the newer period
# $before (String) - the period to compare with
# $points (String) - points, with a sign
# $confidence (String) - such as 95
# $low (String) - points
# $high (String) - points
why-none-shown = No difference is shown between { $now } and { $before }. The NPS changed by { $points } points; the { $confidence } % interval of the difference is { $low } to { $high }.
# $minimum (Number) - the privacy threshold
why-hidden = One of the two periods has fewer than { $minimum } responses, so there is nothing to show. Choose a longer period or fewer filters.
# $period (String) - a period
why-nothing = There are no responses for { $period }.
# $low (String) - lower limit
# $high (String) - upper limit
# $responses (String) - a number
why-figure = { $low } to { $high }, { $responses } responses
why-difference = Difference
why-caution = This split says where the difference lies, not what caused it: groups can differ in other ways too.
why-uncertain = No difference is shown, so what follows may be chance.
why-against = Compare with
why-against-before = the period before
why-against-year-earlier = the same period a year earlier
why-own = Choose periods and filters
why-wrong-against = A period longer than a year overlaps with the same period a year earlier. Compare it with the period before.
why-split-heading = Where the difference lies
why-split-text = Each property splits the same difference in its own way. By mix: more or fewer responses came from groups that score high or low. Within groups: the same groups gave other scores. Together they are exactly the difference; because of rounding, figures may differ by 0.1.
why-mix = By mix
why-within = Within groups
why-together = Together
# $points (String) - points
# $mix (String) - points
# $within (String) - points
why-sentence = Of the { $points } points, { $mix } come from the mix of groups and { $within } from other scores within groups.
# $group (String) - a group
# $before (String) - a percentage
# $now (String) - a percentage
# $points (String) - points
why-mix-more = The mix: above all more ‘{ $group }’ ({ $before } → { $now } of the responses): { $points } points.
# $group (String) - a group
# $before (String) - a percentage
# $now (String) - a percentage
# $points (String) - points
why-mix-fewer = The mix: above all fewer ‘{ $group }’ ({ $before } → { $now } of the responses): { $points } points.
# $group (String) - a group
# $before (String) - a score
# $now (String) - a score
# $points (String) - points
why-within-most = Within groups: above all ‘{ $group }’ (NPS { $before } → { $now }): { $points } points.
why-no-splits = No property has two groups that are large enough to tell apart.
why-others = others together
why-others-note = Groups that are too small to show are taken together, in both periods.
why-share-before = Share before
why-share-now = Share now
why-nps-before = NPS before
why-nps-now = NPS now
why-picture = Upper, light bar: by mix. Lower, dark bar: within groups. In points.
why-key-mix = Upper bar: by mix.
why-key-within = Lower bar: within groups.
why-key-unit = In points.
# $group (String) - a group
# $mix (String) - points
# $within (String) - points
why-bars = { $group }: { $mix } by mix, { $within } within groups
why-themes-heading = Themes that grew among detractors
why-themes-text = Of the detractors who gave a reason, the share that names a theme. A theme grew if chance hardly explains the growth, even though several themes are compared. The difference is in percentage points.
why-themes-none = Detractors name no theme more often than before, or too few of them gave a reason.
why-themes-difference = Difference
# $confidence (String) - such as 95
why-themes-change = Difference ({ $confidence } % interval)
why-themes-grew = grew
why-themes-all = All themes of this period
