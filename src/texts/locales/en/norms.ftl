# Norms: readiness, workbench, ledger, dossiers, verdicts, and the mails about them.

dashboard-norm = Norm

norms-title = Norm
norms-done = This has been recorded.
# $fields (String) - names of fields
norms-wrong = This was not recorded. Check: { $fields }.
norms-empty-window = This was not recorded: there are no responses in these months. Choose other months.
norms-day-taken = This was not recorded: a norm for this KPI was adopted from the same day. Propose it again from another day.
norms-own = This was not recorded: a norm is adopted by another person than the one who proposed it. Ask a colleague.
norms-decided = This was not recorded: this norm has already been decided on.
norms-too-late = This was not recorded: the norm would take effect today or earlier. Propose it again from a later day.
norms-not-due = This was not recorded: this norm does not need to be evaluated now.

norms-none = There is no norm for NPS yet
norms-none-text = The norm for KPI 5 is still to be determined; more experience is being gained. Until then Naklank shows the level and its uncertainty only, without a verdict.
# $value (String) - a number of points
# $day (String) - a day
norms-in-force = The norm has been { $value } since { $day }
# $value (String) - a number of points
# $day (String) - a day
norms-coming = The norm { $value } has been adopted. It takes effect on { $day }.
# $day (String) - a day
norms-provisional = This norm is provisional. It will be reviewed on { $day } at the latest.
# $day (String) - a day
norms-next-verdict = While the first period runs, you see the level and its uncertainty only. The first official verdict comes when the answers are in, before { $day }.
# $from (String) - a day
# $to (String) - a day
# $nps (String) - a number
# $responses (String) - a number
# $low (String) - lower limit
# $high (String) - upper limit
# $confidence (String) - such as 90
norms-level = Over the last 12 complete months ({ $from } up to and including { $to }) the NPS is { $nps }, from { $responses } responses. The true NPS probably lies between { $low } and { $high } ({ $confidence } % interval).
norms-level-note = The first page is about the same 12 months, but about all responses. Here only those count for whom the norm holds, in months with enough answers. So the NPS can differ there.
norms-level-none = Over the last 12 complete months there are too few responses to show anything.

norms-policy-heading = The norms of the complaints policy
norms-policy-text = The complaints policy states the norms below. They are not in the ledger yet, so they do not hold yet. If you load them, each norm holds from the year beside it. The ledger will say that you adopted them.
# $number (String) - the number of the KPI
# $name (String) - the name of the KPI
# $norm (String) - such as at least 90 %
# $year (String) - a year
norms-policy-value = KPI { $number }, { $name }: { $norm }, from { $year }
norms-policy-load = Load the policy's values
# $count (Number) - how many
# $who (String) - an address
# $day (String) - a day
norms-policy-loaded = { $count ->
    [one] 1 value of the policy was loaded by { $who }, on { $day }.
   *[other] { $count } values of the policy were loaded by { $who }, on { $day }.
}

verdicts-heading = Official verdicts
verdicts-intro = One for each period, given once, by the rule that was fixed beforehand. Answers that come later change figures, not the verdict.
verdict-met-word = met
verdict-not-met-word = not met
verdict-undecided-word = undecided
verdict-insufficient-word = too few responses for a verdict
# $responses (String) - a number
# $closed (String) - a number
verdict-answers = There were { $responses } answers to { $closed } complaints.
# $responses (String) - a number
verdict-answers-alone = There were { $responses } answers.
verdict-answers-few = There were very few answers.
# $answers (String) - the sentence about the answers
# $low (String) - lower limit
# $high (String) - upper limit
# $norm (String) - points
verdict-met = Met. { $answers } If the people who did not answer think the same, the NPS probably lies between { $low } and { $high }. All of that is at or above the norm ({ $norm }).
# $answers (String) - the sentence about the answers
# $low (String) - lower limit
# $high (String) - upper limit
# $norm (String) - points
verdict-not-met = Not met. { $answers } If the people who did not answer think the same, the NPS probably lies between { $low } and { $high }. All of that is at or below the norm ({ $norm }).
# $answers (String) - the sentence about the answers
# $low (String) - lower limit
# $high (String) - upper limit
# $norm (String) - points
verdict-undecided = Cannot be said yet. { $answers } If the people who did not answer think the same, the NPS probably lies between { $low } and { $high }. The norm ({ $norm }) lies in between. This counts neither as met nor as missed.
# $answers (String) - the sentence about the answers
# $norm (String) - the norm
# $minimum (String) - a number
verdict-insufficient = Too few answers to judge. { $answers } A verdict on the norm ({ $norm }) needs at least { $minimum }. This counts neither as met nor as missed.

