verbatims-one-score = One score
verbatims-newest = Newest responses
themes-question = What do people write about, and which themes do detractors name? Choose a team or another period; every number leads to what people wrote.
# $from (String) - a day
# $to (String) - a day
themes-range = From { $from } to { $to }.
# $from (String) - a day
# $to (String) - a day
themes-before = Compared with { $from } to { $to }.
themes-teams = Themes by team
themes-all-teams = All teams
themes-no-reasons = There are no responses with a reason in this period and with these filters.
themes-named-heading = Who names which theme
# $detractors (String) - a number
themes-of-detractors = { $detractors } detractors gave a reason. The shares below are shares of those detractors.
themes-few-detractors = So few detractors gave a reason that somebody could be recognised. Take a longer range or fewer filters.
# $confidence (String) - a percentage
themes-share = Share of detractors ({ $confidence } % interval)
# $confidence (String) - such as 95
themes-growth = Change in percentage points ({ $confidence } % interval)
themes-precision = Are the keywords right?
themes-share-note = The change is the difference from the period before, with its interval. The word takes into account how many themes are compared.
themes-none = No theme
# $count (String) - a number
# $group (String) - promoters, passives or detractors
# $theme (String) - a name
themes-read = { $count } { $group } on { $theme }: read what they wrote
themes-more = named more often
themes-less = named less often
themes-same = no difference shown
# $theme (String) - a name
themes-by-team = { $theme }, by team
themes-by-team-choose = Theme to show by team
themes-reasons = Detractors with a reason
themes-name-it = Name this theme
# $right (String) - a number
# $judged (String) - a number
# $share (String) - a percentage
# $low (String) - a percentage
# $high (String) - a percentage
themes-right = { $right } of { $judged } right: { $share } ({ $low } to { $high })
themes-not-judged = not judged yet
# $judged (String) - a number
# $drawn (String) - a number
themes-of-drawn = ({ $judged } of { $drawn } judged)
themes-earlier-keywords = of earlier keywords
themes-check = Check this theme
# $theme (String) - a name
themes-check-label = Check this theme: { $theme }
themes-manage-heading = Make and change themes
themes-verbatims-link = Read what people wrote in this period
themes-words-link = See which words set detractors apart
# $theme (String) - a name
themes-check-title = Check of the theme { $theme }
themes-check-intro = Read up to 20 random responses that the keywords find. Say for each whether it is about this theme. The share that is right says how far you can trust the numbers of this theme.
# $hits (String) - a number
# $all (String) - a number
# $when (String) - a moment
# $who (String) - a name
themes-check-drawn = { $hits } responses, drawn at random from { $all } on { $when } by { $who }. They stay the same until all are judged or the keywords change.
# $place (String) - a number
themes-check-hit = Response { $place }
themes-check-right = Right: this is about the theme
themes-check-wrong = Wrong: this is about something else
themes-check-gone = The words of this response are no longer kept.
# $who (String) - a name
# $when (String) - a moment
themes-check-judged = Judged by { $who } on { $when }.
themes-check-save = Save judgements
themes-check-saved = Saved.
themes-check-draw = Draw responses at random
themes-check-open = Nothing was drawn. First judge all responses of the last draw.
themes-check-by-hand = Nothing was drawn. This theme has no keywords, so there is nothing to check.
themes-check-pending = Nothing was drawn. Responses are still getting their themes. Try again in a minute.
themes-check-few = Nothing was drawn. These keywords find so few responses that somebody could be recognised.
themes-words-title = Words that set detractors apart
# $fewest (String) - a number
themes-words-intro = Detractors use these words more often than other people. You see a word only if at least { $fewest } different people use it. Forms of one word count as one.
# $read (String) - a number
themes-words-read = Counted in { $read } responses.
# $read (String) - a number
themes-words-cut = Counted in the newest { $read } responses only. Choose a shorter period to see all of them.
themes-words-none = No word sets detractors apart in these responses.
themes-words-nothing = To compare words, there must be responses with a reason both from detractors and from others.
themes-words-word = Word
themes-words-respondents = People
themes-words-z = Strength (z)
themes-words-note = The strength says how surely detractors use the word more often, in standard errors. Numbers, codes and words such as "the" are left out. Read the responses before you draw a conclusion.
# $theme (String)
themes-remove-title = Remove the theme { $theme }
themes-remove-intro = A theme that you remove does not come back. Look first at what it belongs to.
themes-remove-of-answers = Responses with this theme: they lose it
# $answers (String)
themes-remove-answers = { $answers } or more
# $step (String)
themes-remove-few = fewer than { $step }
themes-remove-checks = Checks of its keywords: they go
themes-remove-causes = Causes that it is tied to
themes-remove-improvements = Improvements that have it as a reason
themes-remove-no-use = none
themes-remove-not = Do not remove it
