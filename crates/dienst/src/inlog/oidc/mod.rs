//! Logging in through the organisation: a relying party of OpenID Connect by the NL GOV assurance profile. Authorization
//! code with PKCE S256, `state` and `nonce` of 256 bits, a level of assurance (`acr`) that the installation demands, and
//! signed tokens of asymmetric algorithms only. The line to the provider comes from outside: this room knows no HTTP.

mod bron;
mod jws;
mod stroom;
mod token;
mod uit;
#[cfg(test)]
mod vreemd;
mod wie;

pub use stroom::{Begin, Terug, begin, terug};
pub use uit::{afmeldadres, uitgelogd_door_organisatie};

use houvast_begrip::{AgbCode, GemeenteCode};
use houvast_opslag::Rol;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// One request to the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vraag {
    /// Where to.
    pub adres: String,
    /// The fields of a form; `None`: a GET.
    pub vorm: Option<Vec<(String, String)>>,
    /// The value of `Authorization`.
    pub machtiging: Option<String>,
}

/// What came back.
pub struct Antwoord {
    /// Of HTTP.
    pub status: u16,
    /// The body.
    pub inhoud: Vec<u8>,
}

/// The provider was not reached, or said nothing that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GeenAntwoord;

/// An answer that is on its way.
pub type Straks<'a> = Pin<Box<dyn Future<Output = Result<Antwoord, GeenAntwoord>> + Send + 'a>>;

/// The line to the provider, with its own limits of time and size.
pub trait Lijn: Send + Sync {
    /// Sends and waits.
    fn stuur(&self, vraag: Vraag) -> Straks<'_>;
}

/// Signs with our own key; `None`: it cannot.
pub type Ondertekenaar = Arc<dyn Fn(&[u8]) -> Option<Vec<u8>> + Send + Sync>;

/// How we prove to the provider who we are.
#[derive(Clone)]
pub enum Clientbewijs {
    /// `client_secret_basic`.
    Geheim(String),
    /// `private_key_jwt`, which the profile asks for.
    Sleutel {
        /// `RS256` or `ES256`.
        alg: &'static str,
        /// Name of the key at the provider.
        kid: Option<String>,
        /// The key itself.
        teken: Ondertekenaar,
    },
}

/// Which claims say who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The role.
    pub rol: String,
    /// The gemeenten.
    pub gemeente: String,
    /// The aanbieder, practice or institution.
    pub aanbieder: String,
    /// The name on the screen.
    pub naam: String,
}

/// As the configuration of the installation says.
#[derive(Clone)]
pub struct Instelling {
    /// The issuer, as it stands in its tokens.
    pub uitgever: String,
    /// Our name at the provider.
    pub client: String,
    /// Our proof.
    pub bewijs: Clientbewijs,
    /// Levels of assurance of which one is enough.
    pub acr: Vec<String>,
    /// How far clocks may differ.
    pub marge: SignedDuration,
    /// On the button: "Aanmelden via …".
    pub knop: String,
    /// Our own address, without a slash at the end.
    pub webadres: String,
    /// What is asked besides `openid`.
    pub scopes: Vec<String>,
    /// Names of claims.
    pub claims: Claims,
    /// Value of the claim → role here.
    pub rollen: BTreeMap<String, Rol>,
    /// Value of the claim → gemeente.
    pub gemeenten: BTreeMap<String, GemeenteCode>,
    /// Value of the claim → AGB code.
    pub aanbieders: BTreeMap<String, AgbCode>,
}

/// Logging in through the organisation, as it runs.
pub struct Oidc {
    /// The configuration.
    pub instelling: Instelling,
    lijn: Arc<dyn Lijn>,
    bron: bron::Geheugen,
}

impl fmt::Debug for Oidc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oidc")
            .field("uitgever", &self.instelling.uitgever)
            .finish_non_exhaustive()
    }
}

impl Oidc {
    /// Nothing is asked of the provider yet: it may be away when we start.
    #[must_use]
    pub fn nieuw(instelling: Instelling, lijn: Arc<dyn Lijn>) -> Self {
        Self {
            instelling,
            lijn,
            bron: bron::Geheugen::default(),
        }
    }

    /// Where the provider sends people back to.
    fn terugadres(&self) -> String {
        format!("{}/aanmelden/organisatie/terug", self.instelling.webadres)
    }
}

/// Why somebody does not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reden {
    /// The provider gives no answer that can be used.
    Onbereikbaar,
    /// Not begun here, begun in another browser, too late, or a second time.
    Begin,
    /// Somebody stopped at the provider, or it refused.
    Afgebroken,
    /// The answer is not what the provider signed for us, now, for this attempt.
    Vals,
    /// The level of assurance is too low.
    TeLaag,
    /// No role that we know, or more than one.
    Rol,
    /// No gemeente or aanbieder that we know.
    Plaats,
    /// The account was closed here.
    Gesloten,
}

impl Reden {
    /// For the log of the program: no data of anybody.
    #[must_use]
    pub fn woord(self) -> &'static str {
        match self {
            Self::Onbereikbaar => "onbereikbaar",
            Self::Begin => "begin",
            Self::Afgebroken => "afgebroken",
            Self::Vals => "vals",
            Self::TeLaag => "acr",
            Self::Rol => "rol",
            Self::Plaats => "plaats",
            Self::Gesloten => "gesloten",
        }
    }
}

/// `a=b&c=d`, each part written so that it means only itself (RFC 3986, unreserved).
fn vorm(paren: &[(&str, &str)]) -> String {
    let deel = |tekst: &str| {
        tekst.bytes().fold(String::new(), |mut uit, b| {
            if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
                uit.push(char::from(b));
            } else {
                uit.push_str(&format!("%{b:02X}"));
            }
            uit
        })
    };
    let paren: Vec<_> = paren
        .iter()
        .map(|(n, w)| format!("{}={}", deel(n), deel(w)))
        .collect();
    paren.join("&")
}

/// A form as it goes over the line.
#[must_use]
pub fn formulier(velden: &[(String, String)]) -> String {
    let paren: Vec<_> = velden.iter().map(|(n, w)| (n.as_str(), w.as_str())).collect();
    vorm(&paren)
}

/// base64url without padding (RFC 7515).
fn b64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

fn uit_b64(tekst: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(tekst)
        .ok()
}
