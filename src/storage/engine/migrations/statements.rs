//! Splits the text of a migration into its statements.
//!
//! The rule: the pieces put together are the text, whatever it is. A statement ends at a semicolon that stands neither
//! in a quoted text or name, nor in a comment, nor in the body that `BEGIN` opens in a `CREATE`.

/// The statements of a text, each with the blanks and comments before it and with its semicolon.
pub fn statements(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter(|piece| piece.holds_code).map(|piece| piece.text)
}

/// A part of a text, up to a semicolon that ends a statement or up to the end.
struct Piece<'a> {
    text: &'a str,
    /// It is more than blanks and comments.
    holds_code: bool,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (length, holds_code) = first_statement(rest);
        let (statement, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        pieces.push(Piece { text: statement, holds_code });
        rest = after;
    }
    pieces
}

/// The length of the first statement in bytes, and whether it is more than blanks and comments.
fn first_statement(text: &str) -> (usize, bool) {
    let (mut at, mut holds_code, mut body) = (0, false, Body::default());
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (token, length) = first_token(rest);
        at += length;
        holds_code |= !matches!(token, Token::Blank);
        match token {
            Token::Word(word) => body.read(word),
            Token::Semicolon if body.depth == 0 => break,
            Token::Blank | Token::Semicolon | Token::Other => {}
        }
    }
    (at, holds_code)
}

/// How deep inside the body of a `CREATE TRIGGER` (SQLite) or `CREATE FUNCTION` (PostgreSQL) the text stands.
#[derive(Default)]
struct Body {
    /// Whether the first word is `CREATE`; `None` before the first word.
    creates: Option<bool>,
    depth: usize,
}

impl Body {
    fn read(&mut self, word: &str) {
        let is = |other: &str| word.eq_ignore_ascii_case(other);
        match self.creates {
            None => self.creates = Some(is("create")),
            // `CASE` ends by the same word as a body.
            Some(true) if is("begin") || (is("case") && self.depth > 0) => self.depth += 1,
            Some(true) if is("end") => self.depth = self.depth.saturating_sub(1),
            Some(_) => {}
        }
    }
}

/// A part of a statement, as far as it matters where that ends.
enum Token<'a> {
    /// Blanks or a comment.
    Blank,
    /// A keyword, name or number without quotes.
    Word(&'a str),
    Semicolon,
    /// Another character, or a text or name in quotes.
    Other,
}

