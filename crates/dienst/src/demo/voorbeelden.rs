//! Sample messages to try the chain with: one per outcome, relative to `vandaag`.

use super::mensen::Persoon;
use super::vraag::Vraag;
use houvast_begrip::periode::plus_maanden;
use jiff::ToSpan;
use jiff::civil::Date;

/// One sample.
#[derive(Clone, Debug)]
pub struct Voorbeeld {
    /// File name.
    pub bestand: &'static str,
    /// What it shows, one plain sentence.
    pub toelichting: &'static str,
    /// The message.
    pub bytes: Vec<u8>,
}

/// AGB code that no contract of the demo knows.
pub const ONBEKENDE_AANBIEDER: &str = "73999999";
/// BSN that no gemeente of the demo knows.
pub const ONBEKENDE_BSN: &str = "999900006";
/// The aanbieder that sends the samples.
pub const AANBIEDER: &str = "73990101";

/// How many children at the head of a gemeente the demo leaves without help, for the samples and for whoever tries.
pub const VRIJ: usize = 8;

/// The children of a gemeente that have no help and no request in the demo.
pub fn vrije<'a>(mensen: &'a [Persoon], gemeente: &str) -> impl Iterator<Item = &'a Persoon> {
    mensen
        .iter()
        .filter(move |p| p.gemeente.als_str() == gemeente)
        .take(VRIJ)
}

/// The samples, for the people that [`super::mensen::maak`] made.
#[must_use]
pub fn maak(mensen: &[Persoon], vandaag: Date) -> Vec<Voorbeeld> {
    let van = vandaag.saturating_add(7.days());
    let tot = een_jaar(van);
    let mut zwolle = vrije(mensen, "0193");
    let mut kampen = vrije(mensen, "0166");
    let mut uit = Vec::new();
    let mut erbij = |bestand, toelichting, bytes: Option<Vec<u8>>| {
        if let Some(bytes) = bytes {
            uit.push(Voorbeeld {
                bestand,
                toelichting,
                bytes,
            });
        }
    };
    let vraag = |p: &Persoon, nummer: u32| {
        Vraag::voor(p, AANBIEDER, &format!("VB{nummer:02}"), vandaag).met_budget(8_000, van, tot)
    };
    erbij(
        "01-wordt-toegewezen.xml",
        "Eerste verwijzing door de huisarts, standaardbudget 5: Zwolle wijst dit meteen toe (JW316 en JW301).",
        zwolle.next().map(|p| vraag(p, 1).xml()),
    );
    erbij(
        "02-wordt-afgewezen.xml",
        "Budget 6 (€ 12.000) via de huisarts zonder contact met de Toegang: afgewezen (JW316 en JW319).",
        zwolle
            .next()
            .map(|p| vraag(p, 2).laatste(|g| g.budget = Some(1_200_000)).xml()),
    );
    erbij(
        "03-vraagt-een-mens.xml",
        "Zonder verwijzer: een consulent kijkt ernaar. U vindt het in de werkvoorraad van Zwolle.",
        zwolle.next().map(|p| {
            vraag(p, 3)
                .laatste(|g| {
                    g.verwijzer = "06";
                    g.verwijzer_naam = None;
                })
                .xml()
        }),
    );
    erbij(
        "04-voorstel-in-kampen.xml",
        "Hetzelfde als 01, maar in Kampen: daar beslist altijd een consulent.",
        kampen.next().map(|p| vraag(p, 4).xml()),
    );
    erbij(
        "05-onbekende-aanbieder.xml",
        "Van een aanbieder zonder contract: het bericht klopt (JW316), het antwoord is nee (JW319, geen contract).",
        zwolle.next().map(|p| {
            let mut v = vraag(p, 5);
            v.afzender = ONBEKENDE_AANBIEDER.to_owned();
            v.xml()
        }),
    );
    erbij(
        "06-onbekend-kind.xml",
        "Over een kind dat Zwolle niet kent: een consulent kijkt ernaar.",
        zwolle.next().map(|p| {
            let mut v = vraag(p, 6);
            v.bsn = ONBEKENDE_BSN.to_owned();
            v.voornaam = "Onno".to_owned();
            v.voorvoegsel = "van".to_owned();
            v.achternaam = "Nieuwland".to_owned();
            v.xml()
        }),
    );
    erbij(
        "07-klopt-niet-met-het-schema.xml",
        "Het geslacht is geen code uit de lijst: een foutbericht (fout.json), geen retourbericht.",
        zwolle.next().map(|p| {
            let xml = vraag(p, 7).xml();
            vervang(&xml, "Geslacht>", p.geslacht.code(), "9")
        }),
    );
    erbij(
        "08-klopt-niet-met-zichzelf.xml",
        "Een budget zonder einddatum: JW316 met code 0001.",
        kampen.next().map(|p| vraag(p, 8).laatste(|g| g.tot = None).xml()),
    );
    erbij(
        "09-is-er-al-geweest.xml",
        "Dezelfde identificatie als voorbeeld 01: JW316 met code 9056, als 01 er eerst was.",
        vrije(mensen, "0193").next().map(|p| vraag(p, 1).xml()),
    );
    uit
}

/// Up to and including the day before the same day next year.
#[must_use]
pub fn een_jaar(van: Date) -> Date {
    plus_maanden(van, 12)
        .and_then(|d| d.yesterday().ok())
        .unwrap_or(van)
}

/// Replaces the value right after the first `element` in an XML text.
fn vervang(xml: &[u8], element: &str, oud: &str, nieuw: &str) -> Vec<u8> {
    String::from_utf8_lossy(xml)
        .replacen(&format!("{element}{oud}"), &format!("{element}{nieuw}"), 1)
        .into_bytes()
}
