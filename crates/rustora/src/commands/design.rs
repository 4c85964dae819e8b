//! `rustora design`: from a request or a brief to a design, and what a design has to stand.

use std::path::Path;

use rustora_architect::design::{Designed, designed, document, understood};
use rustora_design::brief::Brief;
use rustora_design::check::{CHECKS, check};
use rustora_design::explain::{explain, nearest_id};
use rustora_design::model::Design;
use rustora_host::{Folder, Host};

use super::{to_people, to_programs};
use crate::asking;
use crate::cli::{DesignArgs, DesignCommand, DesignFormat};
use crate::exit::{CliError, Exit, tell};
use crate::render::{designs, text};

/// Designs, prints or writes, and says how it went.
///
/// # Errors
/// When there is no design, or it cannot be written.
pub(crate) fn run(host: &dyn Host, args: &DesignArgs) -> Result<Exit, CliError> {
    match &args.command {
        Some(DesignCommand::Check { file }) => return checked(host, file),
        Some(DesignCommand::Explain { id, file }) => return explained(host, file, id),
        None => {}
    }
    let mut brief = brief(host, args)?;
    if !args.yes {
        brief = asking::at_terminal(brief);
    }
    made(&brief, args.out.as_deref(), args.format)
}

/// Designs what a brief asks for, and prints or writes it.
///
/// # Errors
/// When there is no design, or it cannot be written.
pub(super) fn made(
    brief: &Brief,
    out: Option<&Path>,
    format: DesignFormat,
) -> Result<Exit, CliError> {
    let designed = designed(brief).map_err(|error| {
        let error = CliError::new(format!("cannot design `{}`: {error}", brief.name));
        error.hint("say which wish may go, or write a brief and change it: `--brief FILE`")
    })?;
    match out {
        Some(out) => write(out, &designed)?,
        None => print(format, &designed)?,
    }
    let holes = check(&designed.design);
    if !holes.is_empty() {
        // Beside the design and not behind it: a program may be reading that.
        let mut told = Vec::new();
        _ = designs::write_holes(&mut told, &designed.design, &holes);
        tell(&String::from_utf8_lossy(&told));
        return Ok(Exit::Findings);
    }
    Ok(Exit::Clean)
}

/// Why there is no brief for what was asked for.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what an error is made of"
)]
pub(super) fn not_designed(why: String) -> CliError {
    let error = CliError::new(format!("cannot design what was asked for: {why}"));
    error.hint("`--brief FILE.toml` says it without doubt")
}

fn brief(host: &dyn Host, args: &DesignArgs) -> Result<Brief, CliError> {
    let brief = match (&args.brief, args.request.as_slice()) {
        (Some(file), []) => from_file(host, file)?,
        (None, [_, ..]) => from_request(host, &args.request.join(" "))?,
        (Some(_), [_, ..]) => {
            let error = CliError::new("cannot design from a request and a brief at once");
            return Err(error.hint("put what the request says into the brief"));
        }
        (None, []) => {
            let error =
                CliError::new("cannot design nothing: there is neither a request nor a brief");
            return Err(error.hint(
                "`rustora design \"a queue that loses no message, 2k messages a second\"`, or `--brief FILE.toml`",
            ));
        }
    };
    Ok(brief)
}

fn from_file(host: &dyn Host, file: &Path) -> Result<Brief, CliError> {
    let shown = file.display();
    let text = read(host, file)?;
    Brief::from_toml(&text).map_err(|errors| {
        let lines: Vec<String> = errors
            .iter()
            .map(|error| format!("{shown}: {error}"))
            .collect();
        CliError::new(format!(
            "cannot design from this brief:\n{}",
            lines.join("\n")
        ))
    })
}

fn from_request(host: &dyn Host, request: &str) -> Result<Brief, CliError> {
    let (brief, understood) = understood(host, request).map_err(not_designed)?;
    tell(&format!("understood: {}\n", text::neutral(&understood)));
    Ok(brief)
}

fn read(host: &dyn Host, file: &Path) -> Result<String, CliError> {
    let shown = file.display();
    let bytes = host.read(file).map_err(|error| {
        CliError::new(format!("cannot read {shown}: {error}")).hint("check the path")
    })?;
    String::from_utf8(bytes).map_err(|_| {
        let error = CliError::new(format!("cannot read {shown}: it is not UTF-8"));
        error.hint("save it as UTF-8")
    })
}

fn print(format: DesignFormat, designed: &Designed) -> Result<(), CliError> {
    match format {
        DesignFormat::Md => to_people(|out| out.write_all(document(designed).as_bytes())),
        DesignFormat::Json => to_programs(|out| {
            serde_json::to_writer_pretty(&mut *out, &designed.design)?;
            writeln!(out)
        }),
        DesignFormat::Toml => to_programs(|out| out.write_all(designed.toml.as_bytes())),
        DesignFormat::Html => to_programs(|out| out.write_all(designed.page().as_bytes())),
    }
}

fn write(out: &Path, designed: &Designed) -> Result<(), CliError> {
    let failed = |what: &str, error: std::io::Error| {
        let error = CliError::new(format!("cannot write {what} in {}: {error}", out.display()));
        error.hint("name a folder that can be written, or none to print the design")
    };
    let folder = Folder::open(out).map_err(|error| failed("anything", error))?;
    let files = designed.files();
    for (path, text) in &files {
        folder
            .replace(path, text.as_bytes())
            .map_err(|error| failed(path, error))?;
    }
    let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    tell(&format!(
        "wrote {} files to {}: {}\n",
        files.len(),
        out.display(),
        names.join(", ")
    ));
    Ok(())
}

fn design(host: &dyn Host, file: &Path) -> Result<Design, CliError> {
    let text = read(host, file)?;
    Design::from_toml(&text).map_err(|error| {
        CliError::new(format!(
            "cannot read the design {}: {error}",
            file.display()
        ))
    })
}

fn checked(host: &dyn Host, file: &Path) -> Result<Exit, CliError> {
    let design = design(host, file)?;
    let holes = check(&design);
    if holes.is_empty() {
        let count = CHECKS.len();
        to_people(|out| writeln!(out, "{}: no hole; all {count} checks hold", file.display()))?;
        return Ok(Exit::Clean);
    }
    to_people(|out| designs::write_holes(out, &design, &holes))?;
    Ok(Exit::Findings)
}

fn explained(host: &dyn Host, file: &Path, id: &str) -> Result<Exit, CliError> {
    let design = design(host, file)?;
    let Some(explanation) = explain(&design, id) else {
        let error = CliError::new(format!(
            "cannot explain `{id}`: {} has no such id",
            file.display()
        ));
        return Err(match nearest_id(&design, id) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error,
        });
    };
    to_people(|out| designs::write_explanation(out, &design, &explanation))?;
    Ok(Exit::Clean)
}
