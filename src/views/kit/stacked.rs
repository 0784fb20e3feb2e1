//! Tables that stack on a telephone: the style sheet writes each row as a list there, so every cell carries the name of its
//! column, and every element of the table the role that it would lose with its `display`.
//!
//! The rule: a table asks for it by the class `stacked` and by nothing else; names and roles are added where the page is put
//! together, so that no cell can lack them.

use maud::{Markup, PreEscaped};

/// The body of a page in which the tables of class `stacked` have names and roles. Nothing in a body but its own tags looks
/// like one: `maud` escapes angle brackets and quotation marks, in attributes as well.
#[must_use]
pub fn stacked(body: &Markup) -> Markup {
    const TABLE: &str = "<table";
    const END: &str = "</table>";
    let mut pieces = body.0.split(TABLE);
    let mut written = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        written.push_str(TABLE);
        match piece.split_once(END) {
            Some((table, rest)) if is_stacked(table) => {
                written.push_str(&with_roles(table));
                written.push_str(END);
                written.push_str(rest);
            }
            _ => written.push_str(piece),
        }
    }
    PreEscaped(written)
}

/// Whether the class of a table, whose text begins after its tag's name, asks for it.
fn is_stacked(table: &str) -> bool {
    let tag = table.split_once('>').map_or("", |(tag, _)| tag);
    let classes = tag.split_once("class=\"").and_then(|(_, rest)| rest.split_once('"'));
    classes.is_some_and(|(classes, _)| classes.split(' ').any(|class| class == "stacked"))
}

/// The names of the columns as far as they are read, and the place in the present row.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    is_in_head: bool,
    is_in_name: bool,
    next: usize,
}

fn with_roles(table: &str) -> String {
    let mut columns = Columns::default();
    let mut pieces = table.split('<');
    let mut written = format!(" role=\"table\"{}", pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_at(piece.find([' ', '>']).unwrap_or(piece.len()));
        written.push('<');
        written.push_str(name);
        written.push_str(&columns.attributes(name));
        written.push_str(rest);
        columns.read(rest);
    }
    written
}

impl Columns {
    /// What is added to a tag.
    fn attributes(&mut self, tag: &str) -> String {
        match tag {
            "thead" | "tbody" | "tfoot" => {
                self.is_in_head = tag == "thead";
                " role=\"rowgroup\"".to_owned()
            }
            "tr" => {
                self.next = 0;
                " role=\"row\"".to_owned()
            }
            "th" | "td" if self.is_in_head => {
                self.names.push(String::new());
                self.is_in_name = true;
                format!(" role=\"{}\"", if tag == "th" { "columnheader" } else { "cell" })
            }
            "/th" | "/td" => {
                self.is_in_name = false;
                String::new()
            }
            "th" => {
                self.next += 1;
                " role=\"rowheader\"".to_owned()
            }
            "td" => {
                let name = self.names.get(self.next).map_or("", |name| name.trim());
                self.next += 1;
                let label = if name.is_empty() { String::new() } else { format!(" data-label=\"{name}\"") };
                format!(" role=\"cell\"{label}")
            }
            _ => String::new(),
        }
    }

    /// Reads the text after a tag, which in a cell of the head is part of a column's name.
    fn read(&mut self, rest: &str) {
        let text = rest.split_once('>').map_or("", |(_, text)| text);
        if let Some(name) = self.names.last_mut().filter(|_| self.is_in_name) {
            name.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use maud::html;

    use super::*;

    #[test]
    fn each_cell_has_the_name_of_its_column_and_each_element_its_role() {
        let table = html! {
            table.trend.stacked {
                thead { tr { th scope="col" { "Period" } th.number scope="col" { "95 % \"interval\"" } td {} } }
                tbody { tr { th scope="row" { a href="?x" { "2026" } } td.number { "1 < 2" } td { form { button { "Go" } } } } }
            }
        };
        let written = stacked(&table).into_string();
        assert_eq!(
            written,
            "<table role=\"table\" class=\"trend stacked\">\
             <thead role=\"rowgroup\"><tr role=\"row\">\
             <th role=\"columnheader\" scope=\"col\">Period</th>\
             <th role=\"columnheader\" class=\"number\" scope=\"col\">95 % &quot;interval&quot;</th>\
             <td role=\"cell\"></td></tr></thead>\
             <tbody role=\"rowgroup\"><tr role=\"row\">\
             <th role=\"rowheader\" scope=\"row\"><a href=\"?x\">2026</a></th>\
             <td role=\"cell\" data-label=\"95 % &quot;interval&quot;\" class=\"number\">1 &lt; 2</td>\
             <td role=\"cell\"><form><button>Go</button></form></td></tr></tbody></table>"
        );
    }

    #[test]
    fn other_tables_stay_as_they_are() {
        let body = html! {
            p { "<table class=\"stacked\">" }
            table aria-label="class=\"stacked\"" { tr { td { "1" } } }
            table.unstacked { tr { td { "2" } } }
        };
        assert_eq!(stacked(&body).into_string(), body.into_string());
    }
}
