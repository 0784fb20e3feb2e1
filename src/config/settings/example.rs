//! The commented example that `naklank config example` prints: generated from [`KEYS`], so that it is always complete.

use std::fmt::Write as _;

use crate::config::settings::key::{KEYS, environment_name};

/// A complete `naklank.toml` in which every key is commented out, with its default if it has one.
#[must_use]
pub fn example() -> String {
    let mut text = String::from(
        "# Naklank's configuration. Every key can also be set as an environment variable, which wins:\n\
         # NAKLANK_ and the key in capitals with _ for the dot, such as NAKLANK_HTTP_LISTEN.\n",
    );
    let mut section = "";
    for key in KEYS {
        let (key_section, name) = key.name.split_once('.').unwrap_or(("", key.name));
        if key_section != section {
            section = key_section;
            let _ = write!(text, "\n[{section}]\n");
        }
        let later = if key.is_acted_on { "" } else { " (accepted, but this version does not act on it yet)" };
        let _ = writeln!(text, "# {}{later}\n# {}", key.about, environment_name(key.name));
        let _ = writeln!(text, "# {name} = \"{}\"\n", key.default.unwrap_or_default());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::settings::sources::of_file_text;

    #[test]
    fn the_example_is_a_sound_file_and_so_it_is_with_every_comment_taken_off_its_keys() {
        assert!({
            let found = of_file_text(&example(), "example");
            found.values.is_empty() && found.mistakes.is_empty()
        });
        let uncommented: String = example()
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = \"")).unwrap_or(line))
            .map(|line| format!("{line}\n"))
            .collect();
        assert_eq!(of_file_text(&uncommented, "example").values.len(), KEYS.len());
    }
}
