//! What messages judged in one transaction read once between them: things of the region and of a gemeente that no message
//! changes.

use crate::verzoek::dossier;
use crate::{DienstFout, instellingen};
use houvast_begrip::{AgbCode, GemeenteCode};
use houvast_beslis::Contract;
use houvast_opslag::Tx;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The contracts of an aanbieder; `None` for one that the region does not know.
type Contracten = Option<Vec<Contract>>;

/// Made with the transaction and gone with it.
#[derive(Default)]
pub(crate) struct Gelezen {
    contracten: Mutex<BTreeMap<AgbCode, Contracten>>,
    automatisch: Mutex<BTreeMap<GemeenteCode, bool>>,
}

/// Never held while something is asked.
fn slot<T>(van: &Mutex<T>) -> MutexGuard<'_, T> {
    van.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Gelezen {
    /// As [`dossier::contracten_van`].
    pub(crate) async fn contracten(&self, tx: &mut Tx, aanbieder: AgbCode) -> Result<Contracten, DienstFout> {
        let bekend = slot(&self.contracten).get(&aanbieder).cloned();
        if let Some(bekend) = bekend {
            return Ok(bekend);
        }
        let contracten = dossier::contracten_van(tx, aanbieder).await?;
        slot(&self.contracten).insert(aanbieder, contracten.clone());
        Ok(contracten)
    }

    /// As [`instellingen::automatisch`].
    pub(crate) async fn automatisch(&self, tx: &mut Tx, gemeente: GemeenteCode) -> Result<bool, DienstFout> {
        let bekend = slot(&self.automatisch).get(&gemeente).copied();
        if let Some(bekend) = bekend {
            return Ok(bekend);
        }
        let vanzelf = instellingen::automatisch(tx, gemeente).await?;
        slot(&self.automatisch).insert(gemeente, vanzelf);
        Ok(vanzelf)
    }
}
