# The pages on which an administrator changes the organisation's own texts.

texts-title = Texts
texts-intro = Change the texts of the mails, of the page after an answer and of the privacy notice here. An empty field leaves the standard text. Change a text in all languages.
texts-always = The question, the scores, the link and the way to unsubscribe are always in the mail. What you keep and for how long is always in the privacy notice.
texts-built-in-now = The standard texts are in force.
# $version (String) - a number
# $moment (String) - a moment
# $who (String) - who saved it
texts-in-force = Version { $version } is in force, saved on { $moment } by { $who }.
texts-contents = On this page
texts-saved = The texts have been saved. Mails that are already being sent keep their text.
# $version (String) - a number
texts-from = The fields hold version { $version }. It is in force only after you save it.
texts-from-built-in = The fields are empty, for the standard text everywhere. That is in force only after you save it.
texts-place-mail = The mail
texts-place-reminder = The reminder
texts-place-answer = The form and the page after an answer
texts-place-privacy = The privacy notice
texts-key-mail-subject = Subject of the mail
texts-key-mail-greeting = Greeting with a name
texts-key-mail-greeting-unnamed = Greeting without a name
texts-key-mail-opening = Beginning of the mail
texts-key-mail-closing = End of the mail and of the reminder
texts-key-mail-signature = Signature
texts-key-reminder-subject = Subject of the reminder
texts-key-reminder-opening = Beginning of the reminder
texts-key-contact-question = Question whether you may make contact
texts-key-thanks = Thanks
texts-key-thanks-disagree = If somebody disagrees with the outcome
texts-key-privacy-controller = Who is responsible
texts-key-privacy-basis = Legal basis
texts-key-privacy-purposes = What you use answers for
texts-key-privacy-rights = Rights
texts-key-privacy-authority = Where to complain about privacy
texts-key-privacy-officer = Data protection officer
texts-key-privacy-more = Anything else about privacy
# $placeholders (String) - placeholders in braces
texts-must = This must be in it: { $placeholders }.
# $placeholders (String) - placeholders in braces
texts-may = You can use: { $placeholders }.
# $most (String) - a number
texts-most = At most { $most } characters.
texts-standard = Standard text
texts-no-standard = Without a text of yours this is not on the page.
texts-kifid = Name Kifid, the financial complaints institute, on the page after an answer.
texts-kifid-hint = Do this only if your customers can complain there as consumers.
texts-preview-button = See the result
texts-save-button = Save
texts-wrong = Nothing has been saved yet
texts-wrong-missing = Fill in this text in all languages, or in none.
# $most (String) - a number
texts-wrong-too-long = Use at most { $most } characters.
texts-wrong-lines = Write this on one line.
texts-wrong-invisible = This holds a character that you cannot see. Type the text instead of pasting it.
texts-wrong-html = This holds what looks like HTML. Write plain text, without < directly before a letter.
texts-wrong-brace = This holds a brace that belongs to nothing. Leave it out.
# $name (String) - a placeholder
# $allowed (String) - placeholders in braces
texts-wrong-unknown = { $name } cannot be filled in here. Use { $allowed }.
# $placeholder (String) - a placeholder in braces
texts-wrong-lacks = Put { $placeholder } in the text.
# $word (String) - a word
texts-wrong-complaint = Leave out ‘{ $word }’: other people may see the subject of the mail too.
# $version (String) - a number
texts-outdated = Someone else has saved version { $version } meanwhile
texts-outdated-text = Nothing of yours has been saved yet. Everything that you typed is below. Check it and save it.
texts-outdated-both = You both changed this:
texts-outdated-taken = Only the other person changed this. It is in your fields now too:
texts-theirs = What the other person saved:
texts-theirs-standard = What the other person saved: the standard text.
texts-preview-title = What people will see
texts-preview-intro = This is an example with made-up details. Nothing has been saved yet.
# $language (String) - the name of a language
texts-preview-mail = The mail: { $language }
# $language (String) - the name of a language
texts-preview-reminder = The reminder, without a name: { $language }
texts-preview-subject = Subject
texts-preview-text = The same mail as plain text
texts-preview-pages = The pages
texts-preview-new-tab = Each page opens in a new tab.
# $language (String) - the name of a language
texts-preview-form = Form: { $language }
# $language (String) - the name of a language
texts-preview-thanks = After the answer: { $language }
# $language (String) - the name of a language
texts-preview-privacy = Privacy notice: { $language }
texts-preview-edit = Change further
texts-history-title = Earlier versions
texts-history-intro = Every version is kept. Put one in the fields to check it and save it again.
texts-history-none = No text has been changed yet.
# $version (String) - a number
texts-history-version = Version { $version }
# $moment (String) - a moment
# $who (String) - who saved it
texts-history-saved = Saved on { $moment } by { $who }.
texts-history-text = Text
texts-history-was = Was
texts-history-became = Became
texts-history-standard = the standard text
texts-history-kifid-on = Kifid is named from this version on.
texts-history-kifid-off = Kifid is no longer named from this version on.
# $version (String) - a number
texts-history-restore = Put version { $version } in the fields
texts-history-restore-built-in = Put the standard texts in the fields
texts-history-older = Older versions
texts-history-back = To the texts
