//! Whether an edition is what was frozen.

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::domain::people::language::Language;
use crate::domain::reporting::document::Document;
use crate::domain::reporting::edition::{Edition, Frozen, PageHashes};
use crate::domain::reporting::verification::Fault;
use crate::domain::time::calendar::day_of;
use crate::views::reporting::page::{EditionHead, ReportPage};

/// What was found of an edition.
pub(super) struct Checked {
    pub edition: Edition,
    /// `None` if the text is not that of a report.
    pub document: Option<Document>,
    pub faults: Vec<Fault>,
    pub laid_out_otherwise: Vec<Language>,
}

/// Holds the text and each page against the SHA-256 that was stored of it.
pub(super) fn check(app: &App, edition: Edition, frozen: &Frozen) -> Checked {
    let (number, stored) = (edition.number, edition.fingerprint());
    let actual = HEXLOWER.encode(&Sha256::digest(frozen.content.as_bytes()));
    let document: Option<Document> = serde_json::from_str(&frozen.content).ok();
    let mut faults = Vec::new();
    if actual != stored {
        faults.push(Fault::OtherText { edition: number, actual, stored });
    }
    if document.is_none() {
        faults.push(Fault::Unreadable { edition: number });
    }
    let pages = PageHashes::of(&frozen.page_nl, &frozen.page_en);
    let is_other =
        |language: &&Language| pages.in_language(**language) != edition.pages_sha256.in_language(**language);
    faults.extend(
        Language::ALL
            .iter()
            .filter(is_other)
            .map(|language| Fault::OtherPage { edition: number, language: *language }),
    );
    let laid_out_otherwise = document.as_ref().map(|document| otherwise(app, &edition, document, frozen));
    Checked { edition, document, faults, laid_out_otherwise: laid_out_otherwise.unwrap_or_default() }
}

/// The languages in which this program makes another page of the document than the one that is served.
fn otherwise(app: &App, edition: &Edition, document: &Document, frozen: &Frozen) -> Vec<Language> {
    let head = EditionHead::Approved {
        number: edition.number,
        sha256: edition.sha256,
        approved_on: day_of(edition.approved_at, app.config.organisation.zone),
    };
    let public_url = app.config.http.public_url.as_str();
    let is_other = |language: &Language| {
        let page =
            ReportPage { language: *language, document, head: &head, public_url }.render().into_string();
        page != frozen.page(*language)
    };
    Language::ALL.iter().copied().filter(is_other).collect()
}
