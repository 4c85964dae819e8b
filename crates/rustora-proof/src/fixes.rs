//! Proves corrected code: it compiles with no new word from compiler or clippy, and what it corrects is gone.
//!
//! All fixes that do not touch the same bytes are tried at once, which costs one check however many they are. Only when
//! that brings something new they are halved until it is clear which of them does. What is accepted in the end was compiled
//! together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rustora_source::{Edit, apply};

use crate::lints::Lint;
use crate::{ProofError, Workshop};

/// A fix to prove.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The file, below the workspace's root.
    pub file: PathBuf,
    /// Its edits; they do not overlap.
    pub edits: Vec<Edit>,
}

/// What became of a fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was compiled, together with all others of this verdict, and what it corrects is gone.
    Proven,
    /// It was compiled and makes something worse.
    Refuted(String),
    /// It could not be tried, for this reason.
    Unproven(String),
}

/// The files as they would be: path below the root, and text.
pub type Texts = BTreeMap<PathBuf, String>;

/// Tells which fixes leave behind what they should correct, when the files are as given and compiler and clippy say this of
/// them. The numbers are those of the fixes that are in them.
pub type StillThere<'a> = dyn Fn(&Texts, &[Lint], &[usize]) -> Vec<usize> + 'a;

/// Proves fixes of a workspace of which compiler and clippy say `before`.
///
/// # Errors
/// When the copy cannot be written or the check cannot be started. The copy is then made equal to the original before it is
/// used again.
pub fn prove_fixes(
    shop: &Workshop<'_>,
    before: &[Lint],
    fixes: &[Candidate],
    still_there: &StillThere<'_>,
    progress: &mut dyn FnMut(&str),
) -> Result<Vec<Verdict>, ProofError> {
    let mut trial = Trial {
        shop,
        before: counted(before),
        fixes,
        accepted: Vec::new(),
        after: Vec::new(),
        verdicts: vec![None; fixes.len()],
        progress,
    };
    let mut all = Vec::new();
    for index in 0..fixes.len() {
        let mut with = all.clone();
        with.push(index);
        match trial.texts(&with) {
            Ok(_) => all = with,
            Err(why) => trial.verdicts[index] = Some(Verdict::Unproven(why)),
        }
    }
    trial.settle(&all)?;
    // What is accepted compiles; whether it also helps is the reviewer's word.
    loop {
        let texts = trial.texts(&trial.accepted).unwrap_or_default();
        let left = still_there(&texts, &trial.after, &trial.accepted);
        let left: Vec<usize> = left
            .into_iter()
            .filter(|index| trial.accepted.contains(index))
            .collect();
        if left.is_empty() {
            break;
        }
        for index in &left {
            let why = "what it corrects is still found afterwards".to_owned();
            trial.verdicts[*index] = Some(Verdict::Refuted(why));
        }
        let rest = std::mem::take(&mut trial.accepted);
        let rest: Vec<usize> = rest
            .into_iter()
            .filter(|index| !left.contains(index))
            .collect();
        // The others were compiled together with those that are gone.
        trial.settle(&rest)?;
    }
    for index in &trial.accepted {
        trial.verdicts[*index] = Some(Verdict::Proven);
    }
    let verdicts = std::mem::take(&mut trial.verdicts);
    shop.renew()?;
    let unknown = || Verdict::Unproven("it was not tried".to_owned());
    Ok(verdicts
        .into_iter()
        .map(|verdict| verdict.unwrap_or_else(unknown))
        .collect())
}

struct Trial<'a, 'h> {
    shop: &'a Workshop<'h>,
    before: BTreeMap<Said, usize>,
    fixes: &'a [Candidate],
    /// Fixes that were compiled together.
    accepted: Vec<usize>,
    /// What is said when they were.
    after: Vec<Lint>,
    verdicts: Vec<Option<Verdict>>,
    progress: &'a mut dyn FnMut(&str),
}

/// What is said, wherever it stands: a fix moves the lines below it.
type Said = (PathBuf, Option<String>, String);

fn counted(lints: &[Lint]) -> BTreeMap<Said, usize> {
    let mut counts = BTreeMap::new();
    for lint in lints {
        let said = (lint.file.clone(), lint.code.clone(), lint.message.clone());
        *counts.entry(said).or_default() += 1;
    }
    counts
}

/// What one try came to.
enum Tried {
    /// It says this.
    Good(Vec<Lint>),
    /// It brings this.
    Worse(String),
    /// The check could not be made.
    Failed(String),
}

impl Trial<'_, '_> {
    /// The texts with these fixes applied.
    fn texts(&self, indices: &[usize]) -> Result<Texts, String> {
        let mut edits: BTreeMap<&Path, Vec<Edit>> = BTreeMap::new();
        for index in indices {
            let fix = &self.fixes[*index];
            let of_file = edits.entry(&fix.file).or_default();
            // Two fixes may write the same, such as one import.
            for edit in &fix.edits {
                if !of_file.contains(edit) {
                    of_file.push(edit.clone());
                }
            }
        }
        let mut texts = Texts::new();
        for (file, edits) in edits {
            let path = self.shop.root.join(file);
            let bytes = self.shop.host.read(&path);
            let bytes =
                bytes.map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
            let text =
                String::from_utf8(bytes).map_err(|_| format!("{} is not UTF-8", file.display()))?;
            let text = apply(&text, &edits).map_err(|error| error.to_string())?;
            texts.insert(file.to_owned(), text);
        }
        Ok(texts)
    }

    /// Accepts of `fixes` all that compile together with those accepted before.
    fn settle(&mut self, fixes: &[usize]) -> Result<(), ProofError> {
        if fixes.is_empty() {
            return Ok(());
        }
        let with: Vec<usize> = self.accepted.iter().chain(fixes).copied().collect();
        match self.tried(&with)? {
            Tried::Good(lints) => (self.accepted, self.after) = (with, lints),
            Tried::Failed(why) => {
                for index in fixes {
                    self.verdicts[*index] = Some(Verdict::Unproven(why.clone()));
                }
            }
            Tried::Worse(what) => {
                if let [index] = fixes {
                    self.verdicts[*index] = Some(Verdict::Refuted(what));
                } else {
                    let (left, right) = fixes.split_at(fixes.len() / 2);
                    self.settle(left)?;
                    self.settle(right)?;
                }
            }
        }
        Ok(())
    }

    fn tried(&mut self, indices: &[usize]) -> Result<Tried, ProofError> {
        let texts = match self.texts(indices) {
            Ok(texts) => texts,
            Err(why) => return Ok(Tried::Failed(why)),
        };
        // From the original each time: nothing of an earlier try is left.
        self.shop.renew()?;
        for (file, text) in &texts {
            self.shop.write(file, text.as_bytes())?;
        }
        let (ran, lints) = self.shop.lint(self.progress)?;
        let is_new = |(said, count): &(Said, usize)| {
            self.before.get(said).is_none_or(|before| count > before)
        };
        if let Some(((file, code, message), _)) = counted(&lints).into_iter().find(is_new) {
            let code = code.map(|code| format!(" [{code}]")).unwrap_or_default();
            return Ok(Tried::Worse(format!(
                "{message}{code} in {}",
                file.display()
            )));
        }
        // Nothing new is said, but not everything was looked at either.
        if !ran.is_success() {
            let why = "the check ended before it had seen everything";
            return Ok(Tried::Failed(why.to_owned()));
        }
        Ok(Tried::Good(lints))
    }
}
