//! Documentation for those who run Naklank, change it or take it over.
//!
//! The rule: what a page says of the code is a link into it, and the build fails when the link leads nowhere.

#[doc = include_str!("docs/architecture.md")]
pub mod architecture {}

#[doc = include_str!("docs/recipes.md")]
pub mod recipes {}

#[doc = include_str!("docs/decisions.md")]
pub mod decisions {}

#[doc = include_str!("docs/statistics.md")]
pub mod statistics {}

#[doc = include_str!("docs/hiding.md")]
pub mod hiding {}

#[doc = include_str!("docs/operating.md")]
pub mod operating {}

#[doc = include_str!("docs/security.md")]
pub mod security {}

#[doc = include_str!("docs/privacy.md")]
pub mod privacy {}

#[doc = include_str!("docs/spreading.md")]
pub mod spreading {}

#[doc = include_str!("docs/configuration.md")]
pub mod configuration {}

#[doc = include_str!("docs/logging.md")]
pub mod logging {}
