//! The second step of logging in: a code of an authenticator app, or once a recovery code. Wrong codes count with wrong
//! passwords; each code works once, also at two nodes at the same time.

use super::totp;
use crate::account::{self, POGINGEN, VENSTER, begin_sessie, nieuw_geheim};
use crate::beeld::{CodeUitslag, InrichtUitslag, Inrichting};
use crate::{Aangemeld, DienstFout, Huis, logboek, wachtwoord};
use houvast_begrip::GemeenteCode;
use houvast_opslag::{Account, Geheim, LogUitkomst, SessieOver, Totp, Tx, sha256};
use jiff::SignedDuration;
use uuid::Uuid;

/// How long the second step may take: time to install an app.
pub(crate) const GELDIG: SignedDuration = SignedDuration::from_mins(15);
/// Wrong codes per day. Five per quarter of an hour alone would be 480 a day, of a million codes of which three count.
const CODES_PER_DAG: i64 = 20;
/// The day of that number.
const DAG: SignedDuration = SignedDuration::from_hours(24);
/// Recovery codes that somebody gets.
const HERSTELCODES: usize = 10;
/// Bytes of a recovery code: 80 bits cannot be guessed, and fit in 16 letters.
const HERSTEL: usize = 10;

/// What is still to come after the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stap {
    /// A code.
    Code,
    /// Setting up an app.
    Inrichten,
}

/// Somebody whose password was right.
pub struct Halverwege {
    account: Account,
    gemeenten: Vec<GemeenteCode>,
    /// An app must be set up first.
    pub inrichten: bool,
}

/// What must this account do after its password?
pub(crate) async fn nodig(huis: &Huis, account: &Account) -> Result<Option<Stap>, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let heeft = lees.totp(account.id).await?.is_some_and(|t| t.geheim.is_some());
    Ok(
        match (heeft, huis.instellingen.aanmelden.tweede_stap.moet(account.rol)) {
            (true, _) => Some(Stap::Code),
            (false, true) => Some(Stap::Inrichten),
            (false, false) => None,
        },
    )
}

/// Whose second step this is. `None`: unknown, or it took too long.
pub async fn halverwege(huis: &Huis, sessie: &str) -> Result<Option<Halverwege>, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let token = sha256(sessie.as_bytes());
    let Some(id) = lees.aanmeldstap(&token, huis.tijd.nu()).await? else {
        return Ok(None);
    };
    let account = lees.account(id).await?;
    let Some(account) = account.filter(|a| a.actief && account::rol(a).is_some()) else {
        return Ok(None);
    };
    Ok(Some(Halverwege {
        gemeenten: lees.gemeenten_van(id).await?,
        inrichten: lees.totp(id).await?.is_none_or(|t| t.geheim.is_none()),
        account,
    }))
}

/// The name under which wrong codes are counted, besides that of the account.
fn code_van(naam: &str) -> String {
    format!("code {naam}")
}

/// Too many attempts? Gives the minutes to wait.
pub(super) async fn wachten(huis: &Huis, tx: &mut Tx, naam: &str) -> Result<Option<u32>, DienstFout> {
    let nu = huis.tijd.nu();
    if tx.mislukte_pogingen(naam, nu - VENSTER).await? >= POGINGEN {
        return Ok(Some(u32::try_from(VENSTER.as_mins()).unwrap_or(u32::MAX)));
    }
    if tx.mislukte_pogingen(&code_van(naam), nu - DAG).await? >= CODES_PER_DAG {
        return Ok(Some(u32::try_from(DAG.as_mins()).unwrap_or(u32::MAX)));
    }
    Ok(None)
}

