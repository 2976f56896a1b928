//! Checks the whole audit log: every row by its hash and number, every end by its key, every seal by its signature.
//!
//! Rows are read as they lie, in any gemeente, also what no longer is a value of its column: whoever changed them was not
//! this program. Memory holds the ends and the seals, not the rows.

use crate::fout::{OpslagFout, Uitslag};
use crate::logboek::ketenhash;
use crate::logkop::Kop;
use crate::logzegel::{LogOpenbaar, LogZegel};
use crate::recht::Rol;
use crate::verbinding::Lees;
use crate::waarde::{Lezer, Waarde};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rows per question.
const PER_KEER: u32 = 1000;
/// Faults that are told; what comes after is counted.
const HOOGSTENS: usize = 200;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Vorm {
    Tekst,
    Getal,
    Id,
    Bytes,
}

/// The columns of `logregel`, in the order of its struct, with what lies in them.
const KOLOMMEN: [(&str, Vorm); 21] = [
    ("houder", Vorm::Tekst),
    ("id", Vorm::Id),
    ("keten", Vorm::Id),
    ("volgnummer", Vorm::Getal),
    ("op", Vorm::Getal),
    ("code", Vorm::Tekst),
    ("actie", Vorm::Tekst),
    ("uitkomst", Vorm::Tekst),
    ("account", Vorm::Id),
    ("rol", Vorm::Tekst),
    ("organisatie", Vorm::Tekst),
    ("namens", Vorm::Id),
    ("doel", Vorm::Tekst),
    ("voorwerp", Vorm::Tekst),
    ("voorwerp_id", Vorm::Id),
    ("jeugdige", Vorm::Id),
    ("aantal", Vorm::Getal),
    ("herkomst", Vorm::Tekst),
    ("sessie", Vorm::Bytes),
    ("verwerking", Vorm::Id),
    ("hash", Vorm::Bytes),
];

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BreukSoort {
    /// A row does not fit its hash, or the row before it.
    Gewijzigd,
    /// Rows up to and including this number are not there.
    Ontbreekt {
        /// The last one that is missed.
        tot: i64,
    },
    /// The chain ends here, and should go on to this number.
    Afgesneden {
        /// The number of the last row there should be.
        tot: i64,
    },
    /// There are rows after the end of the chain.
    Bijgeschreven,
    /// The end of the chain is not there.
    KopOntbreekt,
    /// The end of the chain was changed, or made with another key.
    KopGewijzigd,
    /// The last row is not the one the end names.
    KopAnders,
    /// A seal was changed, or made with a key that is not trusted.
    ZegelOngeldig,
    /// A row that was sealed is not there.
    ZegelZonderRegel,
    /// A row that was sealed is another one now.
    ZegelAnders,
    /// A row cannot be read; what follows it in the table was not checked.
    Onleesbaar,
}

impl BreukSoort {
    /// In plain Dutch.
    #[must_use]
    pub fn tekst(self) -> String {
        match self {
            Self::Gewijzigd => "deze regel is gewijzigd".to_owned(),
            Self::Ontbreekt { tot } => format!("hier ontbreken regels, tot en met nummer {tot}"),
            Self::Afgesneden { tot } => format!("hierna ontbreekt het einde, tot en met nummer {tot}"),
            Self::Bijgeschreven => "deze regel is buiten het programma om toegevoegd".to_owned(),
            Self::KopOntbreekt => "het einde van deze keten is verwijderd".to_owned(),
            Self::KopGewijzigd => {
                "het einde van deze keten is gewijzigd, of met een andere sleutel gemaakt".to_owned()
            }
            Self::KopAnders => "de laatste regel is niet de regel die de keten noemt".to_owned(),
            Self::ZegelOngeldig => "dit zegel is gewijzigd, of met een onbekende sleutel gezet".to_owned(),
            Self::ZegelZonderRegel => "deze regel was verzegeld en is weg".to_owned(),
            Self::ZegelAnders => "deze regel was verzegeld en is nu een andere".to_owned(),
            Self::Onleesbaar => "deze regel is onleesbaar; wat erna komt is niet gecontroleerd".to_owned(),
        }
    }
}

