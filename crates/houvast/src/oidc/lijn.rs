//! One HTTP request at a time to the provider: its own connection, no redirects, ten seconds, one megabyte.

use houvast_dienst::inlog::oidc::{Antwoord, GeenAntwoord, Lijn, Straks, Vraag};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Request, Uri, header};
use hyper_util::rt::TokioIo;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, ServerName};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

/// Somebody waits at a screen.
const GEDULD: Duration = Duration::from_secs(10);
/// No token or list of keys comes near this.
const GROOTSTE: usize = 1024 * 1024;

/// The line, over TLS; without it only to this machine.
pub(super) struct Https(TlsConnector);

impl Https {
    /// `ca`: certificates of one's own instead of the known issuers. `None`: there is none in it.
    pub(super) fn nieuw(ca: Option<&[u8]>) -> Option<Self> {
        let mut bekend = RootCertStore::empty();
        match ca {
            Some(pem) => {
                for certificaat in CertificateDer::pem_slice_iter(pem) {
                    bekend.add(certificaat.ok()?).ok()?;
                }
            }
            None => bekend.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        }
        if bekend.is_empty() {
            return None;
        }
        let instelling = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .ok()?
            .with_root_certificates(bekend)
            .with_no_client_auth();
        Some(Self(TlsConnector::from(Arc::new(instelling))))
    }

    async fn vraag(&self, vraag: Vraag) -> Option<Antwoord> {
        let uri: Uri = vraag.adres.parse().ok()?;
        let host = uri.host()?.trim_matches(['[', ']']).to_owned();
        let versleuteld = uri.scheme_str() == Some("https");
        if !versleuteld && !["127.0.0.1", "localhost", "::1"].contains(&host.as_str()) {
            return None;
        }
        let poort = uri.port_u16().unwrap_or(if versleuteld { 443 } else { 80 });
        let lijn = TcpStream::connect((host.as_str(), poort)).await.ok()?;
        if versleuteld {
            let naam = ServerName::try_from(host).ok()?;
            wissel(self.0.connect(naam, lijn).await.ok()?, &uri, vraag).await
        } else {
            wissel(lijn, &uri, vraag).await
        }
    }
}

async fn wissel(
    lijn: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    uri: &Uri,
    vraag: Vraag,
) -> Option<Antwoord> {
    let (mut zender, verbinding) = http1::handshake(TokioIo::new(lijn)).await.ok()?;
    let bezig = tokio::spawn(verbinding);
    let pad = uri.path_and_query().map_or("/", |p| p.as_str());
    let mut bouw = Request::builder()
        .uri(pad)
        .header(header::HOST, uri.authority()?.as_str())
        .header(header::ACCEPT, "application/json");
    if let Some(machtiging) = &vraag.machtiging {
        bouw = bouw.header(header::AUTHORIZATION, machtiging);
    }
    let verzoek = match vraag.vorm {
        Some(velden) => bouw
            .method("POST")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(houvast_dienst::inlog::oidc::formulier(
                &velden,
            )))),
        None => bouw.body(Full::default()),
    };
    let antwoord = zender.send_request(verzoek.ok()?).await.ok()?;
    let status = antwoord.status().as_u16();
    let inhoud = Limited::new(antwoord.into_body(), GROOTSTE)
        .collect()
        .await
        .ok()?;
    bezig.abort();
    Some(Antwoord {
        status,
        inhoud: inhoud.to_bytes().to_vec(),
    })
}

impl Lijn for Https {
    fn stuur(&self, vraag: Vraag) -> Straks<'_> {
        Box::pin(async move {
            match tokio::time::timeout(GEDULD, self.vraag(vraag)).await {
                Ok(Some(antwoord)) => Ok(antwoord),
                Ok(None) | Err(_) => {
                    tracing::warn!("de OIDC-uitgever is niet te bereiken");
                    Err(GeenAntwoord)
                }
            }
        })
    }
}
