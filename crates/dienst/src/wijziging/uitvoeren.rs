//! A grant: the JW301 with everything current and everything changed (OP087), and the toewijzingen as they become.

use super::plan::Plan;
use super::zaak::Zaak;
use crate::bericht::maken::{self, Kop, Regel};
use crate::bericht::verzenden::{self, Uitgaand};
use crate::{DienstFout, Huis, termijnen};
use houvast_opslag::{Relatie, Toewijzing, Tx};
use jiff::Timestamp;
use uuid::Uuid;

/// Sends it and changes the toewijzingen. The message id.
pub(super) async fn wijs_toe(
    huis: &Huis,
    tx: &mut Tx,
    zaak: &Zaak,
    plan: Plan,
    nu: Timestamp,
) -> Result<Uuid, DienstFout> {
    let w = &zaak.wijziging;
    let gemeente = w.houder.gemeente().ok_or(DienstFout::Gegevens("houder"))?;
    let moment = huis.tijd.plaatselijk(nu);
    let op_moment = |t: &mut Toewijzing| {
        t.toewijzingsdatum = moment.date();
        t.toewijzingstijd = moment
            .time()
            .with()
            .subsec_nanosecond(0)
            .build()
            .unwrap_or(moment.time());
        t.gewijzigd_op = nu;
    };
    let Plan {
        mut gewijzigd,
        mut nieuw,
    } = plan;
    gewijzigd.iter_mut().for_each(op_moment);
    // IV097: a message that grants a request carries its reference on each product; one by mail has none.
    let referentie = zaak.verzoek.as_ref().map(|v| v.referentie.clone());
    for toewijzing in &mut nieuw {
        op_moment(toewijzing);
        toewijzing.id = huis.tijd.id();
        toewijzing.nummer = tx.volgend_nummer(&w.houder, "toewijzing", 999_999_999).await?;
        toewijzing.referentie.clone_from(&referentie);
        toewijzing.versie = 1;
    }
    let mut alle = tx
        .actuele_toewijzingen(&w.houder, zaak.kind.id, w.aanbieder, moment.date())
        .await?;
    alle.retain(|t| gewijzigd.iter().all(|g| g.id != t.id));
    alle.extend(gewijzigd.iter().chain(&nieuw).cloned());
    alle.sort_by_key(|t| t.nummer);
    let regels: Vec<Regel<'_>> = alle
        .iter()
        .map(|toewijzing| Regel {
            toewijzing,
            referentie: referentie.as_deref(),
        })
        .collect();
    let mut gezag: Vec<Relatie> = tx.relaties(zaak.kind.id).await?;
    gezag.retain(|r| r.gezag);
    let identificatie = verzenden::identificatie(tx, gemeente).await?;
    let kop = Kop {
        afzender: gemeente,
        ontvanger: w.aanbieder.als_str(),
        identificatie: &identificatie,
        dagtekening: moment.date(),
        instellingen: &huis.instellingen,
    };
    let bericht = maken::toewijzing(&kop, &zaak.kind, &gezag, &regels).ok_or(DienstFout::Ongeldig(
        "Vul eerst het adres van de jeugdige in: zonder adres kan er geen toewijzing uit.",
    ))?;
    // What we send must pass the same checks as what we receive.
    if !houvast_ijw::regels::inhoud(&bericht).is_empty() {
        return Err(DienstFout::Ongeldig(
            "Deze wijziging overlapt met andere hulp van dezelfde soort bij deze aanbieder.",
        ));
    }
    let uitgaand = Uitgaand {
        aanbieder: Some(w.aanbieder),
        jeugdige: Some(zaak.kind.id),
        hoort_bij: zaak.verzoek.as_ref().map(|v| v.bericht),
    };
    let id = verzenden::verzend(huis, tx, gemeente, &bericht, uitgaand, nu).await?;
    for toewijzing in &mut gewijzigd {
        toewijzing.bericht = Some(id);
        if !tx.wijzig_toewijzing(toewijzing).await? {
            return Err(DienstFout::Verouderd);
        }
    }
    for toewijzing in &mut nieuw {
        toewijzing.bericht = Some(id);
    }
    tx.leg_toewijzingen_vast(&nieuw).await?;
    termijnen::wacht_op_retour(huis, tx, gemeente, id, Some(w.aanbieder), Some(zaak.kind.id), nu).await?;
    Ok(id)
}
