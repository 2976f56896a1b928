//! The fields of each step: one declaration gives the label, the kind, the page and the check.

mod conclusie;

use super::antwoorden::Antwoorden;
use super::stappen::Stap;
use crate::beeld::{VeldBeeld, VeldGroep, VeldSoort};
use crate::taal;
use houvast_beslis::Regioprofiel;
use houvast_beslis::regioprofiel::protocol::PlanRegels;
use houvast_opslag::ContractRegel;

/// What a form needs to know beside the answers.
pub(crate) struct Omgeving<'a> {
    pub(crate) profiel: Option<&'a Regioprofiel>,
    /// Who has a contract on the first day of the help.
    pub(crate) contracten: &'a [ContractRegel],
    /// What the question of the afbakening still wants to know.
    pub(crate) gevraagd: &'a [&'static str],
    /// Other help runs in the chosen period.
    pub(crate) andere_hulp: bool,
    /// The file knows that the child is registered (BRP).
    pub(crate) ingeschreven: bool,
}

/// Rows that repeat in a form, such as goals.
pub(crate) struct Rij {
    pub(crate) stam: &'static str,
    pub(crate) velden: &'static [&'static str],
    pub(crate) hoogstens: usize,
}

impl Rij {
    pub(crate) fn naam(&self, nummer: usize, veld: &str) -> String {
        format!("{}{nummer}_{veld}", self.stam)
    }
}

/// The most goals that a form holds where the region sets no number.
const DOELEN_ZONDER_GRENS: usize = 10;
/// Goals; [`doelen`] knows how many a plan may have.
pub(crate) const DOELEN: Rij = Rij {
    stam: "doel",
    velden: &["tekst", "prioriteit", "van", "hulp"],
    hoogstens: DOELEN_ZONDER_GRENS,
};

/// Goals, as many as the region allows in a plan.
pub(crate) fn doelen(profiel: Option<&Regioprofiel>) -> Rij {
    let hoogste = profiel
        .and_then(|p| p.protocol.plan.as_ref())
        .and_then(|regels| usize::try_from(regels.hoogste_aantal_doelen).ok());
    Rij {
        hoogstens: hoogste.unwrap_or(DOELEN_ZONDER_GRENS),
        ..DOELEN
    }
}

/// who is involved with which task.
pub(crate) const BETROKKENEN: Rij = Rij {
    stam: "betrokken",
    velden: &["naam", "rol", "taak"],
    hoogstens: 8,
};
/// conversations about the budget.
pub(crate) const GESPREKKEN: Rij = Rij {
    stam: "gesprek",
    velden: &["op", "met", "over", "ouders"],
    hoogstens: 6,
};

/// the five areas.
pub(crate) const GEBIEDEN: [(&str, &str); 5] = [
    ("Huishouding", "Wonen, geld, werk in huis, dagritme."),
    ("Maatschappelijke positie", "Werk of uitkering, school, meedoen."),
    ("Opvoeding", "Wat lukt de ouders, waar lopen zij vast?"),
    (
        "Ontwikkeling van de gezinsleden",
        "Voor de vraag of de basis op orde is, tellen hier alleen de ouders.",
    ),
    (
        "Relatie tussen (ex-)partners",
        "Samen opvoeden, ruzie, scheiding.",
    ),
];

/// A word of the profile as part of a field name.
pub(crate) fn sleutel(stam: &str, woord: &str) -> String {
    format!("{stam}_{}", woord.replace(' ', "_"))
}

/// What the region says of a plan; `None` where it says nothing.
fn planregels<'a>(om: &Omgeving<'a>) -> Option<&'a PlanRegels> {
    om.profiel?.protocol.plan.as_ref()
}

/// The worries that ask for other help, each once.
pub(crate) fn zorgen(regels: &PlanRegels) -> Vec<&str> {
    let mut uit: Vec<&str> = Vec::new();
    for zorg in regels.verbindingen.iter().flat_map(|v| &v.bij) {
        if !uit.contains(&zorg.as_str()) {
            uit.push(zorg);
        }
    }
    uit
}

/// the alternatives that are weighed, each with its reason.
pub(crate) const AFWEGING: [(&str, &str); 3] = [
    ("weeg_voorliggend", "Waarom is hulp in de buurt niet genoeg?"),
    (
        "weeg_eigen",
        "Waarom is hulp die de ouders zelf regelen, of hulp aan de ouders, niet genoeg?",
    ),
    (
        "weeg_wet",
        "Waarom is hulp onder een andere wet niet genoeg (onderwijs, zorgverzekering, Wmo, Wlz)?",
    ),
];

