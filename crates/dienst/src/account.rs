//! Logging in. A wrong name and a wrong password cost the same work and get the same answer; a session is a secret of
//! which only the hash is stored.

use crate::beeld::{AanmeldPoging, AanmeldUitslag, Kader, Rol};
use crate::inlog::{Aanmeldregels, tweede};
use crate::kijk::{self, Blik};
use crate::logboek::{self, Spoor};
use crate::recht::{Functie, Handeling, Werkgever, mag};
use crate::{DienstFout, Huis, instellingen, verwijzing, wachtwoord, werkvoorraad};
use houvast_begrip::GemeenteCode;
use houvast_opslag::{Account, Bereik, LogUitkomst, MenuVraag, SessieOver, SignaalVraag, Tx, sha256};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use uuid::Uuid;

/// Failed attempts per name before waiting.
pub(crate) const POGINGEN: i64 = 5;
/// How long attempts count.
pub(crate) const VENSTER: SignedDuration = SignedDuration::from_mins(15);
/// A session of which less than this part of the idle time has gone, is not written again: not a write per request.
const DEEL: i32 = 12;
/// Further than this the menu does not count: it then says 999+.
const MEER_DAN_GENOEG: u32 = 1_000;
/// What has ended stays for so long: a form that comes too late is kept for whose session it was.
const NAWEE: SignedDuration = SignedDuration::from_hours(24);

/// Somebody who is logged in, with the rows that exist for that person.
#[derive(Clone, Debug)]
pub struct Aangemeld {
    account: Uuid,
    naam: String,
    rol: Rol,
    bereik: Bereik,
    spoor: Arc<Spoor>,
    tijden: Tijden,
}

/// When a session ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tijden {
    /// Without another request.
    pub(crate) tot: Timestamp,
    /// At the latest.
    pub(crate) uiterlijk: Timestamp,
}

impl Aangemeld {
    /// The role: what this person may do.
    #[must_use]
    pub fn functie(&self) -> Functie {
        self.bereik.rol()
    }

