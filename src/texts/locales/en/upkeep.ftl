# How the installation stands, and what an empty one needs first.

installation-title = Installation
installation-running = How it runs
installation-program = Program
installation-database = Database
# $size (String) - a number
installation-size = { $size } MB
installation-scheduler = Scheduled work
# $at (String) - a moment
installation-last-pass = last done on { $at }
installation-no-pass = not done yet: no process with a worker has run. Start one with naklank serve.
# $at (String) - a moment
installation-paused = Paused since { $at }.
installation-resting = The mail server is in trouble; sending waits a while.
# $waiting (String) - a number
# $due (String) - a number
installation-queue = Waiting: { $waiting }, due now: { $due }.
installation-sending = To sending
installation-settings = Settings in force
installation-settings-text = The operator changes them in the configuration of the server. Passwords and keys are not shown.
installation-address = Address
installation-mail = Mail
# $host (String) - the name of a mail server
# $port (String) - a number
installation-mail-server = by { $host }, port { $port }
# $folder (String) - a folder
installation-mail-folder = into the folder { $folder }; nothing leaves this machine
installation-mail-memory = kept in memory; nothing leaves this machine
installation-factor-optional = not required
installation-factor-administrators = required of administrators
installation-factor-everyone = required of everyone
installation-contacts = Names and addresses are kept for
installation-verbatims = Texts of respondents are kept for
installation-minimum-group = Figures over fewer answers are hidden
installation-backups = Backups
installation-no-backup = No backup is recorded. Backups that something else than naklank backup makes are not known here.
installation-backup-due = No backup of the last two days is known. Have the operator run naklank backup each day.
# $at (String) - a moment
# $size (String) - a size
installation-backup-with-key = The last backup is of { $at }: { $size }, with the sealed key.
# $at (String) - a moment
# $size (String) - a size
installation-backup-without-key = The last backup is of { $at }: { $size }, without the key. Make sure that the key is kept elsewhere.
installation-no-drill = No restore drill is recorded.
installation-drill-due = No restore drill has passed in the last 35 days. A backup is known to work only after it was restored: have the operator run naklank drill restore.
installation-drills = Restore drills
drill-when = When
drill-backup = Backup
# $at (String) - a moment
drill-made-at = made on { $at }
drill-took = Took
# $seconds (String) - a number
drill-seconds = { $seconds } seconds
drill-outcome = Outcome
drill-compared = Compared
drill-details = What was compared
drill-passed = passed
drill-failed = failed
drill-skipped = not tried
drill-altered = The record of this drill was changed after it was stored. Have the operator look at the database and run naklank audit verify.
proof-archive = Archive
proof-key = Key
proof-restore = Restore
proof-rows = Rows
proof-migration = Migrations
proof-integrity = Damage
proof-tallies = Counts
proof-audit = Audit
proof-link = Link in a mail
installation-how-to-back-up = The operating guide (src/docs/operating.md, “Backup and restore”) says how to back up, and how to try a restore.
# $entries (String) - a number
installation-head = The audit has { $entries } entries. Its head:
installation-no-head = The row with the head of the audit is gone: somebody changed the database by hand. Have the operator run naklank audit verify.
# $day (String) - a day in words
# $entries (String) - a number
installation-published = The last head was published on { $day }, at entry { $entries }.
installation-verify = Verifying it is not recorded. The operator verifies it with:
installation-schema = Schema of the database
# $number (String) - a number
installation-schema-version = Version { $number }.
installation-migrations = Migrations that were applied

first-steps-title = What to do next
first-steps-intro = No complaint has been reported and no answer has been imported yet, so there are no figures.
first-steps-done = done
# $role (String) - the name of a role
first-steps-by = ask a colleague with the role { $role }
first-steps-mail = Set the mail server
first-steps-mail-text = The operator sets mail.url and mail.from in the configuration. Until then mails are written into a folder.
first-steps-users = Add the users
first-steps-users-link = Add users
first-steps-norms = Load the values of the policy
first-steps-norms-text = The complaints policy sets values for its KPIs. They are loaded by a person, and not before.
first-steps-norms-link = To the norms
first-steps-complaints = Report complaints
first-steps-complaints-text = When a complaint is closed, the complainant is asked. There are three ways:
first-steps-api = The complaints system reports them by the API.
first-steps-key = Make a key
first-steps-import = The operator imports a file with naklank complaints import, or earlier answers with naklank responses import.
first-steps-by-hand = A colleague registers them by hand.
first-steps-register = Register a complaint