/// A code, with spaces and dashes as people type them.
fn schoon(getypt: &str) -> String {
    getypt
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The code after the password.
pub async fn geef_code(
    huis: &Huis,
    sessie: &str,
    getypt: &str,
    apparaat: Option<String>,
) -> Result<CodeUitslag, DienstFout> {
    let Some(half) = halverwege(huis, sessie).await?.filter(|h| !h.inrichten) else {
        return Ok(CodeUitslag::Verlopen);
    };
    let (account, nu) = (&half.account, huis.tijd.nu());
    let wie = Some((account, &half.gemeenten[..]));
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    if let Some(minuten) = wachten(huis, &mut tx, &account.naam).await? {
        logboek::aanmelding(huis, &mut tx, wie, None, ("blokkeren", LogUitkomst::Geweigerd))?;
        tx.commit().await?;
        return Ok(CodeUitslag::Geblokkeerd { minuten });
    }
    let getypt = schoon(getypt);
    let geheim = tx.totp(account.id).await?.and_then(|t| t.geheim);
    let stap = geheim.and_then(|g| totp::stap(&g.0, &getypt, nu));
    let met_app = match stap {
        Some(stap) => tx.gebruik_totp(account.id, stap, nu).await?,
        None => false,
    };
    let met_herstel = !met_app && tx.gebruik_herstelcode(account.id, &getypt, nu).await?;
    let goed = met_app || met_herstel;
    for naam in [account.naam.clone(), code_van(&account.naam)] {
        tx.noteer_poging(huis.tijd.id(), &naam, nu, goed).await?;
    }
    if !goed {
        logboek::aanmelding(huis, &mut tx, wie, None, ("code", LogUitkomst::Geweigerd))?;
        tx.commit().await?;
        return Ok(CodeUitslag::Mislukt);
    }
    let nieuw = naar_binnen(huis, &mut tx, &half, apparaat).await?;
    let over = tx.herstelcodes_over(account.id).await?;
    tx.commit().await?;
    Ok(CodeUitslag::Gelukt {
        sessie: nieuw,
        herstelcodes: met_herstel.then(|| u32::try_from(over).unwrap_or_default()),
    })
}

/// The step is done: a session under another secret.
async fn naar_binnen(
    huis: &Huis,
    tx: &mut Tx,
    half: &Halverwege,
    apparaat: Option<String>,
) -> Result<String, DienstFout> {
    let nieuw = nieuw_geheim(huis);
    tx.eindig_aanmeldstappen_van(half.account.id).await?;
    let over = SessieOver {
        id: huis.tijd.id(),
        apparaat,
        kenmerk: None,
    };
    begin_sessie(huis, tx, half.account.id, &nieuw, &over).await?;
    let wie = Some((&half.account, &half.gemeenten[..]));
    logboek::aanmelding(huis, tx, wie, Some(&nieuw), ("aanmelden", LogUitkomst::Gelukt))?;
    Ok(nieuw)
}

/// What the app of somebody takes whose password was right. `None`: it took too long, or there is an app already.
pub async fn richt_in(huis: &Huis, sessie: &str) -> Result<Option<Inrichting>, DienstFout> {
    let half = halverwege(huis, sessie).await?.filter(|h| h.inrichten);
    match half {
        Some(half) => Ok(Some(inrichting(huis, &half.account).await?)),
        None => Ok(None),
    }
}

/// The same for somebody who is logged in. `None`: the organisation asks for the code.
pub async fn richt_eigen_in(huis: &Huis, wie: &Aangemeld) -> Result<Option<Inrichting>, DienstFout> {
    let Some((account, _)) = eigen(huis, wie.account()).await? else {
        return Ok(None);
    };
    Ok(Some(inrichting(huis, &account).await?))
}

/// One's own account, when it has a password.
pub(super) async fn eigen(huis: &Huis, id: Uuid) -> Result<Option<(Account, Vec<GemeenteCode>)>, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    if lees.is_oidc(id).await? {
        return Ok(None);
    }
    let gemeenten = lees.gemeenten_van(id).await?;
    Ok(lees.account(id).await?.map(|a| (a, gemeenten)))
}

