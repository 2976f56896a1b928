//! Nobody gets a row outside the own scope: not one gemeente of another, not one aanbieder of another, management of none.

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::*;
use jiff::civil::date;
use uuid::Uuid;

/// Every reading function for one case, by name, with how many rows it gives. A new function belongs in this list; the
/// test below counts the public ones.
async fn alles(o: &Opslag, b: &Bereik, z: &Zaak) -> Vec<(&'static str, usize)> {
    let mut l = o.lees(b).await.unwrap();
    let blad = Bladzijde::eerste(50);
    let (houder, agb) = (z.kind.houder.clone(), z.verzoek.aanbieder);
    let refs = ["REF-1".to_owned()];
    let bij_bsn = JeugdigeVraag {
        bsn: Some(z.kind.bsn),
        ..Default::default()
    };
    let bij_naam = JeugdigeVraag {
        naam: Some("jans".into()),
        ..Default::default()
    };
    let bij_nummer = JeugdigeVraag {
        toewijzing: Some(z.toewijzing.nummer),
        ..Default::default()
    };
    let bij_referentie = JeugdigeVraag {
        referentie: Some("REF-1".into()),
        ..Default::default()
    };
    let identificatie = z.bericht.identificatie.clone().unwrap();
    let filter = BerichtFilter::default();
    vec![
        ("jeugdige", l.jeugdige(z.kind.id).await.unwrap().iter().count()),
        (
            "jeugdige_met_bsn",
            l.jeugdige_met_bsn(&houder, &z.kind.bsn)
                .await
                .unwrap()
                .iter()
                .count(),
        ),
        (
            "jeugdigen_met_bsn",
            l.jeugdigen_met_bsn(&houder, &[z.kind.bsn]).await.unwrap().len(),
        ),
        ("relaties", l.relaties(z.kind.id).await.unwrap().len()),
        (
            "betrokkenheid",
            l.betrokkenheid(z.kind.id, agb).await.unwrap().iter().count(),
        ),
        (
            "zoek_jeugdigen",
            l.zoek_jeugdigen(&bij_bsn, blad).await.unwrap().rijen.len(),
        ),
        (
            "zoek_jeugdigen",
            l.zoek_jeugdigen(&bij_naam, blad).await.unwrap().rijen.len(),
        ),
        (
            "zoek_jeugdigen",
            l.zoek_jeugdigen(&bij_nummer, blad).await.unwrap().rijen.len(),
        ),
        (
            "zoek_jeugdigen",
            l.zoek_jeugdigen(&bij_referentie, blad).await.unwrap().rijen.len(),
        ),
        ("bericht", l.bericht(z.bericht.id).await.unwrap().iter().count()),
        (
            "bericht_inhoud",
            l.bericht_inhoud(z.bericht.id).await.unwrap().iter().count(),
        ),
        ("berichten", l.berichten(&filter, blad).await.unwrap().rijen.len()),
        (
            "aantal_berichten",
            usize::try_from(l.aantal_berichten(&filter, 99).await.unwrap()).unwrap(),
        ),
        ("menutelling", {
            let m = l.menutelling(&menu(99)).await.unwrap();
            usize::try_from(m.verzoeken.min(m.berichten)).unwrap()
        }),
        (
            "eerder_ontvangen",
            l.eerder_ontvangen(agb.als_str(), "JW315", &identificatie, Uuid::nil())
                .await
                .unwrap()
                .len(),
        ),
        (
            "uitbak_stand",
            usize::try_from(l.uitbak_stand().await.unwrap().wachtend).unwrap(),
        ),
        ("verzoek", l.verzoek(z.verzoek.id).await.unwrap().iter().count()),
        (
            "verzoek_van_bericht",
            l.verzoek_van_bericht(z.bericht.id).await.unwrap().iter().count(),
        ),
        (
            "verzoek_producten",
            l.verzoek_producten(z.verzoek.id).await.unwrap().len(),
        ),
        (
            "verzoek_product",
            l.verzoek_product(z.product.id).await.unwrap().iter().count(),
        ),
        ("verzoeken_van", l.verzoeken_van(z.kind.id).await.unwrap().len()),
        (
            "open_verzoeken_van",
            l.open_verzoeken_van(&houder, z.kind.id, agb).await.unwrap().len(),
        ),
        (
            "producten_met_referentie",
            l.producten_met_referentie(agb, &refs).await.unwrap().len(),
        ),
        (
            "productregels",
            l.productregels(Some(z.kind.id), blad).await.unwrap().rijen.len(),
        ),
        (
            "productregels",
            l.productregels(None, blad).await.unwrap().rijen.len(),
        ),
        (
            "toewijzing",
            l.toewijzing(z.toewijzing.id).await.unwrap().iter().count(),
        ),
        (
            "toewijzing_met_nummer",
            l.toewijzing_met_nummer(&houder, z.toewijzing.nummer)
                .await
                .unwrap()
                .iter()
                .count(),
        ),
        (
            "toewijzingen_van",
            l.toewijzingen_van(z.kind.id).await.unwrap().len(),
        ),
        (
            "hulp_sinds",
            l.hulp_sinds(&houder, z.kind.id, date(2026, 1, 1))
                .await
                .unwrap()
                .len(),
        ),
        (
            "actuele_toewijzingen",
            l.actuele_toewijzingen(&houder, z.kind.id, agb, VANDAAG)
                .await
                .unwrap()
                .len(),
        ),
        (
            "hulp_van",
            l.hulp_van(&[z.kind.id], Some(VANDAAG)).await.unwrap().len(),
        ),
        ("feiten_van", l.feiten_van(z.kind.id).await.unwrap().len()),
        (
            "feiten_van_verzoek",
            l.feiten_van_verzoek(z.verzoek.id).await.unwrap().len(),
        ),
        ("tijdlijn", l.tijdlijn(z.kind.id, blad).await.unwrap().rijen.len()),
        (
            "werkvoorraad",
            l.werkvoorraad(&WerkVraag::default(), blad)
                .await
                .unwrap()
                .rijen
                .len(),
        ),
        (
            "werktelling",
            usize::try_from(l.werktelling(VANDAAG, date(2026, 11, 27)).await.unwrap().open).unwrap(),
        ),
        (
            "signalen",
            l.signalen(&SignaalVraag::alles(VANDAAG), blad)
                .await
                .unwrap()
                .rijen
                .len(),
        ),
    ]
}

