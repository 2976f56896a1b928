//! What a message costs does not grow with what is stored. Counted in instructions of the machine of SQLite, so that a
//! question that reads a whole table shows, however fast the computer is.

use crate::hulp::{Antwoord, Keten, soorten, toewijzing};
use houvast_dienst::demo::belasting;
use houvast_dienst::demo::melding::{self, Envelop, Levering, Regel};
use houvast_opslag::proef;
use jiff::civil::date;

const AGB: &str = "73990101";
/// Dossiers and messages that come between the two counts.
const ERBIJ: (u64, u64) = (1_500, 6_000);

/// A child's help from request to stop: what each message asked of the database.
async fn hulp(keten: &Keten, plek: usize, naam: &str) -> Vec<(&'static str, u64)> {
    let kind = keten.vrij("0193", plek).clone();
    let van = |identificatie| Envelop {
        afzender: AGB,
        ontvanger: "0193",
        identificatie,
        dagtekening: keten.vandaag(),
    };
    let mut uit = Vec::new();
    let mut stuur =
        async |soort: &'static str, kenmerk: &str, xml: Vec<u8>, verwacht: &[&str]| -> Vec<Antwoord> {
            let voor = keten.huis.opslag.aantal_stappen().unwrap();
            let antwoorden = keten.stuur(&[(&format!("{kenmerk}.xml"), &xml)]).await;
            uit.push((soort, keten.huis.opslag.aantal_stappen().unwrap() - voor));
            assert_eq!(soorten(&antwoorden), verwacht, "{soort}");
            antwoorden
        };
    let vraag =
        keten
            .vraag(&kind, AGB, &format!("{naam}1"))
            .met_budget(8_000, date(2026, 3, 2), date(2027, 3, 1));
    let antwoorden = stuur("JW315", &format!("{naam}1"), vraag.xml(), &["JW301", "JW316"]).await;
    let nummer = toewijzing(&antwoorden)
        .client
        .toegewezen_producten
        .toegewezen_product[0]
        .toewijzing_nummer;
    let levering = |stop| Levering {
        toewijzing: Some(nummer),
        ingangsdatum: Some(date(2026, 3, 2)),
        product: Some(("45", None)),
        begin: date(2026, 3, 2),
        stop,
        verwijderen: false,
    };
    let kenmerk = format!("{naam}2");
    let start = melding::start(&van(&kenmerk), &kind, &[levering(None)]).unwrap();
    stuur("JW305", &kenmerk, houvast_ijw::schrijf(&start), &["JW306"]).await;
    let regel = Regel {
        bsn: kind.bsn.als_str().to_owned(),
        referentie: format!("{naam}R"),
        credit_op: None,
        // Not ours: it is refused at once.
        toewijzing: nummer + 90_000_000,
        product: ("45", "45A48"),
        periode: (date(2026, 3, 2), date(2026, 3, 31)),
        volume: 600,
        eenheid: "01",
        tarief: 150,
    };
    let kenmerk = format!("{naam}3");
    let declaratie = melding::declaratie(&van(&kenmerk), &kenmerk, date(2026, 3, 1), &[regel]).unwrap();
    stuur("JW323", &kenmerk, houvast_ijw::schrijf(&declaratie), &["JW325"]).await;
    let kenmerk = format!("{naam}4");
    let stop = melding::stop(&van(&kenmerk), &kind, &[levering(Some((date(2026, 4, 3), "02")))]).unwrap();
    stuur("JW307", &kenmerk, houvast_ijw::schrijf(&stop), &["JW308"]).await;
    uit
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn een_bericht_kost_niet_meer_als_er_meer_berichten_zijn() {
    let proef = proef::sqlite().await;
    let keten = Keten::op(&proef, "2026-04-03T09:00:00Z").await;
    // The first of all pays for what is made once.
    hulp(&keten, 0, "A").await;
    let eerst = hulp(&keten, 1, "B").await;
    belasting::belast(&keten.huis, 1, ERBIJ, |_| ()).await.unwrap();
    // The signals of all that help.
    keten.stuur(&[]).await;
    let later = hulp(&keten, 2, "C").await;
    for ((soort, klein), (_, groot)) in eerst.iter().zip(&later) {
        // Another child may have another address or family; that is all.
        assert!(
            *groot <= klein + klein / 10,
            "{soort}: {klein} stappen werden er {groot}"
        );
    }
    proef.ruim_op().await;
}
