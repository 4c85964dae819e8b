//! What a shell line would do, part by part: the tree is walked as the shell would, and each program judged with its arguments.
//!
//! Where the shell decides at run time (branches, loops, a `cd` that may fail), all ways are followed and what may hold
//! after each of them holds after all. A value that is known only when the line runs is unknown, and a program that makes
//! something of it is one that a person looks at. Deliberately unknown here: modes and rules.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rustora_host::{Host, Kind, plain};

use super::place::{self, Place};
use super::programs;
use super::syntax::{self, Node, Redirect, Simple, Word};

/// How many programs are looked at before a line is left to a person.
const MOST_PARTS: usize = 300;
/// In how many folders a line may be at once.
const MOST_FOLDERS: usize = 8;
/// How many rounds of a loop are followed one by one.
const MOST_ROUNDS: usize = 16;
/// How deep shells may stand in shells.
const DEEPEST: usize = 12;

/// What is no file: reading and writing it changes nothing.
const STREAMS: [&str; 7] = [
    "/dev/null",
    "/dev/stdin",
    "/dev/stdout",
    "/dev/stderr",
    "/dev/tty",
    "/dev/zero",
    "-",
];

/// One program of a line, and what it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// Itself and its arguments, one blank between each.
    pub words: String,
    /// What has to be allowed. Nothing: it reads in the workspace.
    pub needs: Vec<Need>,
}

/// Something that has to be allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Compiles the workspace, runs its tests, and writes into `target`.
    Build,
    /// Runs code of the workspace, or a program that is not known.
    Run(String),
    /// Changes files in the workspace.
    Write(String),
    /// Asks in every mode, unless the user has a rule for it.
    Ask(String),
    /// The same, and is given the network when it may.
    Reach(String),
    /// Asks in every mode, whatever the rules say.
    Always(String),
    /// The same, but only looks.
    Look(String),
}

/// An argument, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Arg {
    /// This.
    Known(String),
    /// A pattern of file names.
    Glob(String),
    /// Anything, and any number of it.
    Unknown,
}

impl Arg {
    /// Its text; an unknown one has none.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Known(text) | Self::Glob(text) => text,
            Self::Unknown => "",
        }
    }
}

/// Where a program runs, and what it is found to need.
pub(crate) struct Judged<'a> {
    pub host: &'a dyn Host,
    pub root: &'a Path,
    /// In which of these folders; none: nobody knows.
    pub folders: &'a [PathBuf],
    pub part: Part,
}

