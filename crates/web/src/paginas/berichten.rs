//! Messages in and out, and one message with its findings at the line.

use super::id;
use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::Hier;
use crate::raam::Raam;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use houvast_dienst::beeld::{
    BerichtBeeld, BerichtFilter, BerichtLijst, BerichtStand, BevindingBeeld, Richting, Rol,
};
use houvast_dienst::bericht as berichtdienst;
use std::collections::BTreeSet;

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

    fn vorige(&self) -> Option<String> {
        let nu = self.beeld.filter.bladzijde;
        (nu > 1).then(|| self.pad(nu - 1))
    }

    fn volgende(&self) -> Option<String> {
        let nu = self.beeld.filter.bladzijde;
        (nu < self.beeld.bladzijden).then(|| self.pad(nu + 1))
    }

    fn pad(&self, bladzijde: u32) -> String {
        let mut delen = vec![format!("bladzijde={bladzijde}")];
        for (naam, waarde) in [
            ("richting", self.richting()),
            ("stand", self.stand()),
            ("soort", self.soort()),
        ] {
            if !waarde.is_empty() {
                delen.push(format!("{naam}={waarde}"));
            }
        }
        format!("/berichten?{}", delen.join("&"))
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
    nummer: String,
    /// Set on the first piece of a source line, so that ids stay unique.
    anker: Option<String>,
    tekst: &'a str,
    fout: bool,
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

    fn staat_erin(&self, bevinding: &BevindingBeeld) -> bool {
        self.beeld
            .regels
            .iter()
            .any(|r| r.nummer == bevinding.regelnummer)
    }

    fn regels(&self) -> Vec<RegelBeeld<'_>> {
        let mut gezien = BTreeSet::new();
        self.beeld
            .regels
            .iter()
            .map(|r| {
                let eerste = gezien.insert(r.nummer);
                RegelBeeld {
                    nummer: if eerste {
                        r.nummer.to_string()
                    } else {
                        String::new()
                    },
                    anker: eerste.then(|| format!("r{}", r.nummer)),
                    tekst: &r.tekst,
                    fout: !r.bevindingen.is_empty(),
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

/// The choice in the address: fixed words and a page number, never a name or number of somebody.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Keuze {
    #[serde(default)]
    richting: String,
    #[serde(default)]
    stand: String,
    #[serde(default)]
    soort: String,
    #[serde(default)]
    bladzijde: String,
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
            bladzijde: self.bladzijde.parse().unwrap_or(1).max(1),
        }
    }
}

/// `GET /berichten`
pub(crate) async fn lijst(wie: Wie, Query(keuze): Query<Keuze>) -> Result<Response, WebFout> {
    let beeld = berichtdienst::lijst(&wie.huis, &wie.aangemeld, keuze.filter()).await?;
    let raam = wie.raam("Berichten", Hier::Berichten).await?;
    Ok(teken(&BerichtenBlad { raam, beeld }))
}

/// `GET /berichten/{id}`
pub(crate) async fn bericht(wie: Wie, Path(nummer): Path<String>) -> Result<Response, WebFout> {
    let beeld = berichtdienst::toon(&wie.huis, &wie.aangemeld, id(&nummer)?).await?;
    let titel = BerichtBlad::titel(&beeld, Some(wie.rol()));
    let raam = wie.raam(titel, Hier::Berichten).await?;
    Ok(teken(&BerichtBlad { raam, beeld }))
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
            bladzijde: "-3".into(),
        };
        assert_eq!(
            keuze.filter(),
            BerichtFilter {
                stand: Some(BerichtStand::Afgekeurd),
                bladzijde: 1,
                ..BerichtFilter::default()
            }
        );
    }
}
