//! A walk along all rows of a table, in order of its key and in pages, on either database; and putting such rows back.

use super::rij::{self, Som};
use crate::catalogus::{Soort, Tabel};
use crate::fout::{OpslagFout, Uitslag};
use crate::verbinding::{Lees, Tx};
use crate::waarde::Waarde;

/// Rows per page: one statement takes as many.
const RIJEN: usize = 500;
/// Placeholders that one statement may have on both databases.
const BINDS: usize = 30_000;
/// Bytes of sealed content per page: messages may be 25 MB each.
const BYTES: i64 = 16 * 1024 * 1024;

/// A reference to a row that comes later in the same table; filled in when all rows are there.
#[derive(Debug)]
pub(crate) struct Later {
    pub(crate) kolom: &'static str,
    pub(crate) waarde: Waarde,
    pub(crate) sleutel: Vec<Waarde>,
}

fn sleutel_van(tabel: &Tabel, rij: &[Waarde]) -> Vec<Waarde> {
    tabel
        .sleutel
        .iter()
        .filter_map(|i| rij.get(*i).cloned())
        .collect()
}

/// `(a, b) > ($1, $2)`.
fn na_sleutel(tabel: &Tabel) -> String {
    let vragen: Vec<_> = (1..=tabel.sleutel.len()).map(|n| format!("${n}")).collect();
    format!("({}) > ({})", tabel.sleutelnamen().join(", "), vragen.join(", "))
}

impl Lees {
    /// Whole stores are for the program only, and cross every houder.
    pub(crate) fn alles_mag(&self) -> Uitslag<()> {
        if self.bereik.rol() == crate::Rol::Systeem {
            Ok(())
        } else {
            Err(OpslagFout::BuitenBereik("alle tabellen"))
        }
    }

    /// How many rows a table has.
    pub(crate) async fn aantal_in(&mut self, tabel: &Tabel) -> Uitslag<u64> {
        self.alles_mag()?;
        let sql = format!("SELECT COUNT(*) AS n FROM {}", tabel.naam);
        Ok(u64::try_from(self.getal(sql, vec![]).await?).unwrap_or_default())
    }

    /// The next rows after this key.
    pub(crate) async fn blad(&mut self, tabel: &Tabel, na: Option<&[Waarde]>) -> Uitslag<Vec<Vec<Waarde>>> {
        self.alles_mag()?;
        let waar = na.map_or(String::new(), |_| format!(" WHERE {}", na_sleutel(tabel)));
        let binds = || na.map(<[Waarde]>::to_vec).unwrap_or_default();
        let orde = tabel.sleutelnamen().join(", ");
        let mut hoeveel = RIJEN.min(BINDS / tabel.kolommen.len().max(1));
        let zwaar: Vec<_> = tabel
            .kolommen
            .iter()
            .filter(|k| k.soort == Soort::Bytes)
            .collect();
        if !zwaar.is_empty() {
            let som: Vec<_> = zwaar
                .iter()
                .map(|k| format!("CAST(COALESCE(LENGTH({}), 0) AS BIGINT)", k.naam))
                .collect();
            let sql = format!(
                "SELECT {} AS n FROM {}{waar} ORDER BY {orde} LIMIT {hoeveel}",
                som.join(" + "),
                tabel.naam
            );
            let groottes = self.vraag(sql, binds(), |rij| rij.getal("n")).await?;
            let mut samen = 0;
            hoeveel = groottes
                .into_iter()
                .take_while(|n| {
                    samen += n.unwrap_or_default();
                    samen <= BYTES
                })
                .count()
                .max(1);
        }
        let sql = format!(
            "SELECT {} FROM {}{waar} ORDER BY {orde} LIMIT {hoeveel}",
            tabel.namen().join(", "),
            tabel.naam
        );
        self.vraag(sql, binds(), |rij| {
            tabel
                .kolommen
                .iter()
                .map(|k| rij::lees(rij, k.naam, k.soort))
                .collect()
        })
        .await
    }

    /// The last key that is there.
    pub(crate) async fn laatste_sleutel(&mut self, tabel: &Tabel) -> Uitslag<Option<Vec<Waarde>>> {
        self.alles_mag()?;
        let dalend: Vec<_> = tabel.sleutelnamen().iter().map(|k| format!("{k} DESC")).collect();
        let sql = format!(
            "SELECT {} FROM {} ORDER BY {} LIMIT 1",
            tabel.sleutelnamen().join(", "),
            tabel.naam,
            dalend.join(", ")
        );
        let kolommen: Vec<_> = tabel
            .sleutel
            .iter()
            .filter_map(|i| tabel.kolommen.get(*i))
            .collect();
        let rijen = self
            .vraag(sql, vec![], |rij| {
                kolommen
                    .iter()
                    .map(|k| rij::lees(rij, k.naam, k.soort))
                    .collect::<Uitslag<Vec<_>>>()
            })
            .await?;
        Ok(rijen.into_iter().next())
    }

    /// Count and sum of a whole table.
    pub(crate) async fn som_van(&mut self, tabel: &Tabel, mut gedaan: impl FnMut(u64)) -> Uitslag<Som> {
        let mut som = Som::default();
        let mut na: Option<Vec<Waarde>> = None;
        let mut bytes = Vec::new();
        loop {
            let blad = self.blad(tabel, na.as_deref()).await?;
            let Some(laatste) = blad.last() else {
                return Ok(som);
            };
            na = Some(sleutel_van(tabel, laatste));
            for rij in &blad {
                bytes.clear();
                rij::in_bytes(rij, &mut bytes);
                som.erbij(&bytes);
            }
            gedaan(blad.len() as u64);
        }
    }

