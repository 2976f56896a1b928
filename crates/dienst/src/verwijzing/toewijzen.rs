//! The Toegang grants of its own accord what an aanbieder accepted: a JW301 without a JW315 before it (RTP 2.4.1, 2.4.4). The
//! decision is the one of a request by the route of the Toegang, and is kept with its facts.

use super::{Stap, TOEGANG, noteer, verzoek};
use crate::bericht::verwerken::OORDEEL;
use crate::eigenbesluit::{self, EigenBesluit};
use crate::toekennen::{Post, Toegekend};
use crate::verzoek::{dossier, vertaal};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_beslis::{Besluit, Feit, Product, Soort, Uitkomst, Verwijzer, VerzoekFeiten};
use houvast_opslag::{Jeugdige, Lees, RegelVoor, SignaalSoort, Tx, Verwijzing, VerwijzingStatus};
use jiff::Timestamp;

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
    let post = Post {
        huis,
        kind: &kind,
        aanbieder: v.aanbieder,
        hoort_bij: None,
        gezag_bekend: false,
        nu,
    };
    let toegekend = Toegekend {
        toekenning: &toekenning,
        gevraagd: None,
        perceel: v.perceel.clone(),
    };
    let (bericht, nieuw) = post.ken_toe(tx, vec![toegekend]).await?;
    let toewijzing = nieuw.first().ok_or(DienstFout::Gegevens("toewijzing"))?;
    let genomen = EigenBesluit {
        hulpvraag: v.hulpvraag,
        verwijzing: Some(v.id),
        feiten: &feiten,
        voorstel: &besluit,
        toegekend: &toekenning,
        toewijzing,
        reden,
    };
    eigenbesluit::bewaar(huis, tx, wie, &genomen, nu).await?;
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
    crate::hulpvraag::na_toetsing(tx, wie, v, toewijzing.id, nu).await?;
    let periode = crate::taal::periode(toekenning.periode.begin, toekenning.periode.eind);
    let tekst = format!("{}, {periode}, door een consulent", toekenning.kort());
    super::gebeurd(huis, tx, v, "toegewezen", tekst, Some(wie.account()), nu).await
}
