//! Words by their letters: what is often misspelt, what is right as it is, what stands before a command out of courtesy.

/// Words that a slip of a finger turns into something else, and that nothing but a slip leads to.
pub(in crate::route) const KNOWN: &[&str] = &[
    "review", "reviewing", "build", "design", "designing", "architect", "architecture", "implement",
    "scaffold", "generate", "create", "advise", "advice", "recommend", "explain", "remember", "forget",
    "connection", "connections", "concurrent", "requests", "messages", "database", "postgres",
    "postgresql", "guarantee", "guarantees", "delivery", "distributed", "transaction", "transactions",
    "server", "service", "backend", "handler", "handlers", "latency", "security", "performance",
    "availability", "websocket", "microservice", "throughput", "axum", "tokio", "kafka", "rabbitmq",
    "engineers", "million", "thousand", "second", "without", "should", "where", "please",
];

/// Slips in words that are too short to tell.
pub(in crate::route) const MISSPELT: &[(&str, &str)] = &[
    ("bild", "build"), ("biuld", "build"), ("hwo", "how"), ("waht", "what"), ("teh", "the"), ("plz", "please"),
    ("pls", "please"), ("rsut", "rust"), ("rusr", "rust"), ("ruts", "rust"), ("aip", "api"), ("maek", "make"),
    ("wich", "which"), ("shoud", "should"), ("shuold", "should"), ("wehre", "where"), ("qeue", "queue"), ("queu", "queue"),
    ("que", "que"), ("servce", "service"), ("cehck", "check"), ("chekc", "check"), ("axm", "axum"), ("postgre", "postgres"),
];

/// Words that stand as they are though a known one is near.
pub(in crate::route) const RIGHT: &[&str] = &[
    "built", "builds", "serve", "serves", "served", "severe", "sever", "serious", "create", "crate", "crates",
    "device", "devise", "second", "seconds", "secure", "sewer", "services", "servers", "reviews", "reviewed",
    "designs", "designed", "resign", "request", "message", "designer", "builder", "explains", "there", "these", "pleased",
    "were", "whore", "handle", "handles", "handled", "advises", "advised", "millions", "thousands", "shoulder",
];

/// What stands before a command and says nothing itself.
pub(in crate::route) const COURTESY: &[&str] = &[
    "please", "can", "could", "would", "will", "you", "kindly", "hi", "hey", "hello", "ok", "okay", "so", "now", "then",
    "and", "just", "also", "well", "i", "we", "want", "need", "like", "to", "id", "wed", "lets", "let", "us", "help",
    "me", "must", "have", "has", "go", "mind", "first", "quickly", "quick", "rustora", "thanks", "only", "simply", "actually",
    "bitte", "kannst", "konnen", "konntest", "konnten", "du", "sie", "ich", "mochte", "will", "wir", "brauche", "mir", "uns",
    "peux", "pouvez", "pourrais", "tu", "vous", "je", "veux", "voudrais", "sil", "te", "plait", "nous", "merci",
    "puedes", "puede", "podrias", "por", "favor", "quiero", "necesito", "me", "gustaria", "hola", "bonjour", "hallo",
    "请", "帮", "我", "你", "能", "想", "要", "可", "以", "需",
];
