//! Invitations and their states.

pub mod invitations;
