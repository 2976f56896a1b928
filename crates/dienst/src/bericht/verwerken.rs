//! One arrival, from journal row to outcome, in one transaction: read, judged, answered, decided. Whoever finishes the
//! journal row first wins; the other drops its transaction, so nothing is answered twice.

use super::bevinding;
use super::gelezen::Gelezen;
use super::verwerkt::Gedaan;
use super::verzenden::{self, Uitgaand};
use super::{declareren, kop, levering, retour, vastgelopen, wijziging};
use crate::verzoek::indienen;
use crate::{DienstFout, Huis, leveraar};
use houvast_begrip::{AgbCode, Bsn, GemeenteCode, Houder};
use houvast_beslis::Regioprofiel;
use houvast_ijw::{Bericht, BerichtSoort, Bevinding, Grenzen, Tekst};
use houvast_opslag::{
    Aankomst, AankomstStatus, BerichtStatus, Dialect, Levering, OpslagFout, Richting, SignaalSoort, Tx,
    Uitbak,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;
use uuid::Uuid;

/// The lock of a gemeente under which messages are judged and requests decided.
pub(crate) const OORDEEL: &str = "oordeel";
/// How long an arrival stays with whoever took it, where the transaction itself does not hold it.
const HUUR: SignedDuration = SignedDuration::from_secs(60);

/// What was judged in one transaction.
#[derive(Default)]
pub(crate) struct Geoordeeld {
    /// The arrivals.
    pub(crate) ids: Vec<Uuid>,
    /// What whoever was named to deliver has to deliver now.
    pub(crate) leveringen: Vec<Levering>,
}

/// A message under judgement.
pub(crate) struct Zaak<'a> {
    pub(crate) huis: &'a Huis,
    pub(crate) aankomst: &'a Aankomst,
    pub(crate) nu: Timestamp,
    /// The gemeente it is for.
    pub(crate) gemeente: GemeenteCode,
    /// The aanbieder it is from.
    pub(crate) aanbieder: AgbCode,
    /// Shared with the other messages of the transaction.
    pub(crate) gelezen: &'a Gelezen,
    /// The child of the message, once it was looked for.
    kind: OnceLock<(Bsn, Option<houvast_opslag::Jeugdige>)>,
}

/// What is stored about the message when it has been judged.
pub(crate) struct Oordeel {
    pub(crate) status: BerichtStatus,
    pub(crate) niveau: u8,
    pub(crate) bevindingen: Vec<Bevinding>,
}

/// Judges one arrival. Does nothing when it was dealt with before or another worker has it.
pub(crate) async fn verwerk(huis: &Huis, werker: Uuid, id: Uuid) -> Result<(), DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    if verwerk_in(huis, &mut tx, werker, id).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Judges those of these arrivals that no other node is busy with, in one transaction and in order: all of them, or none
/// when one fails. Which ones, and their answers where `levert` says who delivers those at once.
pub(crate) async fn verwerk_samen(
    huis: &Huis,
    werker: Uuid,
    ids: &[Uuid],
    levert: Option<Uuid>,
) -> Result<Geoordeeld, DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let nu = huis.tijd.nu();
    if let Some(leveraar) = levert {
        tx.lever_zelf(leveraar, nu + leveraar::HUUR);
    }
    let genomen = tx.neem_aankomsten(ids, werker, nu, nu + HUUR).await?;
    if genomen.is_empty() {
        return Ok(Geoordeeld::default());
    }
    vergrendel_in_orde(huis, &mut tx, &genomen).await?;
    let gelezen = Gelezen::default();
    for aankomst in &genomen {
        if !rond_af(huis, &mut tx, aankomst, &gelezen).await? {
            return Err(OpslagFout::Bezet("aankomst".to_owned()).into());
        }
    }
    let leveringen = tx.eigen_leveringen();
    tx.commit().await?;
    Ok(Geoordeeld {
        ids: genomen.iter().map(|a| a.id).collect(),
        leveringen,
    })
}

