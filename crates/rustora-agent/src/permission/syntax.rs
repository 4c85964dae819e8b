//! The grammar of a shell line, as far as it is needed to see what the line would run.
//!
//! It reads what `dash` and `bash` read alike: lists, pipes, subshells, groups, `if`, loops, `case`, quotes, substitutions,
//! here-documents and redirections. Everything else is refused with the reason (functions, arrays, `[[`, arithmetic with names, `$'…'`):
//! a line that is read otherwise here than by the shell would be worse than one that a person has to look at. Nothing is
//! expanded here, and depth and length are bounded, so that no line makes it panic.

/// Longer lines are left to a person, bytes.
const LONGEST: usize = 16 << 10;
/// How deep substitutions and compounds may stand in each other.
const DEEPEST: usize = 24;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A program with its arguments, or assignments or redirections alone.
    Simple(Simple),
    /// Several that run at the same time, each in a shell of its own.
    Pipeline(Vec<Node>),
    /// `a && b || c`.
    AndOr(Vec<Node>),
    /// One after the other.
    Sequence(Vec<Node>),
    /// In a shell of its own: `( … )`, `… &`.
    Subshell(Box<Node>),
    /// Each of these may run or not: the branches and conditions of `if` and `case`.
    Maybe(Vec<Node>),
    /// Any number of times.
    Loop(Box<Node>),
    /// Once for each word; without words, for each argument of the shell.
    For {
        /// What the word is called.
        name: String,
        /// The words.
        words: Option<Vec<Word>>,
        /// What is done.
        body: Box<Node>,
    },
    /// Words that are expanded and compared, and nothing else.
    Words(Vec<Word>),
    /// With its inputs and outputs elsewhere.
    Redirected(Box<Node>, Vec<Redirect>),
}

/// A program with its arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Simple {
    /// `NAME=word` before it.
    pub assigns: Vec<(String, Word)>,
    /// Itself and its arguments.
    pub words: Vec<Word>,
    /// Its inputs and outputs.
    pub redirects: Vec<Redirect>,
}

/// A redirection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Redirect {
    /// `< file`.
    Read(Word),
    /// `> file` in all its forms.
    Write(Word),
    /// A text of the line itself, `<<< word`.
    Text(Word),
    /// `2>&1`, and a here-document, whose text was looked at before.
    Joined,
}

/// A word before it is expanded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its pieces.
    pub parts: Vec<Part>,
    /// Whether some shells make several words of it, `{a,b}`.
    pub is_braced: bool,
    /// Whether a part of it was quoted: then it is no keyword, and no word less when it is empty.
    pub is_quoted: bool,
}

/// A piece of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// As it stands.
    Text(String),
    /// `*`, `?`, `[` outside of quotes.
    Glob(char),
    /// `$NAME`, and whether its value stays one word.
    Variable(String, bool),
    /// `$( … )`.
    Command(Box<Node>),
    /// `<( … )`: a pipe under the name of a file.
    Pipe(Box<Node>),
    /// A value that nobody knows before it runs.
    Unknown,
}

impl Word {
    fn text(&mut self, letter: char) {
        match self.parts.last_mut() {
            Some(Part::Text(text)) => text.push(letter),
            _ => self.parts.push(Part::Text(letter.to_string())),
        }
    }

    /// Its text, when it has nothing to expand and nothing quoted.
    fn plain(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Part::Text(text)] if !self.is_quoted => Some(text),
            _ => None,
        }
    }
}

/// Words that are no programs where a program is expected.
const RESERVED: [&str; 20] = [
    "!", "{", "}", "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for", "function",
    "if", "in", "select", "then", "until", "while", "[[",
];

/// Reads a line.
///
/// # Errors
/// The reason why it cannot be taken apart, for the reader.
pub(crate) fn parse(line: &str) -> Result<Node, String> {
    nested(line, 0)
}