impl Judged<'_> {
    pub(crate) fn needs(&mut self, need: Need) {
        if !self.part.needs.contains(&need) {
            self.part.needs.push(need);
        }
    }

    pub(crate) fn asks(&mut self, why: impl Into<String>) {
        self.needs(Need::Ask(why.into()));
    }

    pub(crate) fn reaches(&mut self, why: impl Into<String>) {
        self.needs(Need::Reach(why.into()));
    }

    pub(crate) fn always(&mut self, why: impl Into<String>) {
        self.needs(Need::Always(why.into()));
    }

    /// A file or folder is read.
    pub(crate) fn reads(&mut self, arg: &Arg) {
        let Some((path, pattern)) = self.path_of(arg) else {
            return;
        };
        for folder in self.folders {
            if let Some(why) = place::unreadable(self.host, self.root, folder, &path) {
                self.needs(Need::Look(why));
            } else if let Some(pattern) = &pattern
                && place::may_be_secret(self.host, &folder.join(&path), pattern)
            {
                let why = format!(
                    "`{}` may stand for files where secrets are kept",
                    arg.text()
                );
                self.needs(Need::Look(why));
            }
        }
    }

    /// Everything below a folder is read.
    pub(crate) fn reads_below(&mut self, arg: &Arg) {
        self.reads(arg);
        let Some((path, _)) = self.path_of(arg) else {
            return;
        };
        for folder in self.folders {
            if place::holds_secret(self.host, &folder.join(&path)) {
                let why = format!(
                    "reads all below `{}`, where files with secrets are",
                    arg.text()
                );
                self.needs(Need::Look(why));
            }
        }
    }

    /// A file or folder is made, changed or taken away.
    pub(crate) fn writes(&mut self, arg: &Arg) {
        let Some((path, pattern)) = self.path_of(arg) else {
            return;
        };
        for folder in self.folders {
            if let Some(why) = place::unwritable(self.host, self.root, folder, &path) {
                self.needs(Need::Always(why));
            } else if pattern
                .as_ref()
                .is_some_and(|pattern| pattern.starts_with('.'))
            {
                let why = format!(
                    "`{}` may stand for files that nobody changes unasked",
                    arg.text()
                );
                self.needs(Need::Always(why));
            } else {
                self.needs(Need::Write(arg.text().to_owned()));
            }
        }
    }

    /// Whether a path is below `target`, where everything can be made again.
    pub(crate) fn is_built(&self, arg: &Arg) -> bool {
        let Arg::Known(text) = arg else { return false };
        let below = self.root.join("target");
        let is_below =
            |folder: &PathBuf| match place::place(self.host, self.root, folder, Path::new(text)) {
                Place::Inside(real) => real.starts_with(&below) && real != below,
                Place::Outside(_) => false,
            };
        !self.folders.is_empty() && self.folders.iter().all(is_below)
    }

    /// The path that is meant, and for a pattern the folder before it with its last part.
    fn path_of(&mut self, arg: &Arg) -> Option<(PathBuf, Option<String>)> {
        if self.folders.is_empty() {
            self.always("nobody knows in which folder it runs");
            return None;
        }
        match arg {
            Arg::Known(text) if STREAMS.contains(&text.as_str()) => None,
            Arg::Known(text) => Some((PathBuf::from(text), None)),
            Arg::Unknown => {
                self.asks("is given a path that is known only when it runs");
                None
            }
            Arg::Glob(text) => {
                let first = text.find(['*', '?', '[']).unwrap_or(text.len());
                let cut = text[..first].rfind('/').map_or(0, |at| at + 1);
                let (folder, rest) = text.split_at(cut);
                if rest.split('/').any(|part| part == "..") {
                    self.asks("is given a pattern with `..` behind it");
                    return None;
                }
                let is_hidden = rest.split('/').any(|part| part.starts_with('.'));
                let last = if is_hidden {
                    ".*"
                } else {
                    rest.rsplit('/').next().unwrap_or(rest)
                };
                Some((PathBuf::from(folder), Some(last.to_owned())))
            }
        }
    }
}

/// What the shell knows at one place of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    /// Variables that the line has set; none: to something that nobody knows.
    vars: BTreeMap<String, Option<String>>,
    folders: Vec<PathBuf>,
}

impl State {
    /// What holds when either of them does.
    fn join(&mut self, other: &Self) {
        let names: Vec<String> = self.vars.keys().chain(other.vars.keys()).cloned().collect();
        for name in names {
            if self.vars.get(&name) != other.vars.get(&name) {
                self.vars.insert(name, None);
            }
        }
        if self.folders.is_empty() || other.folders.is_empty() {
            self.folders.clear();
            return;
        }
        for folder in &other.folders {
            if !self.folders.contains(folder) {
                self.folders.push(folder.clone());
            }
        }
        if self.folders.len() > MOST_FOLDERS {
            self.folders.clear();
        }
    }

    fn forget(&mut self) {
        self.vars.values_mut().for_each(|value| *value = None);
    }
}

/// What a line would do when it starts in `root`.
///
/// # Errors
/// Why it cannot be taken apart.
pub(crate) fn parts(host: &dyn Host, root: &Path, line: &str) -> Result<Vec<Part>, String> {
    if line.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    let node = syntax::parse(line)?;
    let mut walk = Walk {
        host,
        root,
        parts: Vec::new(),
        depth: 0,
    };
    let mut state = State {
        vars: BTreeMap::new(),
        folders: vec![root.to_owned()],
    };
    walk.node(&node, &mut state)?;
    Ok(walk.parts)
}

/// What a program with these arguments would do in `root`.
pub(crate) fn program(host: &dyn Host, root: &Path, words: &[&str]) -> Part {
    let args: Vec<Arg> = words
        .iter()
        .map(|word| Arg::Known((*word).to_owned()))
        .collect();
    let folders = [root.to_owned()];
    let mut judged = Judged {
        host,
        root,
        folders: &folders,
        part: Part {
            words: words.join(" "),
            needs: Vec::new(),
        },
    };
    programs::judge(&mut judged, &args);
    judged.part
}

struct Walk<'a> {
    host: &'a dyn Host,
    root: &'a Path,
    parts: Vec<Part>,
    depth: usize,
}

type Walked = Result<(), String>;

