//! A backup in a file: a still picture of every row, sealed with a key of the operator. The key of the database travels in
//! it as a `bijlage`, so that a backup and its own key are enough to begin again on an empty machine.

use super::Fase;
use super::lopen::{Later, verder_na};
use super::rij::{self, Som};
use super::stand::{VerhuisSoort, reizende};
use super::stroom::{Dicht, Opener, Sluiter};
use super::verplaats::TabelSom;
use crate::bereik::Bereik;
use crate::catalogus::{Soort, Tabel};
use crate::dialect::Dialect;
use crate::fout::OpslagFout;
use crate::migraties;
use crate::sleutel::Sleutel;
use crate::verbinding::Opslag;
use crate::waarde::Waarde;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::{self, Read, Write};
use uuid::Uuid;

const KOP: u8 = b'K';
const BIJLAGE: u8 = b'B';
const TABEL: u8 = b'T';
const RIJ: u8 = b'R';
const EINDE_TABEL: u8 = b'E';
const SLOT: u8 = b'Z';
/// Rows and bytes that go into the database at once.
const RIJEN: usize = 500;
const BINDS: usize = 30_000;
const BYTES: usize = 16 * 1024 * 1024;

/// Why a backup was not made or not brought back.
#[derive(Debug, thiserror::Error)]
pub enum KopieFout {
    /// It is no backup, the key is another one, or a piece was changed or is gone.
    #[error("HV-9030 {0}")]
    Dicht(String),
    /// What is inside cannot be ours.
    #[error("HV-9031 de inhoud van de reservekopie klopt niet: {0}")]
    Inhoud(&'static str),
    /// Made by a later version of the program.
    #[error("HV-9032 deze reservekopie is van een nieuwere versie van Houvast (stap {0})")]
    Nieuwer(String),
    /// There are rows already.
    #[error("HV-9033 de database waar de kopie in moet, is niet leeg")]
    NietLeeg,
    /// A move, a restore or a change of key was begun here and not finished.
    #[error("HV-9036 deze database is nog niet compleet; maak eerst af wat er begonnen was")]
    Onaf,
    /// What was brought back is not what was in the file.
    #[error("HV-9034 na het terugzetten verschilt {0} van de kopie")]
    Verschil(&'static str),
    /// Reading or writing the file failed.
    #[error("HV-9035 lezen of schrijven van het bestand: {0}")]
    Bestand(io::Error),
    /// The store failed.
    #[error(transparent)]
    Opslag(#[from] OpslagFout),
}

impl From<io::Error> for KopieFout {
    fn from(fout: io::Error) -> Self {
        if let Some(dicht) = fout.get_ref().and_then(|f| f.downcast_ref::<Dicht>()) {
            return Self::Dicht(dicht.to_string());
        }
        match fout.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                Self::Inhoud("een rij is niet te lezen")
            }
            _ => Self::Bestand(fout),
        }
    }
}

/// What a backup says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kopiekop {
    /// Last step of the tables.
    pub stap: String,
    /// The moment of the picture.
    pub gemaakt_op: Timestamp,
    /// Kind of database that it came from: `sqlite` or `postgres`.
    pub database: String,
}

/// A backup that was read to its end and is whole.
#[derive(Debug)]
pub struct Gecontroleerd {
    /// What it says of itself.
    pub kop: Kopiekop,
    /// Files that travel with it, by name.
    pub bijlagen: Vec<(String, Vec<u8>)>,
    /// What it holds.
    pub sommen: Vec<TabelSom>,
}

fn schrijf_stuk(uit: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    let lengte = u32::try_from(bytes.len()).map_err(|_| io::Error::other("te groot"))?;
    uit.write_all(&lengte.to_be_bytes())?;
    uit.write_all(bytes)
}

fn woord(soort: Soort) -> &'static str {
    match soort {
        Soort::Tekst => "tekst",
        Soort::Getal => "getal",
        Soort::Id => "id",
        Soort::Bytes => "bytes",
        Soort::Ja => "janee",
    }
}

fn omschrijf(tabel: &Tabel) -> Value {
    let kolommen: Vec<_> = tabel
        .kolommen
        .iter()
        .map(|k| json!([k.naam, woord(k.soort)]))
        .collect();
    json!({ "tabel": tabel.naam, "kolommen": kolommen })
}

