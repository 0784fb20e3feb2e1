# What became of an answer: to respondents.

news-heading = What happened after your answer
# $day (String) - a day in words
news-read = On { $day } we read your answer.
# $day (String) - a day in words
news-discussed-with-employee = On { $day } we discussed your complaint with the employee who handled it.
# $day (String) - a day in words
news-discussed-in-team = On { $day } we discussed your complaint in the team.
# $day (String) - a day in words
news-improved = On { $day } we started an improvement on the same subject as your answer:

news-wish = Send me one e-mail when you improve something that is about the same subject as my answer
news-wish-hint = We can do this as long as we keep your e-mail address. You can also turn it off here.
news-wish-send = Save my choice
news-wish-back = No, do not send me that e-mail after all
news-wish-unticked = Tick the box first
news-wish-stored = We will send you one e-mail when we improve something that is about the same subject as your answer.
news-wish-taken-back = We will not send you an e-mail about this.

news-mail-subject = We started an improvement
news-mail-preheader = You asked us to let you know.
# $answered_on (String) - a day in words
news-mail-opening = On { $answered_on } you told us what you thought of the way we handled your complaint. You asked for an e-mail when we improve something that is about the same subject. We started an improvement on the same subject as your answer:
news-mail-page = See what happened after your answer
news-mail-once = We write to you about this once. This was that e-mail.

news-privacy = Would you like an e-mail when we improve something that is about the same subject as your answer? Then we keep that wish as long as we keep your e-mail address.
