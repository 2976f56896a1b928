//! Which budget fits: a standard budget, an offertebudget or a traject (R-061… … … ).

use super::waarde::{Honderdsten, keuze};
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::budget::plek_in;
use crate::feiten::{Afronding, Soort};
use crate::regioprofiel::Bepaling as B;
use houvast_begrip::Centen;

keuze! {
    /// What kind of budget comes out.
    pub enum Budgetvorm {
        Standaardbudget = "standaardbudget", "standaardbudget";
        Offertebudget = "offertebudget", "offertebudget";
        Traject = "traject", "traject met een vast aantal uren";
        Maatwerk = "maatwerk", "maatwerk met een prijs per uur";
    }
}

feiten! {
    /// One estimate.
    pub struct BudgetFeiten {
        mag raming: Centen => "Raming";
        mag uren: Honderdsten => "Uren die meetellen";
        mag soort: Soort => "Herstel of duurzaam";
        mag afronding: Afronding => "Afspraak van de gemeente over afronden";
        mag offerte_gewenst: bool => "Er is een offertebudget gevraagd";
        mag meer_aanbieders: bool => "Meer aanbieders werken tegelijk";
        mag resultaat_moeilijk: bool => "Het resultaat is moeilijk vast te stellen";
        mag besluit_toegang: bool => "De Toegang heeft hierover een besluit met reden genomen";
        mag benaderde_aanbieders: u32 => "Aantal aanbieders dat is benaderd";
        mag vastgesteld_door: Rol => "Wie stelt het budget vast";
        mag wlz_onderzocht: bool => "De Wlz is onderzocht";
        mag intensief_overleg: bool => "De Toegang koos voor intensief overleg vooraf";
        mag keuze_gemotiveerd: bool => "De keuze voor een standaardbudget is gemotiveerd";
        mag toegekend: Centen => "Budget dat de gemeente toekende";
        mag variant: String => "Gekozen traject";
        mag gespreksverslag: bool => "Er is een verslag van het gesprek over de vraag";
    }
}

uitkomst! {
    /// The budget or the traject.
    pub struct BudgetUitkomst {
        vorm: Budgetvorm => "Vorm";
        standaardbudget: u8 => "Nummer van het standaardbudget";
        bedrag: Centen => "Bedrag";
        per_jaar: bool => "Het bedrag geldt per jaar";
        traject: String => "Traject";
        uren: u32 => "Uren van het traject";
        maanden: u32 => "Maanden van het traject";
        uren_per_maand: Honderdsten => "Uren per maand";
        mbo_procent: u32 => "Aandeel mbo in de inzet (procent)";
    }
}

/// See the module.
pub struct Budget;

impl Vraag for Budget {
    const ID: &'static str = "budget";
    const TITEL: &'static str = "Welk budget of traject past bij deze raming?";
    const BEPALINGEN: &'static [B] = &[
        B::Afronding,
        B::KleineOverschrijding,
        B::Offerte,
        B::OfferteProces,
        B::OfferteConcurrentie,
        B::BudgetVaststellen,
        B::BudgetKeuze,
        B::BudgetToekennen,
        B::Gespreksverslag,
        B::Traject,
        B::TrajectMaatwerk,
        B::TrajectWlz,
    ];
    const EISEN: &'static [&'static str] = &[
        "R-052", "R-061", "R-062", "R-063", "R-064", "R-065", "R-066", "R-067", "R-068", "R-069", "R-070",
        "R-071", "R-072", "R-076", "R-077", "R-078", "R-079", "R-319", "R-527", "R-540", "R-541", "R-556",
        "R-557", "R-558", "R-559", "R-566",
    ];
    type Feiten = BudgetFeiten;
    type Uitkomst = BudgetUitkomst;

    fn antwoord(f: &BudgetFeiten, z: &mut Zitting<'_>) -> Option<BudgetUitkomst> {
        if !z.profiel.standaardbudgetten.is_empty() {
            return standaard(f, z);
        }
        if !z.profiel.protocol.trajecten.is_empty() {
            return traject(f, z);
        }
        z.niet_geregeld(B::Afronding);
        None
    }
}

