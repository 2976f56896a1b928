//! What the Toegang of the demo decided of its own accord, and the toetsing that came before the help.

use super::geschiedenis::Maker;
use super::hulp::Hulp;
use super::mensen::Persoon;
use crate::DienstFout;
use crate::verzoek::afhandelen::zoals_gevraagd;
use crate::verzoek::dossier::{AANBIEDER, TOETSING, ToetsingGegevens};
use crate::verzoek::vertaal::{self, Vastgelegd};
use crate::verzoek::{self, Bewaard, naar_json};
use houvast_begrip::{Centen, Periode, ProductCategorie};
use houvast_beslis::{Feit, Product, Soort, Uitkomst, Verwijzer, VerzoekFeiten};
use houvast_opslag::{FeitRij, ToegangBesluit, Toewijzing};
use jiff::Timestamp;
use uuid::Uuid;

impl Maker<'_> {
    /// A grant without a request, judged as the program would have judged it that day.
    pub(super) fn eigen_besluit(
        &self,
        stuk: &Hulp,
        persoon: &Persoon,
        toewijzing: &Toewijzing,
        gevraagd_op: Timestamp,
        op: Timestamp,
        eerder: &[&Hulp],
    ) -> Result<ToegangBesluit, DienstFout> {
        let dag = self.huis.tijd.dag_van(op);
        let agb = toewijzing.aanbieder;
        let mut feiten = VerzoekFeiten::nieuw(persoon.gemeente, agb, dag, dag);
        feiten.verwijzer = Feit::dossier(Verwijzer::Gemeente);
        feiten.product = ProductCategorie::nieuw(stuk.categorie).map_or_else(
            |_| Feit::onbekend(),
            |categorie| {
                Feit::consulent(Product {
                    categorie,
                    code: None,
                })
            },
        );
        feiten.budget = toewijzing.budget.map_or_else(Feit::onbekend, Feit::consulent);
        feiten.periode =
            Periode::nieuw(stuk.van, Some(stuk.tot)).map_or_else(Feit::onbekend, Feit::consulent);
        let gevraagd = self.huis.tijd.dag_van(gevraagd_op);
        let per_jaar = stuk.per_jaar.map(|b| Centen::euro(b.into()));
        let vastgelegd = Vastgelegd {
            contact: Feit::consulent(gevraagd),
            aangemeld: Feit::consulent(gevraagd),
            toetsing: Feit::aanbieder(gevraagd),
            soort: Feit::consulent(if per_jaar.is_some() {
                Soort::Duurzaam
            } else {
                Soort::Herstel
            }),
            instemming: feiten.budget.clone(),
            per_jaar: per_jaar.map_or_else(Feit::onbekend, Feit::consulent),
            ..Vastgelegd::default()
        };
        vertaal::vul_aan(&mut feiten, &self.uit_dossier(persoon, agb, eerder), &vastgelegd);
        let voorstel = verzoek::beoordeel(self.huis, &feiten, op)?;
        let afwijkend = voorstel.uitkomst != Uitkomst::Toewijzen;
        let bewaard = Bewaard {
            toegekend: voorstel.toekenning.clone().or_else(|| zoals_gevraagd(&feiten)),
            voorstel,
        };
        Ok(ToegangBesluit {
            houder: toewijzing.houder.clone(),
            id: self.ids.op(op),
            hulpvraag: None,
            verwijzing: None,
            toewijzing: Some(toewijzing.id),
            aanbieder: agb,
            op,
            door: self.ids.op(gevraagd_op),
            besluitdatum: bewaard.voorstel.besluitdatum,
            feiten: naar_json(&feiten, "feiten")?,
            besluit: naar_json(&bewaard, "besluit")?,
            uitkomst: verzoek::voorstel(Uitkomst::Toewijzen),
            profiel: naar_json(&bewaard.voorstel.profiel, "profiel")?,
            reden: afwijkend.then(|| "Zo afgesproken met het gezin en de aanbieder.".into()),
            bericht: toewijzing.bericht,
        })
    }

    /// The aanbieder looked before the help began whether it fits.
    pub(super) fn getoetst(
        &self,
        stuk: &Hulp,
        toewijzing: &Toewijzing,
        verzoek: Option<Uuid>,
        op: Timestamp,
    ) -> Result<FeitRij, DienstFout> {
        let gegevens = ToetsingGegevens {
            aangemeld: None,
            past: Some(true),
        };
        Ok(FeitRij {
            houder: toewijzing.houder.clone(),
            id: self.ids.op(op),
            jeugdige: toewijzing.jeugdige,
            verzoek,
            verzoek_product: None,
            aanbieder: Some(toewijzing.aanbieder),
            soort: TOETSING.to_owned(),
            datum: Some(stuk.dag),
            waarde: naar_json(&gegevens, "toetsing")?,
            bron: AANBIEDER.to_owned(),
            door: None,
            op,
        })
    }
}