fn nested(line: &str, depth: usize) -> Result<Node, String> {
    if line.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    if let Some(odd) = line
        .chars()
        .find(|letter| letter.is_control() && !matches!(letter, '\n' | '\t'))
    {
        return Err(format!(
            "it has the control character U+{:04X} in it",
            u32::from(odd)
        ));
    }
    let mut parser = Parser {
        text: line.chars().collect(),
        at: 0,
        depth,
        here: Vec::new(),
    };
    let node = parser.list(&[])?;
    match parser.peek() {
        Some(letter) => Err(format!("`{letter}` stands where nothing ends or begins")),
        None if !parser.here.is_empty() => Err("a here-document does not end".to_owned()),
        None => Ok(node),
    }
}

struct Parser {
    text: Vec<char>,
    at: usize,
    depth: usize,
    /// Here-documents whose text comes after the line: its end, whether it is quoted, whether tabs are stripped.
    here: Vec<(String, bool, bool)>,
}

type Read<T> = Result<T, String>;

impl Parser {
    fn peek(&self) -> Option<char> {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> Option<char> {
        self.text.get(self.at + by).copied()
    }

    fn is_at(&self, text: &str) -> bool {
        text.chars()
            .enumerate()
            .all(|(by, letter)| self.ahead(by) == Some(letter))
    }

    fn took(&mut self, text: &str) -> bool {
        let is_here = self.is_at(text);
        if is_here {
            self.at += text.chars().count();
        }
        is_here
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= DEEPEST {
            return Err(format!("it is nested more than {DEEPEST} deep"));
        }
        self.depth += 1;
        let done = read(self);
        self.depth -= 1;
        done
    }

    /// Blanks, continued lines and comments.
    fn blanks(&mut self) {
        loop {
            match self.peek() {
                Some(' ' | '\t') => self.at += 1,
                Some('\\') if self.ahead(1) == Some('\n') => self.at += 2,
                Some('#') => {
                    while self.peek().is_some_and(|letter| letter != '\n') {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    /// The same with line breaks, and with the here-documents behind them.
    fn lines(&mut self) -> Read<()> {
        loop {
            self.blanks();
            if self.peek() != Some('\n') {
                return Ok(());
            }
            self.at += 1;
            for (end, is_quoted, is_stripped) in std::mem::take(&mut self.here) {
                self.here_document(&end, is_quoted, is_stripped)?;
            }
        }
    }

    fn here_document(&mut self, end: &str, is_quoted: bool, is_stripped: bool) -> Read<()> {
        loop {
            if self.at >= self.text.len() {
                return Err(format!("the here-document does not end with `{end}`"));
            }
            let rest = &self.text[self.at..];
            let length = rest
                .iter()
                .position(|letter| *letter == '\n')
                .unwrap_or(rest.len());
            let line: String = rest[..length].iter().collect();
            self.at = (self.at + length + 1).min(self.text.len());
            let bare = if is_stripped {
                line.trim_start_matches('\t')
            } else {
                &line
            };
            if bare == end {
                return Ok(());
            }
            if !is_quoted
                && (line.contains("$(")
                    || line.contains("${")
                    || line.contains('`')
                    || line.ends_with('\\'))
            {
                return Err(
                    "a here-document runs or expands something; quote its end, `<<'EOF'`"
                        .to_owned(),
                );
            }
        }
    }

    /// Whether one of these words or signs stands here, as a word of its own.
    fn ends(&self, ends: &[&str]) -> bool {
        ends.iter().any(|end| {
            let is_sign = matches!(*end, ")" | ";;");
            let behind = self.ahead(end.len());
            let is_word = behind.is_none_or(|letter| " \t\n;&|<>()".contains(letter));
            self.is_at(end) && (is_sign || is_word)
        })
    }

    fn expect(&mut self, what: &str) -> Read<()> {
        self.lines()?;
        if self.ends(&[what]) && self.took(what) {
            Ok(())
        } else {
            Err(format!("`{what}` is missing"))
        }
    }

    fn list(&mut self, ends: &[&str]) -> Read<Node> {
        let mut nodes = Vec::new();
        loop {
            self.lines()?;
            if self.peek().is_none() || self.ends(ends) || self.peek() == Some(')') {
                break;
            }
            let node = self.and_or()?;
            self.blanks();
            match self.peek() {
                Some(';') if self.ahead(1) != Some(';') => self.at += 1,
                Some('&') => {
                    self.at += 1;
                    nodes.push(Node::Subshell(Box::new(node)));
                    continue;
                }
                None | Some('\n' | ')') => {}
                Some(_) if self.ends(ends) => {}
                Some(other) => return Err(format!("`{other}` comes unexpected")),
            }
            nodes.push(node);
        }
        Ok(match nodes.len() {
            1 => nodes.swap_remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    fn and_or(&mut self) -> Read<Node> {
        let mut nodes = vec![self.pipeline()?];
        loop {
            self.blanks();
            if !(self.took("&&") || self.took("||")) {
                break;
            }
            self.lines()?;
            nodes.push(self.pipeline()?);
        }
        Ok(if nodes.len() == 1 {
            nodes.swap_remove(0)
        } else {
            Node::AndOr(nodes)
        })
    }

    fn pipeline(&mut self) -> Read<Node> {
        while self.ends(&["!"]) {
            self.at += 1;
            self.blanks();
        }
        let mut nodes = vec![self.deeper(Self::command)?];
        loop {
            self.blanks();
            if self.peek() != Some('|') || self.ahead(1) == Some('|') {
                break;
            }
            self.at += 1;
            self.took("&");
            self.lines()?;
            nodes.push(self.deeper(Self::command)?);
        }
        Ok(if nodes.len() == 1 {
            nodes.swap_remove(0)
        } else {
            Node::Pipeline(nodes)
        })
    }

    fn command(&mut self) -> Read<Node> {
        let node = if self.peek() == Some('(') {
            self.at += 1;
            if self.peek() == Some('(') {
                return Err("`((` is arithmetic, or two subshells".to_owned());
            }
            let inner = self.list(&[")"])?;
            self.expect(")")?;
            Node::Subshell(Box::new(inner))
        } else if self.ends(&["{"]) {
            self.at += 1;
            let inner = self.list(&["}"])?;
            self.expect("}")?;
            inner
        } else if self.ends(&["if"]) {
            self.at += 2;
            self.branches()?
        } else if self.ends(&["while", "until"]) {
            self.at += 5;
            let condition = self.list(&["do"])?;
            Node::Loop(Box::new(Node::Sequence(vec![condition, self.body()?])))
        } else if self.ends(&["for"]) {
            self.at += 3;
            self.for_each()?
        } else if self.ends(&["case"]) {
            self.at += 4;
            self.case()?
        } else {
            return self.simple();
        };
        let mut redirects = Vec::new();
        loop {
            self.blanks();
            match self.redirect()? {
                Some(redirect) => redirects.push(redirect),
                None => break,
            }
        }
        Ok(if redirects.is_empty() {
            node
        } else {
            Node::Redirected(Box::new(node), redirects)
        })
    }

    fn body(&mut self) -> Read<Node> {
        self.expect("do")?;
        let body = self.list(&["done"])?;
        self.expect("done")?;
        Ok(body)
    }

    fn branches(&mut self) -> Read<Node> {
        let mut nodes = vec![self.list(&["then"])?];
        self.expect("then")?;
        loop {
            nodes.push(self.list(&["elif", "else", "fi"])?);
            if self.ends(&["elif"]) {
                self.at += 4;
                nodes.push(self.list(&["then"])?);
                self.expect("then")?;
            } else if self.ends(&["else"]) {
                self.at += 4;
                nodes.push(self.list(&["fi"])?);
                self.expect("fi")?;
                break;
            } else {
                self.expect("fi")?;
                break;
            }
        }
        Ok(Node::Maybe(nodes))
    }

    fn for_each(&mut self) -> Read<Node> {
        self.blanks();
        let name = self.word()?;
        let name = name.plain().filter(|name| is_name(name)).map(str::to_owned);
        let name = name.ok_or("the name of a `for` loop is no name")?;
        self.lines()?;
        let words = if self.ends(&["in"]) {
            self.at += 2;
            let mut words = Vec::new();
            loop {
                self.blanks();
                if self
                    .peek()
                    .is_none_or(|letter| ";\n&|<>()".contains(letter))
                {
                    break;
                }
                words.push(self.word()?);
            }
            Some(words)
        } else {
            None
        };
        self.blanks();
        self.took(";");
        let body = Box::new(self.body()?);
        Ok(Node::For { name, words, body })
    }

    fn case(&mut self) -> Read<Node> {
        self.blanks();
        let mut words = vec![self.word()?];
        self.expect("in")?;
        let mut arms = Vec::new();
        loop {
            self.lines()?;
            if self.ends(&["esac"]) {
                self.at += 4;
                break;
            }
            self.took("(");
            loop {
                self.blanks();
                words.push(self.word()?);
                self.blanks();
                if !self.took("|") {
                    break;
                }
            }
            if !self.took(")") {
                return Err("a pattern of `case` does not end with `)`".to_owned());
            }
            arms.push(self.list(&[";;", "esac"])?);
            self.took(";;");
        }
        Ok(Node::Sequence(vec![Node::Words(words), Node::Maybe(arms)]))
    }

    fn simple(&mut self) -> Read<Node> {
        let mut simple = Simple::default();
        loop {
            self.blanks();
            if let Some(redirect) = self.redirect()? {
                simple.redirects.push(redirect);
                continue;
            }
            if self.peek().is_none_or(|letter| "\n;&|)".contains(letter)) {
                break;
            }
            if self.peek() == Some('(') {
                return Err("a function, an array or a pattern with parentheses".to_owned());
            }
            if simple.words.is_empty()
                && let Some(name) = self.assignment()
            {
                let value = match self.peek() {
                    Some('(') => return Err("an array".to_owned()),
                    None | Some(' ' | '\t' | '\n' | ';' | '&' | '|' | ')' | '<' | '>') => {
                        Word::default()
                    }
                    Some(_) => self.word()?,
                };
                simple.assigns.push((name, value));
                continue;
            }
            let word = self.word()?;
            if simple.words.is_empty()
                && simple.assigns.is_empty()
                && let Some(reserved) = word.plain().filter(|word| RESERVED.contains(word))
            {
                return Err(format!("`{reserved}` comes unexpected"));
            }
            simple.words.push(word);
        }
        if simple == Simple::default() {
            return Err(match self.peek() {
                Some(letter) => format!("`{letter}` comes unexpected"),
                None => "a command is missing".to_owned(),
            });
        }
        Ok(Node::Simple(simple))
    }

    /// `NAME=`, `NAME+=`.
    fn assignment(&mut self) -> Option<String> {
        let rest = &self.text[self.at..];
        let length = rest
            .iter()
            .position(|letter| !(letter.is_ascii_alphanumeric() || *letter == '_'))?;
        let name: String = rest[..length].iter().collect();
        if !is_name(&name) {
            return None;
        }
        let sign = match (rest.get(length), rest.get(length + 1)) {
            (Some('='), _) => 1,
            (Some('+'), Some('=')) => 2,
            _ => return None,
        };
        self.at += length + sign;
        // What it was before stays in front of the rest.
        Some(if sign == 2 { format!("{name}+") } else { name })
    }

    /// A redirection, if one stands here.
    fn redirect(&mut self) -> Read<Option<Redirect>> {
        let digits = self.text[self.at..]
            .iter()
            .take_while(|letter| letter.is_ascii_digit())
            .count();
        let sign = self.ahead(digits);
        if self.is_at("&>") {
            self.at += 2;
            self.took(">");
            return self.target(Redirect::Write).map(Some);
        }
        match sign {
            Some('<' | '>') => {}
            _ => return Ok(None),
        }
        if digits == 0 && (self.is_at("<(") || self.is_at(">(")) {
            return Ok(None);
        }
        self.at += digits;
        if self.took("<<<") {
            return self.target(Redirect::Text).map(Some);
        }
        if self.took("<<") {
            let is_stripped = self.took("-");
            self.blanks();
            let end = self.word()?;
            let text = match end.parts.as_slice() {
                [Part::Text(text)] if !end.is_braced => text.clone(),
                _ => return Err("the end of a here-document is no plain word".to_owned()),
            };
            self.here.push((text, end.is_quoted, is_stripped));
            return Ok(Some(Redirect::Joined));
        }
        if self.took(">&") || self.took("<&") {
            let digits = self.text[self.at..]
                .iter()
                .take_while(|letter| letter.is_ascii_digit() || **letter == '-')
                .count();
            if digits > 0
                && self
                    .ahead(digits)
                    .is_none_or(|letter| " \t\n;&|<>)".contains(letter))
            {
                self.at += digits;
                return Ok(Some(Redirect::Joined));
            }
            return self.target(Redirect::Write).map(Some);
        }
        let is_write = self.took("<>") || self.took(">>") || self.took(">|") || self.took(">");
        if !is_write {
            self.took("<");
        }
        let make = if is_write {
            Redirect::Write
        } else {
            Redirect::Read
        };
        self.target(make).map(Some)
    }

    fn target(&mut self, make: fn(Word) -> Redirect) -> Read<Redirect> {
        self.blanks();
        match self.peek() {
            None | Some('\n' | ';' | '&' | '|' | ')') => {
                Err("a redirection leads nowhere".to_owned())
            }
            Some(_) => self.word().map(make),
        }
    }

    fn word(&mut self) -> Read<Word> {
        let mut word = Word::default();
        let (began, mut is_open) = (self.at, false);
        while let Some(letter) = self.peek() {
            match letter {
                '<' | '>' if self.at == began && self.ahead(1) == Some('(') => {
                    self.at += 2;
                    let node = self.substituted()?;
                    word.parts.push(Part::Pipe(node));
                }
                ' ' | '\t' | '\n' | ';' | '&' | '|' | '<' | '>' | '(' | ')' => break,
                '\\' => {
                    match self.ahead(1) {
                        None => return Err("it ends with a backslash".to_owned()),
                        Some('\n') if matches!(self.ahead(2), Some(' ' | '\t')) => break,
                        Some('\n') => return Err("a line is continued within a word".to_owned()),
                        Some(next) => word.text(next),
                    }
                    word.is_quoted = true;
                    self.at += 2;
                }
                '\'' => {
                    self.at += 1;
                    self.single(&mut word)?;
                }
                '"' => {
                    self.at += 1;
                    self.double(&mut word)?;
                }
                '$' => self.dollar(&mut word, false)?,
                '`' => self.backticks(&mut word)?,
                // The program `[`.
                '[' if self.at == began && matches!(self.ahead(1), Some(' ' | '\t')) => {
                    word.text('[');
                    self.at += 1;
                }
                '*' | '?' | '[' => {
                    word.parts.push(Part::Glob(letter));
                    self.at += 1;
                }
                _ => {
                    is_open |= letter == '{';
                    word.is_braced |= is_open && (letter == ',' || self.is_at(".."));
                    word.text(letter);
                    self.at += 1;
                }
            }
        }
        if self.at == began {
            return Err(match self.peek() {
                Some(letter) => format!("`{letter}` comes unexpected"),
                None => "a word is missing".to_owned(),
            });
        }
        Ok(word)
    }

    fn single(&mut self, word: &mut Word) -> Read<()> {
        word.is_quoted = true;
        loop {
            let letter = self.peek().ok_or("a quote does not end")?;
            self.at += 1;
            if letter == '\'' {
                return Ok(());
            }
            word.text(letter);
        }
    }

    fn double(&mut self, word: &mut Word) -> Read<()> {
        word.is_quoted = true;
        loop {
            match self.peek().ok_or("a double quote does not end")? {
                '"' => {
                    self.at += 1;
                    return Ok(());
                }
                '\\' => {
                    let next = self.ahead(1).ok_or("a double quote does not end")?;
                    match next {
                        '\n' => {}
                        '$' | '`' | '"' | '\\' => word.text(next),
                        _ => {
                            word.text('\\');
                            word.text(next);
                        }
                    }
                    self.at += 2;
                }
                '$' => self.dollar(word, true)?,
                '`' => self.backticks(word)?,
                letter => {
                    word.text(letter);
                    self.at += 1;
                }
            }
        }
    }

    fn dollar(&mut self, word: &mut Word, is_quoted: bool) -> Read<()> {
        self.at += 1;
        match self.peek() {
            Some('(') if self.ahead(1) == Some('(') => {
                self.at += 2;
                self.arithmetic()?;
                word.parts.push(Part::Unknown);
            }
            Some('(') => {
                self.at += 1;
                let node = self.substituted()?;
                word.parts.push(Part::Command(node));
            }
            Some('{') => {
                self.at += 1;
                let part = self.braces(is_quoted)?;
                word.parts.push(part);
            }
            Some(letter) if letter.is_ascii_alphabetic() || letter == '_' => {
                let mut name = String::new();
                while let Some(letter) = self
                    .peek()
                    .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
                {
                    name.push(letter);
                    self.at += 1;
                }
                word.parts.push(Part::Variable(name, is_quoted));
            }
            Some(letter) if letter.is_ascii_digit() || "@*#?$!-".contains(letter) => {
                self.at += 1;
                word.parts.push(Part::Unknown);
            }
            Some('\'' | '"') if !is_quoted => {
                return Err("`$'…'` and `$\"…\"` are read otherwise by each shell".to_owned());
            }
            Some('[') => return Err("`$[` is arithmetic in some shells".to_owned()),
            _ => word.text('$'),
        }
        Ok(())
    }

    /// `$(( … ))` behind its beginning. Names in it are expanded once more by some shells, and what is in them is run.
    fn arithmetic(&mut self) -> Read<()> {
        while let Some(letter) = self.peek() {
            if self.took("))") {
                return Ok(());
            }
            if !(letter.is_ascii_digit() || " +-*/%()<>=!&|^~?:".contains(letter)) {
                return Err("arithmetic with more than numbers".to_owned());
            }
            self.at += 1;
        }
        Err("arithmetic does not end".to_owned())
    }

    /// `${ … }` behind its beginning: a name, and a plain text for when it is empty or to take away.
    fn braces(&mut self, is_quoted: bool) -> Read<Part> {
        let mut inside = String::new();
        loop {
            let letter = self.peek().ok_or("`${` does not end")?;
            self.at += 1;
            match letter {
                '}' => break,
                '$' | '`' | '\\' | '"' | '\'' | '{' | '\n' => {
                    return Err("`${…}` with more than a name and a plain text".to_owned());
                }
                _ => inside.push(letter),
            }
        }
        let name = inside.strip_prefix('#').unwrap_or(&inside);
        let length = name
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            .count();
        let (name, rest) = name.split_at(length);
        if rest.is_empty() && is_name(name) {
            return Ok(if inside.starts_with('#') {
                Part::Unknown
            } else {
                Part::Variable(name.to_owned(), is_quoted)
            });
        }
        let is_plain = [":-", ":+", "-", "+", "%", "#"]
            .iter()
            .any(|sign| rest.starts_with(sign));
        let is_known = is_plain
            || (rest.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_digit())
                && !name.is_empty());
        if is_known {
            Ok(Part::Unknown)
        } else {
            Err(format!(
                "`${{{inside}}}` is expanded in a way that is not known here"
            ))
        }
    }

    /// A list up to `)`, as a part of a word.
    fn substituted(&mut self) -> Read<Box<Node>> {
        let outer = std::mem::take(&mut self.here);
        let node = self.deeper(|parser| parser.list(&[")"]))?;
        self.expect(")")?;
        if !self.here.is_empty() {
            return Err("a here-document does not end".to_owned());
        }
        self.here = outer;
        Ok(Box::new(node))
    }

    fn backticks(&mut self, word: &mut Word) -> Read<()> {
        self.at += 1;
        let mut inside = String::new();
        loop {
            let letter = self.peek().ok_or("a backtick does not end")?;
            self.at += 1;
            match (letter, self.peek()) {
                ('`', _) => break,
                ('\\', Some('"')) => {
                    return Err(
                        "a quote within backticks is read otherwise by each shell".to_owned()
                    );
                }
                ('\\', Some(next @ ('`' | '\\' | '$'))) => {
                    inside.push(next);
                    self.at += 1;
                }
                _ => inside.push(letter),
            }
        }
        let depth = self.depth + 1;
        if depth > DEEPEST {
            return Err(format!("it is nested more than {DEEPEST} deep"));
        }
        word.parts
            .push(Part::Command(Box::new(nested(&inside, depth)?)));
        Ok(())
    }
}

/// Whether a text is the name of a variable.
pub(crate) fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
