# Sending and one complaint's story.

attempt-later = a later answer did not count
attempt-trap = an answer by a program did not count
attempt-stale = a change that came twice did not count
# $what (String) - why
# $count (String) - how often
story-attempts-not-counted = Not counted: { $what } ({ $count })
story-held = Different scores came in within a short time, probably from a program. The answer counts once the customer confirms it.

sending-title = Sending
sending-running = Sending is on.
# $when (String) - a moment in words
sending-next = The next mail will be sent on { $when }.
sending-nothing = No mail is waiting to be sent.
# $due (String) - a number
sending-due-now = Mails due now: { $due }.
# $when (String) - a moment in words
# $who (String) - who paused it
sending-paused = Sending has been paused since { $when } by { $who }. Nothing is sent until someone resumes it.
# $trouble (String) - what the mail server said
# $when (String) - a moment in words
sending-resting = The mail server has a problem ({ $trouble }). The next attempt is on { $when }. Waiting mail stays in the queue.
sending-closed = It is outside the sending hours.
sending-pause = Pause sending
sending-resume = Resume sending
sending-retry-all = Try everything again now
sending-retry = Try now
sending-queue-again = Queue again
# $said (String) - what the mail server said
sending-server-said = The mail server last answered: { $said }. Until it accepts a mail, we try one at a time. Nothing is lost.
sending-done-paused = Sending is paused.
sending-done-resumed = Sending is resumed.
sending-done-retried = We are trying again now.
sending-done-queued-again = The messages are back in the queue.
sending-due = Due now
sending-oldest = Oldest due since
sending-invitations = Invitations waiting
sending-reminders = Reminders waiting
sending-news = News about answers waiting
sending-reminders-note = A reminder is only sent if there is no answer by then.
sending-last-hour = Sent in the last hour
sending-last-day = Sent in 24 hours

sending-hours-heading = Sent per hour
# $total (String) - a number
sending-hours-text = Mails in the last 24 hours: { $total }. The latest hour is on the right.
sending-hours-table = Table of mails per hour
sending-hour = Until
sending-mails = Mails

sending-trouble-heading = Problems
sending-trouble-none = No message has a problem.
sending-trouble-cause = Cause
sending-trouble-waiting = Tried again
sending-trouble-failed = Failed in the last 30 days
sending-list-heading = Messages with problems
# $most (Number) - how many are listed
sending-list-note = At most { $most } of each are listed.
sending-list-complaint = Complaint
sending-list-message = Message
sending-list-said = The mail server's answer
sending-list-attempts = Attempts
sending-list-next = Next attempt
# $when (String) - a moment in words
sending-failed-on = failed on { $when }

sending-staff-heading = Mails to staff
sending-staff-calm = No mail to staff is waiting, and none has failed.
sending-staff-waiting = In the queue
sending-staff-claimed = Being sent now
sending-staff-no-cause = the cause was not kept
# $most (Number) - how many are listed
sending-staff-list-note = At most { $most } mails are listed.
sending-staff-about = Subject
sending-staff-recipient = To
sending-staff-said = What went wrong

staff-mail-signals = new signals
staff-mail-audit-head = the hash of the audit
staff-mail-proposal = a norm waits for a decision
staff-mail-verdict = a verdict on a norm
staff-mail-evaluation = a norm is due for evaluation
staff-mail-view = the monthly figures of a saved view
staff-mail-follow-up = a customer wants contact
staff-mail-follow-ups-due = follow-ups that are due
# $year (String) - a year
staff-mail-report = complaint report { $year }
staff-mail-sign-in-link = a link to choose a password
staff-mail-unknown = the subject cannot be read

sending-warnings-heading = Warnings
# $team (String) - a team
# $opted (String) - a number
# $closed (String) - a number
# $quarter (String) - a quarter in words
sending-opt-outs = { $team }: staff decided not to ask after { $opted } of { $closed } closures in { $quarter }. That is more than 2 %, by more than chance does: the score may look better than it is.
sending-no-team = Team unknown

sending-funnel-heading = What happened to the complaints closed in the last 12 months
sending-funnel-place = What happened
sending-funnel-count = Closures
sending-funnel-closed = Closed, all together
# $minimum (Number) - the privacy threshold
sending-funnel-hidden = Fewer than { $minimum } people answered; the figures are hidden.
# $count (String) - a number
sending-funnel-reminded = Number reminded: { $count }.