    /// References to rows of the same table with a later id than their own.
    pub(crate) async fn verwijzingen_vooruit(&mut self, tabel: &Tabel) -> Uitslag<Vec<Later>> {
        self.alles_mag()?;
        let mut uit = Vec::new();
        for plek in tabel.naar_zichzelf() {
            let Some(kolom) = tabel.kolommen.get(plek) else {
                continue;
            };
            let sleutel: Vec<_> = tabel
                .sleutel
                .iter()
                .filter_map(|i| tabel.kolommen.get(*i))
                .collect();
            let sql = format!(
                "SELECT {}, {naam} FROM {} WHERE {naam} IS NOT NULL AND {naam} > id",
                tabel.sleutelnamen().join(", "),
                tabel.naam,
                naam = kolom.naam
            );
            let deel = self
                .vraag(sql, vec![], |rij| {
                    Ok(Later {
                        kolom: kolom.naam,
                        waarde: rij::lees(rij, kolom.naam, kolom.soort)?,
                        sleutel: sleutel
                            .iter()
                            .map(|k| rij::lees(rij, k.naam, k.soort))
                            .collect::<Uitslag<_>>()?,
                    })
                })
                .await?;
            uit.extend(deel);
        }
        Ok(uit)
    }
}

/// The key of the last row, from which the next page goes on.
pub(crate) fn verder_na(tabel: &Tabel, blad: &[Vec<Waarde>]) -> Option<Vec<Waarde>> {
    blad.last().map(|rij| sleutel_van(tabel, rij))
}

impl Tx {
    /// Stores rows as they are. A reference to a later row of the same table stays empty for now and comes back.
    pub(crate) async fn leg_rijen_neer(
        &mut self,
        tabel: &Tabel,
        mut rijen: Vec<Vec<Waarde>>,
    ) -> Uitslag<Vec<Later>> {
        self.alles_mag()?;
        let mut later = Vec::new();
        let sleutel_id = tabel.sleutel.last().copied().unwrap_or_default();
        for plek in tabel.naar_zichzelf() {
            for rij in &mut rijen {
                let vooruit = match (rij.get(plek), rij.get(sleutel_id)) {
                    (Some(Waarde::Id(Some(naar))), Some(Waarde::Id(Some(eigen)))) => naar > eigen,
                    _ => false,
                };
                if !vooruit {
                    continue;
                }
                let sleutel = sleutel_van(tabel, rij);
                if let (Some(kolom), Some(waarde)) = (tabel.kolommen.get(plek), rij.get_mut(plek)) {
                    let was = std::mem::replace(waarde, rij::leeg(kolom.soort));
                    later.push(Later {
                        kolom: kolom.naam,
                        waarde: was,
                        sleutel,
                    });
                }
            }
        }
        // The known word of the key is there from the start; the sums show whether it is the same.
        let slot = if tabel.naam == "sleutel" {
            " ON CONFLICT (houder, naam) DO NOTHING"
        } else {
            ""
        };
        self.voeg_waarden_toe(tabel.naam, &tabel.namen(), rijen.into_iter(), slot)
            .await?;
        Ok(later)
    }

    /// Writes the columns of a row that differ from what was read.
    pub(crate) async fn vervang_rij(
        &mut self,
        tabel: &Tabel,
        oud: &[Waarde],
        nieuw: Vec<Waarde>,
    ) -> Uitslag<()> {
        self.alles_mag()?;
        let mut zet = Vec::new();
        let mut waarden = Vec::new();
        for ((kolom, was), wordt) in tabel.kolommen.iter().zip(oud).zip(nieuw) {
            if *was != wordt {
                waarden.push(wordt);
                zet.push(format!("{} = ${}", kolom.naam, waarden.len()));
            }
        }
        let mut waar = Vec::new();
        for plek in &tabel.sleutel {
            let (Some(kolom), Some(waarde)) = (tabel.kolommen.get(*plek), oud.get(*plek)) else {
                return Err(OpslagFout::Waarde("sleutel"));
            };
            waarden.push(waarde.clone());
            waar.push(format!("{} = ${}", kolom.naam, waarden.len()));
        }
        let sql = format!(
            "UPDATE {} SET {} WHERE {}",
            tabel.naam,
            zet.join(", "),
            waar.join(" AND ")
        );
        self.voer_uit(sql, waarden).await.map(|_| ())
    }

    /// Fills in what [`Tx::leg_rijen_neer`] left empty.
    pub(crate) async fn vul_later_in(&mut self, tabel: &Tabel, later: Vec<Later>) -> Uitslag<()> {
        self.alles_mag()?;
        for een in later {
            let waar: Vec<_> = tabel
                .sleutelnamen()
                .iter()
                .enumerate()
                .map(|(n, naam)| format!("{naam} = ${}", n + 2))
                .collect();
            let sql = format!(
                "UPDATE {} SET {} = $1 WHERE {}",
                tabel.naam,
                een.kolom,
                waar.join(" AND ")
            );
            let mut binds = vec![een.waarde];
            binds.extend(een.sleutel);
            self.voer_uit(sql, binds).await?;
        }
        Ok(())
    }
}
