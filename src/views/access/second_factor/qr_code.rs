//! A QR code (ISO/IEC 18004) as a drawing.
//!
//! The rule: dark on light with its own light margin, in dark mode too, since scanners do not read it otherwise. It has no
//! style of its own, which the policy for content would forbid.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of light margin on each side.
const MARGIN: i32 = 4;

/// The drawing, named and described; `None` if the content does not fit.
#[must_use]
pub fn qr_code(content: &str, name: &str, description: &str) -> Option<Markup> {
    let code = QrCode::encode_text(content, QrCodeEcc::Low).ok()?;
    let side = code.size() + 2 * MARGIN;
    Some(html! {
        svg role="img" aria-labelledby="qr-name qr-description" width="240" height="240"
            viewBox=(format!("0 0 {side} {side}")) shape-rendering="crispEdges" {
            title id="qr-name" { (name) }
            desc id="qr-description" { (description) }
            rect width=(side) height=(side) fill="#fff" {}
            path fill="#000" d=(outline(&code)) {}
        }
    })
}

/// A rectangle for each run of dark modules in a row.
fn outline(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|place| code.get_module(*place, y)).count() as i32;
            if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + MARGIN, y + MARGIN);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dark modules that a path draws.
    fn drawn(path: &str) -> Vec<(i32, i32)> {
        let runs = path.split('M').skip(1).map(|run| {
            let numbers: Vec<i32> = run
                .split(|c: char| !c.is_ascii_digit())
                .filter(|part| !part.is_empty())
                .map(|part| part.parse().unwrap())
                .collect();
            (numbers[0], numbers[1], numbers[2])
        });
        runs.flat_map(|(x, y, length)| (x..x + length).map(move |x| (x, y))).collect()
    }

    #[test]
    fn every_dark_module_is_drawn_inside_the_margin_and_no_other() {
        let code = QrCode::encode_text("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ", QrCodeEcc::Low).unwrap();
        let dark = drawn(&outline(&code));
        let mut expected = Vec::new();
        for y in 0..code.size() {
            let row = (0..code.size()).filter(|x| code.get_module(*x, y));
            expected.extend(row.map(|x| (x + MARGIN, y + MARGIN)));
        }
        assert_eq!(dark, expected);
        assert!(dark.contains(&(MARGIN, MARGIN)), "a corner is dark");
    }

    #[test]
    fn it_is_named_described_and_has_no_style() {
        let drawing = qr_code("otpauth://totp/x", "Code", "For an app").unwrap().into_string();
        assert!(
            drawing
                .contains("<title id=\"qr-name\">Code</title><desc id=\"qr-description\">For an app</desc>")
        );
        assert!(drawing.contains("fill=\"#fff\"") && !drawing.contains("style"), "{drawing}");
        assert!(qr_code(&"a".repeat(3_000), "", "").is_none());
    }
}