readiness-heading = Is there enough experience?
readiness-intro = These steps say whether there is enough experience for a norm. You may also set a norm earlier: until all steps have passed, a norm is provisional and gets a day of review.
readiness-ready = All steps have passed: a norm can be set.
# $passed (Number) - how many
# $all (String) - a number
readiness-count = { $passed ->
    [one] 1 of { $all } steps has passed.
   *[other] { $passed } of { $all } steps have passed.
}
readiness-gate = Step
readiness-have = Now
readiness-need = Needed
readiness-status = Standing
readiness-passed = passed
readiness-missing = missing
# $month (String) - such as April 2027
readiness-expected = missing; expected in { $month }
gate-months = Consecutive complete months with responses
gate-responses = Responses, enough to know the NPS to within 10 points
gate-signals = Months of the last six that stood out with no cause recorded
gate-trend = Does the NPS rise or fall over the last 12 months?
gate-instrument = Combinations of questionnaire and mode in the last 12 months
gate-response-rate = Months of the last 12 whose response rate is known
gate-coverage = Closed complaints of the last 12 months whose customer was invited
# $need (String) - a number
gate-at-least = at least { $need }
# $need (String) - a number
gate-exactly = { $need }
coverage-channels = Invited by channel

ledger-heading = Ledger of norms
ledger-intro = All six KPIs of the complaints policy. Nothing in this list is ever changed or removed.
ledger-norm = Norm
ledger-from = From
ledger-state = State
ledger-proposed = Proposed by
ledger-decided = Decided by
ledger-none = no norm yet
# $value (String) - such as 90 %
ledger-at-least = at least { $value }
# $value (String) - such as 1 %
ledger-at-most = at most { $value }
state-norm-proposed = proposed
state-norm-adopted = adopted
state-norm-superseded = superseded
state-norm-rejected = rejected
state-norm-withdrawn = withdrawn
state-norm-provisional = provisional
ledger-policy = policy
ledger-waiting = Waits for a decision
ledger-other = Propose a norm for another KPI
ledger-percent = Norm in per cent