/// For the gemeente and the program only.
async fn alleen_gemeente(o: &Opslag, b: &Bereik, z: &Zaak) -> usize {
    let mut l = o.lees(b).await.unwrap();
    l.besluiten(z.product.id).await.unwrap().len()
}

op_beide! {
    async fn wie_buiten_het_bereik_staat_krijgt_niets(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        // Refused and opened by nobody, so that the menu counts it.
        let mut tx = o.begin(&systeem()).await.unwrap();
        let van = [BerichtStatus::Verwerkt];
        assert!(tx.zet_bericht_status(z.bericht.id, &van, BerichtStatus::Afgekeurd).await.unwrap());
        tx.commit().await.unwrap();
        let mag = [systeem(), consulent("0193"), medewerker(vaart())];
        for bereik in &mag {
            for (naam, aantal) in alles(o, bereik, &z).await {
                assert_eq!(aantal, 1, "{naam} voor {:?}", bereik.rol());
            }
        }
        let mag_niet = [
            consulent("0150"),
            medewerker(brink()),
            beheer(),
            verwijzer(praktijk()),
            Bereik::sturing(Uuid::nil(), regio()),
            privacy("0193"),
            // A scope without gemeenten, such as an account that lost them all.
            Bereik::gemeente(Uuid::nil(), Rol::Consulent, regio(), []),
            // Another region that happens to share nothing.
            Bereik::systeem(houvast_begrip::Houder::regio("twente").unwrap(), [gemeente("0153")]),
        ];
        for bereik in &mag_niet {
            for (naam, aantal) in alles(o, bereik, &z).await {
                assert_eq!(aantal, 0, "{naam} lekt naar {:?}", bereik.rol());
            }
        }
        for bereik in &mag[..2] {
            assert_eq!(alleen_gemeente(o, bereik, &z).await, 1);
        }
        for bereik in mag_niet.iter().chain([&mag[2]]) {
            assert_eq!(alleen_gemeente(o, bereik, &z).await, 0, "{:?}", bereik.rol());
        }
    }

    async fn wie_buiten_het_bereik_staat_wijzigt_niets(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        for bereik in [
            consulent("0150"),
            medewerker(vaart()),
            medewerker(brink()),
            beheer(),
            verwijzer(praktijk()),
            Bereik::sturing(Uuid::nil(), regio()),
            privacy("0193"),
        ] {
            let mut tx = o.begin(&bereik).await.unwrap();
            let mut kind = z.kind.clone();
            kind.geslachtsnaam = "Anders".into();
            assert!(!tx.wijzig_jeugdige(&kind).await.unwrap());
            assert!(!tx.wijzig_toewijzing(&z.toewijzing).await.unwrap());
            assert!(!tx.wijzig_verzoek_product(&z.product, 1).await.unwrap());
            assert!(!tx.beantwoord_verzoek_product(&z.product, 1).await.unwrap());
            assert!(!tx.wijzig_verzoek(&z.verzoek, 1).await.unwrap());
            assert_eq!(tx.zet_toewijzing_bericht(&[z.toewijzing.id], z.bericht.id).await.unwrap(), 0);
            assert!(!tx.bericht_gezien(z.bericht.id, nu()).await.unwrap());
            assert!(!tx.sluit_bericht(z.bericht.id, id(), BerichtStatus::Bevestigd).await.unwrap());
            assert!(!tx.zet_bericht_status(z.bericht.id, &[BerichtStatus::Verwerkt], BerichtStatus::Fout).await.unwrap());
            assert!(!tx.koppel_jeugdige(z.bericht.id, z.kind.id).await.unwrap());
            assert!(!tx.sluit_signaal(&zwolle(), SignaalSoort::Antwoord, z.verzoek.id, nu()).await.unwrap());
            assert_eq!(tx.sluit_signalen(&zwolle(), z.verzoek.id, nu()).await.unwrap(), 0);
            let buiten = |r: Uitslag<()>| assert!(matches!(r, Err(OpslagFout::BuitenBereik(_))), "{r:?}");
            let ander = jeugdige(&zwolle(), bsn(5), "Ander Kind");
            buiten(tx.leg_jeugdigen_vast(&[ander]).await);
            buiten(tx.leg_relaties_vast(&[relatie(&z.kind)]).await);
            buiten(tx.leg_toewijzingen_vast(&[toewijzing(&z.kind, zaaknemer(&bereik), 99, VANDAAG, None)]).await);
            buiten(tx.leg_berichten_vast(&[bericht(&zwolle(), Richting::Uit, "JW301", zaaknemer(&bereik))]).await);
            buiten(tx.leg_verzoeken_vast(&[verzoek(&z.kind, &z.bericht, zaaknemer(&bereik), VANDAAG)]).await);
            buiten(tx.leg_verzoek_producten_vast(&[product(&z.verzoek, 2, "R")]).await);
            buiten(tx.leg_besluiten_vast(&[besluit(&z.product)]).await);
            buiten(tx.leg_feiten_vast(&[feit(&z.kind, Some(ander_dan(&bereik)))]).await);
            buiten(tx.leg_gebeurtenissen_vast(&[gebeurtenis(&z.kind, None, nu())]).await);
            buiten(tx.leg_signalen_vast(&[signaal(&zwolle(), SignaalSoort::Onderzoek, id(), None, VANDAAG)]).await.map(|_| ()));
            buiten(tx.zet_in_uitbak(&[Uitbak::nieuw(&zwolle(), id(), z.bericht.id, "x", "x".into(), nu())]).await);
            tx.lever_zelf(id(), later(60));
            buiten(tx.lever(Uitbak::nieuw(&zwolle(), id(), z.bericht.id, "x", "x".into(), nu()), b"x").await);
            tx.eigen_leveringen();
            buiten(tx.vergrendel(&zwolle(), "oordeel").await);
            buiten(tx.tel_door(&zwolle(), "toewijzing", 1).await.map(|_| ()));
            if bereik.rol() != Rol::Beheer {
                buiten(tx.zet_instelling(&zwolle(), "automatisch", "uit", nu()).await);
                buiten(tx.leg_aanbieders_vast(&[aanbieder(vaart(), "X")]).await);
                buiten(tx.leg_account_vast(&account("x", Rol::Beheer, None), &[]).await);
            }
            buiten(tx.journaal(&[Aankomst::nieuw(&regio(), id(), vec![1], Herkomst::Upload, nu())]).await.map(|_| ()));
            buiten(tx.neem_aankomst(z.aankomst, id(), nu(), later(60)).await.map(|_| ()));
            buiten(tx.stel_aankomst_uit(z.aankomst, later(60)).await.map(|_| ()));
            assert_eq!(tx.vervang_vastgelopen(z.bericht.id).await.unwrap(), None);
            buiten(tx.rond_aankomst_af(z.aankomst, AankomstStatus::Verwerkt, &zwolle(), nu()).await.map(|_| ()));
            buiten(tx.neem_uit_uitbak(id(), nu(), later(60), 10).await.map(|_| ()));
            buiten(tx.laat_uitbak_los(id()).await.map(|_| ()));
            buiten(tx.noteer(logpost(&buiten_bereik(&bereik), None)));
            buiten(tx.begin_sessie(&[0; 32], id(), nu(), later(60)).await);
            tx.commit().await.unwrap();
        }
        let mut l = o.lees(&systeem()).await.unwrap();
        assert_eq!(l.jeugdige(z.kind.id).await.unwrap().unwrap(), z.kind);
        assert_eq!(l.bericht(z.bericht.id).await.unwrap().unwrap(), z.bericht);
        assert_eq!(l.verzoek(z.verzoek.id).await.unwrap().unwrap(), z.verzoek);
        assert_eq!(l.verzoek_product(z.product.id).await.unwrap().unwrap(), z.product);
        assert_eq!(l.toewijzing(z.toewijzing.id).await.unwrap().unwrap(), z.toewijzing);
    }

    async fn een_aanbieder_ziet_van_een_gedeeld_kind_alleen_het_eigen_deel(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut tx = o.begin(&systeem()).await.unwrap();
        let bij_brink = toewijzing(&z.kind, brink(), 77, VANDAAG, None);
        tx.leg_toewijzingen_vast(std::slice::from_ref(&bij_brink)).await.unwrap();
        tx.leg_gebeurtenissen_vast(&[gebeurtenis(&z.kind, None, later(1)), gebeurtenis(&z.kind, Some(brink()), later(2))])
            .await
            .unwrap();
        tx.leg_feiten_vast(&[feit(&z.kind, None)]).await.unwrap();
        tx.commit().await.unwrap();

        let mut l = o.lees(&medewerker(brink())).await.unwrap();
        assert!(l.jeugdige(z.kind.id).await.unwrap().is_some(), "het is nu ook zijn cliënt");
        assert_eq!(l.toewijzingen_van(z.kind.id).await.unwrap(), [bij_brink]);
        assert_eq!(l.hulp_van(&[z.kind.id], None).await.unwrap().len(), 1);
        assert_eq!(l.verzoeken_van(z.kind.id).await.unwrap(), []);
        assert_eq!(l.feiten_van(z.kind.id).await.unwrap(), []);
        assert_eq!(l.tijdlijn(z.kind.id, Bladzijde::eerste(9)).await.unwrap().rijen.len(), 1);
        // Searching by a number of another aanbieder does not tell whose it is.
        let vreemd = JeugdigeVraag { toewijzing: Some(z.toewijzing.nummer), ..Default::default() };
        assert_eq!(l.zoek_jeugdigen(&vreemd, Bladzijde::eerste(9)).await.unwrap().rijen, []);
        let vreemd = JeugdigeVraag { referentie: Some("REF-1".into()), ..Default::default() };
        assert_eq!(l.zoek_jeugdigen(&vreemd, Bladzijde::eerste(9)).await.unwrap().rijen, []);
    }

    async fn gedeelde_gegevens_blijven_binnen_de_regio_en_contracten_bij_hun_aanbieder(proef: &Proef) {
        let o = &proef.opslag;
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_aanbieders_vast(&[aanbieder(vaart(), "De Vaart"), aanbieder(brink(), "De Brink")]).await.unwrap();
        tx.leg_contracten_vast(&[
            contract(vaart(), "2", date(2024, 1, 1), Some(date(2025, 12, 31))),
            contract(vaart(), "2", date(2026, 1, 1), None),
        ])
        .await
        .unwrap();
        tx.zet_instelling(&zwolle(), "automatisch", "uit", nu()).await.unwrap();
        tx.zet_instelling(&regio(), "synthetisch", "ja", nu()).await.unwrap();
        tx.commit().await.unwrap();

        for bereik in [systeem(), consulent("0193"), medewerker(vaart())] {
            let mut l = o.lees(&bereik).await.unwrap();
            assert_eq!(l.aanbieders().await.unwrap().len(), 2);
            assert_eq!(l.contracten(vaart()).await.unwrap().len(), 2);
            assert_eq!(l.contracten_op(vaart(), date(2025, 12, 31)).await.unwrap().len(), 1);
            assert_eq!(l.contracten_op(vaart(), date(2026, 1, 1)).await.unwrap().len(), 1);
            assert_eq!(l.contracten_op(vaart(), date(2023, 12, 31)).await.unwrap(), []);
            assert_eq!(l.instelling(&zwolle(), "automatisch").await.unwrap().as_deref(), Some("uit"));
            assert_eq!(l.instelling(&regio(), "synthetisch").await.unwrap().as_deref(), Some("ja"));
            assert_eq!(l.menutelling(&menu(500)).await.unwrap().instelling.as_deref(), Some("ja"));
        }
        for (bereik, dag) in [
            (systeem(), Some(date(2024, 1, 1))),
            (consulent("0193"), Some(date(2024, 1, 1))),
            (medewerker(vaart()), None),
            (Bereik::systeem(houvast_begrip::Houder::regio("twente").unwrap(), []), None),
        ] {
            assert_eq!(o.lees(&bereik).await.unwrap().eerste_contractdag().await.unwrap(), dag, "{:?}", bereik.rol());
        }
        assert_eq!(o.lees(&medewerker(brink())).await.unwrap().contracten(vaart()).await.unwrap(), []);
        assert_eq!(o.lees(&consulent("0150")).await.unwrap().instelling(&zwolle(), "automatisch").await.unwrap(), None);
        let twente = Bereik::systeem(houvast_begrip::Houder::regio("twente").unwrap(), []);
        let mut l = o.lees(&twente).await.unwrap();
        assert_eq!(l.aanbieders().await.unwrap(), []);
        assert_eq!(l.aanbieder(vaart()).await.unwrap(), None);
        assert_eq!(l.instelling(&regio(), "synthetisch").await.unwrap(), None);
    }
}