/// Two nodes that each hold a gemeente and want the other's would wait for ever: so the locks are taken in one order first.
/// The guess may miss one; then the database ends the wait and the messages go one by one.
async fn vergrendel_in_orde(huis: &Huis, tx: &mut Tx, genomen: &[Aankomst]) -> Result<(), DienstFout> {
    if huis.opslag.dialect() == Dialect::Sqlite || genomen.len() < 2 {
        return Ok(());
    }
    let bekend = huis.gemeenten();
    let raad = |a: &Aankomst| kop::gok(&a.inhoud.0).gemeente.filter(|g| bekend.contains(g));
    let gemeenten: BTreeSet<GemeenteCode> = genomen.iter().filter_map(raad).collect();
    for gemeente in gemeenten {
        tx.vergrendel(&gemeente.into(), OORDEEL).await?;
    }
    Ok(())
}

/// As [`verwerk`] in a transaction of the caller. `false`: there was nothing to do, and the transaction must be dropped.
///
/// Boxed: the whole chain hangs below it, and a caller's own future would otherwise not be seen to be `Send`.
pub(crate) fn verwerk_in<'a>(
    huis: &'a Huis,
    tx: &'a mut Tx,
    werker: Uuid,
    id: Uuid,
) -> Pin<Box<dyn Future<Output = Result<bool, DienstFout>> + Send + 'a>> {
    Box::pin(async move {
        let nu = huis.tijd.nu();
        match tx.neem_aankomst(id, werker, nu, nu + HUUR).await? {
            Some(aankomst) => rond_af(huis, tx, &aankomst, &Gelezen::default()).await,
            None => Ok(false),
        }
    })
}

/// From an arrival that is ours to its outcome. `false`: another worker finished it first.
fn rond_af<'a>(
    huis: &'a Huis,
    tx: &'a mut Tx,
    aankomst: &'a Aankomst,
    gelezen: &'a Gelezen,
) -> Pin<Box<dyn Future<Output = Result<bool, DienstFout>> + Send + 'a>> {
    Box::pin(async move {
        let (nu, id) = (huis.tijd.nu(), aankomst.id);
        // Earlier than that nothing stands for it.
        if aankomst.pogingen >= vastgelopen::ZICHTBAAR
            && let Some(houder) = tx.vervang_vastgelopen(id).await?
        {
            tx.sluit_signaal(&houder, SignaalSoort::Vastgelopen, id, nu)
                .await?;
        }
        let (status, houder, gedaan) = behandel(huis, tx, aankomst, gelezen, nu).await?;
        gedaan.noteer(tx, &houder, id, (nu, huis.tijd.nu()))?;
        Ok(tx.rond_aankomst_af(id, status, &houder, nu).await?)
    })
}