/// Writes the store as it is at this moment; the program may go on. `zout` is fresh chance.
#[expect(
    clippy::too_many_arguments,
    reason = "each is another thing that only the caller knows"
)]
pub async fn maak(
    opslag: &Opslag,
    bereik: &Bereik,
    nu: Timestamp,
    sleutel: &Sleutel,
    zout: &[u8; 16],
    bijlagen: &[(&str, &[u8])],
    uit: &mut (dyn Write + Send),
    meld: &mut (dyn FnMut(Fase) + Send),
) -> Result<Vec<TabelSom>, KopieFout> {
    if opslag.lees(bereik).await?.onaf().await?.is_some() {
        return Err(KopieFout::Onaf);
    }
    let mut uit = Sluiter::nieuw(uit, sleutel, zout)?;
    let kop = json!({
        "stap": migraties::laatste(),
        "gemaakt_op": nu.to_string(),
        "database": match opslag.dialect() { Dialect::Sqlite => "sqlite", Dialect::Postgres => "postgres" },
    });
    uit.write_all(&[KOP])?;
    schrijf_stuk(&mut uit, kop.to_string().as_bytes())?;
    for (naam, bytes) in bijlagen {
        uit.write_all(&[BIJLAGE])?;
        schrijf_stuk(&mut uit, naam.as_bytes())?;
        schrijf_stuk(&mut uit, bytes)?;
    }
    let mut beeld = opslag.momentopname(bereik).await?;
    let tabellen = reizende(migraties::laatste());
    let mut totaal = 0;
    for tabel in &tabellen {
        totaal += beeld.aantal_in(tabel).await?;
    }
    meld(Fase::Totaal(totaal));
    let mut sommen = Vec::with_capacity(tabellen.len());
    let mut bytes = Vec::new();
    for tabel in &tabellen {
        uit.write_all(&[TABEL])?;
        schrijf_stuk(&mut uit, omschrijf(tabel).to_string().as_bytes())?;
        let mut som = Som::default();
        let mut na = None;
        loop {
            let blad = beeld.blad(tabel, na.as_deref()).await?;
            let Some(verder) = verder_na(tabel, &blad) else {
                break;
            };
            na = Some(verder);
            for rij in &blad {
                bytes.clear();
                rij::in_bytes(rij, &mut bytes);
                som.erbij(&bytes);
                uit.write_all(&[RIJ])?;
                uit.write_all(&bytes)?;
            }
            meld(Fase::Kopie(blad.len() as u64));
        }
        uit.write_all(&[EINDE_TABEL])?;
        uit.write_all(&som.aantal.to_be_bytes())?;
        uit.write_all(&som.keten)?;
        sommen.push(TabelSom {
            tabel: tabel.naam,
            som,
        });
    }
    uit.write_all(&[SLOT])?;
    uit.klaar()?;
    Ok(sommen)
}

/// What comes out of a backup, in order.
enum Stap {
    Tabel(Tabel),
    Rij(Vec<Waarde>),
    EindeTabel(Som),
}

/// Reads a backup piece by piece.
struct Lezing<'a> {
    van: Opener<'a>,
    kop: Kopiekop,
    bijlagen: Vec<(String, Vec<u8>)>,
    tabellen: Vec<Tabel>,
    /// Kinds of the columns of the table that is being read.
    soorten: Vec<Soort>,
    /// The mark that was read ahead.
    merk: u8,
}

impl<'a> Lezing<'a> {
    fn nieuw(van: &'a mut (dyn Read + Send), sleutel: &Sleutel) -> Result<Self, KopieFout> {
        let mut van = Opener::nieuw(van, sleutel)?;
        if hap(&mut van)? != KOP {
            return Err(KopieFout::Inhoud("de kop ontbreekt"));
        }
        let json: Value =
            serde_json::from_slice(&rij::stuk(&mut van)?).map_err(|_| KopieFout::Inhoud("de kop"))?;
        let tekst = |naam: &str| json[naam].as_str().unwrap_or_default().to_owned();
        let kop = Kopiekop {
            stap: tekst("stap"),
            gemaakt_op: tekst("gemaakt_op")
                .parse()
                .map_err(|_| KopieFout::Inhoud("het moment"))?,
            database: tekst("database"),
        };
        if kop.stap.as_str() > migraties::laatste() {
            return Err(KopieFout::Nieuwer(kop.stap));
        }
        let mut bijlagen = Vec::new();
        let mut merk = hap(&mut van)?;
        while merk == BIJLAGE {
            let naam = String::from_utf8(rij::stuk(&mut van)?).map_err(|_| KopieFout::Inhoud("een naam"))?;
            bijlagen.push((naam, rij::stuk(&mut van)?));
            merk = hap(&mut van)?;
        }
        Ok(Self {
            van,
            tabellen: reizende(&kop.stap),
            kop,
            bijlagen,
            soorten: Vec::new(),
            merk,
        })
    }

