//! Norms: the evidence for one, the proposal, the decision, and the verdicts given by it.

pub mod assessed;
pub mod backtest;
pub mod dossier;
pub mod evaluation;
pub mod evidence;
pub mod fields;
pub mod norm;
pub mod official_verdict;
pub mod outlook;
pub mod policy_file;
pub mod policy_value;
pub mod readiness;
pub mod suggestion;
pub mod workbench;
pub mod year_verdict;