impl Walk<'_> {
    fn node(&mut self, node: &Node, state: &mut State) -> Walked {
        match node {
            Node::Simple(simple) => self.simple(simple, state),
            Node::Sequence(nodes) => nodes.iter().try_for_each(|node| self.node(node, state)),
            Node::Pipeline(nodes) | Node::Maybe(nodes) => {
                // Some shells run the last one of a pipe in themselves.
                nodes.iter().try_for_each(|node| self.maybe(node, state))
            }
            Node::AndOr(nodes) => {
                let (first, rest) = nodes.split_first().ok_or("an empty list")?;
                self.node(first, state)?;
                rest.iter().try_for_each(|node| self.maybe(node, state))
            }
            Node::Subshell(node) => self.node(node, &mut state.clone()),
            Node::Loop(body) => self.round(body, state),
            Node::For { name, words, body } => {
                self.assigned(name, Arg::Unknown, state)?;
                let mut values = Some(Vec::new());
                for word in words.iter().flatten() {
                    self.substitutions(word, state)?;
                    match (value(word, state), &mut values) {
                        (Arg::Known(text), Some(values)) => values.push(text),
                        _ => values = None,
                    }
                }
                let known = values.filter(|values| words.is_some() && values.len() <= MOST_ROUNDS);
                if let Some(values) = known {
                    for text in values {
                        state.vars.insert(name.clone(), Some(text));
                        self.maybe(body, state)?;
                    }
                } else {
                    state.vars.insert(name.clone(), None);
                    self.round(body, state)?;
                }
                state.vars.insert(name.clone(), None);
                Ok(())
            }
            Node::Words(words) => words
                .iter()
                .try_for_each(|word| self.substitutions(word, state)),
            Node::Redirected(node, redirects) => {
                self.redirected(redirects, state)?;
                self.node(node, state)
            }
        }
    }

    fn maybe(&mut self, node: &Node, state: &mut State) -> Walked {
        let mut run = state.clone();
        self.node(node, &mut run)?;
        state.join(&run);
        Ok(())
    }

    /// Any round of a loop stands for all of them: what one of them sets is unknown in each.
    fn round(&mut self, body: &Node, state: &mut State) -> Walked {
        state.forget();
        let before = state.folders.clone();
        self.maybe(body, state)?;
        state.forget();
        if state.folders == before {
            Ok(())
        } else {
            Err("a loop changes the folder".to_owned())
        }
    }

    /// What the words of a part run before it does.
    fn substitutions(&mut self, word: &Word, state: &State) -> Walked {
        for part in &word.parts {
            if let syntax::Part::Command(node) | syntax::Part::Pipe(node) = part {
                self.node(node, &mut state.clone())?;
            }
        }
        Ok(())
    }

    fn redirected(&mut self, redirects: &[Redirect], state: &State) -> Walked {
        for redirect in redirects {
            let (Redirect::Read(word) | Redirect::Write(word) | Redirect::Text(word)) = redirect
            else {
                continue;
            };
            self.substitutions(word, state)?;
            let target = value(word, state);
            let is_write = match redirect {
                Redirect::Text(_) | Redirect::Joined => continue,
                Redirect::Read(_) => false,
                Redirect::Write(_) => true,
            };
            let sign = if is_write { ">" } else { "<" };
            let mut judged = self.judged(format!("{sign} {}", target.text()), state);
            if target.text().starts_with("/dev/tcp/") || target.text().starts_with("/dev/udp/") {
                judged.reaches("reaches the network");
            } else if is_write {
                judged.writes(&target);
            } else {
                judged.reads(&target);
            }
            let part = judged.part;
            self.found(part)?;
        }
        Ok(())
    }

    fn judged<'s>(&self, words: String, state: &'s State) -> Judged<'s>
    where
        Self: 's,
    {
        Judged {
            host: self.host,
            root: self.root,
            folders: &state.folders,
            part: Part {
                words,
                needs: Vec::new(),
            },
        }
    }

    fn found(&mut self, part: Part) -> Walked {
        if self.parts.len() >= MOST_PARTS {
            return Err(format!("it runs more than {MOST_PARTS} programs"));
        }
        self.parts.push(part);
        Ok(())
    }

    fn simple(&mut self, simple: &Simple, state: &mut State) -> Walked {
        for word in simple
            .assigns
            .iter()
            .map(|(_, word)| word)
            .chain(&simple.words)
        {
            self.substitutions(word, state)?;
        }
        self.redirected(&simple.redirects, state)?;
        // What is set in front of a program is not seen by its arguments.
        let args: Vec<Arg> = simple.words.iter().map(|word| value(word, state)).collect();
        for (name, word) in &simple.assigns {
            let known = value(word, state);
            self.assigned(name, known, state)?;
        }
        let Some(first) = simple.words.first() else {
            return Ok(());
        };
        // It holds for this program alone, in most shells.
        for (name, _) in &simple.assigns {
            state
                .vars
                .insert(name.trim_end_matches('+').to_owned(), None);
        }
        let is_plain = first
            .parts
            .iter()
            .all(|part| matches!(part, syntax::Part::Text(_)));
        if !is_plain || first.is_braced {
            return Err("which program runs is known only when it runs".to_owned());
        }
        self.run(&args, state)
    }

    fn assigned(&mut self, name: &str, value: Arg, state: &mut State) -> Walked {
        let is_added = name.ends_with('+');
        let name = name.trim_end_matches('+');
        if programs::is_telling(name) {
            let mut judged = self.judged(format!("{name}={}", value.text()), state);
            judged.asks(format!("sets `{name}`, which says what programs do or run"));
            let part = judged.part;
            self.found(part)?;
        }
        let known = match value {
            Arg::Known(text) if !is_added => Some(text),
            _ => None,
        };
        state.vars.insert(name.to_owned(), known);
        Ok(())
    }

    /// A program, its arguments expanded.
    fn run(&mut self, args: &[Arg], state: &mut State) -> Walked {
        let Some((first, rest)) = args.split_first() else {
            return Ok(());
        };
        let Arg::Known(name) = first else {
            return Err("which program runs is known only when it runs".to_owned());
        };
        match programs::base_name(name).as_str() {
            "cd" | "pushd" | "popd" => self.moved(rest, state),
            "export" | "readonly" | "local" | "unset" => self.declared(rest, state),
            "read" => {
                for arg in rest.iter().filter(|arg| !arg.text().starts_with('-')) {
                    self.assigned(arg.text(), Arg::Unknown, state)?;
                }
                self.nothing(args, state)
            }
            "eval" => {
                let line = known(rest)
                    .ok_or("`eval` is given something that is known only when it runs")?;
                let done = self.inner(&line.join(" "), state);
                state.forget();
                done
            }
            "sh" | "bash" | "dash" | "zsh" | "ksh" | "ash" => self.shell(args, state),
            "env" | "nohup" | "time" | "timeout" | "nice" | "ionice" | "stdbuf" | "exec"
            | "command" | "builtin" => {
                let (assigns, args) = programs::unwrapped(args)?;
                for (name, value) in assigns {
                    self.assigned(&name, value, &mut state.clone())?;
                }
                // A shell of its own for what is no part of this one.
                let mut own = state.clone();
                let is_inside = matches!(name.as_str(), "time" | "command" | "builtin");
                let state = if is_inside { state } else { &mut own };
                self.deeper(|walk| walk.run(&args, state))
            }
            "xargs" => {
                let mut args = programs::given_by_xargs(rest)?;
                args.push(Arg::Unknown);
                self.deeper(|walk| walk.run(&args, &mut state.clone()))
            }
            "find" => {
                let (args, runs) = programs::run_by_find(args)?;
                for run in runs {
                    self.deeper(|walk| walk.run(&run, &mut state.clone()))?;
                }
                self.judge(&args, state)
            }
            _ => self.judge(args, state),
        }
    }

    fn deeper(&mut self, walk: impl FnOnce(&mut Self) -> Walked) -> Walked {
        if self.depth >= DEEPEST {
            return Err(format!("programs run programs more than {DEEPEST} deep"));
        }
        self.depth += 1;
        let done = walk(self);
        self.depth -= 1;
        done
    }

    fn judge(&mut self, args: &[Arg], state: &State) -> Walked {
        let mut judged = self.judged(shown(args), state);
        programs::judge(&mut judged, args);
        let part = judged.part;
        self.found(part)
    }

    fn nothing(&mut self, args: &[Arg], state: &State) -> Walked {
        let part = self.judged(shown(args), state).part;
        self.found(part)
    }

    fn inner(&mut self, line: &str, state: &mut State) -> Walked {
        let node = syntax::parse(line)?;
        self.deeper(|walk| walk.node(&node, state))
    }

    fn shell(&mut self, args: &[Arg], state: &State) -> Walked {
        let words =
            known(args).ok_or("a shell is given something that is known only when it runs")?;
        let mut is_text = false;
        let mut rest = words.iter().skip(1);
        while let Some(word) = rest.next() {
            match word.strip_prefix('-').filter(|letters| !letters.is_empty()) {
                Some("o") => {
                    rest.next();
                }
                Some(letters) if letters.chars().all(|letter| "ceulx".contains(letter)) => {
                    is_text |= letters.contains('c');
                }
                Some(_) => return Err(format!("a shell with `{word}`")),
                None if is_text => {
                    let mut inside = State {
                        vars: BTreeMap::new(),
                        folders: state.folders.clone(),
                    };
                    return self.inner(word, &mut inside);
                }
                None => {
                    let mut judged = self.judged(words.join(" "), state);
                    judged.reads(&Arg::Known(word.clone()));
                    judged.needs(Need::Run(format!("runs the script `{word}`")));
                    let part = judged.part;
                    return self.found(part);
                }
            }
        }
        Err("a shell that runs what comes in".to_owned())
    }

    fn moved(&mut self, rest: &[Arg], state: &mut State) -> Walked {
        let rest: Vec<&Arg> = rest
            .iter()
            .filter(|arg| !matches!(arg.text(), "--" | "-P" | "-L"))
            .collect();
        let [Arg::Known(to)] = rest.as_slice() else {
            return Err("where it goes to is not known".to_owned());
        };
        if to.starts_with('-') || to.is_empty() || state.folders.is_empty() {
            return Err("where it goes to is not known".to_owned());
        }
        let mut there = Vec::new();
        for folder in &state.folders {
            match place::place(self.host, self.root, folder, Path::new(to)) {
                Place::Inside(real) if real != plain(&folder.join(to)) => {
                    return Err(format!("`cd {to}` goes through a link"));
                }
                Place::Inside(real) => {
                    // It may not be there when the line runs, and then everybody stays.
                    let is_there = self.host.kind(&real).is_ok_and(|kind| kind == Kind::Folder);
                    there.extend((!is_there).then(|| folder.clone()));
                    there.push(real);
                }
                Place::Outside(_) => return Err(format!("it leaves the workspace by `cd {to}`")),
            }
        }
        state.folders = there;
        Ok(())
    }

    fn declared(&mut self, rest: &[Arg], state: &mut State) -> Walked {
        for arg in rest {
            let text = match arg {
                Arg::Known(text) if !text.starts_with('-') || text == "-p" => text,
                _ => {
                    return Err("a variable is declared in a way that is not known here".to_owned());
                }
            };
            let (name, value) = text.split_once('=').unwrap_or((text, ""));
            let value = if text.contains('=') {
                Arg::Known(value.to_owned())
            } else {
                Arg::Unknown
            };
            self.assigned(name, value, state)?;
        }
        Ok(())
    }
}