fn zaaknemer(bereik: &Bereik) -> houvast_begrip::AgbCode {
    bereik.agb().unwrap_or_else(vaart)
}

fn buiten_bereik(bereik: &Bereik) -> houvast_begrip::Houder {
    if bereik.omvat(&zwolle()) {
        gemeente("0153").into()
    } else {
        zwolle()
    }
}

fn ander_dan(bereik: &Bereik) -> houvast_begrip::AgbCode {
    if bereik.agb() == Some(vaart()) {
        brink()
    } else {
        vaart()
    }
}

fn bronnen(map: &str) -> Vec<(String, String)> {
    let mut uit = Vec::new();
    let mut mappen = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(map)];
    while let Some(map) = mappen.pop() {
        for b in std::fs::read_dir(map).unwrap().flatten() {
            if b.path().is_dir() {
                mappen.push(b.path());
            } else {
                let naam = b.file_name().to_string_lossy().into_owned();
                uit.push((naam, std::fs::read_to_string(b.path()).unwrap()));
            }
        }
    }
    uit
}

/// The lists above are complete: every public function on rows is asked there from outside its scope, or in the tests of
/// journal and access.
#[test]
fn elke_functie_staat_in_een_lektest() {
    let toetsen: String = bronnen("tests/opslag")
        .into_iter()
        .filter(|(naam, _)| {
            [
                "alles.rs",
                "bereik.rs",
                "toegang.rs",
                "journaal.rs",
                "levering.rs",
                "brief.rs",
                "hulpvraag.rs",
                "verwijzing.rs",
                "raming.rs",
                "signaal.rs",
                "logboek.rs",
                "recht.rs",
                "verwerking.rs",
            ]
            .contains(&naam.as_str())
        })
        .map(|(_, tekst)| tekst)
        .collect();
    // A wrapper of `tel_door`.
    let elders = ["volgend_nummer", "commit"];
    let mut gezien = 0;
    for (bestand, tekst) in bronnen("src") {
        for deel in tekst
            .split("\nimpl ")
            .filter(|d| d.starts_with("Lees {") || d.starts_with("Tx {"))
        {
            let deel = deel.split("\n}\n").next().unwrap();
            for functie in deel
                .lines()
                .filter_map(|r| r.trim().strip_prefix("pub async fn "))
            {
                let naam = functie.split(['(', '<']).next().unwrap();
                gezien += 1;
                assert!(
                    elders.contains(&naam) || toetsen.contains(&format!(".{naam}(")),
                    "{bestand}: {naam} staat in geen lektest"
                );
            }
        }
    }
    assert!(gezien > 80, "de test vindt de functies niet meer: {gezien}");
}

