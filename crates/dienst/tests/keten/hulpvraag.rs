//! From hulpvraag to toewijzing, as the consulent walks it.

use crate::hulp::{Keten, soorten, toewijzing};
use houvast_dienst::beeld::{
    Knop, NieuweJeugdige, StapBeeld, Toon, VerwijzingKnoppen, VerwijzingStap, WerkFilter, WerkPlek, WerkSoort,
};
use houvast_dienst::{Aangemeld, DienstFout, hulpvraag, jeugdige, verwijzing, werkvoorraad};
use houvast_opslag::{Bladzijde, JeugdigeVraag, op_beide};
use jiff::civil::date;
use uuid::Uuid;

/// Everything a complete hulpvraag holds, per step, but for the aanbieder.
const STAPPEN: [(u32, &[(&str, &str)]); 6] = [
    (
        1,
        &[
            ("gemeld_door", "ouder"),
            ("vraag", "Hoe krijgen we weer rust?"),
            ("is_hulpvraag", "ja"),
            ("urgentie", "gewoon"),
            ("gericht_op", "De Toegang"),
            ("wijze", "thuis"),
        ],
    ),
    (2, &[("gedrag", "probleem"), ("probleem_bij", "kind")]),
    (
        3,
        &[
            ("gebied1", "ja"),
            ("gebied2", "ja"),
            ("gebied3", "nee"),
            ("gebied4", "ja"),
            ("gebied5", "ja"),
        ],
    ),
    (
        4,
        &[
            ("eerste_professional", "De wijkcoach"),
            ("procesregie", "De Toegang"),
            ("erbij_halen", "De Toegang"),
            ("verb_onderwijs", "ja"),
            ("betrokken1_naam", "Opa"),
            ("betrokken1_taak", "haalt op van school"),
        ],
    ),
    (
        5,
        &[
            ("doel1_tekst", "Weer naar school"),
            ("doel1_prioriteit", "1"),
            ("bijstand", "ja"),
            ("bijstand_naam", "Opa"),
            ("bijstand_rol", "netwerk"),
            ("afgestemd_op", "2025-04-08"),
        ],
    ),
    (
        6,
        &[
            ("item", "wel-1"),
            ("weeg_voorliggend", "Niet genoeg"),
            ("weeg_eigen", "Niet genoeg"),
            ("weeg_wet", "Niet genoeg"),
            ("resultaat", "Elke dag naar school"),
            ("resultaat_concreet", "ja"),
            ("vraagtype", "behandelvraag"),
            ("soort", "herstel"),
            ("overleg", "standaard"),
            ("raming", "1040000"),
        ],
    ),
];

/// The aanbieder of S01.
const AANBIEDER: &[(&str, &str)] = &[
    ("van", "2025-05-12"),
    ("tot", "2026-05-11"),
    ("perceel", "ambulant/2"),
    ("aanbieder", "73990101"),
    ("passend", "past"),
];

pub(crate) async fn kind(keten: &Keten, wie: &Aangemeld, nummer: usize) -> Uuid {
    let persoon = keten.vrij("0193", nummer);
    let vraag = JeugdigeVraag {
        bsn: Some(persoon.bsn),
        ..JeugdigeVraag::default()
    };
    let mut lees = keten.huis.opslag.lees(wie.bereik()).await.unwrap();
    lees.zoek_jeugdigen(&vraag, Bladzijde::eerste(1))
        .await
        .unwrap()
        .rijen[0]
        .id
}

pub(crate) async fn bewaar(
    keten: &Keten,
    wie: &Aangemeld,
    id: Uuid,
    nummer: u32,
    velden: &[(&str, &str)],
) -> Vec<String> {
    let versie = stap(keten, wie, id, nummer).await.kop.versie;
    let velden: Vec<(String, String)> = velden
        .iter()
        .map(|(v, w)| ((*v).to_owned(), (*w).to_owned()))
        .collect();
    let bewaard = hulpvraag::bewaar(&keten.huis, wie, id, nummer, versie, &velden)
        .await
        .unwrap();
    bewaard.fouten.into_iter().map(|(veld, _)| veld).collect()
}

