//! The trace of one request: its processing id, and whether it has left a line. What leaves none gets one of its page, so
//! that nothing somebody sees goes unlogged.

use super::woorden;
use crate::kijk::{Blik, kaal, post};
use crate::recht::Werkgever;
use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::{GemeenteCode, Houder};
use houvast_opslag::{Account, LogHerkomst, LogUitkomst, Rol, Tx, sha256};
use jiff::Timestamp;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// How a request is known in the log.
#[derive(Debug)]
pub(crate) struct Spoor {
    verwerking: Uuid,
    begin: Timestamp,
    sessie: Option<Vec<u8>>,
    herkomst: LogHerkomst,
    namens: Option<Uuid>,
    regels: AtomicU32,
}

impl Spoor {
    fn nieuw(huis: &Huis, herkomst: LogHerkomst) -> Self {
        Self {
            verwerking: huis.tijd.id(),
            begin: huis.tijd.nu(),
            sessie: None,
            herkomst,
            namens: None,
            regels: AtomicU32::new(0),
        }
    }

    /// A request of a page, in this session.
    pub(crate) fn scherm(huis: &Huis, sessie: Option<&str>) -> Self {
        Self {
            sessie: sessie.map(sessiekenmerk),
            ..Self::nieuw(huis, LogHerkomst::Scherm)
        }
    }

    /// The program, for this account.
    pub(crate) fn namens_account(huis: &Huis, account: Uuid) -> Self {
        Self {
            namens: Some(account),
            ..Self::nieuw(huis, LogHerkomst::Programma)
        }
    }

    /// A command on the machine of whoever runs the program.
    pub(crate) fn opdracht(huis: &Huis) -> Self {
        Self::nieuw(huis, LogHerkomst::Opdracht)
    }

    pub(crate) fn verwerking(&self) -> Uuid {
        self.verwerking
    }

    pub(crate) fn begin(&self) -> Timestamp {
        self.begin
    }

    pub(crate) fn sessie(&self) -> Option<Vec<u8>> {
        self.sessie.clone()
    }

    pub(crate) fn herkomst(&self) -> LogHerkomst {
        self.herkomst
    }

    pub(crate) fn namens(&self) -> Option<Uuid> {
        self.namens
    }

    pub(crate) fn tel(&self) {
        self.regels.fetch_add(1, Ordering::Relaxed);
    }

    fn leeg(&self) -> bool {
        self.regels.load(Ordering::Relaxed) == 0
    }
}

