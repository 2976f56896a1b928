//! Everything of one dossier in every table: when it last changed, and taking it away. Which tables those are follows from the
//! foreign keys of the migrations, so that a table that comes later is not forgotten; a test looks for columns that point at a
//! child without one.

use crate::catalogus::{self, Soort, Tabel};
use crate::fout::{OpslagFout, Uitslag};
use crate::migraties;
use crate::verbinding::{Lees, Opslag, Tx};
use crate::waarde::{Waarde, w};
use houvast_begrip::Houder;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The table that everything hangs from.
const WORTEL: &str = "jeugdige";
/// The log stays whole (NEN 7513), and the list of what was destroyed outlives it. What they hold is an id that nothing else
/// has any more.
pub(crate) const BLIJFT: [&str; 3] = ["logregel", "verwerking", "vernietiging_dossier"];
/// Columns that name the child or a thing of it without a foreign key.
const LOS: [&str; 2] = ["jeugdige", "onderwerp"];
/// Moments that are no change of a dossier: somebody looked.
const GEEN_WIJZIGING: [&str; 1] = ["gezien_op"];

/// How a dossier stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DossierStand {
    /// The last moment in any of its rows.
    pub laatste: Timestamp,
    /// It has a toewijzing without an end, or that ends after `laatste`'s day as text compares; the day, when there is one.
    pub loopt_tot: Option<jiff::civil::Date>,
    /// A toewijzing has no end.
    pub zonder_einde: bool,
}

/// A column through which a row belongs to a row of another table.
struct Tak {
    kind: usize,
    kolom: &'static str,
    /// `None`: to whatever has that id.
    ouder: Option<&'static str>,
}

/// The tables of a dossier in the order of the migrations, and how they hang together.
struct Boom {
    tabellen: Vec<Tabel>,
    takken: Vec<Tak>,
}

impl Boom {
    fn nieuw() -> Self {
        let tabellen = catalogus::tabellen(migraties::laatste());
        let mut erin: BTreeSet<&str> = [WORTEL].into();
        loop {
            let voor = erin.len();
            for tabel in tabellen.iter().filter(|t| !BLIJFT.contains(&t.naam)) {
                let via = tabel.naar.iter().any(|(naar, _)| erin.contains(naar));
                let los = tabel
                    .kolommen
                    .iter()
                    .any(|k| LOS.contains(&k.naam) && k.soort == Soort::Id);
                if via || los {
                    erin.insert(tabel.naam);
                }
            }
            if erin.len() == voor {
                break;
            }
        }
        let tabellen: Vec<Tabel> = tabellen.into_iter().filter(|t| erin.contains(t.naam)).collect();
        let mut takken = Vec::new();
        for (kind, tabel) in tabellen.iter().enumerate() {
            let mut bekend = BTreeSet::new();
            for (naar, kolommen) in tabel.naar.iter().filter(|(naar, _)| erin.contains(naar)) {
                for kolom in kolommen.iter().filter(|k| **k != "houder") {
                    bekend.insert(*kolom);
                    takken.push(Tak {
                        kind,
                        kolom,
                        ouder: Some(naar),
                    });
                }
            }
            let los = tabel.kolommen.iter().map(|k| k.naam);
            for kolom in los.filter(|k| LOS.contains(k) && !bekend.contains(k)) {
                takken.push(Tak {
                    kind,
                    kolom,
                    ouder: (kolom == "jeugdige").then_some(WORTEL),
                });
            }
        }
        Self { tabellen, takken }
    }
}

fn heeft(tabel: &Tabel, kolom: &str) -> bool {
    tabel.kolommen.iter().any(|k| k.naam == kolom)
}

fn met_id(tabel: &Tabel) -> bool {
    tabel.sleutelnamen() == ["houder", "id"]
}

/// Ids per table.
type Ids = BTreeMap<&'static str, BTreeSet<Uuid>>;

fn lijst(ids: &BTreeSet<Uuid>) -> Waarde {
    Waarde::Ids(ids.iter().copied().collect())
}

impl Lees {
    /// Every row of the dossier that has an id.
    async fn verzamel(&mut self, boom: &Boom, houder: &Houder, jeugdige: Uuid) -> Uitslag<Ids> {
        let mut ids: Ids = [(WORTEL, BTreeSet::from([jeugdige]))].into();
        // A referral or a start of help may be about this child and not know it.
        for tabel in boom
            .tabellen
            .iter()
            .filter(|t| met_id(t) && heeft(t, "bsn_index"))
        {
            let sql = format!(
                "SELECT t.id FROM {} t JOIN jeugdige j ON j.houder = t.houder AND j.bsn_index = t.bsn_index \
                 WHERE t.houder = $1 AND j.id = $2",
                tabel.naam
            );
            let gevonden = self
                .vraag(sql, w![houder, jeugdige].into(), |rij| rij.id("id"))
                .await?;
            ids.entry(tabel.naam)
                .or_default()
                .extend(gevonden.into_iter().flatten());
        }
        loop {
            let voor: usize = ids.values().map(BTreeSet::len).sum();
            for tak in &boom.takken {
                let Some(kind) = boom.tabellen.get(tak.kind).filter(|t| met_id(t)) else {
                    continue;
                };
                let ouders: BTreeSet<Uuid> = match tak.ouder {
                    Some(ouder) => ids.get(ouder).cloned().unwrap_or_default(),
                    None => ids.values().flatten().copied().collect(),
                };
                if ouders.is_empty() {
                    continue;
                }
                let sql = format!(
                    "SELECT id FROM {} WHERE houder = $1 AND {} IN IDLIJST($2)",
                    kind.naam, tak.kolom
                );
                let waarden = vec![Waarde::from(houder), lijst(&ouders)];
                let gevonden = self.vraag(sql, waarden, |rij| rij.id("id")).await?;
                ids.entry(kind.naam)
                    .or_default()
                    .extend(gevonden.into_iter().flatten());
            }
            if ids.values().map(BTreeSet::len).sum::<usize>() == voor {
                return Ok(ids);
            }
        }
    }

