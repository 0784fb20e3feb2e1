//! Figures as far as they may be shown.
//!
//! The rule: what is too small to show and what is empty are different answers, and a caller says what it does with each.

/// Figures about a group of respondents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Visible<T> {
    Shown(T),
    /// A respondent could be identified, here or by subtraction.
    TooSmall,
    /// There are no responses, and that may be known.
    Nothing,
}

impl<T> Visible<T> {
    /// The figures, `None` meaning that there are no responses, unless they have to stay hidden.
    #[must_use]
    pub fn unless(is_hidden: bool, figures: Option<T>) -> Self {
        match figures {
            _ if is_hidden => Self::TooSmall,
            Some(figures) => Self::Shown(figures),
            None => Self::Nothing,
        }
    }

    #[must_use]
    pub fn is_too_small(&self) -> bool {
        matches!(self, Self::TooSmall)
    }

    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// The figures, if there are any to show.
    #[must_use]
    pub fn shown(&self) -> Option<&T> {
        match self {
            Self::Shown(figures) => Some(figures),
            Self::TooSmall | Self::Nothing => None,
        }
    }

    /// The same for figures derived from these.
    pub fn map<U>(self, derive: impl FnOnce(T) -> U) -> Visible<U> {
        match self {
            Self::Shown(figures) => Visible::Shown(derive(figures)),
            Self::TooSmall => Visible::TooSmall,
            Self::Nothing => Visible::Nothing,
        }
    }

    #[must_use]
    pub fn as_ref(&self) -> Visible<&T> {
        match self {
            Self::Shown(figures) => Visible::Shown(figures),
            Self::TooSmall => Visible::TooSmall,
            Self::Nothing => Visible::Nothing,
        }
    }
}

impl<T: Default> Visible<T> {
    /// Counts, where no responses are zeros; `None` if they are hidden.
    #[must_use]
    pub fn or_zeros(self) -> Option<T> {
        match self {
            Self::Shown(counts) => Some(counts),
            Self::Nothing => Some(T::default()),
            Self::TooSmall => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_is_neither_empty_nor_zero() {
        assert_eq!(Visible::unless(true, Some(3)).or_zeros(), None);
        assert_eq!(Visible::<u64>::unless(true, None), Visible::TooSmall);
        assert_eq!(Visible::<u64>::unless(false, None).or_zeros(), Some(0));
        assert_eq!(Visible::unless(false, Some(3)).shown(), Some(&3));
    }
}
