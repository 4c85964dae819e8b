//! Look-up on a machine in memory, and links on a real one.

use rustora_host::{Folder, MemoryHost, OsHost};

use super::*;
use crate::{Kind, Level};

fn agent(name: &str, says: &str) -> String {
    format!("---\nname: {name}\ndescription: {says}\n---\nprompt\n")
}

/// `name says origin`, with what wins for those that lose.
fn listed(catalog: &Catalog) -> Vec<String> {
    let one = |agent: &Agent| {
        let (name, says) = (&agent.definition.name, agent.definition.summary());
        let lost = agent.shadowed_by.map(|index| {
            let winner = &catalog.agents[index].definition;
            format!(" < {}", winner.summary())
        });
        format!(
            "{name} {says} {}{}",
            agent.origin.name(),
            lost.unwrap_or_default()
        )
    };
    let ours = catalog
        .agents
        .iter()
        .filter(|agent| agent.origin != Origin::BuiltIn);
    ours.map(one).collect()
}

#[test]
fn the_nearest_definition_of_a_name_wins() {
    let files = [
        ("/home/.claude/agents/x.md", agent("a", "user")),
        ("/home/.claude/agents/deep/y.md", agent("u", "user")),
        ("/r/.git/HEAD", String::new()),
        ("/r/.claude/agents/one.md", agent("a", "outer")),
        ("/r/s/.claude/agents/two.md", agent("a", "inner")),
        ("/r/s/.rustora/agents/t/three.md", agent("a", "ours")),
        ("/r/s/.claude/agents/README.md", "# Agents\n".to_owned()),
        (
            "/.claude/agents/four.md",
            agent("z", "outside of the repository"),
        ),
    ];
    let files = files.iter().map(|(path, text)| (*path, text.as_str()));
    let host = MemoryHost::new(files).var_set("HOME", "/home");
    let json = r#"{"a": {"description": "said", "prompt": "p", "maxTurns": 3, "tools": ["Read"]}}"#;
    let catalog = super::catalog(&host, Path::new("/r/s"), Some(json)).unwrap();
    assert_eq!(
        listed(&catalog),
        [
            "a said command-line",
            "a inner project < said",
            "a ours project < said",
            "a outer project < said",
            "u user user",
            "a user user < said",
        ]
    );
    assert_eq!(catalog.find("a").unwrap().definition.max_turns, Some(3));
    assert!(catalog.find("RustBackend_Architect").is_some());
    assert!(catalog.find("z").is_none());
    assert_eq!(catalog.unusable.len(), 1);
    assert_eq!(catalog.unusable[0].problems[0].level, Level::Note);

    let catalog = super::catalog(&host, Path::new("/r"), None).unwrap();
    assert_eq!(listed(&catalog)[0], "a outer project");
    let catalog = super::catalog(&host, Path::new("/home"), None).unwrap();
    assert_eq!(listed(&catalog), ["u user user", "a user user"]);
}

#[test]
fn agents_of_the_command_line_have_to_be_agents() {
    let host = MemoryHost::default();
    for (json, part) in [
        ("", "--agents"),
        ("[]", "no object"),
        (r#"{"a": 1}"#, "no object"),
        (r#"{"a": {"prompt": "p"}}"#, "`description`"),
        (r#"{"": {"description": "d"}}"#, "`name`"),
    ] {
        let error = super::catalog(&host, Path::new("/"), Some(json)).unwrap_err();
        assert!(error.to_string().contains(part), "{json}: {error}");
        assert!(!error.hint().is_empty());
    }
}

#[test]
fn a_check_says_each_thing_once_and_the_worst_first() {
    let with = |name: &str| {
        format!("---\nname: {name}\nversion: 1\ndescription: d\ntools: Read, search\n---\np\n")
    };
    let files = [
        ("/d/a.md", with("a")),
        ("/d/b.md", with("b")),
        ("/d/deep/c.md", with("a")),
        ("/d/e.md", "---\nname: e\n---\n".to_owned()),
        ("/d/notes.md", "notes".to_owned()),
        ("/d/not.txt", "no".to_owned()),
    ];
    let host = MemoryHost::new(files.iter().map(|(path, text)| (*path, text.as_str())));
    let checked = check(&host, Path::new("/d")).unwrap();
    let said: Vec<_> = checked
        .findings
        .iter()
        .map(|finding| (finding.level, finding.kind, finding.places.len()))
        .collect();
    assert_eq!(
        said,
        [
            (Level::Error, Kind::Missing, 1),
            (Level::Warning, Kind::UnknownTool, 3),
            (Level::Warning, Kind::Twice, 1),
            (Level::Note, Kind::UnknownField, 3),
            (Level::Note, Kind::NoFrontMatter, 1),
        ]
    );
    assert_eq!((checked.files, checked.agents), (5, 3));
    assert!(checked.has_problems());
    assert!(check(&host, Path::new("/nowhere")).is_err());
    let one = check(&host, Path::new("/d/notes.md")).unwrap();
    assert!(!one.has_problems() && one.files == 1);
}

#[test]
fn bounds_are_told_when_they_are_hit() {
    let deep = format!("/d/{}x.md", "f/".repeat(20));
    let host = MemoryHost::default()
        .with(deep, agent("x", "d"))
        .with("/d/large.md", vec![b'a'; 2 << 20]);
    let checked = check(&host, Path::new("/d")).unwrap();
    let whats: Vec<&str> = checked
        .findings
        .iter()
        .map(|finding| finding.what.as_str())
        .collect();
    assert!(whats[0].contains("2097152 bytes"), "{whats:?}");
    assert!(whats[1].contains("more than 16 levels deep"), "{whats:?}");

    let many = (0..2_100).fold(MemoryHost::default(), |host, index| {
        host.with(format!("/m/{index}.md"), "")
    });
    let checked = check(&many, Path::new("/m")).unwrap();
    assert_eq!(checked.findings[0].kind, Kind::Unreadable);
    assert_eq!(checked.findings.len(), 2);
}

#[cfg(unix)]
#[test]
fn links_neither_lead_out_nor_in_circles() {
    let temp = tempfile::tempdir().unwrap();
    let root = Folder::open(temp.path()).unwrap();
    let path = root.path().to_owned();
    root.write("d/a.md", agent("a", "d").as_bytes()).unwrap();
    root.write("out/b.md", agent("b", "d").as_bytes()).unwrap();
    root.link(&path.join("d"), "d/circle").unwrap();
    root.link(&path.join("d/a.md"), "d/z.md").unwrap();
    root.link(&path.join("out"), "d/folder").unwrap();
    root.link(&path.join("out/b.md"), "d/file.md").unwrap();
    root.link(&path.join("nothing"), "d/gone.md").unwrap();
    let checked = check(&OsHost::new(), &path.join("d")).unwrap();
    assert_eq!(checked.agents, 1);
    let mut said: Vec<String> = checked
        .findings
        .iter()
        .flat_map(|finding| &finding.places)
        .map(|(path, _)| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    said.sort();
    assert_eq!(said, ["file.md", "folder", "gone.md"]);
}
