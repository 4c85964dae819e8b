//! Names that fill slots: guarantees, products, rules of others, places, archetypes, questions of a review.

use rustora_design::brief::{Archetype, Guarantee};
use rustora_review::Category;

use super::jobs::Weighted;

/// A guarantee as people ask for it, and what has to be said when it is not to be had as asked.
pub(in crate::route) struct Asked {
    pub(in crate::route) phrases: &'static [&'static str],
    pub(in crate::route) guarantee: Guarantee,
    pub(in crate::route) remark: Option<&'static str>,
}

const fn asked(guarantee: Guarantee, phrases: &'static [&'static str]) -> Asked {
    Asked { phrases, guarantee, remark: None }
}

/// Guarantees.
pub(in crate::route) const GUARANTEES: &[Asked] = &[
    asked(Guarantee::AtLeastOnce, &[
        "at least once", "atleast once", "atleastonce", "mindestens einmal", "au moins une fois", "al menos una vez", "至少一次", "少なくとも一回",
        "guaranteed|reliable delivery",
    ]),
    asked(Guarantee::AtMostOnce, &["at most once", "hochstens einmal", "au plus une fois", "como maximo una vez", "最多一次"]),
    Asked {
        phrases: &["exactly once", "exactlyonce", "genau einmal", "exactement une fois", "exactamente una vez", "恰好一次", "正好一次", "ちょうど一回"],
        guarantee: Guarantee::EffectOnce,
        remark: Some("exactly-once delivery cannot be had where messages can be lost; taken as at-least-once delivery whose effect counts once"),
    },
    asked(Guarantee::EffectOnce, &["effect|effects|effectively once", "deduplicat*", "no duplicate|duplicates|double payments|charges|spending", "never|not . twice", "no double spend|charge|spending|charges|payments"]),
    asked(Guarantee::OrderPerKey, &[
        "order*|ordering . per|by . key|partition|customer|user|account|tenant|entity|aggregate|device|stream", "in order", "per key order*", "message ordering|order", "preserve*|preserving|keeping . order",
        "reihenfolge pro", "顺序",
    ]),
    asked(Guarantee::TotalOrder, &["total|global|globally|strict|strictly order*", "fifo", "totally ordered"]),
    asked(Guarantee::DurableAck, &[
        "durab*", "no|never|zero|without . los|lose|loses|losing|loss|lost", "never|not|must|cannot|cant|mustnt . lose|loses|lost", "no lost messages|events|writes|orders", "dauerhaft", "survive*|surviving . crash|crashes|power|restart|kill",
        "ohne . verlust|datenverlust", "sans perte", "sin perder|perdida", "不丢", "持久化",
    ]),
    asked(Guarantee::SurvivesFailover, &[
        "survive*|surviving|tolerat* . node|machine|failover|zone|az|region|datacenter|broker|leader|disk", "fault tolerant|tolerance", "highly available", "automatic failover", "high availability",
    ]),
    asked(Guarantee::Serializable, &["serializable|serialisable|serializability", "strict isolation", "linearizab*|strong|strongly consistent|consistency"]),
    asked(Guarantee::ReadYourWrites, &["read your writes|own", "read after write", "readyourwrites"]),
    asked(Guarantee::IdempotentWrites, &["idempoten*", "幂等", "冪等"]),
    asked(Guarantee::AuditTrail, &["audit trail|log|logs|history", "auditable", "tamper evident|proof", "immutable log|history", "who did what"]),
    asked(Guarantee::TenantIsolation, &["tenant isolation", "multi tenant|tenancy", "multitenant", "isolated tenants", "mandantenfahig", "多租户"]),
];