sending-find-heading = Why was someone asked, or not?
sending-find-label = Reference of the complaint
sending-find-button = Show its story
sending-find-none = There is no complaint with this reference.

kind-invitation = invitation
kind-reminder = reminder
kind-news = news about the answer

cause-no-such-address = the mailbox does not exist
cause-refused = refused for good
cause-deferred = not accepted yet
cause-policy = the server refuses us
cause-mail-server = the mail server cannot be reached
cause-interrupted = the connection broke
cause-unknown-fate = not known whether it was accepted
cause-unmailable = no mail could be made of it
cause-crashed = the program failed on it
cause-link-expired = the link would have expired

bounce-hard = came back: the mailbox does not exist
bounce-soft = came back: not delivered this time
bounce-complaint = reported as unwanted

# $reference (String) - the complaint
story-title = Complaint { $reference }
# $when (String) - a moment in words
story-received = Received on { $when }.
story-open = The complaint is open.
story-closed = The complaint is closed.
# $reason (String) - why
story-opt-out = Staff decided not to ask this person: { $reason }.
# $closure (Number) - the first, second closure
story-closure = Closure { $closure }
story-none = The complaint has not been closed yet, so no survey has been sent.
story-no-personal-data = This page shows no name, address, score or comment.
story-when = When
story-what = What
story-event-closed = closed
story-event-reported = reported to Naklank
# $kind (String) - invitation or reminder
story-event-due = { $kind } due
# $kind (String) - invitation or reminder
story-event-sent = { $kind } accepted by the mail server
# $kind (String) - invitation or reminder
story-event-claimed = { $kind } being sent
# $kind (String) - invitation or reminder
# $cause (String) - why
story-event-retry = { $kind } tried again; so far: { $cause }
# $kind (String) - invitation or reminder
# $cause (String) - why
story-event-failed = { $kind } failed: { $cause }
# $kind (String) - invitation or reminder
story-event-cancelled = { $kind } no longer needed
story-event-answered = answered
story-event-expires = end of the link
# $when (String) - a moment in words
story-cleared = cleared on { $when }
# $attempts (Number) - how many attempts
story-attempts = { $attempts ->
    [one] 1 attempt
   *[other] { $attempts } attempts
}
story-clear-heading = A mistake?
story-clear-text = Does the address work after all? Then you can undo this, and the address will be mailed again. This is recorded in the audit.
story-clear-button = Mail this address again

suppressions-title = Addresses that are never mailed
suppressions-intro = Nobody on this list gets a survey or a reminder. Of each address only a keyed hash is kept, so the list cannot be read back: look an address up to see whether it is on it.
suppressions-address = E-mail address
suppressions-takes-address = Type a complete e-mail address, like name@example.org.
suppressions-find = Look up an address
suppressions-find-button = Look up
# $address (String) - an address
suppressions-is-not-listed = { $address } is not on the list.
# $address (String) - an address
# $reason (String) - why it is on the list
# $since (String) - a moment
suppressions-is-listed = { $address } is on the list: { $reason }, since { $since }.
suppressions-add = Add an address
suppressions-add-text = For a person who asks not to be mailed again. Surveys that are planned for this address are withheld.
suppressions-add-button = Never mail this address
suppressions-added = The address is on the list now.
suppressions-kept = The address was on the list already.
suppressions-remove = Take an address off the list
suppressions-remove-text = Do this only when the person asks for it, or when the address turned out to work. Who unsubscribed must agree.
suppressions-why = Reason
suppressions-why-hint = Why it may be mailed again. The reason is kept beside the audit.
# $most (String) - a number
suppressions-takes-reason = Give a reason of at most { $most } characters, on one line.
suppressions-not-listed = This address is not on the list.
suppressions-remove-button = Mail this address again
suppressions-removed = The address may be mailed again.
suppressions-entries = The list
# $count (Number) - how many
# $number (String) - the same, as it is written
suppressions-count = { $count ->
    [one] 1 address is on the list.
   *[other] { $number } addresses are on the list, newest first.
}
suppressions-none = No address is on the list.
suppressions-mark = Mark
suppressions-reason = Why
suppressions-since = Since
suppressions-newest = Newest
suppressions-earlier = Earlier
suppression-unsubscribed = the person unsubscribed
suppression-complained = the person reported a mail as unwanted
suppression-by-staff = added by hand
suppression-objection = the person objected to being asked
suppression-restricted = the data of this person are not used
suppression-hard-bounce = the mailbox does not exist
suppression-soft-bounces = mail came back three times
