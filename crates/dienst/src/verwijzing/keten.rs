//! Where the chain of messages meets a referral: what was registered there is known before the request is judged, and what
//! becomes of the request comes back to whoever referred.

use super::{Stap, noteer, verzoek};
use crate::bericht::verwerken::Zaak;
use crate::termijnen::{self, Werk};
use crate::verzoek::dossier::{AANBIEDER, AKKOORD, CONSULENT, CONTACT, PER_JAAR, PRIVACY, RESULTAAT, SOORT};
use crate::verzoek::dossier::{TOETSING, ToetsingGegevens};
use crate::verzoek::{Akkoord, naar_json};
use crate::{DienstFout, Huis};
use houvast_begrip::{Bsn, datum};
use houvast_beslis::Soort;
use houvast_opslag::{
    FeitRij, Jeugdige, LeveringRij, LeveringSoort, RegelVoor, SignaalSoort, Tx, Verwijzing, VerwijzingStatus,
    Verzoek,
};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// The referral that this JW315 follows from: made here, or sent by the aanbieder's own system after it accepted.
pub(crate) async fn achter_verzoek(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bsn: &Bsn,
) -> Result<Option<Verwijzing>, DienstFout> {
    let dit = |v: &Verwijzing| v.verzoek_bericht == Some(zaak.aankomst.id);
    let wacht = |v: &Verwijzing| {
        v.aanbieder == zaak.aanbieder
            && v.verwijzer.is_some()
            && v.status == VerwijzingStatus::Geaccepteerd
            && v.verzoek_bericht.is_none()
    };
    // One of this child, whoever wrote the message: the JW315 of a referral is made from it.
    let mut lijst = tx.verwijzingen_van_kind(&zaak.houder(), bsn).await?;
    let plek = lijst
        .iter()
        .position(dit)
        .or_else(|| lijst.iter().position(wacht));
    Ok(plek.map(|plek| lijst.swap_remove(plek)))
}

/// What was registered at the referral, as facts of the request. Under a privacyverklaring the result is not among them: it
/// is content.
pub(crate) fn als_feiten(
    huis: &Huis,
    v: &Verwijzing,
    kind: &Jeugdige,
    verzoek: Option<Uuid>,
    nu: Timestamp,
) -> Result<Vec<FeitRij>, DienstFout> {
    let mut uit = Vec::new();
    let mut erbij = |soort: &str, datum: Option<Date>, waarde: String, bron: &str| {
        uit.push(FeitRij {
            houder: v.houder.clone(),
            id: huis.tijd.id(),
            jeugdige: kind.id,
            verzoek,
            verzoek_product: None,
            aanbieder: Some(v.aanbieder),
            soort: soort.to_owned(),
            datum,
            waarde,
            bron: bron.to_owned(),
            door: None,
            op: nu,
        });
    };
    if v.getoetst.is_some() {
        let gegevens = ToetsingGegevens {
            aangemeld: v.aangemeld,
            past: Some(true),
        };
        erbij(TOETSING, v.getoetst, naar_json(&gegevens, "toetsing")?, AANBIEDER);
    }
    if v.contact.is_some() {
        erbij(CONTACT, v.contact, "null".to_owned(), AANBIEDER);
    }
    if let Some(soort) = verzoek::soort(v) {
        erbij(SOORT, None, naar_json(&soort, "soort")?, AANBIEDER);
        if let (Soort::Duurzaam, Some(per_jaar)) = (soort, v.budget) {
            erbij(PER_JAAR, None, naar_json(&per_jaar, "per_jaar")?, AANBIEDER);
        }
    }
    erbij(PRIVACY, None, naar_json(&v.privacy, "privacy")?, AANBIEDER);
    if let Some(resultaat) = v.resultaat.as_ref().filter(|_| !v.privacy) {
        erbij(RESULTAAT, None, naar_json(&resultaat.0, "resultaat")?, AANBIEDER);
    }
    if let Some(tot) = v.instemming {
        let akkoord = Akkoord::Bedrag { tot: tot.0 };
        erbij(AKKOORD, v.contact, naar_json(&akkoord, "akkoord")?, CONSULENT);
    }
    Ok(uit)
}

