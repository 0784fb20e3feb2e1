# The key performance indicators.

kpi-acknowledgement = Acknowledgement within 24 hours
kpi-phone-response = First substantive telephone response within 48 hours
kpi-written-response = First substantive written response within 6 working days
kpi-handling-quality = Quality of handling
kpi-nps = NPS over complaint handling
kpi-complaint-rate = Complaints as a share of notifications
