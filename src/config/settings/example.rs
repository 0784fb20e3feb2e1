//! The commented example that `naklank config example` prints: made from the fields of the sections, so that it is always
//! complete.

use std::fmt::Write as _;

use crate::config::SECTIONS;
use crate::config::settings::key::{Key, Unset};
use crate::config::settings::markdown::without_links;

/// The longest line of a comment, in characters.
const WIDTH: usize = 100;

/// A complete `naklank.toml` in which every key is commented out, with its default, or else an example.
#[must_use]
pub fn example() -> String {
    let mut text = String::from(
        "# Naklank's configuration. Every key can also be set as an environment variable, which wins:\n\
         # NAKLANK_ and the key in capitals with _ for the dot, such as NAKLANK_HTTP_LISTEN.\n\
         # A time is written like 90s, 24h or 5 days, and is at most 100 years.\n",
    );
    for section in SECTIONS {
        let about = comment(&without_links(section.about));
        let _ = write!(text, "\n{about}[{}]\n\n", section.name);
        for key in section.keys {
            let about = comment(&format!("{}{}", without_links(key.about), beside(key)));
            let _ = writeln!(text, "{about}# {}", key.variable());
            let _ = writeln!(text, "# {} = {}\n", key.short_name(), value(key));
        }
    }
    text
}

/// What a key may be set to, as the file has it.
fn value(key: &Key) -> String {
    let text = key.default().unwrap_or(key.facts.example);
    if !key.facts.form.is_list() {
        return format!("\"{text}\"");
    }
    let items = text.split(',').filter(|item| !item.is_empty()).map(|item| format!("\"{item}\""));
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// What the documentation tells in other columns.
fn beside(key: &Key) -> String {
    let unset = match key.facts.unset {
        Unset::Required => " Required.".to_owned(),
        Unset::Otherwise("none") | Unset::Default(_) => String::new(),
        Unset::Otherwise(words) => format!(" Unless set: {words}."),
    };
    let later =
        if key.facts.is_acted_on { "" } else { " (Accepted, but this version does not act on it yet.)" };
    format!("{unset}{later}")
}

/// The text in lines of a comment.
fn comment(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("# {word}")),
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::settings::sources::of_file_text;
    use crate::config::{ConfigMistake, keys, parse_found};

    /// The example with every comment taken off its keys.
    fn uncommented() -> String {
        let is_key = |line: &str| keys().any(|key| line.starts_with(&format!("{} = ", key.short_name())));
        let example = example();
        let lines = example.lines().map(|line| match line.strip_prefix("# ") {
            Some(setting) if is_key(setting) => format!("{setting}\n"),
            _ => format!("{line}\n"),
        });
        lines.collect()
    }

    #[test]
    fn the_example_is_a_sound_file_that_sets_nothing() {
        let found = of_file_text(&example(), "example");
        assert!(found.values.is_empty() && found.mistakes().next().is_none());
    }

    /// Apart from files that are not there, and a sender of this machine that signs for a domain.
    #[test]
    fn the_example_holds_with_every_comment_taken_off_its_keys() {
        let file = uncommented().replace("naklank@localhost", "naklank@example.org");
        let found = of_file_text(&file, "example");
        let empty = file.lines().filter(|line| line.ends_with(" = []")).count();
        assert_eq!(found.values.len() + empty, keys().count(), "{file}");
        let wrong = parse_found(&found).unwrap_err();
        let absent = |wrong: &ConfigMistake| {
            wrong.key.ends_with("_file") && wrong.message.contains("cannot be read: No such file")
        };
        assert!(wrong.iter().all(absent), "{wrong:#?}");
        assert_eq!(wrong.len(), 5, "{wrong:#?}");
    }

    #[test]
    fn a_comment_is_wrapped_and_says_what_holds_where_nothing_is_set() {
        let example = example();
        assert!(example.lines().all(|line| line.chars().count() <= WIDTH), "{example}");
        for words in [
            "# The language when a respondent's is unknown: `nl` or `en`.\n# NAKLANK_ORGANISATION_LANGUAGE\n# language = \"nl\"\n",
            "as respondents know it. Required.\n",
            "# The name sent in EHLO, such as `nps.example.org`. Unless set: the machine's full name.\n",
            "such as the earlier one after a rotation,",
            "# NAKLANK_SECRET_OTHER_FILES\n# other_files = []\n",
            "# NAKLANK_SURVEY_AUDIENCE\n# audience = [\"customer\"]\n",
            "# NAKLANK_MAIL_BOUNCE_ADDRESS\n# bounce_address = \"bounces@example.org\"\n",
        ] {
            assert!(example.contains(words), "{words}: {example}");
        }
    }
}