/// One fault and its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breuk {
    /// The gemeente or region as it stands in the row.
    pub houder: String,
    /// The node.
    pub keten: Uuid,
    /// The number.
    pub volgnummer: i64,
    /// What is wrong.
    pub soort: BreukSoort,
}

/// What a check found.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LogControle {
    /// Rows that were read.
    pub regels: u64,
    /// Chains.
    pub ketens: u64,
    /// Seals that fit.
    pub zegels: u64,
    /// The first faults.
    pub breuken: Vec<Breuk>,
    /// Faults beyond those.
    pub meer: u64,
}

impl LogControle {
    /// Nothing is wrong.
    #[must_use]
    pub fn heel(&self) -> bool {
        self.breuken.is_empty()
    }

    fn breuk(&mut self, plaats: &Plaats, volgnummer: i64, soort: BreukSoort) {
        if self.breuken.len() < HOOGSTENS {
            self.breuken.push(Breuk {
                houder: plaats.0.clone(),
                keten: plaats.1,
                volgnummer,
                soort,
            });
        } else {
            self.meer += 1;
        }
    }
}

type Plaats = (String, Uuid);

/// A row as it lies: place, number, stored hash, and every column. `None`: it cannot be read.
type Ruw = Option<(Plaats, i64, [u8; 32], Vec<Waarde>)>;

fn ruw(rij: &dyn Lezer) -> Ruw {
    let mut waarden = Vec::with_capacity(KOLOMMEN.len());
    for (kolom, vorm) in KOLOMMEN {
        let waarde = match vorm {
            Vorm::Tekst => rij.tekst(kolom).map(Waarde::Tekst),
            Vorm::Getal => rij.getal(kolom).map(Waarde::Getal),
            Vorm::Id => rij.id(kolom).map(Waarde::Id),
            Vorm::Bytes => rij.bytes(kolom).map(Waarde::Bytes),
        };
        // What is no value of its column never was: no row of ours has it, so the hash will not fit.
        waarden.push(waarde.unwrap_or_else(|_| Waarde::Tekst(Some("?".to_owned()))));
    }
    let plaats = (rij.tekst("houder").ok()??, rij.id("keten").ok()??);
    // A hash of another length fits nothing.
    let hash = rij.bytes("hash").ok()??.try_into().unwrap_or([0; 32]);
    Some((plaats, rij.getal("volgnummer").ok()??, hash, waarden))
}

/// Where the walk is in one chain.
struct Gang {
    plaats: Plaats,
    volgnummer: i64,
    hash: [u8; 32],
}