/// Facts of the question `afbakening` that only some items ask for.
pub(crate) const AFBAKENING: [(&str, &str); 9] = [
    ("jeugdstrafrecht", "Is het hulp binnen het jeugdstrafrecht?"),
    ("verlengde_jeugdhulp", "Is het verlengde jeugdhulp?"),
    (
        "geneeskundige_zorg",
        "Is de verzorging nodig door geneeskundige zorg?",
    ),
    ("ernstige_gedragsproblemen", "Zijn er ernstige gedragsproblemen?"),
    ("passend_onderwijs", "Valt de hulp onder passend onderwijs?"),
    ("ernstige_dyslexie", "Gaat het om ernstige dyslexie?"),
    ("gecontracteerd", "Heeft de aanbieder een contract?"),
    ("breder_traject", "Ondersteunt deze inzet een breder traject?"),
    ("overleg_toegang", "Is er overleg met de Toegang?"),
];

const JA_NEE: [(&str, &str); 2] = [("ja", "Ja"), ("nee", "Nee")];

fn veld(naam: impl Into<String>, label: &str, soort: VeldSoort) -> VeldBeeld {
    VeldBeeld {
        naam: naam.into(),
        label: label.to_owned(),
        uitleg: String::new(),
        soort,
        waarde: String::new(),
        keuzes: Vec::new(),
        lengte: match soort {
            VeldSoort::Tekst => 2_000,
            VeldSoort::Regel => 200,
            VeldSoort::Bedrag | VeldSoort::Dag => 16,
            VeldSoort::Getal => 3,
            VeldSoort::Keuze | VeldSoort::Lijst | VeldSoort::Vink => 60,
        },
    }
}

trait Aangevuld {
    fn met_uitleg(self, uitleg: &str) -> Self;
    fn met_keuzes(self, keuzes: &[(&str, &str)]) -> Self;
}

impl Aangevuld for VeldBeeld {
    fn met_uitleg(mut self, uitleg: &str) -> Self {
        uitleg.clone_into(&mut self.uitleg);
        self
    }

    fn met_keuzes(mut self, keuzes: &[(&str, &str)]) -> Self {
        self.keuzes = keuzes
            .iter()
            .map(|(waarde, tekst)| ((*waarde).to_owned(), (*tekst).to_owned()))
            .collect();
        self
    }
}

fn regel(naam: impl Into<String>, label: &str) -> VeldBeeld {
    veld(naam, label, VeldSoort::Regel)
}

fn tekst(naam: impl Into<String>, label: &str) -> VeldBeeld {
    veld(naam, label, VeldSoort::Tekst)
}

fn keuze(naam: impl Into<String>, label: &str, keuzes: &[(&str, &str)]) -> VeldBeeld {
    veld(naam, label, VeldSoort::Keuze).met_keuzes(keuzes)
}

fn ja_nee(naam: impl Into<String>, label: &str) -> VeldBeeld {
    keuze(naam, label, &JA_NEE)
}

fn vink(naam: impl Into<String>, label: &str) -> VeldBeeld {
    veld(naam, label, VeldSoort::Vink)
}

fn dag(naam: impl Into<String>, label: &str) -> VeldBeeld {
    veld(naam, label, VeldSoort::Dag)
}

fn groep(titel: impl Into<String>, uitleg: &str, velden: Vec<VeldBeeld>) -> VeldGroep {
    VeldGroep {
        titel: titel.into(),
        uitleg: uitleg.to_owned(),
        velden,
    }
}

/// The fields of a step with the answers that are known.
pub(crate) fn groepen(stap: Stap, antwoorden: &Antwoorden, om: &Omgeving<'_>) -> Vec<VeldGroep> {
    let mut uit = match stap {
        Stap::Vraag => vraag(),
        Stap::Screening => screening(),
        Stap::Analyse => analyse(antwoorden, om),
        Stap::Aanpak => aanpak(antwoorden, om),
        Stap::Plan => plan(antwoorden, om),
        Stap::Conclusie => conclusie::groepen(antwoorden, om),
        Stap::Aanbieder => super::aanbieders::groepen(antwoorden, om),
        Stap::Besluit => Vec::new(),
    };
    for veld in uit.iter_mut().flat_map(|g| &mut g.velden) {
        antwoorden.tekst(&veld.naam).clone_into(&mut veld.waarde);
    }
    uit
}