pub(crate) async fn stap(keten: &Keten, wie: &Aangemeld, id: Uuid, nummer: u32) -> StapBeeld {
    hulpvraag::stap(&keten.huis, wie, id, nummer).await.unwrap()
}

/// All steps up to and including the aanbieder.
pub(crate) async fn vul(keten: &Keten, wie: &Aangemeld, id: Uuid) {
    for (nummer, velden) in STAPPEN {
        assert_eq!(
            bewaar(keten, wie, id, nummer, velden).await,
            [""; 0],
            "stap {nummer}"
        );
    }
    assert_eq!(bewaar(keten, wie, id, 7, AANBIEDER).await, [""; 0]);
}

fn nieuw_kind(bsn: &str) -> NieuweJeugdige {
    NieuweJeugdige {
        gemeente: "0193".into(),
        bsn: bsn.into(),
        voornamen: "Mila".into(),
        achternaam: "Proefgezin".into(),
        geboren: Some(date(2014, 3, 9)),
        geslacht: "2".into(),
        straat: "Dorpsstraat".into(),
        huisnummer: "12a".into(),
        postcode: "8011 AB".into(),
        plaats: "Zwolle".into(),
        woonplaats_hier: true,
        gezag_achternaam: "Proefgezin".into(),
        ..NieuweJeugdige::default()
    }
}