impl Lees {
    /// Checks every row of the log and every seal, those of the database and the copies in `elders`; only for the program
    /// itself.
    pub async fn controleer_log(
        &mut self,
        vertrouwd: &[LogOpenbaar],
        elders: &[LogZegel],
    ) -> Uitslag<LogControle> {
        if self.bereik.rol() != Rol::Systeem {
            return Err(OpslagFout::BuitenBereik("logregel"));
        }
        let mut uit = LogControle::default();
        // The ends first: what is written during the walk lies after them.
        let (mut koppen, onleesbaar) = self.logkoppen().await?;
        let nergens = (String::new(), Uuid::nil());
        for _ in 0..onleesbaar {
            uit.breuk(&nergens, 0, BreukSoort::KopGewijzigd);
        }
        let mut zegels: BTreeMap<(Plaats, i64), [u8; 32]> = BTreeMap::new();
        let eigen = self.logzegels_ruw().await?;
        for zegel in eigen.iter().map(Option::as_ref).chain(elders.iter().map(Some)) {
            let Some(zegel) = zegel else {
                uit.breuk(&nergens, 0, BreukSoort::ZegelOngeldig);
                continue;
            };
            let plaats = (zegel.houder.als_str().to_owned(), zegel.keten);
            if zegel.klopt(vertrouwd) {
                zegels.insert((plaats, zegel.volgnummer), zegel.hash);
            } else {
                uit.breuk(&plaats, zegel.volgnummer, BreukSoort::ZegelOngeldig);
            }
        }
        uit.zegels = zegels.len() as u64;
        let mut na = (String::new(), Uuid::nil(), i64::MIN);
        let mut gang: Option<Gang> = None;
        'lezen: loop {
            let sql = format!(
                "SELECT * FROM logregel WHERE (houder, keten, volgnummer) > ($1, $2, $3) \
                 ORDER BY houder, keten, volgnummer LIMIT {PER_KEER}"
            );
            let waarden = vec![na.0.as_str().into(), na.1.into(), na.2.into()];
            let blad = self.vraag(sql, waarden, |rij| Ok(ruw(rij))).await?;
            let klaar = blad.len() < PER_KEER as usize;
            for rij in blad {
                let Some((plaats, volgnummer, hash, waarden)) = rij else {
                    let hier = gang.as_ref().map_or((na.0.clone(), na.1), |g| g.plaats.clone());
                    let nummer = gang.as_ref().map_or(0, |g| g.volgnummer) + 1;
                    uit.breuk(&hier, nummer, BreukSoort::Onleesbaar);
                    gang = None;
                    zegels.clear();
                    koppen.clear();
                    break 'lezen;
                };
                uit.regels += 1;
                if gang.as_ref().is_none_or(|g| g.plaats != plaats) {
                    if let Some(vorige) = gang.take() {
                        self.sluit_keten(&mut uit, &mut koppen, &vorige).await?;
                    }
                    uit.ketens += 1;
                    gang = Some(Gang {
                        plaats: plaats.clone(),
                        volgnummer: 0,
                        hash: [0; 32],
                    });
                }
                if let Some(g) = gang.as_mut() {
                    stap(&mut uit, g, volgnummer, hash, &waarden);
                }
                if let Some(verzegeld) = zegels.remove(&(plaats.clone(), volgnummer))
                    && verzegeld != hash
                {
                    uit.breuk(&plaats, volgnummer, BreukSoort::ZegelAnders);
                }
                na = (plaats.0, plaats.1, volgnummer);
            }
            if klaar {
                break;
            }
        }
        if let Some(laatste) = gang {
            self.sluit_keten(&mut uit, &mut koppen, &laatste).await?;
        }
        for (plaats, kop) in &koppen {
            let wat = if kop.klopt(&self.sleutels, &plaats.0, plaats.1) {
                BreukSoort::Afgesneden { tot: kop.stand }
            } else {
                BreukSoort::KopGewijzigd
            };
            uit.breuk(plaats, 0, wat);
        }
        for (plaats, volgnummer) in zegels.keys() {
            uit.breuk(plaats, *volgnummer, BreukSoort::ZegelZonderRegel);
        }
        Ok(uit)
    }

    /// The ends that can be read, and how many cannot.
    async fn logkoppen(&mut self) -> Uitslag<(BTreeMap<Plaats, Kop>, usize)> {
        let sql = "SELECT houder, keten, stand, hash, waarmerk FROM logketen ORDER BY houder, keten";
        let kop = |rij: &dyn Lezer| {
            let plaats = (rij.tekst("houder").ok()??, rij.id("keten").ok()??);
            let kop = Kop {
                stand: rij.getal("stand").ok()??,
                // One of another length fits no key.
                hash: rij.bytes("hash").ok()??.try_into().unwrap_or([0; 32]),
                waarmerk: rij.bytes("waarmerk").ok()??,
            };
            Some((plaats, kop))
        };
        let rijen = self.vraag(sql, vec![], |rij| Ok(kop(rij))).await?;
        let onleesbaar = rijen.iter().filter(|r| r.is_none()).count();
        Ok((rijen.into_iter().flatten().collect(), onleesbaar))
    }

    /// Compares where a chain ended with where it should end.
    async fn sluit_keten(
        &mut self,
        uit: &mut LogControle,
        koppen: &mut BTreeMap<Plaats, Kop>,
        gang: &Gang,
    ) -> Uitslag<()> {
        let hier = gang.volgnummer;
        let gelezen = koppen.remove(&gang.plaats);
        // Written while we walked: then the end has moved on too, perhaps further than we read.
        let (kop, later) = match gelezen {
            Some(kop) if kop.stand >= hier => (Some(kop), false),
            _ => (self.logkoppen().await?.0.remove(&gang.plaats), true),
        };
        let Some(kop) = kop else {
            uit.breuk(&gang.plaats, hier, BreukSoort::KopOntbreekt);
            return Ok(());
        };
        if !kop.klopt(&self.sleutels, &gang.plaats.0, gang.plaats.1) {
            uit.breuk(&gang.plaats, hier, BreukSoort::KopGewijzigd);
        } else if kop.stand < hier {
            uit.breuk(&gang.plaats, kop.stand + 1, BreukSoort::Bijgeschreven);
        } else if kop.stand > hier {
            if later {
                return Ok(());
            }
            uit.breuk(&gang.plaats, hier, BreukSoort::Afgesneden { tot: kop.stand });
        } else if kop.hash != gang.hash {
            uit.breuk(&gang.plaats, hier, BreukSoort::KopAnders);
        }
        Ok(())
    }
}