/// A query without a houder reads or changes rows of everybody.
#[test]
fn elke_vraag_noemt_de_houder() {
    let mut gezien = 0;
    for (bestand, tekst) in bronnen("src") {
        let tekst = tekst.split("#[cfg(test)]").next().unwrap();
        // Questions about all rows at once, or about the database itself, are of the program alone (`alles.rs`); `velden.rs` only rewrites the questions of others.
        if [
            "lopen.rs",
            "stand.rs",
            "dialect.rs",
            "momentopname.rs",
            "velden.rs",
            "planner.rs",
            // No question of the program.
            "tests.rs",
        ]
        .contains(&bestand.as_str())
        {
            continue;
        }
        for begin in ["\"SELECT ", "\"UPDATE ", "\"DELETE "] {
            for deel in tekst.split(begin).skip(1) {
                // Only real queries: some words of Rust begin alike.
                let vraag = deel.split('"').next().unwrap();
                if [" FROM ", " SET ", "FROM "].iter().any(|w| vraag.contains(w)) {
                    gezien += 1;
                    assert!(
                        vraag.contains("houder")
                            || vraag.contains("{EIGEN}")
                            || vraag.contains("{IN_BEREIK}"),
                        "{bestand}: {vraag}"
                    );
                }
            }
        }
    }
    assert!(gezien > 60, "de test vindt de vragen niet meer: {gezien}");
}
