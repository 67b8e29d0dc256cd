//! Reads Rust source just closely enough to see its paths: comments, strings and test code taken out.

/// A word or a sign of the source, and its line (1-based).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// Words and signs, without comments, and with every string and character literal as `"`. `::` is one sign.
pub fn tokens(source: &str) -> Vec<Token> {
    let letters: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < letters.len() {
        let end = end_of_token(&letters, at);
        let text: String = letters[at..end].iter().collect();
        let printed = match letters[at] {
            '"' | '\'' if !is_lifetime(&letters, at) => Some("\"".to_owned()),
            'r' | 'b' if text.contains('"') => Some("\"".to_owned()),
            '/' if text.starts_with("//") || text.starts_with("/*") => None,
            letter if letter.is_whitespace() => None,
            _ => Some(text.clone()),
        };
        tokens.extend(printed.map(|text| Token { text, line }));
        line += text.matches('\n').count();
        at = end;
    }
    tokens
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// `'a` is a lifetime, `'a'` a letter.
fn is_lifetime(letters: &[char], at: usize) -> bool {
    letters[at] == '\''
        && letters.get(at + 1).is_some_and(|&next| is_word(next))
        && letters.get(at + 2).is_none_or(|&after| after != '\'')
}

fn end_of_token(letters: &[char], at: usize) -> usize {
    let find =
        |from: usize, ends: &dyn Fn(usize) -> bool| (from..letters.len()).find(|&at| ends(at)).unwrap_or(letters.len());
    match (letters[at], letters.get(at + 1)) {
        ('/', Some('/')) => find(at, &|at| letters[at] == '\n'),
        ('/', Some('*')) => {
            (find(at + 2, &|at| letters[at] == '*' && letters.get(at + 1) == Some(&'/')) + 2).min(letters.len())
        }
        (':', Some(':')) => at + 2,
        ('\'', _) if is_lifetime(letters, at) => find(at + 1, &|at| !is_word(letters[at])),
        ('"' | '\'', _) => end_of_literal(letters, at + 1, letters[at]),
        ('b', Some('"' | '\'')) => end_of_literal(letters, at + 2, letters[at + 1]),
        ('r', Some('"' | '#')) | ('b', Some('r')) if raw_hashes(letters, at).is_some() => end_of_raw(letters, at),
        (letter, _) if is_word(letter) => find(at, &|at| !is_word(letters[at])),
        _ => at + 1,
    }
}

fn end_of_literal(letters: &[char], mut at: usize, quote: char) -> usize {
    while at < letters.len() && letters[at] != quote {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(letters.len())
}

/// Where the opening quote of a raw string stands, and how many `#` it has; none when this is no raw string.
fn raw_hashes(letters: &[char], at: usize) -> Option<(usize, usize)> {
    let first = at + letters[at..].iter().take_while(|&&letter| letter == 'r' || letter == 'b').count();
    let n_hashes = letters[first..].iter().take_while(|&&letter| letter == '#').count();
    (letters.get(first + n_hashes) == Some(&'"')).then_some((first + n_hashes, n_hashes))
}

fn end_of_raw(letters: &[char], at: usize) -> usize {
    let Some((quote, n_hashes)) = raw_hashes(letters, at) else { return at + 1 };
    let closes = |at: usize| {
        letters[at] == '"'
            && letters[at + 1..].iter().take(n_hashes).filter(|&&letter| letter == '#').count() == n_hashes
    };
    (quote + 1..letters.len()).find(|&at| closes(at)).map_or(letters.len(), |at| at + 1 + n_hashes)
}

/// The tokens outside items marked `#[cfg(test)]`, and the names of modules so marked that stand in files of their own.
pub fn without_tests(tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut test_files, mut at) = (Vec::new(), Vec::new(), 0);
    while at < tokens.len() {
        let marked = tokens[at..].iter().take(MARK.len()).map(|token| token.text.as_str()).eq(MARK);
        if !marked {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let item = at + MARK.len();
        let end = end_of_item(tokens, item);
        let words: Vec<&str> = tokens[item..end].iter().map(|token| token.text.as_str()).collect();
        if let [.., "mod", name, ";"] = words[..] {
            test_files.push(name.to_owned());
        }
        at = end;
    }
    (kept, test_files)
}

/// Behind the item's `;` or closing brace.
fn end_of_item(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0_i32;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
        if depth == 0 && token.text == "}" {
            return at + 1;
        }
    }
    tokens.len()
}

/// A path as written, groups of `use` taken apart: `crate::domain::{plan::Plan, place}` gives two.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Path {
    pub parts: Vec<String>,
    pub line: usize,
}