fn standaard(f: &BudgetFeiten, z: &mut Zitting<'_>) -> Option<BudgetUitkomst> {
    let raming = *nodig!(z, f.raming)?;
    if raming == Centen::NUL {
        z.voorleggen(B::Afronding, "De raming is nul.")
            .met(feit!(f.raming));
        return None;
    }
    let profiel = z.profiel;
    let per_jaar = f.soort.waarde.map(|s| {
        s == Soort::Duurzaam
            && profiel
                .protocol
                .looptijd
                .is_none_or(|l| l.duurzaam_budget_per_jaar)
    });
    if f.vastgesteld_door.waarde == Some(Rol::Aanbieder) {
        let zin = "De aanbieder schat de hulp in, maar stelt het budget niet zelf vast.";
        z.tegen(B::BudgetVaststellen, zin).met(feit!(f.vastgesteld_door));
    }
    toegekend(f, z);
    if let Some(offerte) = proces(f, z, raming)? {
        return Some(BudgetUitkomst { per_jaar, ..offerte });
    }
    let p = plek_in(profiel, raming, f.afronding.van_gemeente().copied());
    if p.klein {
        klein(f, z, p.lager.map(|l| l.nummer));
    } else if p.beneden_te_ver {
        let zin = "Afgesproken is naar beneden afronden, maar de overschrijding is niet klein. Een medewerker bepaalt het budget.";
        z.voorleggen(B::KleineOverschrijding, zin).met(feit!(f.afronding));
    }
    let Some(gekozen) = p.gekozen else {
        let hoogste = p.lager.map_or(Centen::NUL, |l| l.bedrag);
        let zin = format!(
            "De raming is hoger dan het hoogste standaardbudget ({hoogste}): een offertebudget. Daarvoor is geen bovengrens. De Toegang stelt het vast in overleg met de aanbieder."
        );
        z.voorleggen(B::Offerte, zin)
            .met(feit!(f.raming))
            .som(format!("{raming} > {hoogste}."));
        return Some(BudgetUitkomst {
            vorm: Some(Budgetvorm::Offertebudget),
            bedrag: Some(raming),
            per_jaar,
            ..Default::default()
        });
    };
    if f.intensief_overleg.waarde == Some(true) {
        overlegd(f, z);
    }
    if f.offerte_gewenst.waarde == Some(true) {
        let zin = "Een offertebudget om de hoogte kan alleen boven het hoogste standaardbudget, en niet om een afronding.";
        z.let_op(B::Offerte, zin).met(feit!(f.offerte_gewenst));
    }
    let zin = format!("Standaardbudget {}, {}.", gekozen.nummer, gekozen.bedrag);
    let som = if p.precies {
        format!("{raming} is precies standaardbudget {}.", gekozen.nummer)
    } else {
        format!("{raming} wordt {}.", gekozen.bedrag)
    };
    z.voor(B::Afronding, zin).met(feit!(f.raming)).som(som);
    Some(BudgetUitkomst {
        vorm: Some(Budgetvorm::Standaardbudget),
        standaardbudget: Some(gekozen.nummer),
        bedrag: Some(gekozen.bedrag),
        per_jaar,
        ..Default::default()
    })
}

/// the aanbieder accepts or refuses what was granted, and changes nothing.
fn toegekend(f: &BudgetFeiten, z: &mut Zitting<'_>) {
    let (Some(toegekend), Some(Rol::Aanbieder)) = (f.toegekend.waarde, f.vastgesteld_door.waarde) else {
        return;
    };
    if f.raming.waarde == Some(toegekend) {
        let zin = "De aanbieder laat het toegekende budget zoals het is: accepteren of weigeren mag.";
        z.voor(B::BudgetToekennen, zin)
    } else {
        z.opdracht(
            Rol::Aanbieder,
            "Accepteer het toegekende budget, of weiger met een reden.",
        );
        let zin = "De gemeente kent het budget toe. De aanbieder kan het niet wijzigen.";
        z.tegen(B::BudgetToekennen, zin)
    }
    .met(feit!(f.toegekend))
    .met(feit!(f.raming));
}

