//! Moving a store to another database, whichever kind either is. Table after table in pages, each page one transaction, so
//! that a move that was cut off goes on where it was; at the end both sides are read again and compared.

use super::Fase;
use super::lopen::verder_na;
use super::rij::Som;
use super::stand::{Onaf, VerhuisSoort, reizende};
use crate::bereik::Bereik;
use crate::catalogus::Tabel;
use crate::fout::{OpslagFout, Uitslag};
use crate::migraties;
use crate::verbinding::Opslag;
use jiff::Timestamp;
use uuid::Uuid;

/// Why nothing, or not everything, was moved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerplaatsFout {
    /// There are rows already, and they are not of this move.
    #[error("HV-9020 de database waar alles naartoe moet, is niet leeg")]
    NietLeeg,
    /// What must be moved is half a store itself.
    #[error("HV-9021 de database waar alles vandaan komt, is zelf niet compleet")]
    BronOnaf,
    /// The sums differ: somebody worked on one of both meanwhile.
    #[error("HV-9022 na het kopiëren verschilt {0}")]
    Verschil(String),
    /// The store failed.
    #[error(transparent)]
    Opslag(#[from] OpslagFout),
}

/// Is this a first time?
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Begin {
    /// Yes.
    Nieuw,
    /// It was cut off before and went on.
    Vervolg,
}

/// What a table held on both sides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TabelSom {
    /// Name.
    pub tabel: &'static str,
    /// Count and sum.
    pub som: Som,
}

/// Moves everything from `van` to `naar`; both migrated, both with the same key. Nobody may work on either meanwhile; who
/// did is found by the sums. `id` is used when the move is new.
pub async fn verplaats(
    van: &Opslag,
    naar: &Opslag,
    bereik: &Bereik,
    id: Uuid,
    nu: Timestamp,
    meld: &mut (dyn FnMut(Fase) + Send),
) -> Result<(Begin, Vec<TabelSom>), VerplaatsFout> {
    let (id, begin) = begin(van, naar, bereik, id, nu).await?;
    let tabellen = reizende(migraties::laatste());
    let mut bron = van.momentopname(bereik).await?;
    let mut totaal = 0;
    for tabel in &tabellen {
        totaal += bron.aantal_in(tabel).await?;
    }
    meld(Fase::Totaal(totaal));
    drop(bron);
    for tabel in &tabellen {
        kopieer(van, naar, bereik, tabel, meld).await?;
    }
    let mut sommen = Vec::with_capacity(tabellen.len());
    let (mut links, mut rechts) = (van.momentopname(bereik).await?, naar.momentopname(bereik).await?);
    for tabel in &tabellen {
        let som = links.som_van(tabel, |n| meld(Fase::Controle(n))).await?;
        if rechts.som_van(tabel, |_| {}).await? != som {
            return Err(VerplaatsFout::Verschil(tabel.naam.to_owned()));
        }
        sommen.push(TabelSom {
            tabel: tabel.naam,
            som,
        });
    }
    drop((links, rechts));
    // The new one first: two that may serve is found by the mark on the old one, none that may serve is not.
    for opslag in [naar, van] {
        let mut tx = opslag.begin(bereik).await?;
        tx.rond_verhuizing_af(id, nu).await?;
        tx.commit().await?;
    }
    naar.ververs_statistieken().await?;
    Ok((begin, sommen))
}

/// Count and sum of every table, from one still picture.
pub async fn sommen(opslag: &Opslag, bereik: &Bereik) -> Uitslag<Vec<TabelSom>> {
    let mut beeld = opslag.momentopname(bereik).await?;
    let mut uit = Vec::new();
    for tabel in reizende(migraties::laatste()) {
        let som = beeld.som_van(&tabel, |_| {}).await?;
        uit.push(TabelSom {
            tabel: tabel.naam,
            som,
        });
    }
    Ok(uit)
}

/// The id of this move, and whether it went on. The mark stands in the source first: a target with a mark that no source
/// knows is somebody else's.
async fn begin(
    van: &Opslag,
    naar: &Opslag,
    bereik: &Bereik,
    id: Uuid,
    nu: Timestamp,
) -> Result<(Uuid, Begin), VerplaatsFout> {
    let mut bron = van.lees(bereik).await?;
    if bron.onaf().await?.is_some() {
        return Err(VerplaatsFout::BronOnaf);
    }
    let open: Vec<Onaf> = bron
        .verhuizingen()
        .await?
        .into_iter()
        .filter(|v| v.soort == VerhuisSoort::Uit && v.klaar_op.is_none())
        .collect();
    drop(bron);
    let mut doel = naar.lees(bereik).await?;
    if let Some(half) = doel.onaf().await? {
        let zelfde = half.soort == VerhuisSoort::In && open.iter().any(|v| v.id == half.id);
        return if zelfde {
            Ok((half.id, Begin::Vervolg))
        } else {
            Err(VerplaatsFout::NietLeeg)
        };
    }
    if !doel.is_leeg().await? {
        return Err(VerplaatsFout::NietLeeg);
    }
    drop(doel);
    for (opslag, soort) in [(van, VerhuisSoort::Uit), (naar, VerhuisSoort::In)] {
        let mut tx = opslag.begin(bereik).await?;
        tx.begin_verhuizing(id, soort, nu).await?;
        tx.commit().await?;
    }
    Ok((id, Begin::Nieuw))
}

async fn kopieer(
    van: &Opslag,
    naar: &Opslag,
    bereik: &Bereik,
    tabel: &Tabel,
    meld: &mut (dyn FnMut(Fase) + Send),
) -> Uitslag<()> {
    let mut bron = van.lees(bereik).await?;
    let mut na = naar.lees(bereik).await?.laatste_sleutel(tabel).await?;
    if tabel.naam == "sleutel" {
        // The target made its own row, which may be anywhere in the order.
        na = None;
    }
    loop {
        let blad = bron.blad(tabel, na.as_deref()).await?;
        let Some(verder) = verder_na(tabel, &blad) else {
            break;
        };
        na = Some(verder);
        let aantal = blad.len() as u64;
        let mut tx = naar.begin(bereik).await?;
        tx.leg_rijen_neer(tabel, blad).await?;
        tx.commit().await?;
        meld(Fase::Kopie(aantal));
    }
    let later = bron.verwijzingen_vooruit(tabel).await?;
    if !later.is_empty() {
        let mut tx = naar.begin(bereik).await?;
        tx.vul_later_in(tabel, later).await?;
        tx.commit().await?;
    }
    Ok(())
}
