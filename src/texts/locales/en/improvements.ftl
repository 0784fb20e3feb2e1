# Improvements and their effect.
