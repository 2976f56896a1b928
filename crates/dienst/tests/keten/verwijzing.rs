//! Referral, toetsing and what follows, in the words of S02, S03 and S07, on both databases.

use crate::hulp::{Keten, alle_codes, een, soorten, toewijzing};
use houvast_begrip::{Centen, Periode};
use houvast_beslis::{Soort, Verwijzer};
use houvast_dienst::accountbeheer::{self, AccountSoort, NieuwAccount};
use houvast_dienst::beeld::{
    PlanVelden, VerwijzingBeeld, VerwijzingInvoer, VerwijzingStap, WerkFilter, WerkPlek,
};
use houvast_dienst::demo::melding::{self, Envelop, Levering};
use houvast_dienst::demo::mensen::Persoon;
use houvast_dienst::verwijzing::{self, AlsnogInvoer, ToetsingVraag};
use houvast_dienst::{Aangemeld, DienstFout, bericht, jeugdige, verzoek, werkvoorraad};
use houvast_opslag::{BerichtFilter, Bladzijde, op_beide};
use jiff::civil::{Date, date};
use uuid::Uuid;

const LINDEBOOG: &str = "73990101";

/// A referral as somebody fills it in.
fn invoer(kind: &Persoon) -> VerwijzingInvoer {
    VerwijzingInvoer {
        bsn: kind.bsn.als_str().to_owned(),
        voornamen: kind.voornaam.to_owned(),
        voorvoegsel: kind.voorvoegsel.to_owned(),
        achternaam: kind.achternaam.to_owned(),
        geboren: Some(kind.geboren),
        geslacht: kind.geslacht.code().to_owned(),
        gemeente: kind.gemeente.als_str().to_owned(),
        aanbieder: LINDEBOOG.to_owned(),
        resultaat: "Gaat weer elke dag naar school".to_owned(),
        privacy: Some(false),
        ..VerwijzingInvoer::default()
    }
}

pub(crate) async fn toon(keten: &Keten, wie: &Aangemeld, id: Uuid) -> VerwijzingBeeld {
    verwijzing::toon(&keten.huis, wie, id).await.unwrap()
}

/// A step on the page as it is now; the fields that came back with a mistake.
async fn stap(keten: &Keten, wie: &Aangemeld, id: Uuid, stap: VerwijzingStap) -> Vec<&'static str> {
    let versie = toon(keten, wie, id).await.versie;
    match verwijzing::stap(&keten.huis, wie, id, versie, stap)
        .await
        .unwrap()
    {
        Ok(()) => Vec::new(),
        Err(fouten) => fouten.into_iter().map(|(veld, _)| veld).collect(),
    }
}

pub(crate) async fn goed(keten: &Keten, wie: &Aangemeld, id: Uuid, wat: VerwijzingStap) {
    assert_eq!(stap(keten, wie, id, wat.clone()).await, [""; 0], "{wat:?}");
}

pub(crate) fn accepteer(dag: Date) -> VerwijzingStap {
    VerwijzingStap::Accepteren {
        getoetst: dag,
        veiligheid: true,
    }
}

fn plan(raming: Centen, van: Date, tot: Date) -> VerwijzingStap {
    VerwijzingStap::Plan(PlanVelden {
        raming: Some(raming),
        duurzaam: Some(false),
        van: Some(van),
        tot: Some(tot),
    })
}

/// The kinds of work about this referral in somebody's list.
async fn werk(keten: &Keten, wie: &Aangemeld, id: Uuid) -> Vec<String> {
    let lijst = werkvoorraad::toon(&keten.huis, wie, WerkFilter::Signalen, WerkPlek::default())
        .await
        .unwrap();
    let mut uit: Vec<String> = lijst
        .rijen
        .into_iter()
        .filter(|r| r.id == id)
        .map(|r| r.wat)
        .collect();
    uit.sort();
    uit
}

/// A referral of the huisarts of Zwolle that Lindeboog accepted.
async fn overgenomen(keten: &Keten, van: VerwijzingInvoer) -> Uuid {
    let huisarts = keten.als("huisarts.zwolle").await;
    let lindeboog = keten.als("aanbieder.lindeboog").await;
    let id = verwijzing::verwijs(&keten.huis, &huisarts, van)
        .await
        .unwrap()
        .unwrap();
    let dag = keten.vandaag();
    goed(keten, &lindeboog, id, VerwijzingStap::Aangemeld { dag }).await;
    goed(keten, &lindeboog, id, accepteer(dag)).await;
    id
}

