//! R-007: a gemeente may fill in, never change.

use houvast_begrip::GemeenteCode;
use houvast_beslis::Regioprofiel;
use houvast_beslis::regioprofiel::{Kader, LokaleLaag, ProfielFout, is_lokaal, tekst_van};
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

fn teksten(paren: &[(&str, String)]) -> Vec<(String, String)> {
    paren.iter().map(|(b, t)| ((*b).to_owned(), t.clone())).collect()
}

fn kop(gemeente: &str, vanaf: &str) -> String {
    format!(
        "regio = \"ijsselland\"\ngemeente = \"{gemeente}\"\ngeldig_vanaf = {vanaf}\ndocument = \"Zo doen we het\"\n"
    )
}

/// R-007, RTP 1.3: whoever reads a ground sees that the gemeente agreed it.
#[test]
fn r007_een_grond_noemt_de_lokale_afspraak_naast_het_protocol() {
    use houvast_beslis::regioprofiel::Bepaling;
    let laag = laag("[plan]\nleefgebieden = [\"geloof\"]\n").unwrap();
    let plek = |b| {
        laag.profiel
            .bepaling(b)
            .iter()
            .map(|a| a.0.as_str())
            .collect::<Vec<_>>()
    };
    let regio = houvast_beslis::Regioprofiel::lees(REGIO, "r").unwrap();
    let eigen = "lokale afspraak van Zwolle: Zo doen we het in Zwolle";
    assert_eq!(plek(Bepaling::BredeUitvraag).last(), Some(&eigen));
    assert_eq!(
        plek(Bepaling::BredeUitvraag).len(),
        regio.bepaling(Bepaling::BredeUitvraag).len() + 1
    );
    // What the gemeente said nothing about is the region's alone.
    assert_eq!(
        laag.profiel.bepaling(Bepaling::Verbindingen),
        regio.bepaling(Bepaling::Verbindingen)
    );
    assert_eq!(
        laag.profiel.bepaling(Bepaling::PlanDoelen),
        regio.bepaling(Bepaling::PlanDoelen)
    );
    assert!(regio.lokaal.is_none() && laag.profiel.lokaal.is_some());
}

/// eis 83, R-007: the term stays six months; how long ahead somebody hears of it is for the gemeente.
#[test]
fn r007_een_eerder_seintje_noemt_de_lokale_afspraak_en_de_termijn_blijft() {
    use houvast_begrip::Periode;
    use houvast_beslis::regioprofiel::Bepaling;
    use houvast_beslis::signaal::{Hulpverloop, evaluatie};
    let eigen = laag("[signalen]\nevaluatie_weken_vooraf = 6\n").unwrap().profiel;
    let regio = houvast_beslis::Regioprofiel::lees(REGIO, "r").unwrap();
    let mut hulp = Hulpverloop::nieuw(Periode::nieuw(date(2026, 3, 10), Some(date(2027, 3, 9))).unwrap());
    hulp.start = Some(date(2026, 3, 10));
    let signaal = |p| evaluatie(&hulp, p, date(2026, 4, 1)).unwrap();
    assert_eq!(
        (signaal(&eigen).vanaf, signaal(&regio).vanaf),
        (date(2026, 7, 30), date(2026, 8, 13))
    );
    assert_eq!(
        (signaal(&eigen).dag, signaal(&regio).dag),
        (date(2026, 9, 10), date(2026, 9, 10))
    );
    let noemt = |p| {
        signaal(p).gronden[0]
            .artikelen
            .iter()
            .any(|a| a.0.starts_with("lokale afspraak"))
    };
    assert!(noemt(&eigen) && !noemt(&regio));
    assert_eq!(
        eigen.bepaling(Bepaling::Evaluatie),
        regio.bepaling(Bepaling::Evaluatie),
        "de regel zelf is van de regio"
    );
}

/// `afspraken` 3: the text of the day counts, also under a layer.
#[test]
fn een_laag_ligt_op_elke_versie_van_de_regio_waarnaast_zij_geldt() {
    use houvast_beslis::regioprofiel::{stapel, teksten_van};
    let regio = teksten_van("ijsselland");
    assert_eq!(regio.len(), 2);
    let dagen = |lagen: &[(&str, String)]| {
        let uit = stapel(&regio, &teksten(lagen)).unwrap();
        uit.iter()
            .map(|l| l.profiel.versie.geldig_vanaf)
            .collect::<Vec<_>>()
    };
    let zwolle = |vanaf: &str| kop("0193", vanaf);
    assert_eq!(
        dagen(&[("a", zwolle("2023-06-01"))]),
        [date(2023, 6, 1), date(2024, 1, 8)]
    );
    assert_eq!(
        dagen(&[("a", zwolle("2024-01-07"))]),
        [date(2024, 1, 7), date(2024, 1, 8)]
    );
    assert_eq!(
        dagen(&[("a", zwolle("2024-01-08"))]),
        [date(2024, 1, 8)],
        "de oude tekst geldt dan niet meer"
    );
    // A newer layer ends the older one; another gemeente does not.
    let twee = [
        ("b", zwolle("2025-01-01")),
        ("a", zwolle("2023-06-01")),
        ("c", kop("0166", "2023-06-01")),
    ];
    assert_eq!(
        dagen(&twee),
        [
            date(2025, 1, 1),
            date(2023, 6, 1),
            date(2024, 1, 8),
            date(2023, 6, 1),
            date(2024, 1, 8)
        ]
    );
    let op_de_grens = [("b", zwolle("2024-01-08")), ("a", zwolle("2023-06-01"))];
    assert_eq!(dagen(&op_de_grens), [date(2024, 1, 8), date(2023, 6, 1)]);
    assert!(dagen(&[]).is_empty());
}

