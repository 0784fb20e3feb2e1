//! Files of texts, sound and bad.

use proptest::prelude::*;

use super::*;

const DUTCH: Language = Language::Dutch;
const ENGLISH: Language = Language::English;

const SOUND: &str = "kifid = false

[mail_subject]
nl = \"Hoe vond u het contact met {organisation}?\"
en = \"How did you find your contact with {organisation}?\"

[thanks]
nl = \"\"\"
Bedankt.

Tot ziens.\"\"\"
en = \"\"\"
Thank you.

Goodbye.\"\"\"
";

/// The mistakes of a file, as they are printed.
fn mistakes(text: &str) -> Vec<String> {
    parse(text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn a_sound_file_is_texts_in_every_language() {
    let texts = parse(SOUND.as_bytes()).unwrap();
    assert!(!texts.mentions_kifid);
    let subject = texts.get((TextKey::MailSubject, ENGLISH));
    assert_eq!(subject, Some("How did you find your contact with {organisation}?"));
    assert_eq!(texts.get((TextKey::Thanks, DUTCH)), Some("Bedankt.\n\nTot ziens."));
    assert_eq!(texts.get((TextKey::MailOpening, DUTCH)), None);
    assert_eq!(parse(b"").unwrap(), OwnTexts::default(), "an empty file changes nothing");
}

#[test]
fn a_file_is_written_as_it_is_read() {
    assert_eq!(write(&parse(SOUND.as_bytes()).unwrap()), SOUND);
}

#[test]
fn each_mistake_is_told_with_its_key_and_line() {
    let html = "line 2, thanks.nl holds what looks like HTML: a text is plain text, so write no `<` before a letter, `/`, `!` or `?`";
    for (text, expected) in [
        ("[thanks]\nnl = \"a\"", "line 1, thanks.en is missing: change a text in every language or in none"),
        (
            "[thanks]\nnl = \"a\"\nen = \" \"",
            "line 3, thanks.en is missing: change a text in every language or in none",
        ),
        (
            "\n[thanks]\nnl = \"a\"\nen = \"Dear {naam}\"",
            "line 4, thanks.en has no placeholder {naam}: use {organisation}, {contact}",
        ),
        ("[thanks]\nnl = \"<script>alert(1)</script>\"\nen = \"a\"", html),
        (
            "[thanks]\nnl = \"\\u0007\"\nen = \"a\"",
            "line 2, thanks.nl holds a character that cannot be seen (U+0007): leave it out",
        ),
        (
            "[mail_closing]\nnl = \"Dag\"\nen = \"until {expires_on}\"",
            "line 2, mail_closing.nl must use {expires_on}",
        ),
        (
            "[mail_subject]\nnl = \"Uw mening\"\nen = \"Your complaint\"",
            "line 3, mail_subject.en must not tell people who share a mailbox that there is a complaint: leave out `complaint`",
        ),
        ("kifid = \"no\"", "line 1, kifid must be true or false"),
        ("thanks = \"a\"", "line 1, thanks must be a table with a text in each language"),
        ("[thanks]\nnl = 1\nen = \"a\"", "line 2, thanks.nl must be a text in quotation marks"),
        (
            "[thanks]\nnl = \"a\"\nen = \"b\"\nfr = \"c\"",
            "line 4, thanks.fr is no language: there are nl, en",
        ),
        (
            "[colour]\nnl = \"a\"",
            "line 1, colour is no text that can be changed; `naklank texts example` prints all of them",
        ),
    ] {
        assert_eq!(mistakes(text), [expected], "{text}");
    }
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    let text = "[thanks]\nnl = 1\n[colour]\nkifid = 1\n[mail_subject]\nxx = \"a\"";
    let lines: Vec<Option<usize>> =
        parse(text.as_bytes()).unwrap_err().iter().map(|found| found.line).collect();
    assert_eq!(lines, [Some(2), Some(3), Some(6)]);
    let text = "[thanks]\nnl = \"<b>\"\n[mail_greeting]\nnl = \"Dag\"\nen = \"{x}\"";
    assert_eq!(parse(text.as_bytes()).unwrap_err().len(), 5, "{:?}", mistakes(text));
}

#[test]
fn what_is_no_file_of_texts_is_refused() {
    assert_eq!(mistakes(&"#".repeat(1024 * 1024)), ["file is larger than 65536 bytes"]);
    let not_utf8 = parse(b"thanks = \"\xff\"").unwrap_err();
    assert_eq!(not_utf8[0].to_string(), "file is no text in UTF-8");
    let not_toml = mistakes("[thanks]\nnl = \"a\"\nen = \"b");
    assert!(not_toml[0].starts_with("line 3, file is no TOML: "), "{not_toml:?}");
    assert!(mistakes("[thanks]\nnl = \"a\"\nnl = \"b\"")[0].contains("is no TOML"));
}

#[test]
fn texts_of_a_later_program_are_read_as_far_as_they_are_known() {
    let later = format!("colour = 1\n{SOUND}fr = \"Merci\"\n[later]\nnl = \"a\"\n");
    assert_eq!(parse_stored(&later).unwrap(), parse(SOUND.as_bytes()).unwrap());
    assert_eq!(parse_stored("thanks = ["), Err(NotStoredTexts));
}

proptest! {
    /// The parser ends for whatever it meets.
    #[test]
    fn any_bytes_are_texts_or_mistakes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Err(mistakes) = parse(&bytes) {
            prop_assert!(!mistakes.is_empty());
        }
    }

    /// The same for what looks more like a file.
    #[test]
    fn any_file_is_texts_or_mistakes(text in "(\\[(thanks|mail_subject|x|\\[)\\]?\n|(nl|en|kifid|thanks.nl) ?= ?(\"|\"\"\"|true|')?[a-z{}<\\\\\n\u{202e}]{0,6}(\"|\"\"\"|')?\n){0,12}") {
        if let Err(mistakes) = parse(text.as_bytes()) {
            prop_assert!(!mistakes.is_empty());
            let lines = text.lines().count() + 1;
            prop_assert!(mistakes.iter().all(|mistake| mistake.line.is_none_or(|line| line <= lines)));
        }
    }

    /// Any text survives being stored.
    #[test]
    fn texts_are_read_back_as_they_were_written(dutch in "\\PC{0,20}(\n\\PC{0,20}){0,3}", english in ".{0,20}", kifid in any::<bool>()) {
        let mut texts = OwnTexts { mentions_kifid: kifid, ..OwnTexts::default() };
        texts.put((TextKey::Thanks, DUTCH), &dutch);
        texts.put((TextKey::MailSubject, ENGLISH), &english);
        prop_assert_eq!(parse_stored(&write(&texts)), Ok(texts));
    }
}
