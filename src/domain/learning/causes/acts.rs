//! What staff do with causes: rename, merge, retire, restore.
//!
//! The rule: an act is decided on the book alone, and the rows that it changed are those that differ from the book before.

use crate::domain::Timestamp;
use crate::domain::ids::CauseId;
use crate::domain::learning::causes::{Cause, CauseBook, CauseName, CauseRefusal};

impl CauseBook {
    /// The cause for which a name counts; one that no act was about yet is written into the book as `new_id`.
    pub fn manage(&mut self, name: &str, new_id: CauseId, at: Timestamp, by: &str) -> CauseId {
        if let Some(cause) = self.find(name) {
            return cause.id;
        }
        let cause = Cause {
            id: new_id,
            name: name.to_owned(),
            retired_at: None,
            merged_into: None,
            merged_at: None,
            made_at: at,
            made_by: by.to_owned(),
        };
        self.causes.insert(new_id, cause);
        self.give(name, new_id, at);
        new_id
    }

    fn give(&mut self, name: &str, cause: CauseId, at: Timestamp) {
        let given = CauseName { name: name.to_owned(), cause, since: at, until: None };
        let periods = self.names.entry(name.to_owned()).or_default();
        // One that began at the same moment had no length.
        periods.retain(|period| period.since != at);
        periods.push(given);
    }

    /// Gives a cause another name; the old one still counts for it.
    ///
    /// # Errors
    /// [`CauseRefusal::Taken`] if the name counts for another cause.
    pub fn rename(&mut self, id: CauseId, to: &str, at: Timestamp) -> Result<(), CauseRefusal> {
        if self.find(to).is_some_and(|other| other.id != id) {
            return Err(CauseRefusal::Taken);
        }
        let cause = self.causes.get_mut(&id).ok_or(CauseRefusal::Unknown)?;
        if cause.name == to {
            return Ok(());
        }
        let from = std::mem::replace(&mut cause.name, to.to_owned());
        if let Some(old) = self.names.get_mut(&from).and_then(|periods| periods.last_mut()) {
            old.until = Some(at);
        }
        self.give(to, id, at);
        Ok(())
    }

    /// Lets a cause, with all its names, count for another; where that one is merged, for the one behind it.
    ///
    /// # Errors
    /// [`CauseRefusal::Itself`] if both count for the same.
    pub fn merge(&mut self, id: CauseId, into: CauseId, at: Timestamp) -> Result<(), CauseRefusal> {
        let present = |id| self.by_id(id).map(|cause| cause.id).ok_or(CauseRefusal::Unknown);
        let (id, into) = (present(id)?, present(into)?);
        if id == into {
            return Err(CauseRefusal::Itself);
        }
        for name in self.names.values_mut().flatten().filter(|name| name.cause == id) {
            name.until = name.until.or(Some(at));
        }
        if let Some(cause) = self.causes.get_mut(&id) {
            cause.merged_into = Some(into);
            cause.merged_at = Some(at);
        }
        Ok(())
    }

    /// Takes a cause off the lists to choose from; it still counts.
    pub fn retire(&mut self, id: CauseId, at: Timestamp) {
        if let Some(cause) = self.causes.get_mut(&id) {
            cause.retired_at = cause.retired_at.or(Some(at));
        }
    }

    /// Puts a cause on the lists again.
    pub fn restore(&mut self, id: CauseId) {
        if let Some(cause) = self.causes.get_mut(&id) {
            cause.retired_at = None;
        }
    }

    /// The causes that differ from those of the book before, those that others may refer to first.
    #[must_use]
    pub fn changed_causes(&self, before: &Self) -> Vec<&Cause> {
        let is_changed = |cause: &&Cause| before.causes.get(&cause.id) != Some(cause);
        let mut changed: Vec<&Cause> = self.causes.values().filter(is_changed).collect();
        changed.sort_by_key(|cause| cause.merged_into.is_some());
        changed
    }

    /// The periods of names that differ from those of the book before; none ever goes.
    #[must_use]
    pub fn changed_names(&self, before: &Self) -> Vec<&CauseName> {
        let is_known =
            |name: &CauseName| before.names.get(&name.name).is_some_and(|periods| periods.contains(name));
        self.names.values().flatten().filter(|name| !is_known(name)).collect()
    }
}

#[cfg(test)]
mod tests;
