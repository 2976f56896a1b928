//! Every rule that a message can fail on, and every code, has its explanation.

use super::*;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn elke_regel_waar_een_bericht_op_kan_stuklopen_heeft_oorzaak_herstel_en_voorbeeld() {
    for regel in regels::lijst() {
        let uitleg = super::regel(regel);
        if regel.niveau == Niveau::Geen {
            assert_eq!(uitleg, None, "{}", regel.id);
        } else if regel.retourcode.is_some() || regel.niveau == Niveau::Formaat {
            let uitleg = uitleg.unwrap_or_else(|| panic!("{}", regel.id));
            assert!(
                uitleg.oorzaak.ends_with('.') && uitleg.herstel.ends_with('.'),
                "{}",
                regel.id
            );
        }
    }
    for id in INHOUD.keys() {
        assert_eq!(regels::zoek(id).map(|r| r.retourcode), Some(Some("0001")), "{id}");
    }
}

#[test]
fn de_59_retourcodes_hebben_een_uitleg_en_hun_regels() {
    let codes: Vec<_> = codelijsten::retourcodes().collect();
    assert_eq!(codes.len(), 59);
    let lijst = codelijsten::lijsten().iter().find(|l| l.id == "WJ001").unwrap();
    assert_eq!(codes, lijst.codes().map(|c| c.code).collect::<Vec<_>>());
    for code in codes {
        let uitleg = retourcode(code).unwrap();
        assert!(!uitleg.uitleg.herstel.is_empty(), "{code}");
        let zonder = ["0200", "0233", "8001"].contains(&code);
        assert_eq!(uitleg.regels.is_empty(), zonder, "{code}");
    }
    assert_eq!(retourcode("9321").unwrap().regels, ["TR321"]);
    assert_eq!(retourcode("0001").unwrap().regels.len(), 60);
    assert_eq!(retourcode("1234"), None);
}

#[test]
fn de_foutcodes_van_het_vervoer_zijn_die_van_vecozo_en_het_knooppunt() {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/ijw-3.2");
    if !map.is_dir() {
        eprintln!("OVERGESLAGEN: de lijsten van de standaard zijn er niet");
        return;
    }
    let codes = |pad: &str| -> Vec<String> {
        let bestand = std::fs::read_to_string(map.join(pad)).unwrap();
        bestand
            .lines()
            .skip(1)
            .filter_map(|r| Some(r.split_once(',')?.0.to_owned()))
            .collect()
    };
    let mut officieel = codes("codelijsten/vecozo-foutcodes.csv");
    officieel.extend(codes("ggk-foutcodes.csv"));
    let mut van_ons: Vec<_> = fouten().iter().map(|f| f.code.to_owned()).collect();
    officieel.sort();
    van_ons.sort();
    assert_eq!(van_ons, officieel);
    let uniek: BTreeSet<_> = fouten().iter().map(|f| (f.code, f.bron)).collect();
    assert_eq!(
        uniek.len(),
        fouten().len(),
        "een code staat bij elke bron een keer"
    );
}
