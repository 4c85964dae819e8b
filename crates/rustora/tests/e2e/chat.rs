//! A conversation at a terminal that the test holds the other end of. A script stands for the model, everything else is real.

use std::fs;
use std::io::{Read as _, Write as _};
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use serde_json::{Value, json};

use crate::support::Project;
use crate::working::{package, says};

/// How long anything may take: the gates compile and test.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the program has written so far, and whether it can write no more.
type Screen = Arc<(Mutex<(String, bool)>, Condvar)>;

/// A terminal with `rustora chat` in it.
struct Terminal {
    pty: Arc<Pty>,
    child: Child,
    screen: Screen,
    /// How much of the screen was waited for.
    at: usize,
}

impl Terminal {
    /// Starts it, with a model that gives these answers, and waits for its prompt.
    fn new(project: &Project, answers: &[Value], args: &[&str]) -> Self {
        let mut terminal = Self::start(project, answers, args);
        terminal.sees("/help");
        terminal.sees("› ");
        terminal
    }

    fn start(project: &Project, answers: &[Value], args: &[&str]) -> Self {
        let lines: Vec<String> = answers.iter().map(Value::to_string).collect();
        project.write("script.jsonl", lines.join("\n"));
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(50, 100)).unwrap();
        let program = project.program(env!("CARGO_BIN_EXE_rustora"), &[&["chat"], args].concat());
        let mut command = Command::new(program.get_program())
            .args(program.get_args())
            .current_dir(project.root())
            .env_clear();
        for (name, value) in program.get_envs() {
            command = command.env(name, value.unwrap());
        }
        let script = project.root().join("script.jsonl");
        let command = command.env("RUSTORA_SCRIPT", script).env("TERM", "xterm");
        let child = command.spawn(pts).unwrap();
        let pty = Arc::new(pty);
        let screen = Screen::default();
        let (from, to) = (Arc::clone(&pty), Arc::clone(&screen));
        thread::spawn(move || read(&from, &to));
        Self {
            pty,
            child,
            screen,
            at: 0,
        }
    }

    fn types(&self, text: &str) {
        (&*self.pty).write_all(text.as_bytes()).unwrap();
    }

    /// Waits until a text stands behind what was waited for before, and returns what stands between.
    #[track_caller]
    fn sees(&mut self, text: &str) -> String {
        let at = self.at;
        let found = self.until(|shown, _| shown[at..].find(text));
        match found {
            Ok(found) => {
                let between = self.shown()[at..at + found].to_owned();
                self.at = at + found + text.len();
                between
            }
            Err(shown) => panic!("{text:?} is not behind byte {at} of\n{shown}"),
        }
    }

    /// Waits until a call runs, and permits it where it is asked about: that is where there are no walls.
    #[track_caller]
    fn permits(&mut self, call: &str) {
        let at = self.at;
        let asks = |shown: &str| shown[at..].contains("may it?");
        let found = self.until(|shown, _| {
            let runs = shown[at..].contains(call);
            (runs || asks(shown)).then_some(0)
        });
        if found.is_ok() && asks(&self.shown()) {
            self.types("y\r");
        }
        self.sees(call);
    }

    /// Waits for the end, and returns the exit code and what was written since.
    #[track_caller]
    fn ends(mut self) -> (i32, String) {
        if let Err(shown) = self.until(|_, is_over| is_over.then_some(0)) {
            panic!("it does not end:\n{shown}");
        }
        let code = self.child.wait().unwrap().code().unwrap_or(-1);
        (code, self.shown()[self.at..].to_owned())
    }

    /// What `found` finds on the screen, or the screen.
    fn until(&self, found: impl Fn(&str, bool) -> Option<usize>) -> Result<usize, String> {
        let (lock, changed) = &*self.screen;
        let mut result = None;
        let mut goes_on = |state: &mut (String, bool)| {
            result = found(&plain(&state.0), state.1);
            result.is_none() && !state.1
        };
        let guard = lock.lock().unwrap();
        let waited = changed.wait_timeout_while(guard, PATIENCE, &mut goes_on);
        let raw = waited.unwrap().0.0.clone();
        result.ok_or_else(|| plain(&raw))
    }

    fn shown(&self) -> String {
        plain(&self.raw())
    }

    fn raw(&self) -> String {
        self.screen.0.lock().unwrap().0.clone()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn read(pty: &Pty, screen: &Screen) {
    let (lock, changed) = &**screen;
    let mut left = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = (&*pty).read(&mut buffer).unwrap_or(0);
        let mut state = lock.lock().unwrap();
        if count == 0 {
            state.1 = true;
            changed.notify_all();
            return;
        }
        left.extend_from_slice(&buffer[..count]);
        // A character may have arrived in half.
        let whole = match std::str::from_utf8(&left) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let text: Vec<u8> = left.drain(..whole).collect();
        state.0.push_str(&String::from_utf8(text).unwrap());
        changed.notify_all();
    }
}

