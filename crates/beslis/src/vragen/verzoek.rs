//! What happens with one product of a JW315 (R-405 and all that `beoordeel` decides)? The decision itself, as a question.
//!
//! The facts are those of [`VerzoekFeiten`] with the same names, so that what is stored with a decision can be asked again.

use super::zitting::{Feiten as _, Zitting, feiten, uitkomst};
use super::{Gebruikt, Vraag, Weging};
use crate::beoordeling::beoordeel;
use crate::besluit::{self, Onderwerp, RedenAfwijzing};
use crate::feiten::{
    Afronding, Contract, Feit, Herkenning, Omvang, Product, Soort, Traject, Verwijzer, VerzoekFeiten,
};
use crate::regioprofiel::Bepaling as B;
use houvast_begrip::{AgbCode, Centen, GemeenteCode, Periode};
use jiff::civil::Date;

feiten! {
    /// See [`VerzoekFeiten`]; the labels are those of the gronden.
    pub struct VerzoekVraagFeiten {
        moet gemeente: GemeenteCode => "Gemeente van het verzoek";
        moet aanbieder: AgbCode => "Aanbieder";
        moet dagtekening: Date => "Datum van het verzoek";
        moet ontvangen: Date => "Dag van ontvangst";
        mag herkenning: Herkenning => "Vergelijking met het dossier";
        mag verwijzer: Verwijzer => "Verwijzer";
        mag product: Product => "Gevraagd product";
        mag raamcontract: bool => "Landelijk raamcontract";
        mag budget: Centen => "Gevraagd budget";
        mag omvang: Omvang => "Omvang";
        mag raming_per_jaar: Centen => "Raming per jaar";
        mag ander_budget_in_verzoek: Centen => "Budget van de andere producten in het bericht";
        mag afronding: Afronding => "Afspraak over afronden";
        mag periode: Periode => "Periode";
        mag soort: Soort => "Soort";
        mag langere_duur_afgesproken: bool => "Een langere duur is afgesproken";
        mag aangemeld: Date => "Aangemeld";
        mag toetsing: Date => "Toetsing";
        mag contact: Date => "Contact met de Toegang";
        mag instemming: Centen => "Instemming van de Toegang";
        mag privacyverklaring: bool => "Privacyverklaring";
        mag perceel: u8 => "Perceel";
        mag tariefgroep: u8 => "Tariefgroep";
        mag contracten: Vec<Contract> => "Contracten";
        mag trajecten: Vec<Traject> => "Andere hulp";
        mag woonplaats: GemeenteCode => "Verantwoordelijke gemeente";
    }
}

uitkomst! {
    /// What would be granted, or why not.
    pub struct VerzoekUitkomst {
        uitkomst: besluit::Uitkomst => "Uitkomst";
        samenvatting: String => "Samenvatting";
        reden: RedenAfwijzing => "Reden van afwijzing, of het advies";
        verantwoordelijke_gemeente: GemeenteCode => "Verantwoordelijke gemeente";
        standaardbudget: u8 => "Nummer van het standaardbudget";
        offertebudget: bool => "Offertebudget";
        budget: Centen => "Budget in het bericht";
        budget_per_jaar: Centen => "Budget per jaar";
        omvang: Omvang => "Omvang";
        periode: Periode => "Periode";
        soort: Soort => "Herstel of duurzaam";
    }
}

/// See the module.
pub struct Verzoekvraag;

impl Vraag for Verzoekvraag {
    const ID: &'static str = "verzoek";
    const TITEL: &'static str = "Wat gebeurt er met dit verzoek om toewijzing?";
    const BEPALINGEN: &'static [B] = &[
        B::Deelname,
        B::Contract,
        B::Perceel,
        B::Segment,
        B::Persoon,
        B::Woonplaats,
        B::Verwijzer,
        B::EersteVerwijzing,
        B::Grens,
        B::Afronding,
        B::Soort,
        B::Ingangsdatum,
        B::TweedeAanbieder,
        B::Gelijktijdig,
        B::ToetsingMoment,
    ];
    const EISEN: &'static [&'static str] = &[
        "R-002", "R-003", "R-031", "R-080", "R-081", "R-083", "R-112", "R-120",
    ];
    type Feiten = VerzoekVraagFeiten;
    type Uitkomst = VerzoekUitkomst;

    fn antwoord(f: &VerzoekVraagFeiten, z: &mut Zitting<'_>) -> Option<VerzoekUitkomst> {
        let feiten = f.voor_besluit()?;
        let besluit = beoordeel(&feiten, z.profiel, z.peildatum);
        let gebruikt = f.alle();
        // That the text is not valid yet the zitting has said already.
        let dubbel = usize::from(z.peildatum < z.profiel.versie.geldig_vanaf);
        for grond in besluit.gronden.into_iter().skip(dubbel) {
            neem_over(grond, &gebruikt, z);
        }
        let t = besluit.toekenning;
        Some(VerzoekUitkomst {
            uitkomst: Some(besluit.uitkomst),
            samenvatting: Some(besluit.samenvatting),
            reden: besluit.reden,
            verantwoordelijke_gemeente: besluit.verantwoordelijke_gemeente,
            standaardbudget: t.as_ref().and_then(|t| t.standaardbudget),
            offertebudget: t.as_ref().map(|t| t.offertebudget),
            budget: t.as_ref().and_then(|t| t.budget),
            budget_per_jaar: t.as_ref().and_then(|t| t.per_jaar).map(|p| p.bedrag),
            omvang: t.as_ref().and_then(|t| t.omvang.clone()),
            periode: t.as_ref().map(|t| t.periode),
            soort: t.and_then(|t| t.soort),
        })
    }
}

