//! When it is asked again, how long it waits before that, and what is told meanwhile. Time is the runtime's own, and stands still.

use std::time::Duration;

use rustora_llm::{
    CancellationToken, Delta, ErrorKind, Model as _, ModelError, Part, Patience, Patient, Reply,
    Scripted, Stop, Usage,
};
use tokio::time::Instant;

use crate::support::{request, tell};

#[expect(
    clippy::unnecessary_wraps,
    reason = "it stands beside those that are errors"
)]
fn yes() -> Result<Reply, ModelError> {
    Ok(Reply {
        parts: vec![Part::Text("yes".to_owned())],
        stop: Stop::EndTurn,
        usage: Usage::default(),
    })
}

fn no(kind: ErrorKind) -> Result<Reply, ModelError> {
    Err(ModelError::new(kind, "no"))
}

fn paused(test: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_time().start_paused(true).build();
    runtime.unwrap().block_on(test);
}

/// How many times it was asked, how long that took, and what came of it.
async fn ask(
    answers: Vec<Result<Reply, ModelError>>,
) -> (usize, Duration, Result<Reply, ModelError>) {
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = std::sync::Arc::clone(&asked);
    let mut answers = answers.into_iter();
    let model = Scripted::by(move |_| {
        count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        answers.next().unwrap()
    });
    let model = Patient::new(model, Patience::default());
    let began = Instant::now();
    let answered = model
        .respond(&request(), &mut |_| {}, &CancellationToken::new())
        .await;
    (
        asked.load(std::sync::atomic::Ordering::Relaxed),
        began.elapsed(),
        answered,
    )
}

#[test]
fn what_may_pass_is_asked_again_and_nothing_else() {
    use ErrorKind as Kind;
    paused(async {
        for kind in [
            Kind::Cut,
            Kind::Stalled,
            Kind::Timeout,
            Kind::RateLimited,
            Kind::Overloaded,
            Kind::Server,
            Kind::Network,
            Kind::Malformed,
        ] {
            let (asked, _, answered) = ask(vec![no(kind), yes()]).await;
            assert_eq!((asked, answered), (2, yes()), "{kind:?}");
        }
        for kind in [
            Kind::Authentication,
            Kind::Billing,
            Kind::TooLong,
            Kind::TooLarge,
            Kind::NotFound,
            Kind::BadRequest,
            Kind::Redirect,
            Kind::Cancelled,
            Kind::NotConfigured,
        ] {
            let (asked, took, answered) = ask(vec![no(kind)]).await;
            assert_eq!(
                (asked, took, answered),
                (1, Duration::ZERO, no(kind)),
                "{kind:?}"
            );
        }
    });
}

#[test]
fn a_malformed_answer_is_believed_the_second_time() {
    paused(async {
        let answers = vec![
            no(ErrorKind::Malformed),
            no(ErrorKind::Cut),
            no(ErrorKind::Malformed),
        ];
        let (asked, _, answered) = ask(answers).await;
        assert_eq!(
            (asked, answered.unwrap_err().kind),
            (3, ErrorKind::Malformed)
        );
    });
}

#[test]
fn waits_grow_up_to_a_bound_and_end() {
    paused(async {
        let mut shortest = Duration::MAX;
        for _ in 0..50 {
            let (asked, took, answered) = ask(vec![no(ErrorKind::Overloaded); 6]).await;
            assert_eq!(asked, 6);
            assert!(took <= Duration::from_secs(1 + 2 + 4 + 8 + 16), "{took:?}");
            shortest = shortest.min(took);
            let error = answered.unwrap_err();
            assert!(error.message.contains("asked 6 times"), "{error}");
        }
        assert!(
            shortest < Duration::from_secs(25),
            "waits are random: {shortest:?}"
        );
    });
}

#[test]
fn what_the_provider_says_about_waiting_is_heeded_up_to_a_bound() {
    paused(async {
        let busy = |seconds| {
            Err(ModelError::new(ErrorKind::RateLimited, "busy")
                .after(Some(Duration::from_secs(seconds))))
        };
        for seconds in [0, 7, 120] {
            let (asked, took, answered) = ask(vec![busy(seconds), yes()]).await;
            assert_eq!((asked, answered), (2, yes()));
            // A timer fires at the next millisecond.
            let bounds =
                Duration::from_secs(seconds)..=Duration::from_millis(1000 * seconds + 1001);
            assert!(bounds.contains(&took), "{took:?}");
        }
        let (asked, took, answered) = ask(vec![busy(121)]).await;
        assert_eq!((asked, took), (1, Duration::ZERO));
        assert!(answered.unwrap_err().hint.contains("121 s"));
    });
}

#[test]
fn a_second_attempt_says_that_it_replaces_what_was_shown() {
    paused(async {
        let script = r#"
            {"error": "overloaded", "message": "no room"}
            {"error": "cut", "message": "the answer was cut", "partial": [{"text": "half an"}]}
            {"parts": [{"text": "whole"}]}
        "#;
        let model = Patient::new(Scripted::parse(script).unwrap(), Patience::default());
        let mut told = Vec::new();
        let cancel = CancellationToken::new();
        let reply = model
            .respond(&request(), &mut tell(&mut told), &cancel)
            .await
            .unwrap();
        assert_eq!(reply.text(), "whole");
        assert_eq!(
            told,
            [
                "retrying (replaces: false): no room",
                "text half ",
                "text an",
                "retrying (replaces: true): the answer was cut",
                "text whole",
            ]
        );
    });
}

#[test]
fn what_had_arrived_is_kept_when_nothing_better_comes() {
    paused(async {
        let half = vec![Part::Text("half".to_owned())];
        let script = r#"
            {"error": "cut", "partial": [{"text": "half"}]}
            {"error": "bad_request", "message": "no"}
        "#;
        let model = Patient::new(Scripted::parse(script).unwrap(), Patience::default());
        let error = model
            .respond(&request(), &mut |_| {}, &CancellationToken::new())
            .await
            .unwrap_err();
        assert_eq!((error.kind, error.partial), (ErrorKind::BadRequest, half));
    });
}

#[test]
fn waiting_ends_when_nobody_wants_the_answer() {
    paused(async {
        let cancel = CancellationToken::new();
        let model = Patient::new(
            Scripted::new([no(ErrorKind::Overloaded)]),
            Patience::default(),
        );
        let mut stop = |delta: Delta<'_>| {
            if let Delta::Retrying { .. } = delta {
                cancel.cancel();
            }
        };
        let began = Instant::now();
        let error = model
            .respond(&request(), &mut stop, &cancel)
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind, began.elapsed()),
            (ErrorKind::Cancelled, Duration::ZERO)
        );
    });
}

#[test]
fn a_script_remembers_what_it_was_asked_and_ends() {
    paused(async {
        let model = Scripted::parse("# a comment\n\n{\"parts\":[{\"tool_call\":{\"id\":\"1\",\"name\":\"read\",\"arguments\":{}}}]}\n").unwrap();
        let cancel = CancellationToken::new();
        let reply = model
            .respond(&request(), &mut |_| {}, &cancel)
            .await
            .unwrap();
        assert_eq!(reply.stop, Stop::ToolUse);
        let error = model
            .respond(&request(), &mut |_| {}, &cancel)
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotConfigured);
        assert_eq!(model.asked(), [request(), request()]);
        let error = Scripted::parse("{\"parts\":[]}\n{\"part\":[]}").unwrap_err();
        assert!(error.message.contains("line 2"), "{error}");
    });
}
