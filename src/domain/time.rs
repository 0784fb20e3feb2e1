//! Days, moments and periods in the time zone of the organisation.

pub mod calendar;
pub mod dutch_date;
pub mod holidays;
pub mod period;
pub mod working_days;
pub mod working_hours;