    /// A row of another child must never go with this one.
    async fn van_een_kind(&mut self, boom: &Boom, houder: &Houder, jeugdige: Uuid, ids: &Ids) -> Uitslag<()> {
        for tabel in boom.tabellen.iter().filter(|t| heeft(t, "jeugdige") && met_id(t)) {
            let Some(eigen) = ids.get(tabel.naam) else {
                continue;
            };
            let sql = format!(
                "SELECT COUNT(*) AS n FROM {} WHERE houder = $1 AND jeugdige <> $2 AND id IN IDLIJST($3)",
                tabel.naam
            );
            let waarden = vec![Waarde::from(houder), Waarde::from(jeugdige), lijst(eigen)];
            if self.getal(sql, waarden).await? > 0 {
                return Err(OpslagFout::Strijdig(format!(
                    "{} van een ander dossier",
                    tabel.naam
                )));
            }
        }
        Ok(())
    }

    /// How a dossier stands; `None`: it is not there. Only for the program itself.
    pub async fn dossier_stand(&mut self, houder: &Houder, jeugdige: Uuid) -> Uitslag<Option<DossierStand>> {
        self.alles_mag()?;
        let er_is = "SELECT COUNT(*) AS n FROM jeugdige WHERE houder = $1 AND id = $2";
        if self.getal(er_is, w![houder, jeugdige].into()).await? == 0 {
            return Ok(None);
        }
        let boom = Boom::nieuw();
        let ids = self.verzamel(&boom, houder, jeugdige).await?;
        let mut laatste = 0;
        for tabel in &boom.tabellen {
            let Some(eigen) = ids.get(tabel.naam).filter(|e| !e.is_empty()) else {
                continue;
            };
            let momenten = tabel.kolommen.iter().filter(|k| {
                k.soort == Soort::Getal
                    && (k.naam == "op" || k.naam.ends_with("_op"))
                    && !GEEN_WIJZIGING.contains(&k.naam)
            });
            for kolom in momenten {
                let sql = format!(
                    "SELECT MAX({}) AS n FROM {} WHERE houder = $1 AND id IN IDLIJST($2)",
                    kolom.naam, tabel.naam
                );
                laatste = laatste.max(self.getal(sql, vec![Waarde::from(houder), lijst(eigen)]).await?);
            }
        }
        let toewijzingen = ids.get("toewijzing").cloned().unwrap_or_default();
        let sql = "SELECT COUNT(CASE WHEN einddatum IS NULL THEN 1 END) AS n, MAX(einddatum) AS tot FROM toewijzing \
                   WHERE houder = $1 AND id IN IDLIJST($2)";
        let einde = self
            .vraag(sql, vec![Waarde::from(houder), lijst(&toewijzingen)], |rij| {
                Ok((rij.getal("n")?, rij.tekst("tot")?))
            })
            .await?;
        let (open, tot) = einde.into_iter().next().unwrap_or_default();
        Ok(Some(DossierStand {
            laatste: Timestamp::from_microsecond(laatste).map_err(|_| OpslagFout::Waarde("op"))?,
            loopt_tot: tot.and_then(|t| t.parse().ok()),
            zonder_einde: open.unwrap_or(0) > 0,
        }))
    }
}