/// What the Toegang asks of Lindeboog (S03).
pub(crate) async fn vraag(keten: &Keten, kind: &Persoon, euro: i64) -> Uuid {
    let consulent = keten.als("consulent.zwolle").await;
    let mut tx = keten.huis.opslag.begin(consulent.bereik()).await.unwrap();
    let houder = kind.gemeente.into();
    let jeugdige = tx.jeugdige_met_bsn(&houder, &kind.bsn).await.unwrap().unwrap();
    let vraag = ToetsingVraag {
        hulpvraag: None,
        jeugdige: jeugdige.id,
        aanbieder: LINDEBOOG.parse().unwrap(),
        resultaat: "Kan met boosheid omgaan".to_owned(),
        budget: Centen::euro(euro),
        soort: Soort::Herstel,
        periode: Periode::nieuw(date(2026, 1, 12), Some(date(2027, 1, 11))).unwrap(),
        perceel: None,
    };
    let id = verwijzing::vraag_toetsing(&keten.huis, &mut tx, &consulent, vraag)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

op_beide! {
    async fn s02_a_de_huisarts_verwijst_en_ziet_dat_de_hulp_is_toegewezen(proef: &Proef) {
        let keten = Keten::op(proef, "2025-05-19T08:00:00Z").await;
        let kind = keten.vrij("0193", 0);
        let huisarts = keten.als("huisarts.zwolle").await;
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let id = verwijzing::verwijs(&keten.huis, &huisarts, invoer(kind)).await.unwrap().unwrap();
        let voor = toon(&keten, &lindeboog, id).await;
        assert!(voor.knoppen.aanmelden && !voor.knoppen.toetsen, "eerst de aanmelding (R-089)");
        assert_eq!(voor.resultaat, "Gaat weer elke dag naar school");
        assert_eq!(werk(&keten, &lindeboog, id).await, ["Verwijzing toetsen"]);

        goed(&keten, &lindeboog, id, VerwijzingStap::Aangemeld { dag: date(2025, 5, 19) }).await;
        let termijn = toon(&keten, &huisarts, id).await.termijn.unwrap();
        assert_eq!(termijn.uiterlijk, date(2025, 6, 3), "tien werkdagen, 29 mei is Hemelvaart (R-091)");

        keten.zet_klok("2025-06-02T08:00:00Z");
        assert_eq!(stap(&keten, &lindeboog, id, VerwijzingStap::Accepteren {
            getoetst: date(2025, 6, 2), veiligheid: false,
        }).await, ["veiligheid"], "R-407");
        goed(&keten, &lindeboog, id, accepteer(date(2025, 6, 2))).await;
        assert_eq!(toon(&keten, &huisarts, id).await.stand.tekst, "overgenomen");
        assert_eq!(werk(&keten, &lindeboog, id).await, ["Toewijzing aanvragen"]);

        goed(&keten, &lindeboog, id, plan(Centen::euro(8_000), date(2025, 6, 10), date(2026, 6, 9))).await;
        let klaar = toon(&keten, &lindeboog, id).await;
        assert!(klaar.knoppen.versturen);
        assert!(klaar.antwoorden.iter().any(|a| a.titel == "Kan dit zonder de Toegang?" && a.oordeel.tekst == "in orde"));
        goed(&keten, &lindeboog, id, VerwijzingStap::Versturen).await;
        let antwoorden = keten.stuur(&[]).await;
        assert_eq!(soorten(&antwoorden), ["JW301", "JW316"], "Zwolle antwoordt vanzelf (R-405)");
        let product = &toewijzing(&antwoorden).client.toegewezen_producten.toegewezen_product[0];
        assert_eq!(product.budget, Some(800_000));

        let na = toon(&keten, &lindeboog, id).await;
        assert_eq!((na.stand.tekst.as_str(), werk(&keten, &lindeboog, id).await.len()), ("hulp toegewezen", 0));
        let vraag = verzoek::toon(&keten.huis, &lindeboog, na.verzoek.unwrap()).await.unwrap();
        let gronden = &vraag.aanvragen[0].voorstel.as_ref().unwrap().gronden;
        let toets = gronden.iter().find(|g| g.onderwerp.contains("toetsing")).unwrap();
        assert!(!toets.uitleg.contains("niet vastgelegd"), "de toetsing was al bekend: {}", toets.uitleg);
        let zicht = toon(&keten, &huisarts, id).await;
        assert_eq!(zicht.stappen[0].wat, "Hulp toegewezen");
        assert!(zicht.verzoek.is_none() && zicht.bericht.is_none(), "een huisarts opent geen berichten");
    }

    async fn s02_b_boven_8000_kan_pas_na_contact_en_instemming(proef: &Proef) {
        let keten = Keten::op(proef, "2025-05-19T08:00:00Z").await;
        let id = overgenomen(&keten, invoer(keten.vrij("0193", 0))).await;
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let consulent = keten.als("consulent.zwolle").await;
        let een_cent_te_veel = plan(Centen(800_001), date(2025, 6, 10), date(2026, 6, 9));
        goed(&keten, &lindeboog, id, een_cent_te_veel).await;
        assert!(!toon(&keten, &lindeboog, id).await.knoppen.versturen, "eis 72");
        assert!(matches!(verwijzing::toon(&keten.huis, &consulent, id).await, Err(DienstFout::NietGevonden)),
            "zonder contact weet de gemeente van niets");

        let overleg = VerwijzingStap::Overleg {
            dag: date(2025, 5, 19),
            bedrag: Some(Centen::euro(12_000)),
            tekst: "Twee keer per week, samen met school".to_owned(),
        };
        goed(&keten, &lindeboog, id, overleg).await;
        assert_eq!(werk(&keten, &consulent, id).await, ["Overleg over een verwijzing"]);
        let bij = toon(&keten, &consulent, id).await;
        assert!(bij.knoppen.antwoorden && bij.stappen.iter().any(|s| s.toelichting.contains("samen met school")));
        let zonder_bedrag = VerwijzingStap::Antwoord { akkoord: Some(true), bedrag: None, tekst: String::new() };
        assert_eq!(stap(&keten, &consulent, id, zonder_bedrag).await, ["bedrag"]);
        let akkoord = VerwijzingStap::Antwoord {
            akkoord: Some(true), bedrag: Some(Centen::euro(12_000)), tekst: String::new(),
        };
        goed(&keten, &consulent, id, akkoord).await;
        assert!(werk(&keten, &consulent, id).await.is_empty());
        assert!(werk(&keten, &lindeboog, id).await.contains(&"Antwoord van de Toegang".to_owned()));

        assert!(toon(&keten, &lindeboog, id).await.knoppen.versturen);
        goed(&keten, &lindeboog, id, VerwijzingStap::Versturen).await;
        let antwoorden = keten.stuur(&[]).await;
        let product = &toewijzing(&antwoorden).client.toegewezen_producten.toegewezen_product[0];
        assert_eq!(product.budget, Some(1_200_000), "de instemming is een feit van het verzoek");
    }

    async fn een_weigering_vraagt_een_grond_een_reden_en_contact_en_de_verwijzer_leest_haar(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-10T08:00:00Z").await;
        let huisarts = keten.als("huisarts.zwolle").await;
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let kind = invoer(keten.vrij("0193", 0));
        let id = verwijzing::verwijs(&keten.huis, &huisarts, kind).await.unwrap().unwrap();
        let dag = keten.vandaag();
        goed(&keten, &lindeboog, id, VerwijzingStap::Aangemeld { dag }).await;
        let weiger = |grond: &str, reden: &str, contact| VerwijzingStap::Weigeren {
            getoetst: dag, veiligheid: true, grond: grond.to_owned(), reden: reden.to_owned(), contact,
        };
        assert_eq!(stap(&keten, &lindeboog, id, weiger("geen-expertise", "", Some(dag))).await, ["reden"], "R-129");
        assert_eq!(stap(&keten, &lindeboog, id, weiger("geen-expertise", "Te zwaar", None)).await, ["contact"], "R-097");
        assert_eq!(stap(&keten, &lindeboog, id, weiger("geen-capaciteit", "Vol", Some(dag))).await, ["grond"], "R-096");
        assert_eq!(stap(&keten, &lindeboog, id, weiger("", "Vol", Some(dag))).await, ["grond"]);
        goed(&keten, &lindeboog, id, VerwijzingStap::Wachttijd { weken: 6 }).await;
        goed(&keten, &lindeboog, id, weiger("overgekwalificeerd", "Een lichte opvoedvraag", Some(dag))).await;
        assert!(werk(&keten, &lindeboog, id).await.is_empty());
        let ziet = toon(&keten, &huisarts, id).await;
        assert_eq!(ziet.stand.tekst, "niet overgenomen");
        assert!(ziet.stappen[0].toelichting.contains("Een lichte opvoedvraag"));
        assert!(ziet.stappen[0].toelichting.contains("Zoek lichter aanbod"), "R-095: {}", ziet.stappen[0].toelichting);
        assert!(ziet.stappen.iter().any(|s| s.toelichting.contains("6 weken")));
        let kader = houvast_dienst::account::kader(&keten.huis, &huisarts).await.unwrap();
        assert_eq!(kader.werk, 1, "de verwijzer heeft iets te lezen");
        goed(&keten, &huisarts, id, VerwijzingStap::Gezien).await;
        let kader = houvast_dienst::account::kader(&keten.huis, &huisarts).await.unwrap();
        assert_eq!(kader.werk, 0);
    }

    async fn s03_een_ander_budget_voor_de_start_en_dan_wijst_de_toegang_toe(proef: &Proef) {
        let keten = Keten::op(proef, "2025-12-22T08:00:00Z").await;
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let consulent = keten.als("consulent.zwolle").await;
        let id = vraag(&keten, keten.vrij("0193", 0), 3_000).await;
        let uiterlijk = toon(&keten, &lindeboog, id).await.termijn.unwrap().uiterlijk;
        assert_eq!(uiterlijk, date(2026, 1, 8), "kerst en nieuwjaar tellen niet mee (R-091)");
        assert_eq!(werk(&keten, &consulent, id).await, ["Toetsing door de aanbieder"]);

        keten.zet_klok("2026-01-05T08:00:00Z");
        let ander = |euro| VerwijzingStap::AnderBudget {
            getoetst: date(2026, 1, 5), veiligheid: true, bedrag: Centen::euro(euro), reden: "Rekenhulp: 5.200".to_owned(),
        };
        assert_eq!(stap(&keten, &lindeboog, id, ander(3_000)).await, ["bedrag"]);
        goed(&keten, &lindeboog, id, ander(8_000)).await;
        assert!(werk(&keten, &consulent, id).await.contains(&"Overleg over een verwijzing".to_owned()));
        let akkoord = VerwijzingStap::Antwoord {
            akkoord: Some(true), bedrag: Some(Centen::euro(8_000)), tekst: String::new(),
        };
        goed(&keten, &consulent, id, akkoord).await;
        let beeld = toon(&keten, &consulent, id).await;
        assert_eq!(beeld.stand.tekst, "overgenomen", "acceptatie omvat budget en periode (R-128)");
        assert_eq!(beeld.knoppen.toewijzen, Some(false), "{:?}", beeld.voorstel);
        assert_eq!(werk(&keten, &consulent, id).await, ["Toewijzen na de toetsing"]);

        let oud = verwijzing::stap(&keten.huis, &consulent, id, beeld.versie - 1,
            VerwijzingStap::Toewijzen { reden: String::new() }).await;
        assert!(matches!(oud, Err(DienstFout::Verouderd)));
        goed(&keten, &consulent, id, VerwijzingStap::Toewijzen { reden: String::new() }).await;
        let antwoorden = keten.stuur(&[]).await;
        assert_eq!(soorten(&antwoorden), ["JW301"]);
        let product = &toewijzing(&antwoorden).client.toegewezen_producten.toegewezen_product[0];
        assert_eq!((product.budget, product.ingangsdatum), (Some(800_000), date(2026, 1, 12)));
        assert_eq!(product.referentie_aanbieder, None, "er was geen verzoek");
        assert_eq!(toon(&keten, &lindeboog, id).await.stand.tekst, "hulp toegewezen");
        assert!(werk(&keten, &consulent, id).await.is_empty());
    }

    async fn s03_b_niet_akkoord_en_de_toegang_zoekt_een_ander(proef: &Proef) {
        let keten = Keten::op(proef, "2025-12-22T08:00:00Z").await;
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let consulent = keten.als("consulent.zwolle").await;
        let id = vraag(&keten, keten.vrij("0193", 0), 3_000).await;
        let ander = VerwijzingStap::AnderBudget {
            getoetst: date(2025, 12, 22), veiligheid: true, bedrag: Centen::euro(8_000), reden: "Te weinig uren".to_owned(),
        };
        goed(&keten, &lindeboog, id, ander).await;
        let nee = VerwijzingStap::Antwoord { akkoord: Some(false), bedrag: None, tekst: "Wij zien dit anders".to_owned() };
        goed(&keten, &consulent, id, nee).await;
        assert_eq!(toon(&keten, &consulent, id).await.stand.tekst, "niet overgenomen");
        assert_eq!(werk(&keten, &consulent, id).await, ["Verwijzing geweigerd"]);
        assert!(keten.stuur(&[]).await.is_empty());
        goed(&keten, &consulent, id, VerwijzingStap::Gezien).await;
        assert!(werk(&keten, &consulent, id).await.is_empty());
        // The same question may be asked again, of the same aanbieder too.
        let _ = vraag(&keten, keten.vrij("0193", 0), 8_000).await;
    }

    async fn s07_met_een_privacyverklaring_krijgt_de_gemeente_geen_inhoud(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-02T08:00:00Z").await;
        let van = VerwijzingInvoer { privacy: Some(true), ..invoer(keten.vrij("0193", 0)) };
        let id = overgenomen(&keten, van).await;
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let consulent = keten.als("consulent.zwolle").await;
        goed(&keten, &lindeboog, id, plan(Centen::euro(5_000), date(2025, 6, 10), date(2026, 6, 9))).await;
        let overleg = VerwijzingStap::Overleg { dag: date(2025, 6, 2), bedrag: None, tekst: "Periode van een jaar".to_owned() };
        goed(&keten, &lindeboog, id, overleg).await;
        let ziet = toon(&keten, &consulent, id).await;
        assert!(ziet.afgeschermd && ziet.resultaat.is_empty() && ziet.dossier.is_none());
        assert!(ziet.antwoorden.iter().any(|a| a.titel == "Wie bepaalt het budget?"));
        goed(&keten, &lindeboog, id, VerwijzingStap::Versturen).await;
        let antwoorden = keten.stuur(&[]).await;
        assert_eq!(soorten(&antwoorden), ["JW301", "JW316"]);
        let vraag = verzoek::toon(&keten.huis, &consulent, toon(&keten, &lindeboog, id).await.verzoek.unwrap()).await.unwrap();
        assert!(!format!("{vraag:?}").contains("elke dag naar school"), "het resultaat is inhoud (R-394)");
    }

    async fn wie_niet_bij_een_verwijzing_hoort_ziet_haar_niet(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-02T08:00:00Z").await;
        let huisarts = keten.als("huisarts.zwolle").await;
        let van = invoer(keten.vrij("0193", 0));
        let id = verwijzing::verwijs(&keten.huis, &huisarts, van.clone()).await.unwrap().unwrap();
        for ander in ["gi.ijsselland", "aanbieder.zilverpad", "consulent.zwolle", "consulent.kampen", "regio.ijsselland"] {
            let wie = keten.als(ander).await;
            let kijkt = verwijzing::toon(&keten.huis, &wie, id).await;
            assert!(matches!(kijkt, Err(DienstFout::NietGevonden)), "{ander}");
            let doet = verwijzing::stap(&keten.huis, &wie, id, 1, VerwijzingStap::Gezien).await;
            assert!(matches!(doet, Err(DienstFout::NietGevonden)), "{ander}");
        }
        for ander in ["gi.ijsselland", "aanbieder.zilverpad", "consulent.zwolle"] {
            let wie = keten.als(ander).await;
            assert!(verwijzing::lijst(&keten.huis, &wie, false, None).await.unwrap().rijen.is_empty(), "{ander}");
        }
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let verwijst = verwijzing::verwijs(&keten.huis, &lindeboog, van.clone()).await;
        assert!(matches!(verwijst, Err(DienstFout::NietGevonden)));
        let nog_eens = verwijzing::verwijs(&keten.huis, &huisarts, van).await.unwrap().unwrap_err();
        assert_eq!(nog_eens[0].0, "bsn");
    }

    async fn een_nieuwe_praktijk_krijgt_een_account_en_verwijst(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-02T08:00:00Z").await;
        let wens = |praktijk: &str, verwijzer| NieuwAccount {
            gebruikersnaam: "kinderarts".to_owned(),
            naam: "Dokter Jansma".to_owned(),
            soort: AccountSoort::Verwijzer,
            gemeenten: Vec::new(),
            agb: Some("03990299".to_owned()),
            praktijk: praktijk.to_owned(),
            verwijzer,
            wachtwoord: "een zin om te verwijzen".to_owned(),
        };
        let huis = &keten.huis;
        for (praktijk, soort) in [("", Some(Verwijzer::MedischSpecialist)), ("Kinderpoli", None)] {
            let zonder = accountbeheer::maak(huis, wens(praktijk, soort)).await.unwrap();
            assert!(zonder.unwrap_err().0.contains("03990299"), "{praktijk}");
        }
        let wil = wens("Kinderpoli", Some(Verwijzer::MedischSpecialist));
        accountbeheer::maak(huis, wil).await.unwrap().unwrap();
        let arts = keten.met("kinderarts", "een zin om te verwijzen").await;
        let id = verwijzing::verwijs(huis, &arts, invoer(keten.vrij("0193", 0))).await.unwrap().unwrap();
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        assert_eq!(toon(&keten, &lindeboog, id).await.verwijzer, "Kinderpoli (medisch specialist)");
    }

    async fn een_verwijzing_wordt_per_veld_nagekeken(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-02T08:00:00Z").await;
        let huisarts = keten.als("huisarts.zwolle").await;
        let leeg = verwijzing::verwijs(&keten.huis, &huisarts, VerwijzingInvoer::default()).await.unwrap().unwrap_err();
        let velden: Vec<_> = leeg.iter().map(|f| f.0).collect();
        assert_eq!(velden, ["bsn", "voornamen", "achternaam", "geboren", "geslacht", "gemeente", "aanbieder", "privacy"]);
        let goed = invoer(keten.vrij("0193", 0));
        let fout = |wijzig: fn(&mut VerwijzingInvoer)| { let mut v = goed.clone(); wijzig(&mut v); v };
        for (veld, van) in [
            ("bsn", fout(|v| v.bsn = "999900007".to_owned())),
            // Jeugdwet 1.1: until 23.
            ("geboren", fout(|v| v.geboren = Some(date(2002, 6, 2)))),
            ("geboren", fout(|v| v.geboren = Some(date(2025, 6, 3)))),
            ("gemeente", fout(|v| v.gemeente = "0119".to_owned())),
            // De Kleine Oever has had no contract since last year.
            ("aanbieder", fout(|v| v.aanbieder = "73990111".to_owned())),
            ("telefoon", fout(|v| v.aanmelden = true)),
            ("overleg", fout(|v| v.overleg = Some(date(2025, 6, 3)))),
        ] {
            let fouten = verwijzing::verwijs(&keten.huis, &huisarts, van).await.unwrap().unwrap_err();
            assert_eq!(fouten.iter().map(|f| f.0).collect::<Vec<_>>(), [veld], "{fouten:?}");
        }
        let net_jong_genoeg = fout(|v| v.geboren = Some(date(2002, 6, 3)));
        assert!(verwijzing::verwijs(&keten.huis, &huisarts, net_jong_genoeg).await.unwrap().is_ok());
    }

    async fn wie_het_gezin_laat_bellen_begint_de_termijn_vandaag(proef: &Proef) {
        let keten = Keten::op(proef, "2025-05-19T08:00:00Z").await;
        let huisarts = keten.als("huisarts.zwolle").await;
        let van = VerwijzingInvoer { aanmelden: true, telefoon: "06 12345678".to_owned(), ..invoer(keten.vrij("0193", 0)) };
        let id = verwijzing::verwijs(&keten.huis, &huisarts, van).await.unwrap().unwrap();
        assert_eq!(toon(&keten, &huisarts, id).await.termijn.unwrap().uiterlijk, date(2025, 6, 3));
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let ziet = toon(&keten, &lindeboog, id).await;
        assert!(ziet.persoon.iter().any(|r| r.waarde == "06\u{a0}12345678"));
        assert!(ziet.persoon.iter().all(|r| !r.waarde.contains(keten.vrij("0193", 0).bsn.als_str())));
    }

    /// the Toegang knows of a referral by a GI, and it stays valid without consultation.
    async fn een_verwijzing_van_de_gi_ligt_ook_bij_de_toegang(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-02T08:00:00Z").await;
        let gi = keten.als("gi.ijsselland").await;
        let consulent = keten.als("consulent.zwolle").await;
        assert!(verwijzing::formulier(&keten.huis, &gi).await.unwrap().vraagt_overleg);
        let zonder = verwijzing::verwijs(&keten.huis, &gi, invoer(keten.vrij("0193", 0))).await.unwrap().unwrap();
        assert_eq!(werk(&keten, &consulent, zonder).await, ["Overleg over een verwijzing"]);
        let van = VerwijzingInvoer { overleg: Some(date(2025, 5, 28)), ..invoer(keten.vrij("0193", 1)) };
        let met = verwijzing::verwijs(&keten.huis, &gi, van).await.unwrap().unwrap();
        assert!(werk(&keten, &consulent, met).await.is_empty());
        assert!(toon(&keten, &consulent, met).await.gegevens.iter().any(|r| r.waarde == "28-05-2025"));
        let privacy = VerwijzingInvoer { privacy: Some(true), ..invoer(keten.vrij("0193", 2)) };
        let dicht = verwijzing::verwijs(&keten.huis, &gi, privacy).await.unwrap().unwrap();
        assert!(matches!(verwijzing::toon(&keten.huis, &consulent, dicht).await, Err(DienstFout::NietGevonden)));
    }

    /// a task, never a block.
    async fn zonder_resultaat_heeft_de_aanbieder_een_taak_tot_de_onderbouwing_er_is(proef: &Proef) {
        let keten = Keten::op(proef, "2025-06-02T08:00:00Z").await;
        let van = VerwijzingInvoer { resultaat: String::new(), ..invoer(keten.vrij("0193", 0)) };
        let id = overgenomen(&keten, van).await;
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let taak = "Resultaat vastleggen".to_owned();
        assert!(werk(&keten, &lindeboog, id).await.contains(&taak));
        let leg = |tekst: &str, onderbouwing: &str| VerwijzingStap::Resultaat {
            tekst: tekst.to_owned(), onderbouwing: onderbouwing.to_owned(),
        };
        assert_eq!(stap(&keten, &lindeboog, id, leg("", "")).await, ["resultaat"]);
        goed(&keten, &lindeboog, id, leg("Slaapt door", "")).await;
        assert!(werk(&keten, &lindeboog, id).await.contains(&taak), "de onderbouwing ontbreekt nog");
        assert_eq!(stap(&keten, &lindeboog, id, leg("", "")).await, ["onderbouwing"]);
        goed(&keten, &lindeboog, id, leg("", "Besproken met huisarts en ouders")).await;
        assert!(!werk(&keten, &lindeboog, id).await.contains(&taak));
        let consulent = keten.als("consulent.zwolle").await;
        assert_eq!(toon(&keten, &consulent, id).await.onderbouwing, "Besproken met huisarts en ouders", "R-123: bij de Toegang");
        goed(&keten, &lindeboog, id, plan(Centen::euro(2_000), date(2025, 6, 10), date(2026, 6, 9))).await;
        assert!(toon(&keten, &lindeboog, id).await.knoppen.versturen);
    }

    /// the start counts, and the aanbieder has a task.
    async fn een_start_zonder_toetsing_geeft_een_taak_en_telt_gewoon(proef: &Proef) {
        let keten = Keten::op(proef, "2026-03-09T08:00:00Z").await;
        let kind = keten.vrij("0193", 0).clone();
        let vraag = keten.vraag(&kind, LINDEBOOG, "ZT").met_budget(8_000, date(2026, 3, 10), date(2027, 3, 9));
        let nummer = toewijzing(&keten.vraag_aan(&vraag).await).client.toegewezen_producten.toegewezen_product[0].toewijzing_nummer;
        keten.zet_klok("2026-03-10T08:00:00Z");
        let van = Envelop {
            afzender: LINDEBOOG, ontvanger: "0193", identificatie: "ZT305", dagtekening: keten.vandaag(),
        };
        let start = Levering {
            toewijzing: Some(nummer), ingangsdatum: Some(date(2026, 3, 10)), product: Some(("45", None)),
            begin: date(2026, 3, 10), stop: None, verwijderen: false,
        };
        let xml = houvast_ijw::schrijf(&melding::start(&van, &kind, &[start]).unwrap());
        let antwoorden = keten.stuur(&[("ZT305.xml", &xml)]).await;
        assert!(alle_codes(een(&antwoorden, "JW306")).is_empty());

        // the warning stands on the message itself and in the file, for the gemeente and for the aanbieder.
        let lindeboog = keten.als("aanbieder.lindeboog").await;
        let consulent = keten.als("consulent.zwolle").await;
        let ziet = async |wie: &Aangemeld| {
            let mut lees = keten.huis.opslag.lees(wie.bereik()).await.unwrap();
            let jeugdige = lees.jeugdige_met_bsn(&kind.gemeente.into(), &kind.bsn).await.unwrap().unwrap().id;
            let filter = BerichtFilter { soort: Some("JW305".to_owned()), ..BerichtFilter::default() };
            let id = lees.berichten(&filter, Bladzijde::eerste(9)).await.unwrap().rijen[0].id;
            drop(lees);
            let blad = bericht::toon(&keten.huis, wie, id).await.unwrap();
            let dossier = jeugdige::dossier(&keten.huis, wie, jeugdige, false, None).await.unwrap();
            (blad.let_op, dossier.toewijzingen[0].let_op.clone())
        };
        for wie in [&lindeboog, &consulent] {
            let (bericht, dossier) = ziet(wie).await;
            assert_eq!(bericht.len(), 1);
            assert!(bericht[0].starts_with(&format!("Toewijzing {nummer}: de hulp begon zonder")), "{bericht:?}");
            assert_eq!(dossier, "geen toetsing vastgelegd voor de start (eis 76)");
        }
        let lijst = werkvoorraad::toon(&keten.huis, &lindeboog, WerkFilter::Signalen, WerkPlek::default()).await.unwrap();
        let taak = lijst.rijen.iter().find(|r| r.wat == "Toetsing ontbreekt").unwrap().id;
        let zilverpad = keten.als("aanbieder.zilverpad").await;
        assert!(matches!(verwijzing::ontbrekend(&keten.huis, &zilverpad, taak).await, Err(DienstFout::NietGevonden)));
        let leeg = verwijzing::leg_alsnog_vast(&keten.huis, &lindeboog, taak, AlsnogInvoer::default()).await.unwrap();
        assert_eq!(leeg.unwrap_err().iter().map(|f| f.0).collect::<Vec<_>>(), ["getoetst", "veiligheid"]);
        let alsnog = AlsnogInvoer { getoetst: Some(date(2026, 3, 9)), veiligheid: true, resultaat: "Slaapt door".to_owned() };
        verwijzing::leg_alsnog_vast(&keten.huis, &lindeboog, taak, alsnog).await.unwrap().unwrap();
        assert!(verwijzing::ontbrekend(&keten.huis, &lindeboog, taak).await.unwrap().klaar);
        assert!(werk(&keten, &lindeboog, taak).await.is_empty());
        let (bericht, dossier) = ziet(&consulent).await;
        assert!(bericht[0].ends_with("Dat is op 10-03-2026 alsnog gedaan (eis 76)."), "{bericht:?}");
        assert_eq!(dossier, "toetsing pas op 10-03-2026 vastgelegd, na de start (eis 76)");
    }
}
