# What became of an answer: to respondents.
