//! What the rules ask of earlier declarations, toewijzingen and clients, a block of lines at a time: a handful of queries
//! per block, whatever its length.

use super::eerder::{self, is_verwijderd};
use super::verwerken::Zaak;
use crate::DienstFout;
use houvast_begrip::Bsn;
use houvast_ijw::berichten::basis::{BedragMetDC, GeslotenPeriode, Omvang, Referentie};
use houvast_ijw::berichten::codes::{DebetCredit, Eenheid, Frequentie, ProductCategorie};
use houvast_ijw::berichten::jw323;
use houvast_ijw::declaratie::{
    DeclaratieEerder, EerderDebet, EerdereDeclaraties, OpenDebet, Sleutels, Toewijzing,
};
use houvast_ijw::{Bericht, Tekst};
use houvast_opslag::{Prestatie, Tx};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the header and the class Declaratie are judged against.
pub(super) async fn van_kop(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bericht: &Bericht,
    nummer: &str,
) -> Result<EerdereDeclaraties, DienstFout> {
    let (houder, aanbieder) = (zaak.houder(), zaak.aanbieder);
    let met_nummer = tx.declaraties_met_nummer(&houder, aanbieder, nummer).await?;
    let laatste = tx.laatste_declaratie(&houder, aanbieder).await?;
    Ok(EerdereDeclaraties {
        ontvangen: eerder::ontvangen(zaak, tx, bericht).await?,
        nummer_gebruikt: !met_nummer.is_empty(),
        laatste_periode: laatste.map(|d| d.begindatum),
    })
}

/// The facts of a block, and the children of its lines.
pub(super) struct Feiten {
    pub(super) eerder: DeclaratieEerder,
    /// By BSN.
    pub(super) kinderen: BTreeMap<Tekst, Uuid>,
}

/// Looks up what a block asks. Tariffs are not registered yet, so TR346 has nothing to compare with.
pub(super) async fn van_blok(zaak: &Zaak<'_>, tx: &mut Tx, vraag: &Sleutels) -> Result<Feiten, DienstFout> {
    let (houder, aanbieder) = (zaak.houder(), zaak.aanbieder);
    let mut kinderen = BTreeMap::new();
    let mut bsns: BTreeMap<Uuid, Tekst> = BTreeMap::new();
    let gevraagd: Vec<Bsn> = vraag.bsns.iter().filter_map(|b| Bsn::nieuw(b).ok()).collect();
    for kind in tx.jeugdigen_met_bsn(&houder, &gevraagd).await? {
        let bsn: Tekst = kind.bsn.als_str().into();
        bsns.insert(kind.id, bsn.clone());
        kinderen.insert(bsn, kind.id);
    }
    let referenties: Vec<String> = vraag.referenties.iter().map(ToString::to_string).collect();
    let vorige: Vec<String> = vraag.vorige_referenties.iter().map(ToString::to_string).collect();
    let nummers: Vec<i64> = vraag.toewijzingen.iter().map(|n| i64::from(*n)).collect();

    let gebruikt = tx.gebruikte_referenties(&houder, aanbieder, &referenties).await?;
    let rijen = tx.toewijzingen_met_nummers(&houder, &nummers).await?;
    let open = tx.open_debetten(&houder, aanbieder, &nummers).await?;
    let (mut debetrijen, mut gecrediteerd) = (Vec::new(), Vec::new());
    if !vorige.is_empty() {
        debetrijen = tx.toegekende_debetten(&houder, aanbieder, &vorige).await?;
        gecrediteerd = tx.gecrediteerde_referenties(&houder, aanbieder, &vorige).await?;
    }
    // A toewijzing or a debit of another child than those of this block: whose, must be known too.
    let anderen: Vec<Uuid> = rijen
        .iter()
        .map(|t| t.jeugdige)
        .chain(debetrijen.iter().filter_map(|p| p.jeugdige))
        .filter(|id| !bsns.contains_key(id))
        .collect();
    if !anderen.is_empty() {
        for kind in tx.jeugdigen(&houder, &anderen).await? {
            bsns.insert(kind.id, kind.bsn.als_str().into());
        }
    }

    let mut eerder = DeclaratieEerder {
        clienten: kinderen.keys().cloned().collect(),
        referenties: gebruikt.iter().map(|r| r.as_str().into()).collect(),
        ..DeclaratieEerder::default()
    };
    for rij in rijen.iter().filter(|rij| rij.aanbieder == aanbieder) {
        let (Ok(nummer), Some(bsn)) = (u32::try_from(rij.nummer), bsns.get(&rij.jeugdige)) else {
            continue;
        };
        eerder.toewijzingen.insert(nummer, toewijzing(rij, bsn.clone()));
    }
    for rij in &open {
        let nummer = u32::try_from(rij.toewijzing).unwrap_or_default();
        if let (Some(toewijzing), Some(regel)) = (eerder.toewijzingen.get_mut(&nummer), regel(rij)) {
            toewijzing.debetten.push(OpenDebet::van(&regel));
        }
    }
    for rij in &debetrijen {
        let bsn = rij.jeugdige.and_then(|id| bsns.get(&id));
        let (Some(bsn), Some(prestatie)) = (bsn, regel(rij)) else {
            continue;
        };
        let referentie = prestatie.product_referentie.referentie_nummer.clone();
        let debet = EerderDebet {
            bsn: bsn.clone(),
            gecrediteerd: gecrediteerd.iter().any(|r| *r == *referentie),
            prestatie,
        };
        eerder.debetten.insert(referentie, debet);
    }
    Ok(Feiten { eerder, kinderen })
}

