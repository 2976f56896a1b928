//! The page of one's own account: how one logs in, where one is logged in, and another password.

use super::tweede::{self, opnieuw_binnen, wachtwoord_klopt};
use crate::accountbeheer::{goed_wachtwoord, hash};
use crate::beeld::{AanmeldWijze, AccountBeeld, SessieBeeld, WachtwoordUitslag};
use crate::kijk::{self, Blik};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_opslag::{LogUitkomst, sha256};
use uuid::Uuid;

/// The page. `sessie`: the secret of the session that looks.
pub async fn toon(huis: &Huis, wie: &Aangemeld, sessie: &str) -> Result<AccountBeeld, DienstFout> {
    let nu = huis.tijd.nu();
    let regels = &huis.instellingen.aanmelden;
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let account = lees
        .account(wie.account())
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    let met_code = lees.totp(account.id).await?.is_some_and(|t| t.geheim.is_some());
    let wijze = if lees.is_oidc(account.id).await? {
        AanmeldWijze::Organisatie
    } else if met_code {
        let over = lees.herstelcodes_over(account.id).await?;
        AanmeldWijze::MetCode {
            herstelcodes: u32::try_from(over).unwrap_or_default(),
        }
    } else {
        AanmeldWijze::Wachtwoord
    };
    let deze = sha256(sessie.as_bytes());
    let sessies = lees
        .sessies_van(account.id, nu - regels.langst, nu)
        .await?
        .into_iter()
        .map(|s| SessieBeeld {
            id: s.id,
            apparaat: s.apparaat.unwrap_or_else(|| "Onbekend apparaat".to_owned()),
            begonnen: huis.tijd.plaatselijk(s.gemaakt_op),
            gezien: huis.tijd.plaatselijk(s.gezien_op),
            deze: s.token_sha256 == deze,
        })
        .collect();
    let naam = if wijze == AanmeldWijze::Organisatie {
        String::new()
    } else {
        account.naam
    };
    Ok(AccountBeeld {
        gebruikersnaam: naam,
        naam: account.weergavenaam,
        wijze,
        code_moet: regels.tweede_stap.moet(account.rol),
        sessies,
        tot: huis.tijd.plaatselijk(wie.tijden().tot),
        uiterlijk: huis.tijd.plaatselijk(wie.tijden().uiterlijk),
    })
}

fn blik(handeling: &'static str) -> Blik<'static> {
    Blik {
        houder: None,
        jeugdige: None,
        voorwerp: "aanmelding",
        id: None,
        handeling,
    }
}

/// Ends every session of this person, this one too.
pub async fn overal_af(huis: &Huis, wie: &Aangemeld) -> Result<(), DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.eindig_sessies_van(wie.account()).await?;
    tx.eindig_aanmeldstappen_van(wie.account()).await?;
    tx.noteer(kijk::post(
        huis,
        wie,
        blik("overal-afmelden"),
        LogUitkomst::Gelukt,
    ))?;
    wie.spoor().tel();
    tx.commit().await?;
    Ok(())
}

/// Ends one session of this person.
pub async fn af(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<(), DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    if !tx.eindig_sessie_van(wie.account(), id).await? {
        return Err(DienstFout::NietGevonden);
    }
    tx.noteer(kijk::post(
        huis,
        wie,
        blik("sessie-afmelden"),
        LogUitkomst::Gelukt,
    ))?;
    wie.spoor().tel();
    tx.commit().await?;
    Ok(())
}

/// Another password for oneself. Other sessions end, and this one goes on under another secret.
pub async fn wachtwoord(
    huis: &Huis,
    wie: &Aangemeld,
    oud: String,
    nieuw: String,
    apparaat: Option<String>,
) -> Result<WachtwoordUitslag, DienstFout> {
    let Some((mut account, gemeenten)) = tweede::eigen(huis, wie.account()).await? else {
        return Err(DienstFout::NietGevonden);
    };
    if let Err(tekst) = goed_wachtwoord(&nieuw) {
        return Ok(WachtwoordUitslag::NieuwMislukt(tekst));
    }
    if nieuw.to_lowercase().contains(&account.naam) {
        let tekst = "het wachtwoord mag uw gebruikersnaam niet bevatten".to_owned();
        return Ok(WachtwoordUitslag::NieuwMislukt(tekst));
    }
    if nieuw == oud {
        let tekst = "dit is het wachtwoord dat u al had".to_owned();
        return Ok(WachtwoordUitslag::NieuwMislukt(tekst));
    }
    match wachtwoord_klopt(huis, &account, &gemeenten, oud).await? {
        Ok(()) => {}
        Err(Some(minuten)) => return Ok(WachtwoordUitslag::Geblokkeerd { minuten }),
        Err(None) => return Ok(WachtwoordUitslag::OudMislukt),
    }
    account.wachtwoord = hash(huis, nieuw).await?;
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    if !tx.wijzig_account(&account, account.versie).await? {
        return Err(DienstFout::Verouderd);
    }
    let van = Some((&account, &gemeenten[..]));
    let daad = ("eigen-wachtwoord", LogUitkomst::Gelukt);
    let sessie = opnieuw_binnen(huis, &mut tx, wie, van, daad, apparaat).await?;
    wie.spoor().tel();
    tx.commit().await?;
    Ok(WachtwoordUitslag::Gelukt { sessie })
}
