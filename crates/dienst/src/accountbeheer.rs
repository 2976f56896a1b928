//! Making, listing and closing accounts: for whoever runs the program, not for a page.

use crate::beeld::AccountRij;
use crate::recht::{Handeling, Werkgever, eis};
use crate::{Aangemeld, DienstFout, Huis, logboek, wachtwoord};
use houvast_begrip::{AgbCode, GemeenteCode};
use houvast_beslis::Verwijzer;
use houvast_opslag::{Account, Rol, Verwijzer as VerwijzerRij};

/// Characters a password needs at least. Length is what counts; no rules about kinds of characters.
pub const WACHTWOORD_MINSTENS: usize = 12;
/// What the field of the login page takes.
const WACHTWOORD_HOOGSTENS: usize = 200;

/// What an account may do: a role of the one table.
pub use houvast_opslag::Rol as AccountSoort;

/// A new account. Prints without the password.
pub struct NieuwAccount {
    /// To log in with.
    pub gebruikersnaam: String,
    /// On the screen.
    pub naam: String,
    /// What it may do.
    pub soort: AccountSoort,
    /// CBS codes, for a gemeente.
    pub gemeenten: Vec<String>,
    /// AGB code, for an aanbieder or a verwijzer.
    pub agb: Option<String>,
    /// Name of the practice or institution, for a verwijzer that the region does not know yet.
    pub praktijk: String,
    /// What kind of verwijzer it is, for one that the region does not know yet.
    pub verwijzer: Option<Verwijzer>,
    /// As typed.
    pub wachtwoord: String,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRegel {
    /// To log in with.
    pub gebruikersnaam: String,
    /// On the screen.
    pub naam: String,
    /// `consulent`, `backoffice`, `aanbieder` or another role.
    pub rol: String,
    /// Names of gemeenten, or an AGB code; empty for the region.
    pub waarvan: String,
    /// May log in.
    pub open: bool,
}

/// What is wrong with the wish, in plain Dutch; nothing was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bezwaar(pub String);

/// Makes an account.
pub async fn maak(huis: &Huis, wens: NieuwAccount) -> Result<Result<(), Bezwaar>, DienstFout> {
    let naam = wens.gebruikersnaam.trim().to_lowercase();
    let (gemeenten, agb) = match bezwaar(huis, &naam, &wens) {
        Ok(goed) => goed,
        Err(tekst) => return Ok(Err(Bezwaar(tekst))),
    };
    let account = Account {
        houder: huis.instellingen.regio.clone(),
        id: huis.tijd.id(),
        naam: naam.clone(),
        weergavenaam: wens.naam.trim().to_owned(),
        rol: wens.soort,
        wachtwoord: hash(huis, wens.wachtwoord).await?,
        agb,
        actief: true,
        gemaakt_op: huis.tijd.nu(),
        versie: 1,
    };
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    if tx.account_met_naam(&naam).await?.is_some() {
        return Ok(Err(Bezwaar(format!("er is al een account met de naam {naam}"))));
    }
    if let (Rol::Verwijzer, Some(agb)) = (wens.soort, agb)
        && tx.verwijzer(agb).await?.is_none()
    {
        let praktijk = wens.praktijk.trim();
        let (Some(soort), 1..=64) = (wens.verwijzer, praktijk.chars().count()) else {
            return Ok(Err(Bezwaar(format!(
                "de regio kent nog geen verwijzer met AGB-code {agb}: geef ook zijn soort en de naam van de praktijk, van hoogstens 64 tekens"
            ))));
        };
        tx.leg_verwijzers_vast(&[VerwijzerRij {
            houder: huis.instellingen.regio.clone(),
            agb,
            naam: praktijk.to_owned(),
            soort: soort.code().to_owned(),
            telefoon: None,
            gewijzigd_op: huis.tijd.nu(),
            versie: 1,
        }])
        .await?;
    }
    tx.leg_account_vast(&account, &gemeenten).await?;
    logboek::beheer(huis, &mut tx, (&account, &gemeenten), "maken")?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// All accounts of the region, by name.
pub async fn lijst(huis: &Huis) -> Result<Vec<AccountRegel>, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let mut uit = Vec::new();
    for account in lees.accounts().await? {
        let gemeenten = lees.gemeenten_van(account.id).await?;
        let waarvan = match account.agb {
            Some(agb) => agb.to_string(),
            None => gemeenten
                .iter()
                .map(|g| huis.gemeente_naam(g.als_str()))
                .collect::<Vec<_>>()
                .join(", "),
        };
        uit.push(AccountRegel {
            gebruikersnaam: account.naam,
            naam: account.weergavenaam,
            rol: account.rol.als_str().to_owned(),
            waarvan,
            open: account.actief,
        });
    }
    Ok(uit)
}

/// The same for functional management, with what each role sees.
pub async fn overzicht(huis: &Huis, wie: &Aangemeld) -> Result<Vec<AccountRij>, DienstFout> {
    eis(wie.functie(), Handeling::AccountsZien)?;
    let regels = lijst(huis).await?;
    let recht = |woord: &str| Rol::van(woord).unwrap_or(Rol::Geen).recht();
    Ok(regels
        .into_iter()
        .map(|r| AccountRij {
            functie: recht(&r.rol).naam,
            ziet: recht(&r.rol).ziet.woorden(),
            gebruikersnaam: r.gebruikersnaam,
            naam: r.naam,
            waarvan: r.waarvan,
            open: r.open,
        })
        .collect())
}

/// Closes an account at once: nobody logs in with it, and who is logged in is out.
pub async fn sluit(huis: &Huis, naam: &str) -> Result<Result<(), Bezwaar>, DienstFout> {
    wijzig(huis, naam, "sluiten", |account| account.actief = false).await
}

/// Gives an account another password, which ends its sessions; a closed account opens again with it.
pub async fn nieuw_wachtwoord(
    huis: &Huis,
    naam: &str,
    wachtwoord: String,
) -> Result<Result<(), Bezwaar>, DienstFout> {
    if let Err(tekst) = goed_wachtwoord(&wachtwoord) {
        return Ok(Err(Bezwaar(tekst)));
    }
    if van_organisatie(huis, naam).await? {
        return Ok(Err(Bezwaar(format!(
            "het account {naam} meldt zich aan via de organisatie en heeft hier geen wachtwoord"
        ))));
    }
    let phc = hash(huis, wachtwoord).await?;
    wijzig(huis, naam, "wachtwoord", |account| {
        account.wachtwoord = phc;
        account.actief = true;
    })
    .await
}

/// Takes the authenticator app and the recovery codes of an account away: at the next login it sets up another one. Its
/// sessions end.
pub async fn zonder_tweede_stap(huis: &Huis, naam: &str) -> Result<Result<(), Bezwaar>, DienstFout> {
    let naam = naam.trim().to_lowercase();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let Some(account) = tx.account_met_naam(&naam).await? else {
        return Ok(Err(Bezwaar(format!("er is geen account met de naam {naam}"))));
    };
    if !tx.wis_totp(account.id).await? {
        return Ok(Err(Bezwaar(format!(
            "het account {naam} heeft geen tweede stap; er is niets veranderd"
        ))));
    }
    tx.eindig_sessies_van(account.id).await?;
    tx.eindig_aanmeldstappen_van(account.id).await?;
    let gemeenten = tx.gemeenten_van(account.id).await?;
    logboek::beheer(huis, &mut tx, (&account, &gemeenten), "tweede-stap-weg")?;
    tx.commit().await?;
    Ok(Ok(()))
}

async fn wijzig(
    huis: &Huis,
    naam: &str,
    handeling: &str,
    doe: impl FnOnce(&mut Account),
) -> Result<Result<(), Bezwaar>, DienstFout> {
    let naam = naam.trim().to_lowercase();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let Some(mut account) = tx.account_met_naam(&naam).await? else {
        return Ok(Err(Bezwaar(format!("er is geen account met de naam {naam}"))));
    };
    let versie = account.versie;
    doe(&mut account);
    if !tx.wijzig_account(&account, versie).await? {
        return Err(DienstFout::Verouderd);
    }
    tx.eindig_sessies_van(account.id).await?;
    tx.eindig_aanmeldstappen_van(account.id).await?;
    let gemeenten = tx.gemeenten_van(account.id).await?;
    logboek::beheer(huis, &mut tx, (&account, &gemeenten), handeling)?;
    tx.commit().await?;
    Ok(Ok(()))
}

async fn van_organisatie(huis: &Huis, naam: &str) -> Result<bool, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    match lees.account_met_naam(&naam.trim().to_lowercase()).await? {
        Some(account) => Ok(lees.is_oidc(account.id).await?),
        None => Ok(false),
    }
}

