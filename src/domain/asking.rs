//! Whether and when a customer is asked: invitations, the rules that plan them, and the hours in which mail may be
//! sent.

pub mod invitation;
pub mod planning;
pub mod sending_window;
