//! What an option can promise, as a closed list.
//!
//! A brief demands guarantees, and an option that does not give one is out before anything is scored. That works only with
//! one vocabulary, so a page cannot invent a word; the list holds what the designs ask for and grows with them.

/// A promise that a requirement can demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Guarantee {
    /// What was acknowledged is on stable storage: it survives `kill -9` and a power cut.
    DurableAck,
    /// What was acknowledged survives the loss of any one machine.
    SurvivesNodeLoss,
    /// Messages of one key are handed out in the order in which they were accepted.
    OrderPerKey,
    /// What was consumed can be read again from an earlier position.
    Replay,
    /// Several independent groups each get every message.
    FanOut,
    /// What was handed out and not acknowledged in time is handed out again.
    Redelivery,
    /// What fails again and again is set aside by itself.
    DeadLettering,
    /// The producer is slowed down or refused before memory runs out.
    Backpressure,
    /// It commits or rolls back together with the rows of the business.
    TransactionalWithData,
    /// Processing the same thing twice has the effect of doing it once.
    EffectOnce,
    /// Transactions behave as if they had run one after the other.
    Serializable,
    /// Reads see every write that was acknowledged before they began.
    ReadYourWrites,
    /// The state of any moment within the retention can be restored.
    PointInTimeRestore,
    /// What was recorded is never changed, only followed by corrections.
    AuditTrail,
    /// Sums are exact: nothing is rounded that nobody asked to round.
    ExactAmounts,
    /// What is taken from one account arrives in others, to the last unit, in every snapshot.
    ConservesMoney,
    /// A holder that lost its lease cannot write any more, whatever it believes.
    Fencing,
    /// It needs no service besides those that are there already.
    NoExtraService,
    /// All replicas of the service see the same state or limit.
    SharedAcrossReplicas,
    /// It runs in several regions and goes on when one is lost.
    MultiRegion,
    /// The server sends without being asked.
    PushToClient,
    /// The client sends on the same connection at any time.
    ClientToServer,
    /// A client that was cut off goes on where it stopped.
    ResumeAfterReconnect,
    /// A browser speaks it without a library or a proxy.
    BrowserNative,
    /// A client that is slow to send its headers is cut off.
    HeaderTimeout,
    /// There is a limit of open connections, and what is above it is refused fast.
    ConnectionLimit,
    /// Memory has a bound under any load.
    BoundedMemory,
    /// What cannot be served in time is refused before work is spent on it.
    EarlyRefusal,
    /// A session or right can be taken back at once.
    InstantRevocation,
    /// It can be checked without asking another service.
    OfflineVerification,
    /// The traffic cannot be read on the way, up to the process itself.
    EncryptedToProcess,
    /// The contract is a file that a program can check against the code.
    CheckedContract,
    /// A new version takes over without a failed request.
    NoDowntime,
    /// The version before is back within seconds.
    InstantRollback,
    /// A failing run can be repeated exactly.
    ReproducibleFaults,
    /// Waiting in front of a slow system is part of what is measured.
    MeasuresQueueing,
}

impl Guarantee {
    /// All of them.
    pub const ALL: [Self; 36] = [
        Self::DurableAck,
        Self::SurvivesNodeLoss,
        Self::OrderPerKey,
        Self::Replay,
        Self::FanOut,
        Self::Redelivery,
        Self::DeadLettering,
        Self::Backpressure,
        Self::TransactionalWithData,
        Self::EffectOnce,
        Self::Serializable,
        Self::ReadYourWrites,
        Self::PointInTimeRestore,
        Self::AuditTrail,
        Self::ExactAmounts,
        Self::ConservesMoney,
        Self::Fencing,
        Self::NoExtraService,
        Self::SharedAcrossReplicas,
        Self::MultiRegion,
        Self::PushToClient,
        Self::ClientToServer,
        Self::ResumeAfterReconnect,
        Self::BrowserNative,
        Self::HeaderTimeout,
        Self::ConnectionLimit,
        Self::BoundedMemory,
        Self::EarlyRefusal,
        Self::InstantRevocation,
        Self::OfflineVerification,
        Self::EncryptedToProcess,
        Self::CheckedContract,
        Self::NoDowntime,
        Self::InstantRollback,
        Self::ReproducibleFaults,
        Self::MeasuresQueueing,
    ];

    /// Its name on pages and in briefs.
    pub fn name(self) -> &'static str {
        match self {
            Self::DurableAck => "durable-ack",
            Self::SurvivesNodeLoss => "survives-node-loss",
            Self::OrderPerKey => "order-per-key",
            Self::Replay => "replay",
            Self::FanOut => "fan-out",
            Self::Redelivery => "redelivery",
            Self::DeadLettering => "dead-lettering",
            Self::Backpressure => "backpressure",
            Self::TransactionalWithData => "transactional-with-data",
            Self::EffectOnce => "effect-once",
            Self::Serializable => "serializable",
            Self::ReadYourWrites => "read-your-writes",
            Self::PointInTimeRestore => "point-in-time-restore",
            Self::AuditTrail => "audit-trail",
            Self::ExactAmounts => "exact-amounts",
            Self::ConservesMoney => "conserves-money",
            Self::Fencing => "fencing",
            Self::NoExtraService => "no-extra-service",
            Self::SharedAcrossReplicas => "shared-across-replicas",
            Self::MultiRegion => "multi-region",
            Self::PushToClient => "push-to-client",
            Self::ClientToServer => "client-to-server",
            Self::ResumeAfterReconnect => "resume-after-reconnect",
            Self::BrowserNative => "browser-native",
            Self::HeaderTimeout => "header-timeout",
            Self::ConnectionLimit => "connection-limit",
            Self::BoundedMemory => "bounded-memory",
            Self::EarlyRefusal => "early-refusal",
            Self::InstantRevocation => "instant-revocation",
            Self::OfflineVerification => "offline-verification",
            Self::EncryptedToProcess => "encrypted-to-process",
            Self::CheckedContract => "checked-contract",
            Self::NoDowntime => "no-downtime",
            Self::InstantRollback => "instant-rollback",
            Self::ReproducibleFaults => "reproducible-faults",
            Self::MeasuresQueueing => "measures-queueing",
        }
    }

    /// The guarantee of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}
