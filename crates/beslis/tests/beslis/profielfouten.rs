//! A wrong profile: every fault with its file, line and key, all at once.

use houvast_beslis::Regioprofiel;
use proptest::prelude::*;

const GOED: &str = include_str!("../../profielen/ijsselland/2024-01-08.toml");

/// Each fault as `file:line: key: text`.
fn fouten(toml: &str) -> Vec<String> {
    match Regioprofiel::lees(toml, "p.toml") {
        Ok(_) => Vec::new(),
        Err(fouten) => fouten.iter().map(ToString::to_string).collect(),
    }
}

/// The line on which this text stands in the sound profile.
fn regel(stuk: &str) -> usize {
    let (voor, _) = GOED
        .split_once(stuk)
        .unwrap_or_else(|| panic!("staat er niet: {stuk}"));
    1 + voor.matches('\n').count()
}

/// One change gives exactly this one fault, on the line of the change.
fn een_fout(van: &str, naar: &str, sleutel: &str, tekst: &str) {
    assert_eq!(GOED.matches(van).count(), 1, "niet precies een keer: {van}");
    let verwacht = format!("p.toml:{}: {sleutel}: {tekst}", regel(van));
    assert_eq!(fouten(&GOED.replace(van, naar)), [verwacht]);
}

#[test]
fn een_verkeerd_type() {
    een_fout(
        "herstel_maanden = 24",
        "herstel_maanden = \"24\"",
        "herstel_maanden",
        "hier staat een tekst, verwacht een heel getal",
    );
    een_fout(
        "gelijkgestelde_dagen = false",
        "gelijkgestelde_dagen = 0",
        "gelijkgestelde_dagen",
        "hier staat een heel getal, verwacht true (ja) of false (nee)",
    );
    een_fout(
        "geldig_vanaf = 2024-01-08",
        "geldig_vanaf = \"8 januari 2024\"",
        "geldig_vanaf",
        "hier staat een tekst, verwacht een datum zonder aanhalingstekens, zoals 2024-01-08",
    );
    een_fout(
        "nummer = 8, bedrag = 20_000",
        "nummer = 8, bedrag = 20000.00",
        "standaardbudgetten[8].bedrag",
        "hier staat een kommagetal, verwacht een bedrag in hele euro's (8_000) of met centen als tekst (\"8000,50\")",
    );
    een_fout(
        "uitzonderingen = []",
        "uitzonderingen = \"geen\"",
        "uitzonderingen",
        "hier staat een tekst, verwacht een lijst van groepen",
    );
}

#[test]
fn een_onbekende_sleutel() {
    een_fout(
        "retour_werkdagen = 3",
        "retour_dagen = 3\nretour_werkdagen = 3",
        "termijnen.retour_dagen",
        "deze sleutel is onbekend; bekend zijn antwoord_werkdagen, onderzoek_weken, retour_werkdagen, signaal_werkdag, toetsing_werkdagen",
    );
}

/// Found by the fuzzer: TOML allows a key without a letter, and the fault named nothing.
#[test]
fn een_sleutel_zonder_letter_heeft_toch_een_naam() {
    let fouten = Regioprofiel::lees("\"\" = 1\n", "p.toml").unwrap_err();
    let fout = fouten.iter().find(|f| f.tekst.contains("onbekend")).unwrap();
    assert_eq!((fout.regel, fout.sleutel.as_str()), (1, "\"\""));
}

#[test]
fn een_ontbrekende_sleutel_wijst_naar_zijn_groep() {
    een_fout(
        "[wijziging]\nweken_vooraf = 8",
        "[wijziging]",
        "wijziging.weken_vooraf",
        "deze sleutel ontbreekt",
    );
    een_fout(
        "naam = \"Zwolle\", ",
        "",
        "gemeenten[11].naam",
        "deze sleutel ontbreekt",
    );
}