async fn behandel(
    huis: &Huis,
    tx: &mut Tx,
    aankomst: &Aankomst,
    gelezen: &Gelezen,
    nu: Timestamp,
) -> Result<(AankomstStatus, Houder, Gedaan), DienstFout> {
    let grenzen = Grenzen {
        maximum: huis.instellingen.maximum,
        ..Grenzen::default()
    };
    let lezing = houvast_ijw::lees(aankomst.inhoud.0.as_slice(), &grenzen)?;
    let soort = lezing.soort.map(BerichtSoort::as_str);
    let Some(bericht) = lezing.bericht else {
        let naam = aankomst.bestand.as_deref().unwrap_or_default();
        // A broken retourbericht is never answered, or two systems would answer each other for ever.
        let is_retour = matches!(lezing.soort, Some(s) if s.heen().is_some());
        let json = (!is_retour)
            .then(|| bevinding::foutbestand(naam, soort, lezing.release.as_deref(), &lezing.bevindingen));
        return fout(huis, tx, aankomst, soort, lezing.bevindingen, json, nu).await;
    };
    let adres = match Adres::van(huis, &bericht) {
        Ok(adres) => adres,
        Err(bevinding) => {
            let mut bevindingen = vec![bevinding];
            houvast_ijw::zoek_plaatsen(&aankomst.inhoud.0, &mut bevindingen);
            return fout(huis, tx, aankomst, soort, bevindingen, None, nu).await;
        }
    };
    let zaak = Zaak {
        huis,
        aankomst,
        nu,
        gemeente: adres.gemeente,
        aanbieder: adres.aanbieder,
        gelezen,
        kind: OnceLock::new(),
    };
    // Level 3 looks first and writes later: one message of a gemeente at a time (TR056, TR374, OP087).
    tx.vergrendel(&zaak.houder(), OORDEEL).await?;
    let gedaan = match bericht.soort() {
        BerichtSoort::Jw302 | BerichtSoort::Jw320 => retour::sluit(&zaak, tx, &bericht).await?,
        BerichtSoort::Jw315 => indienen::verzoek_om_toewijzing(&zaak, tx, &bericht).await?,
        BerichtSoort::Jw305 | BerichtSoort::Jw307 => levering::melding(&zaak, tx, &bericht).await?,
        BerichtSoort::Jw317 => wijziging::verzoek_om_wijziging(&zaak, tx, &bericht).await?,
        // `Adres` lets no other kind through.
        _ => declareren::declaratie(&zaak, tx, &bericht).await?,
    };
    Ok((AankomstStatus::Verwerkt, adres.gemeente.into(), gedaan))
}

/// Level 1 failed, or it is not for us: never answered with a retourbericht. Kept by the gemeente that the header names
/// where one can be made out, so that its people see the fault; else by the region.
async fn fout(
    huis: &Huis,
    tx: &mut Tx,
    aankomst: &Aankomst,
    soort: Option<&str>,
    bevindingen: Vec<Bevinding>,
    foutbestand: Option<Vec<u8>>,
    nu: Timestamp,
) -> Result<(AankomstStatus, Houder, Gedaan), DienstFout> {
    let (regio, rij) = rij_zonder_bericht(huis, aankomst, soort, BerichtStatus::Fout, &bevindingen);
    tx.leg_berichten_vast(&[rij]).await?;
    if let Some(json) = foutbestand {
        let naam = format!("{}.fout.json", aankomst.id);
        let mut levering = Uitbak::nieuw(&regio, huis.tijd.id(), aankomst.id, verzenden::POSTBUS, naam, nu);
        levering.inhoud = Some(houvast_opslag::Geheim(json));
        tx.zet_in_uitbak(&[levering]).await?;
    }
    Ok((AankomstStatus::Fout, regio, Gedaan::default()))
}

/// The row of what could not be read or processed, and who holds it.
pub(super) fn rij_zonder_bericht(
    huis: &Huis,
    aankomst: &Aankomst,
    soort: Option<&str>,
    status: BerichtStatus,
    bevindingen: &[Bevinding],
) -> (Houder, houvast_opslag::Bericht) {
    let kop = kop::gok(&aankomst.inhoud.0);
    let gemeente = kop.gemeente.filter(|g| huis.gemeenten().contains(g));
    let regio = gemeente.map_or_else(|| huis.instellingen.regio.clone(), Houder::from);
    let rij = houvast_opslag::Bericht {
        houder: regio.clone(),
        id: aankomst.id,
        richting: Richting::In,
        soort: soort.map(str::to_owned),
        status,
        aanbieder: gemeente.and(kop.aanbieder),
        jeugdige: None,
        afzender: None,
        ontvanger: None,
        identificatie: None,
        dagtekening: None,
        op: aankomst.aangekomen_op,
        aankomst: Some(aankomst.id),
        inhoud: None,
        sha256: aankomst.sha256,
        grootte: aankomst.grootte,
        bestand: aankomst.bestand.clone(),
        niveau: Some(1),
        bevindingen: bevinding::naar_json(bevindingen),
        aantal_bevindingen: aantal(bevindingen),
        eerste_bevinding: bevindingen.first().map(|b| b.tekst.clone()),
        gezien_op: None,
        hoort_bij: None,
        antwoord: None,
        versie: 1,
    };
    (regio, rij)
}

