//! From the answers of the steps to the facts of the protocol's questions. What the Toegang fills in counts as registered by
//! a consulent.

use super::aanbieders::Keus;
use super::antwoorden::Antwoorden;
use super::velden::{AFWEGING, BETROKKENEN, DOELEN, GESPREKKEN, sleutel, zorgen};
use crate::beeld::VraagBeeld;
use crate::gronden::{self, Lezer};
use crate::verzoek::vertaal::{self, UitDossier, Vastgelegd};
use houvast_begrip::{AgbCode, Centen, GemeenteCode, Periode};
use houvast_beslis::vragen::{self, Antwoord, Vraag};
use houvast_beslis::vragen::{afbakening, budget, plan, soort, toewijzing};
use houvast_beslis::{Afronding, Feit, Product, Regioprofiel, Soort, Verwijzer, VerzoekFeiten};
use houvast_opslag::{Jeugdige, JeugdigeBron};
use jiff::civil::Date;

/// What the questions lean on beside the answers.
pub(crate) struct Bekend<'a> {
    pub(crate) kind: &'a Jeugdige,
    pub(crate) profiel: &'a Regioprofiel,
    pub(crate) vandaag: Date,
}

/// What is known of the toetsing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Getoetst {
    /// The day the Toegang asked.
    pub(crate) gevraagd: Option<Date>,
    /// The day the aanbieder answered.
    pub(crate) op: Option<Date>,
}

fn ja(a: &Antwoorden, veld: &str) -> Feit<bool> {
    a.ja(veld).map_or_else(Feit::onbekend, Feit::consulent)
}

fn vink(a: &Antwoorden, veld: &str) -> Feit<bool> {
    Feit::consulent(a.vink(veld))
}

fn bedrag(a: &Antwoorden, veld: &str) -> Feit<Centen> {
    a.bedrag(veld).map_or_else(Feit::onbekend, Feit::consulent)
}

fn soort_van(a: &Antwoorden) -> Feit<Soort> {
    a.soort().map_or_else(Feit::onbekend, Feit::consulent)
}

fn afronding(a: &Antwoorden) -> Feit<Afronding> {
    match a.tekst("afronding") {
        "beneden" => Feit::consulent(Afronding::Beneden),
        "boven" => Feit::consulent(Afronding::Boven),
        _ => Feit::onbekend(),
    }
}

/// Does the file know that the child is registered in the BRP? What a message or a form brought is no registration.
pub(crate) fn ingeschreven(kind: &Jeugdige) -> bool {
    kind.bron == JeugdigeBron::Dossier
}

/// Is this specialised youth care?
pub(crate) fn afbakening(a: &Antwoorden, b: &Bekend<'_>) -> Antwoord<afbakening::AfbakeningUitkomst> {
    let feiten = afbakening::AfbakeningFeiten {
        item: match a.tekst("item") {
            "" => Feit::onbekend(),
            item => Feit::consulent(item.to_owned()),
        },
        verwijzer: Feit::dossier(Verwijzer::Gemeente),
        geboortedatum: Feit::dossier(b.kind.geboortedatum),
        startdatum: a.dag("van").map_or_else(Feit::onbekend, Feit::consulent),
        jeugdstrafrecht: ja(a, "jeugdstrafrecht"),
        verlengde_jeugdhulp: ja(a, "verlengde_jeugdhulp"),
        geneeskundige_zorg: ja(a, "geneeskundige_zorg"),
        ernstige_gedragsproblemen: ja(a, "ernstige_gedragsproblemen"),
        passend_onderwijs: ja(a, "passend_onderwijs"),
        ernstige_dyslexie: ja(a, "ernstige_dyslexie"),
        gecontracteerd: ja(a, "gecontracteerd"),
        breder_traject: ja(a, "breder_traject"),
        overleg_toegang: ja(a, "overleg_toegang"),
    };
    vragen::stel::<afbakening::Afbakening>(&feiten, b.profiel, b.vandaag)
}

/// Herstel or duurzaam: what the protocol makes of it.
pub(crate) fn soort(a: &Antwoorden, b: &Bekend<'_>) -> Antwoord<soort::SoortUitkomst> {
    let feiten = soort::SoortFeiten {
        vraagtype: soort::Vraagtype::uit_woord(a.tekst("vraagtype"))
            .map_or_else(Feit::onbekend, Feit::consulent),
        grondslag: Feit::consulent(soort::Grondslag::Hulpvraag),
        verwachte_maanden: a.getal("maanden").map_or_else(Feit::onbekend, Feit::consulent),
        ..soort::SoortFeiten::default()
    };
    vragen::stel::<soort::Soortvraag>(&feiten, b.profiel, b.vandaag)
}