/// What is left to read without colours and movements.
fn plain(raw: &str) -> String {
    anstream::adapter::strip_str(raw).to_string()
}

fn calls(id: &str, tool: &str, arguments: &Value) -> Value {
    json!({ "parts": [{ "tool_call": { "id": id, "name": tool, "arguments": arguments } }] })
}

/// The events of the only session.
fn events(project: &Project) -> Vec<Value> {
    let sessions = project.rustora(&["sessions", "--format", "json"]).stdout;
    let session: Value = serde_json::from_str(sessions.lines().next().unwrap()).unwrap();
    let shown = project.rustora(&["sessions", session["id"].as_str().unwrap()]);
    let lines = shown.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What was asked in it.
fn asked(project: &Project) -> Vec<String> {
    let events = events(project);
    let asked = events.iter().filter(|event| event["event"] == "asked");
    asked
        .map(|event| event["text"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_answer_is_drawn_and_what_of_it_is_proven_is_said_below() {
    let project = package();
    let answer =
        "## Prices\n\nUse **`total`** so:\n\n```rust\nlet sum: u32 = shop::total(1, 2);\n```\n";
    let mut terminal = Terminal::new(&project, &[says(answer)], &[]);
    terminal.types("how do I add prices?\r");
    terminal.sees("┆ ## Prices");
    terminal.sees("┆ Use `total` so:");
    terminal.sees("rust, line 6, unproven yet");
    terminal.sees("  let sum: u32 = shop::total(1, 2);");
    terminal.sees("proven: 1 block (line 6)");
    terminal.sees("tokens: ");
    terminal.sees("› ");
    assert!(terminal.raw().contains("\u{1b}[1m"), "it is styled");
    assert_eq!(terminal.shown().matches("shop::total").count(), 1);
    terminal.types("\u{4}");
    let (code, rest) = terminal.ends();
    assert_eq!(code, 0);
    assert!(rest.contains("rustora chat --session "), "{rest}");
}

#[test]
fn an_edit_is_shown_before_it_is_done_and_only_yes_does_it() {
    let project = package();
    let read = calls("1", "read", &json!({ "path": "src/lib.rs" }));
    let edit = |id: &str| {
        let change =
            json!({ "path": "src/lib.rs", "old": "//! A shop.", "new": "//! A small shop." });
        calls(id, "edit", &change)
    };
    let answers = [
        read,
        edit("2"),
        says("Then not."),
        edit("3"),
        says("Then not, again."),
        edit("4"),
        says("It is small now."),
    ];
    let file = || fs::read_to_string(project.root().join("src/lib.rs")).unwrap();
    let before = file();
    let mut terminal = Terminal::new(&project, &answers, &[]);
    for answer in ["n\r", "say it in the README instead\r", "y\r"] {
        terminal.types("make it small\r");
        terminal.sees("edit wants to do this");
        terminal.sees("edit src/lib.rs");
        terminal.sees("1 - //! A shop.");
        terminal.sees("1 + //! A small shop.");
        terminal.sees("it asks since changes ");
        terminal.sees("may it? [y/N] ");
        assert_eq!(file(), before);
        terminal.types(answer);
        if answer == "y\r" {
            terminal.sees("● edit src/lib.rs");
            terminal.sees("It is small now.");
            let verdict = terminal.sees("tokens: ");
            assert!(verdict.contains("gates green: "), "{verdict}");
        } else {
            terminal.sees("not run: the person says no");
            terminal.sees("Then not");
            assert_eq!(file(), before);
        }
        terminal.sees("› ");
    }
    assert!(file().starts_with("//! A small shop."));
    let told = events(&project);
    let instead = |event: &&Value| {
        event["content"]
            .to_string()
            .contains("in the README instead")
    };
    assert!(
        told.iter().any(|event| instead(&event)),
        "the model is told"
    );
}

#[test]
fn a_yes_that_stays_is_for_the_same_command_alone() {
    let project = package();
    let reset = |id: &str, to: &str| {
        calls(
            id,
            "shell",
            &json!({ "line": format!("git reset --hard {to}") }),
        )
    };
    let answers = [
        reset("1", "HEAD"),
        reset("2", "HEAD"),
        reset("3", "HEAD~0"),
        says("So it is."),
    ];
    let mut terminal = Terminal::new(&project, &answers, &["--permission-mode", "auto"]);
    terminal.types("go back\r");
    terminal.sees("│ git reset --hard HEAD");
    terminal.sees("may it? [y/N] ");
    terminal.types("a\r");
    let between = terminal.sees("│ git reset --hard HEAD~0");
    assert_eq!(between.matches("may it?").count(), 0, "{between}");
    assert_eq!(between.matches("● shell git reset --hard HEAD").count(), 2);
    terminal.sees("may it? [y/N] ");
    // Enter alone is no yes.
    terminal.types("\r");
    terminal.sees("not run: the person says no");
    terminal.sees("So it is.");
}

#[test]
fn what_was_typed_before_a_question_does_not_answer_it() {
    let project = package();
    let wait = "while ! test -e go; do sleep 0.02; done";
    let answers = [
        calls("1", "shell", &json!({ "line": wait })),
        calls("2", "shell", &json!({ "line": "git reset --hard HEAD" })),
        says("Not so, then."),
    ];
    let mut terminal = Terminal::new(&project, &answers, &[]);
    terminal.types("go back\r");
    terminal.permits("● shell while");
    // The terminal itself repeats what is typed while the program does not read.
    terminal.types("yes\r");
    terminal.sees("yes");
    project.write("go", "");
    terminal.sees("│ git reset --hard HEAD");
    terminal.sees("may it? [y/N] ");
    terminal.types("\r");
    terminal.sees("not run: the person says no");
    terminal.sees("Not so, then.");
}

/// How many processes run with this among their arguments.
#[cfg(target_os = "linux")]
fn running(argument: &str) -> usize {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let lines = processes.filter_map(|process| fs::read(process.path().join("cmdline")).ok());
    let is = |line: &Vec<u8>| {
        line.split(|byte| *byte == 0)
            .any(|word| word == argument.as_bytes())
    };
    lines.filter(is).count()
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_a_tool_with_all_that_it_started_and_the_prompt_is_back() {
    let project = package();
    let seconds = format!("600.{}", std::process::id());
    let line = format!("sleep {seconds} & sleep {seconds}");
    let answers = [
        calls("1", "shell", &json!({ "line": line })),
        calls("2", "shell", &json!({ "line": "git reset --hard HEAD" })),
        says("Still here."),
    ];
    let mut terminal = Terminal::new(&project, &answers, &["--permission-mode", "auto"]);
    terminal.types("wait\r");
    terminal.permits("● shell sleep");
    let started = std::time::Instant::now();
    while running(&seconds) < 2 {
        assert!(started.elapsed() < PATIENCE, "{}", terminal.shown());
        thread::sleep(Duration::from_millis(20));
    }
    terminal.types("\u{3}");
    terminal.sees("stopped: you wanted no more");
    terminal.sees("› ");
    assert_eq!(running(&seconds), 0);
    // At the question, too, it ends the turn; and the conversation goes on.
    terminal.types("go back\r");
    terminal.sees("may it? [y/N] ");
    terminal.types("\u{3}");
    terminal.sees("stopped: you wanted no more");
    terminal.sees("› ");
    terminal.types("and now?\r");
    terminal.sees("Still here.");
    terminal.sees("› ");
    terminal.types("half a line\u{3}");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends().0, 0);
}

#[test]
fn what_is_refuted_is_taken_back_and_never_called_proven() {
    let project = package();
    let wrong = "It is:\n\n```rust\nlet sum: String = shop::total(1, 2);\n```\n";
    let answers = vec![says(wrong); 4];
    let mut terminal = Terminal::start(&project, &answers, &["add them"]);
    // The request on the command line comes first.
    terminal.sees("› add them");
    terminal.sees("› ");
    let shown = terminal.shown();
    let withdrawn = shown.matches("withdrawn: the code in line 4 is refuted: ");
    assert_eq!(withdrawn.count(), 3, "{shown}");
    assert!(
        shown.contains("NOT DONE: the code in line 4 of the answer is refuted: "),
        "{shown}"
    );
    assert!(shown.contains("refuted: 1 block (line 4)"), "{shown}");
    assert!(
        !shown.contains("proven: 1") && !shown.contains("green"),
        "{shown}"
    );
    assert_eq!(
        shown.matches("shop::total").count(),
        4,
        "once for each answer"
    );
    terminal.types("/exit\r");
    terminal.sees("goes on with this");
}

#[test]
fn what_a_model_says_cannot_command_the_terminal() {
    let project = package();
    let hostile = "\u{1b}[2J\u{1b}]0;mine\u{7}\u{9b}2J\u{202e}";
    let wide = format!("{:95}wide", "");
    let line = format!("git reset --hard {hostile}\n  y yes, all is well\r\u{1b}[3A\n{wide}");
    let answers = [
        calls("1", "shell", &json!({ "line": line })),
        says(&format!(
            "# a{hostile}\n\n- b `{hostile}`\n\n```{hostile}\nc{hostile}\n```\n| x{hostile} |\n|-|\n"
        )),
    ];
    let mut terminal = Terminal::new(&project, &answers, &[]);
    terminal.types("be kind\r");
    terminal.sees("│   y yes, all is well");
    // Nor does a line that the terminal would have broken begin where the program's lines do.
    terminal.sees("┊ wide");
    terminal.sees("may it? [y/N] ");
    terminal.types("n\r");
    terminal.sees("tokens: ");
    let raw = terminal.raw();
    for command in [
        "\u{1b}[2J",
        "\u{1b}]",
        "\u{7}",
        "\u{9b}",
        "\u{202e}",
        "\u{1b}[3A",
    ] {
        assert!(!raw.contains(command), "{command:?} in {raw:?}");
    }
    assert!(raw.contains("␛[2J"), "{raw:?}");
}

#[test]
fn a_line_may_go_on_and_is_there_the_next_time() {
    let project = package();
    let config = project.home().join(".config/rustora");
    fs::create_dir_all(&config).unwrap();
    let prices = "[prices.\"scripted/script\"]\ninput = 2\noutput = 10\ncurrency = \"EUR\"\n";
    fs::write(config.join("rustora.toml"), prices).unwrap();
    let answer =
        json!({ "parts": [{ "text": "Yes." }], "usage": { "input": 1000, "output": 100 } });
    let answers = vec![answer; 4];
    let mut terminal = Terminal::new(&project, &answers, &[]);
    terminal.types("one\\\r");
    terminal.sees("… ");
    terminal.types("two\r");
    terminal.sees("Yes.");
    let cost = "tokens: 1,000 in, 100 out, 0.0030 EUR · session: 1,000 in, 100 out, 0.0030 EUR";
    terminal.sees(cost);
    terminal.sees("› ");
    terminal.types("three\u{1b}\rfour\r");
    terminal.sees("tokens: ");
    terminal.sees("› ");
    terminal.types("\u{1b}[200~five\nsix\n\u{1b}[201~seven\r");
    terminal.sees("tokens: ");
    terminal.sees("› ");
    terminal.types("/hlep\r");
    terminal.sees("there is no /hlep; /help is near it");
    terminal.sees("› ");
    terminal.types("/mode plan\r");
    terminal.sees("mode plan");
    terminal.sees("› ");
    terminal.types("/cost\r");
    terminal.sees("session: 3,000 in, 300 out, 0.0090 EUR");
    terminal.sees("› ");
    terminal.types("/session\r");
    terminal.sees("goes on with it");
    terminal.sees("› ");
    terminal.types("/exit\r");
    assert_eq!(terminal.ends().0, 0);
    assert_eq!(
        asked(&project),
        ["one\ntwo", "three\nfour", "five\nsix\nseven"]
    );
    let id = events(&project)[0]["id"].as_str().unwrap().to_owned();

    let answers = [says("And so it goes on.")];
    let mut terminal = Terminal::start(&project, &answers, &["--session", &id]);
    terminal.sees("you had asked last: five");
    terminal.sees("› ");
    // Up to before `/exit`, `/session`, `/cost`, `/mode`, `/hlep`: what was asked last.
    terminal.types(&"\u{1b}[A".repeat(5));
    terminal.sees("/hlep");
    terminal.types("\u{3}\u{1b}[A\u{3}");
    terminal.types("and then?\r");
    terminal.sees("And so it goes on.");
    terminal.sees("session: 3,000 in, 300 out, 0.0090 EUR");
    assert_eq!(asked(&project).len(), 4);
}

#[test]
fn without_a_terminal_it_says_what_to_use() {
    let project = package();
    let run = project.rustora(&["chat", "hello"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.stderr.contains("is no terminal") && run.stderr.contains("rustora run"),
        "{run:?}"
    );
}
