//! The span of a statement: for how long the database worked on it, below the use case that asked.
//!
//! The rule: it has the name of the function that runs the statement, which stands in the program text, and neither SQL nor
//! what is bound to it.

/// Begins the span of a statement, which ends when it is dropped. It is made only where `debug` is logged.
macro_rules! statement_span {
    () => {{
        fn here() {}
        tracing::debug_span!("statement", of = $crate::storage::engine::statement::name_of(here))
    }};
}
pub(crate) use statement_span;

/// The name of the function around `here`, from its module within `storage` on: `answering::responses::insert_all`.
pub fn name_of<F>(_here: F) -> &'static str {
    let path = std::any::type_name::<F>();
    let name = path.strip_prefix("naklank::storage::").unwrap_or(path);
    name.split("::{{closure}}").next().unwrap_or(name).trim_end_matches("::here")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name() -> &'static str {
        fn here() {}
        name_of(here)
    }

    #[test]
    fn a_statement_has_the_name_of_its_function() {
        assert_eq!(name(), "engine::statement::tests::name");
        let within = || {
            fn here() {}
            name_of(here)
        };
        assert_eq!(within(), "engine::statement::tests::a_statement_has_the_name_of_its_function");
    }
}
