//! What complaints teach: their causes, whether they were discussed, and improvements whose effect is measured.

pub mod causes;
pub mod discussed;
pub mod effect;
pub mod improvement;
pub mod kept;
pub mod mark;
pub mod plan_form;