///
fn vraag() -> Vec<VeldGroep> {
    vec![
        groep(
            "De vraag",
            "",
            vec![
                keuze(
                    "gemeld_door",
                    "Wie stelt de vraag?",
                    &[
                        ("jeugdige", "De jeugdige zelf"),
                        ("ouder", "Een ouder of verzorger"),
                        ("school", "School"),
                        ("ander", "Iemand anders"),
                    ],
                ),
                dag("gevraagd_op", "Wanneer is de vraag gesteld?")
                    .met_uitleg("Vanaf deze dag telt de termijn voor het besluit."),
                tekst("vraag", "De vraag, in de woorden van het gezin"),
            ],
        ),
        groep(
            "Triage",
            "",
            vec![
                ja_nee("is_hulpvraag", "Is er een hulpvraag?"),
                keuze(
                    "urgentie",
                    "Hoe snel moet er iets gebeuren?",
                    &[
                        ("hoog", "Vandaag nog"),
                        ("spoedig", "Deze week"),
                        ("gewoon", "In de gewone volgorde"),
                    ],
                ),
                regel("gericht_op", "Wie pakt de vraag als eerste op?")
                    .met_uitleg("Bijvoorbeeld de Toegang, het wijkteam, school of de huisarts."),
                keuze(
                    "wijze",
                    "Hoe gaat u eerst in gesprek?",
                    &[
                        ("thuis", "Thuis bij het gezin"),
                        ("kantoor", "Op kantoor"),
                        ("school", "Op school"),
                        ("telefoon", "Per telefoon of beeld"),
                    ],
                ),
            ],
        ),
    ]
}

///
fn screening() -> Vec<VeldGroep> {
    vec![groep(
        "Screening",
        "",
        vec![
            keuze(
                "gedrag",
                "Wat zien we?",
                &[
                    ("normaal", "Lastig gedrag dat bij de leeftijd hoort"),
                    ("probleem", "Probleemgedrag"),
                ],
            ),
            keuze(
                "probleem_bij",
                "Waar ligt het probleem vooral?",
                &[
                    ("kind", "Bij het kind"),
                    ("ouder", "Bij de ouders"),
                    ("gezin", "In het gezin als geheel"),
                ],
            ),
            tekst("screening_uitleg", "Waaruit blijkt dat?"),
        ],
    )]
}

fn analyse(a: &Antwoorden, om: &Omgeving<'_>) -> Vec<VeldGroep> {
    let mut uit: Vec<VeldGroep> = GEBIEDEN
        .iter()
        .enumerate()
        .map(|(i, (naam, uitleg))| {
            let nummer = i + 1;
            groep(
                format!("Gebied {nummer}: {}", naam.to_lowercase()),
                uitleg,
                vec![
                    keuze(
                        format!("gebied{nummer}"),
                        "Is dit op orde?",
                        &[("ja", "Op orde"), ("nee", "Niet op orde")],
                    ),
                    tekst(format!("gebied{nummer}_uitleg"), "Wat speelt er?"),
                ],
            )
        })
        .collect();
    if !a.basis_niet_op_orde().is_empty() {
        uit.push(groep(
            "De basis is niet op orde",
            "Kijk eerst naar hulp in de buurt. Is er toch jeugdhulp nodig? Schrijf dan op waarom.",
            vec![tekst("basis_reden", "Waarom is er toch jeugdhulp nodig?")],
        ));
    }
    if let Some(regels) = planregels(om) {
        uit.push(groep(
            "Leefgebieden",
            "Een kind is meer dan zijn vraag. Wat gaat er goed, wat niet, en wie kan helpen?",
            regels
                .leefgebieden
                .iter()
                .map(|woord| tekst(sleutel("leef", woord), &taal::hoofdletter(woord)))
                .collect(),
        ));
    }
    uit
}