impl Tx {
    /// Takes a dossier out of every table; only for the program itself. Rows per table that went. Of a declaration, which is
    /// about more children, the bytes go and the row stays.
    pub async fn vernietig_dossier(
        &mut self,
        houder: &Houder,
        jeugdige: Uuid,
    ) -> Uitslag<BTreeMap<&'static str, u64>> {
        self.alles_mag()?;
        let boom = Boom::nieuw();
        let ids = self.verzamel(&boom, houder, jeugdige).await?;
        self.van_een_kind(&boom, houder, jeugdige, &ids).await?;
        let mut uit = BTreeMap::new();
        let mut tel = |tabel: &'static str, n: u64| {
            if n > 0 {
                *uit.entry(tabel).or_insert(0) += n;
            }
        };
        let leeg = BTreeSet::new();
        let prestaties = ids.get("prestatie").unwrap_or(&leeg);
        let gedeeld = self.declaratieberichten(houder, prestaties).await?;
        for sql in [
            "UPDATE bericht SET inhoud = NULL, bestand = NULL WHERE houder = $1 AND id IN IDLIJST($2)",
            "UPDATE uitbak SET inhoud = NULL WHERE houder = $1 AND bericht IN IDLIJST($2)",
        ] {
            self.voer_uit(sql, vec![Waarde::from(houder), lijst(&gedeeld)])
                .await?;
        }
        let mut berichten = ids.get("bericht").cloned().unwrap_or_default();
        berichten.extend(gedeeld);
        tel("aankomst", self.verwijder_aankomsten(houder, &berichten).await?);
        for (plek, tabel) in boom.tabellen.iter().enumerate().rev() {
            if met_id(tabel) {
                let Some(eigen) = ids.get(tabel.naam) else {
                    continue;
                };
                let sql = format!(
                    "DELETE FROM {} WHERE houder = $1 AND id IN IDLIJST($2)",
                    tabel.naam
                );
                tel(
                    tabel.naam,
                    self.voer_uit(sql, vec![Waarde::from(houder), lijst(eigen)])
                        .await?,
                );
                continue;
            }
            for tak in boom.takken.iter().filter(|t| t.kind == plek) {
                let Some(ouders) = tak.ouder.and_then(|o| ids.get(o)) else {
                    continue;
                };
                let sql = format!(
                    "DELETE FROM {} WHERE houder = $1 AND {} IN IDLIJST($2)",
                    tabel.naam, tak.kolom
                );
                tel(
                    tabel.naam,
                    self.voer_uit(sql, vec![Waarde::from(houder), lijst(ouders)])
                        .await?,
                );
            }
        }
        Ok(uit)
    }

    /// The messages of the declarations with these lines, and our answers to them.
    async fn declaratieberichten(
        &mut self,
        houder: &Houder,
        prestaties: &BTreeSet<Uuid>,
    ) -> Uitslag<BTreeSet<Uuid>> {
        let sql = "SELECT d.bericht, d.antwoord FROM declaratie d WHERE d.houder = $1 AND d.id IN \
                   (SELECT p.declaratie FROM prestatie p WHERE p.houder = $1 AND p.id IN IDLIJST($2))";
        let paren = self
            .vraag(sql, vec![Waarde::from(houder), lijst(prestaties)], |rij| {
                Ok([rij.id("bericht")?, rij.id("antwoord")?])
            })
            .await?;
        Ok(paren.into_iter().flatten().flatten().collect())
    }

    /// What came in and became these messages: the region holds it.
    async fn verwijder_aankomsten(&mut self, houder: &Houder, berichten: &BTreeSet<Uuid>) -> Uitslag<u64> {
        let sql = "SELECT aankomst AS id FROM bericht WHERE houder = $1 AND id IN IDLIJST($2)";
        let verwezen = self
            .vraag(sql, vec![Waarde::from(houder), lijst(berichten)], |rij| {
                rij.id("id")
            })
            .await?;
        let mut alle = berichten.clone();
        alle.extend(verwezen.into_iter().flatten());
        let regio = self.bereik().regio().clone();
        let sql = "DELETE FROM aankomst WHERE houder = $1 AND id IN IDLIJST($2)";
        self.voer_uit(sql, vec![Waarde::from(&regio), lijst(&alle)]).await
    }
}

impl Opslag {
    /// After destruction: SQLite has overwritten what went (`secure_delete`), and its log of writes is emptied here; PostgreSQL
    /// gives the space of removed rows free to be overwritten.
    pub async fn ruim_na_vernietiging(&self) -> Uitslag<()> {
        self.onderhoud("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM").await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_tabel_die_een_kind_noemt_wordt_meegenomen_of_blijft_met_een_reden() {
        let boom = Boom::nieuw();
        let erin: BTreeSet<&str> = boom.tabellen.iter().map(|t| t.naam).collect();
        for tabel in catalogus::tabellen(migraties::laatste()) {
            let noemt = ["jeugdige", "bsn_index", "betrokkene"]
                .iter()
                .any(|k| heeft(&tabel, k));
            if noemt {
                assert!(
                    erin.contains(tabel.naam) || BLIJFT.contains(&tabel.naam),
                    "{} noemt een kind en wordt niet vernietigd",
                    tabel.naam
                );
            }
        }
        assert!(erin.len() > 25, "{erin:?}");
        for blijft in BLIJFT
            .iter()
            .chain(&["account", "aanbieder", "aankomst", "contract"])
        {
            assert!(!erin.contains(blijft), "{blijft}");
        }
        // A table whose rows have no id of their own is reached through each of its columns, and nothing hangs from it.
        for tabel in boom.tabellen.iter().filter(|t| !met_id(t)) {
            assert!(
                !boom
                    .tabellen
                    .iter()
                    .any(|t| t.naar.iter().any(|(n, _)| *n == tabel.naam)),
                "{}",
                tabel.naam
            );
        }
    }
}
