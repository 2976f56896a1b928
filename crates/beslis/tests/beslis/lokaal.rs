//! R-007: a gemeente may fill in, never change.

use houvast_beslis::regioprofiel::{LokaleLaag, ProfielFout, is_lokaal};
use jiff::civil::date;

const REGIO: &str = include_str!("../../profielen/ijsselland/2024-01-08.toml");
const KOP: &str = "regio = \"ijsselland\"\ngemeente = \"0193\"\nnaam = \"Zwolle\"\ngeldig_vanaf = 2025-01-01\ndocument = \"Zo doen we het in Zwolle\"\n";

fn laag(rest: &str) -> Result<LokaleLaag, Vec<ProfielFout>> {
    LokaleLaag::lees(&format!("{KOP}{rest}"), "zwolle.toml", REGIO)
}

#[expect(clippy::unwrap_used, reason = "test support: a wrong text must stop the test")]
fn fouten(rest: &str) -> Vec<String> {
    laag(rest).unwrap_err().iter().map(ToString::to_string).collect()
}

/// RTP 2.4.4; R-007: the case of the requirement itself.
#[test]
fn r007_een_langere_toetsingstermijn_wordt_geweigerd_met_het_artikel() {
    assert_eq!(
        fouten("[termijnen]\ntoetsing_werkdagen = 15\n"),
        [
            "zwolle.toml:7: termijnen.toetsing_werkdagen: hier staat 15, het regioprofiel zegt 10 (RTP 2.4.4). Een gemeente mag het protocol alleen nader invullen."
        ]
    );
    // The same value says nothing new, and is fine.
    assert_eq!(
        laag("[termijnen]\ntoetsing_werkdagen = 10\n")
            .unwrap()
            .aanvullingen,
        [""; 0]
    );
}

/// R-007, R-009, R-115: what the protocol leaves open.
#[test]
fn r007_een_gemeente_vult_in_wat_openligt() {
    let laag = laag(
        "[plan]\nleefgebieden = [\"geloof\"]\nverbindingen = [{ sleutel = \"buurtteam\", naam = \"het buurtteam\" }]\n[signalen]\nevaluatie_weken_vooraf = 6\n[[voorzieningen]]\nsleutel = \"mst\"\neisen = [{ sleutel = \"indicatie\", naam = \"een indicatie door een gedragswetenschapper\" }]\n",
    )
    .unwrap();
    assert_eq!(
        laag.aanvullingen,
        [
            "plan.leefgebieden",
            "plan.verbindingen",
            "signalen.evaluatie_weken_vooraf",
            "voorzieningen.eisen"
        ]
    );
    let plan = laag.profiel.protocol.plan.as_ref().unwrap();
    assert_eq!((plan.verbindingen.len(), plan.leefgebieden.len()), (8, 5));
    assert_eq!(laag.profiel.voorzieningen[0].eisen[0].sleutel, "indicatie");
    assert_eq!(
        laag.profiel.voorzieningen[0].maanden,
        Some(6),
        "wat de regio zegt, blijft"
    );
    assert_eq!(laag.profiel.versie.geldig_vanaf, date(2025, 1, 1));
    assert_ne!(
        laag.profiel.versie.vingerafdruk,
        houvast_beslis::Regioprofiel::lees(REGIO, "r")
            .unwrap()
            .versie
            .vingerafdruk
    );
}

/// RTP 2.4.1, bijlage 2: lists of the protocol are not for a gemeente to lengthen.
#[test]
fn r007_een_gemeente_voegt_geen_budget_of_uitsluiting_toe() {
    for (rest, artikel) in [
        (
            "standaardbudgetten = [{ nummer = 9, bedrag = 30_000, medisch_eerste_verwijzing = false }]\n",
            "RTP 2.4.1",
        ),
        (
            "afbakening = [{ sleutel = \"x\", naam = \"x\", strekking = \"niet\" }]\n",
            "RTP bijlage 2",
        ),
        ("weigeringsgronden = [\"geen-capaciteit\"]\n", "RTP 2.4.4"),
    ] {
        let rij = fouten(rest);
        assert_eq!(rij.len(), 1, "{rij:?}");
        assert!(
            rij[0].contains("voegt aan deze lijst niets toe") && rij[0].contains(artikel),
            "{rij:?}"
        );
    }
    // An entry that is there cannot be changed either.
    let rij = fouten("standaardbudgetten = [{ nummer = 5, bedrag = 9_000 }]\n");
    assert!(
        rij[0].contains("hier staat 9000, het regioprofiel zegt 8000 (RTP 2.4.1"),
        "{rij:?}"
    );
}

#[test]
fn een_kop_die_niet_past_wordt_gemeld_en_alle_fouten_komen_tegelijk() {
    let tekst = "regio = \"elders\"\ngemeente = \"0363\"\nherstel_maanden = 36\n";
    let rij = LokaleLaag::lees(tekst, "x.toml", REGIO).unwrap_err();
    let sleutels: Vec<&str> = rij.iter().map(|f| f.sleutel.as_str()).collect();
    assert_eq!(
        sleutels,
        ["document", "geldig_vanaf", "gemeente", "regio", "herstel_maanden"]
    );
    assert!(LokaleLaag::lees("dit is geen toml", "x.toml", REGIO).is_err());
    assert!(is_lokaal(KOP) && !is_lokaal(REGIO));
}

/// A key that the reader does not know is a fault of the layer, not a silent nothing.
#[test]
fn een_verzonnen_sleutel_wordt_niet_stil_aangenomen() {
    let rij = fouten("[termijnen]\ntoetsing_weken = 2\n");
    assert!(
        rij[0].contains("termijnen.toetsing_weken") && rij[0].contains("onbekend"),
        "{rij:?}"
    );
}
