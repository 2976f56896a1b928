//! From a message and a dossier to the facts of a decision, each with its source (a JW315 tells only some of them).

use houvast_begrip::{AgbCode, Centen, GemeenteCode, Periode, ProductCategorie, ProductCode};
use houvast_beslis::{
    Afronding, Bron, Contract, Feit, Omvang, Product, Soort, Traject, Verwijzer, VerzoekFeiten,
};
use houvast_ijw::berichten::{codes, jw315};
use jiff::civil::Date;

/// What the file of the gemeente and the register of the region say.
#[derive(Clone, Debug, Default)]
pub(crate) struct UitDossier {
    /// `None`: the region does not know the aanbieder.
    pub(crate) contracten: Option<Vec<Contract>>,
    /// Help of this gemeente, running or past.
    pub(crate) trajecten: Vec<Traject>,
    /// `None`: a child this gemeente did not know.
    pub(crate) woonplaats: Option<GemeenteCode>,
}

/// What people registered about a request; the newest of each kind counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Vastgelegd {
    pub(crate) contact: Feit<Date>,
    pub(crate) aangemeld: Feit<Date>,
    pub(crate) toetsing: Feit<Date>,
    pub(crate) soort: Feit<Soort>,
    pub(crate) akkoord: Feit<bool>,
    pub(crate) instemming: Feit<Centen>,
    pub(crate) langere_duur: Feit<bool>,
    pub(crate) afronding: Feit<Afronding>,
    pub(crate) per_jaar: Feit<Centen>,
    pub(crate) privacy: Feit<bool>,
    /// Help that the file does not hold, with who registered it.
    pub(crate) andere_hulp: Feit<Traject>,
    /// what the aanbieder wants to reach; shown, not decided on.
    pub(crate) resultaat: Feit<String>,
    /// the amount in the referral letter; shown as ignored, never a fact of the decision.
    pub(crate) brief: Feit<Centen>,
    /// The estimate out of the calculator, or given without it.
    pub(crate) raming: Feit<Centen>,
    /// Outcome of the toetsing; shown, not decided on.
    pub(crate) past: Option<bool>,
}

/// The facts that the message itself gives about one product.
pub(crate) fn uit_bericht(
    gemeente: GemeenteCode,
    aanbieder: AgbCode,
    vot: &jw315::Bericht,
    product: &jw315::AangevraagdProduct,
    ontvangen: Date,
) -> VerzoekFeiten {
    let dagtekening = vot.header.bericht_identificatie.dagtekening;
    let mut feiten = VerzoekFeiten::nieuw(gemeente, aanbieder, dagtekening, ontvangen);
    if let Ok(verwijzer) = Verwijzer::try_from(product.verwijzer.r#type.as_str()) {
        feiten.verwijzer = Feit::bericht(verwijzer);
    }
    if let Some(gevraagd) = &product.product
        && let Ok(categorie) = ProductCategorie::nieuw(gevraagd.categorie.as_str())
    {
        feiten.product = Feit::bericht(Product {
            categorie,
            code: gevraagd.code.as_deref().and_then(|c| ProductCode::nieuw(c).ok()),
        });
    }
    if let Some(raamcontract) = product.raamcontract {
        feiten.raamcontract = Feit::bericht(raamcontract == codes::JaNee::Ja);
    }
    if let Some(budget) = product.budget {
        feiten.budget = Feit::bericht(Centen(budget.into()));
    }
    if let Some(omvang) = &product.omvang {
        feiten.omvang = Feit::bericht(Omvang {
            volume: omvang.volume,
            eenheid: omvang.eenheid.as_str().to_owned(),
            frequentie: omvang.frequentie.as_str().to_owned(),
        });
    }
    if let Some(periode) = Periode::nieuw(product.toewijzing_ingangsdatum, product.toewijzing_einddatum) {
        feiten.periode = Feit::bericht(periode);
    }
    let ander: i64 = vot
        .client
        .aangevraagde_producten
        .aangevraagd_product
        .iter()
        .filter(|p| p.referentie_aanbieder != product.referentie_aanbieder)
        .filter_map(|p| p.budget)
        .map(i64::from)
        .sum();
    if ander > 0 {
        feiten.ander_budget_in_verzoek = Feit::bericht(Centen(ander));
    }
    feiten
}

/// Adds what the file and people know; called again whenever one of them has changed.
pub(crate) fn vul_aan(feiten: &mut VerzoekFeiten, dossier: &UitDossier, vastgelegd: &Vastgelegd) {
    feiten.contracten = Feit {
        waarde: dossier.contracten.clone(),
        bron: Bron::Dossier,
    };
    let akkoord = vastgelegd.akkoord.van_gemeente() == Some(&true);
    let trajecten = dossier
        .trajecten
        .iter()
        .chain(vastgelegd.andere_hulp.waarde())
        .cloned()
        .map(|t| Traject {
            akkoord: t.akkoord || akkoord,
            ..t
        })
        .collect();
    feiten.trajecten = Feit::dossier(trajecten);
    feiten.woonplaats = Feit {
        waarde: dossier.woonplaats,
        bron: Bron::Dossier,
    };
    // A request without amount and without volume leaves the amount to the estimate; what a message asks, or the Toegang
    // decided without an estimate, stays.
    let vrij = feiten.budget.waarde.is_none() || feiten.budget.bron != Bron::Bericht;
    if vrij && feiten.omvang.waarde.is_none() && vastgelegd.raming.waarde.is_some() {
        feiten.budget = vastgelegd.raming.clone();
    }
    feiten.contact = vastgelegd.contact.clone();
    feiten.aangemeld = vastgelegd.aangemeld.clone();
    feiten.toetsing = vastgelegd.toetsing.clone();
    feiten.soort = vastgelegd.soort.clone();
    feiten.instemming = vastgelegd.instemming.clone();
    feiten.langere_duur_afgesproken = vastgelegd.langere_duur.clone();
    feiten.afronding = vastgelegd.afronding.clone();
    feiten.raming_per_jaar = vastgelegd.per_jaar.clone();
    feiten.privacyverklaring = vastgelegd.privacy.clone();
}
