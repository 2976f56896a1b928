//! The letter on the page, word for word.

use super::voorbeelden;
use std::path::Path;

/// The sheets of a page.
fn vellen(blad: &str) -> Vec<String> {
    let bladen = voorbeelden::alle();
    let (_, html) = bladen.iter().find(|(naam, _)| *naam == blad).unwrap();
    html.split("<article class=\"hv-brief\"")
        .skip(1)
        .map(|deel| deel.split("</article>").next().unwrap().to_owned())
        .collect()
}

/// `HOUVAST_GOUD=1` writes what is there now, to read and to commit.
#[test]
fn awb_3_45_de_brief_aan_het_gezin_en_aan_de_verwijzer_zijn_zoals_afgesproken() {
    for (blad, bestand) in [("brief", "besluit.html"), ("brief-verwijzer", "verwijzer.html")] {
        let vel = vellen(blad).remove(0);
        let pad = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/goud")
            .join(bestand);
        if std::env::var_os("HOUVAST_GOUD").is_some() {
            std::fs::write(&pad, &vel).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&pad).unwrap(), vel, "{bestand}");
    }
}

#[test]
fn elk_exemplaar_staat_op_een_eigen_vel_en_wat_voor_de_verzender_is_niet() {
    let vellen = vellen("brief");
    assert_eq!(vellen.len(), 2);
    assert!(vellen[0].contains("Dorpsstraat 12") && vellen[0].contains("Anna krijgt deze hulp"));
    assert!(!vellen[1].contains("Dorpsstraat"), "haar adres is geheim");
    assert!(vellen[1].contains("U krijgt deze hulp"), "aan de jeugdige zelf");
    for vel in &vellen {
        assert!(
            !vel.contains("Let op"),
            "dat staat op het scherm en niet op papier"
        );
        assert!(
            vel.contains("kan &#60;snel&#62; beginnen &#38; hoeft"),
            "wat getypt is blijft tekst"
        );
    }
}

#[test]
fn alleen_met_pdf_is_er_een_knop_voor_pdf() {
    let bladen = voorbeelden::alle();
    let blad = |welk: &str| &bladen.iter().find(|(naam, _)| *naam == welk).unwrap().1;
    assert!(!blad("brief").contains("/pdf/") && blad("brief").contains("Opslaan als PDF"));
    assert!(blad("brief-pdf").contains("/pdf/2\""));
}
