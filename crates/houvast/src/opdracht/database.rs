//! `database verplaats`: all data to another database, of the same kind or the other.

use super::voortgang::Voortgang;
use crate::{
    bedrijf,
    cli::{Database as Wens, Verplaats},
    datamap::Datamap,
    instellingen, klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_opslag::kopie::{self, Begin, Fase, TabelSom, VerplaatsFout};
use houvast_opslag::{Opslag, Sleutel};
use std::{
    fmt, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

pub(crate) fn voer_uit(wens: Wens) -> Result<Uitgang> {
    bedrijf::logboek();
    bedrijf::motor()?.block_on(async {
        match wens {
            Wens::Verplaats(wens) => verplaats(&wens).await,
            Wens::Hersleutel { bron } => super::hersleutel::voer_uit(&bron).await,
        }
    })
}

/// One side of a move. Prints without password.
#[derive(PartialEq, Eq)]
enum Plek {
    Bestand(PathBuf),
    Server(instellingen::Database),
}

impl fmt::Display for Plek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bestand(pad) => write!(f, "sqlite:{}", pad.display()),
            Self::Server(adres) => adres.fmt(f),
        }
    }
}

impl Plek {
    fn lees(tekst: &str, map: &Datamap, optie: &str) -> Result<Self> {
        if let Some(pad) = tekst.strip_prefix('@') {
            let inhoud =
                fs::read_to_string(pad).map_err(|f| gebruik(format!("{pad} is niet te lezen: {f}")))?;
            let regel = inhoud.lines().next().unwrap_or_default().trim().to_owned();
            if regel.starts_with('@') {
                return Err(gebruik(format!("in {pad} hoort het adres van een database")));
            }
            return Self::lees(&regel, map, optie);
        }
        if let Some(pad) = tekst.strip_prefix("sqlite:") {
            return Ok(Self::Bestand(pad.into()));
        }
        match instellingen::database(tekst) {
            Some(instellingen::Database::Sqlite) => Ok(Self::Bestand(map.database())),
            Some(server) => Ok(Self::Server(server)),
            None => Err(gebruik(format!(
                "bij {optie} hoort sqlite, sqlite:PAD, postgres://… of @BESTAND"
            ))),
        }
    }

    async fn open(&self, sleutel: Sleutel) -> Result<Opslag> {
        let opslag = match self {
            Self::Bestand(pad) => Opslag::open_sqlite(pad, sleutel).await,
            Self::Server(instellingen::Database::Postgres(adres)) => {
                Opslag::open_postgres(adres, sleutel).await
            }
            Self::Server(instellingen::Database::Sqlite) => return Err(gebruik("noem het bestand")),
        };
        let opslag = opslag.with_context(|| format!("de database ({self}) gaat niet open"))?;
        opslag
            .migreer()
            .await
            .with_context(|| format!("de tabellen van {self} kunnen niet bijgewerkt worden"))?;
        Ok(opslag)
    }
}

