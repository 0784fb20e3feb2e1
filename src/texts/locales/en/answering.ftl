# What a respondent reads: the form, the thanks, unsubscribing, privacy.

# $org (String) - the organisation
survey-title = How did we handle your complaint? – { $org }
# $org (String) - the organisation
survey-nps = Think about how we handled your complaint. How likely are you to recommend { $org } to family, friends or colleagues?
survey-nps-ends = 0 very unlikely, 10 very likely
survey-nps-low = very unlikely
survey-nps-high = very likely
survey-optional = (optional)
survey-reason = What is the main reason for your score? Please leave out names and medical details.
survey-items = How satisfied are you with...
survey-item-empathy = the understanding we showed for your situation
survey-item-language = the clarity of our language
survey-item-speed = the speed at which we handled your complaint
survey-item-solution = the outcome of your complaint
survey-rating-1 = very dissatisfied
survey-rating-2 = dissatisfied
survey-rating-3 = neither satisfied nor dissatisfied
survey-rating-4 = satisfied
survey-rating-5 = very satisfied
survey-rating-none = no answer
survey-contact-legend = May we contact you?
# $days (String) - how many working days
survey-contact = Yes, you may contact me about my answers. We will do so within { $days } working days. If you leave this empty, we will not contact you.
survey-privacy = We link your answer to your complaint. We do not use it to assess an employee.
# $contact (String) - how to reach the organisation
contact-line = Do you have a question? Contact us: { $contact }.
survey-privacy-link = What we keep, why and how long
survey-send = Send my answer

survey-error-prefix = Error:
survey-error-summary = Your answer has not been sent yet
survey-error-score = Choose a score from 0 to 10
# $most (String) - the highest number of characters
survey-error-comment = Your reason is too long. Use at most { $most } characters
survey-error-not-stored = We cannot store your answer right now. Everything you filled in is still here. Send it again in a minute
survey-error-trap = A program on your device, such as a password manager, filled in a field that you cannot see. Everything you filled in yourself is still here. Press the button at the end of this page once more
survey-error-rating = Choose one of the answers, or no answer

survey-thanks-title = Your answer has been sent
survey-thanks = Thank you. Your answer helps us handle complaints better.
# $contact (String) - how to reach the organisation
survey-thanks-disagree = Do you disagree with the outcome of your complaint? Contact us: { $contact }.
survey-thanks-kifid = Are you a consumer? You can also go to Kifid, the financial complaints institute.
survey-thanks-court = You can also go to court.

survey-unknown-title = We do not know this link
# $contact (String) - a telephone number or address
survey-unknown = Perhaps part of the address got lost. Open the link in our e-mail again, or copy it in full. Does that not help? Please contact us: { $contact }.
survey-expired-title = This link no longer works
# $contact (String) - how to reach the organisation
survey-expired = The time for answering is over. Would you still like to tell us something? Contact us: { $contact }.
survey-withdrawn-title = We no longer need your answer
# $contact (String) - how to reach the organisation
survey-withdrawn = We are working on your complaint again, or you asked us to remove your details. We may ask you later. Questions? Contact us: { $contact }.

unsubscribe-title = No more surveys
unsubscribe-question = Would you rather not get surveys from us? Press the button. We will then no longer ask for your opinion by e-mail. You still get replies about your complaint.
unsubscribe-button = Stop sending surveys
unsubscribe-done-title = You will get no more surveys
unsubscribe-done = We will no longer send you surveys. This does not change how we handle your complaint.
unsubscribe-back-heading = Surveys after all?
unsubscribe-back-tick = Yes, I would like to receive surveys again.
unsubscribe-back-unticked = Tick the box first
unsubscribe-back-button = Send me surveys again
unsubscribe-back-title = You can get surveys again
unsubscribe-back-done = We may ask for your opinion again after we close a complaint of yours.
# $contact (String) - how to reach the organisation
unsubscribe-back-only-by-us = We cannot change this for you here. Would you like to receive surveys again? Contact us: { $contact }.

privacy-title = Your answer and your privacy
privacy-controller-heading = Who is responsible
# $org (String) - the organisation
# $contact (String) - how to reach the organisation
privacy-controller = { $org } is responsible for your personal data. Do you have a question? Contact us: { $contact }.
privacy-officer-heading = Data protection officer
privacy-what-heading = What we keep
privacy-what = We keep your score, your other answers and what you write. We link them to your complaint. We do not keep from which device or address you answered. If you change your answer, we also keep the earlier one. Answers that do not count are kept apart. What you type stays on your own device until you send it.
privacy-why-heading = Why
privacy-why = We want to know how well we handle complaints, and what must improve. We do not use your answer to assess an employee. Your answer does not change the outcome of your complaint.
privacy-basis-heading = Why we are allowed to
privacy-basis = We want to know how well we handle complaints. The law calls that a legitimate interest (Article 6(1)(f) of the GDPR). You can say no at any time, with the link in our e-mail.
privacy-how-long-heading = How long
# $contact (String) - a time in words
# $verbatim (String) - a time in words
privacy-how-long = We remove your name, e-mail address and telephone number { $contact } after you answered or the link expired. If we still have to do something with your answer, that time starts when we are done. We remove what you wrote { $verbatim } after your answer. Then only figures without your name remain.
privacy-rights-heading = Your rights
# $contact (String) - how to reach the organisation
privacy-rights = Answering is up to you. You can ask us to see, correct or remove your details, or to leave them unused for a while. You can also object, and say no to surveys. Contact us: { $contact }. If we remove your details, your score stays, without your name. We then keep a code of your address. With it we remove you again if we ever put back an old copy.
privacy-authority-heading = If you disagree with us
privacy-authority = Do you think that we do not handle your details well? Tell us. You can also complain to the Dutch data protection authority (Autoriteit Persoonsgegevens): https://autoriteitpersoonsgegevens.nl/en.
privacy-more-heading = Anything else

