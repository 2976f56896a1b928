//! The steps from hulpvraag to toewijzing, and what each still needs.

use super::antwoorden::Antwoorden;
use super::feiten;
use super::velden::{AFWEGING, BETROKKENEN, DOELEN, GESPREKKEN};
use crate::beeld::{Merkje, StapRij, Toon};
use houvast_beslis::Regioprofiel;
use houvast_beslis::regioprofiel::Bepaling as B;
use houvast_beslis::vragen::Weging;
use jiff::civil::Date;

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stap {
    Vraag,
    Screening,
    Analyse,
    Aanpak,
    Plan,
    Conclusie,
    Aanbieder,
    Besluit,
}

/// What a step still needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gebrek {
    /// Without it nobody can decide.
    pub(crate) ontbreekt: Vec<String>,
    /// Deserves a look; stops nothing.
    pub(crate) let_op: Vec<String>,
}

impl Stap {
    pub(crate) const ALLE: [Self; 8] = [
        Self::Vraag,
        Self::Screening,
        Self::Analyse,
        Self::Aanpak,
        Self::Plan,
        Self::Conclusie,
        Self::Aanbieder,
        Self::Besluit,
    ];

    /// From 1.
    pub(crate) fn nummer(self) -> u32 {
        Self::ALLE
            .iter()
            .zip(1..)
            .find(|(stap, _)| **stap == self)
            .map_or(1, |(_, nummer)| nummer)
    }

    pub(crate) fn van(nummer: u32) -> Option<Self> {
        Self::ALLE.into_iter().find(|stap| stap.nummer() == nummer)
    }

    pub(crate) fn titel(self) -> &'static str {
        match self {
            Self::Vraag => "Vraag en triage",
            Self::Screening => "Screening",
            Self::Analyse => "Probleemanalyse",
            Self::Aanpak => "Integrale aanpak",
            Self::Plan => "Plan",
            Self::Conclusie => "Conclusie",
            Self::Aanbieder => "Aanbieder en toetsing",
            Self::Besluit => "Besluit",
        }
    }

    pub(crate) fn uitleg(self) -> &'static str {
        match self {
            Self::Vraag => {
                "Wat wil het gezin weten of bereiken, hoe snel is dat nodig, en wie gaat er het eerst mee aan de slag?"
            }
            Self::Screening => "Hoort dit bij opgroeien, of is er een probleem? En bij wie ligt dat vooral?",
            Self::Analyse => {
                "Kijk samen met het gezin naar vijf gebieden en naar het hele leven van het kind."
            }
            Self::Aanpak => {
                "Welke andere hulp is er nodig, wie is als eerste aan zet en wie houdt het overzicht?"
            }
            Self::Plan => "Doelen in de woorden van het gezin. Het plan kunt u afdrukken.",
            Self::Conclusie => "Is het jeugdhulp, wat moet het opleveren en welk budget past daarbij?",
            Self::Aanbieder => "Kies wie de hulp geeft en vraag die aanbieder om te toetsen of de hulp past.",
            Self::Besluit => "Dit stelt het protocol voor. U beslist.",
        }
    }

    /// The fields of the step that say whether somebody began with it.
    fn begonnen(self, a: &Antwoorden) -> bool {
        let velden: &[&str] = match self {
            Self::Vraag => &["vraag", "urgentie", "is_hulpvraag"],
            Self::Screening => &["gedrag", "probleem_bij"],
            Self::Analyse => &[
                "gebied1",
                "gebied2",
                "gebied3",
                "gebied4",
                "gebied5",
                "leef_school",
            ],
            Self::Aanpak => &["eerste_professional", "procesregie", "verb_eigen"],
            Self::Plan => &["doel1_tekst", "bijstand", "afgestemd_op"],
            Self::Conclusie => &["item", "resultaat", "raming", "soort"],
            Self::Aanbieder => &["perceel", "van", "aanbieder"],
            Self::Besluit => &[],
        };
        velden.iter().any(|veld| a.heeft(veld))
    }
}

impl Gebrek {
    fn mist(&mut self, er: bool, wat: &str) {
        if !er {
            self.ontbreekt.push(wat.to_owned());
        }
    }

    fn let_op(&mut self, geldt: bool, wat: impl Into<String>) {
        if geldt {
            self.let_op.push(wat.into());
        }
    }
}

/// The rules that the answers are laid beside.
#[derive(Clone, Copy)]
pub(crate) struct Maat<'a> {
    pub(crate) profiel: &'a Regioprofiel,
    pub(crate) vandaag: Date,
}