workbench-open = Open the workbench
workbench-title = Workbench for a norm
workbench-intro = Below are three proposals for a norm, with what each would mean. Choose one, or try a value yourself.
workbench-from = From month
workbench-to = To month
workbench-assessment = Judged by
workbench-year = calendar year (tried here on every 12 months)
workbench-by-year = calendar year
workbench-by-year-note = A calendar year is tried here on every 12 months.
workbench-quarter = calendar quarter
workbench-certainty = Certainty of a verdict
workbench-minimum = Fewest responses
workbench-candidate = Candidate (points)
workbench-improvement = Wanted improvement (points)
workbench-gap = Fall to detect (points)
workbench-show = Show
workbench-nothing = These months give no proposal: there are too few responses, or all are alike.
workbench-proposal = Three proposals
# $months (String) - a number
# $responses (String) - a number
# $nps (String) - the level
# $expected (String) - a number
# $low (String) - lower limit
# $high (String) - upper limit
workbench-basis = Over { $months } months with { $responses } responses the level is { $nps }. Judged over about { $expected } responses at a time, the next outcome will probably lie between { $low } and { $high } if nothing changes.
workbench-kind = Norm
workbench-exact = Computed
workbench-rounded = To 5 points
workbench-met = Met
workbench-undecided = Undecided
workbench-not-met = Not met
workbench-insufficient = Too few
workbench-hold = Hold
workbench-provable = Provable
workbench-provable-short = Provable norm
workbench-stretch = Stretch
workbench-try = Try
# $value (String) - a number
workbench-try-value = Try { $value } points
workbench-backtest = What this norm would have said in the past
# $value (String) - a number
workbench-backtest-title = The norm { $value } against the NPS of each period
# $confidence (String) - such as 90
workbench-backtest-note = The bar of each period shows between which values the true NPS probably lies ({ $confidence } % interval). If the whole bar lies above the norm, it is met (triangle upward); if it lies wholly below, it is not (triangle downward). An open circle: undecided. A cross: too few responses.
workbench-rolling-note = Each period is the 12 months up to that month. They overlap, so do not count them as separate years.
workbench-none-fits = No period of this length lies wholly within the history that you chose.
# $met (String) - a number
# $value (String) - a number
# $undecided (String) - a number
# $not_met (String) - a number
# $insufficient (String) - a number
workbench-backtest-text = Of the periods { $met } met the norm { $value }, { $undecided } were undecided, { $not_met } did not meet it and { $insufficient } had too few responses.
workbench-naive = Naive rule
# $above (String) - a number
# $all (String) - a number
# $flips (Number) - a number
workbench-naive-note = The naive rule “point at or above the norm” would have said “met” in { $above } of { $all } periods, and its verdict would have changed { $flips ->
    [one] once
   *[other] { $flips } times
}.
workbench-naive-met = met
workbench-naive-missed = missed
workbench-periods = Each period in a table
workbench-period = Period
workbench-certainty-reached = Certainty that the norm is reached
workbench-verdict = Verdict
workbench-beside = The candidate and 5 points beside it
workbench-errors = How often the rule is wrong
# $responses (String) - a number
workbench-errors-intro = Computed for { $responses } responses in a period, as history had.
# $usual (String) - a number
# $minimum (String) - a number
workbench-errors-none = In history a period had { $usual } responses. A verdict needs { $minimum }; with this rule there would be none.
workbench-truth = If the true NPS is
workbench-truth-at = exactly the norm
# $gap (String) - a number
workbench-truth-below = { $gap } points below the norm
# $gap (String) - a number
workbench-truth-above = { $gap } points above the norm
workbench-naive-says-met = Naive rule says met
# $share (String) - such as 5 %
workbench-false-alarm = False alarm: a process exactly at the norm is called “not met” in { $share } of periods.
# $gap (String) - a number
# $share (String) - such as 70 %
workbench-missed = Missed detection: a process { $gap } points below the norm is not called “not met” in { $share } of periods.
# $gap (String) - a number
# $responses (String) - a number
workbench-needed = To tell a gap of { $gap } points in 4 of 5 periods takes { $responses } responses in a period.
workbench-more = More respondents
workbench-more-intro = Which norm could be shown to be met if more people answered.
workbench-times = Responses
workbench-expected = In one period
workbench-smallest = Smallest improvement that can be shown
workbench-as-now = as many as now
# $factor (String) - a number
workbench-factor = { $factor } times as many

propose-heading = Propose this norm
propose-intro = Your proposal freezes the evidence in a dossier. Another person adopts or rejects the norm.
propose-kpi = KPI
propose-value = Norm (points)
propose-from = Takes effect on
propose-rationale = Why this norm?
propose-rule = Rule, fixed with the norm
propose-button = Propose
propose-not-new-year = A norm that takes effect within a period judges from the next one on. The running period keeps the norm with which it began.

