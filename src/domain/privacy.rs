//! What a person may ask of personal data: where it stands, what is exported, and what an erasure leaves.

pub mod erasure;
pub mod held;
pub mod ledger;
pub mod map;
pub mod mentions;
pub mod sought;
pub mod wish;
