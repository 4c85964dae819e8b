//! What a program behind walls can see and do. A shell stands for a build script that means harm.
#![cfg(target_os = "linux")]
#![expect(clippy::print_stdout, reason = "a test that lacks something says so")]

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustora_host::{
    Access, Bind, Cancel, Ended, Host as _, Launch, Level, Limit, Limits, OsHost, Room, Walls,
};
use tempfile::TempDir;

/// A machine with a home that has a secret, and a project.
struct Machine {
    temp: TempDir,
    levels: Vec<Level>,
}

struct Did {
    ended: Ended,
    said: String,
}

const LIMITS: Limits = Limits {
    time: Duration::from_secs(60),
    memory: 4 << 30,
    processes: 200,
    disk: 64 << 30,
};

impl Machine {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let machine = Self {
            levels: Vec::new(),
            temp,
        };
        for folder in ["home", "project", "root"] {
            fs::create_dir(machine.path(folder)).unwrap();
        }
        fs::write(machine.path("home/secret"), "s3cret").unwrap();
        fs::write(machine.path("project/own"), "mine").unwrap();
        let levels = [Level::Namespaces, Level::Landlock];
        let levels = levels.into_iter().filter(|level| {
            let ended = machine
                .run_with("true", *level, LIMITS, &Cancel::default())
                .ended;
            let works = ended == Ended::Exited(0);
            if !works {
                println!("skipped: this kernel does not build walls of {level:?}: {ended:?}");
            }
            works
        });
        let levels = levels.collect();
        Self { levels, ..machine }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    fn run_with(&self, script: &str, level: Level, limits: Limits, cancel: &Cancel) -> Did {
        let system = ["/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache"];
        let mut binds: Vec<Bind> = system
            .into_iter()
            .filter(|path| Path::new(path).exists())
            .map(|path| Bind::same(path, Access::Read))
            .collect();
        binds.push(Bind::same(self.path("project"), Access::Write));
        let launch = Launch {
            program: "/bin/sh".into(),
            args: vec!["-c".to_owned(), script.to_owned()],
            folder: self.path("project"),
            env: vec![("PATH".to_owned(), "/usr/bin:/bin".to_owned())],
            walls: Walls::Closed(Room {
                launcher: env!("CARGO_BIN_EXE_rustora").into(),
                level,
                root: self.path("root"),
                binds,
                network: false,
            }),
            limits,
        };
        let mut said = String::new();
        let mut hear = |_, line: &[u8]| said += &(String::from_utf8_lossy(line) + "\n");
        let ended = OsHost::new().launch(&launch, cancel, &mut hear).unwrap();
        Did { ended, said }
    }

    /// Runs a script behind each kind of wall.
    fn each(&self, script: &str, check: impl Fn(Level, Did)) {
        for level in &self.levels {
            let did = self.run_with(script, *level, LIMITS, &Cancel::default());
            check(*level, did);
        }
    }
}

#[test]
fn the_project_can_be_read_and_changed_and_the_rest_is_not_there() {
    let machine = Machine::new();
    let home = machine.path("home");
    let script = format!(
        "cat own; echo new > new; cat {0}/secret; echo x > {0}/secret; echo x > {0}/new; ls {0}; \
         echo x > /usr/x; cat /etc/passwd /etc/hostname; echo x > /tmp/x; exit 7",
        home.display()
    );
    machine.each(&script, |level, did| {
        assert_eq!(did.ended, Ended::Exited(7), "{level:?}: {}", did.said);
        assert!(did.said.contains("mine"), "{level:?}: {}", did.said);
        assert!(!did.said.contains("s3cret"), "{level:?}: {}", did.said);
        assert!(!did.said.contains("root:"), "{level:?}: {}", did.said);
        assert_eq!(
            fs::read_to_string(machine.path("project/new")).unwrap(),
            "new\n"
        );
        assert_eq!(fs::read_to_string(home.join("secret")).unwrap(), "s3cret");
        assert!(!home.join("new").exists(), "{level:?}");
        assert!(!Path::new("/usr/x").exists(), "{level:?}");
    });
}

#[test]
fn modes_and_times_outside_stay_where_there_are_namespaces() {
    let machine = Machine::new();
    let secret = machine.path("home/secret");
    let before = fs::metadata(&secret).unwrap();
    let script = format!(
        "chmod 777 {0}; touch -d 1999-01-01 {0}; true",
        secret.display()
    );
    machine.each(&script, |level, did| {
        let after = fs::metadata(&secret).unwrap();
        let same = before.permissions() == after.permissions()
            && before.modified().unwrap() == after.modified().unwrap();
        // What Landlock alone cannot do is said to the user.
        assert!(same || level.gaps().is_some(), "{level:?}: {}", did.said);
    });
}

