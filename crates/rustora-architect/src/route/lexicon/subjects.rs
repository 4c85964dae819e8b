//! What a review can be about when no path is named, and by which names the code for it is recognised.

/// A subject: its name, the phrases that mean it, and names of which one stands in every file that deals with it.
pub(in crate::route) struct Known {
    pub(in crate::route) name: &'static str,
    pub(in crate::route) phrases: &'static [&'static str],
    pub(in crate::route) marks: &'static [&'static str],
}

/// The subjects.
pub(in crate::route) const SUBJECTS: &[Known] = &[
    Known {
        name: "connection-pool",
        phrases: &[
            "connection|connections|database|db|sqlx|redis|verbindungs pool|pools|pooling",
            "pool . connexions|conexiones",
            "verbindungspool|connectionpool",
            "pooling|pool code|settings|handling",
            "连接池",
            "コネクションプール",
        ],
        marks: &[
            "PgPool",
            "MySqlPool",
            "SqlitePool",
            "AnyPool",
            "PoolOptions",
            "PgPoolOptions",
            "MySqlPoolOptions",
            "SqlitePoolOptions",
            "deadpool",
            "deadpool_postgres",
            "deadpool_redis",
            "bb8",
            "bb8_postgres",
            "r2d2",
            "r2d2_sqlite",
            "mobc",
            "ConnectionManager",
        ],
    },
    Known {
        name: "http-handlers",
        phrases: &[
            "handler|handlers",
            "endpoint|endpoints|routes|router",
            "middleware",
        ],
        marks: &["axum", "actix_web", "warp", "rocket", "poem", "salvo"],
    },
    Known {
        name: "messaging",
        phrases: &[
            "kafka|rabbitmq|nats|sqs|message|event|queue consumer*|producer*|subscriber*|worker*|handling",
            "consumer|consumers|subscriber|subscribers",
        ],
        marks: &[
            "rdkafka",
            "lapin",
            "async_nats",
            "nats",
            "aws_sdk_sqs",
            "pulsar",
            "rskafka",
        ],
    },
    Known {
        name: "authentication",
        phrases: &[
            "auth|authentication|login|authorization|authorisation|jwt|session|sessions|password code|handling|layer|logic|middleware|flow|hashing|checks",
            "authentication|authorization|login|jwt",
        ],
        marks: &[
            "jsonwebtoken",
            "argon2",
            "bcrypt",
            "oauth2",
            "openidconnect",
            "axum_login",
            "tower_sessions",
            "actix_identity",
            "pbkdf2",
            "scrypt",
        ],
    },
    Known {
        name: "websockets",
        phrases: &["websocket*|sockets code|handler|handling|layer|server"],
        marks: &[
            "tokio_tungstenite",
            "tungstenite",
            "WebSocket",
            "WebSocketUpgrade",
            "fastwebsockets",
        ],
    },
    Known {
        name: "database",
        phrases: &[
            "sqlx|diesel|sql|database|db|query|repository layer|code|module|queries|access|calls",
            "queries",
        ],
        marks: &[
            "sqlx",
            "diesel",
            "sea_orm",
            "tokio_postgres",
            "rusqlite",
            "mongodb",
        ],
    },
    Known {
        name: "cache",
        phrases: &["redis|cache|caching code|layer|handling|module|logic"],
        marks: &["redis", "moka", "fred", "deadpool_redis", "cached"],
    },
    Known {
        name: "outgoing-calls",
        phrases: &[
            "http|api client|clients",
            "reqwest code|client|calls",
            "outgoing|outbound requests|calls",
        ],
        marks: &["reqwest", "hyper_util", "ureq", "isahc"],
    },
];
