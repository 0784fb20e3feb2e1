# Files of the pages with figures: what they hold and how their columns are called.

download-line = Download
# $section (String) - the heading of the section
download-of = Download ‘{ $section }’
download-spreadsheet = rows for a spreadsheet
download-exact = exact values
download-picture = picture
# $section (String) - the heading of the section
# $what (String) - rows, values or picture
# $format (String) - the kind of file
download-label = { $section }: { $what } ({ $format })
# $heading (String) - the heading of a column
download-percent = { $heading } (%)
# $heading (String) - the heading of a column
download-low = { $heading }, lower limit
# $heading (String) - the heading of a column
download-high = { $heading }, upper limit
download-remark = Remark
download-dimension = Dimension
download-value = Value
# $day (String) - a day
download-made = Made on { $day }.
download-answered = Day of the answer
download-group = Group
download-promoter = promoter
download-passive = passive
download-detractor = detractor
download-verbatim = Comment
download-themes = Themes
# $most (String) - the number of rows
download-more = There are more than { $most } answers. Choose a shorter period or more filters; these are the newest.
download-verbatims = Answers of this selection
