format-locale = nl_NL
format-decimal-separator = ,
format-thousands-separator = .
format-moment = { $day } om { $time } uur
format-quarter = { $quarter }e kwartaal { $year }
format-quarter-short = K{ $quarter }
format-days = { $count ->
    [one] 1 dag
   *[other] { $count } dagen
}
format-years = { $count ->
    [one] 1 jaar
   *[other] { $count } jaar
}
