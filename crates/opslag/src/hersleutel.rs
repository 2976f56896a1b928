//! Another key for the columns: every sealed value is opened with the old key and sealed with the new one, and every blind index
//! made again. In pages, each a transaction; what was done already is recognised, so the same call goes on after a crash.
//! Until the end `verhuizing` says that the database is not whole, so that nobody works with half of it.

use crate::catalogus::{self, Soort, Tabel};
use crate::fout::{OpslagFout, Uitslag};
use crate::kopie::{Fase, VerhuisSoort};
use crate::logkop::Kop;
use crate::migraties;
use crate::sleutel::{Sleutel, Sleutels};
use crate::verbinding::{Opslag, SLEUTELPROEF, Tx};
use crate::waarde::{MERK, Waarde, uit_hex};
use houvast_begrip::{AgbCode, Bsn, Houder};
use jiff::Timestamp;
use std::fmt::Write as _;
use std::sync::Arc;
use uuid::Uuid;

/// Columns of bytes that are not sealed: hashes, public keys, and what is made again from something else.
const OPEN: [&str; 14] = [
    "sha256",
    "token_sha256",
    "state_sha256",
    "koek_sha256",
    "kenmerk",
    "code",
    "wie",
    "hash",
    "handtekening",
    "sessie",
    "bsn_index",
    "waarmerk",
    "proef",
    "sleutel",
];
/// Rows that keep the seal of the table they came from.
const ZEGEL_VAN: [(&str, &str); 1] = [("toegang_besluit", "hulpvraag_besluit")];

/// What was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Hersleuteld {
    /// Sealed values that have the new key now.
    pub zegels: u64,
    /// Blind indexes and references that were made again.
    pub indexen: u64,
    /// Sealed values that had it already: an earlier call was cut off.
    pub al_gedaan: u64,
}

/// Old and new.
struct Paar {
    oud: Arc<Sleutels>,
    nieuw: Sleutels,
}

/// A value as it must become.
enum Uit {
    Gelijk,
    AlGedaan,
    Nieuw(Vec<u8>),
}

