//! What the form of a complaint suggests for fields whose values are the organisation's own.
//!
//! The rule: any other text may be typed.

/// Values that are known, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    pub products: Vec<String>,
    pub teams: Vec<String>,
    /// Names of causes that are in use.
    pub causes: Vec<String>,
}

impl Suggestions {
    /// Those for a field of the form.
    #[must_use]
    pub fn of(&self, field: &str) -> &[String] {
        match field {
            "product" => &self.products,
            "team" => &self.teams,
            "causes" => &self.causes,
            _ => &[],
        }
    }
}
