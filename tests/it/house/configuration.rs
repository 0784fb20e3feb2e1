//! The page about the configuration is made from the fields of its sections.

use naklank::config::keys;
use naklank::config::settings::markdown::tables;

use crate::support::written::holds;

#[test]
fn the_documentation_shows_every_setting() {
    let tables = tables();
    for key in keys() {
        assert_eq!(tables.contains(&format!("| `{}` | ", key.name)), key.facts.is_acted_on, "{}", key.name);
    }
    holds("src/docs/configuration.md", "settings", &tables);
}
