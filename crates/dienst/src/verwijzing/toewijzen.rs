//! The Toegang grants of its own accord what an aanbieder accepted: a JW301 without a JW315 before it (RTP 2.4.1, 2.4.4). The
//! decision is the one of a request by the route of the Toegang, and is kept with its facts.

use super::{Stap, TOEGANG, noteer, verzoek};
use crate::bericht::maken::{self, Kop, Regel};
use crate::bericht::verwerken::OORDEEL;
use crate::bericht::verzenden::{self, Uitgaand};
use crate::verzoek::{Bewaard, dossier, naar_json, vertaal};
use crate::{Aangemeld, DienstFout, Huis, termijnen};
use houvast_begrip::Periode;
use houvast_beslis::{Besluit, Feit, Omvang, Product, Soort, Toekenning, Uitkomst, Verwijzer, VerzoekFeiten};
use houvast_opslag::{
    Jeugdige, Lees, RegelVoor, SignaalSoort, Toewijzing, ToewijzingStatus, Tx, Verwijzing, VerwijzingStatus,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is kept of a decision without a request.
#[derive(Serialize, Deserialize)]
struct Bewaring {
    feiten: VerzoekFeiten,
    besluit: Bewaard,
    reden: Option<String>,
}

/// What the protocol says of granting this, with the facts it leans on.
pub(super) async fn voorstel(
    huis: &Huis,
    lees: &mut Lees,
    v: &Verwijzing,
    kind: &Jeugdige,
    nu: Timestamp,
) -> Result<(VerzoekFeiten, Besluit), DienstFout> {
    let vandaag = huis.tijd.dag_van(nu);
    let gemeente = v.houder.gemeente().ok_or(DienstFout::Gegevens("houder"))?;
    let vraag = verzoek::gevraagd(v).ok_or(DienstFout::Gegevens("verwijzing"))?;
    let uit_dossier = dossier::haal(lees, huis, kind, v.aanbieder, nu).await?;
    let contracten = uit_dossier.contracten.clone().unwrap_or_default();
    let mut feiten = VerzoekFeiten::nieuw(gemeente, v.aanbieder, vandaag, vandaag);
    feiten.verwijzer = Feit::dossier(Verwijzer::Gemeente);
    feiten.budget = Feit::consulent(vraag.budget);
    feiten.periode = Feit::consulent(vraag.periode);
    if let Some(categorie) = verzoek::segment(huis, gemeente, &contracten, vraag.periode.begin)
        .and_then(|s| s.categorieen.first().copied())
    {
        feiten.product = Feit::consulent(Product {
            categorie,
            code: None,
        });
    }
    let soort = verzoek::soort(v);
    let per_jaar = match (soort, v.budget) {
        (Some(Soort::Duurzaam), Some(bedrag)) => Feit::consulent(bedrag),
        _ => Feit::onbekend(),
    };
    let vastgelegd = vertaal::Vastgelegd {
        contact: Feit::consulent(huis.tijd.dag_van(v.gevraagd_op)),
        toetsing: v.getoetst.map_or_else(Feit::onbekend, Feit::aanbieder),
        aangemeld: Feit::consulent(huis.tijd.dag_van(v.gevraagd_op)),
        soort: soort.map_or_else(Feit::onbekend, Feit::consulent),
        instemming: Feit::consulent(vraag.budget),
        per_jaar,
        privacy: Feit::consulent(v.privacy),
        ..vertaal::Vastgelegd::default()
    };
    vertaal::vul_aan(&mut feiten, &uit_dossier, &vastgelegd);
    let besluit = crate::verzoek::beoordeel(huis, &feiten, nu)?;
    Ok((feiten, besluit))
}

/// Does granting depart from what the protocol proposes?
pub(super) fn wijkt_af(besluit: &Besluit) -> bool {
    besluit.uitkomst != Uitkomst::Toewijzen
}

/// Sends the JW301 and closes the referral; `v` is changed, the caller stores it.
pub(super) async fn doe(
    huis: &Huis,
    tx: &mut Tx,
    wie: &Aangemeld,
    v: &mut Verwijzing,
    reden: &str,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    // The JW301 holds every current toewijzing (OP087): nobody adds one meanwhile.
    tx.vergrendel(&v.houder, OORDEEL).await?;
    let kind = match v.jeugdige {
        Some(id) => tx.jeugdige(id).await?,
        None => None,
    }
    .ok_or(DienstFout::NietGevonden)?;
    let (feiten, besluit) = voorstel(huis, tx, v, &kind, nu).await?;
    if wijkt_af(&besluit) && reden.is_empty() {
        return Err(DienstFout::RedenVerplicht);
    }
    let toekenning = besluit
        .toekenning
        .clone()
        .or_else(|| crate::verzoek::afhandelen::zoals_gevraagd(&feiten))
        .ok_or(DienstFout::Gegevens("verwijzing"))?;
    let bericht = stuur(huis, tx, v, &kind, &toekenning, nu).await?;
    let bewaring = Bewaring {
        feiten,
        besluit: Bewaard {
            voorstel: besluit,
            toegekend: Some(toekenning.clone()),
        },
        reden: (!reden.is_empty()).then(|| reden.to_owned()),
    };
    v.besluit = Some(naar_json(&bewaring, "besluit")?);
    v.toewijzing_bericht = Some(bericht);
    v.status = VerwijzingStatus::Toegewezen;
    v.afgerond_op = Some(nu);
    let stap = Stap {
        voor: RegelVoor::Toegang,
        van: TOEGANG,
        soort: "toegewezen",
        bedrag: toekenning.budget,
        tekst: (!reden.is_empty()).then(|| reden.to_owned()),
        door: Some(wie.account()),
    };
    noteer(huis, tx, v, stap, nu).await?;
    tx.sluit_signaal(&v.houder, SignaalSoort::ToewijzenNaToetsing, v.id, nu)
        .await?;
    crate::hulpvraag::na_toetsing(tx, wie, v, bericht, nu).await?;
    let periode = crate::taal::periode(toekenning.periode.begin, toekenning.periode.eind);
    let tekst = format!("{}, {periode}, door een consulent", toekenning.kort());
    super::gebeurd(huis, tx, v, "toegewezen", tekst, Some(wie.account()), nu).await
}

/// The JW301 with the new toewijzing and every current one at this aanbieder (OP087).
async fn stuur(
    huis: &Huis,
    tx: &mut Tx,
    v: &Verwijzing,
    kind: &Jeugdige,
    toekenning: &Toekenning,
    nu: Timestamp,
) -> Result<uuid::Uuid, DienstFout> {
    let gemeente = v.houder.gemeente().ok_or(DienstFout::Gegevens("houder"))?;
    let vandaag = huis.tijd.dag_van(nu);
    let nummer = tx.volgend_nummer(&v.houder, "toewijzing", 999_999_999).await?;
    let mut nieuw = rij(huis, v, kind, toekenning, nummer, nu);
    let lopend = tx
        .actuele_toewijzingen(&v.houder, kind.id, v.aanbieder, vandaag)
        .await?;
    let mut gezag = tx.relaties(kind.id).await?;
    gezag.retain(|r| r.gezag);
    let regels: Vec<Regel<'_>> = lopend
        .iter()
        .chain(std::iter::once(&nieuw))
        .map(|toewijzing| Regel {
            toewijzing,
            referentie: None,
        })
        .collect();
    let identificatie = verzenden::identificatie(tx, gemeente).await?;
    let kop = Kop {
        afzender: gemeente,
        ontvanger: v.aanbieder.als_str(),
        identificatie: &identificatie,
        dagtekening: vandaag,
        instellingen: &huis.instellingen,
    };
    let bericht = maken::toewijzing(&kop, kind, &gezag, &regels).ok_or(DienstFout::Ongeldig(
        "Vul eerst het adres van de jeugdige in: zonder adres kan er geen toewijzing uit.",
    ))?;
    // What we send must pass the same checks as what we receive.
    if !houvast_ijw::regels::inhoud(&bericht).is_empty() {
        return Err(DienstFout::Ongeldig(
            "Deze toewijzing overlapt met lopende hulp van dezelfde soort bij deze aanbieder.",
        ));
    }
    let uitgaand = Uitgaand {
        aanbieder: Some(v.aanbieder),
        jeugdige: Some(kind.id),
        hoort_bij: None,
    };
    let id = verzenden::verzend(huis, tx, gemeente, &bericht, uitgaand, nu).await?;
    let aanbieder = Some(v.aanbieder);
    termijnen::wacht_op_retour(huis, tx, gemeente, id, aanbieder, Some(kind.id), nu).await?;
    nieuw.bericht = Some(id);
    tx.leg_toewijzingen_vast(&[nieuw]).await?;
    Ok(id)
}

fn rij(
    huis: &Huis,
    v: &Verwijzing,
    kind: &Jeugdige,
    t: &Toekenning,
    nummer: i64,
    nu: Timestamp,
) -> Toewijzing {
    let plaatselijk = huis.tijd.plaatselijk(nu);
    let Periode { begin, eind } = t.periode;
    let omvang = |f: fn(&Omvang) -> String| t.omvang.as_ref().map(f);
    Toewijzing {
        houder: v.houder.clone(),
        id: huis.tijd.id(),
        nummer,
        jeugdige: kind.id,
        aanbieder: v.aanbieder,
        verzoek_product: None,
        referentie: None,
        categorie: t.product.as_ref().map(|p| p.categorie.als_str().to_owned()),
        code: t
            .product
            .as_ref()
            .and_then(|p| p.code.as_ref())
            .map(|c| c.als_str().to_owned()),
        toewijzingsdatum: plaatselijk.date(),
        toewijzingstijd: plaatselijk
            .time()
            .with()
            .subsec_nanosecond(0)
            .build()
            .unwrap_or(plaatselijk.time()),
        ingangsdatum: begin,
        einddatum: eind,
        volume: t.omvang.as_ref().map(|o| o.volume.into()),
        eenheid: omvang(|o| o.eenheid.clone()),
        frequentie: omvang(|o| o.frequentie.clone()),
        budget: t.budget,
        jaarplafond: t.per_jaar.map(|p| p.bedrag),
        commentaar: None,
        reden_wijziging: None,
        soort: t.soort.map(|s| s.label().to_owned()),
        perceel: v.perceel.clone(),
        status: ToewijzingStatus::Actief,
        bericht: None,
        gewijzigd_op: nu,
        versie: 1,
    }
}
