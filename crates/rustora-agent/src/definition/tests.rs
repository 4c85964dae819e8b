//! The deviations of real collections, each in words of our own with the same shape, and what must not blow up.

use proptest::prelude::*;

use super::*;

/// Reads a definition that has to be one, and what was said about it: `line level kind`.
fn read(text: impl AsRef<[u8]>) -> (Definition, Vec<String>) {
    let parsed = parse(text.as_ref());
    let said = said(&parsed);
    let definition = parsed.definition;
    (definition.unwrap_or_else(|| panic!("{said:?}")), said)
}

fn said(parsed: &Parsed) -> Vec<String> {
    let one = |problem: &Problem| {
        assert!(!problem.what.is_empty() && !problem.todo.is_empty());
        format!(
            "{} {} {}",
            problem.line,
            problem.level.name(),
            problem.kind.name()
        )
    };
    parsed.problems.iter().map(one).collect()
}

/// A definition with these lines in its front matter besides the two that are wanted, which are lines 2 and 3.
fn with(lines: &str) -> (Definition, Vec<String>) {
    read(format!("---\nname: a\ndescription: d\n{lines}\n---\np\n"))
}

fn tools(definition: &Definition) -> Vec<String> {
    match &definition.tools {
        Tools::All => vec!["all".to_owned()],
        Tools::These(tools) => tools.iter().map(ToString::to_string).collect(),
    }
}

const QUIET: [String; 0] = [];

#[test]
fn a_plain_definition_has_its_fields_and_says_nothing() {
    let (definition, said) = read(
        "---
name: till-keeper
description: Use it for the till.
tools: Read, Grep
disallowedTools: [Bash]
model: opus
color: orange
memory: project
permissionMode: acceptEdits
maxTurns: 12
skills: [counting, closing]
mcpServers:
  - ledger
  - bank: { type: http, url: 'https://bank.example' }
hooks:
  PreToolUse:
    - matcher: Bash
      hooks:
        - type: command
          command: ./guard.sh
background: true
effort: high
isolation: worktree
initialPrompt: Open the till.
omitClaudeMd: true
---

Count twice.
",
    );
    assert_eq!(said, QUIET);
    assert_eq!(definition.name, "till-keeper");
    assert_eq!(tools(&definition), ["Read", "Grep"]);
    assert_eq!(definition.disallowed_tools[0].name, "Bash");
    assert_eq!(definition.model, Model::Alias("opus"));
    assert_eq!(definition.color, Some(Color::Named("orange")));
    assert_eq!(definition.memory, Some(MemoryScope::Project));
    assert_eq!(
        definition.permission_mode,
        Some(PermissionMode::AcceptEdits)
    );
    assert_eq!(definition.max_turns, Some(12));
    assert_eq!(definition.skills, ["counting", "closing"]);
    assert_eq!(definition.mcp_servers[0], McpServer::Named("ledger".into()));
    assert!(matches!(&definition.mcp_servers[1], McpServer::Inline { name, .. } if name == "bank"));
    let hook = &definition.hooks[0];
    let parts = (
        hook.event.as_str(),
        hook.matcher.as_deref(),
        hook.kind.as_str(),
    );
    assert_eq!(parts, ("PreToolUse", Some("Bash"), "command"));
    assert_eq!(definition.background, Some(true));
    assert_eq!(definition.effort, Some(Effort::High));
    assert_eq!(definition.isolation, Some(Isolation::Worktree));
    assert_eq!(definition.initial_prompt.as_deref(), Some("Open the till."));
    assert!(definition.omit_claude_md);
    assert_eq!(definition.prompt, "Count twice.");
    assert!(definition.unknown.is_empty());
}

#[test]
fn a_description_that_a_program_wrote_into_one_quoted_line_says_nothing() {
    let (definition, said) = read(
        r#"---
name: till-keeper
description: "Call it for tills, drawers and coins.\\n\\n<example>\\nContext: A drawer is short.\\nuser: \"The drawer lacks \\\"two\\\" coins\"\\nassistant: \"I'll have till-keeper count it.\"\\n<commentary>\\nCounting is its work.\\n</commentary>\\n</example>\\n\\n<example>\\nuser: \"Close the till\"\\n</example>"
model: opus
color: orange
memory: project
---

Count twice.
"#,
    );
    assert_eq!(said, QUIET);
    assert_eq!(definition.memory, Some(MemoryScope::Project));
    assert_eq!(
        definition.summary(),
        "Call it for tills, drawers and coins."
    );
    assert_eq!(
        definition.examples,
        [
            Example {
                context: "A drawer is short.".into(),
                user: "The drawer lacks \"two\" coins".into(),
                assistant: "I'll have till-keeper count it.".into(),
                commentary: "Counting is its work.".into(),
            },
            Example {
                user: "Close the till".into(),
                ..Example::default()
            },
        ]
    );
}

