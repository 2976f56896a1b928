//! Messages that this version receives but does not handle yet. What the built controls reject is answered; a clean one
//! waits, visibly, for a person.

use super::maken::{self, Antwoord, Kop};
use super::verwerken::Zaak;
use super::verzenden::{self, Uitgaand};
use crate::{DienstFout, termijnen};
use houvast_beslis::RedenAfwijzing;
use houvast_ijw::{Bericht, BerichtSoort};
use houvast_opslag::{BerichtStatus, Tx};

/// JW305, JW307, JW317 and JW323.
pub(crate) async fn ontvangen(zaak: &Zaak<'_>, tx: &mut Tx, bericht: &Bericht) -> Result<(), DienstFout> {
    let mut oordeel = zaak.oordeel(tx, bericht).await?;
    let kind = match bsn(bericht) {
        Some(bsn) => zaak.kind(tx, bsn).await?.map(|k| k.id),
        None => None,
    };
    if oordeel.is_schoon() {
        oordeel.status = BerichtStatus::TeBeoordelen;
    }
    let weigert = wijziging_buiten_berichten(zaak, bericht);
    if weigert.is_some() && oordeel.is_schoon() {
        oordeel.status = BerichtStatus::Verwerkt;
    }
    zaak.leg_vast(tx, bericht, &oordeel, kind, None).await?;
    // A clean JW317 gets its JW318 at once; for the other kinds level 3 is not built, so nobody may call them clean.
    if !oordeel.is_schoon() || bericht.soort() == BerichtSoort::Jw317 {
        zaak.antwoord(tx, bericht, &oordeel, kind).await?;
    }
    if !oordeel.is_schoon() {
        return Ok(());
    }
    match weigert {
        Some(referentie) => weiger_wijziging(zaak, tx, &referentie, kind).await,
        None => termijnen::te_beoordelen(zaak, tx, bericht.soort(), kind).await,
    }
}

/// three gemeenten take no request for change by message. The ReferentieAanbieder to refuse.
fn wijziging_buiten_berichten(zaak: &Zaak<'_>, bericht: &Bericht) -> Option<String> {
    let Bericht::Jw317(vow) = bericht else { return None };
    let dag = zaak.huis.tijd.dag_van(zaak.nu);
    let gemeente = zaak.huis.profiel(dag)?.gemeente(zaak.gemeente)?;
    (!gemeente.wijziging_via_bericht).then(|| referentie(vow))
}

fn referentie(vow: &houvast_ijw::berichten::jw317::Bericht) -> String {
    vow.client.verzoek.referentie_aanbieder.to_string()
}

/// JW319 with 4: the message has no field for the pointer to the secure channel; the screen says it.
async fn weiger_wijziging(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    referentie: &str,
    kind: Option<uuid::Uuid>,
) -> Result<(), DienstFout> {
    let identificatie = verzenden::identificatie(tx, zaak.gemeente).await?;
    let kop = Kop {
        afzender: zaak.gemeente,
        ontvanger: zaak.aanbieder.als_str(),
        identificatie: &identificatie,
        dagtekening: zaak.huis.tijd.dag_van(zaak.nu),
        instellingen: &zaak.huis.instellingen,
    };
    let antwoord = Antwoord::Afgewezen(RedenAfwijzing::PastNietBinnenContract, None);
    let uit = maken::antwoord(&kop, referentie, antwoord).ok_or(DienstFout::Gegevens("antwoord"))?;
    let uitgaand = Uitgaand {
        aanbieder: Some(zaak.aanbieder),
        jeugdige: kind,
        hoort_bij: Some(zaak.aankomst.id),
    };
    let id = verzenden::verzend(zaak.huis, tx, zaak.gemeente, &uit, uitgaand, zaak.nu).await?;
    termijnen::wacht_op_retour(
        zaak.huis,
        tx,
        zaak.gemeente,
        id,
        Some(zaak.aanbieder),
        kind,
        zaak.nu,
    )
    .await
}

fn bsn(bericht: &Bericht) -> Option<&str> {
    match bericht {
        Bericht::Jw305(b) => Some(&b.client.bsn),
        Bericht::Jw307(b) => Some(&b.client.bsn),
        Bericht::Jw317(b) => Some(&b.client.bsn),
        _ => None,
    }
}