/// The texts of arguments, when all of them are known.
fn known(args: &[Arg]) -> Option<Vec<String>> {
    let text = |arg: &Arg| match arg {
        Arg::Known(text) => Some(text.clone()),
        _ => None,
    };
    args.iter().map(text).collect()
}

fn shown(args: &[Arg]) -> String {
    let text = |arg: &Arg| match arg {
        Arg::Unknown => "…".to_owned(),
        other => other.text().to_owned(),
    };
    let first = args.first().map(|first| programs::base_name(first.text()));
    let rest = args.iter().skip(1).map(text);
    first.into_iter().chain(rest).collect::<Vec<_>>().join(" ")
}

/// A word, expanded as far as that can be known.
fn value(word: &Word, state: &State) -> Arg {
    if word.is_braced {
        return Arg::Unknown;
    }
    if let [syntax::Part::Pipe(_)] = word.parts.as_slice() {
        return Arg::Known("/dev/stdin".to_owned());
    }
    let (mut text, mut is_glob) = (String::new(), false);
    for part in &word.parts {
        match part {
            syntax::Part::Text(piece) => text.push_str(piece),
            syntax::Part::Glob(letter) => {
                is_glob = true;
                text.push(*letter);
            }
            syntax::Part::Variable(name, is_quoted) => match state.vars.get(name) {
                // Without quotes a value is split, and may vanish.
                Some(Some(piece))
                    if *is_quoted
                        || !(piece.is_empty()
                            || piece.contains([' ', '\t', '\n', '*', '?', '['])) =>
                {
                    text.push_str(piece);
                }
                _ => return Arg::Unknown,
            },
            syntax::Part::Command(_) | syntax::Part::Pipe(_) | syntax::Part::Unknown => {
                return Arg::Unknown;
            }
        }
    }
    if is_glob {
        Arg::Glob(text)
    } else {
        Arg::Known(text)
    }
}
