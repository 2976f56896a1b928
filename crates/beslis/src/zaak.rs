//! One request laid beside one profile: what several questions need, worked out once.

use crate::besluit::{Artikelen, Grond, Onderwerp, RedenAfwijzing, Taak, Uitkomst};
use crate::feiten::{Bron, Feit, VerzoekFeiten};
use crate::regioprofiel::{ProductRegel, Regioprofiel, Route, Segment};
use houvast_begrip::{Centen, Periode, datum};
use jiff::civil::Date;
use std::borrow::Cow;

/// Facts, rules and the day of the decision.
pub(crate) struct Zaak<'a> {
    pub(crate) feiten: &'a VerzoekFeiten,
    pub(crate) profiel: &'a Regioprofiel,
    pub(crate) besluitdatum: Date,
}

impl<'a> Zaak<'a> {
    pub(crate) fn periode(&self) -> Option<Periode> {
        self.feiten.periode.waarde
    }

    /// First day of the help: contract, tariff and product count on this day.
    pub(crate) fn ingangsdatum(&self) -> Option<Date> {
        self.periode().map(|p| p.begin)
    }

    pub(crate) fn route(&self) -> Option<&'a Route> {
        self.profiel.route(*self.feiten.verwijzer.waarde()?)
    }

    /// What the region says about the product code of the message.
    pub(crate) fn productregel(&self) -> Option<&'a ProductRegel> {
        self.profiel.product(self.feiten.product.waarde()?.code.as_ref()?)
    }

    /// The segment of the own code, else of the category.
    pub(crate) fn segment(&self) -> Option<&'a Segment> {
        match self.productregel() {
            Some(regel) => self.profiel.segment(&regel.segment),
            None => self.profiel.segment_van(self.feiten.product.waarde()?.categorie),
        }
    }

    /// Somebody registered it, and it is not in the future: that is none yet.
    pub(crate) fn contact(&self) -> Option<Date> {
        let contact = &self.feiten.contact;
        let vastgelegd = matches!(contact.bron, Bron::Aanbieder | Bron::Consulent | Bron::Dossier);
        contact
            .waarde
            .filter(|dag| vastgelegd && *dag <= self.besluitdatum)
    }

    /// Up to which amount the Toegang agreed.
    pub(crate) fn instemming(&self) -> Option<Centen> {
        self.feiten.instemming.van_gemeente().copied()
    }

    pub(crate) fn grond(&self, onderwerp: Onderwerp, uitkomst: Uitkomst, uitleg: impl Into<String>) -> Grond {
        Grond {
            onderwerp,
            artikelen: self.profiel.artikelen(onderwerp),
            uitkomst,
            let_op: false,
            reden: None,
            taak: None,
            uitleg: uitleg.into(),
            feiten: Vec::new(),
            som: None,
        }
    }

    pub(crate) fn goed(&self, onderwerp: Onderwerp, uitleg: impl Into<String>) -> Grond {
        self.grond(onderwerp, Uitkomst::Toewijzen, uitleg)
    }

    pub(crate) fn voorleggen(&self, onderwerp: Onderwerp, uitleg: impl Into<String>) -> Grond {
        self.grond(onderwerp, Uitkomst::Voorleggen, uitleg)
    }

    /// A hard refusal says what it does not touch (`beslissingen` 1).
    pub(crate) fn afwijzen(&self, onderwerp: Onderwerp, reden: RedenAfwijzing, uitleg: &str) -> Grond {
        let uitleg = format!("{uitleg} {NIET_HET_RECHT}");
        self.grond(onderwerp, Uitkomst::Afwijzen, uitleg).met_reden(reden)
    }
}

/// Closes every refusal by the machine.
pub(crate) const NIET_HET_RECHT: &str =
    "Dit weigert het bericht van de aanbieder, niet het recht van de jeugdige op hulp.";

impl Grond {
    pub(crate) fn feit(mut self, label: impl Into<Cow<'static, str>>, waarde: impl Into<String>) -> Self {
        self.feiten.push((label.into(), waarde.into()));
        self
    }

    /// A fact with its source; an unknown one says so.
    pub(crate) fn bronfeit<T>(
        self,
        label: &'static str,
        feit: &Feit<T>,
        toon: impl Fn(&T) -> String,
    ) -> Self {
        self.feit_of(label, feit, toon, "onbekend")
    }

    /// A fact that somebody registers, or not.
    pub(crate) fn registratie<T>(
        self,
        label: &'static str,
        feit: &Feit<T>,
        toon: impl Fn(&T) -> String,
    ) -> Self {
        self.feit_of(label, feit, toon, "niet vastgelegd")
    }

    fn feit_of<T>(
        self,
        label: &'static str,
        feit: &Feit<T>,
        toon: impl Fn(&T) -> String,
        anders: &str,
    ) -> Self {
        let waarde = match feit.waarde() {
            Some(w) => {
                let mut uit = toon(w);
                uit.reserve_exact(feit.bron.label().len() + 3);
                for deel in [" (", feit.bron.label(), ")"] {
                    uit.push_str(deel);
                }
                uit
            }
            None => anders.to_owned(),
        };
        self.feit(label, waarde)
    }

    pub(crate) fn met_som(mut self, som: impl Into<String>) -> Self {
        self.som = Some(som.into());
        self
    }

    pub(crate) fn met_reden(mut self, reden: RedenAfwijzing) -> Self {
        self.reden = Some(reden);
        self
    }

    pub(crate) fn met_taak(mut self, taak: Taak) -> Self {
        self.taak = Some(taak);
        self
    }

    pub(crate) fn met_artikelen(mut self, artikelen: &Artikelen) -> Self {
        self.artikelen = artikelen.clone();
        self
    }

    pub(crate) fn als_let_op(mut self) -> Self {
        self.let_op = true;
        self
    }
}

/// `ma 12 mei 2025 tot en met ma 11 mei 2026`.
pub(crate) fn toon_periode(periode: &Periode) -> String {
    let mut uit = String::with_capacity(64);
    match periode.eind {
        Some(eind) => {
            datum::schrijf_lang(periode.begin, &mut uit);
            uit.push_str(" tot en met ");
            datum::schrijf_lang(eind, &mut uit);
        }
        None => {
            uit.push_str("vanaf ");
            datum::schrijf_lang(periode.begin, &mut uit);
            uit.push_str(", zonder einddatum");
        }
    }
    uit
}

/// `1 perceel`, `2 percelen`.
pub(crate) fn aantal(n: i64, een: &str, meer: &str) -> String {
    format!("{n} {}", if n == 1 { een } else { meer })
}
