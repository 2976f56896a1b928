//! A grant: the JW301 with everything current and everything changed (OP087), and the toewijzingen as they become.

use super::plan::Plan;
use super::zaak::Zaak;
use crate::bericht::maken::Regel;
use crate::toekennen::Post;
use crate::{DienstFout, Huis};
use houvast_opslag::{Toewijzing, Tx};
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
    let post = Post {
        huis,
        kind: &zaak.kind,
        aanbieder: w.aanbieder,
        hoort_bij: zaak.verzoek.as_ref().map(|v| v.bericht),
        gezag_bekend: false,
        nu,
    };
    let (dag, tijd) = post.moment();
    let op_moment = |t: &mut Toewijzing| {
        t.toewijzingsdatum = dag;
        t.toewijzingstijd = tijd;
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
        .actuele_toewijzingen(&w.houder, zaak.kind.id, w.aanbieder, dag)
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
    let overlap = "Deze wijziging overlapt met andere hulp van dezelfde soort bij deze aanbieder.";
    let id = post.verstuur(tx, &regels, overlap).await?;
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
    Ok(id)
}
