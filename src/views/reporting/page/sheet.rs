//! The style of a report, on a screen and on A4: a running head with whose it is and what, a foot with edition, hash, and page n
//! of m.

use crate::views::norms::print::quoted;

/// The style that every report has.
const STYLE: &str = include_str!("report.css");

/// What stands around each printed page.
pub struct Sheet<'a> {
    pub organisation: &'a str,
    /// With the year.
    pub title: &'a str,
    /// The edition with the begin of its hash.
    pub edition: &'a str,
    /// "Page", and "of" between its number and how many there are.
    pub page: &'a str,
    pub of: &'a str,
    /// What marks each page of a draft.
    pub draft: Option<String>,
}

impl Sheet<'_> {
    /// The text of the style element; no `<` of the organisation's stands in it.
    #[must_use]
    pub fn style(&self) -> String {
        let (head, title, edition) = (quoted(self.organisation), quoted(self.title), quoted(self.edition));
        let (page, of) = (quoted(&format!("{} ", self.page)), quoted(&format!(" {} ", self.of)));
        let draft = self.draft.as_deref().map(quoted).map_or_else(String::new, |draft| {
            format!("@top-center {{ content: {draft}; font-weight: bold; text-transform: uppercase; }}\n")
        });
        format!(
            "{STYLE}@page {{ size: A4; margin: 22mm 18mm 20mm; font: 8pt sans-serif; color: #000;\n\
             @top-left {{ content: {head}; }}\n\
             {draft}\
             @top-right {{ content: {title}; }}\n\
             @bottom-left {{ content: {edition}; }}\n\
             @bottom-right {{ content: {page} counter(page) {of} counter(pages); }} }}\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_and_foot_stand_on_each_page_and_a_draft_is_marked_on_each() {
        let sheet = Sheet {
            organisation: "Bij \"Jan\" </style>",
            title: "Klachtverslag 2025",
            edition: "Editie 2 · SHA-256 ab12…",
            page: "Pagina",
            of: "van",
            draft: None,
        };
        let style = sheet.style();
        assert!(style.contains("@top-left { content: \"Bij \\22 Jan\\22  \\3c /style\\3e \"; }"), "{style}");
        assert!(style.contains("content: \"Pagina \" counter(page) \" van \" counter(pages)"), "{style}");
        assert!(!style.contains("@top-center") && !style.contains('<'));
        let draft = Sheet { draft: Some("Concept, niet goedgekeurd".to_owned()), ..sheet };
        assert!(draft.style().contains("@top-center { content: \"Concept, niet goedgekeurd\";"));
    }
}
