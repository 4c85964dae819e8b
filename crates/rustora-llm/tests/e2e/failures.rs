//! Everything that can come back in place of an answer.

use std::time::Duration;

use rustora_llm::replay::{Exchange, Replay, Step};
use rustora_llm::{
    CancellationToken, Delta, ErrorKind, Model as _, ModelError, Part, Remote, Timing, Wire,
};

use crate::support::{
    SECRET, WIRES, ask, ask_one, endpoint, events, recorded, remote, request, run, timing,
};

async fn failed(wire: Wire, exchange: Exchange) -> ModelError {
    ask_one(wire, exchange).await.unwrap_err()
}

#[test]
fn each_status_is_told_for_what_it_is() {
    use ErrorKind as Kind;
    run(async {
        for wire in WIRES {
            for (status, kind, may_pass) in [
                (400, Kind::BadRequest, false),
                (401, Kind::Authentication, false),
                (402, Kind::Billing, false),
                (403, Kind::Authentication, false),
                (404, Kind::NotFound, false),
                (408, Kind::Timeout, true),
                (413, Kind::TooLarge, false),
                (422, Kind::BadRequest, false),
                (429, Kind::RateLimited, true),
                (500, Kind::Server, true),
                (502, Kind::Server, true),
                (503, Kind::Overloaded, true),
                (504, Kind::Timeout, true),
                (529, Kind::Overloaded, true),
            ] {
                let body = r#"{"error":{"message":"said so"}}"#;
                let error = failed(wire, Exchange::status(status, &[], body)).await;
                assert_eq!(
                    (error.kind, error.may_pass()),
                    (kind, may_pass),
                    "{wire:?} {status}"
                );
                assert!(error.message.contains("said so"), "{error}");
                assert!(
                    error
                        .message
                        .starts_with(&format!("asking test/{}", wire.name())),
                    "{error}"
                );
            }
        }
    });
}

#[test]
fn what_headers_say_about_asking_again() {
    run(async {
        let wait = |headers: &'static [(&str, &str)]| async {
            failed(Wire::Anthropic, Exchange::status(429, headers, "")).await
        };
        assert_eq!(wait(&[]).await.retry_after, None);
        assert_eq!(
            wait(&[("retry-after", "7")]).await.retry_after,
            Some(Duration::from_secs(7))
        );
        let dated = wait(&[
            ("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT"),
            ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ])
        .await;
        assert_eq!(dated.retry_after, Some(Duration::from_secs(30)));
        assert!(!wait(&[("x-should-retry", "false")]).await.may_pass());
        let again = Exchange::status(400, &[("x-should-retry", "true")], "");
        assert!(failed(Wire::Anthropic, again).await.may_pass());
    });
}

#[test]
fn a_redirect_is_not_followed() {
    run(async {
        for status in [301, 302, 303, 307, 308] {
            let elsewhere = Replay::start([Exchange::stream([recorded(Wire::OpenaiChat)])])
                .await
                .unwrap();
            let location = format!("{}/chat/completions", elsewhere.url());
            let moved = Exchange::status(status, &[("location", &location)], "");
            let error = failed(Wire::OpenaiChat, moved).await;
            assert_eq!((error.kind, error.may_pass()), (ErrorKind::Redirect, false));
            assert!(error.message.contains(&location), "{error}");
            assert_eq!(elsewhere.connections(), 0, "{status}");
        }
    });
}

#[test]
fn an_answer_that_stalls_is_given_up_and_what_arrived_is_kept() {
    run(async {
        for wire in WIRES {
            let text = std::str::from_utf8(recorded(wire)).unwrap();
            let up_to = text.find("both.").unwrap();
            let up_to = up_to + text[up_to..].find("\n\n").unwrap() + 2;
            let server = Replay::start([Exchange::stalled([&text.as_bytes()[..up_to]])])
                .await
                .unwrap();
            let mut endpoint = endpoint(wire, &server.url());
            endpoint.timing.idle = Duration::from_millis(100);
            let error = ask(&Remote::new(endpoint).unwrap()).await.unwrap_err();
            assert_eq!(
                (error.kind, error.may_pass()),
                (ErrorKind::Stalled, true),
                "{error}"
            );
            assert_eq!(
                error.partial.last(),
                Some(&Part::Text("I read both.".to_owned())),
                "{wire:?}"
            );
        }
    });
}

#[test]
fn a_server_that_says_nothing_at_all_is_given_up() {
    run(async {
        let server = Replay::start([Exchange::raw(vec![Step::Stall])])
            .await
            .unwrap();
        let mut endpoint = endpoint(Wire::Anthropic, &server.url());
        endpoint.timing = Timing {
            first: Duration::from_millis(100),
            ..timing()
        };
        let error = ask(&Remote::new(endpoint).unwrap()).await.unwrap_err();
        assert_eq!(
            (error.kind, error.may_pass()),
            (ErrorKind::Timeout, true),
            "{error}"
        );
    });
}

