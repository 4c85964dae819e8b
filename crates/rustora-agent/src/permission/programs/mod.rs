//! What the programs that are known would do with their arguments.
//!
//! A program that is not known runs behind walls and counts as code of the workspace. Known ones only read (and then it is
//! looked whether an option makes them write or run something), write the paths that they are given, or ask always.
//! Whoever is in doubt asks: a list that is too short costs a question, one that is too long costs a tree.

mod cargo;
mod git;
mod scripts;

use super::line::{Arg, Judged, Need};
use super::place;

/// Only tell something, or do something to the shell that runs them.
const HARMLESS: [&str; 36] = [
    ":", "[", "basename", "break", "continue", "df", "dirname", "echo", "exit", "expr", "false",
    "free", "id", "jobs", "nproc", "printenv", "printf", "ps", "pwd", "return", "seq", "set",
    "shift", "sleep", "test", "true", "type", "uname", "uptime", "wait", "which", "whoami", "yes",
    "cal", "tty", "tr",
];

/// Reach other machines.
const NETWORK: [&str; 24] = [
    "curl", "wget", "nc", "ncat", "netcat", "socat", "ssh", "scp", "sftp", "ftp", "telnet",
    "rsync", "ping", "dig", "nslookup", "host", "gh", "glab", "aws", "gcloud", "az", "http",
    "https", "xh",
];

/// Change the machine, or what runs on it; or run what they are given in a way that is not followed here.
const POWERS: [(&str, &[&str]); 6] = [
    (
        "runs as another user",
        &[
            "sudo", "su", "doas", "pkexec", "runuser", "chroot", "unshare", "nsenter",
        ],
    ),
    (
        "ends processes",
        &["kill", "pkill", "killall", "xkill", "fuser"],
    ),
    (
        "installs packages",
        &[
            "apt", "apt-get", "dpkg", "yum", "dnf", "rpm", "pacman", "zypper", "apk", "brew",
            "snap", "flatpak", "nix", "nix-env", "port", "choco", "winget", "scoop", "npm", "npx",
            "pnpm", "yarn", "bun", "pip", "pip3", "pipx", "uv", "uvx", "poetry", "conda", "gem",
            "bundle", "composer", "go", "rustup",
        ],
    ),
    (
        "starts containers or services",
        &[
            "docker",
            "podman",
            "docker-compose",
            "kubectl",
            "helm",
            "systemctl",
            "service",
            "launchctl",
            "terraform",
        ],
    ),
    (
        "changes the machine",
        &[
            "crontab",
            "at",
            "batch",
            "mount",
            "umount",
            "mkfs",
            "fdisk",
            "parted",
            "shutdown",
            "reboot",
            "halt",
            "poweroff",
            "sysctl",
            "iptables",
            "useradd",
            "usermod",
            "passwd",
            "chown",
            "chgrp",
            "chattr",
            "setfacl",
            "mkfifo",
            "mknod",
            "shred",
            "ssh-keygen",
            "ssh-add",
            "gpg",
            "security",
            "defaults",
            "install",
        ],
    ),
    (
        "runs what is not looked into here",
        &[
            "source",
            ".",
            "alias",
            "unalias",
            "trap",
            "enable",
            "declare",
            "typeset",
            "hash",
            "mapfile",
            "readarray",
            "getopts",
            "ulimit",
            "umask",
            "shopt",
            "setsid",
            "disown",
            "watch",
            "parallel",
            "entr",
            "script",
            "expect",
            "strace",
            "gdb",
            "lldb",
            "busybox",
            "toybox",
            "tmux",
            "screen",
            "vi",
            "vim",
            "nvim",
            "nano",
            "emacs",
            "ed",
            "ex",
            "less",
            "more",
            "man",
            "osascript",
        ],
    ),
];