/// intensive consultation goes with an offertebudget; a standard budget then has a reason.
fn overlegd(f: &BudgetFeiten, z: &mut Zitting<'_>) {
    let grond = if f.keuze_gemotiveerd.waarde == Some(true) {
        let zin = "Er was intensief overleg. Waarom het toch een standaardbudget is, staat erbij.";
        z.voor(B::BudgetKeuze, zin)
    } else {
        let zin = "De Toegang koos voor intensief overleg, maar het budget is een standaardbudget. Schrijf op waarom.";
        z.let_op(B::BudgetKeuze, zin)
    };
    grond
        .met(feit!(f.intensief_overleg))
        .met(feit!(f.keuze_gemotiveerd));
}

/// R-072, V-09.
fn klein(f: &BudgetFeiten, z: &mut Zitting<'_>, lager: Option<u8>) {
    let nummer = lager.unwrap_or_default();
    let procent = z.profiel.kleine_overschrijding_procent;
    let (weging, zin) = match f.afronding.van_gemeente() {
        Some(Afronding::Beneden) => (super::Weging::Voor, "Afgesproken is naar beneden af te ronden."),
        Some(Afronding::Boven) => (super::Weging::Voor, "Er is overlegd; het bedrag gaat naar boven."),
        None => (
            super::Weging::LetOp,
            "Stem eerst af over de afronding. Zonder afspraak gaat het bedrag naar boven.",
        ),
    };
    let zin = format!(
        "Kleine overschrijding van standaardbudget {nummer} (niet meer dan {procent} procent). {zin}"
    );
    z.grond(B::KleineOverschrijding, weging, zin)
        .met(feit!(f.raming))
        .met(feit!(f.afronding));
    if f.afronding.van_gemeente().is_none() {
        z.opdracht(Rol::Toegang, "Stem met de aanbieder af over de afronding.");
    }
}

/// V-05: at any amount, with a reasoned decision of the Toegang.
#[expect(
    clippy::option_option,
    reason = "no offerte and a missing fact are two things"
)]
fn proces(f: &BudgetFeiten, z: &mut Zitting<'_>, raming: Centen) -> Option<Option<BudgetUitkomst>> {
    let meer = f.meer_aanbieders.waarde == Some(true);
    if f.benaderde_aanbieders.waarde.is_some_and(|n| n > 1) && !meer {
        let zin = "Een offertebudget is niet om aanbieders te laten concurreren. Benader alleen wie de hulp naar verwachting geeft.";
        z.let_op(B::OfferteConcurrentie, zin)
            .met(feit!(f.benaderde_aanbieders));
    }
    if f.offerte_gewenst.waarde != Some(true) || !(meer || f.resultaat_moeilijk.waarde == Some(true)) {
        return Some(None);
    }
    nodig!(z, f.besluit_toegang)?;
    let besluit = f.besluit_toegang.van_gemeente() == Some(&true);
    let zin = if besluit {
        "De Toegang heeft met een reden gekozen voor een offertebudget."
    } else {
        "Een offertebudget om hoe de hulp verloopt, kan pas na een besluit van de Toegang met een reden."
    };
    if besluit {
        z.voor(B::OfferteProces, zin)
    } else {
        z.tegen(B::OfferteProces, zin)
    }
    .met(feit!(f.meer_aanbieders))
    .met(feit!(f.resultaat_moeilijk))
    .met(feit!(f.besluit_toegang));
    Some(besluit.then(|| BudgetUitkomst {
        vorm: Some(Budgetvorm::Offertebudget),
        bedrag: Some(raming),
        ..Default::default()
    }))
}