# $kpi (String) - the name of a KPI
norm-heading = Norm: { $kpi }
norm-value = Norm
norm-state = State
norm-effective = Takes effect on
norm-proposed-by = Proposed by
norm-decided-by = Decided by
# $who (String) - an address or a name
# $when (String) - a moment
norm-by = { $who }, { $when }
norm-why = Reasons
norm-decision-why = Reasons for the decision
norm-rule = Rule
# $interval (String) - year or quarter
# $population (String) - who counts
# $basis (String) - which day counts
# $certainty (String) - such as 95
# $confidence (String) - such as 90
# $minimum (String) - a number
norm-rule-text = Judged by { $interval } (complainant: { $population }; { $basis }), with { $certainty } % certainty: met or not met only when the whole { $confidence } % interval lies on one side of the norm, and from { $minimum } responses on.
norm-rule-none = For this KPI all that is measured counts; there is no sample. The norm is met when the figure is no worse than the norm.
norm-decide = Decide
norm-decide-own = This is your own proposal. Another person adopts or rejects it; you can withdraw it.
norm-decide-other-role = A policy owner decides on it.
norm-rationale = Reasons
norm-adopt = Adopt
norm-reject = Reject
norm-withdraw = Withdraw
norm-provisional-note = Not all gates of the readiness have passed. If you adopt this norm now, it is provisional and will be reviewed a year after it takes effect.
dossier-intro = What was known when the norm was proposed. This does not change any more.
# $hash (String) - a fingerprint
dossier-hash = SHA-256 of the canonical JSON: { $hash }
dossier-method = Method
dossier-download = The dossier as JSON
# $command (String) - a command
dossier-verify = Check it with: { $command }
dossier-holds = The findings were computed again just now from the counts in the dossier, and are equal.
dossier-broken = The dossier does not hold:
# $actual (String) - a fingerprint
# $stored (String) - a fingerprint
fault-text = The text has SHA-256 { $actual }, but { $stored } was stored with it.
# $actual (String) - a fingerprint
# $decided (String) - a fingerprint
fault-decision = The text has SHA-256 { $actual }, but the decision was about { $decided }.
fault-ledger = Value, day, rule, reasons or proposer in the ledger are not those of the dossier.
fault-findings = The findings do not follow from the counts.
# $method (String) - a name
fault-method = The dossier was computed by another method: { $method }.
dossier-months = Months
dossier-month = Month
dossier-promoters = Promoters
dossier-passives = Passives
dossier-detractors = Detractors
dossier-gates = Readiness at that moment
dossier-findings = Findings
dossier-share-none = This norm rests on its reasons alone: there are no counts of responses behind it.
# $nps (String) - the level
# $hold (String) - points
# $provable (String) - points
# $stretch (String) - points
dossier-proposal = Level { $nps }; hold { $hold }, provable { $provable }, stretch { $stretch }.
# $met (String) - a share
# $undecided (String) - a share
# $not_met (String) - a share
dossier-assurance = If the process stays as it is, the verdict over this norm is met with a probability of { $met }, undecided { $undecided }, not met { $not_met }.
dossier-changed = What changed since
dossier-changed-few = a few answers are different; how, stays hidden
dossier-changed-none = The same months hold the same counts today.
dossier-changed-intro = These months hold other counts today, such as by late answers. The dossier stays as it is.
dossier-then = Then
dossier-now = Today
# $responses (String) - a number
# $nps (String) - points
dossier-counts = { $responses } responses, NPS { $nps }

evaluation-heading = Yearly evaluation
# $day (String) - a day
evaluation-due = Since { $day } this norm is due to be evaluated, as the policy asks each year.
evaluation-since = Since the norm took effect
# $nps (String) - points
# $responses (String) - a number
# $confidence (String) - such as 90
# $low (String) - lower limit
# $high (String) - upper limit
evaluation-level = NPS { $nps } from { $responses } responses ({ $confidence } % interval { $low } to { $high })
evaluation-level-none = too few responses to show anything
# $count (Number) - how many
# $open (String) - a number
evaluation-signals = { $count ->
    [one] 1 signal, { $open } of them without a cause
   *[other] { $count } signals, { $open } of them without a cause
}
# $count (Number) - how many
evaluation-changes = { $count ->
    [one] 1 change noted
   *[other] { $count } changes noted
}
evaluation-keep = Keep the norm, because
evaluation-keep-button = Keep
evaluation-anew = or propose another one on the workbench
# $due (String) - a day
# $who (String) - who
# $why (String) - why
evaluation-kept = Evaluation of { $due }: kept by { $who }. { $why }

