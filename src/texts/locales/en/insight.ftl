# What the pages about signals, comparison and verbatims say.

nav-signals = Signals

signals-title = Signals
signals-intro = Each month is looked at once, when all its answers are in. A signal says: this is probably not chance. It does not say what caused it. If nothing changes, about one year in twenty still gives a signal in its months, and one in twenty a trend.
signals-heading = What stood out
signals-none = There are no signals yet. The first twelve months are the baseline; after them a month can stand out.
signals-month = Month
signals-what = What stood out
signals-value = Value
signals-limits = Limits
signals-responses = Responses
signals-cause = Cause
signals-point-above = NPS above its limits
signals-point-below = NPS below its limits
signals-ewma-above = Moving average above its limits: a small rise that lasts
signals-ewma-below = Moving average below its limits: a small drop that lasts
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
signals-explain-button = Write down
signals-explain-wrong = Write the cause in 1 to 500 characters.
signals-done = Written down.
signals-mail-heading = E-mail on a new signal
signals-mail-on = You get an e-mail on each new signal.
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
signals-mail-look = Look at the signal and write down its cause:
signals-mail-why = You get this e-mail because you asked for it. The same page turns it off.
changes-heading = Changes
changes-intro = Note what changed, such as a new text, another way of working or a law. It is drawn as a dashed line in the charts. Only after a lasting change with a known cause should the limits begin anew.
changes-none = No changes have been noted yet.
changes-day = Day
changes-kind = Kind
changes-note = What changed?
changes-restart = Let the limits begin anew after this day
changes-restart-reason = Why do the limits begin anew? (only needed if you tick that)
changes-button = Note the change
changes-withdraw = Withdraw
changes-by = By
# $reason (String) - a sentence
changes-restarted = Limits anew: { $reason }
changes-kind-text = text
changes-kind-process = way of working
changes-kind-law = law or rule
changes-kind-other = other
changes-wrong = This has not been noted yet. Fill in a day up to today and what changed (at most 500 characters); for new limits also why.
