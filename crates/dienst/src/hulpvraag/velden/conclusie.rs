//! The fields of step 6: which help, why, and for how much.

use super::super::antwoorden::Antwoorden;
use super::{
    AFBAKENING, AFWEGING, Aangevuld, GESPREKKEN, Omgeving, dag, groep, ja_nee, keuze, regel, rijen, tekst,
    veld, vink,
};
use crate::beeld::{VeldGroep, VeldSoort};

pub(super) fn groepen(a: &Antwoorden, om: &Omgeving<'_>) -> Vec<VeldGroep> {
    let mut item = veld("item", "Om welke hulp gaat het?", VeldSoort::Lijst)
        .met_uitleg("Kies het onderdeel van de afbakening dat het beste past.");
    if let Some(profiel) = om.profiel {
        item.keuzes = profiel
            .protocol
            .afbakening
            .iter()
            .map(|i| {
                let soort = i.strekking.label();
                (i.sleutel.clone(), format!("{}: {} ({soort})", i.sleutel, i.naam))
            })
            .collect();
    }
    item.keuzes
        .push(("geen".to_owned(), "Staat er niet bij".to_owned()));
    let mut afbakening = vec![item];
    // Only what this item asks, and what was answered before.
    let nodig = |naam: &str| om.gevraagd.contains(&naam) || a.heeft(naam);
    afbakening.extend(
        AFBAKENING
            .iter()
            .filter(|(naam, _)| nodig(naam))
            .map(|(naam, label)| ja_nee(*naam, label)),
    );
    let mut uit = vec![
        groep(
            "Afbakening: past het bij specialistische jeugdhulp?",
            "",
            afbakening,
        ),
        groep(
            "Afweging",
            "Schrijf bij elke mogelijkheid op waarom die niet genoeg is.",
            AFWEGING.iter().map(|(naam, label)| tekst(*naam, label)).collect(),
        ),
        groep(
            "Resultaat",
            "",
            vec![
                tekst("resultaat", "Wat is er anders als de hulp stopt?"),
                vink("resultaat_concreet", "Je kunt zien of het gelukt is"),
            ],
        ),
        groep(
            "Soort hulp",
            "",
            vec![
                keuze(
                    "vraagtype",
                    "Wat voor vraag is het?",
                    &[
                        ("behandelvraag", "Behandelvraag: de hulp houdt op"),
                        ("begeleidingsvraag", "Begeleidingsvraag: de hulp is langdurig"),
                    ],
                ),
                veld(
                    "maanden",
                    "Hoeveel maanden duurt de vraag naar verwachting?",
                    VeldSoort::Getal,
                ),
                keuze(
                    "soort",
                    "U kiest",
                    &[("herstel", "Herstel"), ("duurzaam", "Duurzaam")],
                ),
            ],
        ),
        groep(
            "Budget",
            "Bespreek het budget met de aanbieder, zonder de ouders erbij.",
            vec![
                keuze(
                    "overleg",
                    "Hoeveel overleg is er vooraf nodig?",
                    &[
                        ("standaard", "Gewone hulp: weinig overleg"),
                        ("intensief", "Intensief overleg"),
                    ],
                ),
                keuze(
                    "offerte",
                    "Past een offertebudget beter dan een standaardbudget?",
                    &[
                        ("", "Nee"),
                        ("meer", "Ja, meer aanbieders werken tegelijk"),
                        ("moeilijk", "Ja, het resultaat is moeilijk vast te stellen"),
                    ],
                ),
                tekst(
                    "overleg_reden",
                    "Waarom kiest u voor intensief overleg of een offertebudget?",
                ),
                veld("raming", "Raming in euro", VeldSoort::Bedrag)
                    .met_uitleg("Bij duurzaam: per jaar. De rekenhulp helpt u, maar hoeft niet."),
                keuze(
                    "afronding",
                    "Bij een kleine overschrijding: wat is afgesproken?",
                    &[
                        ("", "Geen afspraak"),
                        ("beneden", "Naar beneden afronden"),
                        ("boven", "Overlegd, naar boven afronden"),
                    ],
                ),
            ],
        ),
    ];
    if !om.ingeschreven {
        uit.push(groep(
            "Inschrijving",
            "",
            vec![
                ja_nee(
                    "ingeschreven",
                    "Staat de jeugdige ingeschreven in de basisregistratie (BRP)?",
                ),
                tekst("inschrijving_reden", "Zo niet: waarom komt er toch hulp?"),
            ],
        ));
    }
    uit.extend(rijen(
        a,
        &GESPREKKEN,
        |n| format!("Gesprek {n} over het budget"),
        |n| {
            vec![
                dag(GESPREKKEN.naam(n, "op"), "Op"),
                regel(GESPREKKEN.naam(n, "met"), "Met wie?"),
                regel(GESPREKKEN.naam(n, "over"), "Waarover?"),
                vink(GESPREKKEN.naam(n, "ouders"), "Er was een ouder of verzorger bij"),
            ]
        },
    ));
    uit
}
