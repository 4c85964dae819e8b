#![stub(versions = ">=1, <2")]
// Checked against regex 1.13.2, 1.10.6 and 1.9.5: what compiles patterns, and what is asked of them.

use std::borrow::Cow;

pub struct Regex;
impl Regex {
    pub fn new(re: &str) -> Result<Regex, Error>;
    pub fn is_match(&self, haystack: &str) -> bool;
    pub fn find(&self, haystack: &str) -> Option<Match>;
    pub fn find_iter(&self, haystack: &str) -> Matches;
    pub fn captures(&self, haystack: &str) -> Option<Captures>;
    pub fn captures_iter(&self, haystack: &str) -> CaptureMatches;
    pub fn replace<R>(&self, haystack: &str, rep: R) -> Cow<str>;
    pub fn replace_all<R>(&self, haystack: &str, rep: R) -> Cow<str>;
    pub fn replacen<R>(&self, haystack: &str, limit: usize, rep: R) -> Cow<str>;
    pub fn as_str(&self) -> &str;
    pub fn captures_len(&self) -> usize;
}
impl Clone for Regex {}
impl std::fmt::Display for Regex {}
impl std::str::FromStr for Regex { type Err = Error; }

pub struct RegexSet;
impl RegexSet {
    pub fn new<I, S>(exprs: I) -> Result<RegexSet, Error>;
    pub fn is_match(&self, haystack: &str) -> bool;
    pub fn matches(&self, haystack: &str) -> SetMatches;
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
}
impl Clone for RegexSet {}
pub struct SetMatches;
impl SetMatches {
    pub fn matched_any(&self) -> bool;
    pub fn matched(&self, index: usize) -> bool;
    pub fn len(&self) -> usize;
}

pub struct RegexBuilder;
impl RegexBuilder {
    pub fn new(pattern: &str) -> RegexBuilder;
    pub fn build(&self) -> Result<Regex, Error>;
    pub fn unicode(&mut self, yes: bool) -> &mut RegexBuilder;
    pub fn case_insensitive(&mut self, yes: bool) -> &mut RegexBuilder;
    pub fn multi_line(&mut self, yes: bool) -> &mut RegexBuilder;
    pub fn dot_matches_new_line(&mut self, yes: bool) -> &mut RegexBuilder;
    pub fn ignore_whitespace(&mut self, yes: bool) -> &mut RegexBuilder;
    pub fn size_limit(&mut self, bytes: usize) -> &mut RegexBuilder;
}

pub struct Match;
impl Match {
    pub fn start(&self) -> usize;
    pub fn end(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn len(&self) -> usize;
    pub fn as_str(&self) -> &str;
}
pub struct Captures;
impl Captures {
    pub fn get(&self, i: usize) -> Option<Match>;
    pub fn name(&self, name: &str) -> Option<Match>;
    pub fn len(&self) -> usize;
}
pub struct Matches;
impl Iterator for Matches { type Item = Match; }
pub struct CaptureMatches;
impl Iterator for CaptureMatches { type Item = Captures; }

pub fn escape(pattern: &str) -> String;

pub enum Error { Syntax(String), CompiledTooBig(usize) }
impl std::error::Error for Error {}
impl std::fmt::Display for Error {}

pub mod bytes {
    use crate::Error;
    pub struct Regex;
    impl Regex {
        pub fn new(re: &str) -> Result<Regex, Error>;
        pub fn is_match(&self, haystack: &[u8]) -> bool;
    }
    impl Clone for Regex {}
}