/// Variables that say what other programs do: which program runs, with which configuration, from where it reads.
const TELLING: [&str; 34] = [
    "PATH",
    "IFS",
    "ENV",
    "BASH_ENV",
    "BASHOPTS",
    "SHELLOPTS",
    "PS4",
    "PROMPT_COMMAND",
    "CDPATH",
    "HOME",
    "SHELL",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "BROWSER",
    "LESSOPEN",
    "LESSCLOSE",
    "MANPAGER",
    "RUSTC",
    "RUSTDOC",
    "RUSTFMT",
    "RUSTFLAGS",
    "RUSTDOCFLAGS",
    "CC",
    "CXX",
    "LD",
    "AR",
    "NODE_OPTIONS",
    "RIPGREP_CONFIG_PATH",
    "GREP_OPTIONS",
    "XDG_CONFIG_HOME",
    "POSIXLY_CORRECT",
    "GLOBIGNORE",
    "MAKEFLAGS",
];

/// Whether a variable says what other programs do.
pub(crate) fn is_telling(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let is_cargo = name.starts_with("CARGO_")
        && !name.starts_with("CARGO_TERM_")
        && !matches!(name.as_str(), "CARGO_INCREMENTAL" | "CARGO_BUILD_JOBS");
    let starts = [
        "LD_",
        "DYLD_",
        "GIT_",
        "SSH_",
        "PYTHON",
        "PERL",
        "RUBY",
        "RUSTUP_",
        "NPM_",
        "DOCKER_",
        "BASH_FUNC",
    ];
    let ends = [
        "_WRAPPER",
        "_RUNNER",
        "_LINKER",
        "_PROXY",
        "_RUSTFLAGS",
        "_PRELOAD",
    ];
    TELLING.contains(&name.as_str())
        || is_cargo
        || starts.iter().any(|start| name.starts_with(start))
        || ends.iter().any(|end| name.ends_with(end))
}

/// The name of a program: without the folder where the system keeps it, without case, which some systems do not see.
pub(crate) fn base_name(name: &str) -> String {
    let system = [
        "/bin/",
        "/usr/bin/",
        "/usr/local/bin/",
        "/sbin/",
        "/usr/sbin/",
        "/usr/local/sbin/",
        "/opt/homebrew/bin/",
    ];
    let bare = system
        .iter()
        .find_map(|folder| name.strip_prefix(folder))
        .unwrap_or(name);
    let lower = bare.to_ascii_lowercase();
    lower.strip_suffix(".exe").unwrap_or(&lower).to_owned()
}

/// Finds what a program with its arguments needs.
pub(crate) fn judge(judged: &mut Judged<'_>, args: &[Arg]) {
    let Some((first, rest)) = args.split_first() else {
        return;
    };
    let name = base_name(first.text());
    let name = name.as_str();
    match name {
        "printf" if rest.first().is_some_and(|arg| arg.text().starts_with("-v")) => {
            judged.asks("sets a variable in a way that is not followed here");
        }
        "git" => git::judge(judged, rest),
        "cargo" => cargo::judge(judged, rest),
        "rm" => removed(judged, rest),
        "sed" | "gsed" => scripts::sed(judged, rest),
        "awk" | "gawk" | "mawk" | "nawk" => scripts::awk(judged, rest),
        "chmod" => chmod(judged, rest),
        "dd" => dd(judged, rest),
        "date" => {
            if rest
                .iter()
                .any(|arg| !arg.text().starts_with('+') && is_option(arg, &["-s", "--set"]))
            {
                judged.asks("sets the clock");
            }
        }
        "touch" | "mkdir" | "rmdir" | "tee" | "truncate" | "cp" | "mv" | "ln" | "rustfmt"
        | "unlink" => written(judged, name, rest),
        "python" | "python2" | "python3" | "perl" | "ruby" | "node" | "deno" | "php" | "lua"
        | "pwsh" | "powershell" | "tclsh" | "r" | "julia" => {
            interpreter(judged, name, rest);
        }
        "rustup" if is_asking_rustup(rest) => {}
        "find" | "gfind" => {
            // What it runs was taken out before.
            let folders: Vec<&Arg> = rest
                .iter()
                .take_while(|arg| !arg.text().starts_with(['-', '(', '!']))
                .collect();
            for folder in folders {
                judged.reads(folder);
            }
            everywhere(judged, rest);
        }
        _ if HARMLESS.contains(&name) => {}
        _ if NETWORK.contains(&name) => judged.reaches(format!("`{name}` reaches the network")),
        _ => {
            if let Some((why, _)) = POWERS.iter().find(|(_, names)| names.contains(&name)) {
                judged.asks(format!("`{name}` {why}"));
            } else if let Some(reader) = reader(name) {
                read(judged, name, &reader, rest);
            } else {
                if name.contains('/') {
                    judged.reads(first);
                }
                everywhere(judged, rest);
                if rest.contains(&Arg::Unknown) {
                    judged.asks(format!(
                        "gives `{name}` something that is known only when it runs"
                    ));
                }
                judged.needs(Need::Run(format!("runs `{name}`")));
            }
        }
    }
}

