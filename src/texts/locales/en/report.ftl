# The documents themselves.

## Internal evaluation

internal-section-conclusion = Conclusion
internal-section-assessment = Do we do what our policy says?
internal-section-team-flow = How many complaints each team had
internal-section-team-kpis = How quickly each team responded
internal-section-team-nps = What customers thought of each team
internal-section-quality = How colleagues reviewed the handling
internal-section-themes = What customers wrote about
internal-section-signals = Which months stood out
internal-section-pareto = What caused the complaints
internal-section-follow-ups = How we followed up dissatisfied customers
internal-section-discussed = What we discussed with each other
internal-section-improvements-followed = Which improvements ran
internal-section-changed = What this edition changes

internal-table-assessment = The policy, sentence by sentence
internal-rule-assessment = The judgement is that of a member of staff. Beside it stands what the data says. The first figure is of what is known; ‘at least’ includes what is not known, as if it had not happened. Behind the NPS stands its 95 % interval. The complaint report and the first page give the interval of the norm, which can be of another percentage.
internal-table-team-flow = Complaints by team
internal-rule-team-flow = Open at the start and received add up to closed and open at the end. A complaint counts for the team that it is with now, and with the last time it was closed.
# $kpi (String) - the name of a KPI
internal-table-team-clocked = { $kpi }, by team
internal-rule-team-clocked = Complaints received in the year for which this was needed. In time is the share of what is known. At least and at most: if all that is not known was late, or in time.
internal-table-team-nps = NPS by team
internal-rule-team-nps = Answers about complaints that were closed in the year, with the 95 % interval. The complaint report gives the interval of the norm, which can be of another percentage. The outcome of a complaint strongly decides the score: at equal outcomes is the NPS that the team would have with the outcomes of all together. The difference from the rest takes into account that there are several teams.
internal-table-quality-topics = Quality of handling by sub-topic
internal-rule-quality-topics = The points that reviewers gave, as a share of the points that they could give. Only complaints that were drawn at random count.
internal-table-team-quality = Quality of handling by team
internal-rule-team-quality = The points for all sub-topics together, and how many closed complaints of the team were drawn and reviewed.
internal-table-themes = Themes in the answers
internal-rule-themes = Of the detractors (score 0 to 6) who gave a reason: which share names this theme, in this year and in the year before. For passives and promoters it is the number. What customers wrote is not in this report. The link leads to it. Where there is a dash, there is no reason of a detractor of the year before to compare with.
internal-table-signals = Months that stood out
internal-rule-signals = A signal says that something is probably not chance. The cause was recorded by a member of staff.
internal-table-pareto = Causes of complaints
internal-rule-pareto = Complaints received in the year. A complaint can have more than one cause and counts once for each. The cumulative share counts how often causes were named.
internal-table-team-follow-ups = Follow-ups by team
internal-rule-team-follow-ups = Answers of customers who were dissatisfied or wanted contact, whose follow-up was due in the year.
internal-table-team-discussed = Discussed within 30 days, by team
internal-rule-team-discussed = Complaints that were closed in the year. The share is of all complaints whose time is over; one without a recorded day counts as not discussed.
internal-table-improvements-followed = Improvements
internal-rule-improvements-followed = Improvements that ran in the year. The effect is the difference between before and after, in points or percentage points, with the interval. The difference of the rest is taken off, unless there is no rest to compare with. Where no effect can be told, it says so.

internal-column-team = Team
internal-column-brought-forward = Open at the start
internal-column-received = Received
internal-column-closed = Closed
internal-column-carried-forward = Open at the end
internal-column-share-in-time = Share in time
internal-column-timely = In time
internal-column-known = Known
internal-column-unknown = Not known
internal-column-pending = Pending
internal-column-at-least = At least
internal-column-at-most = At most
internal-column-nps = NPS
internal-column-responses = Responses
internal-column-equal-outcomes = At equal outcomes
internal-column-against-rest = Difference from the rest
internal-column-topic = Sub-topic
internal-column-points = Points
internal-column-reviews = Reviews
internal-column-drawn = Drawn
internal-column-reviewed = Reviewed
internal-column-theme = Theme
internal-column-detractors = Detractors
internal-column-passives = Passives
internal-column-promoters = Promoters
internal-column-share-before = Year before
internal-column-change = Change
internal-column-verbatims = Read more
internal-column-months = Months
internal-column-signal = What stood out
internal-column-cause = Cause
internal-column-explained-on = Recorded on
internal-column-complaints = Complaints
internal-column-share = Share of complaints
internal-column-cumulative = Cumulative share
internal-column-due = Due
internal-column-in-time = In time
internal-column-late = Late
internal-column-open = Not done
internal-column-with-employee = With the employee
internal-column-with-team = In the team
internal-column-with-both = Both
internal-column-improvement = Improvement
internal-column-measure = Measure
internal-column-since = Since
internal-column-state = State
internal-column-effect = Effect
internal-column-sentence = Our policy
internal-column-judgement = Judgement
internal-column-note = Note
internal-column-evidence = What the data says
internal-column-evidence-of = Of how many
internal-column-evidence-at-least = At least