/// Work of tens of milliseconds, not on the thread that serves pages.
pub(crate) async fn hash(huis: &Huis, getypt: String) -> Result<String, DienstFout> {
    let zout: [u8; 16] = huis.tijd.bytes();
    tokio::task::spawn_blocking(move || wachtwoord::maak(&getypt, &zout))
        .await
        .ok()
        .flatten()
        .ok_or(DienstFout::Gegevens("wachtwoord"))
}

pub(crate) fn goed_wachtwoord(wachtwoord: &str) -> Result<(), String> {
    let tekens = wachtwoord.chars().count();
    if tekens < WACHTWOORD_MINSTENS {
        return Err(format!(
            "het wachtwoord is te kort: gebruik minstens {WACHTWOORD_MINSTENS} tekens, bijvoorbeeld een korte zin"
        ));
    }
    if tekens > WACHTWOORD_HOOGSTENS {
        return Err(format!(
            "het wachtwoord is te lang: gebruik hoogstens {WACHTWOORD_HOOGSTENS} tekens"
        ));
    }
    Ok(())
}

/// Checks everything; gives the codes as types.
fn bezwaar(
    huis: &Huis,
    naam: &str,
    wens: &NieuwAccount,
) -> Result<(Vec<GemeenteCode>, Option<AgbCode>), String> {
    let goed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-@+".contains(c);
    if !(3..=100).contains(&naam.len()) || !naam.chars().all(goed) {
        return Err(
            "een gebruikersnaam heeft 3 tot 100 tekens: letters, cijfers, punt, streepje, liggend streepje, plus of @".to_owned(),
        );
    }
    if wens.naam.trim().is_empty() || wens.naam.chars().count() > 100 {
        return Err("de naam op het scherm heeft 1 tot 100 tekens".to_owned());
    }
    if goed_wachtwoord(&wens.wachtwoord).is_ok() && wens.wachtwoord.to_lowercase().contains(naam) {
        return Err("het wachtwoord mag de gebruikersnaam niet bevatten".to_owned());
    }
    goed_wachtwoord(&wens.wachtwoord)?;
    let van_de_regio = huis.gemeenten();
    let mut gemeenten = Vec::new();
    for code in &wens.gemeenten {
        let gemeente = GemeenteCode::nieuw(code)
            .ok()
            .filter(|g| van_de_regio.contains(g));
        gemeenten.push(gemeente.ok_or_else(|| {
            format!(
                "{code} is geen gemeente van deze regio; bekend zijn {}",
                van_de_regio
                    .iter()
                    .map(|g| format!("{} ({})", g.als_str(), huis.gemeente_naam(g.als_str())))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        })?);
    }
    gemeenten.sort_unstable();
    gemeenten.dedup();
    let agb = match &wens.agb {
        Some(code) => {
            Some(AgbCode::nieuw(code).map_err(|_| format!("{code} is geen AGB-code van acht cijfers"))?)
        }
        None => None,
    };
    let naam = wens.soort.recht().naam;
    match (wens.soort.recht().werkt_voor, gemeenten.is_empty(), agb) {
        (Werkgever::Programma | Werkgever::Niemand, ..) => {
            Err("niemand meldt zich aan als het programma".to_owned())
        }
        (Werkgever::Aanbieder | Werkgever::Praktijk, true, Some(_))
        | (Werkgever::Regio, true, None)
        | (Werkgever::Gemeente, false, None) => Ok((gemeenten, agb)),
        (Werkgever::Aanbieder | Werkgever::Praktijk, ..) => Err(format!(
            "een account van een {naam} heeft een AGB-code en geen gemeente"
        )),
        (Werkgever::Regio, ..) => Err(format!(
            "een account van een {naam} heeft geen gemeente en geen AGB-code"
        )),
        (Werkgever::Gemeente, ..) => Err(format!(
            "een account van een {naam} heeft een of meer gemeenten en geen AGB-code"
        )),
    }
}