dashboard-norm-of-all = The norm and the verdict are about everybody together, not about this selection. Without filters you see the verdict here.
# $value (String) - points
dashboard-norm-line = norm { $value }
# $confidence (String) - such as 90
dashboard-norm-note = The line of the norm steps where a norm takes effect. The band is the { $confidence } % interval: the one that decides. Only whole periods of the rule are judged.
# $confidence (String) - such as 90
dashboard-norm-other-interval = The norm is drawn only beside the interval that decides. Choose the { $confidence } % interval to see it.
# $value (String) - points
# $day (String) - a day
dashboard-norm-since = { $value } since { $day }
# $norm (String) - the norm
# $tipping (String) - a score
standing-tipping-norm = The NPS of all complaints would be at the norm ({ $norm }) if the people who did not answer came to { $tipping } together.
# $norm (String) - the norm
standing-tipping-norm-never = Even if all the people who did not answer thought the same, the NPS of all complaints would not be at the norm ({ $norm }).

# $who (String) - an address or a name
# $kpi (String) - the name of a KPI
# $norm (String) - such as "at least 5"
# $day (String) - a day
# $organisation (String) - a name
norm-mail-proposal = { $who } proposes a norm for “{ $kpi }”: { $norm }, from { $day }, for { $organisation }. Another person adopts or rejects it.
norm-mail-proposal-subject = A norm waits for your decision
# $period (String) - a period
norm-mail-verdict-subject = NPS complaint handling: the verdict on { $period }
# $organisation (String) - a name
# $period (String) - a period
# $sentence (String) - the verdict
norm-mail-verdict = { $organisation }, { $period }: { $sentence }
norm-mail-evaluation-subject = NPS complaint handling: the norm is due to be evaluated
# $norm (String) - such as "at least 5"
# $organisation (String) - a name
# $day (String) - a day
norm-mail-evaluation = The norm for the NPS ({ $norm }) of { $organisation } holds since { $day }. The policy asks to evaluate it each year: keep it, or propose another one.
norm-mail-look = Look here:
norm-mail-why = You get this e-mail because you are a policy owner.
norms-hidden-note = Months with very few answers are left out of these figures, so that nobody can be recognised; an official verdict does count them.
norm-cannot = This norm can no longer be adopted: its day has come, or another norm takes effect on the same day.
norm-closed = This proposal is closed: another norm was adopted for the same KPI from the same day.
norm-closed-look = See the adopted norm
# $norm (String) - such as "at least 5"
# $day (String) - a day
# $id (String) - an identifier
norm-closed-by = Rejected because another norm was adopted for the same KPI from the same day: { $norm }, from { $day } (norm { $id }).
fault-unreadable = This is not a dossier in a format we know.
takes-value = points between −100 and 100, or per cent from 0 to 100
takes-day = a day that lies ahead
takes-rationale = 1 to 4000 characters
takes-months = whole months that are over
takes-minimum = a whole number from 10 on

