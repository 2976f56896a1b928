//! Keeping and destroying dossiers: 20 years after the last change (Jeugdwet 7.3.8), unless there is a reason to keep one
//! longer; a list, two different people who agree, and a proof. For whoever runs the program and two people who show their
//! password to it: a page cannot destroy anything.

use crate::kijk::kaal;
use crate::logboek::Spoor;
use crate::{DienstFout, Huis, wachtwoord};
use houvast_begrip::{GemeenteCode, Houder};
use houvast_opslag::{
    Account, BewaarReden, BewaarUitzondering, DossierStand, LogHerkomst, Rol, VernietigStatus, Vernietiging,
    VernietigingDossier, sha256,
};
use jiff::civil::Date;
use jiff::{SignedDuration, Span};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Jeugdwet 7.3.8, third paragraph: years after the last change.
pub const BEWAARTERMIJN_JAREN: i64 = 20;
/// Dossiers that are looked at per question.
const PER_KEER: u32 = 200;
/// Failed attempts before somebody must wait, and how long: as for logging in.
const POGINGEN: i64 = 5;
const VENSTER: SignedDuration = SignedDuration::from_mins(15);

/// What is wrong with the wish, in plain Dutch; nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bezwaar(pub String);

/// A result, or why not.
type Uitkomst<T> = Result<Result<T, Bezwaar>, DienstFout>;

fn nee<T>(tekst: impl Into<String>) -> Uitkomst<T> {
    Ok(Err(Bezwaar(tekst.into())))
}

/// Somebody who agrees, with what was typed. Prints without the password.
pub struct Mens {
    /// To log in with.
    pub gebruikersnaam: String,
    /// As typed.
    pub wachtwoord: String,
}

/// A list with its dossiers.
#[derive(Clone, Debug)]
pub struct Lijst {
    /// The list.
    pub lijst: Vernietiging,
    /// What is on it.
    pub dossiers: Vec<VernietigingDossier>,
}

/// The proof of a list that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bewijs {
    /// As it is kept, JSON.
    pub tekst: String,
    /// SHA-256 of it, hexadecimal; the audit log holds its first half as an id.
    pub sha256: String,
}

/// What an approval did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Akkoord {
    /// A second, other person must agree.
    Eerste,
    /// It was carried out.
    Vernietigd(Bewijs),
}

/// May it go? `None`: not yet.
fn mag_weg(stand: DossierStand, huis: &Huis, vandaag: Date) -> Option<Date> {
    if stand.zonder_einde {
        return None;
    }
    let laatste = huis
        .tijd
        .dag_van(stand.laatste)
        .max(stand.loopt_tot.unwrap_or(Date::MIN));
    let tot = laatste.checked_add(Span::new().years(BEWAARTERMIJN_JAREN)).ok()?;
    // The last day of the term is kept whole.
    (tot < vandaag).then_some(laatste)
}

/// Makes a list of what may be destroyed in a gemeente; `None`: nothing.
pub async fn stel_voor(huis: &Huis, gemeente: GemeenteCode) -> Result<Option<Lijst>, DienstFout> {
    let (houder, vandaag, nu) = (Houder::from(gemeente), huis.tijd.vandaag(), huis.tijd.nu());
    let id = huis.tijd.id();
    let mut dossiers = Vec::new();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    // A day wide: what follows knows the day exactly.
    let grens = vandaag
        .checked_sub(Span::new().years(BEWAARTERMIJN_JAREN))
        .and_then(|dag| dag.tomorrow())
        .ok()
        .and_then(|dag| dag.to_zoned(jiff::tz::TimeZone::UTC).ok())
        .map_or(nu, |z| z.timestamp());
    let mut na = Uuid::nil();
    loop {
        let deel = tx.oude_dossiers(&houder, grens, na, PER_KEER).await?;
        let Some(laatste) = deel.last() else { break };
        na = *laatste;
        for jeugdige in deel {
            if tx.bewaaruitzondering(&houder, jeugdige, vandaag).await?.is_some() {
                continue;
            }
            let Some(stand) = tx.dossier_stand(&houder, jeugdige).await? else {
                continue;
            };
            if let Some(laatste_wijziging) = mag_weg(stand, huis, vandaag) {
                dossiers.push(VernietigingDossier {
                    houder: houder.clone(),
                    id: huis.tijd.id(),
                    vernietiging: id,
                    jeugdige,
                    laatste_wijziging,
                    vernietigd_op: None,
                    aantallen: None,
                });
            }
        }
    }
    if dossiers.is_empty() {
        return Ok(None);
    }
    let lijst = Vernietiging {
        houder: houder.clone(),
        id,
        status: VernietigStatus::Voorgesteld,
        peildatum: vandaag,
        gemaakt_op: nu,
        akkoord_een: None,
        akkoord_een_op: None,
        akkoord_twee: None,
        akkoord_twee_op: None,
        uitgevoerd_op: None,
        bewijs: None,
        versie: 1,
    };
    tx.leg_vernietiging_vast(&lijst, &dossiers).await?;
    let spoor = Spoor::opdracht(huis);
    let mut regel = kaal(huis, &spoor, houder, "vernietiging", "maken", Rol::Systeem);
    regel.voorwerp_id = Some(id);
    regel.aantal = i64::try_from(dossiers.len()).ok();
    tx.noteer(regel)?;
    tx.commit().await?;
    Ok(Some(Lijst { lijst, dossiers }))
}