#[test]
fn fouten_in_de_stapel_komen_met_hun_bestand_en_alle_tegelijk() {
    use houvast_beslis::regioprofiel::{stapel, teksten_van};
    let regio = teksten_van("ijsselland");
    let fouten = |lagen: &[(&str, String)]| -> Vec<String> {
        let rij = stapel(&regio, &teksten(lagen)).unwrap_err();
        rij.iter()
            .map(|f| format!("{} {}", f.bestand, f.sleutel))
            .collect()
    };
    let te_lang = format!(
        "{}[termijnen]\ntoetsing_werkdagen = 15\n",
        kop("0193", "2025-01-01")
    );
    let elders = kop("0363", "2025-01-01");
    assert_eq!(
        fouten(&[("a.toml", te_lang), ("b.toml", elders)]),
        ["a.toml termijnen.toetsing_werkdagen", "b.toml gemeente"]
    );
    let dubbel = [
        ("a.toml", kop("0193", "2025-01-01")),
        ("b.toml", kop("0193", "2025-01-01")),
    ];
    assert_eq!(fouten(&dubbel), ["b.toml geldig_vanaf"]);
    assert_eq!(
        fouten(&[("a.toml", kop("0193", "2022-12-31"))]),
        ["a.toml geldig_vanaf"]
    );
}

/// R-007: agreements lie over each text they fit on, from their first day, and over no other.
#[test]
fn r007_een_kader_zegt_wat_elke_gemeente_op_een_dag_volgt() {
    let oud = tekst_van("ijsselland", date(2023, 1, 1)).unwrap().1;
    // The text of 2023 says nothing of a term; that of 2024 says 10.
    let eigen = LokaleLaag::lees(
        &format!("{KOP}[termijnen]\ntoetsing_werkdagen = 12\n"),
        "zwolle.toml",
        oud,
    )
    .unwrap()
    .profiel;
    let later = KOP.replace("2025-01-01", "2025-07-01");
    let later = LokaleLaag::lees(&later, "zwolle2.toml", oud).unwrap().profiel;
    let afspraken: Vec<_> = [&eigen, &later, &eigen]
        .iter()
        .filter_map(|p| p.lokaal.clone())
        .collect();
    let kader = |tekst: &str| Kader::met(Regioprofiel::lees(tekst, "regio").unwrap(), tekst, &afspraken);
    let (zwolle, raalte) = (
        GemeenteCode::nieuw("0193").unwrap(),
        GemeenteCode::nieuw("0177").unwrap(),
    );

    let past = kader(oud);
    assert_eq!((past.past_niet(), past.gemeenten()), (&[][..], vec!["Zwolle"]));
    assert_eq!(past.voor(zwolle, date(2024, 12, 31)).lokaal, None);
    for (dag, werkdagen) in [
        (date(2025, 1, 1), Some(12)),
        (date(2025, 6, 30), Some(12)),
        (date(2025, 7, 1), None),
    ] {
        let profiel = past.voor(zwolle, dag);
        assert!(profiel.lokaal.is_some(), "{dag}");
        assert_eq!(profiel.termijnen.toetsing_werkdagen, werkdagen, "{dag}");
    }
    assert_eq!(past.voor(raalte, date(2025, 6, 30)).lokaal, None);

    let botst = kader(REGIO);
    let [(wie, fouten)] = botst.past_niet() else {
        panic!("{:?}", botst.past_niet())
    };
    assert_eq!(
        (wie.as_str(), fouten[0].sleutel.as_str()),
        ("Zwolle", "termijnen.toetsing_werkdagen")
    );
    assert_eq!(
        botst.voor(zwolle, date(2025, 6, 30)),
        botst.regionaal(),
        "liever alleen de regio dan een half besluit"
    );
    assert!(botst.voor(zwolle, date(2025, 7, 1)).lokaal.is_some());
}