internal-verdict-kept = kept
internal-verdict-partly = partly kept
internal-verdict-not-kept = not kept
internal-verdict-cannot-be-said = cannot be said
internal-verdict-not-judged = not judged yet
internal-verdict-higher = higher
internal-verdict-lower = lower
internal-verdict-no-difference-shown = no difference shown
internal-verdict-theme-grew = named more often
internal-verdict-theme-shrank = named less often
internal-verdict-theme-unchanged = no difference shown
internal-verdict-improvement-planned = planned
internal-verdict-improvement-running = running
internal-verdict-improvement-closed = closed
internal-verdict-improvement-withdrawn = withdrawn
internal-verdict-works = works
internal-verdict-harms = makes it worse
internal-verdict-better-alone = better than before the start; other causes cannot be ruled out
internal-verdict-worse-alone = worse than before the start; other causes cannot be ruled out
internal-verdict-cannot-be-told-yet = cannot be told yet

internal-nothing = There is nothing to tell about this in this year.
internal-theme-none = No theme
# $from (String) - a month
# $to (String) - a month
internal-months = { $from } to { $to }

## Around the document

# $year (String) - a year
report-title-public = Complaint report { $year }
# $year (String) - a year
report-title-internal = Evaluation of the complaints policy { $year }
report-draft = Draft, not approved
# $day (String) - a day in words
report-draft-on = Draft of { $day }, not approved.
# $number (String) - from 1
# $day (String) - a day in words
report-edition = Edition { $number }, approved on { $day }.
# $number (String) - from 1
# $hash (String) - the first hexadecimal digits
report-edition-in-foot = Edition { $number } · SHA-256 { $hash }…
# $moment (String) - a day and a time
report-as-of = The figures show what was known on { $moment } (UTC).
# $moment (String) - a day and a time
report-as-of-local = The figures show what was known on { $moment }.
report-contents = Contents
report-page = Page
report-page-of = of
report-nothing = There is nothing to report on this.
report-none = There are none.
report-check-heading = How to check this report
# $name (String) - the identifier of the block
report-check-block = Each figure follows from counts. These stand in this file too, in a block named ‘{ $name }’ that a program can read (JSON). So anyone can recompute the figures.
report-check-hash = The SHA-256 of that block, written as RFC 8785 says, is:
report-check-draft = A draft has no SHA-256 yet: its figures and its words may still change.
# $method (String) - the name of the method
report-method = Method: { $method }.

## Figures

report-hidden = not shown
# $minimum (String) - how many
report-hidden-note = Not shown: fewer than { $minimum }, or a number from which such a small one could be computed.
report-unknown = unknown
# $value (String) - a number
# $low (String) - a number
# $high (String) - a number
report-interval = { $value } ({ $low } to { $high })
# $value (String) - a number
# $per (String) - a whole number
report-rate = { $value } per { $per }
report-link = read more
# $amount (String) - an amount of money
report-money = €{ $amount }
# $effect (String) - a number with its interval
# $verdict (String) - a verdict in words
report-effect = { $effect }: { $verdict }

## Rows

