//! Ctrl-C, from the moment on that it is listened to.
//!
//! What waits with `tokio::signal::ctrl_c` listens only once it is first polled. Until then an interrupt ends the program, and whoever saves
//! and restores handlers, as a line editor does, brings that back for good. So the handler is set at once.

use std::io;

use tokio::runtime::Runtime;

/// Interrupts, one after the other. Once they are listened to, none of them ends the program by itself.
pub(super) struct Interrupts(
    #[cfg(unix)] tokio::signal::unix::Signal,
    #[cfg(windows)] tokio::signal::windows::CtrlC,
);

impl Interrupts {
    /// Listens from now on.
    pub(super) fn listen(runtime: &Runtime) -> io::Result<Self> {
        let _inside = runtime.enter();
        #[cfg(unix)]
        let signals = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt());
        #[cfg(windows)]
        let signals = tokio::signal::windows::ctrl_c();
        signals.map(Self)
    }

    /// Waits for one; nothing when there will be none any more.
    pub(super) async fn next(&mut self) -> Option<()> {
        self.0.recv().await
    }
}
