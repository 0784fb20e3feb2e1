# The key performance indicators.

kpi-acknowledgement = Ontvangstbevestiging binnen 24 uur
kpi-phone-response = Eerste inhoudelijke reactie per telefoon binnen 48 uur
kpi-written-response = Eerste inhoudelijke schriftelijke reactie binnen 6 werkdagen
kpi-handling-quality = Kwaliteit van de behandeling
kpi-nps = NPS over de klachtbehandeling
kpi-complaint-rate = Klachten als deel van de meldingen