/// Which budget fits the estimate.
pub(crate) fn budget(a: &Antwoorden, b: &Bekend<'_>) -> Antwoord<budget::BudgetUitkomst> {
    let intensief = a.tekst("overleg") == "intensief";
    let feiten = budget::BudgetFeiten {
        raming: bedrag(a, "raming"),
        soort: soort_van(a),
        afronding: afronding(a),
        offerte_gewenst: Feit::consulent(a.heeft("offerte")),
        meer_aanbieders: Feit::consulent(a.tekst("offerte") == "meer"),
        resultaat_moeilijk: Feit::consulent(a.tekst("offerte") == "moeilijk"),
        besluit_toegang: Feit::consulent(a.heeft("offerte") && a.heeft("overleg_reden")),
        intensief_overleg: Feit::consulent(intensief),
        keuze_gemotiveerd: Feit::consulent(a.heeft("overleg_reden")),
        ..budget::BudgetFeiten::default()
    };
    vragen::stel::<budget::Budget>(&feiten, b.profiel, b.vandaag)
}

/// Is the decision of the Toegang complete?
pub(crate) fn volledig(a: &Antwoorden, b: &Bekend<'_>) -> Antwoord<toewijzing::ToewijzingUitkomst> {
    let [voorliggend, eigen, wet] = AFWEGING.map(|(veld, _)| Feit::consulent(a.heeft(veld)));
    let ouders = a
        .gevuld(&GESPREKKEN)
        .into_iter()
        .any(|n| a.vink(&GESPREKKEN.naam(n, "ouders")));
    let gebied = |nummer: usize| ja(a, &format!("gebied{nummer}"));
    let feiten = toewijzing::ToewijzingFeiten {
        onderzoek: Feit::consulent(a.gebieden().all(|g| g.op_orde.is_some())),
        voorliggend_afgewogen: voorliggend,
        eigen_hulp_afgewogen: eigen,
        andere_wet_afgewogen: wet,
        resultaat_concreet: vink(a, "resultaat_concreet"),
        soort: soort_van(a),
        budget: bedrag(a, "raming"),
        ingeschreven: if ingeschreven(b.kind) {
            Feit::dossier(true)
        } else {
            ja(a, "ingeschreven")
        },
        afgestemd_met_gezin: Feit::consulent(a.heeft("afgestemd_op")),
        ouders_bij_budgetgesprek: Feit::consulent(ouders),
        huishouding_op_orde: gebied(1),
        positie_op_orde: gebied(2),
        opvoeding_op_orde: gebied(3),
        ouders_op_orde: gebied(4),
        relaties_op_orde: gebied(5),
        basis_gemotiveerd: Feit::consulent(a.heeft("basis_reden")),
        inschrijving_gemotiveerd: Feit::consulent(a.heeft("inschrijving_reden")),
        ..toewijzing::ToewijzingFeiten::default()
    };
    vragen::stel::<toewijzing::Toewijzingsvraag>(&feiten, b.profiel, b.vandaag)
}

/// Is the brede uitvraag done and the plan complete?
pub(crate) fn plan(a: &Antwoorden, profiel: &Regioprofiel, vandaag: Date) -> Antwoord<plan::PlanUitkomst> {
    let aantal = |n: usize| Feit::consulent(u32::try_from(n).unwrap_or(u32::MAX));
    let doelen: Vec<usize> = a
        .gevuld(&DOELEN)
        .into_iter()
        .filter(|n| a.heeft(&DOELEN.naam(*n, "tekst")))
        .collect();
    let zonder = |veld: &str| {
        doelen
            .iter()
            .filter(|n| !a.heeft(&DOELEN.naam(**n, veld)))
            .count()
    };
    let taakloos = a
        .gevuld(&BETROKKENEN)
        .into_iter()
        .filter(|n| !a.heeft(&BETROKKENEN.naam(*n, "taak")))
        .count();
    let (mut leefgebieden, mut zorg, mut verbindingen) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(regels) = &profiel.protocol.plan {
        leefgebieden.extend(
            regels
                .leefgebieden
                .iter()
                .filter(|l| a.heeft(&sleutel("leef", l)))
                .cloned(),
        );
        zorg.extend(
            zorgen(regels)
                .into_iter()
                .filter(|z| a.vink(&sleutel("zorg", z)))
                .map(str::to_owned),
        );
        verbindingen.extend(
            regels
                .verbindingen
                .iter()
                .map(|v| v.sleutel.clone())
                .filter(|v| a.vink(&sleutel("verb", v))),
        );
    }
    let feiten = plan::PlanFeiten {
        probleemanalyse: Feit::consulent(a.gebieden().all(|g| g.op_orde.is_some())),
        doelen: aantal(doelen.len()),
        eerste_professional: Feit::consulent(a.heeft("eerste_professional")),
        regievoerder: Feit::consulent(a.heeft("procesregie")),
        bijstand: ja(a, "bijstand"),
        bijstand_naam: Feit::consulent(a.heeft("bijstand_naam")),
        bijstand_rol: Feit::consulent(a.heeft("bijstand_rol")),
        doelen_zonder_prioriteit: aantal(zonder("prioriteit")),
        doelen_zonder_eigenaar: aantal(zonder("van")),
        leefgebieden: Feit::consulent(leefgebieden),
        zorgen: Feit::consulent(zorg),
        verbindingen: Feit::consulent(verbindingen),
        betrokkenen_zonder_taak: aantal(taakloos),
    };
    vragen::stel::<plan::Planvraag>(&feiten, profiel, vandaag)
}

