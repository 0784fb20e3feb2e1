//! A section of the configuration: a struct whose fields are its settings.
//!
//! The rule: a setting is stated once, at its field. The comment there is the row of
//! [`docs::configuration`](crate::docs::configuration) and the comment of `naklank config example`; the name of the field
//! is that of the setting unless `as` gives another; its name in the environment follows from that.

use crate::config::settings::key::Key;
use crate::config::settings::reader::Reader;

/// What is known of a section without reading it.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    /// Its heading in the file.
    pub name: &'static str,
    /// What it is about, in Markdown.
    pub about: &'static str,
    pub keys: &'static [Key],
}

/// A section whose settings can be read.
pub trait Section: Sized {
    const OUTLINE: Outline;

    /// Reads every setting of the section; `None` if one is wrong, which the reader has noted.
    fn read(reader: &mut Reader<'_>) -> Option<Self>;
}

/// Defines the struct of a section. A field is `name [as setting]: Type = how it is read`, where the latter is one of
/// [`required`](crate::config::settings::setting::required), [`default`](crate::config::settings::setting::default),
/// [`otherwise`](crate::config::settings::setting::otherwise) and
/// [`optional`](crate::config::settings::setting::optional).
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        $section:literal => $type:ident {
            $($(#[doc = $doc:literal])+ $field:ident $(as $setting:ident)?: $value:ty = $how:expr,)+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug)]
        pub struct $type {
            $($(#[doc = $doc])+ pub $field: $value,)+
        }

        impl $crate::config::settings::section::Section for $type {
            const OUTLINE: $crate::config::settings::section::Outline = {
                use $crate::config::settings::key::Key;
                $crate::config::settings::section::Outline {
                    name: $section,
                    about: concat!($($about),+).trim_ascii(),
                    keys: &[$(Key::new(
                        $crate::config::settings::section::name_of!($section, $field $($setting)?),
                        concat!($($doc),+),
                        ($how).facts(),
                    )),+],
                }
            };

            fn read(reader: &mut $crate::config::settings::reader::Reader<'_>) -> Option<Self> {
                $(let $field = reader.take(
                    $crate::config::settings::section::name_of!($section, $field $($setting)?),
                    |text| ($how).read(text),
                );)+
                Some(Self { $($field: $field?,)+ })
            }
        }
    };
}

/// The full name of a setting: by its field, or by the name that was given beside it.
macro_rules! name_of {
    ($section:literal, $field:ident) => {
        concat!($section, ".", stringify!($field))
    };
    ($section:literal, $field:ident $setting:ident) => {
        concat!($section, ".", stringify!($setting))
    };
}

pub(crate) use {name_of, section};
