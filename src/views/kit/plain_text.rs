//! Plain text that people wrote, as HTML: paragraphs, lines, and addresses of websites as links.
//!
//! The rule: all of it is escaped, and nothing but an address that begins with `https://` becomes a link.

use maud::{Markup, html};

const SCHEME: &str = "https://";

/// A paragraph for each block of lines.
#[must_use]
pub fn paragraphs(text: &str) -> Markup {
    html! { @for block in blocks(text) { p { (lines(block, plain)) } } }
}

/// The same, with links.
#[must_use]
pub fn paragraphs_with_links(text: &str) -> Markup {
    html! { @for block in blocks(text) { p { (lines(block, with_links)) } } }
}

fn blocks(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim).filter(|block| !block.is_empty())
}

fn lines(block: &str, line_as: fn(&str) -> Markup) -> Markup {
    html! {
        @for (place, line) in block.lines().enumerate() {
            @if place > 0 { br; }
            (line_as(line))
        }
    }
}

fn plain(line: &str) -> Markup {
    html! { (line) }
}

fn with_links(line: &str) -> Markup {
    html! {
        @for word in line.split_inclusive(' ') {
            @match word.split_once(SCHEME) {
                Some(("", rest)) if !rest.trim().is_empty() => (link(rest)),
                _ => (word),
            }
        }
    }
}

/// A link, without the marks of the sentence around it.
fn link(rest: &str) -> Markup {
    let address = rest.trim_end_matches(|end: char| end.is_whitespace() || ".,;:!?)\"'".contains(end));
    let behind = rest.strip_prefix(address).unwrap_or_default();
    let address = format!("{SCHEME}{address}");
    html! { a href=(address) rel="noopener noreferrer" { (address) } (behind) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_paragraphs_are_kept_and_all_is_escaped() {
        assert_eq!(paragraphs("a").into_string(), "<p>a</p>");
        assert_eq!(paragraphs("a\nb <b>\n\n\n c\n").into_string(), "<p>a<br>b &lt;b&gt;</p><p>c</p>");
        assert_eq!(paragraphs(" \n").into_string(), "");
    }

    #[test]
    fn only_addresses_of_websites_are_links() {
        let page = paragraphs_with_links("Zie https://example.org/nl, of javascript:alert(1) of https://")
            .into_string();
        let link =
            "<a href=\"https://example.org/nl\" rel=\"noopener noreferrer\">https://example.org/nl</a>, ";
        assert_eq!(page, format!("<p>Zie {link}of javascript:alert(1) of https://</p>"));
        let quoted = paragraphs_with_links("https://a\"onclick=\"b").into_string();
        assert!(!quoted.contains("\"onclick"), "{quoted}");
    }
}
