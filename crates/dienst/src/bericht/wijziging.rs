//! A JW317: answered with its JW318 at once; an accepted one is an open request that a person must judge (OP346).

use super::maken::{self, Antwoord, Kop};
use super::verwerken::{Oordeel, Zaak};
use super::verwerkt::Gedaan;
use super::verzenden::{self, Uitgaand};
use crate::{DienstFout, Huis, gebeurtenis, termijnen};
use houvast_begrip::Centen;
use houvast_beslis::RedenAfwijzing;
use houvast_ijw::Bericht;
use houvast_ijw::berichten::{basis, jw317};
use houvast_opslag::{BerichtStatus, Tx, WijzigProduct, WijzigSoort, WijzigStatus, Wijzigverzoek};
use jiff::Timestamp;
use uuid::Uuid;

/// Everything that follows from one JW317.
pub(crate) async fn verzoek_om_wijziging(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bericht: &Bericht,
) -> Result<Gedaan, DienstFout> {
    let Bericht::Jw317(vow) = bericht else {
        return Err(DienstFout::Ongeldig("geen JW317"));
    };
    let mut oordeel = zaak.oordeel(tx, bericht).await?;
    let kind = zaak.kind(tx, &vow.client.bsn).await?.map(|k| k.id);
    // TR304 refuses a client whom nobody knows, so a clean one has its child.
    let (true, Some(kind)) = (oordeel.is_schoon(), kind) else {
        return afgekeurd(zaak, tx, bericht, &oordeel, kind).await;
    };
    let buiten_berichten = wijziging_buiten_berichten(zaak);
    if !buiten_berichten {
        oordeel.status = BerichtStatus::TeBeoordelen;
    }
    zaak.leg_vast(tx, bericht, &oordeel, Some(kind), None).await?;
    zaak.antwoord(tx, bericht, &oordeel, Some(kind)).await?;
    let mut verzoek = verzoekrij(zaak, vow, kind);
    let producten = productrijen(zaak, &verzoek, &vow.client.verzoek);
    verzoek.aantal_producten = i64::try_from(producten.len()).unwrap_or(i64::MAX);
    gebeurtenis::wijziging_gevraagd(zaak, tx, kind, verzoek.aantal_producten).await?;
    if buiten_berichten {
        let nee = Antwoord::Afgewezen(RedenAfwijzing::PastNietBinnenContract, None);
        let antwoord = verstuur(zaak.huis, tx, &verzoek, nee, zaak.nu).await?;
        verzoek.status = WijzigStatus::Afgewezen;
        verzoek.reden_afwijzing = Some(RedenAfwijzing::PastNietBinnenContract.code().to_owned());
        verzoek.antwoord = Some(antwoord);
        verzoek.afgehandeld_op = Some(zaak.nu);
        gebeurtenis::wijziging_afgewezen(zaak, tx, kind, antwoord).await?;
    } else {
        termijnen::te_beoordelen(zaak, tx, bericht.soort(), Some(kind)).await?;
    }
    tx.leg_wijzigverzoeken_vast(&[verzoek], &producten).await?;
    Ok(Gedaan::beoordeeld(kind))
}

async fn afgekeurd(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bericht: &Bericht,
    oordeel: &Oordeel,
    kind: Option<Uuid>,
) -> Result<Gedaan, DienstFout> {
    zaak.leg_vast(tx, bericht, oordeel, kind, None).await?;
    zaak.antwoord(tx, bericht, oordeel, kind).await?;
    if let Some(kind) = kind {
        gebeurtenis::bericht_afgekeurd(zaak, tx, bericht, kind).await?;
    }
    Ok(Gedaan::over(kind))
}

/// three gemeenten take no request for change by message.
fn wijziging_buiten_berichten(zaak: &Zaak<'_>) -> bool {
    let dag = zaak.huis.tijd.dag_van(zaak.nu);
    zaak.huis
        .profiel(dag)
        .and_then(|p| p.gemeente(zaak.gemeente))
        .is_some_and(|g| !g.wijziging_via_bericht)
}

fn verzoekrij(zaak: &Zaak<'_>, vow: &jw317::Bericht, kind: Uuid) -> Wijzigverzoek {
    let ontvangen = zaak.huis.tijd.dag_van(zaak.aankomst.aangekomen_op);
    Wijzigverzoek {
        houder: zaak.houder(),
        id: zaak.huis.tijd.id(),
        bericht: zaak.aankomst.id,
        jeugdige: kind,
        aanbieder: zaak.aanbieder,
        referentie: vow.client.verzoek.referentie_aanbieder.to_string(),
        reden: vow.client.verzoek.reden_verzoek.as_str().to_owned(),
        dagtekening: vow.header.bericht_identificatie.dagtekening,
        ontvangen_op: zaak.aankomst.aangekomen_op,
        antwoord_voor: termijnen::antwoord_voor(zaak.huis, ontvangen),
        onderzoek_voor: None,
        status: WijzigStatus::Open,
        aantal_producten: 0,
        beslist_door: None,
        reden_afwijzing: None,
        toelichting: None,
        antwoord: None,
        afgehandeld_op: None,
        versie: 1,
    }
}

