//! Identifiers of rows that nothing refers to, such as changes of counts until they are folded.
//!
//! The rule: the program makes them and not a sequence of the database, which cannot move to another node together with
//! its table (Citus). They come from the clock and the random source of the [`App`](crate::app::App), which hands the
//! source of identifiers to its database; storage knows neither.

use std::sync::Arc;

use uuid::Uuid;

use crate::storage::{Result, StorageError};

/// A source of new identifiers; cheap to clone, and clones draw from the same source.
#[derive(Clone, Default)]
pub struct RowIds(Option<Arc<dyn Fn() -> Uuid + Send + Sync>>);

impl RowIds {
    /// Draws each identifier from `draw`.
    pub fn from_source(draw: impl Fn() -> Uuid + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(draw)))
    }

    /// `count` new identifiers.
    ///
    /// # Errors
    /// The database was opened outside an application, which gives it its source.
    pub fn draw(&self, count: usize) -> Result<Vec<Uuid>> {
        let draw = self.0.as_deref().ok_or(StorageError::NoRowIds)?;
        Ok(std::iter::repeat_with(draw).take(count).collect())
    }
}

impl std::fmt::Debug for RowIds {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RowIds")
    }
}