/// The first token of a text that is not empty, and its length in bytes, which is never 0.
fn first_token(text: &str) -> (Token<'_>, usize) {
    let Some(first) = text.chars().next() else { return (Token::Blank, 1) };
    match first {
        '-' if text.starts_with("--") => (Token::Blank, past("\n", text, 2)),
        '/' if text.starts_with("/*") => (Token::Blank, past_comment(text)),
        'e' | 'E' if text.get(1..).is_some_and(|rest| rest.starts_with('\'')) => {
            (Token::Other, past_escaped_text(text))
        }
        '\'' => (Token::Other, past("'", text, 1)),
        '"' => (Token::Other, past("\"", text, 1)),
        '$' => (Token::Other, past_dollars(text).unwrap_or(1)),
        ';' => (Token::Semicolon, 1),
        _ if first.is_whitespace() => (Token::Blank, first.len_utf8()),
        _ if is_of_word(first) => {
            let end = text.find(|c: char| !is_of_word(c) && c != '$').unwrap_or(text.len());
            (text.get(..end).map_or(Token::Other, Token::Word), end)
        }
        _ => (Token::Other, first.len_utf8()),
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Just behind the first `end` from `from` on, or the end of the text.
fn past(end: &str, text: &str, from: usize) -> usize {
    let found = text.get(from..).and_then(|rest| rest.find(end));
    found.map_or(text.len(), |at| from + at + end.len())
}

/// Just behind a comment, in which others may stand, as on PostgreSQL.
fn past_comment(text: &str) -> usize {
    let (mut at, mut depth) = (2, 1_usize);
    while depth > 0 {
        let rest = text.get(at..).unwrap_or_default();
        match (rest.find("/*"), rest.find("*/")) {
            (Some(opened), Some(closed)) if opened < closed => (at, depth) = (at + opened + 2, depth + 1),
            (_, Some(closed)) => (at, depth) = (at + closed + 2, depth - 1),
            (_, None) => return text.len(),
        }
    }
    at
}

/// Just behind a text such as `E'it\'s'`, in which a backslash escapes what follows.
fn past_escaped_text(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(2) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '\'' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Just behind a text such as `$body$ ... $body$`; `None` if none begins here.
fn past_dollars(text: &str) -> Option<usize> {
    let tag_end = 1 + text.get(1..)?.find('$')?;
    let (tag, name) = (text.get(..=tag_end)?, text.get(1..tag_end)?);
    let is_name = name.chars().all(is_of_word) && !name.starts_with(|c: char| c.is_ascii_digit());
    is_name.then(|| past(tag, text, tag.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &str) -> Vec<&str> {
        statements(text).map(str::trim).collect()
    }

    #[test]
    fn a_statement_ends_at_its_semicolon_and_takes_what_stands_before_it_along() {
        assert_eq!(
            split("SELECT 1;\n-- Why.\nSELECT 2; \n-- The end.\n"),
            ["SELECT 1;", "-- Why.\nSELECT 2;"]
        );
        assert_eq!(split("SELECT 1; SELECT 2"), ["SELECT 1;", "SELECT 2"], "the last one needs none");
        assert!(split(" -- nothing; at all\n/* here; /* or */ here; */ ").is_empty());
    }

    #[test]
    fn a_semicolon_in_quotes_ends_nothing() {
        for whole in [
            "INSERT INTO t VALUES ('a;b', 'it''s; so');",
            "SELECT \"a;b\" FROM \"t;\"\"u\";",
            r"SELECT E'it\'s; so', 'back\';",
            "DO $$ BEGIN; END; $$;",
            "DO $body$ SELECT '$$;'; $other$; $body$;",
            "SELECT a$1, $1, price$ FROM t;",
            "SELECT /* ; /* ; */ ; */ 1;",
            "SELECT 1 -- ;\n + 1;",
        ] {
            assert_eq!(split(whole), [whole]);
        }
        assert_eq!(split("SELECT $1; SELECT $1;"), ["SELECT $1;", "SELECT $1;"], "a parameter opens nothing");
        assert_eq!(split("SELECT else'a'; SELECT 'b';").len(), 2, "only the letter e alone escapes");
    }

    #[test]
    fn a_body_is_part_of_its_statement_and_a_transaction_is_none() {
        let trigger = "CREATE TRIGGER only_added BEFORE UPDATE ON audit WHEN CASE WHEN 1 THEN 1 END BEGIN
            SELECT CASE WHEN new.id IS NULL THEN 1 ELSE 2 END; SELECT RAISE(ABORT, 'the end;');
        END;";
        assert_eq!(split(trigger), [trigger]);
        assert_eq!(split(&format!("{trigger} SELECT 1;")), [trigger, "SELECT 1;"]);
        let function = "CREATE FUNCTION f() RETURNS INT LANGUAGE SQL BEGIN ATOMIC SELECT 1; SELECT 2; END;";
        assert_eq!(split(function), [function]);
        assert_eq!(
            split("BEGIN; CREATE TABLE a (b TEXT); END;"),
            ["BEGIN;", "CREATE TABLE a (b TEXT);", "END;"]
        );
    }

    #[test]
    fn what_never_ends_is_one_piece() {
        for open in
            ["'a; b", "\"a; b", "$x$ a; $y$ b", "/* a; b", "E'a\\'; b", "CREATE TRIGGER t BEGIN a; b;"]
        {
            assert_eq!(pieces(open).len(), 1, "{open}");
        }
    }

    proptest! {
        #[test]
        fn the_pieces_put_together_are_the_text(text in "(?s)([;'\"$e\\\\/*\\- \n]|begin|end|create|é|x|1|.){0,60}") {
            let joined: String = pieces(&text).iter().map(|piece| piece.text).collect();
            prop_assert_eq!(joined, text);
        }

        #[test]
        fn any_bytes_can_be_split(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let text = String::from_utf8_lossy(&bytes);
            let joined: String = pieces(&text).iter().map(|piece| piece.text).collect();
            prop_assert_eq!(joined.as_str(), &*text);
        }
    }
}
