//! Hulpvragen of the demo, each left at another step. Nobody in them exists.

use super::kans::Kans;
use super::mensen::Persoon;
use super::voorbeelden::VRIJ;
use crate::{DienstFout, Huis, hulpvraag};
use houvast_begrip::Werkkalender;
use houvast_opslag::{Jeugdige, Tx};
use jiff::civil::Date;

/// One hulpvraag: whose, how long ago, and what was filled in so far.
struct Geval {
    gemeente: &'static str,
    consulent: &'static str,
    /// Among the children of the gemeente without help or request, from the last.
    van_achter: usize,
    werkdagen_geleden: u32,
    velden: &'static [&'static [(&'static str, &'static str)]],
}

const DRINGEND: &[(&str, &str)] = &[
    ("gemeld_door", "ouder"),
    (
        "vraag",
        "We komen er met ons kind thuis niet meer uit. Wie kan er vandaag met ons praten?",
    ),
    ("is_hulpvraag", "ja"),
    ("urgentie", "hoog"),
];

const VRAAG: &[(&str, &str)] = &[
    ("gemeld_door", "ouder"),
    (
        "vraag",
        "Slapen lukt niet en naar school gaan is elke dag een strijd. Hoe krijgen we weer rust?",
    ),
    ("is_hulpvraag", "ja"),
    ("urgentie", "gewoon"),
    ("gericht_op", "De Toegang"),
    ("wijze", "thuis"),
    ("gedrag", "probleem"),
    ("probleem_bij", "kind"),
    (
        "screening_uitleg",
        "Het duurt nu vier maanden en school ziet hetzelfde.",
    ),
];

const ANALYSE: &[(&str, &str)] = &[
    ("gebied1", "ja"),
    ("gebied1_uitleg", "Ruim huis, vaste regels."),
    ("gebied2", "ja"),
    ("gebied3", "nee"),
    ("gebied3_uitleg", "De ouders zijn moe en reageren verschillend."),
    ("gebied4", "ja"),
    ("gebied5", "ja"),
    ("leef_gezin", "Hechte band met opa, die om de hoek woont."),
    ("leef_vrienden", "Twee goede vrienden in de straat."),
    ("leef_school", "De mentor denkt mee; er zijn vijf dagen gemist."),
    ("leef_vrije_tijd", "Voetbal op woensdag gaat goed."),
    ("zorg_school", "ja"),
    ("verb_onderwijs", "ja"),
    ("eerste_professional", "De wijkcoach"),
    ("procesregie", "De consulent van de Toegang"),
    ("casusregie", "De gemeente"),
    ("erbij_halen", "De consulent van de Toegang"),
    ("aanspreekpunt", "De wijkcoach"),
    ("inhoudelijke_regie", "De aanbieder"),
    ("betrokken1_naam", "Opa"),
    ("betrokken1_rol", "familie"),
    ("betrokken1_taak", "haalt op van school op dinsdag"),
    ("betrokken2_naam", "De mentor"),
    ("betrokken2_rol", "school"),
    ("betrokken2_taak", "belt elke maandag met de ouders"),
];

const PLAN: &[(&str, &str)] = &[
    ("doel1_tekst", "Ik slaap weer door en word zonder ruzie wakker."),
    ("doel1_prioriteit", "1"),
    ("doel1_van", "het kind"),
    ("doel1_hulp", "Slaapschema met de aanbieder"),
    ("doel2_tekst", "Ik ga elke dag naar school."),
    ("doel2_prioriteit", "2"),
    ("doel2_van", "het hele gezin"),
    ("doel2_hulp", "Mentor en opa brengen en halen"),
    ("bijstand", "ja"),
    ("bijstand_naam", "Opa"),
    ("bijstand_rol", "netwerk"),
    ("evaluatie", "Elke drie maanden, thuis"),
];

const CONCLUSIE: &[(&str, &str)] = &[
    ("item", "wel-1"),
    (
        "weeg_voorliggend",
        "De wijkcoach hielp drie maanden; het slapen werd niet beter.",
    ),
    (
        "weeg_eigen",
        "De ouders volgden zelf een cursus. Dat was niet genoeg.",
    ),
    (
        "weeg_wet",
        "School biedt begeleiding in de klas; de vraag speelt vooral thuis.",
    ),
    (
        "resultaat",
        "Het kind slaapt vijf nachten per week door en gaat elke dag naar school.",
    ),
    ("resultaat_concreet", "ja"),
    ("vraagtype", "behandelvraag"),
    ("soort", "herstel"),
    ("overleg", "standaard"),
    ("raming", "480000"),
];

const GEVALLEN: &[Geval] = &[
    Geval {
        gemeente: "0193",
        consulent: "consulent.zwolle",
        van_achter: 0,
        werkdagen_geleden: 0,
        velden: &[DRINGEND],
    },
    Geval {
        gemeente: "0193",
        consulent: "consulent.zwolle",
        van_achter: 1,
        werkdagen_geleden: 6,
        velden: &[VRAAG, ANALYSE, PLAN, CONCLUSIE],
    },
    Geval {
        gemeente: "0166",
        consulent: "consulent.kampen",
        van_achter: 0,
        werkdagen_geleden: 3,
        velden: &[VRAAG, ANALYSE],
    },
];

/// Stores them in the transaction of the demo.
pub(super) async fn vul(
    huis: &Huis,
    tx: &mut Tx,
    mensen: &[Persoon],
    kinderen: &[Jeugdige],
    vandaag: Date,
) -> Result<(), DienstFout> {
    for (nummer, geval) in (0u64..).zip(GEVALLEN) {
        let mut eigen = mensen
            .iter()
            .zip(kinderen)
            .filter(|(p, _)| p.gemeente.als_str() == geval.gemeente)
            .take(VRIJ);
        let (Some((_, kind)), Some(account)) = (
            eigen.nth((VRIJ - 1).saturating_sub(geval.van_achter)),
            tx.account_met_naam(geval.consulent).await?,
        ) else {
            continue;
        };
        let kans = std::sync::Mutex::new(Kans::nieuw(super::ZAAD ^ (0x4855_4C50 + nummer)));
        let op = dag(vandaag, geval.werkdagen_geleden);
        let moment = op
            .at(9, 30, 0, 0)
            .to_zoned(jiff::tz::TimeZone::UTC)
            .map_or_else(|_| huis.tijd.nu(), |z| z.timestamp())
            .min(huis.tijd.nu());
        let toen = Huis {
            tijd: huis.tijd.vast(
                moment,
                std::sync::Arc::new(move |bytes| {
                    if let Ok(mut kans) = kans.lock() {
                        kans.vul(bytes);
                    }
                }),
            ),
            ..huis.clone()
        };
        hulpvraag::oefening(&toen, tx, kind, account.id, geval.velden).await?;
    }
    Ok(())
}

/// So many working days back.
fn dag(vandaag: Date, werkdagen: u32) -> Date {
    let kalender = Werkkalender::protocol(false);
    let mut uit = vandaag;
    let mut over = werkdagen;
    while over > 0 {
        let Ok(eerder) = uit.yesterday() else { break };
        uit = eerder;
        if kalender.is_werkdag(uit) {
            over -= 1;
        }
    }
    uit
}