    /// The side this person works on.
    #[must_use]
    pub fn rol(&self) -> Rol {
        self.rol
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> Uuid {
        self.account
    }

    /// Name on the screen.
    #[must_use]
    pub fn naam(&self) -> &str {
        &self.naam
    }

    /// Whose rows exist for this person.
    #[must_use]
    pub fn bereik(&self) -> &Bereik {
        &self.bereik
    }

    /// Whole minutes until this session ends when nothing more is asked.
    #[must_use]
    pub fn minuten_over(&self, nu: Timestamp) -> u32 {
        let over = self.tijden.tot.duration_since(nu).as_mins();
        u32::try_from(over).unwrap_or_default()
    }

    /// Does a request make this session end later?
    #[must_use]
    pub fn kan_langer(&self) -> bool {
        self.tijden.tot < self.tijden.uiterlijk
    }

    /// When this session ends.
    pub(crate) fn tijden(&self) -> Tijden {
        self.tijden
    }

    /// What this request is called in the log.
    pub(crate) fn spoor(&self) -> &Spoor {
        &self.spoor
    }
}

/// [`aanmelden_op`] a device that says nothing of itself.
pub async fn aanmelden(huis: &Huis, poging: AanmeldPoging) -> Result<AanmeldUitslag, DienstFout> {
    aanmelden_op(huis, poging, None).await
}

/// Checks name and password; begins a session, or the second step of logging in. `apparaat`: browser and system, for the
/// list of sessions.
pub async fn aanmelden_op(
    huis: &Huis,
    poging: AanmeldPoging,
    apparaat: Option<String>,
) -> Result<AanmeldUitslag, DienstFout> {
    let naam = poging.gebruikersnaam.trim().to_lowercase();
    let nu = huis.tijd.nu();
    let systeem = huis.systeem();
    let (account, gemeenten, mislukt) = {
        let mut lees = huis.opslag.lees(&systeem).await?;
        let account = lees.account_met_naam(&naam).await?;
        // Asked for an unknown name too: the number of questions tells nothing.
        let id = account.as_ref().map_or(Uuid::nil(), |a| a.id);
        (
            account,
            lees.gemeenten_van(id).await?,
            lees.mislukte_pogingen(&naam, nu - VENSTER).await?,
        )
    };
    let wie = account.clone();
    let wie = wie.as_ref().map(|a| (a, &gemeenten[..]));
    if mislukt >= POGINGEN {
        let mut tx = huis.opslag.begin(&systeem).await?;
        let wat = ("blokkeren", LogUitkomst::Geweigerd);
        logboek::aanmelding(huis, &mut tx, wie, None, wat)?;
        tx.commit().await?;
        let minuten = u32::try_from(VENSTER.as_mins()).unwrap_or(15);
        return Ok(AanmeldUitslag::Geblokkeerd { minuten });
    }
    let phc = account
        .as_ref()
        .map_or(wachtwoord::NIEMAND, |a| a.wachtwoord.as_str())
        .to_owned();
    let getypt = poging.wachtwoord;
    // Tens of milliseconds of work: not on the thread that serves pages.
    let klopt = tokio::task::spawn_blocking(move || wachtwoord::klopt(&getypt, &phc))
        .await
        .unwrap_or(false);
    let account = account.filter(|a| klopt && a.actief && rol(a).is_some());
    let stap = match &account {
        Some(account) => tweede::nodig(huis, account).await?,
        None => None,
    };
    let sessie = nieuw_geheim(huis);
    let mut tx = huis.opslag.begin(&systeem).await?;
    // A success wipes the slate, so there is none before the second step: else a password would give codes without end.
    if stap.is_none() {
        tx.noteer_poging(huis.tijd.id(), &naam, nu, account.is_some())
            .await?;
    }
    let (kenmerk, daad) = match (&account, stap) {
        (Some(_), None) => (Some(sessie.as_str()), ("aanmelden", LogUitkomst::Gelukt)),
        (Some(_), Some(_)) => (None, ("eerste-stap", LogUitkomst::Gelukt)),
        (None, _) => (None, ("aanmelden", LogUitkomst::Geweigerd)),
    };
    logboek::aanmelding(huis, &mut tx, wie, kenmerk, daad)?;
    match (&account, stap) {
        (Some(account), None) => {
            let over = SessieOver {
                id: huis.tijd.id(),
                apparaat,
                kenmerk: None,
            };
            begin_sessie(huis, &mut tx, account.id, &sessie, &over).await?;
        }
        (Some(account), Some(_)) => {
            let tot = nu + tweede::GELDIG;
            tx.begin_aanmeldstap(&sha256(sessie.as_bytes()), account.id, nu, tot)
                .await?;
        }
        (None, _) => {}
    }
    tx.commit().await?;
    Ok(match (account, stap) {
        (Some(_), None) => AanmeldUitslag::Gelukt { sessie },
        (Some(_), Some(tweede::Stap::Code)) => AanmeldUitslag::Code { sessie },
        (Some(_), Some(tweede::Stap::Inrichten)) => AanmeldUitslag::Inrichten { sessie },
        (None, _) => AanmeldUitslag::Mislukt,
    })
}

/// A fresh secret for a cookie: 64 hexadecimal characters.
pub(crate) fn nieuw_geheim(huis: &Huis) -> String {
    hex::encode(huis.tijd.bytes::<32>())
}

/// Begins a session, and removes what ended a day ago.
pub(crate) async fn begin_sessie(
    huis: &Huis,
    tx: &mut Tx,
    account: Uuid,
    sessie: &str,
    over: &SessieOver,
) -> Result<(), DienstFout> {
    let nu = huis.tijd.nu();
    let regels = &huis.instellingen.aanmelden;
    tx.ruim_sessies_op(nu - NAWEE, nu - NAWEE).await?;
    tx.ruim_inlog_op(nu, nu - NAWEE).await?;
    let token = sha256(sessie.as_bytes());
    tx.begin_sessie(&token, account, nu, nu + regels.stil.min(regels.langst))
        .await?;
    tx.zet_sessie_over(&token, over).await?;
    Ok(())
}

/// Who this session is. `None`: unknown or expired.
pub async fn aangemeld(huis: &Huis, sessie: &str) -> Result<Option<Aangemeld>, DienstFout> {
    let nu = huis.tijd.nu();
    let token = sha256(sessie.as_bytes());
    let systeem = huis.systeem();
    let (rij, account, gemeenten) = {
        let mut lees = huis.opslag.lees(&systeem).await?;
        let Some((rij, account, gemeenten)) = lees.sessie(&token, nu).await? else {
            return Ok(None);
        };
        if rij.gemaakt_op + huis.instellingen.aanmelden.langst <= nu || !account.actief {
            return Ok(None);
        }
        (rij, account, gemeenten)
    };
    let Some(rol) = rol(&account) else { return Ok(None) };
    let Aanmeldregels { stil, langst, .. } = &huis.instellingen.aanmelden;
    let (stil, uiterlijk) = (*stil, rij.gemaakt_op + *langst);
    let mut tot = rij.verloopt_op.min(uiterlijk);
    if rij.gezien_op + stil / DEEL <= nu {
        tot = (nu + stil).min(uiterlijk);
        let mut tx = huis.opslag.begin(&systeem).await?;
        tx.verleng_sessie(&token, nu, tot).await?;
        tx.commit().await?;
    }
    let bereik = bereik(huis, &account, gemeenten);
    Ok(Some(Aangemeld {
        account: account.id,
        naam: account.weergavenaam,
        rol,
        bereik,
        spoor: Arc::new(Spoor::scherm(huis, Some(sessie))),
        tijden: Tijden { tot, uiterlijk },
    }))
}

/// Somebody as they would be after logging in, for what the program makes for that person. `None`: closed, or without pages.
pub async fn als(huis: &Huis, account: Uuid) -> Result<Option<Aangemeld>, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let Some(account) = lees.account(account).await?.filter(|a| a.actief) else {
        return Ok(None);
    };
    let Some(rol) = rol(&account) else { return Ok(None) };
    let gemeenten = lees.gemeenten_van(account.id).await?;
    let bereik = bereik(huis, &account, gemeenten);
    Ok(Some(Aangemeld {
        spoor: Arc::new(Spoor::namens_account(huis, account.id)),
        // The program has no session.
        tijden: Tijden {
            tot: huis.tijd.nu(),
            uiterlijk: huis.tijd.nu(),
        },
        account: account.id,
        naam: account.weergavenaam,
        rol,
        bereik,
    }))
}

