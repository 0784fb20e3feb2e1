# The demo.

demo-title = Naklank: demonstration
demo-intro = Everything here is sample data. Walk through the loop in three steps.
demo-close-heading = 1. Close a complaint
demo-close-text = This is what the complaints system does through the API when a complaint closes.
demo-name = Name of the customer
demo-language = Language
demo-team = Team
demo-close-button = Close a complaint
# $reference (String) - the complaint
demo-closed = Complaint { $reference } is closed. The e-mail arrives in the mailbox in a few seconds.
demo-mailbox-heading = 2. Open the e-mail
demo-mailbox-text = What the customer gets. Choose a score in the mail and send the answer.
demo-mailbox-link = Open the mailbox
demo-dashboard-heading = 3. See the dashboard move
demo-dashboard-text = You are signed in as the policy owner.
demo-dashboard-link = Open the dashboard
demo-mailbox-title = Mailbox
demo-mailbox-empty = No mail yet. Close a complaint first; the mail comes within a few seconds.
demo-mailbox-refresh = Look again
demo-mail-to = To
demo-back = Back to the demonstration
demo-as-heading = Look as somebody else too
demo-as-text = Some decisions take two people. A handler sees one team only, and an administrator sees accounts, keys and texts in place of figures. Choose who you are here. Sign out to be the policy owner again.
# $role (String)
demo-as = Go on as { $role }
# $role (String)
# $team (String)
demo-as-of-team = Go on as { $role } of team { $team }