#[test]
fn who_wants_no_answer_any_more_gets_what_had_arrived() {
    run(async {
        for wire in WIRES {
            let text = std::str::from_utf8(recorded(wire)).unwrap();
            let up_to = text.find("toolu_01").unwrap();
            let up_to = up_to + text[up_to..].find("\n\n").unwrap() + 2;
            let server = Replay::start([Exchange::stalled([&text.as_bytes()[..up_to]])])
                .await
                .unwrap();
            let cancel = CancellationToken::new();
            let mut stop = |delta: Delta<'_>| {
                if let Delta::ToolCallBegins { .. } = delta {
                    cancel.cancel();
                }
            };
            let remote = remote(wire, &server.url());
            let error = remote
                .respond(&request(), &mut stop, &cancel)
                .await
                .unwrap_err();
            assert_eq!(
                (error.kind, error.may_pass()),
                (ErrorKind::Cancelled, false)
            );
            assert_eq!(
                error.partial.last(),
                Some(&Part::Text("I read both.".to_owned())),
                "{wire:?}"
            );
            // And before anything was asked.
            let error = remote
                .respond(&request(), &mut |_| {}, &cancel)
                .await
                .unwrap_err();
            assert_eq!(error.kind, ErrorKind::Cancelled);
            assert_eq!(server.asked().len(), 1);
        }
    });
}

