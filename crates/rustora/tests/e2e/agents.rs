//! Agents: listed, shown, checked and made in a folder of the test's.

use std::fs;

use serde_json::Value;

use crate::formats::{assert_valid, schema};
use crate::support::{Project, Run};

const DEFINITIONS: &str = "
//- .claude/agents/tills/one.md
---
name: till-keeper
description: Counts: coins and drawers.
tools: Read, search
version: 1
---
Count twice.
//- .rustora/agents/two.md
---
name: till-keeper
description: Another one.
version: 1
---
Count once.
//- .claude/agents/README.md
# Our agents
//- .claude/agents/broken.md
---
name: broken
---
No description.
";

/// A repository, with a definition of the user's.
fn project() -> Project {
    let project = Project::new(DEFINITIONS);
    fs::create_dir(project.root().join(".git")).unwrap();
    let user = project.home().join(".claude/agents");
    fs::create_dir_all(&user).unwrap();
    let text = "---\nname: till-keeper\ndescription: The user's.\nmodel: opus\n---\np\n";
    fs::write(user.join("mine.md"), text).unwrap();
    project
}

fn json(run: &Run) -> Value {
    let value: Value = serde_json::from_str(&run.stdout).unwrap();
    // What nobody knows is in no schema.
    let mut known = value.clone();
    let agents = known.get_mut("agents").and_then(Value::as_array_mut);
    for agent in agents.into_iter().flatten() {
        assert!(agent["unknown"].is_object());
        agent["unknown"] = serde_json::json!({});
    }
    assert_valid(&schema("rustora.agents.1.json"), &known);
    value
}

#[test]
fn a_list_shows_which_definition_wins_and_what_is_left_out() {
    let project = project();
    let run = project.rustora(&["agents", "list"]).exits(0);
    let user = project.home().join(".claude/agents/mine.md");
    let expected = format!(
        "till-keeper  project, .claude/agents/tills/one.md\n  Counts: coins and drawers.\n  in place of: project, .rustora/agents/two.md\n  in place of: user, {}\n2 agents\n",
        user.display()
    );
    let (built_in, rest) = run.stdout.split_at(run.stdout.find("till-keeper").unwrap());
    assert!(
        built_in.starts_with("rust-backend-architect  built-in\n"),
        "{run:?}"
    );
    assert_eq!(rest, expected);
    for part in [
        "error: .claude/agents/broken.md:1: there is no `description`",
        "note: 1 file in the folders of agents without front matter",
        "warning: something is wrong with 1 definition",
    ] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }

    let list = json(
        &project
            .rustora(&["agents", "list", "--format", "json"])
            .exits(0),
    );
    assert_eq!(list["agents"][0]["path"], ".claude/agents/tills/one.md");
    assert_eq!(
        list["agents"][1]["shadowed_by"]["path"],
        ".claude/agents/tills/one.md"
    );
    assert_eq!(list["agents"][0]["unknown"]["version"], 1);
    assert_eq!(list["unusable"].as_array().unwrap().len(), 2);
    assert!(list["agents"][0].get("prompt").is_none());
}

#[test]
fn an_agent_is_shown_and_one_that_is_not_there_is_told() {
    let project = project();
    let run = project.rustora(&["agents", "show", "till-keeper"]).exits(0);
    assert!(
        run.stdout.contains("tools            Read, search\n"),
        "{run:?}"
    );
    assert!(run.stdout.ends_with("\nCount twice.\n"), "{run:?}");
    assert!(
        run.stderr.contains(".claude/agents/tills/one.md:3: "),
        "{run:?}"
    );
    let said = r#"{"till-keeper": {"description": "Said.", "prompt": "p", "memory": "local"}}"#;
    let args = [
        "agents",
        "show",
        "till-keeper",
        "--format",
        "json",
        "--agents",
        said,
    ];
    let shown = json(&project.rustora(&args).exits(0));
    assert_eq!(shown["agents"][0]["from"], "command-line");
    assert_eq!(shown["agents"][0]["memory"], "local");

    let run = project.rustora(&["agents", "show", "till-keper"]).exits(2);
    assert!(
        run.stderr.contains("there is no agent `till-keper`")
            && run.stderr.contains("is `till-keeper` meant?"),
        "{run:?}"
    );
    let run = project.rustora(&["agents", "show", "broken"]).exits(2);
    assert!(run.stderr.contains("broken.md defines no agent"), "{run:?}");
    let run = project
        .rustora(&["agents", "list", "--agents", "{"])
        .exits(2);
    assert!(
        run.stderr.contains("cannot read the agents of --agents"),
        "{run:?}"
    );
}