impl Paar {
    fn om(&self, plaats: &str, tabel: &'static str, dicht: &[u8]) -> Uitslag<Uit> {
        // The old key first: until the last page most values have it.
        match self.oud.open(plaats, tabel, dicht) {
            Ok(open) => Ok(Uit::Nieuw(self.nieuw.dicht(plaats, &open))),
            Err(fout) => match self.nieuw.open(plaats, tabel, dicht) {
                Ok(_) => Ok(Uit::AlGedaan),
                Err(_) => Err(fout),
            },
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut tekst, b| {
            // Writing to a String cannot fail.
            let _ = write!(tekst, "{b:02x}");
            tekst
        })
}

fn tekst(waarde: &Waarde) -> Option<&str> {
    match waarde {
        Waarde::Tekst(Some(t)) => Some(t),
        _ => None,
    }
}

/// The place of a column in a row: the table of the seal, the first two columns, the name.
fn plaats(tabel: &Tabel, rij: &[Waarde], kolom: &str) -> String {
    let van = ZEGEL_VAN
        .iter()
        .find(|(t, _)| *t == tabel.naam)
        .map_or(tabel.naam, |(_, z)| z);
    let deel = |n: usize| match rij.get(n) {
        Some(Waarde::Tekst(Some(t))) => format!("|{t}"),
        Some(Waarde::Id(Some(id))) => format!("|{id}"),
        _ => String::new(),
    };
    format!("{van}{}{}|{kolom}", deel(0), deel(1))
}

/// One row with the new key; `None`: nothing to do.
fn rij(
    paar: &Paar,
    tabel: &Tabel,
    rij: &[Waarde],
    telling: &mut Hersleuteld,
) -> Uitslag<Option<Vec<Waarde>>> {
    let mut uit = rij.to_vec();
    let mut anders = false;
    for (plek, kolom) in tabel.kolommen.iter().enumerate() {
        let Some(waarde) = rij.get(plek) else { continue };
        let plaats = plaats(tabel, rij, kolom.naam);
        let nieuw = match waarde {
            Waarde::Bytes(Some(dicht)) if !OPEN.contains(&kolom.naam) => {
                paar.om(&plaats, tabel.naam, dicht)?
            }
            Waarde::Tekst(Some(t)) if t.starts_with(MERK) => {
                let dicht = uit_hex(t.trim_start_matches(MERK)).ok_or(OpslagFout::Waarde(kolom.naam))?;
                paar.om(&plaats, tabel.naam, &dicht)?
            }
            _ => Uit::Gelijk,
        };
        match nieuw {
            Uit::Gelijk => {}
            Uit::AlGedaan => telling.al_gedaan += 1,
            Uit::Nieuw(dicht) => {
                telling.zegels += 1;
                anders = true;
                if let Some(doel) = uit.get_mut(plek) {
                    *doel = match kolom.soort {
                        Soort::Tekst => Waarde::Tekst(Some(format!("{MERK}{}", hex(&dicht)))),
                        _ => Waarde::Bytes(Some(dicht)),
                    };
                }
            }
        }
    }
    if anders {
        indexen(paar, tabel, &mut uit, telling)?;
    }
    Ok(anders.then_some(uit))
}

/// The blind index of a BSN and of a reference, from what stands sealed beside it.
fn indexen(paar: &Paar, tabel: &Tabel, rij: &mut [Waarde], telling: &mut Hersleuteld) -> Uitslag<()> {
    let plek = |kolom: &str| tabel.kolommen.iter().position(|k| k.naam == kolom);
    let open = |rij: &[Waarde], kolom: &'static str| -> Uitslag<Option<String>> {
        let Some(Waarde::Bytes(Some(dicht))) = plek(kolom).and_then(|p| rij.get(p)) else {
            return Ok(None);
        };
        let open = paar.nieuw.open(&plaats(tabel, rij, kolom), tabel.naam, dicht)?;
        Ok(Some(String::from_utf8_lossy(&open).into_owned()))
    };
    let houder = rij.first().and_then(tekst).map(str::to_owned).unwrap_or_default();
    let houder = Houder::try_from(houder).map_err(|_| OpslagFout::Waarde("houder"))?;
    if let (Some(doel), Some(bsn)) = (plek("bsn_index"), open(rij, "bsn")?) {
        let bsn = Bsn::nieuw(&bsn).map_err(|_| OpslagFout::Waarde("bsn"))?;
        if let Some(doel) = rij.get_mut(doel) {
            *doel = Waarde::Bytes(Some(paar.nieuw.bsn_index(&houder, &bsn)));
            telling.indexen += 1;
        }
    }
    for (kolom, index) in [
        ("referentie", "referentie_index"),
        ("vorige_referentie", "vorige_index"),
    ] {
        let (Some(doel), Some(referentie)) = (plek(index), open(rij, kolom)?) else {
            continue;
        };
        let agb = plek("aanbieder")
            .and_then(|p| rij.get(p))
            .and_then(tekst)
            .unwrap_or_default();
        let agb = AgbCode::nieuw(agb).map_err(|_| OpslagFout::Waarde("aanbieder"))?;
        if let Some(doel) = rij.get_mut(doel) {
            *doel = Waarde::Tekst(Some(paar.nieuw.referentie(&houder, &agb, &referentie)));
            telling.indexen += 1;
        }
    }
    Ok(())
}

/// Can this table have something that must change?
fn verzegeld(tabel: &Tabel) -> bool {
    let kan = |k: &catalogus::Kolom| match k.soort {
        Soort::Tekst => k.naam != "houder",
        Soort::Bytes => !OPEN.contains(&k.naam),
        Soort::Getal | Soort::Id | Soort::Ja => false,
    };
    tabel.kolommen.iter().any(kan)
}

