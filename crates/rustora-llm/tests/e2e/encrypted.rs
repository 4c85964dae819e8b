//! Encrypted connections: whose certificates are believed, and that a proxy only passes bytes on.
//!
//! `tls/` holds a certificate for localhost and models.test, its key, and the authority that signed it. They are for these tests, no machine
//! believes that authority, and its own key is gone.

use std::sync::Arc;

use rustora_host::MemoryHost;
use rustora_llm::replay::Replay;
use rustora_llm::{BaseUrl, ErrorKind, Proxies, Remote, Trust, Wire};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::support::{ask, endpoint, meant, recorded, run};
use rustora_llm::replay::Exchange;

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from(&include_bytes!("tls/server.der")[..]);
    let key = PrivatePkcs8KeyDer::from(&include_bytes!("tls/server-key.der")[..]);
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], PrivateKeyDer::Pkcs8(key))
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// Decrypts, and passes on to that server. Gives its port.
async fn encrypted(inner: &Replay) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let to = inner.url().replace("http://", "");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let to = to.clone();
            tokio::spawn(async move {
                let mut stream = acceptor().accept(stream).await.ok()?;
                let mut inner = TcpStream::connect(to).await.ok()?;
                copy_bidirectional(&mut stream, &mut inner).await.ok()
            });
        }
    });
    port
}

fn ours() -> Trust {
    Trust::These(vec![include_bytes!("tls/authority.der").to_vec()])
}

#[test]
fn a_certificate_is_believed_if_its_authority_is() {
    run(async {
        let inner = Replay::start([Exchange::stream([recorded(Wire::Anthropic)])])
            .await
            .unwrap();
        let port = encrypted(&inner).await;
        let mut there = endpoint(Wire::Anthropic, &format!("https://localhost:{port}"));
        // The machine's own list is read, and does not have it.
        let error = ask(&Remote::new(there.clone()).unwrap()).await.unwrap_err();
        assert_eq!(
            (error.kind, error.may_pass()),
            (ErrorKind::Network, false),
            "{error}"
        );
        assert!(error.hint.contains("SSL_CERT_FILE"), "{error:?}");
        there.trust = ours();
        assert_eq!(
            ask(&Remote::new(there.clone()).unwrap()).await,
            Ok(meant(Wire::Anthropic))
        );
        // Another name on the same machine is not in the certificate.
        there.base = BaseUrl::new(&format!("https://[::ffff:127.0.0.1]:{port}")).unwrap();
        let error = ask(&Remote::new(there).unwrap()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Network, "{error}");
        assert_eq!(
            inner.asked().len(),
            1,
            "nothing was sent to who was not believed"
        );
    });
}

#[test]
fn a_proxy_passes_on_what_it_cannot_read() {
    run(async {
        let inner = Replay::start([Exchange::stream([recorded(Wire::OpenaiChat)])])
            .await
            .unwrap();
        let port = encrypted(&inner).await;
        let proxy = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = MemoryHost::default().var_set(
            "HTTPS_PROXY",
            &format!("http://{}", proxy.local_addr().unwrap()),
        );
        let passing = tokio::spawn(async move {
            let (mut stream, _) = proxy.accept().await.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.unwrap());
            }
            stream
                .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
                .await
                .unwrap();
            let mut onwards = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            _ = copy_bidirectional(&mut stream, &mut onwards).await;
            String::from_utf8(head).unwrap()
        });
        let mut there = endpoint(Wire::OpenaiChat, "https://models.test/v1");
        there.proxies = Proxies::of(&host);
        there.trust = ours();
        let remote = Remote::new(there).unwrap();
        assert_eq!(ask(&remote).await, Ok(meant(Wire::OpenaiChat)));
        drop(remote);
        let head = passing.await.unwrap();
        assert!(
            head.starts_with("CONNECT models.test:443 HTTP/1.1\r\nHost: models.test:443\r\n"),
            "{head}"
        );
        assert!(!head.to_lowercase().contains("\r\nauthorization"), "{head}");
        assert_eq!(inner.asked()[0].path, "/v1/chat/completions");
    });
}