    /// `None`: the end, and nothing behind it.
    fn volgende(&mut self) -> Result<Option<Stap>, KopieFout> {
        let stap = match self.merk {
            TABEL => {
                let wat: Value = serde_json::from_slice(&rij::stuk(&mut self.van)?)
                    .map_err(|_| KopieFout::Inhoud("een tabel"))?;
                let bekend = self.tabellen.iter().find(|t| omschrijf(t) == wat);
                let tabel = bekend
                    .cloned()
                    .ok_or(KopieFout::Inhoud("een tabel is onbekend"))?;
                self.soorten = tabel.kolommen.iter().map(|k| k.soort).collect();
                Stap::Tabel(tabel)
            }
            RIJ => Stap::Rij(rij::uit_bytes(&mut self.van, &self.soorten)?),
            EINDE_TABEL => {
                let mut aantal = [0; 8];
                let mut keten = [0; 32];
                self.van.read_exact(&mut aantal)?;
                self.van.read_exact(&mut keten)?;
                Stap::EindeTabel(Som {
                    aantal: u64::from_be_bytes(aantal),
                    keten,
                })
            }
            SLOT => {
                return if self.van.read(&mut [0])? == 0 {
                    Ok(None)
                } else {
                    Err(KopieFout::Inhoud("er staat nog iets achter het einde"))
                };
            }
            _ => return Err(KopieFout::Inhoud("een onbekend merk")),
        };
        self.merk = hap(&mut self.van)?;
        Ok(Some(stap))
    }
}

fn hap(van: &mut Opener<'_>) -> io::Result<u8> {
    let mut een = [0];
    van.read_exact(&mut een)?;
    Ok(een[0])
}

/// Reads a backup to its end, and checks every piece, count and sum. Touches no database.
pub fn controleer(van: &mut (dyn Read + Send), sleutel: &Sleutel) -> Result<Gecontroleerd, KopieFout> {
    let mut lezing = Lezing::nieuw(van, sleutel)?;
    let mut sommen: Vec<TabelSom> = Vec::new();
    let (mut tabel, mut som, mut bytes) = ("", Som::default(), Vec::new());
    while let Some(stap) = lezing.volgende()? {
        match stap {
            Stap::Tabel(t) => (tabel, som) = (t.naam, Som::default()),
            Stap::Rij(rij) => {
                bytes.clear();
                rij::in_bytes(&rij, &mut bytes);
                som.erbij(&bytes);
            }
            Stap::EindeTabel(staat_er) if staat_er == som => sommen.push(TabelSom { tabel, som }),
            Stap::EindeTabel(_) => return Err(KopieFout::Inhoud("een som")),
        }
    }
    let namen = lezing.tabellen.iter().map(|t| t.naam);
    if !sommen.iter().map(|s| s.tabel).eq(namen) {
        return Err(KopieFout::Inhoud("niet elke tabel staat erin"));
    }
    Ok(Gecontroleerd {
        kop: lezing.kop,
        bijlagen: lezing.bijlagen,
        sommen,
    })
}

