//! E-mail addresses and telephone numbers in the words that people write in a report.
//!
//! The rule: they are pointed at and never refused, since the organisation's own number may well be meant. Years, amounts and
//! counts are no telephone numbers.

/// The fewest and the most digits of a telephone number: without the country and with it (E.164 has at most 15).
const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
/// What stands between the digits of a telephone number, with the blanks and dashes that a word processor puts there.
const BETWEEN: [char; 12] = [
    ' ', '-', '.', '(', ')', '\u{a0}', '\u{2009}', '\u{202f}', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}',
];

/// The addresses and numbers in a text, in their order, as they stand there.
#[must_use]
pub fn contacts_in(text: &str) -> Vec<String> {
    text.lines().flat_map(|line| addresses(line).into_iter().chain(numbers(line))).collect()
}

fn addresses(line: &str) -> Vec<String> {
    let is_edge = |sign: char| !sign.is_alphanumeric();
    let words = line.split(|sign: char| sign.is_whitespace() || "<>()[],;\"'‘’“”".contains(sign));
    words.map(|word| word.trim_matches(is_edge)).filter(|word| is_address(word)).map(str::to_owned).collect()
}

fn is_address(word: &str) -> bool {
    let Some((local, domain)) = word.rsplit_once('@') else { return false };
    let is_domain =
        domain.split_once('.').is_some_and(|(name, ending)| !name.is_empty() && !ending.is_empty());
    !local.is_empty() && is_domain
}

/// Runs of digits and what stands between them that begin as a telephone number does: with a plus sign, a zero, or an opening
/// bracket before one of these.
fn numbers(line: &str) -> Vec<String> {
    let belongs = |sign: char| sign.is_ascii_digit() || sign == '+' || BETWEEN.contains(&sign);
    let runs = line.split(|sign: char| !belongs(sign));
    runs.map(trimmed).filter(|run| is_number(run)).map(str::to_owned).collect()
}

/// A run without what stands around it; an opening bracket stays with the closing one.
fn trimmed(run: &str) -> &str {
    let run = run.trim_matches(|sign: char| BETWEEN.contains(&sign) && sign != '(');
    if run.contains(')') { run } else { run.trim_start_matches(['(', ' ']) }
}

fn is_number(run: &str) -> bool {
    let digits = run.chars().filter(char::is_ascii_digit).count();
    let begin = run.trim_start_matches(['(', ' ']);
    DIGITS.contains(&digits) && (begin.starts_with('0') || begin.starts_with('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_found_as_they_are_written() {
        for (text, expected) in [
            ("Mail naar jan@voorbeeld.nl.", &["jan@voorbeeld.nl"][..]),
            ("Mail <Jan.de-Vries+k@mail.voorbeeld.nl>, of bel.", &["Jan.de-Vries+k@mail.voorbeeld.nl"]),
            ("Bel 06 12345678 voor meer.", &["06 12345678"]),
            ("Bel 06-12 34 56 78.\nOf 020-1234567!", &["06-12 34 56 78", "020-1234567"]),
            ("Call +31 (0)6 1234 5678 now", &["+31 (0)6 1234 5678"]),
            ("(020) 123 45 67", &["(020) 123 45 67"]),
            ("Jan (06 12345678) belde.", &["06 12345678"]),
            ("06 12345678 / 020 1234567", &["06 12345678", "020 1234567"]),
            ("Bel 06\u{2013}12345678.", &["06\u{2013}12345678"]),
            ("Bel 020\u{202f}123\u{2009}45\u{2010}67.", &["020\u{202f}123\u{2009}45\u{2010}67"]),
        ] {
            assert_eq!(contacts_in(text), expected, "{text}");
        }
    }

    #[test]
    fn years_amounts_days_and_signs_are_none() {
        for text in [
            "In 2025 kregen wij 1.234 klachten, 12 % meer dan in 2024.",
            "Wij betaalden € 1.250.000,00 terug.",
            "Van 01-01-2025 tot en met 31-12-2025.",
            "Wij zijn bereikbaar van 08.30 tot 17.00 uur.",
            "Wij zijn bereikbaar van 08.30\u{2013}17.00 uur.",
            "Volg ons: @voorbeeld, of mail @ kantoor. a@b",
            "Zaak 123456789012 en 1234567890123456789.",
            "",
        ] {
            assert_eq!(contacts_in(text), Vec::<String>::new(), "{text}");
        }
    }
}