fn productrijen(zaak: &Zaak<'_>, verzoek: &Wijzigverzoek, inhoud: &jw317::Verzoek) -> Vec<WijzigProduct> {
    let leeg = |soort| WijzigProduct {
        houder: verzoek.houder.clone(),
        id: zaak.huis.tijd.id(),
        wijzigverzoek: verzoek.id,
        aanbieder: verzoek.aanbieder,
        volgnummer: 0,
        soort,
        toewijzing: None,
        categorie: None,
        code: None,
        ingangsdatum: None,
        einddatum: None,
        volume: None,
        eenheid: None,
        frequentie: None,
        budget: None,
    };
    let mut rijen = Vec::new();
    for p in inhoud
        .ongewijzigde_producten
        .iter()
        .flat_map(|p| &p.ongewijzigd_product)
    {
        let mut rij = leeg(WijzigSoort::Ongewijzigd);
        rij.toewijzing = Some(p.toewijzing_nummer.into());
        rijen.push(rij);
    }
    for p in inhoud
        .te_wijzigen_producten
        .iter()
        .flat_map(|p| &p.te_wijzigen_product)
    {
        let mut rij = leeg(WijzigSoort::TeWijzigen);
        rij.toewijzing = Some(p.toewijzing_nummer.into());
        rij.ingangsdatum = Some(p.gewenste_ingangsdatum);
        rij.einddatum = p.einddatum;
        omvang(&mut rij, p.omvang.as_ref(), p.budget);
        rijen.push(rij);
    }
    for p in inhoud.nieuwe_producten.iter().flat_map(|p| &p.nieuw_product) {
        let mut rij = leeg(WijzigSoort::Nieuw);
        rij.categorie = p.product.as_ref().map(|p| p.categorie.as_str().to_owned());
        rij.code = p
            .product
            .as_ref()
            .and_then(|p| p.code.as_ref())
            .map(ToString::to_string);
        rij.ingangsdatum = Some(p.gewenste_ingangsdatum);
        rij.einddatum = p.einddatum;
        omvang(&mut rij, p.omvang.as_ref(), p.budget);
        rijen.push(rij);
    }
    for (rij, volgnummer) in rijen.iter_mut().zip(1..) {
        rij.volgnummer = volgnummer;
    }
    rijen
}

fn omvang(rij: &mut WijzigProduct, omvang: Option<&basis::Omvang>, budget: Option<u32>) {
    if let Some(omvang) = omvang {
        rij.volume = Some(omvang.volume.into());
        rij.eenheid = Some(omvang.eenheid.as_str().to_owned());
        rij.frequentie = Some(omvang.frequentie.as_str().to_owned());
    }
    rij.budget = budget.map(|b| Centen(b.into()));
}

/// The JW319 to a request for change. For R-060 the message has no field that points to the secure channel; the screen
/// says it.
pub(crate) async fn verstuur(
    huis: &Huis,
    tx: &mut Tx,
    verzoek: &Wijzigverzoek,
    antwoord: Antwoord,
    nu: Timestamp,
) -> Result<Uuid, DienstFout> {
    let gemeente = verzoek.houder.gemeente().ok_or(DienstFout::Gegevens("houder"))?;
    let identificatie = verzenden::identificatie(tx, gemeente).await?;
    let kop = Kop {
        afzender: gemeente,
        ontvanger: verzoek.aanbieder.als_str(),
        identificatie: &identificatie,
        dagtekening: huis.tijd.dag_van(nu),
        instellingen: &huis.instellingen,
    };
    let uit = maken::antwoord(&kop, &verzoek.referentie, antwoord).ok_or(DienstFout::Gegevens("antwoord"))?;
    let (aanbieder, kind) = (Some(verzoek.aanbieder), Some(verzoek.jeugdige));
    let uitgaand = Uitgaand {
        aanbieder,
        jeugdige: kind,
        hoort_bij: Some(verzoek.bericht),
    };
    let id = verzenden::verzend(huis, tx, gemeente, &uit, uitgaand, nu).await?;
    termijnen::wacht_op_retour(huis, tx, gemeente, id, aanbieder, kind, nu).await?;
    Ok(id)
}