/// A program that only reads, unless it is told otherwise.
struct Reader {
    /// Options that make it write or run something.
    not: &'static [&'static str],
    /// Whether its first argument is a pattern, and no file.
    has_pattern: bool,
    /// Whether it shows what is in the files.
    shows: bool,
}

fn reader(name: &str) -> Option<Reader> {
    let (not, has_pattern, shows): (&[&str], bool, bool) = match name {
        "cat" | "head" | "tail" | "nl" | "cut" | "diff" | "cmp" | "comm" | "paste" | "fold"
        | "column" | "uniq" | "xxd" | "strings" | "od" | "hexdump" | "base64" | "rev" | "tac"
        | "sdiff" | "expand" | "join" | "jq" | "md5sum" | "sha1sum" | "sha256sum" | "b3sum"
        | "cksum" => (&[], name == "jq", true),
        "sort" => (
            &[
                "-o",
                "--output",
                "--compress-program",
                "-T",
                "--temporary-directory",
            ],
            false,
            true,
        ),
        "grep" | "egrep" | "fgrep" => (&[], true, true),
        "rg" => (&["--pre", "--hostname-bin"], true, true),
        "ls" | "wc" | "stat" | "du" | "realpath" | "readlink" | "tokei" | "cloc" => {
            (&[], false, false)
        }
        "file" => (&["-C", "--compile"], false, false),
        "tree" => (&["-o", "-R"], false, false),
        "fd" | "fdfind" => (&["-x", "-X", "--exec", "--exec-batch"], true, false),
        _ => return None,
    };
    Some(Reader {
        not,
        has_pattern,
        shows,
    })
}

fn read(judged: &mut Judged<'_>, name: &str, reader: &Reader, rest: &[Arg]) {
    if let Some(option) = rest.iter().find(|arg| is_option(arg, reader.not)) {
        judged.asks(format!(
            "`{name} {}` writes or runs something",
            option.text()
        ));
    }
    if reader.shows && rest.contains(&Arg::Unknown) {
        judged.asks(format!(
            "gives `{name}` something that is known only when it runs"
        ));
    }
    // With these the pattern is not the first argument.
    let elsewhere = ["-e", "-f", "--regexp", "--file", "--files", "--from-file"];
    let mut skips =
        usize::from(reader.has_pattern && !rest.iter().any(|arg| is_option(arg, &elsewhere)));
    let recursive: &[&str] = match name {
        "rg" => &["-u", "--unrestricted", "--hidden", "--no-ignore", "-."],
        _ => &[
            "-r",
            "-R",
            "--recursive",
            "--dereference-recursive",
            "-d",
            "--directories",
        ],
    };
    let is_recursive = reader.shows
        && reader.has_pattern
        && name != "jq"
        && rest.iter().any(|arg| is_option(arg, recursive));
    let mut operands = 0;
    let mut is_only_operands = false;
    for arg in rest {
        let text = arg.text();
        if text == "--" {
            is_only_operands = true;
        } else if text.starts_with('-') && text.len() > 1 && !is_only_operands {
            led_out(judged, arg);
        } else if skips > 0 {
            skips -= 1;
        } else if *arg != Arg::Unknown {
            operands += 1;
            if is_recursive {
                judged.reads_below(arg);
            } else if reader.shows {
                judged.reads(arg);
            } else {
                led_out(judged, arg);
            }
        }
    }
    if operands > 1 && matches!(name, "uniq" | "xxd") {
        judged.asks(format!("`{name}` writes into its second file"));
    }
    if is_recursive && operands == 0 {
        judged.reads_below(&Arg::Known(".".to_owned()));
    }
}