/// The secret that waits for its first code, or a new one.
async fn inrichting(huis: &Huis, account: &Account) -> Result<Inrichting, DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let was = tx.totp(account.id).await?;
    let vervangt = was.as_ref().is_some_and(|t| t.geheim.is_some());
    let geheim = match was.as_ref().and_then(|t| t.nieuw.clone()) {
        Some(wacht) => wacht,
        None => {
            let nieuw = Geheim(huis.tijd.bytes::<{ totp::GEHEIM }>().to_vec());
            let totp = Totp {
                houder: account.houder.clone(),
                account: account.id,
                geheim: was.as_ref().and_then(|t| t.geheim.clone()),
                nieuw: Some(nieuw.clone()),
                laatste: was.map_or(0, |t| t.laatste),
                gewijzigd_op: huis.tijd.nu(),
                versie: 1,
            };
            tx.zet_totp(&totp).await?;
            tx.commit().await?;
            nieuw
        }
    };
    let letters = totp::base32(&geheim.0);
    // A user name has letters, digits and a few signs; of those only these two mean something in a URI.
    let naam = account.naam.replace('+', "%2B").replace('@', "%40");
    Ok(Inrichting {
        uri: format!("otpauth://totp/Houvast:{naam}?secret={letters}&issuer=Houvast"),
        geheim: in_vieren(&letters, ' '),
        vervangt,
    })
}

fn in_vieren(tekst: &str, tussen: char) -> String {
    let mut uit = String::with_capacity(tekst.len() * 5 / 4);
    for (n, c) in tekst.chars().enumerate() {
        if n > 0 && n % 4 == 0 {
            uit.push(tussen);
        }
        uit.push(c);
    }
    uit
}

/// The first code of the app, in the second step.
pub async fn bevestig(
    huis: &Huis,
    sessie: &str,
    getypt: &str,
    apparaat: Option<String>,
) -> Result<InrichtUitslag, DienstFout> {
    let Some(half) = halverwege(huis, sessie).await?.filter(|h| h.inrichten) else {
        return Ok(InrichtUitslag::Verlopen);
    };
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let Some(herstelcodes) = neem_in_gebruik(huis, &mut tx, &half.account, getypt).await? else {
        return Ok(InrichtUitslag::CodeMislukt);
    };
    let wie = Some((&half.account, &half.gemeenten[..]));
    logboek::aanmelding(huis, &mut tx, wie, None, ("tweede-stap", LogUitkomst::Gelukt))?;
    // What was wrong before counts no more: password and code are right.
    let naam = &half.account.naam;
    tx.noteer_poging(huis.tijd.id(), naam, huis.tijd.nu(), true)
        .await?;
    let sessie = naar_binnen(huis, &mut tx, &half, apparaat).await?;
    tx.commit().await?;
    Ok(InrichtUitslag::Gelukt { sessie, herstelcodes })
}

/// The first code of another app, or of the first one where none was asked, with the password: an open screen is not
/// enough. Other sessions end.
pub async fn bevestig_eigen(
    huis: &Huis,
    wie: &Aangemeld,
    getypt_wachtwoord: String,
    getypt: &str,
    apparaat: Option<String>,
) -> Result<InrichtUitslag, DienstFout> {
    let Some((account, gemeenten)) = eigen(huis, wie.account()).await? else {
        return Ok(InrichtUitslag::Verlopen);
    };
    match wachtwoord_klopt(huis, &account, &gemeenten, getypt_wachtwoord).await? {
        Ok(()) => {}
        Err(Some(minuten)) => return Ok(InrichtUitslag::Geblokkeerd { minuten }),
        Err(None) => return Ok(InrichtUitslag::WachtwoordMislukt),
    }
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let Some(herstelcodes) = neem_in_gebruik(huis, &mut tx, &account, getypt).await? else {
        return Ok(InrichtUitslag::CodeMislukt);
    };
    let van = Some((&account, &gemeenten[..]));
    let daad = ("tweede-stap", LogUitkomst::Gelukt);
    let sessie = opnieuw_binnen(huis, &mut tx, wie, van, daad, apparaat).await?;
    tx.commit().await?;
    Ok(InrichtUitslag::Gelukt { sessie, herstelcodes })
}

