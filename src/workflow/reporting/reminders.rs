//! Reminds policy owners of the report.
