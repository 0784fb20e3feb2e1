# What can be wrong with a file of rows, as a page says it.

# $line (String) - the number of a line
fault-line = line { $line }
# $count (String) - how many
fault-more = Other faults: { $count }.
fault-nul = has a NUL character, which no text file has; save the file as CSV UTF-8
fault-not-utf8 = is not UTF-8 text; save the file as CSV UTF-8
fault-never-closed = has a quotation mark that is never closed
fault-behind-quote = has text behind a closing quotation mark; write a quotation mark within a cell twice
fault-empty = the file is empty; its first line must name the columns
fault-no-rows = there is no row below the first line
# $name (String) - the name of a column
fault-unknown-column = the column “{ $name }” is not known
# $name (String) - the name of a column
fault-column-twice = the column “{ $name }” is there twice
# $name (String) - the name of a column
fault-column-missing = the column “{ $name }” is missing
# $has (String) - how many
# $needs (String) - how many
fault-cells = cells in this line: { $has }; columns in the first line: { $needs }
# $reference (String) - the reference of a complaint
fault-twice = { $reference } is in the file twice
# $line (String) - the number of a line
fault-other-count = gives another count than line { $line } of the same
# $least (String) - a number
# $most (String) - a number
fault-whole-from-to = must be a whole number from { $least } to { $most }
# $names (String) - names with commas between them
fault-one-of = must be one of { $names }
# $most (String) - a number
fault-too-long = must be at most { $most } characters
# $field (String) - the name of a column
fault-after = must not be after { $field }
# $field (String) - the name of a column
fault-before = must not be before { $field }
fault-required = is missing
fault-unknown-field = is not a known column
fault-once = must be given once
fault-text = must be text
fault-control = must be on one line, without control characters
fault-whole = must be a whole number like 120
fault-flag = must be true or false
fault-future = must not be in the future
fault-more-than-closed = must not be more than closed
fault-not-begun = has not begun
fault-month = must be a month like 2026-03
fault-product = must be a name; leave it out for all products together
fault-moment = must be a moment like 2026-03-02T09:15:00Z, or like 25-11-2026 09:00 with the day first
fault-moment-or-day = must be a moment like 2026-03-02T09:15:00Z or 25-11-2026 09:00, or a day like 2026-03-02 or 25-11-2026, with the day before the month
fault-day = must be a day that exists, like 2027-01-01, or 25-11-2026 with the day first
fault-skipped = is a time that the clock skips that night; write it with its zone, like 2026-03-29T03:30:00+02:00
fault-shown-twice = is a time that the clock shows twice that night; write it with its zone, like 2026-10-25T02:30:00+01:00
