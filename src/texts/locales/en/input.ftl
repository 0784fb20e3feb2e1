# What can be wrong with a file of rows, as a page says it.

# $line (String) - the number of a line
csv-line = line { $line }
# $count (String) - how many
csv-more = Other faults: { $count }.
csv-nul = has a NUL character, which no text file has; save the file as CSV UTF-8
csv-not-utf8 = is not UTF-8 text; save the file as CSV UTF-8
csv-never-closed = has a quotation mark that is never closed
csv-behind-quote = has text behind a closing quotation mark; write a quotation mark within a cell twice
csv-empty = the file is empty; its first line must name the columns
csv-no-rows = there is no row below the first line
# $name (String) - the name of a column
csv-unknown-column = the column “{ $name }” is not known
# $name (String) - the name of a column
csv-column-twice = the column “{ $name }” is there twice
# $name (String) - the name of a column
csv-column-missing = the column “{ $name }” is missing
# $has (String) - how many
# $needs (String) - how many
csv-cells = cells in this line: { $has }; columns in the first line: { $needs }
# $reference (String) - the reference of a complaint
csv-twice = { $reference } is in the file twice
# $line (String) - the number of a line
csv-other-count = gives another count than line { $line } of the same
# $least (String) - a number
# $most (String) - a number
csv-whole-from-to = must be a whole number from { $least } to { $most }
# $names (String) - names with commas between them
csv-one-of = must be one of { $names }
# $most (String) - a number
csv-too-long = must be at most { $most } characters
# $field (String) - the name of a column
csv-after = must not be after { $field }
# $field (String) - the name of a column
csv-before = must not be before { $field }
csv-required = is missing
csv-unknown-field = is not a known column
csv-once = must be given once
csv-text = must be text
csv-control = must be on one line, without control characters
csv-whole = must be a whole number like 120
csv-flag = must be true or false
csv-future = must not be in the future
csv-more-than-closed = must not be more than closed
csv-not-begun = has not begun
csv-month = must be a month like 2026-03
csv-product = must be a name; leave it out for all products together
csv-moment = must be a moment like 2026-03-02T09:15:00Z, or like 25-11-2026 09:00 with the day first
csv-moment-or-day = must be a moment like 2026-03-02T09:15:00Z or 25-11-2026 09:00, or a day like 2026-03-02 or 25-11-2026, with the day before the month
csv-day = must be a day that exists, like 2027-01-01, or 25-11-2026 with the day first
csv-skipped = is a time that the clock skips that night; write it with its zone, like 2026-03-29T03:30:00+02:00
csv-shown-twice = is a time that the clock shows twice that night; write it with its zone, like 2026-10-25T02:30:00+01:00