/// …R-258.
fn aanpak(a: &Antwoorden, om: &Omgeving<'_>) -> Vec<VeldGroep> {
    let mut uit = Vec::new();
    if let Some(regels) = planregels(om) {
        uit.push(groep(
            "Zorgen in het gezin",
            "Vink aan wat er speelt. Houvast kijkt of er een verbinding bij hoort.",
            zorgen(regels)
                .into_iter()
                .map(|zorg| vink(sleutel("zorg", zorg), &taal::hoofdletter(zorg)))
                .collect(),
        ));
        let mut verbindingen: Vec<VeldBeeld> = regels
            .verbindingen
            .iter()
            .map(|v| vink(sleutel("verb", &v.sleutel), &taal::hoofdletter(&v.naam)))
            .collect();
        verbindingen.push(regel("verb_eigen", "Een andere verbinding"));
        uit.push(groep(
            "Verbinding met andere hulp",
            "Vink aan waarmee u verbinding legt. Wat er niet bij staat, typt u zelf.",
            verbindingen,
        ));
    }
    uit.extend([groep(
        "Wie doet wat?",
        "",
        vec![
            regel("eerste_professional", "Wie is als eerste aan zet?")
                .met_uitleg("Naam en functie, zoals het gezin die kent."),
            regel("procesregie", "Wie voert de procesregie?")
                .met_uitleg("Deze persoon bewaakt het plan en roept mensen bij elkaar."),
            regel("casusregie", "Wie heeft de casusregie?"),
            regel("erbij_halen", "Wie haalt anderen erbij als dat nodig is?"),
            regel("aanspreekpunt", "Wie is het aanspreekpunt voor het gezin?")
                .met_uitleg("Nodig zodra twee of meer hulpverleners meedoen."),
            regel("inhoudelijke_regie", "Wie voert de inhoudelijke regie?")
                .met_uitleg("Nodig zodra twee of meer hulpverleners meedoen."),
        ],
    )]);
    let titel = |n: usize| format!("Betrokkene {n}");
    uit.extend(rijen(a, &BETROKKENEN, titel, |n| {
        vec![
            regel(BETROKKENEN.naam(n, "naam"), "Naam"),
            regel(BETROKKENEN.naam(n, "rol"), "Rol").met_uitleg("Bijvoorbeeld oma, mentor, behandelaar."),
            regel(BETROKKENEN.naam(n, "taak"), "Taak"),
        ]
    }));
    uit
}

/// …R-301.
fn plan(a: &Antwoorden, om: &Omgeving<'_>) -> Vec<VeldGroep> {
    let doelen = doelen(om.profiel);
    let prioriteiten: Vec<String> = (1..=doelen.hoogstens).map(|n| n.to_string()).collect();
    let prioriteiten: Vec<(&str, &str)> = prioriteiten.iter().map(|n| (n.as_str(), n.as_str())).collect();
    let mut uit: Vec<VeldGroep> = rijen(
        a,
        &doelen,
        |n| format!("Doel {n}"),
        |n| {
            vec![
                tekst(DOELEN.naam(n, "tekst"), "Het doel, in de woorden van het gezin"),
                veld(DOELEN.naam(n, "prioriteit"), "Prioriteit", VeldSoort::Lijst)
                    .met_keuzes(&prioriteiten)
                    .met_uitleg("1 is het eerst aan de beurt. Wat de basis op orde brengt, gaat voor."),
                regel(DOELEN.naam(n, "van"), "Van wie is dit doel?"),
                regel(DOELEN.naam(n, "hulp"), "Wat helpt, en wie doet dat?"),
            ]
        },
    );
    uit.push(groep(
        "Bijstand",
        "De jeugdige mag iemand meenemen: iemand die hij of zij kent, of een onafhankelijke cliëntondersteuner.",
        vec![
            ja_nee("bijstand", "Is er iemand bij het bespreken van het plan?"),
            regel("bijstand_naam", "Wie?"),
            keuze(
                "bijstand_rol",
                "In welke rol?",
                &[
                    ("netwerk", "Iemand die het gezin kent"),
                    ("ondersteuner", "Onafhankelijke cliëntondersteuner"),
                ],
            ),
        ],
    ));
    uit.push(groep(
        "Afspraken",
        "",
        vec![
            dag(
                "afgestemd_op",
                "Wanneer is het plan besproken met jeugdige en ouders?",
            ),
            regel("evaluatie", "Wanneer en hoe kijken we terug?")
                .met_uitleg("Bijvoorbeeld: elke drie maanden, thuis, met iedereen."),
        ],
    ));
    uit
}

/// The rows that hold something and one empty one, so that a page grows without script.
fn rijen(
    a: &Antwoorden,
    rij: &Rij,
    titel: impl Fn(usize) -> String,
    velden: impl Fn(usize) -> Vec<VeldBeeld>,
) -> Vec<VeldGroep> {
    let laatste = a.gevuld(rij).last().copied().unwrap_or(0);
    (1..=rij.hoogstens.min(laatste + 1))
        .map(|n| {
            let hint = match (n > laatste, n) {
                (true, 1) => "Nog leeg.",
                (true, _) => "Laat leeg als er niet meer is. Na bewaren komt er een lege bij.",
                (false, _) => "",
            };
            groep(titel(n), hint, velden(n))
        })
        .collect()
}
