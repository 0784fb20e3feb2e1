# The complaint report and the evaluation of the policy: pages of staff.

reports-title = Reports
reports-intro = Every year before 1 April you publish the complaint report on the year before. Once a year you also evaluate the complaints policy itself. One person prepares a draft, and another person approves it. After that nothing in it changes. You correct a mistake with a new edition.
reports-none = There are no complaints yet, so there is nothing to report on.
reports-public = Complaint report
reports-internal = Evaluation of the policy
# $day (String) - a day
reports-due = Publish it before { $day }.
# $day (String) - a day
reports-overdue = Overdue: it should have been published before { $day }.
# $day (String) - a day
reports-running = The year is not over. You can prepare a draft already. It can be approved from { $day } on.
reports-no-draft = There is no draft yet.
# $who (String) - who saved it
# $at (String) - a moment
reports-draft = Draft by { $who }, saved on { $at }. Another person approves it.
# $number (String) - the number of the edition
# $who (String) - who approved it
# $at (String) - a moment
reports-waits = Edition { $number } was approved by { $who } on { $at }, and waits to be published.
# $number (String) - the number of the edition
# $day (String) - a day
# $hash (String) - the first digits of a fingerprint
reports-published = Edition { $number }, published on { $day }. Its SHA-256 begins with { $hash }.
# $number (String) - the number of the edition
# $day (String) - a day
reports-rejected = Edition { $number } was approved. On { $day } it was decided not to publish it.
# $number (String) - the number of the edition
# $day (String) - a day
# $reason (String) - one of the reasons below
reports-withdrawn = Edition { $number } was published. On { $day } it was withdrawn. Reason: { $reason }.
reports-reason-person = a person is named in it or can be recognised
reports-reason-figures = its figures are wrong
reports-reason-words = its words are wrong
reports-reason-other = another reason
# $number (String) - the number of the edition
reports-read = Read edition { $number }
reports-prepare = Prepare a draft
reports-open-draft = Open the draft
reports-correct = Prepare a correction
reports-to-decide = Publish it, or decide not to
reports-done-published = The edition is published.

