//! `bericht toon`: a message as a readable page.

use super::{
    berichten::{self, Gelezen},
    paden,
};
use crate::{cli::Toon, uitgang::Uitgang};
use anyhow::Result;
use houvast_ijw::{
    Bevinding, Grenzen, Lezing,
    toon::{Blad, Kop, Opties, Regel, StroomBlad, TekstBlad, toon},
};
use serde_json::{Value, json};
use std::{
    io::{self, Write},
    path::Path,
};

pub(crate) fn voer_uit(wens: &Toon) -> Result<Uitgang> {
    let opties = Opties {
        alles: wens.alles,
        ..Opties::default()
    };
    let grenzen = Grenzen {
        maximum: wens.maximum.unwrap_or(berichten::GROOTSTE),
        ..Grenzen::default()
    };
    let mut uit = io::BufWriter::new(io::stdout().lock());
    let mut uitgang = Uitgang::Goed;
    let mut eerste = true;
    for pad in &wens.paden {
        let invoeren = match paden::open(pad) {
            Ok(invoeren) => invoeren,
            Err(fout) => {
                eprintln!("houvast: {}: {}", pad.display(), paden::waarom(&fout));
                uitgang = uitgang.max(Uitgang::Gebruik);
                continue;
            }
        };
        for invoer in invoeren {
            if !wens.json && !std::mem::take(&mut eerste) {
                writeln!(uit, "\n")?;
            }
            let naam = invoer.naam();
            match berichten::lees_of_stroom(&invoer, &grenzen) {
                Ok(Gelezen::Heel(lezing)) => {
                    uitgang = uitgang.max(een(&mut uit, &naam, &lezing, &opties, wens.json)?);
                }
                Ok(Gelezen::Declaratie(pad)) => {
                    let tonen = |blad: &mut dyn Blad| stroom(&pad, &grenzen, &opties, blad);
                    op_blad(&mut uit, &naam, wens.json, tonen)?;
                }
                Err(fout) => {
                    eprintln!("houvast: {naam}: {}", paden::waarom(&fout));
                    uitgang = uitgang.max(Uitgang::Gebruik);
                }
            }
            uit.flush()?;
        }
    }
    Ok(uitgang)
}

fn een(
    uit: &mut impl Write,
    naam: &str,
    lezing: &Lezing,
    opties: &Opties,
    als_json: bool,
) -> Result<Uitgang> {
    let Some(bericht) = &lezing.bericht else {
        if als_json {
            let bevindingen: Vec<_> = lezing.bevindingen.iter().map(berichten::bevinding_json).collect();
            let soort = lezing.soort.map(|s| s.as_str());
            writeln!(
                uit,
                "{}",
                json!({ "bestand": naam, "bericht": soort, "bevindingen": bevindingen })
            )?;
        } else {
            writeln!(
                uit,
                "{naam}: dit bericht klopt niet met het schema en is daarom niet te tonen."
            )?;
            lezing
                .bevindingen
                .iter()
                .take(10)
                .try_for_each(|b| kort(uit, b))?;
            writeln!(uit, "Alle fouten: houvast bericht controleer")?;
        }
        return Ok(Uitgang::Bevindingen);
    };
    op_blad(uit, naam, als_json, |blad| toon(bericht, opties, blad))?;
    Ok(Uitgang::Goed)
}

/// A page of text, or a JSON object on a line.
fn op_blad(
    uit: &mut impl Write,
    naam: &str,
    als_json: bool,
    tonen: impl FnOnce(&mut dyn Blad) -> io::Result<()>,
) -> io::Result<()> {
    if als_json {
        let mut blad = JsonBlad::op(&mut *uit, naam);
        tonen(&mut blad)?;
        blad.klaar()
    } else {
        tonen(&mut TekstBlad::op(uit))
    }
}

/// A declaratie from its file, line by line.
fn stroom(pad: &Path, grenzen: &Grenzen, opties: &Opties, blad: &mut dyn Blad) -> io::Result<()> {
    let mut op_blad = StroomBlad::op(opties, blad);
    houvast_ijw::stroom::lees(berichten::open(pad)?, grenzen, &mut op_blad)?;
    op_blad.klaar()
}

fn kort(uit: &mut impl Write, b: &Bevinding) -> io::Result<()> {
    writeln!(uit, "  regel {}, kolom {}: {}", b.regelnummer, b.kolom, b.tekst)
}

/// The page as one JSON object on one line, written while it comes, so that its length does not matter.
struct JsonBlad<'a, W> {
    uit: W,
    bestand: &'a str,
    /// Of each section that is open: has it a part yet?
    open: Vec<bool>,
}

impl<'a, W: Write> JsonBlad<'a, W> {
    fn op(uit: W, bestand: &'a str) -> Self {
        Self {
            uit,
            bestand,
            open: Vec::new(),
        }
    }

    fn komma(&mut self) -> io::Result<()> {
        let Some(gevuld) = self.open.last_mut() else {
            return Ok(());
        };
        if std::mem::replace(gevuld, true) {
            write!(self.uit, ",")?;
        }
        Ok(())
    }

    fn klaar(mut self) -> io::Result<()> {
        writeln!(self.uit, "]}}")
    }
}

impl<W: Write> Blad for JsonBlad<'_, W> {
    fn kop(&mut self, kop: &Kop) -> io::Result<()> {
        let velden = [
            ("bestand", json!(self.bestand)),
            ("bericht", json!(kop.soort.as_str())),
            ("naam", json!(kop.soort.naam())),
            ("release", json!(kop.soort.release())),
            ("van", json!(kop.van)),
            ("aan", json!(kop.aan)),
            ("zinnen", json!(kop.zinnen)),
        ];
        write!(self.uit, "{{")?;
        for (naam, waarde) in velden {
            write!(self.uit, "\"{naam}\":{waarde},")?;
        }
        self.open.push(false);
        write!(self.uit, "\"delen\":[")
    }

    fn sectie(&mut self, titel: &str, pad: &str) -> io::Result<()> {
        self.komma()?;
        self.open.push(false);
        write!(
            self.uit,
            "{{\"titel\":{},\"pad\":{},\"delen\":[",
            json!(titel),
            json!(pad)
        )
    }

    fn regel(&mut self, regel: &Regel) -> io::Result<()> {
        self.komma()?;
        let waarden: serde_json::Map<String, Value> = regel
            .waarden
            .iter()
            .map(|(pad, waarde)| (pad.clone(), json!(waarde)))
            .collect();
        let waarde = match regel.waarden.as_slice() {
            [] => Value::Null,
            [(pad, enige)] if pad.is_empty() => json!(enige),
            _ => Value::Object(waarden),
        };
        let object = json!({ "pad": regel.pad, "naam": regel.naam, "waarde": waarde, "tekst": regel.tekst });
        write!(self.uit, "{object}")
    }

    fn eind(&mut self) -> io::Result<()> {
        self.open.pop();
        write!(self.uit, "]}}")
    }
}