/// All lists, the newest first.
pub async fn lijsten(huis: &Huis) -> Result<Vec<Vernietiging>, DienstFout> {
    Ok(huis.opslag.lees(&huis.systeem()).await?.vernietigingen().await?)
}

/// One list.
pub async fn lijst(huis: &Huis, id: Uuid) -> Result<Option<Lijst>, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let Some(lijst) = lees.vernietiging(id).await? else {
        return Ok(None);
    };
    let dossiers = lees.vernietiging_dossiers(&lijst.houder, id).await?;
    Ok(Some(Lijst { lijst, dossiers }))
}

/// Somebody who may agree, for this gemeente: a privacy officer of it, or functioneel beheer of the region. Attempts are counted
/// with those of logging in.
async fn wie(huis: &Huis, mens: &Mens, houder: &Houder) -> Uitkomst<Account> {
    const FOUT: &str = "de gebruikersnaam of het wachtwoord klopt niet, of dit account mag dit niet";
    let naam = mens.gebruikersnaam.trim().to_lowercase();
    let nu = huis.tijd.nu();
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    if lees.mislukte_pogingen(&naam, nu - VENSTER).await? >= POGINGEN {
        return nee("dit account is te vaak met een verkeerd wachtwoord geprobeerd; wacht een kwartier");
    }
    let account = lees.account_met_naam(&naam).await?;
    let gemeenten = lees
        .gemeenten_van(account.as_ref().map_or(Uuid::nil(), |a| a.id))
        .await?;
    drop(lees);
    let phc = account
        .as_ref()
        .map_or(wachtwoord::NIEMAND, |a| a.wachtwoord.as_str())
        .to_owned();
    let getypt = mens.wachtwoord.clone();
    let klopt = tokio::task::spawn_blocking(move || wachtwoord::klopt(&getypt, &phc))
        .await
        .unwrap_or(false);
    let account = account.filter(|a| klopt && a.actief);
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.noteer_poging(huis.tijd.id(), &naam, nu, account.is_some())
        .await?;
    tx.commit().await?;
    let mag = |a: &Account| match a.rol {
        Rol::Beheer => true,
        Rol::Privacy => gemeenten.iter().any(|g| Houder::from(*g) == *houder),
        _ => false,
    };
    match account {
        Some(account) if mag(&account) => Ok(Ok(account)),
        _ => nee(FOUT),
    }
}

fn regel(
    huis: &Huis,
    wie: &Account,
    houder: &Houder,
    (voorwerp, handeling): (&str, &str),
) -> houvast_opslag::Logpost {
    let spoor = Spoor::opdracht(huis);
    let mut regel = kaal(huis, &spoor, houder.clone(), "vernietiging", handeling, wie.rol);
    regel.code = format!("{voorwerp}.{handeling}");
    regel.voorwerp = voorwerp.to_owned();
    debug_assert_eq!(regel.herkomst, LogHerkomst::Opdracht);
    regel.account = Some(wie.id);
    regel.organisatie = format!("gemeente {}", houder.als_str());
    regel
}

