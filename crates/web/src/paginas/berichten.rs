//! Messages in and out, and one message with its findings at the line.

use super::{id, pad_met};
use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use houvast_dienst::beeld::{
    BerichtBeeld, BerichtFilter, BerichtLijst, BerichtStand, BevindingBeeld, Richting, Rol,
};
use houvast_dienst::bericht as berichtdienst;

/// The words of `?richting=`.
pub(crate) const RICHTINGEN: [(&str, Richting); 2] = [("in", Richting::In), ("uit", Richting::Uit)];
/// The words of `?stand=`.
pub(crate) const STANDEN: [(&str, BerichtStand); 4] = [
    ("afgekeurd", BerichtStand::Afgekeurd),
    ("wacht", BerichtStand::WachtOpRetour),
    ("onderweg", BerichtStand::Onderweg),
    ("goed", BerichtStand::Goed),
];

/// `berichten.html`
#[derive(Template)]
#[template(path = "berichten.html")]
pub(crate) struct BerichtenBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: BerichtLijst,
}

impl BerichtenBlad {
    fn richtingen(&self) -> [(&'static str, &'static str); 2] {
        match self.raam.rol() {
            Some(Rol::Aanbieder) => [("in", "Aan de gemeente"), ("uit", "Van de gemeente")],
            _ => [("in", "Binnengekomen"), ("uit", "Verstuurd")],
        }
    }

    fn standen(&self) -> [(&'static str, &'static str); 4] {
        [
            ("afgekeurd", "Afgekeurd"),
            ("wacht", "Wacht op retour"),
            ("onderweg", "Onderweg"),
            ("goed", "In orde"),
        ]
    }

    fn richting(&self) -> &'static str {
        richtingwoord(&self.beeld.filter)
    }

    fn stand(&self) -> &'static str {
        standwoord(&self.beeld.filter)
    }

    fn soort(&self) -> &str {
        self.beeld.filter.soort.as_deref().unwrap_or_default()
    }

    fn richtingtekst(&self, richting: &Richting) -> &'static str {
        match (self.raam.rol(), richting) {
            (Some(Rol::Aanbieder), Richting::In) => "aan de gemeente",
            (Some(Rol::Aanbieder), Richting::Uit) => "van de gemeente",
            (_, Richting::In) => "binnengekomen",
            (_, Richting::Uit) => "verstuurd",
        }
    }

    fn begin(&self) -> Option<String> {
        self.beeld.filter.na.map(|_| self.pad(None))
    }

    fn volgende(&self) -> Option<String> {
        self.beeld.volgende.map(|na| self.pad(Some(na)))
    }

    fn pad(&self, na: Option<uuid::Uuid>) -> String {
        let na = na.map(|n| n.to_string()).unwrap_or_default();
        pad_met(
            "/berichten",
            &[
                ("richting", self.richting()),
                ("stand", self.stand()),
                ("soort", self.soort()),
                ("na", &na),
            ],
        )
    }
}

fn richtingwoord(filter: &BerichtFilter) -> &'static str {
    RICHTINGEN
        .iter()
        .find(|(_, r)| Some(*r) == filter.richting)
        .map_or("", |(w, _)| w)
}

fn standwoord(filter: &BerichtFilter) -> &'static str {
    STANDEN
        .iter()
        .find(|(_, s)| Some(*s) == filter.stand)
        .map_or("", |(w, _)| w)
}

/// `bericht.html`
#[derive(Template)]
#[template(path = "bericht.html")]
pub(crate) struct BerichtBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: BerichtBeeld,
}

/// A line of the text with what was found on it.
pub(crate) struct RegelBeeld<'a> {
    plek: usize,
    /// The source line, at the first element of it.
    nummer: String,
    diepte: usize,
    tekst: &'a str,
    fout: bool,
    overgeslagen: u32,
    bevindingen: Vec<&'a BevindingBeeld>,
}

impl BerichtBlad {
    /// `JW315 van De Lindeboog`: seen from who is looking.
    pub(crate) fn titel(beeld: &BerichtBeeld, rol: Option<Rol>) -> String {
        let woord = crate::opmaak::vanaan(beeld.richting, rol != Some(Rol::Aanbieder));
        format!("{} {woord} {}", beeld.soort, beeld.met)
    }

    fn kop(&self) -> String {
        Self::titel(&self.beeld, self.raam.rol())
    }

    fn regels(&self) -> Vec<RegelBeeld<'_>> {
        let mut vorige = 0;
        (0..)
            .zip(&self.beeld.regels)
            .map(|(plek, r)| {
                let nummer = if r.nummer == vorige {
                    String::new()
                } else {
                    r.nummer.to_string()
                };
                vorige = r.nummer;
                RegelBeeld {
                    plek,
                    nummer,
                    diepte: r.diepte,
                    tekst: &r.tekst,
                    fout: !r.bevindingen.is_empty(),
                    overgeslagen: r.overgeslagen,
                    bevindingen: r
                        .bevindingen
                        .iter()
                        .filter_map(|i| self.beeld.bevindingen.get(*i))
                        .collect(),
                }
            })
            .collect()
    }
}

/// The choice in the address: fixed words and a row id, never a name or number of somebody.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Keuze {
    #[serde(default)]
    richting: String,
    #[serde(default)]
    stand: String,
    #[serde(default)]
    soort: String,
    #[serde(default)]
    na: String,
}

impl Keuze {
    fn filter(&self) -> BerichtFilter {
        BerichtFilter {
            richting: RICHTINGEN
                .iter()
                .find(|(w, _)| *w == self.richting)
                .map(|(_, r)| *r),
            stand: STANDEN.iter().find(|(w, _)| *w == self.stand).map(|(_, s)| *s),
            soort: (self.soort.len() == 5 && self.soort.bytes().all(|b| b.is_ascii_alphanumeric()))
                .then(|| self.soort.clone()),
            na: self.na.parse().ok(),
        }
    }
}

/// `GET /berichten`
pub(crate) async fn lijst(wie: Wie, Query(keuze): Query<Keuze>) -> Result<Response, WebFout> {
    let beeld = berichtdienst::lijst(&wie.huis, &wie.aangemeld, keuze.filter());
    let (raam, beeld) = wie.raam_naast("Berichten", Hier::Berichten, beeld).await?;
    Ok(teken(&BerichtenBlad { raam, beeld }))
}

/// `GET /berichten/{id}`
pub(crate) async fn bericht(wie: Wie, Path(nummer): Path<String>) -> Result<Response, WebFout> {
    let beeld = berichtdienst::toon(&wie.huis, &wie.aangemeld, id(&nummer)?).await?;
    let titel = BerichtBlad::titel(&beeld, Some(wie.rol()));
    Ok(teken(&BerichtBlad {
        raam: wie.raam(titel, Hier::Berichten).await?,
        beeld,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_vreemde_keuze_in_het_adres_is_geen_keuze() {
        let keuze = Keuze {
            richting: "zijwaarts".into(),
            stand: "afgekeurd".into(),
            soort: "JW315'--".into(),
            na: "-3".into(),
        };
        assert_eq!(
            keuze.filter(),
            BerichtFilter {
                stand: Some(BerichtStand::Afgekeurd),
                ..BerichtFilter::default()
            }
        );
    }
}