#[test]
fn a_colon_in_a_plain_value_is_text() {
    let (definition, said) = read(
        "---\nname: a\ndescription: Counts coins. Examples:\\n\\n<example>\\nContext: short\\nuser: \"Count it: now\"\\n</example>\ncolor: green\n---\np\n",
    );
    assert_eq!(said, ["3 warning quoted"]);
    assert_eq!(definition.examples[0].user, "Count it: now");
    assert_eq!(definition.summary(), "Counts coins.");
    assert_eq!(definition.color, Some(Color::Named("green")));
}

#[test]
fn lines_of_a_description_at_the_left_edge_belong_to_it() {
    let (definition, said) = read(
        "---
name: a
description: Counts coins.

<example>
Context: a drawer is short
user: \"Count: now\"
assistant: \"I count.\"
</example>
tools: Read, Agent(b:c, d:e)
---
p
",
    );
    assert_eq!(said, ["5 warning known-fields"]);
    assert_eq!(definition.examples[0].user, "Count: now");
    assert_eq!(definition.examples[0].assistant, "I count.");
    assert_eq!(tools(&definition), ["Read", "Agent(b:c, d:e)"]);
}

#[test]
fn a_list_and_a_nested_field_survive_the_last_step() {
    let (definition, said) = read(
        "---
name: a
description: Counts: coins
  and: notes
tools:
  - Read
  - Bash
hooks:
  Stop:
    - hooks:
        - type: command
          command: x
---
p
",
    );
    assert_eq!(said, ["3 warning known-fields"]);
    assert_eq!(definition.description, "Counts: coins\nand: notes");
    assert_eq!(tools(&definition), ["Read", "Bash"]);
    assert_eq!(definition.hooks.len(), 1);
}

#[test]
fn bytes_that_are_no_text_are_taken_out() {
    let (definition, said) = read(b"---\nname: a\ndescription: two\0 co\0ins\n---\np\0\n");
    assert_eq!(said, ["3 warning bytes"]);
    assert_eq!(definition.description, "two coins");
    assert_eq!(definition.prompt, "p");
    let (definition, said) = read(b"---\nname: a\ndescription: caf\xe9\n---\np\n");
    assert_eq!(said, ["3 warning bytes"]);
    assert_eq!(definition.description, "caf\u{fffd}");
    let utf16 = parse(b"\xff\xfe-\0-\0-\0");
    assert_eq!(self::said(&utf16), ["1 error bytes"]);
}

#[test]
fn line_ends_and_byte_order_marks_are_nobodys_fault() {
    let (definition, said) =
        read("\u{feff}---\r\nname: a\r\ndescription: |\r\n  one\r\n  two\r\n---\r\np\r\n");
    assert_eq!(said, QUIET);
    assert_eq!(definition.description, "one\ntwo");
    let (definition, said) = read("---\rname: a\rdescription: d\r---\rp\r");
    assert_eq!(said, QUIET);
    assert_eq!(definition.prompt, "p");
    let (_, said) = read("\n\n---\nname: a\ndescription: d\n---\np\n");
    assert_eq!(said, ["1 warning bytes"]);
}

#[test]
fn tabs_are_two_spaces() {
    let (definition, said) = with("tools:\n\t- Read\n\t- Bash");
    assert_eq!(said, ["5 warning tabs"]);
    assert_eq!(tools(&definition), ["Read", "Bash"]);
}