/// What a step needs. What only deserves a look, the question `plan` of the protocol says.
pub(crate) fn gebrek(stap: Stap, a: &Antwoorden, maat: Maat<'_>) -> Gebrek {
    let mut g = op_antwoorden(stap, a);
    let regels: &[B] = match stap {
        Stap::Analyse => &[B::BredeUitvraag],
        Stap::Aanpak => &[B::Verbindingen, B::Betrokkenen],
        Stap::Plan => &[B::PlanDoelen],
        Stap::Vraag | Stap::Screening | Stap::Conclusie | Stap::Aanbieder | Stap::Besluit => return g,
    };
    let gronden = feiten::plan(a, maat.profiel, maat.vandaag).gronden;
    g.let_op.extend(
        gronden
            .into_iter()
            .filter(|grond| grond.weging == Weging::LetOp && regels.contains(&grond.bepaling))
            .map(|grond| grond.uitleg),
    );
    g
}

/// What a step needs on the answers alone.
pub(crate) fn op_antwoorden(stap: Stap, a: &Antwoorden) -> Gebrek {
    let mut g = Gebrek::default();
    match stap {
        Stap::Vraag => vraag(a, &mut g),
        Stap::Screening => screening(a, &mut g),
        Stap::Analyse => analyse(a, &mut g),
        Stap::Aanpak => aanpak(a, &mut g),
        Stap::Plan => plan(a, &mut g),
        Stap::Conclusie => conclusie(a, &mut g),
        Stap::Aanbieder => aanbieder(a, &mut g),
        Stap::Besluit => {}
    }
    g
}

///
fn vraag(a: &Antwoorden, g: &mut Gebrek) {
    g.mist(a.heeft("gemeld_door"), "wie de vraag stelt");
    g.mist(a.heeft("vraag"), "de vraag in de woorden van het gezin");
    g.mist(a.ja("is_hulpvraag").is_some(), "of er een hulpvraag is");
    g.mist(a.heeft("urgentie"), "hoe snel er iets moet gebeuren");
    g.mist(a.heeft("gericht_op"), "wie de vraag als eerste oppakt");
    g.mist(a.heeft("wijze"), "hoe u in gesprek gaat");
    g.let_op(
        a.ja("is_hulpvraag") == Some(false),
        "Er is geen hulpvraag. U kunt deze hulpvraag afsluiten op het overzicht.",
    );
}

///
fn screening(a: &Antwoorden, g: &mut Gebrek) {
    g.mist(
        a.heeft("gedrag"),
        "of het gedrag bij de leeftijd hoort of een probleem is",
    );
    g.mist(a.heeft("probleem_bij"), "waar het probleem vooral ligt");
    g.let_op(
        a.tekst("gedrag") == "normaal",
        "Het gedrag hoort bij de leeftijd. Kijk eerst naar hulp in de buurt.",
    );
    g.let_op(
        a.tekst("probleem_bij") == "ouder",
        "Het probleem ligt vooral bij de ouders. Leg de vraag bij de conclusie eerst naast de afbakening: hulp aan de ouders zelf gaat voor.",
    );
}

///
fn analyse(a: &Antwoorden, g: &mut Gebrek) {
    let open: Vec<String> = a
        .gebieden()
        .filter(|gebied| gebied.op_orde.is_none())
        .map(|gebied| gebied.nummer.to_string())
        .collect();
    if !open.is_empty() {
        g.ontbreekt
            .push(format!("het oordeel over gebied {}", open.join(", ")));
    }
    let basis = a.basis_niet_op_orde();
    if !basis.is_empty() {
        g.mist(
            a.heeft("basis_reden"),
            "waarom er toch jeugdhulp nodig is, terwijl de basis niet op orde is",
        );
        let nummers: Vec<String> = basis.iter().map(ToString::to_string).collect();
        g.let_op.push(format!(
            "De basis is niet op orde (gebied {}). Kijk eerst naar hulp in de buurt.",
            nummers.join(", ")
        ));
    }
}

///
fn aanpak(a: &Antwoorden, g: &mut Gebrek) {
    g.mist(a.heeft("eerste_professional"), "wie als eerste aan zet is");
    g.mist(a.heeft("procesregie"), "wie de procesregie voert");
    g.mist(a.heeft("erbij_halen"), "wie anderen erbij haalt");
    let betrokkenen = a.gevuld(&BETROKKENEN);
    g.let_op(
        betrokkenen.len() >= 2 && !(a.heeft("aanspreekpunt") && a.heeft("inhoudelijke_regie")),
        "Er doen meer mensen mee. Leg vast wie het aanspreekpunt is en wie de inhoudelijke regie voert.",
    );
}

/// …R-301.
fn plan(a: &Antwoorden, g: &mut Gebrek) {
    g.mist(
        op_antwoorden(Stap::Analyse, a).ontbreekt.is_empty(),
        "eerst de probleemanalyse: zonder analyse is het plan niet af",
    );
    let doelen: Vec<usize> = a
        .gevuld(&DOELEN)
        .into_iter()
        .filter(|n| a.heeft(&DOELEN.naam(*n, "tekst")))
        .collect();
    g.mist(!doelen.is_empty(), "ten minste één doel");
    for n in a.gevuld(&DOELEN) {
        let zonder = |veld: &str| !a.heeft(&DOELEN.naam(n, veld));
        g.let_op(zonder("tekst"), format!("Doel {n} heeft nog geen tekst."));
        g.let_op(
            zonder("hulp"),
            format!("Bij doel {n} staat nog niet wat helpt en wie dat doet."),
        );
    }
    g.mist(
        a.ja("bijstand").is_some(),
        "of er iemand bij het bespreken van het plan is",
    );
    g.mist(
        a.ja("bijstand") != Some(true) || (a.heeft("bijstand_naam") && a.heeft("bijstand_rol")),
        "wie de jeugdige bijstaat, en in welke rol",
    );
    g.let_op(
        !a.heeft("afgestemd_op"),
        "De bespreking met jeugdige en ouders is nog niet vastgelegd.",
    );
    g.let_op(
        !a.heeft("evaluatie"),
        "Er is nog niet afgesproken wanneer u samen terugkijkt.",
    );
}

