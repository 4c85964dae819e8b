//! rustdoc as the judge: what it says of the same blocks with the flags that they are compiled with here.
//!
//! Nothing that is proven rests on this; it is there so that verdicts can be compared. To compile without running is
//! something that a stable rustdoc only does when it takes itself for an unstable one, and then it takes a block for good that
//! needs an unstable feature.

use std::path::Path;

use super::Depth;
use crate::cargo::{Check, Ran};
use crate::markdown::Document;
use crate::{Failure, ProofError, Workshop};

impl Workshop<'_> {
    /// Has rustdoc compile the blocks of `file`, a Markdown file below the workspace's root whose text `document` was read
    /// from, in the context in which [`snippets`](Self::snippets) proves them, and run none of them.
    ///
    /// # Errors
    /// When the workshop cannot be written, or a program not be started.
    pub fn rustdoc(
        &self,
        document: &Document,
        package: &Path,
        file: &Path,
    ) -> Result<Result<Ran, Failure>, ProofError> {
        let content = self.content()?;
        let recipe = match self.recipe(document, package, &content, Depth::Check)? {
            Ok(recipe) => recipe,
            Err(failure) => return Ok(Err(failure)),
        };
        let mut args = ["--test", "--no-run", "-Zunstable-options"]
            .map(str::to_owned)
            .to_vec();
        args.extend(recipe.args);
        args.push(format!("--edition={}", recipe.edition));
        args.push("--test-args=--test-threads=1".to_owned());
        args.push(file.display().to_string());
        let launch = self.launch(self.toolchain.program("rustdoc"), args, &self.copy);
        let mut env = recipe.env;
        env.push(("RUSTC_BOOTSTRAP".to_owned(), "1".to_owned()));
        let check = Check {
            env,
            ..Check::default()
        };
        self.run(launch, check).map(Ok)
    }
}