/// Tells the lines of one session apart from another's, and opens nothing: the cookie is hashed twice and cut.
fn sessiekenmerk(sessie: &str) -> Vec<u8> {
    sha256(&sha256(sessie.as_bytes()))[..8].to_vec()
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afloop {
    /// The page was given, or the act was done.
    Gelukt,
    /// There is no such page, or not for this person.
    NietGevonden,
    /// It was refused.
    Geweigerd,
    /// It failed.
    Mislukt,
}

/// The end of a request of somebody who is logged in. A request that left no line gets one of its page; one that went wrong
/// gets one as well, for its own line may have gone with its transaction. `pad`: the address as the table has it;
/// `id`: the id in it.
pub async fn bladzijde(
    huis: &Huis,
    wie: &Aangemeld,
    pad: &str,
    id: Option<Uuid>,
    leest: bool,
    afloop: Afloop,
) -> Result<(), DienstFout> {
    let spoor = wie.spoor();
    let uitkomst = match afloop {
        Afloop::Gelukt | Afloop::NietGevonden if !spoor.leeg() => return Ok(()),
        Afloop::Gelukt => LogUitkomst::Gelukt,
        Afloop::NietGevonden => LogUitkomst::NietGevonden,
        Afloop::Geweigerd => LogUitkomst::Geweigerd,
        Afloop::Mislukt => LogUitkomst::Mislukt,
    };
    let blik = Blik {
        houder: None,
        jeugdige: None,
        voorwerp: "bladzijde",
        id,
        handeling: if leest { "lezen" } else { "wijzigen" },
    };
    let mut regel = post(huis, wie, blik, uitkomst);
    // The page is what was looked at; which one stands in the code.
    regel.code = format!("{} {pad}", regel.code);
    // Somebody's own account is about nobody's help.
    if let Some(doel) = woorden::doel_van_bladzijde(pad) {
        regel.doel = doel.code.to_owned();
        regel.activiteit = doel.activiteit();
    }
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.noteer(regel)?;
    tx.commit().await?;
    spoor.tel();
    Ok(())
}

/// Somebody logged in or tried to; what was typed is not kept, for it may be a password in the wrong field.
pub(crate) fn aanmelding(
    huis: &Huis,
    tx: &mut Tx,
    account: Option<(&Account, &[GemeenteCode])>,
    sessie: Option<&str>,
    (handeling, uitkomst): (&str, LogUitkomst),
) -> Result<(), DienstFout> {
    let spoor = Spoor::scherm(huis, sessie);
    let (houder, organisatie) = van(huis, account);
    let rol = account.map_or(Rol::Systeem, |(a, _)| a.rol);
    let mut regel = kaal(huis, &spoor, houder, "aanmelding", handeling, rol);
    regel.uitkomst = uitkomst;
    regel.account = account.map(|(a, _)| a.id);
    regel.organisatie = organisatie;
    tx.noteer(regel)?;
    Ok(())
}

/// An account was made or changed by a command of whoever runs the program.
pub(crate) fn beheer(
    huis: &Huis,
    tx: &mut Tx,
    account: (&Account, &[GemeenteCode]),
    handeling: &str,
) -> Result<(), DienstFout> {
    let spoor = Spoor::nieuw(huis, LogHerkomst::Opdracht);
    let (houder, _) = van(huis, Some(account));
    let mut regel = kaal(huis, &spoor, houder, "account", handeling, Rol::Beheer);
    regel.organisatie = format!("regio {}", huis.instellingen.regio.als_str());
    regel.voorwerp_id = Some(account.0.id);
    tx.noteer(regel)?;
    Ok(())
}

/// Everything was copied, moved, put back or sealed anew by a command of whoever runs the program. `handeling`:
/// `reservekopie`, `verplaatsen`, `terugzetten` or `hersleutelen`. It stands in the log of the region.
///
/// # Errors
/// When the line cannot be written.
pub async fn van_opslag(huis: &Huis, handeling: &str) -> Result<(), DienstFout> {
    van_opdracht(huis, "opslag", handeling).await
}

/// A command of whoever runs the program read something of people: as [`van_opslag`], about `voorwerp`.
///
/// # Errors
/// When the line cannot be written.
pub async fn van_opdracht(huis: &Huis, voorwerp: &str, handeling: &str) -> Result<(), DienstFout> {
    let spoor = Spoor::nieuw(huis, LogHerkomst::Opdracht);
    let regio = huis.instellingen.regio.clone();
    let organisatie = format!("regio {}", regio.als_str());
    let mut regel = kaal(huis, &spoor, regio, voorwerp, handeling, Rol::Beheer);
    regel.organisatie = organisatie;
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.noteer(regel)?;
    tx.commit().await?;
    Ok(())
}

/// Whose log it is, and the organisation of an account.
fn van(huis: &Huis, account: Option<(&Account, &[GemeenteCode])>) -> (Houder, String) {
    let regio = &huis.instellingen.regio;
    let Some((account, gemeenten)) = account else {
        return (regio.clone(), "onbekend".to_owned());
    };
    match (account.rol.recht().werkt_voor, account.agb, gemeenten.first()) {
        (Werkgever::Aanbieder, Some(agb), _) => (regio.clone(), format!("aanbieder {agb}")),
        (Werkgever::Praktijk, Some(agb), _) => (regio.clone(), format!("verwijzer {agb}")),
        (_, _, Some(gemeente)) => ((*gemeente).into(), format!("gemeente {}", gemeente.als_str())),
        _ => (regio.clone(), format!("regio {}", regio.als_str())),
    }
}