# $bound (String) - such as "at least 90 %"
# $limit (String) - such as "24 hours"
ledger-within = { $bound } within { $limit }
# $hours (Number) - how many
limit-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
# $days (Number) - how many
limit-working-days = { $days ->
    [one] 1 working day
   *[other] { $days } working days
}
propose-limit = Time allowed
propose-limit-hint = for KPI 1 to 3; empty for that of the policy
propose-limit-unit = In
limit-unit-hours = hours
limit-unit-working-days = working days
gate-yes = yes
gate-no = no
# $verdict (String) - a verdict in a word
# $norm (String) - points
dashboard-judged = { $verdict } (norm { $norm })
# $quarter (String) - 1 to 4
# $year (String) - a year
norm-period-quarter = quarter { $quarter } of { $year }
norms-level-same = The first page is about the same 12 months and has the same NPS.
norms-now = NPS over the last 12 complete months
norms-norm-now = Norm in force
# $day (String) - a day
norms-norm-coming = Norm from { $day }
norms-proposed-now = Proposal that waits for a decision
# $norm (String) - points
# $points (String) - a number
# $one (String) - year or quarter
meaning-may-fall = With { $norm } the measured NPS can fall { $points } points before a { $one } is called “not met”.
# $norm (String) - points
# $points (String) - a number
# $one (String) - year or quarter
meaning-must-rise = With { $norm } the measured NPS must rise { $points } points before a { $one } is called “met”.
# $often (String) - such as in about 1 in 20 years
meaning-false-alarm = False alarm: if nothing changes, it is called “not met” all the same { $often }.
# $gap (String) - points
# $often (String) - such as in about 7 of 10 years
meaning-missed-fall = Missed fall: if the NPS falls { $gap } points, it is not called “not met” { $often }.
# $often (String) - such as in about 8 of 10 years
meaning-kept = If nothing changes, it is called “met” { $often }.
meaning-almost-never = almost never
meaning-almost-always = almost always
# $number (String) - a number
# $many (String) - years or quarters
meaning-one-in = in about 1 in { $number } { $many }
# $number (String) - a number
# $many (String) - years or quarters
meaning-of-ten = in about { $number } of 10 { $many }
meaning-year = year
meaning-quarter = quarter
meaning-years = years
meaning-quarters = quarters
workbench-hold-aim = The norm is the present level: it may not get worse.
# $one (String) - year or quarter
workbench-provable-aim = If nothing changes, a { $one } can be shown to be met 4 times out of 5.
# $wanted (String) - points
workbench-stretch-aim = The norm lies the wanted { $wanted } points above the present level.
# $wanted (String) - points
# $expected (String) - a number
# $one (String) - year or quarter
# $smallest (String) - points
workbench-stretch-raised = You want to improve by { $wanted } points. With about { $expected } responses in a { $one }, a difference smaller than { $smallest } points can also be chance. So this proposal uses { $smallest } points.
# $met (String) - a number
# $undecided (String) - a number
# $not_met (String) - a number
# $all (String) - a number
workbench-past-years = In the past, each time looking back a year: { $met } met, { $undecided } undecided, { $not_met } not met, { $all } together.
# $all (String) - a number
# $met (String) - a number
# $undecided (String) - a number
# $not_met (String) - a number
workbench-past-quarters = In the past: of the { $all } quarters { $met } met, { $undecided } undecided, { $not_met } not met.
workbench-propose = Propose this norm
# $value (String) - a number
workbench-propose-value = Propose { $value }
workbench-figures = Figures and rule
workbench-if-unchanged = If nothing changes
# $met (String) - a share
# $undecided (String) - a share
# $not_met (String) - a share
workbench-shares = met { $met }, undecided { $undecided }, not met { $not_met }
# $nps (String) - the level
# $months (String) - a number
# $responses (String) - a number
workbench-level = The NPS is now { $nps }, over { $months } months with { $responses } responses together. Below you see what each proposal would mean if it stays like this.
workbench-other = Choose another value, rule or history
workbench-appendix = Appendix
workbench-appendix-open = How this was computed
# $confidence (String) - such as 90
workbench-method = A verdict follows from the { $confidence } % interval around the NPS of a period: if all of it is at or above the norm, the norm is met; if all of it is at or below, it is not. The level and how it varies between months are estimated by DerSimonian and Laird.
verdicts-picture = The NPS of each period against its norm
verdicts-legend = The bar shows between which values the true NPS probably lies; the dashed line is the norm. A triangle upward: met. A triangle downward: not met. An open circle: undecided.
verdicts-table = These verdicts in a table
verdicts-between = Probably between
norm-to-decision = Go to the decision
norm-decide-here = Record the decision
dossier-appendix = Appendix: evidence and figures
dossier-picture = The NPS so far and this norm
dossier-meaning = What this norm means
dossier-risks = Risks
# $nps (String) - points
# $responses (String) - a number
dossier-level = The level was { $nps } at the time of the proposal, from { $responses } responses.
dossier-all-steps = There was enough experience: all steps had passed.
dossier-missing-steps = There was not enough experience yet, so the norm is provisional. Not passed:
dossier-undecided = No decision has been taken yet. Another person than the one who proposed the norm decides.
dossier-sign-decision = Decision
dossier-sign-reasons = Reasons
dossier-sign-name = Name and signature
dossier-sign-date = Date
# $day (String) - a day
dossier-of-day = Dossier of { $day }
