//! What a person wants kept and not done.

use crate::domain::named::named_enum;

named_enum! {
    /// A wish, or taking one back.
    pub enum Wish {
        /// Never to be asked again.
        Object = "object",
        LiftObjection = "lift_objection",
        /// That data are kept and not used.
        Restrict = "restrict",
        LiftRestriction = "lift_restriction",
    }
}