#[test]
fn budgetten_mogen_niet_overlappen_of_negatief_zijn() {
    een_fout(
        "nummer = 7, bedrag = 15_000",
        "nummer = 7, bedrag = 12_000",
        "standaardbudgetten[7].bedrag",
        "€\u{a0}12.000,00 overlapt met budget 6 (€\u{a0}12.000,00); de bedragen lopen op",
    );
    een_fout(
        "nummer = 1, bedrag = 1_000",
        "nummer = 1, bedrag = -1_000",
        "standaardbudgetten[1].bedrag",
        "hier staat €\u{a0}-1.000,00, verwacht een bedrag boven nul",
    );
    een_fout(
        "nummer = 4, bedrag = 5_000",
        "nummer = 3, bedrag = 5_000",
        "standaardbudgetten[4].nummer",
        "nummer 3 volgt op nummer 3; de nummers lopen op",
    );
    een_fout(
        "bedrag = 12_000, medisch_eerste_verwijzing = false",
        "bedrag = 12_000, medisch_eerste_verwijzing = true",
        "standaardbudgetten[6].medisch_eerste_verwijzing",
        "spreekt de grens van de route tegen: €\u{a0}12.000,00 naast €\u{a0}8.000,00 zonder instemming",
    );
}

#[test]
fn een_uitzondering_moet_kloppen() {
    let met = |inhoud: &str| {
        fouten(&GOED.replace(
            "uitzonderingen = []",
            &format!("uitzonderingen = [{{ {inhoud} }}]"),
        ))
    };
    let plek = regel("uitzonderingen = []");
    let goed = r#"aanbieder = "90010001", route = "medisch", grens = "12.000,50", geldig_vanaf = 2025-01-01, bron = "Verwijsproces""#;
    assert_eq!(met(goed), Vec::<String>::new());
    assert_eq!(
        met(&goed.replace("2025-01-01", "2025-01-01, geldig_tot_en_met = 2024-12-31")),
        [format!(
            "p.toml:{plek}: uitzonderingen[1].geldig_tot_en_met: de laatste dag ligt voor de eerste (geldig_vanaf)"
        )]
    );
    assert_eq!(
        met(&goed.replace("12.000,50", "8.000,00")),
        [format!(
            "p.toml:{plek}: uitzonderingen[1].grens: €\u{a0}8.000,00 is niet hoger dan de gewone grens (€\u{a0}8.000,00)"
        )]
    );
    assert_eq!(
        met(&goed.replace("medisch", "gi").replace("90010001", "9001")),
        [
            format!(
                "p.toml:{plek}: uitzonderingen[1].aanbieder: hier staat \"9001\", verwacht een AGB-code van acht cijfers"
            ),
            format!(
                "p.toml:{plek}: uitzonderingen[1].route: hier staat \"gi\", verwacht een route met een grens: medisch"
            ),
        ]
    );
}

#[test]
fn verwijzingen_binnen_het_profiel_moeten_bestaan() {
    een_fout(
        "code = \"0193\", naam",
        "code = \"0166\", naam",
        "gemeenten[11].code",
        "gemeente 0166 staat er al",
    );
    een_fout(
        "code = \"0160\", naam = \"Hardenberg\", wijziging_via_bericht = true, segmenten = [\"wonen-verblijf\"]",
        "code = \"0160\", naam = \"Hardenberg\", wijziging_via_bericht = true, segmenten = [\"wonen\"]",
        "gemeenten[3].segmenten[1]",
        "hier staat \"wonen\", verwacht een segment: ambulant, wonen-verblijf, voorziening, dyslexie, crisis",
    );
    een_fout(
        "categorieen = [\"46\"]",
        "categorieen = [\"45\"]",
        "segmenten.crisis.categorieen[1]",
        "categorie 45 staat ook bij segment ambulant",
    );
    een_fout(
        "verwijzers = [\"04\"]",
        "verwijzers = [\"02\"]",
        "routes[3].verwijzers[1]",
        "verwijzer 02 staat er al",
    );
    een_fout(
        "verwijzers = [\"08\"]",
        "verwijzers = [\"07\"]",
        "routes[4].verwijzers[1]",
        "hier staat \"07\", verwacht een type verwijzer: 01, 02, 03, 04, 05, 06 of 08",
    );
    een_fout(
        "signaal_werkdag = 4",
        "signaal_werkdag = 6",
        "termijnen.signaal_werkdag",
        "het signaal op werkdag 6 komt na de laatste werkdag voor het antwoord (5)",
    );
    een_fout(
        "standaardbudgetten = [1, 2]",
        "standaardbudgetten = [1, 9]",
        "medicatiecontrole.standaardbudgetten[2]",
        "standaardbudget 9 bestaat niet",
    );
    een_fout(
        "code = \"P5TG7\", naam = \"Ambulant individueel, perceel 5, tariefgroep 7\", segment = \"ambulant\", perceel = 5",
        "code = \"P5TG7\", naam = \"Ambulant individueel, perceel 5, tariefgroep 7\", segment = \"ambulant\", perceel = 6",
        "producten[35].perceel",
        "perceel 6 bestaat niet in dit profiel",
    );
}