/// Keeps a dossier longer, with a reason, through a day.
pub async fn zonder_uit(
    huis: &Huis,
    mens: &Mens,
    (gemeente, jeugdige): (GemeenteCode, Uuid),
    (soort, reden, tot): (BewaarReden, &str, Date),
) -> Uitkomst<()> {
    let houder = Houder::from(gemeente);
    let account = match wie(huis, mens, &houder).await? {
        Ok(account) => account,
        Err(bezwaar) => return Ok(Err(bezwaar)),
    };
    let reden = reden.trim();
    if reden.is_empty() || reden.chars().count() > 2_000 {
        return nee("geef een reden van hoogstens 2000 tekens");
    }
    if tot <= huis.tijd.vandaag() {
        return nee("geef een dag in de toekomst: tot en met die dag blijft het dossier bewaard");
    }
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    if tx.dossier_stand(&houder, jeugdige).await?.is_none() {
        return nee("dit dossier is er niet in deze gemeente");
    }
    tx.leg_bewaaruitzondering_vast(&BewaarUitzondering {
        houder: houder.clone(),
        id: huis.tijd.id(),
        jeugdige,
        soort,
        reden: Some(reden.into()),
        tot,
        door: account.id,
        op: huis.tijd.nu(),
    })
    .await?;
    let mut post = regel(huis, &account, &houder, ("dossier", "bewaren"));
    post.jeugdige = Some(jeugdige);
    tx.noteer(post)?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Withdraws a list on which fewer than two agreed.
pub async fn trek_in(huis: &Huis, id: Uuid, mens: &Mens) -> Uitkomst<()> {
    let Some(Lijst { mut lijst, .. }) = self::lijst(huis, id).await? else {
        return nee("deze lijst is er niet");
    };
    let account = match wie(huis, mens, &lijst.houder).await? {
        Ok(account) => account,
        Err(bezwaar) => return Ok(Err(bezwaar)),
    };
    if !matches!(
        lijst.status,
        VernietigStatus::Voorgesteld | VernietigStatus::EenAkkoord
    ) {
        return nee("deze lijst is al uitgevoerd of ingetrokken");
    }
    lijst.status = VernietigStatus::Ingetrokken;
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    if !tx.wijzig_vernietiging(&lijst).await? {
        return Err(DienstFout::Verouderd);
    }
    let mut post = regel(huis, &account, &lijst.houder, ("vernietiging", "intrekken"));
    post.voorwerp_id = Some(id);
    tx.noteer(post)?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Somebody agrees. The second, other person's word carries it out; so does a later word of either when it was cut off.
pub async fn akkoord(huis: &Huis, id: Uuid, mens: &Mens) -> Uitkomst<Akkoord> {
    let Some(Lijst { mut lijst, .. }) = self::lijst(huis, id).await? else {
        return nee("deze lijst is er niet");
    };
    let account = match wie(huis, mens, &lijst.houder).await? {
        Ok(account) => account,
        Err(bezwaar) => return Ok(Err(bezwaar)),
    };
    let nu = huis.tijd.nu();
    match lijst.status {
        VernietigStatus::Voorgesteld => {
            lijst.status = VernietigStatus::EenAkkoord;
            (lijst.akkoord_een, lijst.akkoord_een_op) = (Some(account.id), Some(nu));
        }
        VernietigStatus::EenAkkoord if lijst.akkoord_een == Some(account.id) => {
            return nee("u gaf al akkoord. Een tweede, ander mens moet ook akkoord geven");
        }
        VernietigStatus::EenAkkoord => {
            lijst.status = VernietigStatus::Akkoord;
            (lijst.akkoord_twee, lijst.akkoord_twee_op) = (Some(account.id), Some(nu));
        }
        // Cut off halfway: goes on.
        VernietigStatus::Akkoord if [lijst.akkoord_een, lijst.akkoord_twee].contains(&Some(account.id)) => {
            return Ok(Ok(Akkoord::Vernietigd(voer_uit(huis, id, &account).await?)));
        }
        VernietigStatus::Akkoord => return nee("twee anderen gaven al akkoord op deze lijst"),
        VernietigStatus::Vernietigd => return nee("deze lijst is al uitgevoerd"),
        VernietigStatus::Ingetrokken => return nee("deze lijst is ingetrokken"),
    }
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    if !tx.wijzig_vernietiging(&lijst).await? {
        return Err(DienstFout::Verouderd);
    }
    let mut post = regel(huis, &account, &lijst.houder, ("vernietiging", "akkoord"));
    post.voorwerp_id = Some(id);
    tx.noteer(post)?;
    tx.commit().await?;
    if lijst.status == VernietigStatus::EenAkkoord {
        return Ok(Ok(Akkoord::Eerste));
    }
    Ok(Ok(Akkoord::Vernietigd(voer_uit(huis, id, &account).await?)))
}

/// One dossier per transaction, with its line in the log; then the proof. What changed meanwhile, or is to be kept, stays.
async fn voer_uit(huis: &Huis, id: Uuid, account: &Account) -> Result<Bewijs, DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let Lijst { lijst, dossiers } = self::lijst(huis, id).await?.ok_or(DienstFout::NietGevonden)?;
    for mut dossier in dossiers.into_iter().filter(|d| d.aantallen.is_none()) {
        let (houder, jeugdige) = (dossier.houder.clone(), dossier.jeugdige);
        let mut tx = huis.opslag.begin(&huis.systeem()).await?;
        let stand = tx.dossier_stand(&houder, jeugdige).await?;
        let bewaren = tx.bewaaruitzondering(&houder, jeugdige, vandaag).await?;
        let gebleven = match (stand, bewaren) {
            (None, _) => Some("het was er niet meer"),
            (_, Some(_)) => Some("het moet langer bewaard blijven"),
            (Some(stand), None) if mag_weg(stand, huis, vandaag).is_none() => {
                Some("het is intussen gewijzigd")
            }
            _ => None,
        };
        if let Some(waarom) = gebleven {
            dossier.aantallen = Some(json!({ "gebleven": waarom }).to_string());
        } else {
            let aantallen = tx.vernietig_dossier(&houder, jeugdige).await?;
            dossier.vernietigd_op = Some(huis.tijd.nu());
            dossier.aantallen = Some(json!(aantallen).to_string());
            let mut post = regel(huis, account, &houder, ("dossier", "vernietigen"));
            post.jeugdige = Some(jeugdige);
            tx.noteer(post)?;
        }
        tx.wijzig_vernietiging_dossier(&dossier).await?;
        tx.commit().await?;
    }
    huis.opslag.ruim_na_vernietiging().await?;
    rond_af(huis, lijst, account).await
}

async fn rond_af(huis: &Huis, mut lijst: Vernietiging, account: &Account) -> Result<Bewijs, DienstFout> {
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let dossiers = tx.vernietiging_dossiers(&lijst.houder, lijst.id).await?;
    let mut rijen: BTreeMap<String, u64> = BTreeMap::new();
    let weg: Vec<_> = dossiers.iter().filter(|d| d.vernietigd_op.is_some()).collect();
    for dossier in &weg {
        let aantallen = dossier.aantallen.as_deref().unwrap_or("{}");
        let aantallen: BTreeMap<String, u64> =
            serde_json::from_str(aantallen).map_err(|_| DienstFout::Gegevens("aantallen"))?;
        for (tabel, n) in aantallen {
            *rijen.entry(tabel).or_default() += n;
        }
    }
    let mut door = Vec::new();
    for (wie, op) in [
        (lijst.akkoord_een, lijst.akkoord_een_op),
        (lijst.akkoord_twee, lijst.akkoord_twee_op),
    ] {
        door.push(json!({ "account": wie, "op": op.map(|op| op.to_string()) }));
    }
    let tekst = json!({
        "lijst": lijst.id,
        "gemeente": lijst.houder.als_str(),
        "grond": format!("{BEWAARTERMIJN_JAREN} jaar na de laatste wijziging (Jeugdwet 7.3.8)"),
        "peildatum": lijst.peildatum.to_string(),
        "akkoord": door,
        "uitgevoerd_op": nu.to_string(),
        "dossiers": weg.len(),
        "gebleven": dossiers.len() - weg.len(),
        "rijen": rijen,
    })
    .to_string();
    lijst.status = VernietigStatus::Vernietigd;
    (lijst.uitgevoerd_op, lijst.bewijs) = (Some(nu), Some(tekst.clone()));
    if !tx.wijzig_vernietiging(&lijst).await? {
        return Err(DienstFout::Verouderd);
    }
    let mut post = regel(huis, account, &lijst.houder, ("vernietigingsbewijs", "maken"));
    post.voorwerp_id = Some(kenmerk(&tekst));
    post.aantal = i64::try_from(weg.len()).ok();
    tx.noteer(post)?;
    tx.commit().await?;
    Ok(bewijs(tekst))
}

/// The id by which the audit log names a proof: the first half of its hash, so that the chain also holds what it says.
fn kenmerk(tekst: &str) -> Uuid {
    let som = sha256(tekst.as_bytes());
    let mut helft = [0; 16];
    helft.copy_from_slice(&som[..16]);
    uuid::Builder::from_custom_bytes(helft).into_uuid()
}

fn bewijs(tekst: String) -> Bewijs {
    Bewijs {
        sha256: hex::encode(sha256(tekst.as_bytes())),
        tekst,
    }
}

/// The proof of a list, and whether the audit log has a line of exactly this text.
pub async fn toon_bewijs(huis: &Huis, id: Uuid) -> Result<Option<(Bewijs, bool)>, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let Some(lijst) = lees.vernietiging(id).await? else {
        return Ok(None);
    };
    let Some(tekst) = lijst.bewijs else {
        return Ok(None);
    };
    let in_log = lees.log_noemt(&lijst.houder, kenmerk(&tekst)).await?;
    Ok(Some((bewijs(tekst), in_log)))
}