///
fn conclusie(a: &Antwoorden, g: &mut Gebrek) {
    g.mist(a.heeft("item"), "om welke hulp het gaat (afbakening)");
    for (naam, label) in AFWEGING {
        if !a.heeft(naam) {
            g.ontbreekt.push(format!("de afweging: {}", label.to_lowercase()));
        }
    }
    g.mist(a.heeft("resultaat"), "het resultaat");
    g.mist(a.soort().is_some(), "herstel of duurzaam");
    g.mist(
        a.heeft("overleg"),
        "of gewone hulp volstaat of intensief overleg nodig is",
    );
    g.mist(a.bedrag("raming").is_some_and(|b| b.0 > 0), "de raming");
    g.let_op(
        (a.tekst("overleg") == "intensief" || a.heeft("offerte")) && !a.heeft("overleg_reden"),
        "U koos intensief overleg of een offertebudget. Schrijf op waarom.",
    );
    g.let_op(
        a.heeft("resultaat") && !a.vink("resultaat_concreet"),
        "Is het resultaat concreet? Je moet kunnen zien of het gelukt is.",
    );
    let met_ouders = a
        .gevuld(&GESPREKKEN)
        .into_iter()
        .any(|n| a.vink(&GESPREKKEN.naam(n, "ouders")));
    g.let_op(
        met_ouders,
        "Bij een gesprek over het budget was een ouder of verzorger. Die gesprekken gaan zonder ouders.",
    );
}

fn aanbieder(a: &Antwoorden, g: &mut Gebrek) {
    g.mist(a.dag("van").is_some(), "de eerste dag van de hulp");
    g.mist(a.dag("tot").is_some(), "de laatste dag van de hulp");
    g.mist(a.heeft("perceel"), "het perceel");
    g.mist(a.heeft("aanbieder"), "de aanbieder");
    g.let_op(
        matches!(a.tekst("passend"), "te_licht" | "te_zwaar"),
        match a.tekst("passend") {
            "te_licht" => "Het aanbod van deze aanbieder is te licht voor deze vraag.",
            _ => "Het aanbod van deze aanbieder is te zwaar voor deze vraag.",
        },
    );
}

/// Everything that stops a toetsing or a decision: the missing things of the steps before.
pub(crate) fn eerst(a: &Antwoorden, tot: Stap) -> Vec<String> {
    Stap::ALLE
        .into_iter()
        .filter(|stap| *stap <= tot)
        .flat_map(|stap| {
            op_antwoorden(stap, a)
                .ontbreekt
                .into_iter()
                .map(move |wat| format!("{}: {wat}", stap.titel()))
        })
        .collect()
}

/// The list of steps with their state. `klaar`: the last step is done too.
pub(crate) fn lijst(a: &Antwoorden, maat: Maat<'_>, klaar: bool) -> Vec<StapRij> {
    Stap::ALLE
        .into_iter()
        .map(|stap| {
            let gebrek = gebrek(stap, a, maat);
            let stand = match gebrek.ontbreekt.len() {
                _ if stap == Stap::Besluit && klaar => Merkje::nieuw("klaar", Toon::Goed),
                _ if stap == Stap::Besluit => Merkje::nieuw("nog te nemen", Toon::Rustig),
                0 => Merkje::nieuw("klaar", Toon::Goed),
                _ if !stap.begonnen(a) => Merkje::nieuw("nog niet begonnen", Toon::Rustig),
                1 => Merkje::nieuw("nog 1 ding", Toon::LetOp),
                n => Merkje::nieuw(format!("nog {n} dingen"), Toon::LetOp),
            };
            StapRij {
                nummer: stap.nummer(),
                titel: stap.titel().to_owned(),
                stand,
                ontbreekt: gebrek.ontbreekt,
                let_op: if stap.begonnen(a) {
                    gebrek.let_op
                } else {
                    Vec::new()
                },
            }
        })
        .collect()
}

/// The first step that is not ready.
pub(crate) fn verder(a: &Antwoorden) -> u32 {
    Stap::ALLE
        .into_iter()
        .find(|stap| !op_antwoorden(*stap, a).ontbreekt.is_empty())
        .unwrap_or(Stap::Besluit)
        .nummer()
}

#[cfg(test)]
mod tests;
