//! Going to the provider and coming back.

use super::token::{self, Inhoud};
use super::wie::{self, Rechten};
use super::{Clientbewijs, GeenAntwoord, Oidc, Reden, Vraag, b64, jws, vorm};
use crate::account::{self, begin_sessie, nieuw_geheim};
use crate::{DienstFout, Huis, logboek, wachtwoord};
use houvast_opslag::{Account, Geheim, LogUitkomst, OidcPoging, SessieOver, Tx, sha256};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

/// Time to log in at the provider.
const GELDIG: SignedDuration = SignedDuration::from_mins(15);
/// How long our own proof is good: it is used at once.
const BEWIJS: i64 = 60;

/// Where somebody goes.
pub struct Begin {
    /// At the provider.
    pub adres: String,
    /// For a cookie: whoever comes back must be the browser that went.
    pub koek: String,
}

/// What the provider sent along.
#[derive(Default)]
pub struct Terug {
    /// To exchange.
    pub code: Option<String>,
    /// Which attempt.
    pub state: Option<String>,
    /// Who answers (RFC 9207).
    pub iss: Option<String>,
    /// It did not work out.
    pub error: Option<String>,
    /// The cookie of [`Begin`].
    pub koek: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Geheimen {
    nonce: String,
    verifier: String,
}

/// Begins an attempt.
pub async fn begin(huis: &Huis, oidc: &Oidc) -> Result<Result<Begin, Reden>, DienstFout> {
    let Ok(over) = oidc.over(&huis.tijd).await else {
        return Ok(Err(Reden::Onbereikbaar));
    };
    let (state, nonce, koek) = (nieuw_geheim(huis), nieuw_geheim(huis), nieuw_geheim(huis));
    // 43 characters, the least that RFC 7636 allows, of 256 bits.
    let verifier = b64(&huis.tijd.bytes::<32>());
    let uitdaging = b64(&sha256(verifier.as_bytes()));
    let geheim = serde_json::to_vec(&Geheimen {
        nonce: nonce.clone(),
        verifier,
    })
    .map_err(|_| DienstFout::Gegevens("oidc"))?;
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.begin_oidc(&OidcPoging {
        houder: huis.instellingen.regio.clone(),
        id: huis.tijd.id(),
        state_sha256: sha256(state.as_bytes()),
        koek_sha256: sha256(koek.as_bytes()),
        geheim: Geheim(geheim),
        verloopt_op: huis.tijd.nu() + GELDIG,
    })
    .await?;
    tx.commit().await?;
    let instelling = &oidc.instelling;
    let scope = std::iter::once("openid")
        .chain(instelling.scopes.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join(" ");
    let vraag = vorm(&[
        ("response_type", "code"),
        ("client_id", &instelling.client),
        ("redirect_uri", &oidc.terugadres()),
        ("scope", &scope),
        ("state", &state),
        ("nonce", &nonce),
        ("code_challenge", &uitdaging),
        ("code_challenge_method", "S256"),
        ("acr_values", &instelling.acr.join(" ")),
    ]);
    let tussen = if over.authorization_endpoint.contains('?') {
        '&'
    } else {
        '?'
    };
    Ok(Ok(Begin {
        adres: format!("{}{tussen}{vraag}", over.authorization_endpoint),
        koek,
    }))
}

/// Somebody comes back. `Ok(Ok)`: the session secret. Why not stands in the audit log of the region as refused.
pub async fn terug(
    huis: &Huis,
    oidc: &Oidc,
    terug: Terug,
    apparaat: Option<String>,
) -> Result<Result<String, Reden>, DienstFout> {
    let uitslag = match bewijs(huis, oidc, terug).await? {
        Ok((claims, rechten)) => binnen(huis, oidc, &claims, rechten, apparaat).await?,
        Err(reden) => Err(reden),
    };
    if let Err(reden) = uitslag {
        tracing::warn!(reden = reden.woord(), "aanmelden via de organisatie is geweigerd");
        let mut tx = huis.opslag.begin(&huis.systeem()).await?;
        logboek::aanmelding(huis, &mut tx, None, None, ("organisatie", LogUitkomst::Geweigerd))?;
        tx.commit().await?;
    }
    Ok(uitslag)
}

/// Everything that can be wrong, in the order in which it can be known.
async fn bewijs(
    huis: &Huis,
    oidc: &Oidc,
    terug: Terug,
) -> Result<Result<(Inhoud, Rechten), Reden>, DienstFout> {
    let (Some(state), Some(koek)) = (terug.state, terug.koek) else {
        return Ok(Err(Reden::Begin));
    };
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let poging = tx.neem_oidc(&sha256(state.as_bytes()), huis.tijd.nu()).await?;
    tx.commit().await?;
    let Some(poging) = poging.filter(|p| p.koek_sha256 == sha256(koek.as_bytes())) else {
        return Ok(Err(Reden::Begin));
    };
    let Ok(over) = oidc.over(&huis.tijd).await else {
        return Ok(Err(Reden::Onbereikbaar));
    };
    let van_ons = match &terug.iss {
        Some(iss) => *iss == oidc.instelling.uitgever,
        None => !over.authorization_response_iss_parameter_supported,
    };
    if !van_ons {
        return Ok(Err(Reden::Vals));
    }
    let (None, Some(code)) = (terug.error, terug.code) else {
        return Ok(Err(Reden::Afgebroken));
    };
    let geheimen: Geheimen =
        serde_json::from_slice(&poging.geheim.0).map_err(|_| DienstFout::Gegevens("oidc"))?;
    let Ok(tokens) = wissel(huis, oidc, &over.token_endpoint, &code, &geheimen.verifier).await else {
        return Ok(Err(Reden::Onbereikbaar));
    };
    let Ok(sleutels) = oidc.sleutels(&huis.tijd, &tokens.id_token).await else {
        return Ok(Err(Reden::Onbereikbaar));
    };
    let nu = huis.tijd.nu();
    let claims = jws::lees(&tokens.id_token, &sleutels)
        .filter(|c| token::klopt(c, &oidc.instelling, &geheimen.nonce, nu));
    let Some(mut claims) = claims else {
        return Ok(Err(Reden::Vals));
    };
    if !token::hoog_genoeg(&claims, &oidc.instelling) {
        return Ok(Err(Reden::TeLaag));
    }
    if !wie::zegt_rol(&claims, &oidc.instelling)
        && let (Some(adres), Some(toegang)) = (&over.userinfo_endpoint, &tokens.access_token)
    {
        let Ok(meer) = userinfo(oidc, adres, toegang).await else {
            return Ok(Err(Reden::Onbereikbaar));
        };
        // Of somebody else it would be a way to another's rights (OpenID Connect Core 1.0, 5.3.2).
        if token::tekst(&meer, "sub") != token::tekst(&claims, "sub") {
            return Ok(Err(Reden::Vals));
        }
        for (naam, waarde) in meer {
            claims.entry(naam).or_insert(waarde);
        }
    }
    Ok(wie::rechten(&claims, &oidc.instelling, &huis.gemeenten()).map(|r| (claims, r)))
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

/// The code for tokens, with proof of who we are.
async fn wissel(
    huis: &Huis,
    oidc: &Oidc,
    adres: &str,
    code: &str,
    verifier: &str,
) -> Result<Tokens, GeenAntwoord> {
    let instelling = &oidc.instelling;
    let mut velden = vec![
        ("grant_type", "authorization_code".to_owned()),
        ("code", code.to_owned()),
        ("redirect_uri", oidc.terugadres()),
        ("client_id", instelling.client.clone()),
        ("code_verifier", verifier.to_owned()),
    ];
    let mut machtiging = None;
    match &instelling.bewijs {
        Clientbewijs::Geheim(geheim) => {
            use base64::Engine as _;
            // RFC 6749, 2.3.1: each half written as in a form.
            let deel = |t: &str| vorm(&[("", t)]).split_off(1);
            let paar = format!("{}:{}", deel(&instelling.client), deel(geheim));
            let paar = base64::engine::general_purpose::STANDARD.encode(paar);
            machtiging = Some(format!("Basic {paar}"));
        }
        Clientbewijs::Sleutel { alg, kid, teken } => {
            let nu = huis.tijd.nu().as_second();
            let kop = match kid {
                Some(kid) => json!({ "alg": alg, "typ": "JWT", "kid": kid }),
                None => json!({ "alg": alg, "typ": "JWT" }),
            };
            let claims = json!({
                "iss": instelling.client, "sub": instelling.client, "aud": instelling.uitgever,
                "jti": huis.tijd.id().to_string(), "iat": nu, "exp": nu + BEWIJS,
            });
            let bewijs = jws::maak(&kop, &claims, |tekst| teken(tekst)).ok_or(GeenAntwoord)?;
            let soort = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            velden.push(("client_assertion_type", soort.to_owned()));
            velden.push(("client_assertion", bewijs));
        }
    }
    let vraag = Vraag {
        adres: adres.to_owned(),
        vorm: Some(velden.into_iter().map(|(n, w)| (n.to_owned(), w)).collect()),
        machtiging,
    };
    serde_json::from_slice(&oidc.vraag(vraag).await?).map_err(|_| GeenAntwoord)
}

async fn userinfo(oidc: &Oidc, adres: &str, toegang: &str) -> Result<Inhoud, GeenAntwoord> {
    let vraag = Vraag {
        adres: adres.to_owned(),
        vorm: None,
        machtiging: Some(format!("Bearer {toegang}")),
    };
    match serde_json::from_slice(&oidc.vraag(vraag).await?) {
        Ok(Value::Object(claims)) => Ok(claims),
        _ => Err(GeenAntwoord),
    }
}

/// The account of who came, as the claims say now, and a session.
async fn binnen(
    huis: &Huis,
    oidc: &Oidc,
    claims: &Inhoud,
    rechten: Rechten,
    apparaat: Option<String>,
) -> Result<Result<String, Reden>, DienstFout> {
    let (uitgever, nu) = (&oidc.instelling.uitgever, huis.tijd.nu());
    let sub = token::tekst(claims, "sub").unwrap_or_default();
    let sleutel = super::uit::wie(uitgever, sub);
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let bekend = tx.account_van_oidc(&sleutel).await?;
    let account = match bekend {
        Some(id) => tx.account(id).await?,
        None => None,
    };
    let account = match account {
        Some(account) if !account.actief => return Ok(Err(Reden::Gesloten)),
        Some(account) => bijgewerkt(huis, &mut tx, account, &rechten).await?,
        None => nieuw(huis, &mut tx, &sleutel, &rechten, nu).await?,
    };
    if account::rol(&account).is_none() {
        return Ok(Err(Reden::Rol));
    }
    let sessie = nieuw_geheim(huis);
    let over = SessieOver {
        id: huis.tijd.id(),
        apparaat,
        kenmerk: token::tekst(claims, "sid").map(|sid| super::uit::sid(uitgever, sid)),
    };
    begin_sessie(huis, &mut tx, account.id, &sessie, &over).await?;
    let wie = Some((&account, &rechten.gemeenten[..]));
    logboek::aanmelding(
        huis,
        &mut tx,
        wie,
        Some(&sessie),
        ("organisatie", LogUitkomst::Gelukt),
    )?;
    tx.commit().await?;
    Ok(Ok(sessie))
}

async fn nieuw(
    huis: &Huis,
    tx: &mut Tx,
    sleutel: &str,
    rechten: &Rechten,
    nu: Timestamp,
) -> Result<Account, DienstFout> {
    let id: Uuid = huis.tijd.id();
    let account = Account {
        houder: huis.instellingen.regio.clone(),
        id,
        // Nobody types it: what the provider calls somebody is kept as a hash only.
        naam: format!("organisatie-{}", id.simple()),
        weergavenaam: rechten.naam.clone(),
        rol: rechten.rol,
        wachtwoord: wachtwoord::NIEMAND.to_owned(),
        agb: rechten.agb,
        actief: true,
        gemaakt_op: nu,
        versie: 1,
    };
    tx.leg_account_vast(&account, &rechten.gemeenten).await?;
    tx.koppel_oidc(sleutel, id).await?;
    let wie = Some((&account, &rechten.gemeenten[..]));
    logboek::aanmelding(huis, tx, wie, None, ("rechten", LogUitkomst::Gelukt))?;
    Ok(account)
}

async fn bijgewerkt(
    huis: &Huis,
    tx: &mut Tx,
    mut account: Account,
    rechten: &Rechten,
) -> Result<Account, DienstFout> {
    let gemeenten = tx.gemeenten_van(account.id).await?;
    let was = (account.rol, account.agb, gemeenten, account.weergavenaam.clone());
    let nu = (
        rechten.rol,
        rechten.agb,
        rechten.gemeenten.clone(),
        rechten.naam.clone(),
    );
    if was == nu {
        return Ok(account);
    }
    let versie = account.versie;
    (account.rol, account.agb) = (rechten.rol, rechten.agb);
    account.weergavenaam.clone_from(&rechten.naam);
    if !tx.wijzig_rechten(&account, &rechten.gemeenten, versie).await? {
        return Err(DienstFout::Verouderd);
    }
    let wie = Some((&account, &rechten.gemeenten[..]));
    logboek::aanmelding(huis, tx, wie, None, ("rechten", LogUitkomst::Gelukt))?;
    Ok(account)
}
