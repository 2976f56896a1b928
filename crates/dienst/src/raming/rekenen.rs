//! One sum out of all lines, for begeleiding and behandeling together: the questions of the protocol answer each
//! part, this adds and asks the last one, which budget fits.

use super::invoer::{Berekening, Offerte, Regel};
use houvast_begrip::Centen;
use houvast_beslis::regioprofiel::Bepaling;
use houvast_beslis::vragen::budget::{Budget, BudgetFeiten, BudgetUitkomst, Budgetvorm};
use houvast_beslis::vragen::inzet::{InzetFeiten, Inzetvraag};
use houvast_beslis::vragen::rekenhulp::{Rekenhulp, RekenhulpFeiten};
use houvast_beslis::vragen::tariefgroep::{TariefgroepFeiten, Tariefgroepvraag};
use houvast_beslis::vragen::{self, Antwoord, Grond, Honderdsten, Weging};
use houvast_beslis::{Afronding, Bron, Feit, Regioprofiel};
use jiff::civil::Date;

/// One line, worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RegelSom {
    pub(super) plek: usize,
    /// "GZ-psycholoog, tariefgroep 5".
    pub(super) wat: String,
    /// How the hours came about.
    pub(super) som: String,
    pub(super) uren: Honderdsten,
    pub(super) tarief: Option<Centen>,
    pub(super) bedrag: Option<Centen>,
}

/// Everything that comes out.
#[derive(Clone, Debug)]
pub(super) struct Som {
    pub(super) regels: Vec<RegelSom>,
    pub(super) uren: Honderdsten,
    pub(super) raming: Option<Centen>,
    /// Which budget fits.
    pub(super) budget: Antwoord<BudgetUitkomst>,
    /// Grounds about the lines: number of the line, ground.
    pub(super) gronden: Vec<(usize, Grond)>,
    /// Down and up, where the overrun is small and nothing was agreed.
    pub(super) afronden: Option<(BudgetUitkomst, BudgetUitkomst)>,
}

/// Works it out; `None` when there is nothing to work out. `bron` is who gives the estimate.
pub(super) fn reken(b: &Berekening, profiel: &Regioprofiel, dag: Date, bron: Bron) -> Option<Som> {
    if b.regels.is_empty() && b.gegeven.is_none() {
        return None;
    }
    let mut gronden = Vec::new();
    let mut regels = Vec::with_capacity(b.regels.len());
    for regel in &b.regels {
        regels.push(regelsom(b, regel, profiel, dag, bron, &mut gronden)?);
    }
    let uren = Honderdsten(regels.iter().fold(0, |som, r| som.saturating_add(r.uren.0)));
    let raming = b.gegeven.or_else(|| {
        let mut delen = regels.iter().map(|r| r.bedrag);
        delen.try_fold(Centen::NUL, |som, deel| som.plus(deel?))
    });
    if let (Some(raming), Some(_)) = (raming, b.eerste_medisch) {
        gronden.extend(vrij(b, raming, profiel, dag, bron).map(|g| (0, g)));
    }
    let budget = |afronding: Option<Afronding>| {
        let feiten = BudgetFeiten {
            raming: feit(bron, raming),
            uren: feit(bron, b.gegeven.is_none().then_some(uren)),
            soort: feit(bron, b.soort),
            afronding: feit(Bron::Consulent, afronding),
            offerte_gewenst: feit(bron, b.offerte.map(|_| true)),
            meer_aanbieders: feit(bron, (b.offerte == Some(Offerte::MeerAanbieders)).then_some(true)),
            resultaat_moeilijk: feit(bron, (b.offerte == Some(Offerte::Resultaat)).then_some(true)),
            besluit_toegang: Feit::consulent(b.besluit_toegang),
            ..BudgetFeiten::default()
        };
        vragen::stel::<Budget>(&feiten, profiel, dag)
    };
    let antwoord = budget(b.afronding);
    let klein = antwoord
        .gronden
        .iter()
        .any(|g| g.bepaling == Bepaling::KleineOverschrijding && g.weging == Weging::LetOp);
    let afronden = if klein {
        let naar = |waarheen| budget(Some(waarheen)).uitkomst;
        naar(Afronding::Beneden).zip(naar(Afronding::Boven))
    } else {
        None
    };
    Some(Som {
        regels,
        uren,
        raming,
        budget: antwoord,
        gronden,
        afronden,
    })
}

