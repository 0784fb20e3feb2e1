//! What respondents read in Dutch is plain: short sentences of short words.
//!
//! Measured by Douma's reading ease for Dutch (Douma 1960, *De leesbaarheid van landbouwbladen*), the Dutch form of
//! Flesch's: 206.84 − 0.93 · words per sentence − 77 · syllables per word. 60 and more is what the field calls
//! "standard", and what level B1 asks for; no sentence has more than 20 words. LiNT-II measures more, but its language
//! model of 500 MB is in no package registry, so a fresh machine could not run it.

/// The lowest reading ease of one text.
const LEAST_EASE: f64 = 60.0;
/// Texts of fewer words are labels, for which a mean says nothing.
const FEWEST_WORDS: usize = 15;
/// The most words in a sentence.
const LONGEST_SENTENCE: usize = 20;

/// The texts that respondents read: mails that ask, the form, the thanks, unsubscribing, privacy, what became of an answer.
fn texts() -> Vec<(String, String)> {
    let mails = include_str!("../../../src/texts/locales/nl/asking.ftl");
    let pages = include_str!("../../../src/texts/locales/nl/answering.ftl");
    let of_mails = messages(mails).filter(|(name, _)| name.starts_with("mail-"));
    let news = include_str!("../../../src/texts/locales/nl/news.ftl");
    of_mails.chain(messages(pages)).chain(messages(news)).collect()
}

fn messages(source: &str) -> impl Iterator<Item = (String, String)> {
    source.lines().filter_map(|line| {
        let (name, text) = line.split_once(" = ")?;
        Some((name.to_owned(), without_placeholders(text)))
    })
}

/// Each placeholder counts as one short word.
fn without_placeholders(text: &str) -> String {
    let mut parts = text.split('{');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain += "iets";
        plain += part.split_once('}').map_or("", |(_, rest)| rest);
    }
    plain
}

fn sentences(text: &str) -> Vec<Vec<&str>> {
    text.split(['.', '?', '!', ':', ';'])
        .map(|sentence| {
            let word = |word: &&str| word.chars().any(char::is_alphanumeric);
            sentence.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-')).filter(word).collect()
        })
        .filter(|words: &Vec<&str>| !words.is_empty())
        .collect()
}

/// Groups of vowels: near enough for Dutch, and never fewer than one.
fn syllables(word: &str) -> usize {
    let is_vowel = |c: char| "aeiouyàáâäèéêëìíîïòóôöùúûü".contains(c);
    let word = word.to_lowercase();
    word.split(|c| !is_vowel(c)).filter(|group| !group.is_empty()).count().max(1)
}

/// Douma's reading ease.
fn ease(sentences: &[Vec<&str>]) -> f64 {
    let words: Vec<&str> = sentences.iter().flatten().copied().collect();
    let in_all: usize = words.iter().map(|word| syllables(word)).sum();
    let (sentences, words) = (sentences.len() as f64, words.len() as f64);
    206.84 - 0.93 * words / sentences - 77.0 * in_all as f64 / words
}

#[test]
fn a_sentence_from_a_law_is_too_hard_and_one_from_a_mail_is_not() {
    let law = "De verwerkingsverantwoordelijke verstrekt betrokkene onverwijld informatie betreffende \
               gegevensverwerkingsactiviteiten overeenkomstig toepasselijke bepalingen.";
    assert!(ease(&sentences(law)) < 0.0);
    assert!(ease(&sentences("Op 3 maart hebben wij uw klacht afgerond. Hoe vond u de behandeling?")) > 70.0);
}

#[test]
fn each_text_for_respondents_is_plain() {
    let texts = texts();
    assert!(texts.len() > 60, "the files were read");
    assert!(
        texts.iter().any(|(name, _)| name == "news-mail-opening"),
        "and that about what became of an answer"
    );
    let mut hard = Vec::new();
    for (name, text) in &texts {
        let sentences = sentences(text);
        if let Some(long) = sentences.iter().find(|sentence| sentence.len() > LONGEST_SENTENCE) {
            hard.push(format!("{name}: {} words in {:?}", long.len(), long.join(" ")));
        }
        let words: usize = sentences.iter().map(Vec::len).sum();
        let ease = ease(&sentences);
        if words >= FEWEST_WORDS && ease < LEAST_EASE {
            hard.push(format!("{name}: reading ease {ease:.0}"));
        }
    }
    assert!(hard.is_empty(), "too hard for level B1: {hard:#?}");
}