#[test]
fn alle_fouten_tegelijk_op_volgorde_van_de_regels() {
    let toml = GOED
        .replace("regio = \"ijsselland\"", "regio = \"IJsselland\"")
        .replace("herstel_maanden = 24", "herstel_maanden = 0")
        .replace("kracht = \"streven\"", "kracht = \"soms\"")
        .replacen("perceel = [\"RTP 2.3.1\"]", "perceel = \"RTP 2.3.1\"", 1);
    let verwacht = [
        format!(
            "p.toml:{}: regio: hier staat \"IJsselland\", verwacht kleine letters, cijfers en streepjes",
            regel("regio = ")
        ),
        format!(
            "p.toml:{}: herstel_maanden: hier staat 0, verwacht een getal van 1 tot en met 240",
            regel("herstel_maanden")
        ),
        format!(
            "p.toml:{}: wijziging.kracht: hier staat \"soms\", verwacht hard, streven, afspraak of advies",
            regel("kracht = \"streven\"")
        ),
        format!(
            "p.toml:{}: artikelen.perceel: hier staat een tekst, verwacht een lijst tussen [ en ]",
            regel("perceel = [\"RTP 2.3.1\"]")
        ),
    ];
    assert_eq!(fouten(&toml), verwacht);
}

#[test]
fn wat_geen_toml_is_heeft_ook_een_regel_en_een_sleutel() {
    een_fout(
        "herstel_maanden = 24 #",
        "herstel_maanden = 24 maanden #",
        "herstel_maanden",
        "de schrijfwijze klopt niet; verwacht: sleutel = waarde, of [kop] boven een groep",
    );
    let dubbel = GOED.replace(
        "naam = \"IJsselland\"",
        "naam = \"IJsselland\"\nnaam = \"Elders\"",
    );
    assert_eq!(
        fouten(&dubbel),
        [format!(
            "p.toml:{}: naam: deze sleutel staat er twee keer; laat er één staan",
            regel("naam = \"IJsselland\"") + 1
        )]
    );
    assert!(fouten("").len() > 10, "een leeg profiel mist alles");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn een_kapot_profiel_geeft_altijd_nette_fouten(
        plek in 0usize..GOED.len(), lengte in 0usize..400, erin in "[a-z0-9=\\[\\]{}\"', é€\n#.-]{0,12}"
    ) {
        let grens = |n: usize| (n..=GOED.len()).find(|i| GOED.is_char_boundary(*i)).unwrap_or(GOED.len());
        let (van, tot) = (grens(plek), grens((plek + lengte).min(GOED.len())));
        let toml = format!("{}{erin}{}", &GOED[..van], &GOED[tot.max(van)..]);
        let regels = toml.matches('\n').count() + 1;
        if let Err(fouten) = Regioprofiel::lees(&toml, "p.toml") {
            prop_assert!(!fouten.is_empty());
            for fout in &fouten {
                prop_assert!((1..=regels).contains(&fout.regel), "{fout}");
                prop_assert!(!fout.sleutel.is_empty() && !fout.tekst.is_empty(), "{fout}");
            }
            prop_assert!(fouten.is_sorted_by_key(|f| f.regel));
        }
    }
}

/// R-004: a change of the document has its reason, else it is no change.
#[test]
fn r004_een_wijziging_van_het_document_zonder_reden_wordt_geweigerd() {
    een_fout(
        "wijziging = \"screening heet toetsing, binnen 10 werkdagen\", reden = \"SWG2\"",
        "wijziging = \"screening heet toetsing, binnen 10 werkdagen\"",
        "wijzigingsbeheer[7].reden",
        "deze sleutel ontbreekt",
    );
}