/// Whether an argument is one of these options, abbreviated or together with others.
fn is_option(arg: &Arg, options: &[&str]) -> bool {
    let text = arg.text();
    let name = text.split('=').next().unwrap_or(text);
    options.iter().any(|option| {
        if option.starts_with("--") {
            name.starts_with("--") && name.len() > 3 && option.starts_with(name)
        } else {
            let letter = &option[1..];
            text.starts_with('-') && !text.starts_with("--") && text[1..].contains(letter)
        }
    })
}

/// Every argument of a program that is not known may be a path.
fn everywhere(judged: &mut Judged<'_>, args: &[Arg]) {
    for arg in args {
        led_out(judged, arg);
    }
}

/// Looks whether an argument, or a part of it, leads out of the workspace or to a secret.
fn led_out(judged: &mut Judged<'_>, arg: &Arg) {
    let text = arg.text();
    let mut pieces = vec![text];
    pieces.extend(text.split_once('=').map(|(_, behind)| behind));
    pieces.extend(
        text.split_once(':')
            .map(|(_, behind)| behind)
            .filter(|behind| !behind.starts_with("//")),
    );
    if text.starts_with('-') && !text.starts_with("--") {
        pieces.extend(text.get(2..));
    }
    for piece in pieces {
        let leads_out =
            piece.starts_with(['/', '~']) || piece.split(['/', '\\']).any(|part| part == "..");
        if leads_out || place::is_secret(piece.as_ref()) {
            let whole = match arg {
                Arg::Glob(_) => Arg::Glob(piece.to_owned()),
                _ => Arg::Known(piece.to_owned()),
            };
            judged.reads(&whole);
        }
    }
}

fn removed(judged: &mut Judged<'_>, rest: &[Arg]) {
    let is_wide = |arg: &Arg| {
        let text = arg.text();
        text.starts_with('-')
            && text != "--"
            && text.trim_start_matches('-').contains(['r', 'R', 'f', 'd'])
    };
    let is_wide = rest.iter().any(is_wide);
    for arg in rest.iter().filter(|arg| !arg.text().starts_with('-')) {
        if judged.is_built(arg) {
            judged.needs(Need::Build);
            continue;
        }
        judged.writes(arg);
        if is_wide || !matches!(arg, Arg::Known(_)) {
            let what = if *arg == Arg::Unknown {
                "what is known only when it runs"
            } else {
                arg.text()
            };
            judged.asks(format!("removes `{what}` for good"));
        }
    }
}

/// All that is named is written, what is copied too: copying a key is no better than reading it.
fn written(judged: &mut Judged<'_>, name: &str, rest: &[Arg]) {
    let mut is_any = false;
    for arg in rest {
        if name == "rustfmt" && matches!(arg.text(), "--check" | "--version" | "-V") {
            return;
        }
        let text = arg.text();
        if !text.starts_with('-') || text == "-" {
            is_any = true;
            judged.writes(arg);
        } else if let Some((_, path)) = text.split_once('=') {
            judged.writes(&Arg::Known(path.to_owned()));
        } else if !text.starts_with("--") && text.len() > 2 && text[2..].contains('/') {
            judged.writes(&Arg::Known(text[2..].to_owned()));
        }
    }
    if !is_any && name == "rustfmt" {
        judged.needs(Need::Run("runs `rustfmt`".to_owned()));
    }
}