fn toewijzing(rij: &houvast_opslag::Toewijzing, bsn: Tekst) -> Toewijzing {
    Toewijzing {
        bsn,
        categorie: rij
            .categorie
            .as_deref()
            .and_then(|c| ProductCategorie::try_from(c).ok()),
        code: rij.code.as_deref().map(Into::into),
        ingangsdatum: rij.ingangsdatum,
        einddatum: rij.einddatum,
        omvang: match (rij.volume, &rij.eenheid, &rij.frequentie) {
            (Some(volume), Some(eenheid), Some(frequentie)) => omvang(volume, eenheid, frequentie),
            _ => None,
        },
        budget: rij.budget.and_then(|b| u64::try_from(b.0).ok()),
        verwijderd: is_verwijderd(rij),
        debetten: Vec::new(),
    }
}

fn omvang(volume: i64, eenheid: &str, frequentie: &str) -> Option<Omvang> {
    Some(Omvang {
        volume: u32::try_from(volume).ok()?,
        eenheid: Eenheid::try_from(eenheid).ok()?,
        frequentie: Frequentie::try_from(frequentie).ok()?,
    })
}

/// A stored line as it was declared; `None` when a stored code is not one of its list.
pub(super) fn regel(rij: &Prestatie) -> Option<jw323::Prestatie> {
    let tekst = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(Tekst::from);
    Some(jw323::Prestatie {
        product_referentie: Referentie {
            referentie_nummer: tekst(&rij.referentie.0)?,
            vorig_referentie_nummer: match &rij.vorige_referentie {
                Some(vorige) => Some(tekst(&vorige.0)?),
                None => None,
            },
        },
        toewijzing_nummer: u32::try_from(rij.toewijzing).ok()?,
        product_categorie: ProductCategorie::try_from(rij.categorie.as_str()).ok()?,
        product_code: rij.code.as_str().into(),
        product_periode: GeslotenPeriode {
            begindatum: rij.begindatum,
            einddatum: rij.einddatum,
        },
        geleverd_volume: u32::try_from(rij.volume).ok()?,
        eenheid: Eenheid::try_from(rij.eenheid.as_str()).ok()?,
        product_tarief: match rij.tarief {
            Some(tarief) => Some(u32::try_from(tarief.0).ok()?),
            None => None,
        },
        ingediend_bedrag: BedragMetDC {
            bedrag: u32::try_from(rij.bedrag.0).ok()?,
            debet_credit: DebetCredit::try_from(rij.debet_credit.as_str()).ok()?,
        },
    })
}