/// The request is there: the task to send it is done.
pub(crate) async fn gekoppeld(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    v: &Verwijzing,
    kind: &Jeugdige,
    verzoek: &Verzoek,
) -> Result<(), DienstFout> {
    let feiten = als_feiten(zaak.huis, v, kind, Some(verzoek.id), zaak.nu)?;
    tx.leg_feiten_vast(&feiten).await?;
    let mut nieuw = v.clone();
    nieuw.verzoek_bericht = Some(zaak.aankomst.id);
    nieuw.gewijzigd_op = zaak.nu;
    if !tx.wijzig_verwijzing(&nieuw, v.versie).await? {
        return Err(DienstFout::Verouderd);
    }
    tx.sluit_signaal(&v.houder, SignaalSoort::VerzoekSturen, v.id, zaak.nu)
        .await?;
    Ok(())
}

/// A request was answered. Who referred reads it; with a grant the referral is done.
pub(crate) async fn beantwoord(
    huis: &Huis,
    tx: &mut Tx,
    vraag: &Verzoek,
    toegewezen: bool,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let Some(v) = tx.verwijzing_achter(&vraag.houder, vraag.bericht).await? else {
        return Ok(());
    };
    let mut nieuw = v.clone();
    nieuw.gewijzigd_op = nu;
    if toegewezen {
        nieuw.status = VerwijzingStatus::Toegewezen;
        nieuw.afgerond_op = Some(nu);
    }
    if !tx.wijzig_verwijzing(&nieuw, v.versie).await? {
        return Err(DienstFout::Verouderd);
    }
    let stap = Stap {
        voor: RegelVoor::Verwijzer,
        van: super::TOEGANG,
        soort: if toegewezen {
            "toegewezen"
        } else {
            "verzoek_afgewezen"
        },
        bedrag: None,
        tekst: None,
        door: None,
    };
    noteer(huis, tx, &v, stap, nu).await
}

/// Help started. Who referred reads it; without a toetsing or a result the aanbieder has a task, and the start counts all the
/// same.
pub(crate) async fn gestart(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bsn: &Bsn,
    kind: Option<Uuid>,
    rijen: &[LeveringRij],
) -> Result<(), DienstFout> {
    let starts: Vec<&LeveringRij> = rijen
        .iter()
        .filter(|r| r.soort == LeveringSoort::Start && !r.verwijderen)
        .collect();
    let Some(eerste) = starts.first() else {
        return Ok(());
    };
    let houder = zaak.houder();
    let lijst = tx.verwijzingen_van_kind(&houder, bsn).await?;
    let v = lijst
        .iter()
        .find(|v| v.aanbieder == zaak.aanbieder && v.status == VerwijzingStatus::Toegewezen);
    if let Some(v) = v {
        if v.verwijzer.is_some() {
            let stap = Stap {
                voor: RegelVoor::Verwijzer,
                van: super::AANBIEDER,
                soort: "gestart",
                bedrag: None,
                tekst: Some(format!("Eerste dag {}.", datum::kort(eerste.begindatum))),
                door: None,
            };
            noteer(zaak.huis, tx, v, stap, zaak.nu).await?;
        }
        if v.resultaat.is_none() {
            super::zet(zaak.huis, tx, v, SignaalSoort::Resultaat, None, zaak.nu).await?;
        }
    }
    let Some(kind) = kind else { return Ok(()) };
    if v.is_some_and(|v| v.getoetst.is_some()) || is_getoetst(zaak, tx, kind).await? {
        return Ok(());
    }
    for start in starts {
        let Some(toewijzing) = toewijzing_van(tx, kind, start).await? else {
            continue;
        };
        let werk = Werk {
            houder: houder.clone(),
            soort: SignaalSoort::ToetsingOntbreekt,
            onderwerp: toewijzing,
            aanbieder: Some(zaak.aanbieder),
            jeugdige: Some(kind),
            vanaf: zaak.huis.tijd.dag_van(zaak.nu),
            uiterlijk: None,
        };
        termijnen::zet(zaak.huis, tx, &werk, zaak.nu).await?;
    }
    Ok(())
}

/// Did this aanbieder ever register a toetsing of this child?
async fn is_getoetst(zaak: &Zaak<'_>, tx: &mut Tx, kind: Uuid) -> Result<bool, DienstFout> {
    let feiten = tx.feiten_van(kind).await?;
    Ok(feiten
        .iter()
        .any(|f| f.soort == TOETSING && f.aanbieder == Some(zaak.aanbieder) && f.datum.is_some()))
}

async fn toewijzing_van(tx: &mut Tx, kind: Uuid, start: &LeveringRij) -> Result<Option<Uuid>, DienstFout> {
    let Some(nummer) = start.toewijzing else {
        return Ok(None);
    };
    let lijst = tx.toewijzingen_van(kind).await?;
    Ok(lijst
        .iter()
        .find(|t| t.nummer == nummer && t.aanbieder == start.aanbieder)
        .map(|t| t.id))
}