op_beide! {
    async fn s01_van_hulpvraag_naar_toewijzing_budget_6_met_een_reden_voor_de_toetsing(proef: &Proef) {
        let keten = Keten::op(proef, "2025-04-10T08:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let kind = kind(&keten, &wie, 0).await;
        let id = hulpvraag::begin(&keten.huis, &wie, kind).await.unwrap();
        let leeg = stap(&keten, &wie, id, 8).await.besluit.unwrap();
        assert_eq!((leeg.toewijzen, leeg.voorstel), (Knop::Nee, None), "zonder stappen is er niets te besluiten");
        vul(&keten, &wie, id).await;
        let beeld = stap(&keten, &wie, id, 8).await;
        let besluit = beeld.besluit.unwrap();
        assert_eq!(besluit.eerst, [""; 0]);
        let voorstel = besluit.voorstel.unwrap();
        assert!(voorstel.samenvatting.contains("Standaardbudget 6"), "{}", voorstel.samenvatting);
        assert!(voorstel.gronden.iter().any(|g| g.artikelen.contains("RTP")), "elke grond noemt zijn artikel");
        assert_eq!(besluit.toewijzen, Knop::MetReden, "de aanbieder heeft nog niet getoetst");
        let versie = beeld.kop.versie;
        let zonder = hulpvraag::wijs_toe(&keten.huis, &wie, id, versie, " ").await;
        assert!(matches!(zonder, Err(DienstFout::RedenVerplicht)));
        let melding = hulpvraag::wijs_toe(&keten.huis, &wie, id, versie, "Met spoed, de aanbieder begint morgen").await.unwrap();
        assert!(melding.contains("12.000"), "{melding}");
        let antwoorden = keten.stuur(&[]).await;
        assert_eq!(soorten(&antwoorden), ["JW301"]);
        let jw301 = toewijzing(&antwoorden);
        let product = &jw301.client.toegewezen_producten.toegewezen_product[0];
        assert_eq!(product.budget, Some(1_200_000));
        assert_eq!((product.ingangsdatum, product.einddatum), (date(2025, 5, 12), Some(date(2026, 5, 11))));
        assert_eq!(product.referentie_aanbieder, None, "er ging geen verzoek aan vooraf");
        let na = hulpvraag::toon(&keten.huis, &wie, id).await.unwrap();
        assert!(!na.kop.open && na.afloop.contains("toegewezen"));
        let nog_eens = hulpvraag::wijs_toe(&keten.huis, &wie, id, na.kop.versie, "x").await;
        assert!(matches!(nog_eens, Err(DienstFout::Verouderd)));
        let dossier = jeugdige::dossier(&keten.huis, &wie, kind, false, None).await.unwrap();
        assert_eq!(dossier.hulpvragen[0].stand.toon, Toon::Goed);
        assert_eq!(dossier.toewijzingen.len(), 1);
        let mut lees = keten.huis.opslag.lees(wie.bereik()).await.unwrap();
        let besluiten = lees.hulpvraag_besluiten(id).await.unwrap();
        assert_eq!(besluiten.len(), 1, "het besluit is bewaard met zijn feiten");
        assert!(besluiten[0].feiten.contains("1040000"));
    }

    async fn s01_na_de_acceptatie_van_de_aanbieder_is_toewijzen_een_klik(proef: &Proef) {
        let keten = Keten::op(proef, "2025-04-10T08:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let kind = kind(&keten, &wie, 0).await;
        let id = hulpvraag::begin(&keten.huis, &wie, kind).await.unwrap();
        let te_vroeg = hulpvraag::vraag_toetsing(&keten.huis, &wie, id, 1).await;
        assert!(matches!(te_vroeg, Err(DienstFout::Ongeldig(_))), "R-293: eerst de stappen");
        vul(&keten, &wie, id).await;
        let versie = stap(&keten, &wie, id, 7).await.kop.versie;
        hulpvraag::vraag_toetsing(&keten.huis, &wie, id, versie).await.unwrap();
        let gevraagd = stap(&keten, &wie, id, 7).await;
        let toetsing = gevraagd.toetsing.unwrap();
        assert_eq!(toetsing.termijn.unwrap().uiterlijk, date(2025, 4, 28), "S01: tien werkdagen over Pasen");
        assert!(!toetsing.mag_vragen, "een keer vragen is genoeg");

        keten.zet_klok("2025-04-24T08:00:00Z");
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let verzoek = toetsing.verwijzing.unwrap();
        let beeld = verwijzing::toon(&keten.huis, &lindeboog, verzoek).await.unwrap();
        let past = VerwijzingStap::Accepteren { getoetst: date(2025, 4, 24), veiligheid: true };
        verwijzing::stap(&keten.huis, &lindeboog, verzoek, beeld.versie, past).await.unwrap().unwrap();

        let beeld = stap(&keten, &wie, id, 8).await;
        let besluit = beeld.besluit.unwrap();
        assert_eq!((besluit.toewijzen, besluit.afwijking.as_str()), (Knop::Direct, ""));
        // Eis 78: accepting is about this budget and this period.
        bewaar(&keten, &wie, id, 6, &[("raming", "1300000")]).await;
        let ander = stap(&keten, &wie, id, 8).await.besluit.unwrap();
        assert_eq!(ander.toewijzen, Knop::MetReden);
        assert!(ander.afwijking.contains("ander budget"), "{}", ander.afwijking);
        bewaar(&keten, &wie, id, 6, &[("raming", "1040000")]).await;

        let versie = stap(&keten, &wie, id, 8).await.kop.versie;
        hulpvraag::wijs_toe(&keten.huis, &wie, id, versie, "").await.unwrap();
        assert_eq!(soorten(&keten.stuur(&[]).await), ["JW301"]);
        let werk = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Alles, WerkPlek::default()).await.unwrap();
        assert!(werk.rijen.is_empty(), "niemand hoeft nog iets: {:?}", werk.rijen);
        let bij_lindeboog = verwijzing::toon(&keten.huis, &lindeboog, verzoek).await.unwrap();
        assert!(bij_lindeboog.knoppen == VerwijzingKnoppen { onderbouwing: false, ..VerwijzingKnoppen::default() }, "{:?}", bij_lindeboog.knoppen);
    }

    async fn toewijzen_op_de_bladzijde_van_de_toetsing_sluit_ook_de_hulpvraag(proef: &Proef) {
        let keten = Keten::op(proef, "2025-04-10T08:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let id = hulpvraag::begin(&keten.huis, &wie, kind(&keten, &wie, 0).await).await.unwrap();
        vul(&keten, &wie, id).await;
        let versie = stap(&keten, &wie, id, 7).await.kop.versie;
        hulpvraag::vraag_toetsing(&keten.huis, &wie, id, versie).await.unwrap();
        let verzoek = stap(&keten, &wie, id, 7).await.toetsing.unwrap().verwijzing.unwrap();
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let versie = async |wie: &Aangemeld| verwijzing::toon(&keten.huis, wie, verzoek).await.unwrap().versie;
        let past = VerwijzingStap::Accepteren { getoetst: date(2025, 4, 10), veiligheid: true };
        verwijzing::stap(&keten.huis, &lindeboog, verzoek, versie(&lindeboog).await, past).await.unwrap().unwrap();
        let toe = VerwijzingStap::Toewijzen { reden: String::new() };
        verwijzing::stap(&keten.huis, &wie, verzoek, versie(&wie).await, toe).await.unwrap().unwrap();
        assert_eq!(soorten(&keten.stuur(&[]).await), ["JW301"]);
        let na = hulpvraag::toon(&keten.huis, &wie, id).await.unwrap();
        assert!(!na.kop.open && na.afloop.contains("toegewezen"));
        let nog_eens = hulpvraag::wijs_toe(&keten.huis, &wie, id, na.kop.versie, "x").await;
        assert!(matches!(nog_eens, Err(DienstFout::Verouderd)), "er gaat maar een JW301 uit");
    }

    async fn r294_een_dringende_hulpvraag_staat_bovenaan_de_werkvoorraad(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let mut ids = Vec::new();
        for nummer in 0..2 {
            let kind = kind(&keten, &wie, nummer).await;
            ids.push(hulpvraag::begin(&keten.huis, &wie, kind).await.unwrap());
        }
        let boven = async || {
            let werk = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Alles, WerkPlek::default()).await.unwrap();
            (werk.rijen[0].soort, werk.rijen[0].id, werk.rijen[0].termijn.unwrap().uiterlijk)
        };
        assert_eq!(bewaar(&keten, &wie, ids[1], 1, &[("urgentie", "hoog")]).await, [""; 0]);
        assert_eq!(boven().await, (WerkSoort::Hulpvraag, ids[1], date(2026, 11, 23)));
        let lijst = hulpvraag::lijst(&keten.huis, &wie, false, None).await.unwrap();
        assert_eq!(lijst.rijen.iter().map(|r| r.id).collect::<Vec<_>>(), [ids[1], ids[0]]);
        // Once somebody screened it, the term of the decision counts (Awb 4:13).
        bewaar(&keten, &wie, ids[1], 2, &[("gedrag", "probleem"), ("probleem_bij", "kind")]).await;
        assert_eq!(boven().await.2, date(2027, 1, 18));
    }

    async fn wat_fout_is_komt_terug_en_de_rest_is_bewaard(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let kind = kind(&keten, &wie, 0).await;
        let id = hulpvraag::begin(&keten.huis, &wie, kind).await.unwrap();
        assert_eq!(hulpvraag::begin(&keten.huis, &wie, kind).await.unwrap(), id, "een gezin heeft een gesprek");
        let plan = [("doel1_tekst", "Rust"), ("bijstand", "ja"), ("doel1_prioriteit", "9")];
        assert_eq!(bewaar(&keten, &wie, id, 5, &plan).await, ["doel1_prioriteit", "bijstand_naam"]);
        let velden = stap(&keten, &wie, id, 5).await.groepen;
        let waarde = |naam: &str| {
            let mut alle = velden.iter().flat_map(|g| &g.velden);
            alle.find(|v| v.naam == naam).unwrap().waarde.clone()
        };
        assert_eq!((waarde("doel1_tekst").as_str(), waarde("bijstand").as_str()), ("Rust", ""));
        assert_eq!(velden.iter().filter(|g| g.titel.starts_with("Doel")).count(), 2, "er staat een leeg doel klaar");
        let oud = stap(&keten, &wie, id, 5).await.kop.versie - 1;
        let te_laat = hulpvraag::bewaar(&keten.huis, &wie, id, 5, oud, &[]).await;
        assert!(matches!(te_laat, Err(DienstFout::Verouderd)));
    }

    async fn r012_wie_geen_contract_heeft_voor_het_perceel_is_niet_te_kiezen(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let id = hulpvraag::begin(&keten.huis, &wie, kind(&keten, &wie, 0).await).await.unwrap();
        let keus = |perceel, agb| [("van", "2026-12-01"), ("tot", "2027-11-30"), ("perceel", perceel), ("aanbieder", agb)];
        assert_eq!(bewaar(&keten, &wie, id, 7, &keus("ambulant/1", "73990102")).await, ["aanbieder"], "Zilverpad heeft alleen perceel 2");
        assert_eq!(bewaar(&keten, &wie, id, 7, &keus("ambulant/2", "73990102")).await, [""; 0]);
        let zwaar = [("passend", "te_zwaar")];
        bewaar(&keten, &wie, id, 7, &zwaar).await;
        let let_op = &stap(&keten, &wie, id, 7).await.stappen[6].let_op;
        assert!(let_op[0].contains("te zwaar"), "{let_op:?}");
    }

    async fn een_nieuwe_jeugdige_krijgt_een_dossier_en_een_bekende_dezelfde(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let fout = hulpvraag::registreer(&keten.huis, &wie, &NieuweJeugdige::default()).await.unwrap().unwrap_err();
        assert!(fout.iter().any(|(veld, _)| veld == "bsn") && fout.iter().any(|(veld, _)| veld == "gemeente"));
        let elders = NieuweJeugdige { gemeente: "0166".into(), ..nieuw_kind("999900006") };
        let fout = hulpvraag::registreer(&keten.huis, &wie, &elders).await.unwrap().unwrap_err();
        assert_eq!(fout[0].0, "gemeente", "Kampen is niet van deze consulent");
        let id = hulpvraag::registreer(&keten.huis, &wie, &nieuw_kind("999900006")).await.unwrap().unwrap();
        let beeld = hulpvraag::toon(&keten.huis, &wie, id).await.unwrap();
        assert_eq!(beeld.kop.jeugdige.volledig(), "Mila Proefgezin");
        let weer = hulpvraag::registreer(&keten.huis, &wie, &nieuw_kind("999900006")).await.unwrap().unwrap();
        assert_eq!(weer, id, "hetzelfde kind, dezelfde hulpvraag");
        let ander = NieuweJeugdige { geboren: Some(date(2015, 3, 9)), ..nieuw_kind("999900006") };
        let fout = hulpvraag::registreer(&keten.huis, &wie, &ander).await.unwrap().unwrap_err();
        assert_eq!(fout[0].0, "geboren");
        vul(&keten, &wie, id).await;
        let besluit = stap(&keten, &wie, id, 8).await.besluit.unwrap();
        assert!(besluit.eerst.iter().any(|e| e.contains("basisregistratie")), "R-401: {:?}", besluit.eerst);
    }

    async fn een_andere_gemeente_en_een_aanbieder_zien_geen_hulpvraag_en_elke_blik_is_gelogd(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let kind = kind(&keten, &wie, 0).await;
        let id = hulpvraag::begin(&keten.huis, &wie, kind).await.unwrap();
        for gebruiker in ["consulent.kampen", "aanbieder.lindeboog"] {
            let ander = keten.als(gebruiker).await;
            let weg = |uit: Result<(), DienstFout>| assert!(matches!(uit, Err(DienstFout::NietGevonden)), "{gebruiker}");
            weg(hulpvraag::toon(&keten.huis, &ander, id).await.map(|_| ()));
            weg(hulpvraag::stap(&keten.huis, &ander, id, 3).await.map(|_| ()));
            weg(hulpvraag::plan(&keten.huis, &ander, id).await.map(|_| ()));
            weg(hulpvraag::bewaar(&keten.huis, &ander, id, 1, 1, &[]).await.map(|_| ()));
            weg(hulpvraag::sluit_af(&keten.huis, &ander, id, 1, "x").await);
            weg(hulpvraag::wijs_toe(&keten.huis, &ander, id, 1, "x").await.map(|_| ()));
            weg(hulpvraag::vraag_toetsing(&keten.huis, &ander, id, 1).await);
        }
        hulpvraag::plan(&keten.huis, &wie, id).await.unwrap();
        let log = keten.log_van(kind).await;
        for code in ["hulpvraag.maken", "hulpvraag.lezen"] {
            assert!(log.iter().any(|k| k.code == code), "{code}");
        }
    }

    async fn afsluiten_zonder_jeugdhulp_vraagt_een_reden_en_haalt_de_vraag_van_de_lijst(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let id = hulpvraag::begin(&keten.huis, &wie, kind(&keten, &wie, 0).await).await.unwrap();
        let zonder = hulpvraag::sluit_af(&keten.huis, &wie, id, 1, "  ").await;
        assert!(matches!(zonder, Err(DienstFout::RedenVerplicht)));
        hulpvraag::sluit_af(&keten.huis, &wie, id, 1, "De wijkcoach helpt verder").await.unwrap();
        let na = hulpvraag::toon(&keten.huis, &wie, id).await.unwrap();
        assert!(na.afloop.contains("De wijkcoach helpt verder") && !na.mag_afsluiten);
        assert!(hulpvraag::lijst(&keten.huis, &wie, false, None).await.unwrap().rijen.is_empty());
        let werk = werkvoorraad::toon(&keten.huis, &wie, WerkFilter::Alles, WerkPlek::default()).await.unwrap();
        assert!(werk.rijen.iter().all(|r| r.soort != WerkSoort::Hulpvraag));
    }

    async fn r256_het_plan_noemt_wie_helpt_met_welke_taak_en_geen_bedrag(proef: &Proef) {
        let keten = Keten::op(proef, "2025-04-10T08:00:00Z").await;
        let wie = keten.als("consulent.zwolle").await;
        let id = hulpvraag::begin(&keten.huis, &wie, kind(&keten, &wie, 0).await).await.unwrap();
        vul(&keten, &wie, id).await;
        let drie = [
            ("betrokken2_naam", "Mentor"), ("betrokken2_taak", "belt op maandag"),
            ("betrokken3_naam", "Wijkcoach"), ("betrokken3_taak", "komt elke week"),
        ];
        bewaar(&keten, &wie, id, 4, &drie).await;
        let plan = hulpvraag::plan(&keten.huis, &wie, id).await.unwrap();
        let taken: Vec<(&str, &str)> = plan.betrokkenen.iter().map(|r| (r.naam.as_str(), r.waarde.as_str())).collect();
        assert_eq!(taken, [("Opa", "haalt op van school"), ("Mentor", "belt op maandag"), ("Wijkcoach", "komt elke week")]);
        assert!(plan.afspraken.iter().any(|r| r.naam == "Bijstand" && r.waarde.starts_with("Opa (")), "R-145");
        assert!(!format!("{plan:?}").contains("10.400"), "R-054: het gezin ziet geen budget");
        assert!(plan.ontbreekt.is_empty());
    }
}