# $number (String) - 1 to 6
# $name (String) - the name of a KPI
report-label-kpi = KPI { $number }: { $name }
report-label-total = Total
report-label-not-told = Not told
report-label-others = All others together
report-label-remedy-none = Nothing
report-label-remedy-explanation = An explanation
report-label-remedy-apology = An apology
report-label-remedy-correction = A correction of the mistake
report-label-remedy-payment = A payment
report-place-expired = Got a mail and did not answer
report-place-unsubscribed = Got a mail and unsubscribed
report-place-returned = The mail came back
report-place-withdrawn = Complaint reopened or data erased after the mail
report-place-waiting = Got a mail and can still answer
report-place-undeliverable = The mail could not be delivered
report-place-withdrawn-before = Complaint reopened or data erased before the mail
report-place-planned = The mail has yet to go out
report-place-unreported = The closing was not known yet
report-place-answered = Answered

## Columns

report-column-complaints = Complaints
report-column-share = Share
report-column-received = Received
report-column-closed = Closed
report-column-value = Value
report-column-norm = Norm
report-column-verdict = Verdict
report-column-numerator = In time
report-column-denominator = Out of
report-column-pending = Pending
report-column-unknown = Unknown
report-column-at-least = At least
report-column-at-most = At most
report-column-responses = Answers
report-column-invited = Asked
report-column-rate = Response rate
report-column-effect = Effect
report-column-since = Since
report-column-brought-forward = Still open from earlier years
report-column-carried-forward = Still open at the end
report-column-amount = Amount
report-column-not-applicable = Not needed
report-column-decided-on = Decided on

## Tables: their titles, what their rows are, and the rules by which they count

report-table-flow = Complaints in the year
report-rows-flow = Year
report-rule-flow = Each complaint counts once in a year in which it was open. Still open from earlier years and received add up to closed and still open at the end.
report-table-channel = How complaints came in
report-rows-channel = Channel
report-rule-channel = This counts the complaints that we received in the year. Each complaint counts once. Rows with very few complaints are combined.
report-table-complainant = Who complained
report-rows-complainant = Complainant
report-rule-complainant = This counts the complaints that we received in the year. Each complaint counts once. Rows with very few complaints are combined.
report-table-product = Which product complaints were about
report-rows-product = Product
report-rule-product = This counts the complaints that we received in the year. Each complaint counts once. Rows with very few complaints are combined.
report-table-cause = What caused complaints
report-rows-cause = Cause
report-rule-cause = This counts the complaints that we received in the year. Each complaint counts once, by its main cause. Rows with very few complaints are combined.
report-table-outcome = What we decided about complaints
report-rows-outcome = Outcome
report-rule-outcome = This counts the complaints that we closed in the year. Each complaint counts once. Rows with very few complaints are combined.
report-table-remedy = What we did for complainants
report-rows-remedy = What we did
report-rule-remedy = This counts the complaints that we closed in the year. Each complaint counts once. Rows with very few complaints are combined. The amount is that of all payments together.
report-table-kpis = The six KPIs
report-rows-kpis = KPI
report-rule-kpis = KPI 1, 2, 3 and 6 are about complaints that we received in the year, KPI 4 and 5 about complaints that we closed in the year. KPI 1, 2 and 3 are the share in time, of the complaints of which we know. The norm is that of the start of the year: a lower limit, and for KPI 6 an upper limit. With KPI 5 there is a verdict only if one was given on the whole year; those on parts of the year are in the next section.
report-table-kpi-counts = The complaints behind KPI 1, 2 and 3
report-rows-kpi-counts = KPI
report-rule-kpi-counts = Pending: there is still time. Unknown: it was not recorded whether it happened. ‘At least’ is the share in time if what is unknown never was, ‘at most’ if it always was.
report-table-nps = NPS over complaint handling
report-rows-nps = Year
report-rule-nps = The percentage that gives a 9 or 10, less the percentage that gives a 0 to 6. The numbers in brackets are the interval. This counts the answers about complaints that we closed in the year.
report-table-response = How many customers answered
report-rows-response = Year
report-rule-response = Counted by the day on which we closed the complaint. If a complaint is reopened and closed again, it counts again.
report-table-non-response = Why there was no answer
report-rows-non-response = Reason
report-rule-non-response = Counted by the day on which we closed the complaint. Each complaint without an answer is listed under one reason.
report-table-norms = Norms
report-rows-norms = KPI
report-rule-norms = The norms that were in force in the year or were adopted in it. A complaint is judged by the norm that was in force when we received it.
report-table-improvements = Improvements and their effect
report-rows-improvements = Improvement
report-rule-improvements = The effect is how much more changed for those whom it concerns than for the rest, in points or percentage points. Where there is no rest to compare with, it is the change itself. The numbers in brackets are the interval.

