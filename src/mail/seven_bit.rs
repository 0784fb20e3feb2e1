//! HTML in seven bits: the same page in ASCII and in short lines.
//!
//! The rule: what is read stays the same. A character outside ASCII becomes its numeric reference, and a line is broken
//! only behind the name of a tag, where it does not matter which space stands. A page with a script or a style sheet does not
//! belong here: references mean nothing in them.

/// The longest line of a mail without its end (RFC 5322, 2.1.1), and from where on it is broken.
const LONGEST_LINE: usize = 998;
const LONG_LINE: usize = 70;

/// The page in seven bits; none where a line would be too long, or where it breaks its lines itself.
pub fn seven_bit(html: &str) -> Option<String> {
    let mut ascii = String::with_capacity(html.len() + html.len() / 8);
    let mut line_began = 0;
    for (nth, piece) in html.split('<').enumerate() {
        let mut rest = piece;
        if nth > 0 {
            ascii.push('<');
            if let Some((name, attributes)) = piece.split_once(' ').filter(|(name, _)| !name.contains('>'))
                && ascii.len() - line_began > LONG_LINE
            {
                push_ascii(&mut ascii, name)?;
                if ascii.len() - line_began > LONGEST_LINE {
                    return None;
                }
                ascii.push_str("\r\n");
                line_began = ascii.len();
                rest = attributes;
            }
        }
        push_ascii(&mut ascii, rest)?;
        if ascii.len() - line_began > LONGEST_LINE {
            return None;
        }
    }
    Some(ascii)
}

/// Adds text in ASCII; none for a control character, which no reference can name.
fn push_ascii(ascii: &mut String, text: &str) -> Option<()> {
    // Looked at to the end, which takes many bytes at a step.
    if text.bytes().fold(true, |all, byte| all & (b' '..=b'~').contains(&byte)) {
        ascii.push_str(text);
        return Some(());
    }
    for character in text.chars() {
        match character {
            ' '..='~' => ascii.push(character),
            '\u{a0}'.. => ascii.push_str(&format!("&#{};", u32::from(character))),
            _ => return None,
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_stays_the_same() {
        assert_eq!(
            seven_bit("<p>Beste Zo\u{eb},</p><p>tot \u{2019}s avonds &amp; \u{1f600}</p>").unwrap(),
            "<p>Beste Zo&#235;,</p><p>tot &#8217;s avonds &amp; &#128512;</p>"
        );
    }

    #[test]
    fn a_long_line_is_broken_in_the_next_tag_that_has_attributes() {
        let words = "woord ".repeat(12);
        let page = format!("<p class=\"a b\">{words}</p><b>{words}</b><a href=\"x\" class=\"y\">{words}</a>");
        let ascii = seven_bit(&page).unwrap();
        assert_eq!(ascii, page.replace("<a href", "<a\r\nhref"));
    }

    #[test]
    fn a_page_that_does_not_fit_is_left_to_an_encoding() {
        assert_eq!(seven_bit(&format!("<p>{}</p>", "a".repeat(LONGEST_LINE))), None);
        assert!(seven_bit(&format!("<p>{}", "a".repeat(LONGEST_LINE - 3))).is_some());
        assert_eq!(seven_bit("<p>a\nb</p>"), None);
        assert_eq!(seven_bit("<p>\u{85}</p>"), None, "a reference would name another character");
    }
}
