//! What the file of the gemeente and the register of the region know for a decision.

use super::vertaal::{UitDossier, Vastgelegd};
use crate::{DienstFout, Huis};
use houvast_begrip::{AgbCode, Centen, Periode, ProductCategorie};
use houvast_beslis::{Afronding, Bron, Contract, Feit, Soort, Traject};
use houvast_opslag::{FeitRij, Jeugdige, Lees};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is stored with a contract row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ContractGegevens {
    /// Key of a segment in the profile.
    pub(crate) segment: String,
    /// How heavy the help is that this aanbieder gives: words of `aanbiederkeuze`. Empty: not registered.
    #[serde(default)]
    pub(crate) zwaarte: Vec<String>,
}

/// The contracts of an aanbieder in the region's register; years that follow on each other are one period.
pub(crate) async fn contracten(tx: &mut Lees, aanbieder: AgbCode) -> Result<Vec<Contract>, DienstFout> {
    let mut lijst: Vec<Contract> = tx
        .contracten(aanbieder)
        .await?
        .into_iter()
        .filter_map(|rij| {
            let gegevens: ContractGegevens = serde_json::from_str(&rij.gegevens).ok()?;
            Some(Contract {
                segment: gegevens.segment,
                perceel: rij.perceel.parse().ok(),
                periode: Periode::nieuw(rij.geldig_vanaf, rij.geldig_tot)?,
            })
        })
        .collect();
    lijst.sort_by(|a, b| {
        (&a.segment, a.perceel, a.periode.begin).cmp(&(&b.segment, b.perceel, b.periode.begin))
    });
    let mut uit: Vec<Contract> = Vec::with_capacity(lijst.len());
    for contract in lijst {
        match uit.last_mut() {
            Some(vorig)
                if (&vorig.segment, vorig.perceel) == (&contract.segment, contract.perceel)
                    && sluit_aan(&vorig.periode, &contract.periode) =>
            {
                vorig.periode.eind = contract.periode.eind;
            }
            _ => uit.push(contract),
        }
    }
    Ok(uit)
}

/// Does the second period begin the day after the first ends?
fn sluit_aan(een: &Periode, twee: &Periode) -> bool {
    een.eind.and_then(|e| e.tomorrow().ok()) == Some(twee.begin)
}

/// Contracts of the aanbieder, help of the child, woonplaats.
pub(crate) async fn haal(
    tx: &mut Lees,
    huis: &Huis,
    kind: &Jeugdige,
    aanbieder: AgbCode,
    nu: Timestamp,
) -> Result<UitDossier, DienstFout> {
    let contracten = contracten_van(tx, aanbieder).await?;
    haal_met(tx, huis, kind, contracten, nu).await
}

/// The contracts of an aanbieder; `None` for one that the region does not know.
pub(crate) async fn contracten_van(
    tx: &mut Lees,
    aanbieder: AgbCode,
) -> Result<Option<Vec<Contract>>, DienstFout> {
    Ok(match tx.aanbieder(aanbieder).await? {
        None => None,
        Some(_) => Some(contracten(tx, aanbieder).await?),
    })
}

/// As [`haal`], with contracts that were fetched before.
pub(crate) async fn haal_met(
    tx: &mut Lees,
    huis: &Huis,
    kind: &Jeugdige,
    contracten: Option<Vec<Contract>>,
    nu: Timestamp,
) -> Result<UitDossier, DienstFout> {
    let vandaag = huis.tijd.dag_van(nu);
    let profiel = huis.profiel_van(&kind.houder, vandaag);
    let trajecten = tx
        .hulp_sinds(&kind.houder, kind.id, Date::MIN)
        .await?
        .into_iter()
        .filter_map(|rij| {
            let segment = rij
                .categorie
                .as_deref()
                .and_then(|c| ProductCategorie::nieuw(c).ok())
                .and_then(|c| profiel?.segment_van(c))
                .map(|s| s.sleutel.clone());
            Some(Traject {
                aanbieder: rij.aanbieder,
                segment,
                periode: Periode::nieuw(rij.ingangsdatum, rij.einddatum)?,
                akkoord: false,
            })
        })
        .collect();
    Ok(UitDossier {
        contracten,
        trajecten,
        woonplaats: kind.woonplaats,
    })
}

