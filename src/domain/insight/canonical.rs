//! Which figures may be told, decided by one table that is made from the counts and not from the question.
//!
//! The rule: whatever may be told is a union of sets of cells that are told together, and no difference of such unions holds
//! few answers. So no small number follows from any number of questions. `src/docs/hiding.md` has the proof and its limits.

pub mod answers;
#[cfg(test)]
mod attack;
pub mod columns;
pub mod complement;
pub mod cross;
pub mod flow;
pub mod frame;
pub mod groups;
pub mod joining;
pub mod late;
pub mod marked;
pub mod month;
pub mod published;
pub mod table;
