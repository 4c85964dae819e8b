//! One file per command: from its arguments to its exit code.

pub(crate) mod adr;
pub(crate) mod advise;
pub(crate) mod agents;
pub(crate) mod ask;
pub(crate) mod design;
pub(crate) mod evidence;
pub(crate) mod explain;
pub(crate) mod knowledge;
pub(crate) mod memory;
pub(crate) mod models;
pub(crate) mod prove;
pub(crate) mod review;
pub(crate) mod route;
pub(crate) mod rules;
pub(crate) mod working;

use std::io::{self, BufWriter, Write};

use anstream::AutoStream;

use crate::exit::{CliError, written};

/// Lets `write` write styled text for people to the standard output, which strips what its reader cannot show.
///
/// # Errors
/// When the output was cut, other than by a reader that went away.
fn to_people(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    let out = AutoStream::auto(io::stdout().lock());
    flushed(BufWriter::new(out), write)
}

/// The same for programs: the bytes as they are.
///
/// # Errors
/// When the output was cut, other than by a reader that went away.
fn to_programs(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    flushed(BufWriter::new(io::stdout().lock()), write)
}

fn flushed(
    mut out: BufWriter<impl Write>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), CliError> {
    let result = write(&mut out).and_then(|()| out.flush());
    // What a broken reader did not take must not be tried again when the buffer is dropped.
    drop(out.into_parts());
    written(result)
}