#[test]
fn tools_come_as_text_and_as_lists() {
    for (lines, wanted) in [
        (
            "tools: Read, Bash(git log:*), mcp__ide__getDiagnostics",
            &["Read", "Bash(git log:*)", "mcp__ide__getDiagnostics"][..],
        ),
        ("tools: [Read, Grep]", &["Read", "Grep"]),
        (
            "tools:\n  - Read\n  - Agent(x, y)",
            &["Read", "Agent(x, y)"],
        ),
        ("tools: \"Read, Write,\"", &["Read", "Write"]),
        ("tools: \"['Read', 'Grep']\"", &["Read", "Grep"]),
        ("tools: \"*\"", &["all"]),
        ("tools: ['*']", &["all"]),
        ("tools:", &["all"]),
        ("tools: []", &[]),
    ] {
        let (definition, said) = with(lines);
        assert_eq!(said, QUIET, "{lines}");
        assert_eq!(tools(&definition), wanted, "{lines}");
    }
    let (definition, said) = with("tools: *");
    assert_eq!(said, ["4 warning quoted"]);
    assert_eq!(definition.tools, Tools::All);
}

#[test]
fn tools_of_other_programs_are_kept_and_told_with_what_to_write() {
    let parsed = parse(
        b"---\nname: a\ndescription: d\ntools: ['edit/editFiles', 'runCommands', 'microsoft.docs.mcp', 'read']\n---\np\n",
    );
    let todos: Vec<&str> = parsed
        .problems
        .iter()
        .map(|problem| problem.todo.as_str())
        .collect();
    assert_eq!(
        todos,
        [
            "the nearest to it is: Edit",
            "the nearest to it is: Bash",
            "take it out, or write a tool of an MCP server as `mcp__server__tool`",
            "write `Read`",
        ]
    );
    let kept = tools(&parsed.definition.unwrap());
    assert_eq!(
        kept,
        [
            "edit/editFiles",
            "runCommands",
            "microsoft.docs.mcp",
            "read"
        ]
    );
}

#[test]
fn colours_and_models_that_nobody_knows_are_told_with_the_nearest() {
    for (line, todo, name) in [
        ("color: magenta", "the nearest is `color: pink`", "magenta"),
        (
            "color: '#10B981'",
            "the nearest is `color: green`",
            "#10B981",
        ),
        ("color: \"#e00\"", "the nearest is `color: red`", "#e00"),
        ("color: plaid", "write one of them", "plaid"),
    ] {
        let parsed = parse(format!("---\nname: a\ndescription: d\n{line}\n---\np\n").as_bytes());
        assert_eq!(said(&parsed), ["4 warning value"], "{line}");
        assert_eq!(parsed.problems[0].todo, todo);
        assert_eq!(parsed.definition.unwrap().color.unwrap().name(), name);
    }
    let (definition, said) = with("model: Claude Sonnet 4.5 (copilot)");
    assert_eq!(said, ["4 warning value"]);
    assert_eq!(definition.model, Model::Alias("sonnet"));
    let (definition, said) = with("model: Some Model 9");
    assert_eq!(said, ["4 warning value"]);
    assert_eq!(definition.model, Model::Inherit);
    for (line, name) in [
        ("model: Inherit", "inherit"),
        ("model: OPUS", "opus"),
        (
            "model: claude-sonnet-4-5-20250929",
            "claude-sonnet-4-5-20250929",
        ),
        ("model: qwen/qwen3:8b", "qwen/qwen3:8b"),
    ] {
        let (definition, said) = with(line);
        assert_eq!((definition.model.name(), said), (name, Vec::new()));
    }
}

#[test]
fn what_other_loaders_take_is_taken() {
    let (definition, said) = with(
        "maxTurns: '30'\nbackground: \"true\"\neffort: med\npermissionMode: manual\nskills: one, two\nmcpServers: ledger, bank",
    );
    assert_eq!(said, QUIET);
    assert_eq!(definition.max_turns, Some(30));
    assert_eq!(definition.background, Some(true));
    assert_eq!(definition.effort, Some(Effort::Medium));
    assert_eq!(definition.permission_mode, Some(PermissionMode::Default));
    assert_eq!(definition.skills, ["one", "two"]);
    assert_eq!(definition.mcp_servers.len(), 2);
    let (definition, said) = with("effort: 4096\nmcpServers:\n  bank:\n    command: bank");
    assert_eq!(said, QUIET);
    assert_eq!(definition.effort, Some(Effort::Tokens(4096)));
    assert_eq!(definition.mcp_servers.len(), 1);
}

