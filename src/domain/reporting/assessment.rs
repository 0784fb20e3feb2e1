//! The sentences of the policy, and what the organisation judges of each in a year.