/// Ends every session of this person and begins another one under a new secret.
pub(super) async fn opnieuw_binnen(
    huis: &Huis,
    tx: &mut Tx,
    wie: &Aangemeld,
    van: Option<(&Account, &[GemeenteCode])>,
    daad: (&str, LogUitkomst),
    apparaat: Option<String>,
) -> Result<String, DienstFout> {
    let nieuw = nieuw_geheim(huis);
    tx.eindig_sessies_van(wie.account()).await?;
    tx.eindig_aanmeldstappen_van(wie.account()).await?;
    let over = SessieOver {
        id: huis.tijd.id(),
        apparaat,
        kenmerk: None,
    };
    begin_sessie(huis, tx, wie.account(), &nieuw, &over).await?;
    logboek::aanmelding(huis, tx, van, Some(&nieuw), daad)?;
    Ok(nieuw)
}

/// Is this the password of somebody who is logged in? Wrong ones count. `Err`: no, or minutes to wait.
pub(super) async fn wachtwoord_klopt(
    huis: &Huis,
    account: &Account,
    gemeenten: &[GemeenteCode],
    getypt: String,
) -> Result<Result<(), Option<u32>>, DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    if let Some(minuten) = wachten(huis, &mut tx, &account.naam).await? {
        return Ok(Err(Some(minuten)));
    }
    drop(tx);
    let phc = account.wachtwoord.clone();
    // Tens of milliseconds of work: not on the thread that serves pages.
    let klopt = tokio::task::spawn_blocking(move || wachtwoord::klopt(&getypt, &phc))
        .await
        .unwrap_or(false);
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.noteer_poging(huis.tijd.id(), &account.naam, huis.tijd.nu(), klopt)
        .await?;
    if !klopt {
        let wie = Some((account, gemeenten));
        logboek::aanmelding(
            huis,
            &mut tx,
            wie,
            None,
            ("eigen-wachtwoord", LogUitkomst::Geweigerd),
        )?;
    }
    tx.commit().await?;
    Ok(if klopt { Ok(()) } else { Err(None) })
}

/// The waiting secret is the one from now on, with new recovery codes. `None`: the code is not of now.
async fn neem_in_gebruik(
    huis: &Huis,
    tx: &mut Tx,
    account: &Account,
    getypt: &str,
) -> Result<Option<Vec<String>>, DienstFout> {
    let nu = huis.tijd.nu();
    let Some(was) = tx.totp(account.id).await? else {
        return Ok(None);
    };
    let Some(geheim) = was.nieuw.clone() else {
        return Ok(None);
    };
    let Some(stap) = totp::stap(&geheim.0, &schoon(getypt), nu) else {
        return Ok(None);
    };
    tx.zet_totp(&Totp {
        geheim: Some(geheim),
        nieuw: None,
        laatste: stap,
        gewijzigd_op: nu,
        ..was
    })
    .await?;
    let mut codes = Vec::with_capacity(HERSTELCODES);
    for _ in 0..HERSTELCODES {
        let letters = totp::base32(&huis.tijd.bytes::<HERSTEL>());
        codes.push((huis.tijd.id(), letters));
    }
    tx.zet_herstelcodes(account.id, &codes).await?;
    Ok(Some(
        codes
            .into_iter()
            .map(|(_, letters)| in_vieren(&letters, '-').to_lowercase())
            .collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_code_mag_met_spaties_streepjes_en_kleine_letters() {
        assert_eq!(schoon(" 123 456\n"), "123456");
        assert_eq!(schoon("abcd-efgh-ijkl-mnop"), "ABCDEFGHIJKLMNOP");
        assert_eq!(in_vieren("ABCDEFGHI", '-'), "ABCD-EFGH-I");
    }
}