#[test]
fn what_does_not_fit_its_field_is_told_and_not_used() {
    for line in [
        "memory: team",
        "memory: [user]",
        "permissionMode: yolo",
        "maxTurns: 0",
        "maxTurns: many",
        "background: perhaps",
        "effort: huge",
        "isolation: container",
        "skills: { a: b }",
        "mcpServers: [[a]]",
        "mcpServers: { a: b }",
        "hooks: [a]",
        "hooks: { Stop: [{ command: x }] }",
        "initialPrompt: [a]",
        "model: [opus]",
    ] {
        let (definition, said) = with(line);
        assert_eq!(said, ["4 warning value"], "{line}");
        let (plain, _) = with("");
        assert_eq!(definition, plain, "{line}");
    }
    let (definition, said) = with("permissionMode: accept-edits\nbackground: yes");
    assert_eq!(said, ["4 warning value", "5 warning value"]);
    assert_eq!(
        definition.permission_mode,
        Some(PermissionMode::AcceptEdits)
    );
    assert_eq!(definition.background, Some(true));
}

#[test]
fn unknown_fields_are_kept_and_told_once() {
    let (definition, said) =
        with("version: 1.0.0\nauthor: Somebody\ncategory: tills\ntags: [a, b]");
    assert_eq!(
        said,
        [4, 5, 6, 7].map(|line| format!("{line} note unknown-field"))
    );
    let keys: Vec<&str> = definition
        .unknown
        .iter()
        .map(|entry| entry.key.as_str())
        .collect();
    assert_eq!(keys, ["version", "author", "category", "tags"]);
    let parsed =
        parse(b"---\nname: a\ndescription: d\nmax-turns: 3\nallowed-tools: Read\n---\np\n");
    let todos: Vec<&str> = parsed
        .problems
        .iter()
        .map(|problem| problem.todo.as_str())
        .collect();
    assert_eq!(todos, ["write `maxTurns`", "write `tools`"]);
    assert_eq!(said_levels(&parsed), [Level::Warning, Level::Warning]);
}

fn said_levels(parsed: &Parsed) -> Vec<Level> {
    parsed
        .problems
        .iter()
        .map(|problem| problem.level)
        .collect()
}

#[test]
fn names_are_what_is_written_and_told_when_they_are_no_names() {
    let (definition, said) = read("---\nname: Till  Keeper (EU)\ndescription: d\n---\np\n");
    assert_eq!(said, ["2 warning value"]);
    assert_eq!(definition.name, "Till Keeper (EU)");
    assert_eq!(definition.folder_name(), "till-keeper-eu");
    for name in ["../../etc", "a/b", ".."] {
        let parsed = parse(format!("---\nname: {name}\ndescription: d\n---\np\n").as_bytes());
        if let Some(definition) = parsed.definition {
            assert!(!definition.folder_name().contains(['/', '.']), "{name}");
        }
    }
}

#[test]
fn what_cannot_be_rescued_is_an_error_that_says_what_to_write() {
    for (text, wanted, todo) in [
        (
            "# A page\n\nWords.\n",
            "1 note no-front-matter",
            "begin the file with",
        ),
        ("", "1 note no-front-matter", "begin the file with"),
        (
            "---\nname: a\ndescription: d\n",
            "1 error no-front-matter",
            "`---` below",
        ),
        (
            "---\ndescription: d\n---\np\n",
            "1 error missing",
            "`name: my-agent`",
        ),
        (
            "---\nname: '!'\ndescription: d\n---\np\n",
            "2 error missing",
            "`name: my-agent`",
        ),
        (
            "---\nname: a\n---\np\n",
            "1 error missing",
            "`description: Use a when …`",
        ),
        (
            "---\nname: a\ndescription: ''\n---\np\n",
            "3 error missing",
            "`description: Use a",
        ),
        (
            "---\n- just: [words\n---\np\n",
            "3 error known-fields",
            "one field a line",
        ),
        (
            "---\nwords\n---\np\n",
            "2 error known-fields",
            "one field a line",
        ),
        ("---\n---\np\n", "1 error missing", "`name: my-agent`"),
    ] {
        let parsed = parse(text.as_bytes());
        assert_eq!(parsed.definition, None, "{text}");
        assert_eq!(said(&parsed), [wanted], "{text}");
        assert!(
            parsed.problems[0].todo.contains(todo),
            "{:?}",
            parsed.problems
        );
    }
}