survey-more-detractor = What should we have done differently?
survey-more-passive = What could have been better?
survey-more-promoter = What went well?
survey-more-hint = Please leave out names and medical details.
survey-more-send = Send
survey-more-done = Thank you for explaining.
# $due_on (String) - a day in words
survey-thanks-contact = We will contact you by { $due_on }.
# $until (String) - a moment in words
survey-thanks-change = Would you like to change your answer? You can until { $until }, as long as we have not started on it.
survey-thanks-change-link = Change my answer
survey-edit-title = Change your answer
survey-edit-intro = This is the answer that you sent before. Change it and send it again.
survey-edit-outdated = Your answer had been changed in the meantime. Below is what you just filled in. Is it right? Then send it again.
survey-edit-send = Send my new answer
survey-held-title = What is your own answer?
survey-held-intro = Would you please choose your own score below and send it? Only that one counts.
survey-edit-late-title = It can no longer be changed
# $contact (String) - how to reach the organisation
survey-edit-late = Your earlier answer stands. Would you like to tell us something more? Contact us: { $contact }.
survey-held-notice = Different scores came in through your link within a short time. A security program that checks links sometimes does that. So none of them counts yet.
survey-held-link = Give my own answer
survey-edit-unkept = This is what you wrote. We could no longer keep it:
survey-thanks-had-later = More than one answer came in through this link. Only the first counts. Was it not yours?
survey-draft-kept = What you typed before is still here. It has not been sent yet.
survey-trap = Leave this empty

# The page of the questionnaire's versions.

questionnaires-title = Questionnaires
questionnaires-intro = New surveys ask the newest version. A version is never changed once it is published: whoever was asked an older one keeps it, and figures can be split by version.
# $name (String) - the name of a version
questionnaires-published = { $name } is asked from now on.
questionnaires-versions = Versions
questionnaires-name = Name
questionnaires-since = Used since
questionnaires-by = Published by
questionnaires-from-the-start = the start
questionnaires-built-in = built in
questionnaires-now = asked now
questionnaires-before = asked before
questionnaires-publish = Publish a new version
questionnaires-publish-text = Open a version above and begin with its text. Give it a new name, change the questions in both languages, and check it before you publish it.
questionnaires-definition = Text of the questionnaire
questionnaires-definition-hint = In TOML, as in the file for the command line. Copy the text of a file here.
questionnaires-check-button = Check
questionnaires-publish-button = Publish: new surveys ask it from now on
questionnaires-wrong = Nothing has been published yet. Please correct the text.
# $name (String) - the name of a version
questionnaires-taken = Nothing has been published: { $name } exists with other questions, and answers to it must stay comparable. Choose a new name.
# $name (String) - the name of a version
questionnaires-checked = { $name }, checked
questionnaires-checked-text = The text has no mistakes. Nothing has been published yet.
# $name (String) - the name of a version
questionnaire-title = Questionnaire { $name }
questionnaire-preview = As respondents see it
questionnaire-file = The text
questionnaire-begin-with = Begin a new version with this text
questionnaire-asks = What it asks
questionnaire-question = Question
questionnaire-nps = Score, 0 to 10
questionnaire-reason = Reason
# $id (String) - the identifier of an item
questionnaire-item = Satisfaction: { $id }
questionnaire-contact = May we contact you
questionnaire-more-detractor = Afterwards, scores 0 to 6 without a reason
questionnaire-more-passive = Afterwards, scores 7 and 8 without a reason
questionnaire-more-promoter = Afterwards, scores 9 and 10 without a reason
# $words (String) - what the reader of the text said, with the line
questionnaire-wrong-file = This is not TOML. { $words }
questionnaire-wrong-missing = is missing
questionnaire-wrong-unknown = is no part of a questionnaire; take it out
questionnaire-wrong-twice = is there twice; give the second one another name
questionnaire-wrong-built-in = is the name of the built-in questionnaire; choose another
# $most (String) - a number
questionnaire-wrong-name = use 1 to { $most } small letters, digits or hyphens
# $most (String) - a number
questionnaire-wrong-items = use at most { $most } sections [[items]]
questionnaire-wrong-id = use 1 to 40 small letters, digits or underscores. Begin with a letter and use no name of another field
# $most (String) - a number
questionnaire-wrong-text = use one line of at most { $most } characters
questionnaire-wrong-section = is missing: it takes a text in each language