/// the variant that somebody chose exists, fits the hours and follows from a conversation.
fn variant(f: &BudgetFeiten, passend: &str, z: &mut Zitting<'_>) {
    let profiel = z.profiel;
    let Some(gekozen) = f.variant.waarde() else {
        return;
    };
    let bekend = &profiel.protocol.trajecten;
    match bekend
        .iter()
        .find(|t| t.naam.eq_ignore_ascii_case(gekozen.trim()))
    {
        None => {
            let namen: Vec<&str> = bekend.iter().map(|t| t.naam.as_str()).collect();
            let zin = format!("Dit traject bestaat niet. Bekend zijn: {}.", namen.join(", "));
            z.tegen(B::Traject, zin).met(feit!(f.variant));
        }
        Some(t) if t.naam != passend => {
            let zin = format!("Bij deze uren hoort {passend}. Een medewerker kijkt waarom het anders is.");
            z.voorleggen(B::Traject, zin)
                .met(feit!(f.variant))
                .met(feit!(f.uren));
        }
        Some(_) => {}
    }
    if f.gespreksverslag.waarde != Some(true) && z.geregeld(B::Gespreksverslag) {
        let zin = "De keuze volgt uit een gesprek over de vraag. Het verslag daarvan ontbreekt.";
        z.let_op(B::Gespreksverslag, zin).met(feit!(f.gespreksverslag));
    }
}

/// R-556…R-559: the smallest traject that holds the hours.
fn traject(f: &BudgetFeiten, z: &mut Zitting<'_>) -> Option<BudgetUitkomst> {
    let uren = *nodig!(z, f.uren)?;
    let soort = *nodig!(z, f.soort)?;
    let rij = || z.profiel.protocol.trajecten.iter().filter(|t| t.soort == soort);
    let past = rij().find(|t| t.uren.is_some_and(|u| u64::from(uren.0) <= u64::from(u) * 100));
    let Some(gekozen) = past.or_else(|| rij().find(|t| t.uren.is_none())) else {
        let zin = format!(
            "Voor {} heeft deze regio geen traject met zoveel uur. Een medewerker beslist.",
            soort.label()
        );
        z.voorleggen(B::Traject, zin).met(feit!(f.uren));
        return None;
    };
    variant(f, &gekozen.naam, z);
    let maatwerk = gekozen.uren.is_none();
    if maatwerk {
        let hoogste = rij().filter_map(|t| t.uren).max().unwrap_or_default();
        let besluit = f.besluit_toegang.van_gemeente() == Some(&true);
        let zin = if besluit {
            format!(
                "{}: de toegang heeft besloten dat een gewoon traject niet volstaat.",
                gekozen.naam
            )
        } else {
            format!(
                "{} kan alleen als de toegang besluit dat een gewoon traject niet volstaat.",
                gekozen.naam
            )
        };
        let som = format!("{uren} uur is meer dan het grootste traject ({hoogste} uur).");
        if besluit {
            z.voor(B::TrajectMaatwerk, zin)
        } else {
            z.voorleggen(B::TrajectMaatwerk, zin)
        }
        .met(feit!(f.uren))
        .met(feit!(f.besluit_toegang))
        .som(som);
    } else {
        let van = gekozen.uren.unwrap_or_default();
        z.voor(
            B::Traject,
            format!("{}: {van} uur voor het hele traject.", gekozen.naam),
        )
        .met(feit!(f.uren))
        .som(format!("{uren} uur ≤ {van} uur."));
    }
    if gekozen.onderzoek_wlz {
        let onderzocht = f.wlz_onderzocht.waarde == Some(true);
        let grond = if onderzocht {
            z.voor(B::TrajectWlz, "Onderzocht is of de Wlz voorgaat.")
        } else {
            z.let_op(
                B::TrajectWlz,
                "Dit is intensieve hulp. Onderzoek of de Wlz voorgaat.",
            )
        };
        grond.met(feit!(f.wlz_onderzocht));
    }
    Some(BudgetUitkomst {
        vorm: Some(if maatwerk {
            Budgetvorm::Maatwerk
        } else {
            Budgetvorm::Traject
        }),
        traject: Some(gekozen.naam.clone()),
        uren: gekozen.uren,
        maanden: Some(gekozen.maanden),
        uren_per_maand: gekozen
            .uren
            .and_then(|u| (u.checked_mul(100)?).checked_div(gekozen.maanden))
            .map(Honderdsten),
        mbo_procent: Some(gekozen.mix_mbo_procent),
        ..Default::default()
    })
}