/// The period that was chosen.
pub(crate) fn periode(a: &Antwoorden) -> Option<Periode> {
    Periode::nieuw(a.dag("van")?, a.dag("tot"))
}

/// The estimate as a message would hold it: of duurzaam the amount per year times the begun years.
fn hele_budget(a: &Antwoorden) -> Option<Centen> {
    let raming = a.bedrag("raming")?;
    let jaren = match a.soort() {
        Some(Soort::Duurzaam) => periode(a).and_then(|p| p.begonnen_jaren()).unwrap_or(1),
        Some(Soort::Herstel) | None => 1,
    };
    raming.maal(jaren)
}

/// The facts of the decision on this help, as if the Toegang had asked it of itself.
pub(crate) fn van_besluit(
    a: &Antwoorden,
    b: &Bekend<'_>,
    gemeente: GemeenteCode,
    aanbieder: AgbCode,
    dossier: &UitDossier,
    toetsing: Getoetst,
) -> VerzoekFeiten {
    let mut feiten = VerzoekFeiten::nieuw(gemeente, aanbieder, b.vandaag, b.vandaag);
    feiten.verwijzer = Feit::dossier(Verwijzer::Gemeente);
    let keus = Keus::lees(a.tekst("perceel"));
    let categorie = keus.as_ref().and_then(|k| {
        let segment = b.profiel.segment(&k.segment)?;
        segment.categorieen.first().copied()
    });
    if let Some(categorie) = categorie {
        feiten.product = Feit::consulent(Product {
            categorie,
            code: None,
        });
    }
    feiten.budget = hele_budget(a).map_or_else(Feit::onbekend, Feit::consulent);
    feiten.periode = periode(a).map_or_else(Feit::onbekend, Feit::consulent);
    let vastgelegd = Vastgelegd {
        contact: toetsing.gevraagd.map_or_else(Feit::onbekend, Feit::consulent),
        aangemeld: toetsing.gevraagd.map_or_else(Feit::onbekend, Feit::consulent),
        toetsing: toetsing.op.map_or_else(Feit::onbekend, Feit::aanbieder),
        soort: soort_van(a),
        akkoord: vink(a, "naast_akkoord"),
        afronding: afronding(a),
        per_jaar: match a.soort() {
            Some(Soort::Duurzaam) => bedrag(a, "raming"),
            Some(Soort::Herstel) | None => Feit::onbekend(),
        },
        // The Toegang itself grants: it agrees to what it asks.
        instemming: bedrag(a, "raming"),
        langere_duur: vink(a, "langere_duur"),
        ..Vastgelegd::default()
    };
    vertaal::vul_aan(&mut feiten, dossier, &vastgelegd);
    if let Some(perceel) = keus.and_then(|k| k.perceel) {
        feiten.perceel = Feit::consulent(perceel);
    }
    feiten
}

/// The answer to a question as a page of the Toegang shows it.
pub(crate) fn beeld<V: Vraag>(antwoord: &Antwoord<V::Uitkomst>) -> VraagBeeld {
    gronden::antwoord(V::TITEL, antwoord, Lezer::Toegang)
}

/// Did the Toegang decide on an offertebudget, with a reason?
pub(crate) fn wil_offerte(a: &Antwoorden, b: &Bekend<'_>) -> bool {
    let vorm = budget(a, b).uitkomst.and_then(|u| u.vorm);
    vorm == Some(budget::Budgetvorm::Offertebudget)
}

/// The amount to ask an aanbieder about: the standard budget that fits, else the estimate.
pub(crate) fn voor_toetsing(a: &Antwoorden, b: &Bekend<'_>) -> Option<Centen> {
    budget(a, b)
        .uitkomst
        .and_then(|u| u.bedrag)
        .or_else(|| a.bedrag("raming"))
        .filter(|bedrag| *bedrag > Centen::NUL)
}
