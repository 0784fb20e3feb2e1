//! Links to what a section shows, as files: its rows and its picture.
//!
//! The rule: each link says by itself, to those who hear the page, of which section it is the file.

use maud::{Markup, html};

use crate::domain::insight::query::download::{Chart, PictureFormat, Purpose, RowSet};
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::view::View;
use crate::views::kit::rows::dialect_with;

/// The files of a section.
pub(super) struct Files<'a> {
    /// The query string of the view.
    pub view: &'a str,
    /// The heading of the section.
    pub section: &'a str,
    pub rows: Option<RowSet>,
    pub picture: Option<Chart>,
}

impl Files<'_> {
    pub(super) fn render(&self, text: &Texts) -> Markup {
        let dialect = dialect_with(text).name();
        html! {
            p.choices.downloads {
                (text.download_of(self.section)) ": "
                @if let Some(set) = self.rows {
                    @let rows = |purpose: Purpose, format| self.rows_as(set, purpose, format);
                    (text.download_spreadsheet()) " "
                    (self.link(&rows(Purpose::Spreadsheet, dialect), &text.download_spreadsheet(), "CSV", text))
                    " · " (text.download_exact()) " "
                    (self.link(&rows(Purpose::Program, "csv"), &text.download_exact(), "CSV", text)) " "
                    (self.link(&rows(Purpose::Program, "json"), &text.download_exact(), "JSON", text))
                }
                @if self.rows.is_some() && self.picture.is_some() { " · " }
                @if let Some(chart) = self.picture {
                    (text.download_picture()) " "
                    @for (format, name) in [(PictureFormat::Svg, "SVG"), (PictureFormat::Png, "PNG")] {
                        (self.link(&self.picture_as(chart, format), &text.download_picture(), name, text)) " "
                    }
                }
            }
        }
    }

    fn rows_as(&self, set: RowSet, purpose: Purpose, format: &str) -> String {
        self.address(urls::EXPORT, &[("set", set.name()), ("for", purpose.name()), ("format", format)])
    }

    fn picture_as(&self, chart: Chart, format: PictureFormat) -> String {
        self.address(urls::PICTURE, &[("chart", chart.name()), ("format", format.name())])
    }

    fn address(&self, page: &str, own: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(self.view.to_owned());
        urls::with_query(page, &query.extend_pairs(own).finish())
    }

    fn link(&self, address: &str, what: &str, format: &str, text: &Texts) -> Markup {
        html! { a href=(address) aria-label=(text.download_label(self.section, what, format)) { (format) } }
    }
}

impl View<'_> {
    /// The files of a section of a page about this view.
    pub(in crate::views::insight) fn files(
        &self,
        section: &str,
        rows: Option<RowSet>,
        picture: Option<Chart>,
        text: &Texts,
    ) -> Markup {
        Files { view: &self.query.address(), section, rows, picture }.render(text)
    }
}