# $document (String) - the name of the document
# $year (String) - a year
reports-draft-title = { $document } { $year }: draft
reports-back = All reports
reports-done-saved = The draft is saved.
reports-done-approved = Approved. The edition is frozen and waits to be published.
reports-done-rejected = The edition is not published. Its words are a draft again.
reports-done-discarded = The draft is thrown away.
reports-done-withdrawn = The edition is withdrawn. Its address now says why.
reports-preview = Look at it as it would be now, with the facts of this moment:
reports-preview-approved = Look at it as it was approved:
reports-in-dutch = Dutch
reports-in-english = English
reports-write-heading = What you write in it yourself
reports-write-intro = Naklank makes all figures and tables of the facts. You write only these words.
reports-begins-with-edition = The words of the published edition are filled in. Change what should be different.
# $language (String) - the name of a language
reports-words = Words of the board, in { $language }
# $language (String) - the name of a language
reports-conclusion = Conclusion, in { $language }
# $language (String) - the name of a language
reports-changed = What this edition changes, in { $language }
reports-words-hint = They stand in the report as you write them. Name no person and no single complaint.
reports-conclusion-hint = It stands in the evaluation as you write it. Name no customer.
reports-changed-hint = Say what is different from the published edition, and why. A correction can only be approved when this is filled in both in Dutch and in English.
# $most (String) - a number
reports-too-long = Use at most { $most } characters.
reports-unknown-field = We do not know this field. Leave it out.
reports-save = Save the draft
# $who (String) - who saved it
# $at (String) - a moment
reports-changed-meanwhile = { $who } saved this draft on { $at }, after you opened it. Your words are not saved. Both stand below. If you save once more, your words take the place of the others.
reports-gone-meanwhile = The draft that you opened is not there any more: it was approved or thrown away meanwhile. Your words are not saved, and stand below. If you save once more, you begin a new draft.
# $who (String) - who saved it
reports-theirs = Saved by { $who }
reports-nothing-written = (nothing)
reports-approve-heading = Approve
reports-approve-text = Approving freezes the figures of this moment and the words. After that nothing in it changes.
reports-approve = Approve and freeze
reports-to-approve-text = You see first what will be frozen. Then you confirm it.
reports-to-approve = Go on to approve
# $document (String) - the name of the document
# $year (String) - a year
reports-approval-title = { $document } { $year }: approve
reports-approval-intro = This will be frozen: all figures and tables of this moment, and the words below. Read the whole document first.
reports-approval-words = These words will be frozen
reports-approval-back = Back to the draft
reports-contacts = These e-mail addresses and telephone numbers stand in the words. All who read the report will see them:
reports-contacts-meant = They may stand in the report.
reports-discard-heading = Throw the draft away
reports-discard-text = Its words are gone then, and cannot be brought back.
reports-discard-meant = I want to throw this draft away.
reports-discard = Throw away
reports-withdraw-heading = Withdraw a published edition
reports-withdraw-text = Do this only if people must not read the edition any more, for example because it names a person. Its address then says that it was withdrawn, and why. Correct a mistake with a new edition.
reports-withdraw-which = Edition
reports-withdraw-choose = Choose an edition
reports-withdraw-why = Why
reports-withdraw-meant = I want to withdraw this edition.
reports-withdraw = Withdraw
reports-publish-heading = Publish
# $address (String) - an address
reports-publish-text = Once it is published, everyone can read it at { $address }.
reports-publish-internal-text = Once it is published, colleagues who may see figures can read it.
reports-publish = Publish
reports-reject = Do not publish
reports-reject-text = Then the edition is not published. Its words become a draft again.
reports-reject-meant = I do not want to publish this edition.
reports-no-step-draft = There is no draft to approve. Save one first.
reports-no-step-changed = The draft was changed after you opened it. Read it again before you approve it.
reports-no-step-unsaved = The form holds words that are not saved. Nothing was approved. Save the draft first, or open the page again to leave these words out. Who writes in the draft cannot approve it.
reports-no-step-own = You wrote in this document yourself, or judged the policy in it. Ask a colleague who did not to approve it.
reports-no-step-running = The year is not over. A report can be approved from 1 January on.
reports-no-step-empty = No complaint was received or closed in this year, so there is nothing to report on.
reports-no-step-unsaid = Say first, in Dutch and in English, what this edition changes: it corrects one that is published.
reports-no-step-waiting = An approved edition waits to be published. Publish it, or decide not to, before you go on.
reports-no-step-none = No approved edition waits to be published.
reports-no-step-role = A policy owner approves and publishes it.
reports-no-step-future = This year has not begun. You can prepare a draft from 1 January of that year on.
reports-no-step-other-edition = Another edition waits now than the one that you saw. It is named below. Look at it before you decide.
reports-no-step-unsettled = Complaints or answers came in, or an edition was published, while the figures were computed. Try again in a moment.
reports-no-step-tables = Two tables of this report count a different number of complaints, so it was not approved. Ask whoever runs Naklank to look at ‘naklank tallies check’.
reports-no-step-contacts = E-mail addresses or telephone numbers stand in the words. Take them out, or say that they may stand in the report.
reports-no-step-unconfirmed = Tick that you want to throw the draft away.
reports-no-step-reject-unconfirmed = Tick that you do not want to publish this edition.
reports-no-step-withdraw-unconfirmed = Tick that you want to withdraw this edition.
reports-no-step-no-edition = Choose which edition you withdraw.
reports-no-step-unpublished = This edition is not published, so it cannot be withdrawn.
reports-no-step-no-reason = Say why you withdraw the edition.

# $year (String) - a year
# $number (String) - the number of the edition
reports-board-published = Complaint report { $year }, edition { $number }
# $year (String) - a year
# $day (String) - a day
reports-board-due = The complaint report on { $year } is due before { $day }.
# $year (String) - a year
# $day (String) - a day
reports-board-overdue = The complaint report on { $year } is not published. It was due before { $day }.

# $year (String) - a year
# $day (String) - a day
reports-mail-subject = Complaint report { $year }: publish it before { $day }
# $year (String) - a year
reports-mail-overdue-subject = Complaint report { $year }: should have been published
# $organisation (String) - a name
# $year (String) - a year
# $day (String) - a day
reports-mail-due = The complaint report of { $organisation } on { $year } must be published before { $day }.
# $organisation (String) - a name
# $year (String) - a year
# $day (String) - a day
reports-mail-overdue = The complaint report of { $organisation } on { $year } should have been published before { $day }.
reports-mail-no-draft = There is no draft yet: prepare one.
# $who (String) - who saved it
reports-mail-draft = There is a draft by { $who }. Another person approves it.
reports-mail-waits = It is approved, and only has to be published.
reports-mail-look = Reports:
reports-mail-why = You get this e-mail because you are a policy owner. It comes once in February and from 15 March each week, until the report is published.
