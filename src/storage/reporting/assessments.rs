//! What the organisation judged of the sentences of its policy.
