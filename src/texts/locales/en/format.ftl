# How numbers, days and periods are written. The locale is one of the C library's names: it has the names of months.

format-locale = en_GB
format-decimal-separator = .
format-thousands-separator = ,
# $day (String) - a day in words
# $time (String) - such as 15:04
format-moment = { $day } at { $time }
# $quarter (String) - 1 to 4
# $year (String) - a year
format-quarter = Q{ $quarter } { $year }
# $quarter (String) - 1 to 4
format-quarter-short = Q{ $quarter }
# $count (Number) - how many
format-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
# $count (Number) - how many
format-years = { $count ->
    [one] 1 year
   *[other] { $count } years
}
