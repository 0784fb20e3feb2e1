//! Sends due mails, processes bounces, and lets staff control both.

pub mod clear_bounce;
pub mod messages;
pub mod queue_again;
pub mod queue_news;
pub mod send;
pub mod staff_mails;
pub mod steer;
pub mod story;
pub mod suppressions;
pub mod take_bounce;