/// Both ways: what each message tells is a value in the decision and a fact in the question; the rest is a fact in both.
macro_rules! heen_en_terug {
    (verteld: $($vast:ident),*; feiten: $($veld:ident),* $(,)?) => {
        impl VerzoekVraagFeiten {
            /// The facts of the decision; `None` while one of the four that each message tells is unknown.
            #[must_use]
            pub fn voor_besluit(&self) -> Option<VerzoekFeiten> {
                let f = self.clone();
                Some(VerzoekFeiten { $($vast: f.$vast.waarde?,)* $($veld: f.$veld,)* })
            }
        }

        impl From<VerzoekFeiten> for VerzoekVraagFeiten {
            fn from(f: VerzoekFeiten) -> Self {
                Self { $($vast: Feit::bericht(f.$vast),)* $($veld: f.$veld,)* }
            }
        }
    };
}

heen_en_terug! {
    verteld: gemeente, aanbieder, dagtekening, ontvangen;
    feiten: herkenning, verwijzer, product, raamcontract, budget, omvang,
    raming_per_jaar, ander_budget_in_verzoek, afronding, periode, soort, langere_duur_afgesproken,
    aangemeld, toetsing, contact, instemming, privacyverklaring, perceel,
    tariefgroep, contracten, trajecten, woonplaats
}

/// A fact of the question keeps its source; what the decision worked out itself stands in the computation.
fn neem_over(grond: besluit::Grond, gebruikt: &[Gebruikt], z: &mut Zitting<'_>) {
    let weging = match (grond.uitkomst, grond.let_op, grond.reden) {
        (besluit::Uitkomst::Toewijzen, false, _) => Weging::Voor,
        (besluit::Uitkomst::Toewijzen, true, _) => Weging::LetOp,
        (besluit::Uitkomst::Voorleggen, _, None) => Weging::Voorleggen,
        (besluit::Uitkomst::Voorleggen, _, Some(_)) => Weging::Tegen,
        (besluit::Uitkomst::Afwijzen, _, _) => Weging::Hard,
    };
    let mut rekening: Vec<String> = Vec::new();
    let mut feiten: Vec<Gebruikt> = Vec::new();
    for (label, waarde) in grond.feiten {
        match gebruikt.iter().find(|g| g.label == label) {
            Some(feit) => feiten.push(feit.clone()),
            None => rekening.push(format!("{label}: {waarde}.")),
        }
    }
    rekening.extend(grond.som);
    if let Some(taak) = grond.taak {
        z.opdracht(super::Rol::Aanbieder, format!("{}.", taak.label()));
    }
    let nieuw = z.grond(bepaling(grond.onderwerp), weging, grond.uitleg);
    nieuw.artikelen = grond.artikelen.into();
    nieuw.feiten = feiten;
    nieuw.som = (!rekening.is_empty()).then(|| rekening.join(" "));
}

fn bepaling(onderwerp: Onderwerp) -> B {
    match onderwerp {
        Onderwerp::Deelname => B::Deelname,
        Onderwerp::Contract => B::Contract,
        Onderwerp::Perceel => B::Perceel,
        Onderwerp::Product => B::Segment,
        Onderwerp::Persoon => B::Persoon,
        Onderwerp::Woonplaats => B::Woonplaats,
        Onderwerp::Verwijzing => B::Verwijzer,
        Onderwerp::Grens => B::Grens,
        Onderwerp::EersteVerwijzing => B::EersteVerwijzing,
        Onderwerp::Budget => B::Afronding,
        Onderwerp::Soort => B::Soort,
        Onderwerp::Periode => B::Ingangsdatum,
        Onderwerp::Stapeling => B::TweedeAanbieder,
        Onderwerp::Samenloop => B::Gelijktijdig,
        Onderwerp::Toetsing => B::ToetsingMoment,
        Onderwerp::Versie => B::Versie,
    }
}