#[test]
fn a_check_names_place_problem_and_what_to_write() {
    let project = project();
    let run = project.rustora(&["agents", "check"]).exits(1);
    for part in [
        ".claude/agents/broken.md:1: there is no `description`, by which an agent is chosen\n  help: write `description: Use broken when …`\n",
        ".claude/agents/tills/one.md:3: the value of `description` is no YAML (`: ` begins another field); it was taken as text\n",
        ".claude/agents/tills/one.md:4: no tool is called `search`",
        ".claude/agents/tills/one.md:5: note: nobody here knows the field `version`; it is kept, and does nothing\n  and in 1 more place: .rustora/agents/two.md:4\n",
        "5 files, 3 agents: 3 problems, 2 notes\n",
    ] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    let checked = json(
        &project
            .rustora(&["agents", "check", "--format", "json"])
            .exits(1),
    );
    assert_eq!(checked["checked"]["findings"][0]["kind"], "missing");

    let run = project
        .rustora(&["agents", "check", ".rustora/agents"])
        .exits(0);
    assert!(
        run.stdout
            .ends_with("1 file, 1 agent: nothing is wrong, 1 note\n"),
        "{run:?}"
    );
    let run = project.rustora(&["agents", "check", "nowhere"]).exits(2);
    assert!(
        run.stderr.contains("nowhere") && run.stderr.contains("help: "),
        "{run:?}"
    );
}

#[test]
fn a_new_definition_is_clean_and_nothing_is_written_over() {
    let project = Project::new("\n//- src/lib.rs\n");
    fs::create_dir(project.root().join(".git")).unwrap();
    let run = project.rustora(&["agents", "new", "till-keeper"]).exits(0);
    assert_eq!(run.stdout, ".claude/agents/till-keeper.md\n");
    project.rustora(&["agents", "check"]).exits(0);
    project.rustora(&["agents", "show", "till-keeper"]).exits(0);
    let path = project.root().join(".claude/agents/till-keeper.md");
    let before = fs::read(&path).unwrap();
    let run = project.rustora(&["agents", "new", "till-keeper"]).exits(2);
    assert!(
        run.stderr.contains("defines an agent of that name"),
        "{run:?}"
    );
    assert_eq!(fs::read(&path).unwrap(), before);
    let run = project
        .rustora(&["agents", "new", "../Till Keeper"])
        .exits(2);
    assert!(
        run.stderr.contains("say: rustora agents new till-keeper"),
        "{run:?}"
    );
    let run = project
        .rustora(&["agents", "new", "rust-backend-architect"])
        .exits(0);
    assert!(
        run.stderr.contains("takes the place of the built-in agent"),
        "{run:?}"
    );
}

#[test]
fn a_route_ranks_agents_where_there_are_several() {
    let project = project();
    let routed = |args: &[&str]| {
        let run =
            project.rustora(&[&["route", "count the coins", "--format", "json"], args].concat());
        let value: Value = serde_json::from_str(&run.exits(0).stdout).unwrap();
        assert_valid(&schema("rustora.route.1.json"), &value);
        value
    };
    let value = routed(&[]);
    assert_eq!(value["agents"][0]["name"], "till-keeper");
    let because = value["agents"][0]["because"].as_array().unwrap();
    assert!(
        because.contains(&"`coins` in its description".into()),
        "{because:?}"
    );
    assert!(value.get("agent").is_none());
    assert_eq!(routed(&["--agent", "till-keeper"])["agent"], "till-keeper");
    let run = project.rustora(&["route", "count the coins"]).exits(0);
    assert!(run.stdout.contains("\nagents\n  till-keeper "), "{run:?}");
    for command in [
        &["route", "review this", "--agent", "nobody"][..],
        &["review this", "--agent", "nobody"],
    ] {
        let run = project.rustora(command).exits(2);
        assert!(run.stderr.contains("there is no agent `nobody`"), "{run:?}");
    }
    let alone = Project::empty();
    let run = alone
        .rustora(&["route", "count the coins", "--format", "json"])
        .exits(0);
    let value: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(value.get("agents").is_none());
}