## Statements

# $number_of_received (Number) - how many
# $received (String) - how many
# $closed (String) - how many
# $open (String) - how many
report-statement-summary-received = { $number_of_received ->
    [one] We received { $received } complaint and closed { $closed }.
   *[other] We received { $received } complaints and closed { $closed }.
} At the end { $open } were open.
# $share (String) - a share
# $norm (String) - a norm
report-statement-summary-acknowledgement = We confirmed receipt in time for { $share } of the complaints. Our norm is { $norm }.
# $share (String) - a share
# $norm (String) - a norm
report-statement-summary-acknowledgement-known = We confirmed receipt in time for { $share } of the complaints of which we know. Our norm is { $norm }.
# $share (String) - a share
report-statement-summary-acknowledgement-without-norm = We confirmed receipt in time for { $share } of the complaints.
# $share (String) - a share
report-statement-summary-acknowledgement-known-without-norm = We confirmed receipt in time for { $share } of the complaints of which we know.
# $share (String) - a share
# $norm (String) - a norm
report-statement-summary-phone-response = We called in time for { $share } of the complaints that needed it. Our norm is { $norm }.
# $share (String) - a share
# $norm (String) - a norm
report-statement-summary-phone-response-known = We called in time for { $share } of the complaints that needed it and of which we know. Our norm is { $norm }.
# $share (String) - a share
report-statement-summary-phone-response-without-norm = We called in time for { $share } of the complaints that needed it.
# $share (String) - a share
report-statement-summary-phone-response-known-without-norm = We called in time for { $share } of the complaints that needed it and of which we know.
# $share (String) - a share
# $norm (String) - a norm
report-statement-summary-written-response = We wrote a substantive answer in time for { $share } of the complaints that needed it. Our norm is { $norm }.
# $share (String) - a share
# $norm (String) - a norm
report-statement-summary-written-response-known = We wrote a substantive answer in time for { $share } of the complaints that needed it and of which we know. Our norm is { $norm }.
# $share (String) - a share
report-statement-summary-written-response-without-norm = We wrote a substantive answer in time for { $share } of the complaints that needed it.
# $share (String) - a share
report-statement-summary-written-response-known-without-norm = We wrote a substantive answer in time for { $share } of the complaints that needed it and of which we know.
# $promoters (String) - a share
# $detractors (String) - a share
# $nps (String) - an NPS with its interval
report-statement-summary-recommend = Of the customers who answered, { $promoters } recommend us (a 9 or 10) and { $detractors } do not (a 0 to 6). The difference is called the NPS: { $nps }. The numbers in brackets show between which values it probably lies, since not everyone answered.
report-statement-summary-few-answers = Too few customers answered to say what they thought of the handling.
report-statement-summary-answers-not-shown = We do not show what customers thought of the handling: small numbers could be computed from it.
# $improvements (String) - how many
# $number_of_works (Number) - how many
# $works (String) - how many
# $number_of_harms (Number) - how many
# $harms (String) - how many
# $not_yet (String) - how many
report-statement-summary-improvements = Improvements in this year: { $improvements }. By the figures { $number_of_works ->
    [one] { $works } works
   *[other] { $works } work
}, { $number_of_harms ->
    [one] { $harms } makes it worse
   *[other] { $harms } make it worse
}, and of { $not_yet } it cannot be told yet.
# $better (String) - how many
# $worse (String) - how many
report-statement-summary-improvements-alone = Of the others, { $better } went better after the start and { $worse } went worse. There is no rest to compare with, so other causes cannot be ruled out.
report-statement-summary-no-improvements = We report no improvements for this year.
# $brought_forward (String) - how many
# $received (String) - how many
# $closed (String) - how many
# $carried_forward (String) - how many
report-statement-flow-identity = { $brought_forward } still open from earlier years + { $received } received = { $closed } closed + { $carried_forward } still open at the end.
report-statement-reopened-is-open = A complaint that we reopened counts as open.
# $year (String) - a year
# $edition (String) - the number of an edition
# $published (String) - how many, as it was published
# $brought_forward (String) - how many, as it is known now
report-statement-opening-differs = The report on { $year } (edition { $edition }) counted { $published } complaints that were still open at the end. By what we know now there were { $brought_forward }. This year begins with that number.
# $complaints (String) - how many
# $share (String) - a share
# $not_told (String) - a share
report-statement-kifid-pointed = Complaints that we rejected in whole or in part: { $complaints }. We pointed the customer to Kifid or the court in { $share } of these. Not recorded: { $not_told }.
# $complaints (String) - how many
report-statement-kifid-not-recorded = Complaints that we rejected in whole or in part: { $complaints }. Whether we pointed the customer to Kifid or the court is not recorded.
report-statement-kifid-hidden = We do not show how often we pointed customers to Kifid or the court: it is about too few complaints.
report-statement-kifid-not-shown = We do not show how often we pointed customers to Kifid or the court: small numbers could be computed from it.
# $until (String) - a day in words
report-statement-year-is-running = The year is not over. These are the figures up to and including { $until }. So there is no verdict yet.
report-statement-nps-hidden = We do not show the NPS: one of the groups of customers is too small.
report-statement-nps-not-shown = We do not show the NPS: small numbers could be computed from it.
report-statement-nps-no-answers = There are no answers, so there is no NPS.
# $from (String) - a day in words
# $to (String) - a day in words
# $verdict (String) - a verdict in words
# $norm (String) - a norm
report-statement-nps-verdict-of-period = Official verdict on the period from { $from } up to and including { $to }: { $verdict }. The norm was { $norm }.
report-statement-nps-norm-is-of-others = The norm is not about exactly these answers. So no verdict stands with it.
report-statement-non-response-hidden = Reasons of very few complaints are left out. Sometimes a larger one is left out too, so that the small ones cannot be computed.
report-statement-invitations-unknown = Some answers were taken over from another program. Of these it is not known how many customers were asked.
report-statement-no-norms-in-force = In this year no norm was in force.
report-statement-no-improvements = We report no improvements for this year.
# $edition (String) - the number of an edition
report-statement-replaces-edition = This report replaces edition { $edition }.
# $edition (String) - the number of an edition
report-statement-unchanged-since-edition = Above stand figures as in edition { $edition }. They have changed so little since that the difference would tell of a few complaints.
report-statement-audience-customer = We ask customers about their experience.
report-statement-audience-lawyer = We ask lawyers about their experience.
report-statement-audience-intermediary = We ask intermediaries about their experience.
report-statement-audience-opposing-party = We ask opposing parties about their experience.
report-statement-audience-other = We ask others who complain about their experience.
report-statement-mode-email = We ask by e-mail.
report-statement-asked-at-once = We ask as soon as the complaint is closed.
report-statement-asked-within-an-hour = We ask within an hour after the complaint is closed.
# $number_of_days (Number) - how many
# $days (String) - how many
report-statement-asked-after-days = { $number_of_days ->
    [one] We ask { $days } day after the complaint was closed.
   *[other] We ask { $days } days after the complaint was closed.
}
# $number_of_hours (Number) - how many
# $hours (String) - how many
report-statement-asked-after-hours = { $number_of_hours ->
    [one] We ask { $hours } hour after the complaint was closed.
   *[other] We ask { $hours } hours after the complaint was closed.
}
report-statement-window-always = The mails go out at any hour of the week.
# $number_of_days (Number) - how many
# $days (String) - how many
# $opens (String) - a time
# $closes (String) - a time
report-statement-window-weekly = { $number_of_days ->
    [one] The mails go out on { $days } day of the week, from { $opens } to { $closes }, and never on a public holiday.
   *[other] The mails go out on { $days } days of the week, from { $opens } to { $closes }, and never on a public holiday.
}
# $number_of_days (Number) - how many
# $days (String) - how many
report-statement-expires-after-days = { $number_of_days ->
    [one] The link in the mail works for { $days } day, counted from the first mail.
   *[other] The link in the mail works for { $days } days, counted from the first mail.
}
# $number_of_hours (Number) - how many
# $hours (String) - how many
report-statement-expires-after-hours = { $number_of_hours ->
    [one] The link in the mail works for { $hours } hour, counted from the first mail.
   *[other] The link in the mail works for { $hours } hours, counted from the first mail.
}
# $number_of_days (Number) - how many
# $days (String) - how many
report-statement-ask-within-days = { $number_of_days ->
    [one] If we learn of a closing only after more than { $days } day, we do not ask.
   *[other] If we learn of a closing only after more than { $days } days, we do not ask.
}
# $number_of_hours (Number) - how many
# $hours (String) - how many
report-statement-ask-within-hours = { $number_of_hours ->
    [one] If we learn of a closing only after more than { $hours } hour, we do not ask.
   *[other] If we learn of a closing only after more than { $hours } hours, we do not ask.
}
report-statement-no-reminders = We send no reminders.
# $number_of_reminders (Number) - how many
# $reminders (String) - how many
# $number_of_days (Number) - how many
# $days (String) - how many
report-statement-reminders-days = Those who do not answer get at most { $number_of_reminders ->
    [one] { $reminders } reminder
   *[other] { $reminders } reminders
}, each { $number_of_days ->
    [one] { $days } day
   *[other] { $days } days
} after the mail before.
# $number_of_reminders (Number) - how many
# $reminders (String) - how many
# $number_of_hours (Number) - how many
# $hours (String) - how many
report-statement-reminders-hours = Those who do not answer get at most { $number_of_reminders ->
    [one] { $reminders } reminder
   *[other] { $reminders } reminders
}, each { $number_of_hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} after the mail before.
report-statement-no-cool-down = Someone with several complaints is asked about each.
# $number_of_days (Number) - how many
# $days (String) - how many
report-statement-cool-down-days = { $number_of_days ->
    [one] Someone who got a mail less than { $days } day ago gets none about another complaint.
   *[other] Someone who got a mail less than { $days } days ago gets none about another complaint.
}
# $number_of_hours (Number) - how many
# $hours (String) - how many
report-statement-cool-down-hours = { $number_of_hours ->
    [one] Someone who got a mail less than { $hours } hour ago gets none about another complaint.
   *[other] Someone who got a mail less than { $hours } hours ago gets none about another complaint.
}
report-statement-no-holdout = We leave out no complaints by lot.
# $share (String) - a share
report-statement-holdout = Of { $share } of the complaints we do not ask. These are drawn at random.
# $day (String) - a day in words
report-statement-settings-of = These are the settings of { $day }. They may have been different before.
# $reason (String) - why, in words
# $complaints (String) - how many
report-not-asked = Not asked ({ $reason }): { $complaints }.
report-statement-not-asked-hidden = Other reasons not to ask occurred in so few complaints that we do not name them.
report-statement-not-asked-not-shown = We do not show the other reasons not to ask: small numbers could be computed from them.
# $responses (String) - how many
# $invited (String) - how many
# $rate (String) - a share
report-statement-response = Answers: { $responses }. Asked: { $invited }. Response rate: { $rate }.
report-statement-response-rate-rr1 = The response rate is the number of answers over the number of complaints about which a mail went out. An answer without a score is none. Researchers call this RR1 (AAPOR).
report-statement-no-weights = Each answer has the same weight. We add nothing for what others might have answered.
# $confidence (String) - a percentage
report-statement-interval = Behind the NPS stands the { $confidence } interval. The true value probably lies in it, if those who did not answer think the same.
# $name (String) - the name of a questionnaire
report-statement-questionnaire-built-in = At the start of the year this was the questionnaire: { $name }.
# $since (String) - a day in words
# $name (String) - the name of a questionnaire
report-statement-questionnaire-in-force = Since { $since } this is the questionnaire: { $name }.
# $day (String) - a day in words
report-statement-change-text = On { $day } a text changed.
# $day (String) - a day in words
report-statement-change-process = On { $day } a way of working changed.
# $day (String) - a day in words
report-statement-change-law = On { $day } a law or rule changed.
# $day (String) - a day in words
report-statement-change-other = On { $day } something else changed.
# $minimum (String) - how many
report-statement-minimum = We do not show numbers below { $minimum }, nor numbers from which these could be computed. The totals of the year are always shown.
# $day (String) - a day in words
report-statement-facts-until = Counted is what was known on { $day }.

## A report that was withdrawn

report-withdrawn-title = This report was withdrawn
# $document (String) - its name and year
# $number (String) - the number of the edition
# $day (String) - a day
report-withdrawn = { $document }, edition { $number }, was published here. On { $day } we withdrew it.
# $reason (String) - one of the reasons
report-withdrawn-reason = The reason: { $reason }.
# $number (String) - the number of the edition
report-withdrawn-next = Read edition { $number }
report-withdrawn-no-next = There is no newer edition yet.