/// Fills an empty database that was opened with the key from the backup. What was brought back is read again and compared
/// before the tables are brought up to date. `sprong`: every counter goes on so much further, because numbers that were
/// given out after the backup must not come again.
#[expect(
    clippy::too_many_arguments,
    reason = "each is another thing that only the caller knows"
)]
pub async fn zet_terug(
    opslag: &Opslag,
    bereik: &Bereik,
    id: Uuid,
    nu: Timestamp,
    sleutel: &Sleutel,
    van: &mut (dyn Read + Send),
    sprong: u32,
    meld: &mut (dyn FnMut(Fase) + Send),
) -> Result<Vec<TabelSom>, KopieFout> {
    let mut lezing = Lezing::nieuw(van, sleutel)?;
    let stap: i64 = lezing
        .kop
        .stap
        .parse()
        .map_err(|_| KopieFout::Inhoud("de stap"))?;
    if opslag
        .stappen(bereik)
        .await?
        .last()
        .is_some_and(|laatste| *laatste > stap)
    {
        return Err(KopieFout::NietLeeg);
    }
    opslag.migreer_tot(&lezing.kop.stap).await?;
    let mut lees = opslag.lees(bereik).await?;
    for tabel in &lezing.tabellen {
        if tabel.naam != "sleutel" && lees.laatste_sleutel(tabel).await?.is_some() {
            return Err(KopieFout::NietLeeg);
        }
    }
    if lees.onaf().await?.is_some() {
        return Err(KopieFout::NietLeeg);
    }
    drop(lees);
    let mut tx = opslag.begin(bereik).await?;
    tx.begin_verhuizing(id, VerhuisSoort::Terug, nu).await?;
    tx.commit().await?;
    let sommen = vul(opslag, bereik, &mut lezing, meld).await?;
    let mut beeld = opslag.momentopname(bereik).await?;
    for (tabel, som) in &sommen {
        if beeld.som_van(tabel, |n| meld(Fase::Controle(n))).await? != *som {
            return Err(KopieFout::Verschil(tabel.naam));
        }
    }
    drop(beeld);
    opslag.migreer().await?;
    let mut tx = opslag.begin(bereik).await?;
    tx.spring_tellers(sprong).await?;
    tx.rond_verhuizing_af(id, nu).await?;
    tx.commit().await?;
    opslag.ververs_statistieken().await?;
    let sommen = sommen.into_iter();
    Ok(sommen
        .map(|(tabel, som)| TabelSom {
            tabel: tabel.naam,
            som,
        })
        .collect())
}

async fn vul(
    opslag: &Opslag,
    bereik: &Bereik,
    lezing: &mut Lezing<'_>,
    meld: &mut (dyn FnMut(Fase) + Send),
) -> Result<Vec<(Tabel, Som)>, KopieFout> {
    let mut sommen = Vec::new();
    let mut nu: Option<Tabel> = None;
    let (mut blad, mut grootte, mut later): (Vec<Vec<Waarde>>, usize, Vec<Later>) = Default::default();
    while let Some(stap) = lezing.volgende()? {
        match (stap, &nu) {
            (Stap::Tabel(t), _) => nu = Some(t),
            (Stap::Rij(rij), Some(tabel)) => {
                grootte += rij.iter().map(weegt).sum::<usize>();
                blad.push(rij);
                let vol = RIJEN.min(BINDS / tabel.kolommen.len().max(1));
                if blad.len() >= vol || grootte > BYTES {
                    later.extend(neer(opslag, bereik, tabel, &mut blad, meld).await?);
                    grootte = 0;
                }
            }
            (Stap::EindeTabel(som), Some(tabel)) => {
                later.extend(neer(opslag, bereik, tabel, &mut blad, meld).await?);
                grootte = 0;
                let mut tx = opslag.begin(bereik).await?;
                tx.vul_later_in(tabel, std::mem::take(&mut later)).await?;
                tx.commit().await?;
                sommen.push((tabel.clone(), som));
            }
            (_, None) => return Err(KopieFout::Inhoud("een rij zonder tabel")),
        }
    }
    Ok(sommen)
}

async fn neer(
    opslag: &Opslag,
    bereik: &Bereik,
    tabel: &Tabel,
    blad: &mut Vec<Vec<Waarde>>,
    meld: &mut (dyn FnMut(Fase) + Send),
) -> Result<Vec<Later>, KopieFout> {
    if blad.is_empty() {
        return Ok(Vec::new());
    }
    let aantal = blad.len() as u64;
    let mut tx = opslag.begin(bereik).await?;
    let later = tx.leg_rijen_neer(tabel, std::mem::take(blad)).await?;
    tx.commit().await?;
    meld(Fase::Kopie(aantal));
    Ok(later)
}

fn weegt(waarde: &Waarde) -> usize {
    match waarde {
        Waarde::Tekst(Some(t)) => t.len(),
        Waarde::Bytes(Some(b)) => b.len(),
        _ => 8,
    }
}
