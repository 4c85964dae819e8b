//! Whether a model goes round in a circle.

use std::collections::VecDeque;

use serde_json::Value;

/// How many calls are looked at.
const LAST: usize = 10;

/// How often the same may be among them.
const MOST: usize = 5;

/// The last calls, with what came of them.
#[derive(Debug, Default)]
pub(super) struct Recent(VecDeque<String>);

impl Recent {
    /// Adds a call, and says whether the same one had the same result more than five times in the last ten.
    pub(super) fn is_stuck(&mut self, tool: &str, arguments: &Value, result: &str) -> bool {
        let call = format!("{tool}\0{arguments}\0{result}");
        if self.0.len() == LAST {
            self.0.pop_front();
        }
        self.0.push_back(call.clone());
        self.0.iter().filter(|other| **other == call).count() > MOST
    }
}