#[test]
fn an_error_in_the_middle_of_a_stream_is_one() {
    run(async {
        let overloaded =
            r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#;
        for (wire, before, line, kind) in [
            (
                Wire::Anthropic,
                "",
                format!("event: error\ndata: {overloaded}\n\n"),
                ErrorKind::Overloaded,
            ),
            (
                Wire::OpenaiChat,
                r#"{"choices":[{"delta":{"content":"so far"}}]}"#,
                events(&[r#"{"error":{"message":"oops","type":"server_error"}}"#]),
                ErrorKind::Server,
            ),
            (
                Wire::OpenaiChat,
                "",
                events(&[r#"{"choices":[{"delta":{},"finish_reason":"error"}]}"#]),
                ErrorKind::Server,
            ),
            (
                Wire::OpenaiResponses,
                "",
                events(&[
                    r#"{"type":"response.failed","response":{"error":{"code":"rate_limit_exceeded","message":"Please try again in 2s."}}}"#,
                ]),
                ErrorKind::RateLimited,
            ),
            (
                Wire::OpenaiResponses,
                "",
                events(&[r#"{"type":"error","code":"server_error","message":"oops"}"#]),
                ErrorKind::Server,
            ),
            (
                Wire::OpenaiResponses,
                "",
                "event: error\ndata: upstream went away\n\n".to_owned(),
                ErrorKind::Server,
            ),
        ] {
            let before = if before.is_empty() {
                String::new()
            } else {
                events(&[before])
            };
            let error = failed(wire, Exchange::stream([before.as_bytes(), line.as_bytes()])).await;
            assert_eq!((error.kind, error.may_pass()), (kind, true), "{line}");
            assert_eq!(error.partial.len(), usize::from(!before.is_empty()));
        }
    });
}

#[test]
fn what_is_no_stream_or_no_json_or_no_http_is_malformed() {
    run(async {
        for wire in WIRES {
            for exchange in [
                Exchange::stream([&b"data: {\"type\": \n\n"[..]]),
                Exchange::status(
                    200,
                    &[("content-type", "text/html")],
                    "<html>log in first</html>",
                ),
                Exchange::status(
                    200,
                    &[("content-type", "application/json")],
                    r#"{"object":"list"}"#,
                ),
                Exchange::raw(vec![
                    Step::Send(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec()),
                    Step::Close,
                ]),
            ] {
                let error = failed(wire, exchange.clone()).await;
                assert_eq!(
                    error.kind,
                    ErrorKind::Malformed,
                    "{wire:?} {exchange:?}: {error}"
                );
            }
            let in_json = Exchange::status(
                200,
                &[("content-type", "application/json")],
                r#"{"error":{"message":"no room","type":"overloaded_error"}}"#,
            );
            assert_eq!(failed(wire, in_json).await.kind, ErrorKind::Overloaded);
        }
    });
}

#[test]
fn where_nobody_listens_it_is_said_and_not_tried_again() {
    run(async {
        let server = Replay::start([]).await.unwrap();
        let url = server.url();
        drop(server);
        tokio::task::yield_now().await;
        let error = ask(&remote(Wire::OpenaiChat, &url)).await.unwrap_err();
        assert_eq!(
            (error.kind, error.may_pass()),
            (ErrorKind::Network, false),
            "{error}"
        );
        assert!(error.hint.contains("start the server"), "{}", error.hint);
    });
}

#[test]
fn a_key_is_sent_as_it_should_be_and_shown_nowhere() {
    run(async {
        for wire in WIRES {
            // A server that repeats what it was sent, in each place where an error comes from.
            let echo =
                format!(r#"{{"error":{{"message":"Incorrect API key provided: {SECRET}"}}}}"#);
            let exchanges = [
                Exchange::status(401, &[], &echo),
                Exchange::status(
                    302,
                    &[("location", &format!("http://elsewhere.test/?k={SECRET}"))],
                    "",
                ),
                Exchange::stream([format!("data: {echo}\n\n").as_bytes()]),
                Exchange::status(500, &[], &format!("<pre>{SECRET}</pre>")),
            ];
            let server = Replay::start(exchanges).await.unwrap();
            let remote = remote(wire, &server.url());
            for at in 0..4 {
                let error = ask(&remote).await.unwrap_err();
                let shown = format!("{error} {error:?} {} {remote:?}", error.hint);
                assert!(!shown.contains(SECRET), "{shown}");
                if at == 0 {
                    let variable = if wire == Wire::Anthropic {
                        "ANTHROPIC_API_KEY"
                    } else {
                        "OPENAI_API_KEY"
                    };
                    assert!(error.hint.contains(variable), "{}", error.hint);
                    assert!(error.message.contains("[key]"), "{error}");
                }
            }
            let endpoint = endpoint(wire, &server.url());
            assert!(!format!("{endpoint:?}").contains(SECRET));
            let bearer = format!("Bearer {SECRET}");
            let asked = server.asked();
            let (name, value) = if wire == Wire::Anthropic {
                ("x-api-key", SECRET)
            } else {
                ("authorization", bearer.as_str())
            };
            assert_eq!(asked[0].header(name), Some(value));
            let version = asked[0].header("anthropic-version");
            assert_eq!(version.is_some(), wire == Wire::Anthropic);
            assert!(!String::from_utf8_lossy(&asked[0].body).contains(SECRET));
        }
    });
}

#[test]
fn through_a_proxy_the_whole_address_is_asked_and_to_this_machine_directly() {
    use rustora_host::MemoryHost;
    use rustora_llm::Proxies;
    run(async {
        let proxy = Replay::start([
            Exchange::stream([recorded(Wire::OpenaiChat)]),
            Exchange::status(407, &[], ""),
        ]);
        let proxy = proxy.await.unwrap();
        let with_password = proxy.url().replace("http://", "http://me:pass@");
        let host = MemoryHost::default().var_set("ALL_PROXY", &with_password);
        let mut away = endpoint(Wire::OpenaiChat, "http://models.test/v1");
        away.proxies = Proxies::of(&host);
        assert!(
            !format!("{away:?}").contains("pass@"),
            "a proxy's password is one too"
        );
        assert!(ask(&Remote::new(away.clone()).unwrap()).await.is_ok());
        let asked = &proxy.asked()[0];
        assert_eq!(asked.path, "http://models.test/v1/chat/completions");
        assert_eq!(
            asked.header("proxy-authorization"),
            Some("Basic bWU6cGFzcw==")
        );
        assert_eq!(asked.header("host"), Some("models.test"));
        // An encrypted one asks for a tunnel first, and is told that it may not.
        away.base = rustora_llm::BaseUrl::new("https://models.test/v1").unwrap();
        let error = ask(&Remote::new(away.clone()).unwrap()).await.unwrap_err();
        assert_eq!(
            (error.kind, error.may_pass()),
            (ErrorKind::Network, false),
            "{error}"
        );
        assert!(
            error.message.contains("407") && !format!("{error:?}").contains("pass@"),
            "{error}"
        );
        let asked = &proxy.asked()[1];
        assert_eq!(
            (asked.method.as_str(), asked.path.as_str()),
            ("CONNECT", "models.test:443")
        );
        assert_eq!(
            asked.header("authorization"),
            None,
            "the key is not for the proxy"
        );
        let server = Replay::start([Exchange::stream([recorded(Wire::OpenaiChat)])])
            .await
            .unwrap();
        let mut here = endpoint(Wire::OpenaiChat, &server.url());
        here.proxies = Proxies::of(&host);
        assert!(ask(&Remote::new(here).unwrap()).await.is_ok());
        assert_eq!(proxy.connections(), 2);
    });
}
