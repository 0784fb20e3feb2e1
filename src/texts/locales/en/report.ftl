# The documents themselves.
