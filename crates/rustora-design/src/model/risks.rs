//! What can fail, what can be attacked, and the tests that show the answer to it.

use serde::{Deserialize, Serialize};

use super::Id;

/// Something that fails in one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FailureMode {
    /// `F1` and so on.
    pub id: Id,
    /// The component or the link that fails.
    pub at: Id,
    /// How.
    pub fault: Fault,
    /// What happens then, and how far it reaches.
    pub effect: String,
    /// What notices it: a metric, an alert, an error.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seen_by: String,
    /// What the design does about it.
    pub answer: String,
    /// The test that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<Id>,
}

/// A way to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// It answers late.
    Slow,
    /// It is gone: crashed, restarting, not there yet.
    Gone,
    /// It cannot be reached from one side.
    Partitioned,
    /// The same comes twice.
    Duplicated,
    /// It comes in another order.
    Reordered,
    /// It is lost.
    Lost,
    /// No disk, memory, connections or queue is left.
    Full,
    /// It answers, and the answer is wrong.
    Wrong,
    /// One message that fails whoever takes it.
    Poison,
    /// Everybody comes at once.
    Stampede,
    /// The clock jumps.
    Clock,
}

/// Something that somebody could do on purpose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Threat {
    /// `T1` and so on.
    pub id: Id,
    /// The link, the contract or the component that is attacked.
    pub at: Id,
    /// Which of the six.
    pub category: Stride,
    /// What the attacker does.
    pub attack: String,
    /// What stops it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub control: String,
    /// The row of OWASP's API Security Top 10 of 2023: `API1` to `API10`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owasp: Option<String>,
    /// The test that shows the control.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test: Option<Id>,
}

/// STRIDE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stride {
    /// Being somebody else.
    Spoofing,
    /// Changing what is stored or sent.
    Tampering,
    /// Denying what one did.
    Repudiation,
    /// Reading what one may not.
    InformationDisclosure,
    /// Keeping others from being served.
    DenialOfService,
    /// Doing what one may not.
    ElevationOfPrivilege,
}

/// A test of the generated service, or a drill of those who run it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Test {
    /// Its id, lower case with dashes: the name it has in the workspace.
    pub id: Id,
    /// What kind.
    pub kind: TestKind,
    /// What has been shown when it passes, as one sentence.
    pub shows: String,
    /// Where it is: a file below the workspace's root, or a command.
    pub place: String,
}

/// A kind of test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestKind {
    /// One function.
    Unit,
    /// An invariant over many generated cases.
    Property,
    /// Several parts together.
    Integration,
    /// The promise of a contract.
    Contract,
    /// The load that was asked for.
    Load,
    /// Something is killed, slowed or cut off on the way.
    Fault,
    /// An attack.
    Security,
    /// The code against the design: crates, routes, tables.
    Conformance,
    /// Done by people: a restore, a failover.
    Drill,
}