async fn verplaats(wens: &Verplaats) -> Result<Uitgang> {
    if !wens.map.is_dir() {
        return Err(gebruik(format!("de map {} is er niet", wens.map.display())));
    }
    let map = Datamap::eis(&wens.map)?;
    let (van, naar) = (
        Plek::lees(&wens.van, &map, "--van")?,
        Plek::lees(&wens.naar, &map, "--naar")?,
    );
    if van == naar {
        return Err(gebruik("--van en --naar zijn dezelfde database"));
    }
    if let Plek::Bestand(pad) = &van
        && !pad.exists()
    {
        return Err(gebruik(format!("{} is er niet", pad.display())));
    }
    // Sealed columns travel sealed: both sides have one key, and without it nothing may begin.
    let Some(sleutel) = map.bestaande_sleutel()? else {
        return Err(gebruik(format!(
            "in de map {} staat geen sleutel. Zonder de sleutel van deze gegevens kan er niets verhuizen.",
            map.pad().display()
        )));
    };
    let bron = van.open(Sleutel::nieuw(sleutel)).await?;
    let doel = naar.open(Sleutel::nieuw(sleutel)).await?;
    let tijd = klok::tijd(None);
    let mut beeld = Beeld::default();
    let uitslag = kopie::verplaats(
        &bron,
        &doel,
        &bedrijf::systeem()?,
        tijd.id(),
        tijd.nu(),
        &mut |fase| {
            beeld.op(fase);
        },
    )
    .await;
    drop(beeld);
    if uitslag.is_ok() {
        bedrijf::noteer_opslag(&doel, &map, tijd.clone(), "verplaatsen").await?;
    }
    bron.sluit().await;
    doel.sluit().await;
    match uitslag {
        Ok((begin, sommen)) => {
            vertel(&van, &naar, begin, &sommen)?;
            Ok(Uitgang::Goed)
        }
        Err(fout @ VerplaatsFout::Verschil(_)) => {
            eprintln!(
                "houvast: {fout}. Er werkte iemand op een van beide databases. Stop elke Houvast, maak {naar} leeg en begin opnieuw."
            );
            Ok(Uitgang::Bevindingen)
        }
        Err(fout @ (VerplaatsFout::NietLeeg | VerplaatsFout::BronOnaf)) => Err(gebruik(fout.to_string())),
        Err(VerplaatsFout::Opslag(fout)) => {
            Err(fout).context("het verplaatsen is afgebroken; dezelfde opdracht gaat verder")
        }
    }
}

fn vertel(van: &Plek, naar: &Plek, begin: Begin, sommen: &[TabelSom]) -> Result<()> {
    let mut uit = io::stdout().lock();
    if begin == Begin::Vervolg {
        writeln!(uit, "Een eerdere verhuizing was afgebroken en is afgemaakt.")?;
    }
    toon_sommen(&mut uit, sommen)?;
    writeln!(
        uit,
        "Verplaatst van {van} naar {naar}; elke tabel is teruggelezen en gelijk."
    )?;
    writeln!(
        uit,
        "Start Houvast vanaf nu met --database voor de nieuwe plek, en met dezelfde sleutel."
    )?;
    Ok(())
}

/// The tables with rows, and what they hold.
pub(super) fn toon_sommen(uit: &mut dyn io::Write, sommen: &[TabelSom]) -> io::Result<()> {
    let mut rijen = 0;
    for een in sommen.iter().filter(|s| s.som.aantal > 0) {
        rijen += een.som.aantal;
        writeln!(uit, "{:24} {:>9}  {}", een.tabel, een.som.aantal, een.som.kort())?;
    }
    writeln!(
        uit,
        "{:24} {rijen:>9}  rijen in {} tabellen",
        "samen",
        sommen.len()
    )
}

/// Two bars after each other: copying, and reading back.
#[derive(Default)]
pub(super) struct Beeld {
    totaal: u64,
    gedaan: u64,
    terug: u64,
    balk: Option<(bool, Voortgang)>,
}

impl Beeld {
    pub(super) fn op(&mut self, fase: Fase) {
        let (lezen, gedaan) = match fase {
            Fase::Totaal(n) => {
                self.totaal = n;
                return;
            }
            Fase::Kopie(n) => {
                self.gedaan += n;
                (false, self.gedaan)
            }
            Fase::Controle(n) => {
                self.terug += n;
                (true, self.terug)
            }
        };
        if self.balk.as_ref().is_none_or(|(soort, _)| *soort != lezen) {
            let wat = if lezen {
                "rijen teruggelezen"
            } else {
                "rijen gekopieerd"
            };
            self.balk = Some((lezen, Voortgang::nieuw(self.totaal, wat, klok::sinds_begin)));
        }
        if let Some((_, balk)) = &mut self.balk {
            balk.op(gedaan);
        }
    }
}

/// A path as somebody may type it in a script.
pub(super) fn bestaat(pad: &Path) -> Result<()> {
    if pad.exists() {
        Ok(())
    } else {
        Err(gebruik(format!("{} is er niet", pad.display())))
    }
}
