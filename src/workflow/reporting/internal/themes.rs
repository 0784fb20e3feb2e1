//! What respondents wrote about, by theme, beside the year before.
//!
//! The rule: no words of a respondent are in it, since they must be erasable and an edition is frozen; a link leads to them for
//! those who may read them. Counts are hidden as on the page of themes.

use crate::domain::ids::ThemeId;
use crate::domain::insight::query::verbatims::NO_THEME;
use crate::domain::insight::theme::growth::ThemeGrowth;
use crate::domain::insight::theme::named::{NamedBy, NamedThemes, named_by};
use crate::domain::insight::theme::table::{NamedByClass, ThemeTable, shown_themes, theme_table};
use crate::domain::insight::visible::Visible;
use crate::domain::reporting::document::{Label, Row, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::InternalSection;
use crate::domain::time::period::Granularity;
use crate::statistics::suppression::is_too_small;
use crate::storage::StorageError;
use crate::storage::insight::themes;
use crate::storage::insight::themes::named::{detractors_with_any, named_themes};
use crate::urls;
use crate::workflow::insight::themes::growth::theme_growth;
use crate::workflow::reporting::internal::table::{own, section, table, verdict};
use crate::workflow::reporting::year::Year;

const COLUMNS: [&str; 7] =
    ["theme", "detractors", "passives", "promoters", "share_before", "change", "verbatims"];
/// The label of what was written without a theme.
const WITHOUT: &str = "theme:none";

/// The section; where nothing was written, or too little, it says so.
pub(super) async fn themes(year: &Year<'_>) -> Result<Section, StorageError> {
    let rows = match read(year).await? {
        Some(read) => rows(year, &read, &compared(year).await?),
        None => Vec::new(),
    };
    Ok(section(InternalSection::Themes, vec![table("themes", &COLUMNS, rows)]))
}

/// The themes of the year; `None` without answers that give a reason, or with so few that they are hidden.
async fn read(year: &Year<'_>) -> Result<Option<ThemeTable>, StorageError> {
    let (whole, minimum) = (year.whole(), year.minimum());
    let mut tx = year.app.db.read().await?;
    let named = named_themes(&mut tx, &whole).await?;
    let reasons = named.reasons.responses();
    if reasons == 0 || is_too_small(reasons, minimum) {
        return Ok(None);
    }
    let shown = shown_themes(&named, minimum);
    let with_shown = detractors_with_any(&mut tx, &whole, &shown).await?;
    let list = themes::list(&mut tx).await?;
    Ok(Some(theme_table(list, &named, with_shown, whole.confidence, minimum)))
}

/// The themes beside the year before.
#[derive(Default)]
struct Compared {
    before: NamedThemes,
    /// Of those themes that may be shown in both years.
    growth: Vec<ThemeGrowth>,
}

/// The year before, and how the themes changed since.
async fn compared(year: &Year<'_>) -> Result<Compared, StorageError> {
    let range = year.range.from().pred_opt().and_then(|day| Granularity::Year.whole(day));
    let Some(range) = range else { return Ok(Compared::default()) };
    let whole = year.whole().within(range);
    let before = named_themes(&mut year.app.db.read().await?, &whole).await?;
    let growth = theme_growth(year.app, &year.whole(), &whole).await?;
    Ok(Compared { before, growth })
}

fn rows(year: &Year<'_>, read: &ThemeTable, compared: &Compared) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (theme, named) in &read.rows {
        let beside = beside(year, compared, theme.id);
        rows.push(Row { label: own(&theme.name), figures: figures(year, named, beside, Some(theme.id)) });
    }
    let label = Label::Known { name: WITHOUT.to_owned() };
    let none = [Figure::Nothing, Figure::Nothing];
    rows.push(Row { label, figures: figures(year, &read.without, none, None) });
    rows
}

fn figures(
    year: &Year<'_>,
    named: &NamedByClass,
    [before, change]: [Figure; 2],
    theme: Option<ThemeId>,
) -> Vec<Figure> {
    vec![
        visible(&named.detractors, share),
        visible(&named.passives, |count| Figure::count(*count)),
        visible(&named.promoters, |count| Figure::count(*count)),
        before,
        change,
        Figure::Link { address: verbatims(year, theme) },
    ]
}

/// The share of a theme in the year before and how it changed. What may not be shown says so, and is told apart from a year in
/// which no detractor gave a reason.
fn beside(year: &Year<'_>, compared: &Compared, theme: ThemeId) -> [Figure; 2] {
    if let Some(change) = compared.growth.iter().find(|change| change.id == theme) {
        return [share(&change.before), verdict(of_change(change))];
    }
    let before = named_by(compared.before.detractors(theme), year.whole().confidence, year.minimum());
    match before {
        Visible::Nothing => [Figure::Nothing, Figure::Nothing],
        Visible::Shown(_) | Visible::TooSmall => [Figure::Hidden, Figure::Hidden],
    }
}

fn visible<T>(count: &Visible<T>, figure: impl FnOnce(&T) -> Figure) -> Figure {
    match count {
        Visible::Shown(count) => figure(count),
        Visible::TooSmall => Figure::Hidden,
        Visible::Nothing => Figure::Nothing,
    }
}

fn share(named: &NamedBy) -> Figure {
    Figure::exact_share(named.detractors, named.of)
}

fn of_change(change: &ThemeGrowth) -> &'static str {
    match (change.grew, change.shrank) {
        (true, _) => "theme_grew",
        (_, true) => "theme_shrank",
        _ => "theme_unchanged",
    }
}

/// Where the words of the year on a theme, or on none, can be read: a path, since where the program is may change.
fn verbatims(year: &Year<'_>, theme: Option<ThemeId>) -> String {
    let theme = theme.map_or_else(|| NO_THEME.to_owned(), |theme| theme.to_string());
    let query = format!("from={}&to={}&theme={theme}", year.range.from(), year.range.to());
    urls::with_query(urls::VERBATIMS, &query)
}