fn chmod(judged: &mut Judged<'_>, rest: &[Arg]) {
    let mut operands = rest
        .iter()
        .filter(|arg| !matches!(arg.text(), "-v" | "-c" | "-f"));
    let mode = operands.next().map_or("", Arg::text);
    let is_octal = mode.len() == 3 && mode.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    let is_named = !mode.is_empty()
        && mode.chars().all(|letter| "ugoa+-=rwx,".contains(letter))
        && !mode.starts_with("-R");
    if !(is_octal || is_named) {
        judged.asks("changes modes in a way that is not known here");
    }
    for arg in operands {
        judged.writes(arg);
    }
}

fn dd(judged: &mut Judged<'_>, rest: &[Arg]) {
    for arg in rest {
        match arg.text().split_once('=') {
            Some(("of", path)) => judged.writes(&Arg::Known(path.to_owned())),
            Some(("if", path)) => judged.reads(&Arg::Known(path.to_owned())),
            Some(_) => {}
            None => judged.asks("gives `dd` something that is not known here"),
        }
    }
}

fn interpreter(judged: &mut Judged<'_>, name: &str, rest: &[Arg]) {
    match rest.first() {
        Some(Arg::Known(text))
            if matches!(text.as_str(), "--version" | "-V") && rest.len() == 1 => {}
        Some(Arg::Known(text)) if !text.starts_with('-') => {
            judged.reads(&rest[0]);
            everywhere(judged, rest);
            judged.needs(Need::Run(format!("runs `{name} {text}`")));
        }
        _ => judged.asks(format!(
            "runs a program that is given to `{name}` on the line"
        )),
    }
}

fn is_asking_rustup(rest: &[Arg]) -> bool {
    let words: Vec<&str> = rest.iter().map(Arg::text).collect();
    matches!(
        words.as_slice(),
        ["show", ..]
            | ["--version" | "-V"]
            | ["which", _]
            | ["toolchain" | "component" | "target", "list", ..]
    )
}

type Unwrapped = (Vec<(String, Arg)>, Vec<Arg>);

/// What a program that runs another one runs, with the variables that it sets for it.
///
/// # Errors
/// When it is told to in a way that is not known here.
pub(crate) fn unwrapped(args: &[Arg]) -> Result<Unwrapped, String> {
    let name = base_name(args[0].text());
    // Options that stand alone, and those whose value is the next argument.
    let (alone, valued): (&[&str], &[&str]) = match name.as_str() {
        "env" => (
            &["-i", "-", "--ignore-environment", "-0", "--null"],
            &["-u", "--unset"],
        ),
        "time" => (&["-p"], &[]),
        "timeout" => (
            &["--foreground", "--preserve-status", "-v", "--verbose"],
            &["-s", "--signal", "-k", "--kill-after"],
        ),
        "nice" => (&[], &["-n", "--adjustment"]),
        "ionice" => (&["-t"], &["-c", "-n"]),
        "stdbuf" => (&[], &["-i", "-o", "-e"]),
        "command" => (&["-p", "-v", "-V"], &[]),
        _ => (&["--"], &[]),
    };
    let mut rest = &args[1..];
    let mut assigns = Vec::new();
    let mut needs_duration = name == "timeout";
    while let Some((first, behind)) = rest.split_first() {
        let Arg::Known(text) = first else {
            return Err(format!("what `{name}` runs is known only when it runs"));
        };
        if name == "command" && matches!(text.as_str(), "-v" | "-V") {
            return Ok((assigns, Vec::new()));
        }
        // With its value in itself: `--signal=KILL`, `-n5`, and `nice -5`.
        let holds = |option: &&str| {
            let is_long = option.starts_with("--");
            (is_long && text.split('=').next() == Some(option))
                || (!is_long && !text.starts_with("--") && text.starts_with(option))
        };
        let is_number = |text: &str| text.parse::<i32>().is_ok();
        let is_nice = name == "nice" && text.strip_prefix('-').is_some_and(is_number);
        if valued.contains(&text.as_str()) {
            rest = behind.get(1..).unwrap_or_default();
        } else if text == "--"
            || alone.contains(&text.as_str())
            || is_nice
            || valued.iter().any(holds)
        {
            rest = behind;
        } else if text.starts_with('-') {
            return Err(format!("`{name} {text}` is not known here"));
        } else if name == "env" && text.contains('=') {
            let (variable, value) = text.split_once('=').unwrap_or_default();
            assigns.push((variable.to_owned(), Arg::Known(value.to_owned())));
            rest = behind;
        } else if needs_duration {
            needs_duration = false;
            rest = behind;
        } else {
            break;
        }
    }
    Ok((assigns, rest.to_vec()))
}