/// One row. The stored hash goes on, so that one change is told once.
fn stap(uit: &mut LogControle, gang: &mut Gang, volgnummer: i64, hash: [u8; 32], waarden: &[Waarde]) {
    let kolommen = KOLOMMEN.iter().map(|(naam, _)| *naam).zip(waarden);
    if volgnummer != gang.volgnummer + 1 {
        let soort = BreukSoort::Ontbreekt { tot: volgnummer - 1 };
        uit.breuk(&gang.plaats, gang.volgnummer + 1, soort);
    } else if ketenhash(&gang.hash, kolommen) != hash {
        uit.breuk(&gang.plaats, volgnummer, BreukSoort::Gewijzigd);
    }
    gang.volgnummer = volgnummer;
    gang.hash = hash;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logboek::LogRegel;
    use crate::rij::Rij as _;

    #[test]
    fn de_controle_kent_elke_kolom_van_het_logboek() {
        let namen: Vec<&str> = KOLOMMEN.iter().map(|(naam, _)| *naam).collect();
        assert_eq!(namen, LogRegel::KOLOMMEN);
    }

    #[test]
    fn de_hash_hangt_af_van_elke_kolom_en_van_wat_ervoor_staat() {
        let rij = |code: &str, doel: &str| {
            let waarden = [Waarde::from(code), Waarde::from(doel)];
            ketenhash(&[0; 32], ["code", "doel"].into_iter().zip(&waarden))
        };
        assert_ne!(rij("ab", "c"), rij("a", "bc"), "de grens tussen kolommen telt");
        let een = [Waarde::from("x")];
        let leeg = [Waarde::Tekst(None)];
        let som = |vorige: u8, kolom: &'static str, w: &[Waarde]| {
            ketenhash(&[vorige; 32], [kolom].into_iter().zip(w))
        };
        assert_ne!(som(0, "code", &een), som(1, "code", &een), "de vorige regel telt");
        assert_ne!(
            som(0, "code", &een),
            som(0, "doel", &een),
            "de naam van de kolom telt"
        );
        assert_ne!(
            som(0, "code", &leeg),
            som(0, "code", &[Waarde::from("")]),
            "leeg is niet niets"
        );
    }
}