/// Products by the name that a brief uses, and what else they are called.
pub(in crate::route) const PRODUCTS: &[(&str, &[&str])] = &[
    ("postgres", &["postgres|postgresql|pg|psql"]), ("sqlite", &["sqlite|sqlite3"]), ("mysql", &["mysql|mariadb"]), ("mongodb", &["mongodb|mongo"]),
    ("redis", &["redis|valkey"]), ("cassandra", &["cassandra|scylla|scylladb"]), ("clickhouse", &["clickhouse"]), ("cockroachdb", &["cockroachdb|cockroach"]),
    ("foundationdb", &["foundationdb"]), ("rocksdb", &["rocksdb"]), ("dynamodb", &["dynamodb"]), ("elasticsearch", &["elasticsearch|opensearch"]), ("etcd", &["etcd"]),
    ("s3", &["s3"]), ("kafka", &["kafka|redpanda"]), ("nats", &["nats|jetstream"]), ("rabbitmq", &["rabbitmq|rabbit|amqp"]), ("pulsar", &["pulsar"]), ("sqs", &["sqs"]), ("mqtt", &["mqtt"]),
    ("axum", &["axum"]), ("actix-web", &["actix"]), ("warp", &["warp"]), ("rocket", &["rocket"]), ("poem", &["poem openapi|framework"]), ("hyper", &["hyper"]), ("tower", &["tower"]), ("tonic", &["tonic"]),
    ("tokio", &["tokio"]), ("async-std", &["async std"]), ("smol", &["smol"]), ("rayon", &["rayon"]),
    ("sqlx", &["sqlx"]), ("diesel", &["diesel"]), ("sea-orm", &["seaorm", "sea orm"]), ("deadpool", &["deadpool"]), ("bb8", &["bb8"]), ("r2d2", &["r2d2"]),
    ("reqwest", &["reqwest"]), ("serde", &["serde"]), ("thiserror", &["thiserror"]), ("anyhow", &["anyhow"]),
    ("grpc", &["grpc"]), ("graphql", &["graphql"]), ("jwt", &["jwt"]), ("oauth2", &["oauth|oauth2|oidc"]),
    ("kubernetes", &["kubernetes|k8s"]), ("docker", &["docker"]), ("terraform", &["terraform"]), ("aws", &["aws"]), ("gcp", &["gcp"]), ("azure", &["azure"]), ("prometheus", &["prometheus"]), ("opentelemetry", &["opentelemetry|otel"]),
];

/// What, before a name, means without it.
pub(in crate::route) const WITHOUT: &[&str] = &[
    "without", "no", "not", "avoid", "avoiding", "never", "except", "excluding", "dont", "ohne", "kein", "keine", "keinen", "nicht", "sans", "pas", "sin", "别", "不",
];

/// Rules of others.
pub(in crate::route) const RULES: &[(&str, &[&str])] = &[
    ("PCI DSS", &["pci"]), ("GDPR", &["gdpr|dsgvo|rgpd"]), ("HIPAA", &["hipaa"]), ("SOX", &["sox", "sarbanes"]), ("SOC 2", &["soc2", "soc 2"]), ("ISO 27001", &["iso 27001", "iso27001"]),
    ("PSD2", &["psd2"]), ("CCPA", &["ccpa"]), ("FedRAMP", &["fedramp"]), ("DORA", &["dora"]), ("NIS2", &["nis2"]),
];

/// What a system of each archetype is called; an archetype is guessed from two points on.
pub(in crate::route) const ARCHETYPES: &[(Archetype, &[Weighted])] = &[
    (Archetype::ConnectionApi, &[
        ("concurrent|simultaneous|open|idle|gleichzeitige|websocket|tcp connection*|verbindung*|clients|users", 2.0), ("connections|verbindungen|connexions|conexiones", 1.0),
        ("rest|http|web|json|graphql|grpc|public api|server|service|backend", 2.0), ("websocket|websockets|sse", 1.5), ("api|apis|server|backend|service|microservice|gateway|endpoint*", 1.0),
        ("chat|presence|push|realtime|notification*", 1.0), ("url shortener", 1.5), ("rate limiter", 1.5), ("saas", 1.0), ("并发连接", 2.0), ("同時接続", 2.0), ("服务器", 1.0),
    ]),
    (Archetype::MessageQueue, &[
        ("message|messages|messaging|job|task|event|work|distributed queue|queues|broker|brokers|bus|log|system", 2.5), ("queue|queues|broker|brokers", 1.5), ("pub sub", 2.0), ("pubsub", 2.0),
        ("at least|most once", 1.5), ("exactly once", 0.5), ("deliver*|delivery|redeliver*|consumer*|producer*|subscriber*", 1.0), ("dead letter", 1.0), ("event* pipeline|ingestion|stream*|sourcing", 1.5), ("ingestion|streaming", 1.0),
        ("messages|events|jobs per|a|s", 0.5), ("file|files . messages", 2.5), ("cola de mensajes", 2.5), ("cola|colas", 1.5), ("warteschlange*", 2.5), ("消息队列", 2.5), ("队列", 1.5), ("メッセージキュー", 2.5), ("キュー", 1.5),
    ]),
    (Archetype::Ledger, &[
        ("double entry", 3.0), ("ledger|ledgers|bookkeeping|accounting", 3.0), ("payment*|wallet|wallets|banking|bank|billing|invoic*|settlement|escrow|payout*", 2.5), ("financial|fintech|money|monetary|finance|financiero|financier*|finanz*", 2.0),
        ("transfer|transfers|balance|balances", 1.0), ("transaction* processing|system", 1.0), ("trading|exchange", 1.0), ("pago|pagos|paiement*|zahlung*", 2.5), ("支付", 2.5), ("账本", 3.0), ("決済", 2.5), ("double spend*", 1.0),
    ]),
];

