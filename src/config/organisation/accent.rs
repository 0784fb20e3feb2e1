//! The organisation's appearance: one accent colour, on pages and in mails, and a logo above every page.
//!
//! The rule: an illegible colour is rejected. Its contrast with white must be 4.5 to 1 or more (WCAG 2.2, 1.4.3), since
//! links are written in it and buttons filled with it; for dark mode it is lightened until it contrasts with the dark
//! background.

/// The background of the style sheet in dark mode.
const DARK_GROUND: Colour = Colour { red: 0x14, green: 0x17, blue: 0x1a };
const WHITE: Colour = Colour { red: 0xff, green: 0xff, blue: 0xff };
const LEAST_CONTRAST: f64 = 4.5;

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// The accent colour in light and dark mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent {
    pub light: Colour,
    pub dark: Colour,
}

impl Colour {
    fn channels(self) -> [u8; 3] {
        [self.red, self.green, self.blue]
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.channels().map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio (WCAG 2.2), 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour mixed with white; 0 leaves it unchanged, 1 is white.
    fn lightened(self, share: f64) -> Self {
        let [red, green, blue] = self
            .channels()
            .map(|channel| (f64::from(channel) + (255.0 - f64::from(channel)) * share).round() as u8);
        Self { red, green, blue }
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// Parses an accent colour like `#0b4f8a`.
///
/// # Errors
/// What to write instead.
pub fn parse_accent(text: &str) -> Result<Accent, String> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
    let channel = |from: usize| {
        let digits = digits.and_then(|digits| digits.get(from..from + 2));
        digits.and_then(|digits| u8::from_str_radix(digits, 16).ok())
    };
    let (Some(red), Some(green), Some(blue)) = (channel(0), channel(2), channel(4)) else {
        return Err("must be a colour like #0b4f8a".to_owned());
    };
    let light = Colour { red, green, blue };
    let contrast = light.contrast(WHITE);
    if contrast < LEAST_CONTRAST {
        return Err(format!(
            "stands out from white by {:.1} to 1, and must by {LEAST_CONTRAST} or more: choose a darker colour",
            // Rounded down, or a rejected contrast would look sufficient.
            (contrast * 10.0).floor() / 10.0
        ));
    }
    let lighter = (0..=20).map(|step| light.lightened(f64::from(step) / 20.0));
    // More contrast than required, for readers with low vision.
    let dark = lighter.into_iter().find(|colour| colour.contrast(DARK_GROUND) >= LEAST_CONTRAST + 2.0);
    Ok(Accent { light, dark: dark.unwrap_or(WHITE) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_measured_as_the_guidelines_say() {
        assert!((WHITE.contrast(Colour { red: 0, green: 0, blue: 0 }) - 21.0).abs() < 1e-9);
        let grey = Colour { red: 0x76, green: 0x76, blue: 0x76 };
        assert!((grey.contrast(WHITE) - 4.54).abs() < 0.01, "the lightest grey that passes");
    }

    #[test]
    fn an_illegible_colour_is_refused() {
        for text in ["#ffcc00", "#ff7700", "#ffffff", "#777777"] {
            assert!(parse_accent(text).unwrap_err().contains("choose a darker colour"), "{text}");
        }
        for text in ["", "red", "#fff", "#0b4f8", "#0b4f8ag", "#ggghhh", "#\u{e9}\u{e9}\u{e9}"] {
            assert!(parse_accent(text).unwrap_err().contains("like #0b4f8a"), "{text}");
        }
    }

    #[test]
    fn a_colour_is_made_lighter_for_the_dark() {
        let accent = parse_accent("#7a0019").unwrap();
        assert_eq!(accent.light.to_string(), "#7a0019");
        assert!(accent.dark.contrast(DARK_GROUND) >= LEAST_CONTRAST);
    }
}
