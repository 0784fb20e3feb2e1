//! What an improvement should change, and by how much.

use crate::domain::answering::questionnaire::ItemId;
use crate::domain::input::fields::Fields;
use crate::domain::learning::improvement::fields::{
    GAP, LARGEST_GAP_POINTS, LARGEST_GAP_SHARE, TARGET, TARGET_NAME,
};
use crate::domain::learning::improvement::known::Known;
use crate::domain::learning::improvement::{Target, TargetKind};
use crate::domain::named::UnknownName;
use crate::domain::policy::kpi::Kpi;

/// The kind and, after a colon or in a field of its own, the name.
pub(super) fn take_target(fields: &mut Fields, known: &Known) -> Option<Target> {
    let own_name = fields.take_text(TARGET_NAME);
    let text = fields.take_raw_text(TARGET);
    let text = fields.require(TARGET, text)?;
    let (kind, name) = match text.split_once(':') {
        Some((kind, name)) => (kind, Some(name.trim().to_owned())),
        None => (text.as_str(), own_name),
    };
    let kind = match kind.trim().parse::<TargetKind>() {
        Ok(kind) => kind,
        Err(error) => {
            fields.refuse(TARGET, error.to_string());
            return None;
        }
    };
    match (kind, name) {
        (TargetKind::Nps, None) => Some(Target::Nps),
        (TargetKind::Nps, Some(_)) => {
            fields.refuse(TARGET_NAME, "has no place here: there is one NPS");
            None
        }
        (_, None) => {
            fields.refuse(TARGET_NAME, "is required: the item, the cause or the KPI");
            None
        }
        (kind, Some(name)) => {
            named(kind, &name, known).map_err(|message| fields.refuse(TARGET_NAME, message)).ok()
        }
    }
}

fn named(kind: TargetKind, name: &str, known: &Known) -> Result<Target, String> {
    match kind {
        TargetKind::Nps => Ok(Target::Nps),
        TargetKind::Item => {
            let items: Vec<&str> = known.items.iter().map(ItemId::name).collect();
            let item = known.items.iter().find(|item| item.name() == name);
            item.cloned()
                .map(Target::Item)
                .ok_or_else(|| format!("must be an item of the questionnaire in force: {}", items.join(", ")))
        }
        TargetKind::Cause => {
            known.cause(name).map(Target::Cause).ok_or_else(|| format!("must name a cause; `{name}` is none"))
        }
        TargetKind::Kpi => kpi(name).map(Target::Kpi),
    }
}

/// KPI 1 to 3 count complaints one by one; the others do not, or are a target of their own.
fn kpi(name: &str) -> Result<Kpi, String> {
    let kpi: Kpi = name.parse().map_err(|error: UnknownName| error.to_string())?;
    match kpi {
        Kpi::Acknowledgement | Kpi::PhoneResponse | Kpi::WrittenResponse => Ok(kpi),
        Kpi::HandlingQuality => {
            Err("must be KPI 1, 2 or 3: of KPI 4 only a small sample is reviewed each month, and its points are no counts; take an item of the questionnaire".to_owned())
        }
        Kpi::Nps => Err("must be KPI 1, 2 or 3: for KPI 5 the target is nps".to_owned()),
        Kpi::ComplaintRate => {
            Err("must be KPI 1, 2 or 3: the notifications of KPI 6 are counted by month, not by whom they concern".to_owned())
        }
    }
}

pub(super) fn take_gap(fields: &mut Fields, target: Option<&Target>) -> Option<f64> {
    let gap = fields.take_number(GAP);
    let gap = fields.require(GAP, gap)?;
    let largest = match target {
        None | Some(Target::Nps) => LARGEST_GAP_POINTS,
        Some(Target::Item(_) | Target::Cause(_) | Target::Kpi(_)) => LARGEST_GAP_SHARE,
    };
    if gap <= 0.0 || gap > largest {
        fields.refuse(GAP, format!("must be more than 0 and at most {largest}"));
    }
    Some(gap)
}