fn feit<T>(bron: Bron, waarde: Option<T>) -> Feit<T> {
    Feit { waarde, bron }
}

/// `None` when a number is too large to work with.
fn regelsom(
    b: &Berekening,
    regel: &Regel,
    profiel: &Regioprofiel,
    dag: Date,
    bron: Bron,
    gronden: &mut Vec<(usize, Grond)>,
) -> Option<RegelSom> {
    let tariefgroep = tariefgroep(regel, profiel, dag, bron, gronden);
    // Talking with parents is help to the child as much as the weekly hours are.
    let weken = regel.weken.zip(regel.uren);
    let samen = match (weken, regel.ouders) {
        (Some(_), None) => None,
        (weken, ouders) => {
            let per_week = weken.map_or(0, |(weken, uren)| weken.saturating_mul(uren.0));
            Some(Honderdsten(per_week.saturating_add(ouders.unwrap_or_default().0)))
        }
    };
    let feiten = RekenhulpFeiten {
        weken: feit(bron, regel.weken),
        uren_per_week: feit(bron, regel.uren),
        directe_uren: feit(bron, samen),
        indirecte_uren: feit(bron, regel.indirect),
        intake_uren: feit(bron, regel.intake),
        contacten: feit(bron, regel.contacten),
        reistijd: feit(bron, regel.reistijd),
        uurtarief: feit(bron, regel.tarief),
        ..RekenhulpFeiten::default()
    };
    let antwoord = vragen::stel::<Rekenhulp>(&feiten, profiel, dag);
    let uitkomst = antwoord.uitkomst.clone();
    let som = antwoord
        .grond(Bepaling::Rekentijd)
        .and_then(|g| g.som.clone())
        .unwrap_or_default();
    for grond in antwoord.gronden {
        if grond.bepaling == Bepaling::Reistijd || grond.weging != Weging::Voor {
            gronden.push((regel.plek, grond));
        }
    }
    inzet(b, regel, tariefgroep, profiel, dag, bron, gronden);
    let uitkomst = uitkomst?;
    Some(RegelSom {
        plek: regel.plek,
        wat: wat(regel, tariefgroep, profiel),
        som: met_weken(weken, regel.ouders, som),
        uren: uitkomst.uren?,
        tarief: regel.tarief,
        bedrag: uitkomst.raming,
    })
}

/// The weeks behind the direct hours, so that the sum can be followed from what was typed.
fn met_weken(weken: Option<(u32, Honderdsten)>, ouders: Option<Honderdsten>, som: String) -> String {
    let gesprek = ouders.filter(|o| o.0 > 0);
    match (weken, gesprek) {
        (Some((weken, uren)), None) => format!("{weken} weken × {uren} uur: {som}"),
        (Some((weken, uren)), Some(ouders)) => {
            format!("{weken} weken × {uren} uur + {ouders} uur met ouders: {som}")
        }
        (None, Some(ouders)) => format!("{ouders} uur met ouders: {som}"),
        (None, None) => som,
    }
}

fn wat(regel: &Regel, tariefgroep: Option<u8>, profiel: &Regioprofiel) -> String {
    let mut delen: Vec<String> = regel.functie.clone().into_iter().collect();
    delen.extend(tariefgroep.map(|n| format!("tariefgroep {n}")));
    if let Some(sleutel) = &regel.groep {
        let groep = profiel.protocol.groepen.iter().find(|g| g.sleutel == *sleutel);
        delen.extend(groep.map(|g| g.naam.clone()));
    }
    if delen.is_empty() {
        format!("Regel {}", regel.plek)
    } else {
        delen.join(", ")
    }
}