/// Every path of two or more parts, and every `use` of one.
pub fn paths(tokens: &[Token]) -> Vec<Path> {
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let follows_path = at > 0 && tokens[at - 1].text == "::";
        if tokens[at].text.starts_with(|letter: char| is_word(letter)) && !follows_path {
            at = push_paths(tokens, at, &[], &mut paths).max(at + 1);
        } else {
            at += 1;
        }
    }
    paths
}

/// Reads one path, or the branches of a group, behind `before`; gives where it ends.
fn push_paths(tokens: &[Token], start: usize, before: &[String], paths: &mut Vec<Path>) -> usize {
    let mut parts = before.to_vec();
    let mut at = start;
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    loop {
        if text(at) == "{" && !parts.is_empty() {
            at += 1;
            while at < tokens.len() && text(at) != "}" {
                at = match text(at) {
                    "as" => at + 2,
                    "," | "*" => at + 1,
                    _ => push_paths(tokens, at, &parts, paths).max(at + 1),
                };
            }
            return at + 1;
        }
        if !text(at).starts_with(|letter: char| is_word(letter)) {
            break;
        }
        parts.push(text(at).to_owned());
        at += 1;
        if text(at) != "::" {
            break;
        }
        at += 1;
    }
    if parts.len() > 1 {
        paths.push(Path { parts, line: tokens[start].line });
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths_of(source: &str) -> Vec<String> {
        paths(&without_tests(&tokens(source)).0).into_iter().map(|path| path.parts.join("::")).collect()
    }

    #[test]
    fn paths_are_found_wherever_they_stand_and_not_in_words_or_tests() {
        let cases: [(&str, &[&str]); 10] = [
            ("use crate::domain::plan::Plan;", &["crate::domain::plan::Plan"]),
            (
                "use crate::{grid::{self, Cell}, text as words};",
                &["crate::grid::self", "crate::grid::Cell", "crate::text"],
            ),
            ("fn f(x: &crate::rules::Case) -> super::Row {}", &["crate::rules::Case", "super::Row"]),
            ("// use crate::rules::Case;\n/* crate::rules */", &[]),
            (r#"let x = "crate::rules"; let y = 'c'; let z = '"';"#, &[]),
            ("let x = r#\"crate::\"rules\"#; calamine::open(x)", &["calamine::open"]),
            ("#[cfg(test)]\nmod tests { use crate::rules::Case; }\nuse std::fs::File;", &["std::fs::File"]),
            ("#[cfg(test)]\nuse crate::rules::Case;\nuse std::fs::File;", &["std::fs::File"]),
            ("impl<'a> From<&'a str> for X { fn g() { a::b::<C>() } }", &["a::b"]),
            ("match x { A::B { c } => d::e(c), _ => '\\'' }", &["A::B", "d::e"]),
        ];
        for (source, expected) in cases {
            assert_eq!(paths_of(source), expected, "{source}");
        }
    }

    #[test]
    fn test_modules_in_files_of_their_own_are_named() {
        let source = tokens("#[cfg(test)]\nmod tests;\nmod other;");
        assert_eq!(without_tests(&source).1, ["tests"]);
    }
}
