//! A chart as it is drawn: in a page, or taken out of it into a file.
//!
//! The rule: what leads elsewhere is kept apart from what is drawn, because a file leads nowhere.

use maud::{Markup, Render, html};

/// A chart.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// Its classes in the style sheet.
    pub class: &'static str,
    /// Width and height, in SVG units.
    pub size: (f64, f64),
    /// The identifiers of the elements in the page that name it.
    pub labelled_by: String,
    pub body: Markup,
    /// What lies over it and leads elsewhere; `None` for a chart that never does.
    pub links: Option<Markup>,
}

impl Render for Drawing {
    fn render(&self) -> Markup {
        let (width, height) = self.size;
        let box_of_view = format!("0 0 {width} {height}");
        match &self.links {
            None => html! {
                svg class=(self.class) role="img" aria-labelledby=(self.labelled_by) viewBox=(box_of_view) { (self.body) }
            },
            Some(links) => html! {
                svg class=(self.class) viewBox=(box_of_view) {
                    g role="img" aria-labelledby=(self.labelled_by) { (self.body) }
                    (links)
                }
            },
        }
    }
}