#[test]
fn there_is_no_network_but_its_own() {
    let machine = Machine::new();
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    let reached = format!("exec 3<>/dev/tcp/127.0.0.1/{port} && echo reached");
    machine.each(&format!("exec bash -c '{reached}'"), |level, did| {
        assert!(!did.said.contains("reached"), "{level:?}");
        assert_ne!(did.ended, Ended::Exited(0), "{level:?}: {}", did.said);
    });
    // Its own loopback is up: nothing listens there, which is another answer than no network.
    if machine.levels.contains(&Level::Namespaces) {
        let script = "bash -c 'exec 3<>/dev/tcp/127.0.0.1/9'";
        let did = machine.run_with(script, Level::Namespaces, LIMITS, &Cancel::default());
        assert!(did.said.contains("refused"), "{}", did.said);
    }
}

#[test]
fn nobody_outlives_the_program() {
    let machine = Machine::new();
    let mark = machine.path("project/alive");
    let script = "setsid sh -c 'while true; do date > alive; sleep 0.05; done' >/dev/null 2>&1 & \
                  while [ ! -e alive ]; do sleep 0.01; done";
    machine.each(script, |level, did| {
        assert_eq!(did.ended, Ended::Exited(0), "{level:?}: {}", did.said);
        // Whoever writes the mark anew is alive.
        fs::remove_file(&mark).unwrap();
        let until = Instant::now() + Duration::from_millis(300);
        while Instant::now() < until {
            assert!(!mark.exists(), "{level:?}");
            std::thread::yield_now();
        }
    });
}

#[test]
fn who_forks_for_ever_is_ended() {
    let machine = Machine::new();
    machine.each(
        "(while true; do sleep 60 & done) & sleep 60",
        |level, did| {
            let limit = Ended::OverLimit(Limit::Processes);
            assert_eq!(did.ended, limit, "{level:?}: {}", did.said);
        },
    );
    // Who doubles with each step finds the table of processes full before anybody has looked.
    if machine.levels.contains(&Level::Namespaces) {
        let bomb = "f() { while true; do f & done; }; f";
        let did = machine.run_with(bomb, Level::Namespaces, LIMITS, &Cancel::default());
        assert_ne!(did.ended, Ended::OverLimit(Limit::Time), "{}", did.said);
    }
}

#[test]
fn who_fills_the_disk_or_the_memory_is_ended() {
    let machine = Machine::new();
    for level in &machine.levels {
        let limits = Limits {
            disk: 64 << 20,
            ..LIMITS
        };
        let did = machine.run_with("cat /dev/zero > big", *level, limits, &Cancel::default());
        fs::remove_file(machine.path("project/big")).unwrap();
        assert_eq!(did.ended, Ended::OverLimit(Limit::Disk), "{level:?}");
        let limits = Limits {
            memory: 200 << 20,
            ..LIMITS
        };
        let script = "x=$(tr '\\0' x < /dev/zero)";
        let did = machine.run_with(script, *level, limits, &Cancel::default());
        assert_eq!(
            did.ended,
            Ended::OverLimit(Limit::Memory),
            "{level:?}: {}",
            did.said
        );
    }
}

#[test]
fn time_runs_out_and_a_switch_ends_it() {
    let machine = Machine::new();
    for level in &machine.levels {
        let limits = Limits {
            time: Duration::from_millis(300),
            ..LIMITS
        };
        let began = Instant::now();
        let did = machine.run_with("sleep 50", *level, limits, &Cancel::default());
        assert_eq!(did.ended, Ended::OverLimit(Limit::Time), "{level:?}");
        let cancel = Cancel::default();
        cancel.cancel();
        let did = machine.run_with("sleep 50", *level, LIMITS, &cancel);
        assert_eq!(did.ended, Ended::Cancelled, "{level:?}");
        assert!(began.elapsed() < Duration::from_secs(40), "{level:?}");
    }
}

#[test]
fn calls_that_change_the_machine_are_refused() {
    let machine = Machine::new();
    machine.each(
        "unshare -r true || unshare -n true || mount -t tmpfs none /usr",
        |level, did| {
            assert_ne!(did.ended, Ended::Exited(0), "{level:?}: {}", did.said);
        },
    );
}

#[test]
fn the_best_level_is_the_first_that_works() {
    let machine = Machine::new();
    let best = Level::best(
        env!("CARGO_BIN_EXE_rustora").as_ref(),
        &machine.path("root"),
    );
    assert_eq!(best.ok(), machine.levels.first().copied());
}

#[test]
fn a_launcher_that_is_told_nonsense_says_so() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_rustora"))
        .args(["__walls", "{"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(240));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("the launcher was told nonsense"), "{said}");
}