#[test]
fn a_description_may_be_long_and_may_end_too_early() {
    let long = "Counts coins in drawers of every kind. ".repeat(147);
    assert!(long.len() > 5_700);
    let (definition, said) = read(format!("---\nname: a\ndescription: {long}\n---\np\n"));
    assert_eq!(said, QUIET);
    assert_eq!(definition.description, long.trim());
    let (definition, said) =
        read("---\nname: a\ndescription: Counts as in issue #12 and later.\n---\np\n");
    assert_eq!(said, ["3 warning value"]);
    assert_eq!(definition.description, "Counts as in issue");
    let (_, said) = with("");
    assert_eq!(said, QUIET);
    let (_, said) = read("---\nname: a\ndescription: d\n---\n\n");
    assert_eq!(said, ["1 warning missing"]);
}

#[test]
fn a_path_keeps_its_backslashes() {
    let (definition, said) =
        read("---\nname: a\ndescription: Reads C:\\new\\tills.\\n\\nNow\n---\np\n");
    assert_eq!(said, QUIET);
    assert_eq!(definition.description, "Reads C:\\new\\tills.\\n\\nNow");
    let (definition, _) = read("---\nname: a\ndescription: Examples:\\n\\nuser\\nnow\n---\np\n");
    assert_eq!(definition.description, "Examples:\n\nuser\nnow");
}

#[test]
fn nothing_that_is_read_blows_up() {
    let front = |lines: &str| format!("---\nname: a\ndescription: d\n{lines}\n---\np\n");
    let mut laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let line = vec![format!("*a{}", level - 1); 9].join(", ");
        laughs.extend([
            "a",
            &level.to_string(),
            ": &a",
            &level.to_string(),
            " [",
            &line,
            "]\n",
        ]);
    }
    let keys: String = (0..40_000)
        .flat_map(|key| ["k".to_owned(), key.to_string(), ": v\n".to_owned()])
        .collect();
    for text in [
        front(&laughs),
        front(&format!("hooks: {}", "[".repeat(500_000))),
        front(&format!(
            "hooks: {}{}",
            "[".repeat(300_000),
            "]".repeat(300_000)
        )),
        front(&format!("hooks: {}", "{a: ".repeat(200_000))),
        front(&format!("hooks:\n{}", "- ".repeat(200_000))),
        front(&format!("hooks: &a [{}]", "*a, ".repeat(100_000))),
        front(&format!("hooks: {}", "a: ".repeat(200_000))),
        front(&format!("tools: {}", "(,".repeat(300_000))),
        front(&format!("x: \"{}", "\\".repeat(400_000))),
        front(&format!("x: {}", "? ".repeat(200_000))),
        front(&keys),
        front(&"\t".repeat(400_000)),
        front(&"---a\n".repeat(100_000)),
    ] {
        drop(parse(text.as_bytes()));
    }
    let huge = parse(&vec![b'a'; 10 << 20]);
    assert_eq!(said(&huge), ["1 error unreadable"]);
    // The rescue keeps the fields that come before.
    let (definition, _) = read(front(&laughs));
    assert_eq!(definition.description, "d");
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_the_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        drop(parse(&bytes));
    }

    #[test]
    fn any_front_matter_is_a_definition_or_says_why_not(lines in "([a-z]{1,6}: ?[ \\[\\]{}:#&*!|>'\"%@,\\\\n\ta-z-]{0,12}\n){0,6}") {
        let parsed = parse(format!("---\nname: a\ndescription: d\n{lines}---\np\n").as_bytes());
        let has_error = parsed.problems.iter().any(|problem| problem.level == Level::Error);
        prop_assert_eq!(parsed.definition.is_none(), has_error, "{:?}", parsed);
        let lines = 5 + u32::try_from(lines.matches('\n').count()).unwrap();
        prop_assert!(parsed.problems.iter().all(|problem| (1..=lines).contains(&problem.line)), "{:?}", parsed);
    }

    #[test]
    fn a_value_on_one_line_is_kept_whatever_it_holds(value in "[a-z][ :#&*!|>%@a-z]{0,30}[a-z]") {
        prop_assume!(!value.contains(" #"));
        let text = format!("---\nname: a\ndescription: {value}\nmodel: opus\n---\np\n");
        let definition = parse(text.as_bytes()).definition.unwrap();
        prop_assert_eq!(definition.description, value);
        prop_assert_eq!(definition.model, Model::Alias("opus"));
    }
}