/// The group that was chosen, or the one that follows from the job title (R-321…R-328).
fn tariefgroep(
    regel: &Regel,
    profiel: &Regioprofiel,
    dag: Date,
    bron: Bron,
    gronden: &mut Vec<(usize, Grond)>,
) -> Option<u8> {
    let Some(functie) = &regel.functie else {
        return regel.tariefgroep;
    };
    // A title outside the list says nothing about the group.
    let naam = functie.to_lowercase();
    let rij: Vec<u8> = profiel
        .protocol
        .functies
        .iter()
        .filter(|f| f.naam.to_lowercase() == naam)
        .map(|f| f.tariefgroep)
        .collect();
    if rij.is_empty() || regel.tariefgroep.is_some_and(|gekozen| rij.contains(&gekozen)) {
        return regel.tariefgroep;
    }
    let feiten = TariefgroepFeiten {
        functie: Feit::van(bron, functie.clone()),
        ..TariefgroepFeiten::default()
    };
    let antwoord = vragen::stel::<Tariefgroepvraag>(&feiten, profiel, dag);
    let volgt = antwoord.uitkomst.as_ref().and_then(|u| u.tariefgroep);
    if regel.tariefgroep.is_some() || volgt.is_none() {
        for mut grond in antwoord.gronden {
            if let (Some(gekozen), Weging::Voor) = (regel.tariefgroep, grond.weging) {
                grond.weging = Weging::LetOp;
                grond.uitleg = format!("{} Gekozen is tariefgroep {gekozen}.", grond.uitleg);
            }
            gronden.push((regel.plek, grond));
        }
    }
    regel.tariefgroep.or(volgt)
}

/// May this tariff group and this intensity be used in this budget (R-342…R-344)?
fn inzet(
    b: &Berekening,
    regel: &Regel,
    tariefgroep: Option<u8>,
    profiel: &Regioprofiel,
    dag: Date,
    bron: Bron,
    gronden: &mut Vec<(usize, Grond)>,
) {
    if b.soort.is_none()
        || profiel.protocol.inzet.is_none()
        || (tariefgroep.is_none() && regel.groep.is_none())
    {
        return;
    }
    let feiten = InzetFeiten {
        soort: feit(bron, b.soort),
        tariefgroep: feit(bron, tariefgroep),
        groep: feit(bron, regel.groep.clone()),
        locatietype: Feit::van(
            bron,
            regel
                .locatie
                .clone()
                .unwrap_or_else(|| "andere locatie".to_owned()),
        ),
        alleen_medicatiecontrole: Feit::van(bron, false),
    };
    let antwoord = vragen::stel::<Inzetvraag>(&feiten, profiel, dag);
    for grond in antwoord.gronden.into_iter().filter(|g| g.weging != Weging::Voor) {
        gronden.push((regel.plek, grond));
    }
}

/// R-316 looks at the whole: one hour that costs all of it.
fn vrij(b: &Berekening, raming: Centen, profiel: &Regioprofiel, dag: Date, bron: Bron) -> Option<Grond> {
    let feiten = RekenhulpFeiten {
        directe_uren: Feit::van(bron, Honderdsten(100)),
        uurtarief: Feit::van(bron, raming),
        eerste_medische: feit(bron, b.eerste_medisch),
        ..RekenhulpFeiten::default()
    };
    let antwoord = vragen::stel::<Rekenhulp>(&feiten, profiel, dag);
    antwoord.grond(Bepaling::RekenhulpVrij).cloned()
}

/// "Standaardbudget 6, € 12.000,00 per jaar".
pub(super) fn in_woorden(u: &BudgetUitkomst) -> String {
    let bedrag = u.bedrag.map(|b| b.to_string()).unwrap_or_default();
    let per_jaar = if u.per_jaar == Some(true) { " per jaar" } else { "" };
    match (u.vorm, u.standaardbudget) {
        (Some(Budgetvorm::Standaardbudget), Some(nummer)) => {
            format!("Standaardbudget {nummer}, {bedrag}{per_jaar}")
        }
        (Some(Budgetvorm::Offertebudget), _) => format!("Offertebudget, {bedrag}{per_jaar}"),
        (Some(vorm), _) => {
            let naam = u.traject.clone().unwrap_or_else(|| vorm.label().to_owned());
            match (u.uren, u.maanden) {
                (Some(uren), Some(maanden)) => format!("{naam}, {uren} uur in {maanden} maanden"),
                _ => naam,
            }
        }
        (None, _) => bedrag,
    }
}

#[cfg(test)]
mod tests;
