# Files of the pages with figures: what they hold and how their columns are called.

download-line = Download
download-of = Download ‘{ $section }’
download-spreadsheet = rijen voor een spreadsheet
download-exact = exacte waarden
download-picture = plaatje
download-label = { $section }: { $what } ({ $format })
download-percent = { $heading } (%)
download-low = { $heading }, ondergrens
download-high = { $heading }, bovengrens
download-remark = Opmerking
download-dimension = Kenmerk
download-value = Waarde
download-made = Gemaakt op { $day }.
download-answered = Dag van het antwoord
download-group = Groep
download-promoter = promotor
download-passive = passief
download-detractor = criticaster
download-verbatim = Toelichting
download-themes = Thema's
download-more = Er zijn meer dan { $most } antwoorden. Kies een kortere periode of meer filters; hier staan de nieuwste.
download-verbatims = Antwoorden van deze selectie
