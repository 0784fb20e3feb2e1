//! Rewrites HTML as 7-bit ASCII in short lines, so that it needs no transfer encoding.
//!
//! The rule: the rendered page stays the same. A character outside ASCII becomes a numeric reference, and a line is
//! broken only after a tag name, where any white space will do. Not for a page with a script or a style sheet, where
//! references mean nothing.

/// The longest line of a mail without its line end (RFC 5322, 2.1.1), and the length from which a line is broken.
const LONGEST_LINE: usize = 998;
const LONG_LINE: usize = 70;

/// The page in ASCII; `None` if a line would be too long, or if the page contains line breaks or other control
/// characters.
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

/// Appends text in ASCII; `None` for a control character, which no numeric reference can name.
fn push_ascii(ascii: &mut String, text: &str) -> Option<()> {
    // Scans to the end without an early exit, so that the loop can be vectorised.
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
