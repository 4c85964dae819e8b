//! What a body does to a database: which statement each round trip runs, on which table, and through what.
//!
//! A statement is read only as far as its verb and its first table, by a tokenizer that gives up early: what is put
//! together at run time, or begins in a way that is not known here, is unknown.

use rustora_source::tree::{Expr, ExprId, ItemKind, Literal, MacroBody, PathId};

use super::body::{Body, Call};
use super::program::{Def, ItemRef, Program};
use super::resolve::Namespace;
use super::ty::Ty;

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Verb {
    Select,
    Insert,
    /// An `INSERT` that may be repeated: `ON CONFLICT`, `REPLACE`.
    Upsert,
    Update,
    Delete,
}

/// A statement, as far as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) verb: Verb,
    /// In lower case, without quotes and schema.
    pub(crate) table: Option<String>,
}

/// A round trip to a database whose statement is known.
#[derive(Clone, Debug)]
pub(crate) struct SqlEffect {
    /// The call that makes it.
    pub(crate) call: Call,
    pub(crate) statement: Statement,
    /// The pool, connection or transaction.
    pub(crate) executor: ExprId,
}

/// What a statement is run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Executor {
    /// Each statement gets a connection of its own, and is committed by itself.
    Pool,
    /// A connection out of a pool, which begins without a transaction.
    Connection,
    Transaction,
}

const POOLS: [&str; 4] = [
    "sqlx::Pool",
    "deadpool_postgres::Pool",
    "diesel_async::pooled_connection::deadpool::Pool",
    "diesel_async::pooled_connection::bb8::Pool",
];

const CONNECTIONS: [&str; 4] = [
    "sqlx::pool::PoolConnection",
    "deadpool_postgres::Object",
    "diesel_async::pooled_connection::deadpool::Object",
    "diesel_async::pooled_connection::bb8::PooledConnection",
];

const TRANSACTIONS: [&str; 3] = [
    "sqlx::Transaction",
    "tokio_postgres::Transaction",
    "deadpool_postgres::Transaction",
];

impl Statement {
    /// Whether it changes rows.
    pub(crate) fn writes(&self) -> bool {
        self.verb != Verb::Select
    }

    /// Reads the beginning of a statement. A second statement behind a `;` makes it unknown.
    pub(crate) fn parse(sql: &str) -> Option<Self> {
        let words = words(sql);
        let mut at = words.iter().map(String::as_str);
        let is_upsert = words
            .windows(2)
            .any(|pair| pair[0] == "on" && matches!(pair[1].as_str(), "conflict" | "duplicate"));
        if words
            .iter()
            .position(|word| word == ";")
            .is_some_and(|end| end + 1 < words.len())
        {
            return None;
        }
        let named = |word: Option<&str>| {
            let word = word?;
            let table = word.rsplit('.').next().unwrap_or(word);
            table
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_')
                .then(|| table.to_owned())
        };
        let (verb, table) = match at.next()? {
            "insert" => match at.next()? {
                "into" if is_upsert => (Verb::Upsert, named(at.next())),
                "into" => (Verb::Insert, named(at.next())),
                "or" => (
                    Verb::Upsert,
                    at.nth(1)
                        .filter(|word| *word == "into")
                        .and_then(|_| named(at.next())),
                ),
                _ => return None,
            },
            "replace" => (Verb::Upsert, at.nth(1).and_then(|word| named(Some(word)))),
            "update" => {
                let table = at.next().map(|word| match word {
                    "only" => at.next(),
                    word => Some(word),
                });
                (Verb::Update, named(table.flatten()))
            }
            "delete" if at.next()? == "from" => (Verb::Delete, named(at.next())),
            "select" => {
                let table = at.find(|word| *word == "from").and_then(|_| at.next());
                (Verb::Select, named(table))
            }
            // `WITH … SELECT` may delete in its first part.
            _ => return None,
        };
        Some(Self { verb, table })
    }
}

/// The words of a statement in lower case, with comments and the text of strings left out.
fn words(sql: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let len = if let Some(comment) = rest.strip_prefix("--") {
            2 + comment.find('\n').unwrap_or(comment.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            2 + comment.find("*/").map_or(comment.len(), |end| end + 2)
        } else if first == '\'' {
            words.push("'".to_owned());
            1 + rest[1..].find('\'').map_or(rest.len() - 1, |end| end + 1)
        } else {
            let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"' | '`');
            let len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            if len > 0 {
                words.push(rest[..len].replace(['"', '`'], "").to_lowercase());
                len
            } else {
                if !first.is_whitespace() {
                    words.push(first.to_string());
                }
                first.len_utf8()
            }
        };
        rest = rest.get(len..).unwrap_or("");
    }
    words
}