/// The questions of a review, by what makes one of them the point.
pub(in crate::route) const CATEGORIES: &[(Category, &[&str])] = &[
    (Category::Security, &[
        "secur*|insecure", "vulnerab*", "injection|injections|xss|ssrf|csrf|idor", "exploit*", "owasp", "sicherheit*", "securite", "seguridad", "安全", "セキュリティ", "authorization|authorisation|auth holes|bugs|issues|checks",
        "leak*|leaking secret*|credential*|token*",
    ]),
    (Category::Correctness, &["correctness", "race|races|racy", "deadlock*", "cancel*", "blocking call*|code", "logic bug*|error*|mistake*", "正确性"]),
    (Category::Cost, &["performance|perf", "slow|slowness|speed|inefficien*", "alloc*", "unnecessary|needless|pointless|useless clone*|copies|alloc*|lock*", "n 1", "hot path*", "cost|costs", "leistung", "rendimiento", "性能", "パフォーマンス"]),
    (Category::Errors, &["error handling|handling", "errors . handled|swallowed|ignored|propagat*", "unwrap|unwraps|panic|panics", "swallow*", "fehlerbehandlung", "gestion des erreurs", "manejo de errores", "错误处理", "エラー処理"]),
    (Category::Tests, &["missing|test|tests coverage|tests|test|cases", "tests . missing|lacking", "untested", "test gaps", "what|which . tests|tested"]),
    (Category::Idiom, &["idiom*|unidiomatic|nonidiomatic", "style|readab*|naming", "clippy", "rusty|rustic"]),
];

/// Areas of a cloud, as people say them.
pub(in crate::route) const PLACES: &[(&str, &[&str])] = &[
    ("europe", &["in|across europe|eu|europa"]), ("us", &["in|across . us|usa"]), ("asia", &["in|across asia"]), ("frankfurt", &["frankfurt"]), ("ireland", &["dublin|ireland"]), ("singapore", &["singapore"]), ("tokyo", &["tokyo"]),
    ("virginia", &["virginia"]), ("oregon", &["oregon"]), ("london", &["london"]),
];

/// Nouns of what is counted, by the word that the units know.
pub(in crate::route) const COUNTED: &[(&str, &[&str])] = &[
    ("connections", &["connection", "connections", "conn", "conns", "client", "clients", "socket", "sockets", "websocket", "websockets", "device", "devices", "sensors", "peers", "verbindungen", "connexions", "conexiones", "连接", "接続", "并发"]),
    ("users", &["user", "users", "people", "customers", "players", "subscribers", "members", "accounts", "benutzer", "nutzer", "utilisateurs", "usuarios", "用户", "ユーザー", "用户数"]),
    ("requests", &["request", "requests", "req", "reqs", "call", "calls", "query", "queries", "hits", "lookups", "logins", "reads", "anfragen", "requetes", "solicitudes", "peticiones", "请求", "リクエスト"]),
    ("messages", &["message", "messages", "msg", "msgs", "event", "events", "job", "jobs", "task", "tasks", "notifications", "records", "writes", "nachrichten", "ereignisse", "mensajes", "eventos", "消息", "メッセージ", "イベント"]),
    ("transfers", &["transfer", "transfers", "payment", "payments", "transaction", "transactions", "tx", "txs", "orders", "trades", "zahlungen", "paiements", "pagos", "transacciones", "交易"]),
    ("engineers", &["engineer", "engineers", "developer", "developers", "dev", "devs", "programmers", "entwickler", "developpeurs", "desarrolladores"]),
    ("machines", &["machine", "machines", "server", "servers", "node", "nodes", "replicas", "instances", "brokers", "vms", "hosts"]),
    ("regions", &["region", "regions", "datacenters", "regionen"]),
];

/// Words between a number and what it counts.
pub(in crate::route) const BETWEEN: &[&str] = &[
    "concurrent", "simultaneous", "active", "open", "idle", "parallel", "new", "incoming", "http", "https", "websocket", "tcp", "grpc", "small", "long", "lived", "daily", "monthly", "registered", "live", "online", "persistent", "client",
    "backend", "rust", "gleichzeitige", "gleichzeitigen", "simultanees", "simultaneas", "concurrentes", "de", "of", "kafka", "api", "database", "payment", "chat", "peak", "connected", "write", "read", "个", "同", "时",
];