impl Opslag {
    /// Gives every sealed value this new key. This store was opened with the old one, and nobody else works on it.
    pub async fn hersleutel(
        &self,
        bereik: &crate::Bereik,
        nieuw: &Sleutel,
        (id, nu): (Uuid, Timestamp),
        op: &mut dyn FnMut(Fase),
    ) -> Uitslag<Hersleuteld> {
        let mut telling = Hersleuteld::default();
        let paar = Paar {
            oud: self.sleutels_kopie(),
            nieuw: Sleutels::uit(nieuw),
        };
        let mut tx = self.begin(bereik).await?;
        tx.alles_mag()?;
        let open = tx.onaf().await?;
        let id = match open {
            Some(open) if open.soort == VerhuisSoort::Sleutel => open.id,
            Some(_) => return Err(OpslagFout::Strijdig("verhuizing".to_owned())),
            None => {
                tx.begin_verhuizing(id, VerhuisSoort::Sleutel, nu).await?;
                id
            }
        };
        tx.commit().await?;
        let tabellen: Vec<Tabel> = catalogus::tabellen(migraties::laatste())
            .into_iter()
            .filter(verzegeld)
            .collect();
        let mut totaal = 0;
        for tabel in &tabellen {
            totaal += self.lees(bereik).await?.aantal_in(tabel).await?;
        }
        op(Fase::Totaal(totaal));
        for tabel in &tabellen {
            let mut na: Option<Vec<Waarde>> = None;
            loop {
                let mut tx = self.begin(bereik).await?;
                let blad = tx.blad(tabel, na.as_deref()).await?;
                let Some(volgende) = crate::kopie::verder_na(tabel, &blad) else {
                    break;
                };
                for oud in &blad {
                    if let Some(nieuw) = rij(&paar, tabel, oud, &mut telling)? {
                        tx.vervang_rij(tabel, oud, nieuw).await?;
                    }
                }
                tx.commit().await?;
                na = Some(volgende);
                op(Fase::Kopie(blad.len() as u64));
            }
        }
        let mut tx = self.begin(bereik).await?;
        tx.hersleutel_logketens(&paar).await?;
        tx.vergeet_aanmeldingen().await?;
        let proef = Waarde::Bytes(Some(paar.nieuw.dicht(SLEUTELPROEF, b"houvast")));
        let sql = "UPDATE sleutel SET proef = $1 WHERE houder = 'houvast' AND naam = '1'";
        tx.voer_uit(sql, vec![proef]).await?;
        tx.rond_verhuizing_af(id, nu).await?;
        tx.commit().await?;
        // The values under the old key are gone from the file too.
        self.ruim_na_vernietiging().await?;
        Ok(telling)
    }
}

impl Tx {
    /// Who logs in is kept as keyed hash only, which cannot be made again: everybody logs in anew, recovery codes are made anew,
    /// and who comes through an organisation gets a new account beside the old one, which is closed.
    async fn vergeet_aanmeldingen(&mut self) -> Uitslag<()> {
        let dicht =
            "UPDATE account SET actief = $1 WHERE (houder, id) IN (SELECT houder, account FROM oidc_account)";
        self.voer_uit(dicht, vec![Waarde::Ja(Some(false))]).await?;
        for sql in [
            "DELETE FROM sessie WHERE houder <> ''",
            "DELETE FROM aanmeldstap WHERE houder <> ''",
            "DELETE FROM aanmeldpoging WHERE houder <> ''",
            "DELETE FROM herstelcode WHERE houder <> ''",
            "DELETE FROM oidc_poging WHERE houder <> ''",
            "DELETE FROM oidc_account WHERE houder <> ''",
        ] {
            self.voer_uit(sql, vec![]).await?;
        }
        Ok(())
    }

    /// The ends of the log get a mark of the new key, except one that does not fit the old: that would bless what somebody
    /// changed.
    async fn hersleutel_logketens(&mut self, paar: &Paar) -> Uitslag<()> {
        let sql = "SELECT houder, keten, stand, hash, waarmerk FROM logketen WHERE houder <> '' ORDER BY houder, keten";
        let ketens = self
            .vraag(sql, vec![], |rij| {
                let hash: Option<[u8; 32]> = rij.bytes("hash")?.and_then(|h| h.try_into().ok());
                Ok((
                    rij.tekst("houder")?.unwrap_or_default(),
                    rij.id("keten")?.unwrap_or_default(),
                    rij.getal("stand")?.unwrap_or_default(),
                    hash,
                    rij.bytes("waarmerk")?.unwrap_or_default(),
                ))
            })
            .await?;
        for (houder, keten, stand, hash, waarmerk) in ketens {
            let Some(hash) = hash else { continue };
            let kop = Kop {
                stand,
                hash,
                waarmerk,
            };
            if !kop.klopt(&paar.oud, &houder, keten) {
                continue;
            }
            let nieuw = paar.nieuw.logwaarmerk(&houder, keten, stand, &hash);
            let sql = "UPDATE logketen SET waarmerk = $3 WHERE houder = $1 AND keten = $2";
            let waarden = vec![
                Waarde::from(houder.as_str()),
                Waarde::from(keten),
                Waarde::Bytes(Some(nieuw)),
            ];
            self.voer_uit(sql, waarden).await?;
        }
        Ok(())
    }
}
