//! What an SVG may contain to be shown.
//!
//! The rule: it is read as a browser reads it, by an XML parser, and refused if it could run something or load something: a picture
//! from an editor has neither.

use roxmltree::{Attribute, Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// Elements that run scripts, or contain or load other documents, in lower case.
const ACTIVE: [&str; 10] =
    ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video", "link"];
/// What may stand inside the file itself in place of an address.
const EMBEDDED: [&str; 4] = ["data:image/png;", "data:image/jpeg;", "data:image/webp;", "data:image/gif;"];

/// Checks a drawing.
///
/// # Errors
/// What is wrong with the file, to stand behind its name.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    let no_picture = || "is no SVG, PNG, JPEG or WebP picture".to_owned();
    let text = std::str::from_utf8(bytes).map_err(|_| no_picture())?;
    // Entities could hide the rest, so a document type is not accepted; the format has had none since version 1.2.
    let document = Document::parse(text).map_err(|error| match error {
        roxmltree::Error::DtdDetected => {
            "has a document type (<!DOCTYPE>): remove that line, or save it as plain SVG".to_owned()
        }
        _ if text.contains("<svg") => format!("is no SVG that can be read: {error}"),
        _ => no_picture(),
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || root.tag_name().namespace() != Some(SVG) {
        return Err(no_picture());
    }
    document
        .root()
        .descendants()
        .find_map(fault)
        .map_or(Ok(()), |fault| Err(format!("contains {fault}: save the drawing without it")))
}

/// What a node could run or load.
fn fault(node: Node<'_, '_>) -> Option<String> {
    if let Some(instruction) = node.pi() {
        return (instruction.target == "xml-stylesheet").then(|| "a style sheet of another file".to_owned());
    }
    if !node.is_element() {
        return None;
    }
    let tag = node.tag_name();
    let name = tag.name().to_ascii_lowercase();
    if ACTIVE.contains(&name.as_str()) || tag.namespace() == Some(XHTML) {
        return Some(format!("the element <{}>", tag.name()));
    }
    if name == "style" && node.descendants().filter_map(|inner| inner.text()).any(loads) {
        return Some("a style that loads another file".to_owned());
    }
    node.attributes().find_map(attribute_fault)
}

fn attribute_fault(attribute: Attribute<'_, '_>) -> Option<String> {
    let name = attribute.name();
    let lower = name.to_ascii_lowercase();
    let value = attribute.value().trim();
    // Editors keep notes of their own, such as a path on Windows, in attributes of their own namespace.
    let is_style = attribute.namespace().is_none();
    let is_address = matches!(lower.as_str(), "href" | "src" | "base");
    let is_inside = value.is_empty()
        || value.starts_with('#')
        || EMBEDDED.iter().any(|start| value.to_ascii_lowercase().starts_with(start));
    // An animation can set what the drawing itself may not say.
    let sets = lower == "attributename" && {
        let set = value.to_ascii_lowercase();
        set.starts_with("on") || set.ends_with("href")
    };
    if lower.starts_with("on") || sets {
        Some(format!("the event or animation `{name}`"))
    } else if (is_address && !is_inside) || (is_style && loads(value)) {
        Some(format!("an address outside the file (`{name}`)"))
    } else {
        None
    }
}

/// Whether a style loads a file. An escape could hide that, so it counts as one.
fn loads(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let mut addresses = style.split("url(").skip(1).map(|rest| rest.trim_start_matches([' ', '"', '\'']));
    style.contains("@import") || style.contains('\\') || addresses.any(|address| !address.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(inside: &str) -> String {
        format!(
            "<svg xmlns=\"{SVG}\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{inside}</svg>"
        )
    }

    #[test]
    fn a_drawing_of_an_editor_is_accepted() {
        for inside in [
            "",
            "<title>Voorbeeld</title><path d=\"M0 0h9v9z\" fill=\"#0b4f8a\"/>",
            "<defs><linearGradient id=\"a\"/></defs><rect fill=\"url(#a)\" style=\"stroke:url('#a')\"/>",
            "<style>.a { fill: url(#a) }</style><use xlink:href=\"#a\"/><use href=\"#a\"/>",
            "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
            "<g xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\" i:export-filename=\"C:\\logo.png\"/>",
            "<metadata><?xpacket begin=\"\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/></metadata>",
        ] {
            let file = format!(
                "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made -->\n{}",
                drawn(inside)
            );
            assert_eq!(check(file.as_bytes()), Ok(()), "{inside}");
        }
    }

    #[test]
    fn a_drawing_that_runs_or_loads_something_is_refused() {
        for inside in [
            "<script>alert(1)</script>",
            "<g><s:script xmlns:s=\"http://www.w3.org/2000/svg\" href=\"#a\"/></g>",
            "<script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>",
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">a</p></foreignObject>",
            "<img xmlns=\"http://www.w3.org/1999/xhtml\" src=\"#a\"/>",
            "<path onload=\"alert(1)\"/>",
            "<path OnClick=\"alert(1)\"/>",
            "<a href=\"javascript:alert(1)\"><path/></a>",
            "<a xlink:href=\" https://example.org/\"><path/></a>",
            "<image href=\"https://example.org/a.png\"/>",
            "<image href=\"//example.org/a.png\"/>",
            "<image href=\"a.png\"/>",
            "<use href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>",
            "<set attributeName=\"onclick\" to=\"alert(1)\"/>",
            "<animate attributeName=\"xlink:href\" values=\"javascript:alert(1)\"/>",
            "<rect fill=\"url(https://example.org/#a)\"/>",
            "<rect style=\"fill: URL( 'https://example.org/#a')\"/>",
            "<style>@import 'a.css';</style>",
            "<style><![CDATA[ a { fill: url(//example.org) } ]]></style>",
            "<style>a { fill: u\\72l(//example.org) }</style>",
        ] {
            let refusal = check(drawn(inside).as_bytes());
            assert!(
                refusal.clone().is_err_and(|fault| fault.starts_with("contains ")),
                "{inside}: {refusal:?}"
            );
        }
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        for (file, word) in [
            ("text with <svg in it", "no SVG"),
            ("<html><body><svg/></body></html>", "no SVG"),
            ("<svg/>", "no SVG"),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\">", "no SVG that can be read"),
            ("<!DOCTYPE svg><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "document type"),
            ("<?xml-stylesheet href=\"a.css\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "style sheet"),
        ] {
            assert!(check(file.as_bytes()).is_err_and(|fault| fault.contains(word)), "{file}");
        }
        assert!(check(b"<svg xmlns=\"http://www.w3.org/2000/svg\">\xff</svg>").is_err());
    }
}