/// What `xargs` runs, without what it adds.
///
/// # Errors
/// When it is told to in a way that is not known here.
pub(crate) fn given_by_xargs(args: &[Arg]) -> Result<Vec<Arg>, String> {
    let mut rest = args;
    while let Some((Arg::Known(text), behind)) = rest.split_first() {
        match text.as_str() {
            "-0" | "--null" | "-r" | "--no-run-if-empty" | "-t" | "--verbose" | "-x" => {
                rest = behind;
            }
            "-n" | "-P" | "-L" | "-d" | "-s" => rest = behind.get(1..).unwrap_or_default(),
            "-I" => {
                // Where the text is put is anywhere.
                let mark = behind.first().map_or("", Arg::text);
                let put = |arg: &Arg| {
                    if arg.text().contains(mark) {
                        Arg::Unknown
                    } else {
                        arg.clone()
                    }
                };
                let command: Vec<Arg> = behind.iter().skip(1).map(put).collect();
                return if command
                    .first()
                    .is_none_or(|first| first.text().starts_with('-'))
                {
                    Err("what `xargs` runs is known only when it runs".to_owned())
                } else {
                    Ok(command)
                };
            }
            _ if text.starts_with("-n") || text.starts_with("-P") || text.starts_with("-L") => {
                rest = behind;
            }
            _ if text.starts_with('-') => return Err(format!("`xargs {text}` is not known here")),
            _ => return Ok(rest.to_vec()),
        }
    }
    if rest.is_empty() {
        Ok(vec![Arg::Known("echo".to_owned())])
    } else {
        Err("what `xargs` runs is known only when it runs".to_owned())
    }
}

/// The arguments of `find` without what it runs, and that.
///
/// # Errors
/// When it removes or writes, or runs something in a way that is not known here.
pub(crate) fn run_by_find(args: &[Arg]) -> Result<(Vec<Arg>, Vec<Vec<Arg>>), String> {
    let (mut kept, mut runs) = (Vec::new(), Vec::new());
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg {
            Arg::Unknown => return Err("what `find` does is known only when it runs".to_owned()),
            Arg::Glob(_) => kept.push(arg.clone()),
            Arg::Known(text) => match text.as_str() {
                "-exec" => {
                    let run: Vec<Arg> = rest
                        .by_ref()
                        .take_while(|arg| !matches!(arg.text(), ";" | "+"))
                        .cloned()
                        .collect();
                    if run.first().is_none_or(|first| first.text().contains("{}")) {
                        return Err("what `find` runs is known only when it runs".to_owned());
                    }
                    let put = |arg: &Arg| {
                        if arg.text().contains("{}") {
                            Arg::Unknown
                        } else {
                            arg.clone()
                        }
                    };
                    runs.push(run.iter().map(put).collect());
                }
                "-execdir" | "-ok" | "-okdir" | "-delete" | "-fprint" | "-fprint0" | "-fprintf"
                | "-fls" | "-files0-from" => {
                    return Err(format!("`find {text}` removes, writes or runs something"));
                }
                _ => kept.push(arg.clone()),
            },
        }
    }
    Ok((kept, runs))
}