fn aantal(bevindingen: &[Bevinding]) -> i64 {
    i64::try_from(bevindingen.len()).unwrap_or(i64::MAX)
}

/// Who a message is really from and for. A retourbericht repeats the header unswapped (IV028), so there it is the
/// other way round.
pub(super) struct Adres {
    pub(super) gemeente: GemeenteCode,
    pub(super) aanbieder: AgbCode,
}

impl Adres {
    pub(super) fn van(huis: &Huis, bericht: &Bericht) -> Result<Self, Bevinding> {
        use BerichtSoort as S;
        let niet_voor_ons = |veld: &str, tekst: String| {
            Bevinding::nieuw(1, "HV:niet-voor-ons", format!("Header/{veld}"), tekst)
        };
        let (gemeente, aanbieder, veld) = match bericht.soort() {
            S::Jw305 | S::Jw307 | S::Jw315 | S::Jw317 | S::Jw323 => {
                (bericht.ontvanger(), bericht.afzender(), "Ontvanger")
            }
            S::Jw302 | S::Jw320 => (bericht.afzender(), bericht.ontvanger(), "Afzender"),
            soort => {
                return Err(niet_voor_ons(
                    "BerichtCode",
                    format!(
                        "Dit is een {}: dat stuurt een gemeente, een gemeente krijgt het niet. Controleer wie de ontvanger is.",
                        soort.as_str()
                    ),
                ));
            }
        };
        let code = GemeenteCode::nieuw(gemeente)
            .ok()
            .filter(|g| huis.gemeenten().contains(g));
        match (code, AgbCode::nieuw(aanbieder)) {
            (Some(gemeente), Ok(aanbieder)) => Ok(Self { gemeente, aanbieder }),
            _ => Err(niet_voor_ons(
                veld,
                format!(
                    "Gemeente {gemeente} hoort niet bij deze regio. Stuur het bericht naar de gemeente waar het voor is."
                ),
            )),
        }
    }
}

/// The product codes that a region made itself, with their category: level 4 does not flag them (TR381).
#[must_use]
pub fn eigen_productcodes(profiel: &Regioprofiel) -> BTreeSet<(Tekst, Tekst)> {
    profiel
        .producten
        .iter()
        .filter_map(|p| Some((profiel.segment(&p.segment)?, p.code.als_str())))
        .flat_map(|(segment, code)| {
            segment
                .categorieen
                .iter()
                .map(move |c| (c.als_str().into(), code.into()))
        })
        .collect()
}

