//! A chart as a file that stands alone: with its title, with a caption that says what it shows, and with its own colours.
//!
//! The rule: the file needs nothing from elsewhere and leads nowhere: no script, no address, no variable of a style sheet. Its
//! colours are those of paper, whatever the reader's screen does.

pub mod raster;

use maud::{PreEscaped, html};

use crate::domain::people::language::Language;
use crate::views::kit::chart::drawing::Drawing;

/// The colours and lines of the style sheet of the pages, written out.
const STYLE: &str = include_str!("standalone/style.css");
/// Arimo is in the program, for pictures of pixels; Arial has the same widths.
const FONTS: &str = "Arimo, Arial, Helvetica, sans-serif";
const MARGIN: f64 = 20.0;
const TITLE_LINE: f64 = 24.0;
const CAPTION_LINE: f64 = 17.0;
/// Average widths of a letter of the title and of the caption, in SVG units.
const TITLE_LETTER: f64 = 8.9;
const CAPTION_LETTER: f64 = 5.9;
/// The most lines of a title and of a caption; what is longer ends with an ellipsis.
const MOST_LINES: usize = 6;

/// A chart with what is said about it.
#[derive(Clone, Debug)]
pub struct Picture {
    pub title: String,
    /// The conclusion as text, for readers who cannot see the drawing.
    pub description: String,
    pub drawing: Drawing,
    /// What its lines and marks mean, which the page says around it.
    pub legend: Vec<String>,
    /// Whose picture it is, what it is about, and of which day.
    pub caption: String,
}

/// The picture as a document.
#[must_use]
pub fn standalone(language: Language, picture: &Picture) -> String {
    let (width, height) = picture.drawing.size;
    let title = lines(&picture.title, width / TITLE_LETTER);
    let said = picture.legend.iter().chain([&picture.caption]);
    let caption: Vec<String> = said.flat_map(|words| lines(words, width / CAPTION_LETTER)).collect();
    let top = MARGIN + TITLE_LINE * title.len() as f64;
    let below = top + height + MARGIN;
    let size = (width + 2.0 * MARGIN, below + CAPTION_LINE * caption.len() as f64 + MARGIN / 2.0);
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" lang=(language.name()) role="img" font-family=(FONTS)
            width=(size.0) height=(size.1) viewBox=(format!("0 0 {} {}", size.0, size.1)) {
            title { (picture.title) }
            desc { (picture.description) }
            style { (PreEscaped(STYLE)) }
            rect width=(size.0) height=(size.1) fill="#ffffff" {}
            @for (index, line) in title.iter().enumerate() {
                text.title x=(MARGIN) y=(MARGIN + TITLE_LINE * index as f64 + 16.0) { (line) }
            }
            g class=(picture.drawing.class) transform=(format!("translate({MARGIN} {top})")) { (picture.drawing.body) }
            @for (index, line) in caption.iter().enumerate() {
                text.caption x=(MARGIN) y=(below + CAPTION_LINE * index as f64 + 8.0) { (line) }
            }
        }
    };
    let document = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", drawn.into_string());
    document.chars().filter(|character| is_xml(*character)).collect()
}

/// The text in lines of at most `most_letters` characters.
fn lines(text: &str, most_letters: f64) -> Vec<String> {
    let most = most_letters as usize;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(shortened(word, most)),
        }
    }
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            *last = ended(last, most);
        }
    }
    lines
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// The line with an ellipsis at its end, at most `most` characters long.
fn ended(line: &str, most: usize) -> String {
    line.chars().take(most.saturating_sub(2)).chain(" …".chars()).collect()
}

/// Whether a document of XML 1.0 may hold the character (section 2.2).
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use maud::html;

    use super::*;

    fn picture(name: &str) -> Picture {
        let drawing = Drawing {
            class: "chart forest",
            size: (760.0, 100.0),
            labelled_by: "parts".into(),
            body: html! { g { title { (name) } text x="0" y="20" { (name) } } },
            links: Some(html! { a href="/verbatims" { rect width="760" height="100" {} } }),
        };
        let (legend, caption) = (vec!["Een kruis: verborgen.".to_owned()], "Organisatie".to_owned());
        Picture { title: name.to_owned(), description: name.to_owned(), drawing, legend, caption }
    }

    #[test]
    fn a_file_needs_nothing_and_leads_nowhere() {
        let name = "Team <A> & \"B\"\u{1}";
        let document = standalone(Language::Dutch, &picture(name));
        assert!(document.contains("Team &lt;A&gt; &amp; &quot;B&quot;<") && document.contains("Organisatie"));
        let legend = document.find(">Een kruis: verborgen.<").unwrap();
        assert!(legend < document.find(">Organisatie<").unwrap(), "each on a line of its own: {document}");
        let elsewhere = ["href", "var(", "url(", "<script", "\u{1}"];
        assert!(!elsewhere.iter().any(|text| document.contains(text)), "{document}");
        assert!(document.contains("viewBox=\"0 0 800 "), "{document}");
    }

    #[test]
    fn a_long_caption_has_lines_and_an_end() {
        assert_eq!(lines("een twee drie", 8.0), ["een twee", "drie"]);
        assert_eq!(lines("onuitsprekelijk", 5.0), ["onui…"]);
        let long = lines(&"woord ".repeat(500), 40.0);
        assert!(long.len() == MOST_LINES && long.iter().all(|line| line.chars().count() <= 40), "{long:?}");
        assert!(long.last().is_some_and(|line| line.ends_with('…')));
    }

    #[test]
    fn pixels_are_twice_as_fine() {
        let document = standalone(Language::Dutch, &picture("Łódź"));
        let png = raster::png(&document).unwrap();
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!((number(16), number(20)), (1_600, 2 * (191 + 17)));
    }
}
