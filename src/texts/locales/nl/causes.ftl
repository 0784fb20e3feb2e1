# Causes of complaints.