/// Kinds of registered facts, and who registers.
pub(crate) const CONTACT: &str = "contact";
pub(crate) const TOETSING: &str = "toetsing";
pub(crate) const SOORT: &str = "soort";
pub(crate) const AKKOORD: &str = "akkoord";
pub(crate) const PER_JAAR: &str = "per_jaar";
pub(crate) const PRIVACY: &str = "privacy";
pub(crate) const ANDERE_HULP: &str = "andere_hulp";
pub(crate) const RESULTAAT: &str = "resultaat";
pub(crate) const BRIEF: &str = "verwijsbrief";
pub(crate) const RAMING: &str = "raming";
pub(crate) const CONSULENT: &str = "consulent";
pub(crate) const AANBIEDER: &str = "aanbieder";

/// What is stored with a toetsing; its day is the day of the row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct ToetsingGegevens {
    /// Day of aanmelding at the aanbieder.
    #[serde(default)]
    pub(crate) aangemeld: Option<Date>,
    /// Does the help fit?
    #[serde(default)]
    pub(crate) past: Option<bool>,
}

/// What the Toegang agreed to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(tag = "wat", rename_all = "snake_case")]
pub enum Akkoord {
    /// Help beside other help.
    NaastAndereHulp,
    /// An agreement on help beside other help that is taken back.
    NietNaastAndereHulp,
    /// An amount, in eurocents.
    Bedrag {
        /// Up to so much; nil takes it back.
        tot: i64,
    },
    /// Herstel that lasts longer.
    LangereDuur,
    /// An agreement on a longer herstel that is taken back.
    GeenLangereDuur,
    /// Rounding of a small overrun.
    Afronding {
        /// Up or down.
        naar: Afronding,
    },
    /// An agreement on rounding that is taken back.
    GeenAfronding,
}

/// The registered facts of a request, oldest first in `rijen`, so that the newest counts.
pub(crate) fn vastgelegd(rijen: &[FeitRij]) -> Vastgelegd {
    let mut uit = Vastgelegd::default();
    for rij in rijen {
        let bron = match rij.bron.as_str() {
            CONSULENT => Bron::Consulent,
            AANBIEDER => Bron::Aanbieder,
            _ => Bron::Dossier,
        };
        match rij.soort.as_str() {
            CONTACT => {
                uit.contact = Feit {
                    waarde: rij.datum,
                    bron,
                }
            }
            TOETSING => {
                let gegevens: ToetsingGegevens = serde_json::from_str(&rij.waarde).unwrap_or_default();
                if rij.datum.is_some() {
                    uit.toetsing = Feit {
                        waarde: rij.datum,
                        bron,
                    };
                }
                if gegevens.aangemeld.is_some() {
                    uit.aangemeld = Feit {
                        waarde: gegevens.aangemeld,
                        bron,
                    };
                }
                if gegevens.past.is_some() {
                    uit.past = gegevens.past;
                }
            }
            SOORT => {
                uit.soort = Feit {
                    waarde: serde_json::from_str::<Soort>(&rij.waarde).ok(),
                    bron,
                }
            }
            PER_JAAR => uit.per_jaar = gelezen(rij, bron),
            PRIVACY => uit.privacy = gelezen(rij, bron),
            // `null`: the help that was registered is not there.
            ANDERE_HULP => uit.andere_hulp = gelezen(rij, bron),
            RESULTAAT => uit.resultaat = gelezen(rij, bron),
            BRIEF => uit.brief = gelezen(rij, bron),
            RAMING => uit.raming = gelezen(rij, bron),
            AKKOORD => match serde_json::from_str(&rij.waarde) {
                Ok(Akkoord::NaastAndereHulp) => uit.akkoord = Feit::van(bron, true),
                Ok(Akkoord::NietNaastAndereHulp) => uit.akkoord = Feit::van(bron, false),
                Ok(Akkoord::Bedrag { tot: ..=0 }) => uit.instemming = Feit::onbekend(),
                Ok(Akkoord::Bedrag { tot }) => uit.instemming = Feit::van(bron, Centen(tot)),
                Ok(Akkoord::LangereDuur) => uit.langere_duur = Feit::van(bron, true),
                Ok(Akkoord::GeenLangereDuur) => uit.langere_duur = Feit::van(bron, false),
                Ok(Akkoord::Afronding { naar }) => uit.afronding = Feit::van(bron, naar),
                Ok(Akkoord::GeenAfronding) => uit.afronding = Feit::onbekend(),
                Err(_) => {}
            },
            _ => {}
        }
    }
    uit
}

/// A value as it was stored; an unreadable one is unknown.
fn gelezen<T: serde::de::DeserializeOwned>(rij: &FeitRij, bron: Bron) -> Feit<T> {
    Feit {
        waarde: serde_json::from_str(&rij.waarde).unwrap_or_default(),
        bron,
    }
}