impl Zaak<'_> {
    /// The houder of the case.
    pub(crate) fn houder(&self) -> Houder {
        self.gemeente.into()
    }

    /// Levels 2, 3 and 4, in that order: a level is only judged when the one before is clean. Places are looked up.
    pub(crate) async fn oordeel(&self, tx: &mut Tx, bericht: &Bericht) -> Result<Oordeel, DienstFout> {
        let mut bevindingen = houvast_ijw::regels::inhoud(bericht);
        let mut niveau = 2;
        if bevindingen.is_empty() {
            niveau = 4;
            let eerder = super::eerder::haal(self, tx, bericht).await?;
            bevindingen = houvast_ijw::regels::keten(bericht, &eerder);
            if !bevindingen.is_empty() {
                niveau = 3;
            }
            bevindingen.extend(houvast_ijw::regels::bron(bericht, &self.bron()));
        }
        houvast_ijw::zoek_plaatsen(&self.aankomst.inhoud.0, &mut bevindingen);
        let status = if bevindingen.is_empty() {
            BerichtStatus::Verwerkt
        } else {
            BerichtStatus::Afgekeurd
        };
        Ok(Oordeel {
            status,
            niveau,
            bevindingen,
        })
    }

    /// The sources of level 4.
    pub(crate) fn bron(&self) -> houvast_ijw::regels::Bron {
        let mut bron = houvast_ijw::regels::Bron::op(self.huis.tijd.dag_van(self.nu));
        bron.eigen_productcodes = self.eigen_productcodes();
        bron
    }

    fn eigen_productcodes(&self) -> BTreeSet<(Tekst, Tekst)> {
        let dag = self.huis.tijd.dag_van(self.nu);
        self.huis.profiel(dag).map(eigen_productcodes).unwrap_or_default()
    }

    /// Stores the row of the incoming message.
    pub(crate) async fn leg_vast(
        &self,
        tx: &mut Tx,
        bericht: &Bericht,
        oordeel: &Oordeel,
        jeugdige: Option<Uuid>,
        hoort_bij: Option<Uuid>,
    ) -> Result<(), DienstFout> {
        tx.leg_berichten_vast(&[houvast_opslag::Bericht {
            houder: self.houder(),
            id: self.aankomst.id,
            richting: Richting::In,
            soort: Some(bericht.soort().as_str().to_owned()),
            status: oordeel.status,
            aanbieder: Some(self.aanbieder),
            jeugdige,
            afzender: Some(bericht.afzender().to_owned()),
            ontvanger: Some(bericht.ontvanger().to_owned()),
            identificatie: Some(
                bericht
                    .identificatie_retour()
                    .unwrap_or_else(|| bericht.identificatie())
                    .to_owned(),
            ),
            dagtekening: Some(
                bericht
                    .dagtekening_retour()
                    .unwrap_or_else(|| bericht.dagtekening()),
            ),
            op: self.aankomst.aangekomen_op,
            aankomst: Some(self.aankomst.id),
            inhoud: None,
            sha256: self.aankomst.sha256,
            grootte: self.aankomst.grootte,
            bestand: self.aankomst.bestand.clone(),
            niveau: Some(oordeel.niveau.into()),
            bevindingen: bevinding::naar_json(&oordeel.bevindingen),
            aantal_bevindingen: aantal(&oordeel.bevindingen),
            eerste_bevinding: oordeel.bevindingen.first().map(|b| b.tekst.clone()),
            gezien_op: None,
            hoort_bij,
            antwoord: None,
            versie: 1,
        }])
        .await?;
        Ok(())
    }

    /// Sends the retourbericht of a heenbericht.
    pub(crate) async fn antwoord(
        &self,
        tx: &mut Tx,
        bericht: &Bericht,
        oordeel: &Oordeel,
        jeugdige: Option<Uuid>,
    ) -> Result<(), DienstFout> {
        let retour = verzenden::retour(self.huis, tx, self.gemeente, self.nu).await?;
        let uit = houvast_ijw::antwoord::retour(bericht, &oordeel.bevindingen, &retour);
        let Some(uit) = uit else { return Ok(()) };
        let uitgaand = Uitgaand {
            aanbieder: Some(self.aanbieder),
            jeugdige,
            hoort_bij: Some(self.aankomst.id),
        };
        verzenden::verzend(self.huis, tx, self.gemeente, &uit, uitgaand, self.nu).await?;
        Ok(())
    }

    /// The child of the message in this gemeente, when it is known. Asked once: judging changes no child.
    pub(crate) async fn kind(
        &self,
        tx: &mut Tx,
        bsn: &str,
    ) -> Result<Option<houvast_opslag::Jeugdige>, OpslagFout> {
        let Ok(bsn) = Bsn::nieuw(bsn) else { return Ok(None) };
        if let Some((van, kind)) = self.kind.get()
            && *van == bsn
        {
            return Ok(kind.clone());
        }
        let kind = tx.jeugdige_met_bsn(&self.houder(), &bsn).await?;
        self.kind.get_or_init(|| (bsn, kind.clone()));
        Ok(kind)
    }
}