/// The parts that only the questions ask for are checked as strictly as the rest.
#[test]
fn een_fout_in_de_regels_van_de_vragen_noemt_sleutel_en_keuzes() {
    een_fout(
        "weigeringsgronden = [\"geen-expertise\",",
        "weigeringsgronden = [\"geen-zin\",",
        "weigeringsgronden[1]",
        "hier staat \"geen-zin\", verwacht een van: geen-expertise, overgekwalificeerd, budget-oneens, geen-capaciteit, anders",
    );
    // R-613: a page links to it, so nothing but https.
    een_fout(
        "plaats = \"de website",
        "adres = \"http://rsj.example\"\nplaats = \"de website",
        "rekenhulp.adres",
        "hier staat \"http://rsj.example\", verwacht een adres dat met https:// begint, zonder spaties",
    );
    een_fout(
        "jeugdigen_per_begeleider = \"6,5\"",
        "jeugdigen_per_begeleider = \"6,555\"",
        "groepen[1].jeugdigen_per_begeleider",
        "hier staat \"6,555\", verwacht een getal met hoogstens twee decimalen als tekst, zoals \"6,5\"",
    );
    een_fout(
        "{ minuten = 400, standaardbudget = 2 }",
        "{ minuten = 400, standaardbudget = 9 }",
        "medicatieherkomst[2].standaardbudget",
        "standaardbudget 9 bestaat niet",
    );
    een_fout(
        "sleutel = \"26b\"",
        "sleutel = \"26a\"",
        "afbakening[31].sleutel",
        "26a staat er al",
    );
    een_fout(
        "reistijd_maximum = 45",
        "reistijd_maximum = 0",
        "rekentijd.reistijd_maximum",
        "hier staat 0, verwacht een getal van 1 tot en met 600",
    );
}

/// The trajecten of a region run up in hours, and a segment with standard budgets has them.
#[test]
fn trajecten_lopen_op_en_standaardbudgetten_horen_bij_hun_segment() {
    let elders = include_str!("../../profielen/voorbeeldregio/2025-01-01.toml");
    let fouten = Regioprofiel::lees(&elders.replace("uren = 140", "uren = 90"), "x.toml").unwrap_err();
    assert_eq!(fouten.len(), 1, "{fouten:?}");
    assert_eq!(fouten[0].sleutel, "trajecten[2].uren");
    let fouten = Regioprofiel::lees(
        &elders.replace("standaardbudgetten = false", "standaardbudgetten = true"),
        "x.toml",
    )
    .unwrap_err();
    assert_eq!(fouten[0].sleutel, "standaardbudgetten");
}

/// RTP 2.2, bijlage 2; R-026: what the afbakening excludes is no product.
#[test]
fn r026_een_product_onder_een_uitgesloten_onderdeel_wordt_geweigerd() {
    een_fout(
        "perceel = 1, tariefgroep = 1, verzonnen",
        "perceel = 1, tariefgroep = 1, afbakening = \"niet-10\", verzonnen",
        "producten[1].afbakening",
        "de afbakening sluit dit uit (huiswerkbegeleiding en trainen van executieve functies); het hoort niet in de catalogus",
    );
    let goed = GOED.replace(
        "perceel = 1, tariefgroep = 1, verzonnen",
        "perceel = 1, tariefgroep = 1, afbakening = \"wel-1\", verzonnen",
    );
    assert_eq!(fouten(&goed), [""; 0]);
}

/// Trajectbeschrijving 1; R-526: a text without a version is refused, and a draft says that it is one.
#[test]
fn r526_een_profiel_zonder_versie_wordt_geweigerd_en_een_concept_zegt_dat_het_dat_is() {
    let voorbeeld = include_str!("../../profielen/voorbeeldregio/2025-01-01.toml");
    let zonder = voorbeeld.replace("geldig_vanaf = 2025-01-01 # aanname: de", "# aanname: de");
    let rij = fouten(&zonder);
    assert_eq!(rij, ["p.toml:1: geldig_vanaf: deze sleutel ontbreekt"]);
    let profiel = houvast_beslis::Regioprofiel::lees(voorbeeld, "v").unwrap();
    assert!(!profiel.vastgesteld);
    assert!(profiel.document.contains("concept 01"));
    assert!(houvast_beslis::Regioprofiel::lees(GOED, "g").unwrap().vastgesteld);
}
