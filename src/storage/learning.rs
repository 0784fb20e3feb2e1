//! What complaints teach: their causes, whether they were discussed, and improvements whose effect is measured.

pub mod causes;
pub mod discussed;
pub mod improvements;
