//! `diagnose`: what is wrong with an installation, in plain words, and what to do about it. Changes nothing.

mod aanmelden;
mod gegevens;
mod schijf;

use super::server;
use crate::{bedrijf, cli::Diagnose, klok, uitgang::Uitgang};
use anyhow::Result;
use serde_json::json;
use std::io::{self, Write as _};

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Ernst {
    Goed,
    LetOp,
    Fout,
}

impl Ernst {
    fn woord(self) -> &'static str {
        match self {
            Self::Goed => "goed",
            Self::LetOp => "let op",
            Self::Fout => "fout",
        }
    }
}

/// One thing that was looked at.
#[derive(PartialEq, Eq, Debug)]
struct Uitkomst {
    ernst: Ernst,
    onderdeel: &'static str,
    wat: String,
    doe: String,
}

/// What was found so far.
#[derive(Default)]
struct Verslag {
    onderdeel: &'static str,
    uitkomsten: Vec<Uitkomst>,
}

impl Verslag {
    fn over(&mut self, onderdeel: &'static str) {
        self.onderdeel = onderdeel;
    }

    fn zet(&mut self, ernst: Ernst, wat: impl Into<String>, doe: &str) {
        self.uitkomsten.push(Uitkomst {
            ernst,
            onderdeel: self.onderdeel,
            wat: wat.into(),
            doe: doe.to_owned(),
        });
    }

    fn goed(&mut self, wat: impl Into<String>) {
        self.zet(Ernst::Goed, wat, "");
    }

    fn let_op(&mut self, wat: impl Into<String>, doe: &str) {
        self.zet(Ernst::LetOp, wat, doe);
    }

    fn fout(&mut self, wat: impl Into<String>, doe: &str) {
        self.zet(Ernst::Fout, wat, doe);
    }
}

pub(crate) fn voer_uit(wens: &Diagnose) -> Result<Uitgang> {
    // A setting that cannot be read is wrong usage: nothing else can be looked at.
    let instellingen = server::lees(&wens.bron)?;
    let aanmelden = instellingen.aanmelden.regels(instellingen.webadres.as_deref())?;
    bedrijf::logboek();
    let mut verslag = Verslag::default();
    verslag.over("instellingen");
    verslag.goed(format!(
        "De instellingen zijn goed. De database is {}.",
        instellingen.database
    ));
    let nu = klok::tijd(None).nu();
    let map = schijf::map(&mut verslag, &instellingen.map);
    if let Some(map) = map {
        schijf::ruimte(&mut verslag, &map);
        let postbus = instellingen
            .postbus
            .clone()
            .unwrap_or_else(|| map.join("postbus"));
        schijf::postbus(&mut verslag, &postbus, nu);
        let sleutel = schijf::sleutel(&mut verslag, &map);
        bedrijf::motor()?.block_on(gegevens::bekijk(
            &mut verslag,
            &instellingen.database,
            &map,
            sleutel,
            &aanmelden,
        ));
    }
    let uitkomsten = verslag.uitkomsten;
    toon(&uitkomsten, wens.json)?;
    Ok(if uitkomsten.iter().any(|u| u.ernst == Ernst::Fout) {
        Uitgang::Bevindingen
    } else {
        Uitgang::Goed
    })
}

fn toon(uitkomsten: &[Uitkomst], als_json: bool) -> Result<()> {
    let mut uit = io::stdout().lock();
    for een in uitkomsten {
        if als_json {
            let regel = json!({
                "ernst": een.ernst.woord(),
                "onderdeel": een.onderdeel,
                "wat": een.wat,
                "doe": (!een.doe.is_empty()).then_some(&een.doe),
            });
            writeln!(uit, "{regel}")?;
            continue;
        }
        writeln!(uit, "{:6}  {:13}  {}", een.ernst.woord(), een.onderdeel, een.wat)?;
        if !een.doe.is_empty() {
            writeln!(uit, "{:23}Doe dit: {}", "", een.doe)?;
        }
    }
    if !als_json {
        let tel = |ernst| uitkomsten.iter().filter(|u| u.ernst == ernst).count();
        writeln!(
            uit,
            "\n{} goed, {} let op, {} fout",
            tel(Ernst::Goed),
            tel(Ernst::LetOp),
            tel(Ernst::Fout)
        )?;
    }
    Ok(())
}
