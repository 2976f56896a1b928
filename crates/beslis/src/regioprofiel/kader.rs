//! A text of the region with the agreements of its gemeenten laid over it: what each of them would decide by.

use super::{LokaleAfspraak, LokaleLaag, ProfielFout, Regioprofiel};
use houvast_begrip::GemeenteCode;
use jiff::civil::Date;

/// What the gemeente of a decision decides by, were this the text of the region.
#[derive(Clone, Debug)]
pub struct Kader {
    regionaal: Regioprofiel,
    /// From which day; `None`: the agreements do not fit on this text.
    lagen: Vec<(GemeenteCode, Date, Option<Regioprofiel>)>,
    past_niet: Vec<(String, Vec<ProfielFout>)>,
}

impl Kader {
    /// Only the region's own text.
    #[must_use]
    pub fn kaal(regionaal: Regioprofiel) -> Self {
        Self {
            regionaal,
            lagen: Vec::new(),
            past_niet: Vec::new(),
        }
    }

    /// `tekst` is that of `regionaal`. Agreements that come more than once count once.
    #[must_use]
    pub fn met<'a>(
        regionaal: Regioprofiel,
        tekst: &str,
        afspraken: impl IntoIterator<Item = &'a LokaleAfspraak>,
    ) -> Self {
        let mut uit = Self::kaal(regionaal);
        for eigen in afspraken {
            let al = |(gemeente, dag, _): &(GemeenteCode, Date, _)| {
                (*gemeente, *dag) == (eigen.gemeente, eigen.geldig_vanaf)
            };
            if uit.lagen.iter().any(al) {
                continue;
            }
            let laag = match LokaleLaag::lees(&eigen.tekst, &eigen.bestand, tekst) {
                Ok(laag) => Some(laag.profiel),
                Err(fouten) => {
                    uit.past_niet.push((eigen.naam.clone(), fouten));
                    None
                }
            };
            uit.lagen.push((eigen.gemeente, eigen.geldig_vanaf, laag));
        }
        uit
    }

    /// The text of the region itself.
    #[must_use]
    pub fn regionaal(&self) -> &Regioprofiel {
        &self.regionaal
    }

    /// By what a gemeente decides on a day: with the agreements it had then, when these fit.
    #[must_use]
    pub fn voor(&self, gemeente: GemeenteCode, dag: Date) -> &Regioprofiel {
        let toen = self
            .lagen
            .iter()
            .filter(|(wie, vanaf, _)| *wie == gemeente && *vanaf <= dag)
            .max_by_key(|(_, vanaf, _)| *vanaf);
        toen.and_then(|(_, _, laag)| laag.as_ref())
            .unwrap_or(&self.regionaal)
    }

    /// Gemeenten whose agreements do not fit on this text, and why: their decisions follow the text of the region alone.
    #[must_use]
    pub fn past_niet(&self) -> &[(String, Vec<ProfielFout>)] {
        &self.past_niet
    }

    /// Names of the gemeenten whose agreements are in it, each once.
    #[must_use]
    pub fn gemeenten(&self) -> Vec<&str> {
        let mut uit: Vec<&str> = self
            .lagen
            .iter()
            .filter_map(|(_, _, laag)| Some(laag.as_ref()?.lokaal.as_ref()?.naam.as_str()))
            .collect();
        uit.sort_unstable();
        uit.dedup();
        uit
    }
}