/// Ends the session; an unknown one is fine.
pub async fn afmelden(huis: &Huis, wie: &Aangemeld, sessie: &str) -> Result<(), DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.eindig_sessie(&sha256(sessie.as_bytes())).await?;
    let blik = Blik {
        houder: None,
        jeugdige: None,
        voorwerp: "aanmelding",
        id: None,
        handeling: "afmelden",
    };
    tx.noteer(kijk::post(huis, wie, blik, LogUitkomst::Gelukt))?;
    wie.spoor.tel();
    tx.commit().await?;
    Ok(())
}

/// The frame of every page.
pub async fn kader(huis: &Huis, wie: &Aangemeld) -> Result<Kader, DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(&wie.bereik).await?;
    let menu = MenuVraag {
        verzoeken: mag(wie.functie(), Handeling::Zien),
        signalen: SignaalVraag::van(vandaag, werkvoorraad::soorten::zichtbaar(wie.functie())),
        berichten: mag(wie.functie(), Handeling::BerichtenZien),
        hoogstens: MEER_DAN_GENOEG,
        instelling: instellingen::SYNTHETISCH,
    };
    let telling = lees.menutelling(&menu).await?;
    let eigen = match wie.rol {
        Rol::Privacy => lees.aantal_noodtoegangen().await?,
        Rol::Expert => i64::try_from(lees.eigen_relaties().await?.len()).unwrap_or(i64::MAX),
        _ => 0,
    };
    let organisatie = match (wie.rol, wie.bereik.agb().or(wie.bereik.praktijk())) {
        (Rol::Aanbieder, Some(agb)) => lees
            .aanbieder(agb)
            .await?
            .map_or_else(|| agb.to_string(), |a| a.naam),
        (Rol::Verwijzer, Some(agb)) => lees
            .verwijzer(agb)
            .await?
            .map_or_else(|| agb.to_string(), |v| v.naam),
        (Rol::Regio | Rol::Expert | Rol::Beheer, _) => {
            let naam = huis.profiel(vandaag).map_or("", |p| p.naam.as_str());
            format!("Regio {naam}")
        }
        _ => {
            let houders = match wie.rol {
                Rol::Privacy => wie.bereik.logboeken(),
                _ => wie.bereik.houders(),
            };
            let namen: Vec<String> = houders.iter().map(|h| huis.gemeente_naam(h.als_str())).collect();
            format!("Gemeente {}", namen.join(", "))
        }
    };
    let verwijzingen = match wie.rol {
        Rol::Verwijzer => i64::try_from(verwijzing::werk(huis, wie).await?.len()).unwrap_or(i64::MAX),
        _ => 0,
    };
    let aantal = |n: i64| u32::try_from(n).unwrap_or_default();
    Ok(Kader {
        naam: wie.naam.clone(),
        organisatie,
        rol: wie.rol,
        functie: wie.functie(),
        werk: aantal(telling.verzoeken + telling.signalen + verwijzingen + eigen),
        berichten: aantal(telling.berichten),
        synthetisch: instellingen::is_ja(telling.instelling.as_deref()),
        vandaag,
    })
}

/// The side of an account, when it has pages: an employee of nobody has none, and a role that we do not know neither.
pub(crate) fn rol(account: &Account) -> Option<Rol> {
    let alleen_met_agb = matches!(
        account.rol.recht().werkt_voor,
        Werkgever::Aanbieder | Werkgever::Praktijk
    );
    Rol::van(account.rol).filter(|_| account.agb.is_some() || !alleen_met_agb)
}

/// Whose rows exist: an employee of a gemeente has its own gemeenten, the others those of the region.
fn bereik(huis: &Huis, account: &Account, eigen: Vec<GemeenteCode>) -> Bereik {
    let gemeenten = match account.rol.recht().werkt_voor {
        Werkgever::Gemeente => eigen,
        _ => huis.gemeenten(),
    };
    account.bereik(gemeenten, huis.tijd.nu())
}