/// Whether a statement, as a literal, gives rows back.
pub(super) fn returns_rows(literal: &str) -> bool {
    let words = literal_text(literal).map_or_else(Vec::new, |text| words(&text));
    let asks = ["select", "with", "values", "show", "explain", "pragma"];
    let first = words.first().map(String::as_str);
    first.is_some_and(|first| asks.contains(&first)) || words.iter().any(|word| word == "returning")
}

impl Program<'_> {
    /// Whether a type is a pool of connections.
    pub(super) fn is_pool(&self, item: ItemRef) -> bool {
        POOLS.iter().any(|path| self.is(item, path))
    }
}

impl Body<'_> {
    /// The round trips whose statements are known, in the order of evaluation.
    pub(crate) fn sql_effects(&self) -> Vec<SqlEffect> {
        let executes = self
            .calls
            .iter()
            .filter(|call| self.program.mark(call.callee, "executes").is_some());
        executes
            .filter_map(|call| {
                let first = self.tree()[call.args].first().copied();
                // The text is an argument of the call itself, or the executor is and the receiver has it.
                let (statement, executor) = if self.program.mark(call.callee, "sql").is_some() {
                    (
                        Statement::parse(&self.constant_text(first?, 4)?)?,
                        call.receiver?,
                    )
                } else {
                    (self.built(call.receiver?, 24)?, first?)
                };
                Some(SqlEffect {
                    call: *call,
                    statement,
                    executor,
                })
            })
            .collect()
    }

    /// What an executor is; `None` also for a connection that somebody else may have begun a transaction on.
    pub(crate) fn executor(&self, expr: ExprId) -> Option<Executor> {
        self.executor_of(self.ty(self.lent(expr)))
    }

    /// What a value of this type is to a statement; `None` also for a borrowed connection.
    pub(super) fn executor_of(&self, ty: &Ty) -> Option<Executor> {
        let item = ty.peeled().adt()?;
        let is_one_of = |paths: &[&str]| paths.iter().any(|path| self.program.is(item, path));
        if is_one_of(&TRANSACTIONS) {
            Some(Executor::Transaction)
        } else if self.program.is_pool(item) {
            Some(Executor::Pool)
        } else if is_one_of(&CONNECTIONS) && !matches!(ty, Ty::Ref(_)) {
            Some(Executor::Connection)
        } else {
            None
        }
    }

    /// Whether the function has anything to do with transactions: by what it calls, or in SQL.
    pub(crate) fn speaks_of_transactions(&self) -> bool {
        let Some((first, root)) = self.program.body_range(self.owner) else {
            return true;
        };
        let hints = [
            "ransaction",
            "RANSACTION",
            "egin",
            "EGIN",
            "avepoint",
            "AVEPOINT",
        ];
        let text = self.source().str(self.tree()[self.owner.item].span);
        if !hints.iter().any(|hint| text.contains(hint)) {
            return false;
        }
        let mut all = self.tree().exprs_between(first, root);
        all.any(|id| {
            let name = match self.expr(id) {
                Expr::MethodCall { name, .. } => self.source().str(name),
                Expr::Call { callee, .. } => self.text(callee),
                Expr::Literal(Literal::Str) => self.text(id),
                _ => return false,
            };
            let name = name.to_lowercase();
            ["transaction", "begin", "savepoint"]
                .iter()
                .any(|word| name.contains(word))
        })
    }

    /// What is lent by `&x`, `&mut *x`, `x.as_mut()`.
    pub(crate) fn lent(&self, expr: ExprId) -> ExprId {
        match self.expr(expr) {
            Expr::Borrow { expr, .. } | Expr::Deref(expr) => self.lent(expr),
            Expr::MethodCall { receiver, name, .. }
                if matches!(
                    self.source().str(name),
                    "as_mut" | "as_ref" | "deref" | "deref_mut" | "clone"
                ) =>
            {
                self.lent(receiver)
            }
            Expr::Path(_) => {
                // `let conn = &mut pool.get().await?;`
                let init = self.local(expr).and_then(|pat| self.init(pat));
                match init.map(|init| (init, self.expr(init))) {
                    Some((init, Expr::Borrow { expr: inner, .. })) if inner < init => {
                        match self.expr(inner) {
                            Expr::Path(_) => self.lent(inner),
                            _ => inner,
                        }
                    }
                    _ => expr,
                }
            }
            _ => expr,
        }
    }

    /// What stands around a call to await it and to take the value out of its `Result`.
    pub(crate) fn unwrapped(&self, expr: ExprId) -> ExprId {
        match self.tree().parent(expr) {
            Some(outer) => match self.expr(outer) {
                Expr::Await(_) | Expr::Try(_) => self.unwrapped(outer),
                Expr::MethodCall { receiver, name, .. }
                    if receiver == expr
                        && matches!(
                            self.source().str(name),
                            "unwrap" | "expect" | "map_err" | "context" | "with_context"
                        ) =>
                {
                    self.unwrapped(outer)
                }
                _ => expr,
            },
            None => expr,
        }
    }

    /// Whether two expressions run as part of the same function, closure or async block.
    pub(crate) fn runs_with(&self, one: ExprId, other: ExprId) -> bool {
        let around = |id| {
            self.tree()
                .ancestors(id)
                .find(|outer| matches!(self.expr(*outer), Expr::Closure { .. } | Expr::Async(_)))
        };
        around(one) == around(other)
    }

    /// The statement that a chain of methods begins with: `query(…).bind(…)`, `insert_into(…).values(…)`.
    fn built(&self, expr: ExprId, depth: u32) -> Option<Statement> {
        let depth = depth.checked_sub(1)?;
        let tree = self.tree();
        match self.expr(expr) {
            Expr::MethodCall { receiver, name, .. } => {
                let mut found = self.built(receiver, depth)?;
                if self.source().str(name).starts_with("on_conflict") && found.verb == Verb::Insert
                {
                    found.verb = Verb::Upsert;
                }
                Some(found)
            }
            Expr::Call { args, .. } => {
                let callee = self.callee(expr)?;
                let first = *tree[args].first()?;
                if let Some(verb) = self.program.mark_text(callee, "sql_verb") {
                    let verb = match verb {
                        "insert" => Verb::Insert,
                        "upsert" => Verb::Upsert,
                        "update" => Verb::Update,
                        "delete" => Verb::Delete,
                        _ => return None,
                    };
                    let table = self.diesel_table(first, 8);
                    return Some(Statement { verb, table });
                }
                self.program.mark(callee, "sql")?;
                Statement::parse(&self.constant_text(first, 4)?)
            }
            Expr::Macro(call) => {
                let (_, _, item) = self.macros.iter().find(|(id, _, _)| *id == expr)?;
                self.program.mark((*item)?, "sql")?;
                let MacroBody::Args(args) = tree[call].body else {
                    return None;
                };
                let is_text = |id: &&ExprId| matches!(tree[**id], Expr::Literal(Literal::Str));
                let text = tree[args].iter().take(2).find(is_text)?;
                Statement::parse(&self.constant_text(*text, 1)?)
            }
            Expr::Path(_) => self.built(self.init(self.local(expr)?)?, depth),
            _ => None,
        }
    }

    /// The first word of the statement that a round trip makes, in lower case, also where the rest is put together.
    pub(crate) fn first_word(&self, call: &Call) -> Option<String> {
        let tree = self.tree();
        let mut at = call.receiver?;
        loop {
            match self.expr(at) {
                Expr::MethodCall { receiver, .. } => at = receiver,
                Expr::Path(_) => at = self.init(self.local(at)?)?,
                Expr::Call { args, .. } => {
                    self.program.mark(self.callee(at)?, "sql")?;
                    let text = self.leading_text(*tree[args].first()?, 6)?;
                    return words(&text).into_iter().next();
                }
                _ => return None,
            }
        }
    }

    /// The literal that a text begins with.
    fn leading_text(&self, expr: ExprId, depth: u32) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let tree = self.tree();
        match self.expr(expr) {
            Expr::Borrow { expr, .. } | Expr::MethodCall { receiver: expr, .. } => {
                self.leading_text(expr, depth)
            }
            // A type that vouches for the text.
            Expr::Call { args, .. } if self.is_constructor_call(expr) => {
                self.leading_text(*tree[args].first()?, depth)
            }
            Expr::Path(_) if self.local(expr).is_some() => {
                self.leading_text(self.init(self.local(expr)?)?, depth)
            }
            Expr::Macro(call) => match tree[call].body {
                MacroBody::Args(args) => self.leading_text(*tree[args].first()?, depth),
                _ => None,
            },
            _ => self.constant_text(expr, depth),
        }
    }

    /// The table that a diesel statement is about: `users::table`, `users`, `users::table.find(id)`.
    fn diesel_table(&self, expr: ExprId, depth: u32) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let tree = self.tree();
        match self.expr(expr) {
            Expr::MethodCall { receiver, .. } => self.diesel_table(receiver, depth),
            Expr::Path(path) if self.local(expr).is_none() => {
                let names: Vec<&str> = tree[tree[path].segments]
                    .iter()
                    .map(|segment| self.source().str(segment.name))
                    .collect();
                match names.as_slice() {
                    [.., table, "table"] | [.., table]
                        if table.starts_with(|c: char| c.is_ascii_lowercase())
                            && *table != "table" =>
                    {
                        Some((*table).to_owned())
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A text that is written in the program: a literal, a constant, a variable that is bound to one.
    pub(crate) fn constant_text(&self, expr: ExprId, depth: u32) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        match self.expr(expr) {
            Expr::Literal(Literal::Str) => literal_text(self.text(expr)),
            Expr::Borrow { expr, .. } => self.constant_text(expr, depth),
            Expr::Path(path) => match self.local(expr) {
                Some(pat) => self.constant_text(self.init(pat)?, depth),
                None => self.constant(path),
            },
            _ => None,
        }
    }

    fn constant(&self, path: PathId) -> Option<String> {
        let found = self.program.resolve(self.module, path, Namespace::Value)?;
        let Def::Item(item) = found.def else {
            return None;
        };
        if found.used < self.tree()[path].segments.len() {
            return None;
        }
        let file = self.program.file(item.file);
        let ItemKind::Const { value, .. } = file.tree()[item.item].kind else {
            return None;
        };
        let value = value?;
        match file.tree()[value] {
            Expr::Literal(Literal::Str) => literal_text(file.str(file.tree().expr_span(value))),
            _ => None,
        }
    }
}

/// What a string literal says. Escapes are left as they are, but for those that end a line.
fn literal_text(literal: &str) -> Option<String> {
    let inner = literal.trim_start_matches('r').trim_matches('#');
    let inner = inner.strip_prefix('"')?.strip_suffix('"')?;
    Some(
        inner
            .replace("\\\n", " ")
            .replace("\\n", "\n")
            .replace("\\\"", "\""),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sql: &str) -> Option<(Verb, Option<String>)> {
        Statement::parse(sql).map(|found| (found.verb, found.table))
    }

    #[test]
    fn the_verb_and_the_table_are_read() {
        for (sql, verb, table) in [
            ("INSERT INTO users (a) VALUES ($1)", Verb::Insert, "users"),
            (
                "insert into app.\"Users\"(a) select 1",
                Verb::Insert,
                "users",
            ),
            (
                "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING",
                Verb::Upsert,
                "t",
            ),
            ("INSERT OR REPLACE INTO t VALUES (1)", Verb::Upsert, "t"),
            (
                "-- why\n UPDATE /* x */ ONLY t SET a = ';' ",
                Verb::Update,
                "t",
            ),
            ("DELETE FROM `t` WHERE a = 'x''y';", Verb::Delete, "t"),
            ("SELECT a, b FROM t WHERE c", Verb::Select, "t"),
        ] {
            assert_eq!(read(sql), Some((verb, Some(table.to_owned()))), "{sql}");
        }
    }

    #[test]
    fn the_rest_is_unknown() {
        for sql in [
            "",
            "WITH a AS (DELETE FROM t) SELECT 1",
            "BEGIN",
            "DELETE FROM a; DELETE FROM b",
            "'",
        ] {
            assert_eq!(read(sql), None, "{sql}");
        }
        assert_eq!(read("UPDATE {} SET a = 1"), Some((Verb::Update, None)));
        assert_eq!(read("SELECT 1"), Some((Verb::Select, None)));
    }
}
