//! Referrals: who sees which, what stays closed, and that a step is never lost.

use crate::steun::*;
use houvast_begrip::AgbCode;
use houvast_opslag::op_beide;
use houvast_opslag::*;
use jiff::civil::date;

fn ander() -> AgbCode {
    AgbCode::nieuw("01990203").unwrap()
}

/// A referral by a practice, or by the Toegang itself.
pub(crate) fn verwijzing(nummer: i64, agb: AgbCode, van: Option<AgbCode>) -> Verwijzing {
    let toegang = van.is_none();
    Verwijzing {
        houder: zwolle(),
        id: id(),
        nummer,
        route: if toegang { "01" } else { "02" }.into(),
        verwijzer: van,
        verwijzer_naam: van.map(|_| "Praktijk De Brink".into()),
        door: None,
        aanbieder: agb,
        jeugdige: None,
        hulpvraag: toegang.then(id),
        bsn: bsn(3),
        persoon: Some("{\"achternaam\":\"Zegelaar\"}".into()),
        geboortedatum: date(2012, 5, 1),
        geslacht: "2".into(),
        privacy: false,
        overleg: None,
        resultaat: Some("Slaapt weer door zonder angstdromen".into()),
        resultaat_van: Some("verwijzer".into()),
        onderbouwing: None,
        soort: None,
        budget: None,
        van: None,
        tot: None,
        perceel: None,
        gevraagd_op: later(nummer),
        aangemeld: None,
        uiterlijk: None,
        status: VerwijzingStatus::Gevraagd,
        getoetst: None,
        grond: None,
        toetsing: None,
        ander_budget: None,
        toegang_op: toegang.then(nu),
        contact: None,
        instemming: None,
        verzoek_bericht: None,
        toewijzing_bericht: None,
        afgerond_op: None,
        gewijzigd_op: nu(),
        versie: 1,
    }
}

pub(crate) fn regel(v: &Verwijzing, voor: RegelVoor) -> VerwijzingRegel {
    VerwijzingRegel {
        houder: v.houder.clone(),
        id: id(),
        verwijzing: v.id,
        aanbieder: v.aanbieder,
        verwijzer: v.verwijzer,
        voor,
        van: "aanbieder".into(),
        soort: "contact".into(),
        bedrag: None,
        tekst: Some("Belafspraak over Zegelaar".into()),
        door: None,
        op: nu(),
    }
}

async fn leg(o: &Opslag, lijst: &[&Verwijzing]) {
    let mut tx = o.begin(&systeem()).await.unwrap();
    for v in lijst {
        tx.leg_verwijzing_vast(v).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Every reading function, by name, with how many rows it gives.
async fn alles(o: &Opslag, b: &Bereik, v: &Verwijzing) -> Vec<(&'static str, usize)> {
    let mut l = o.lees(b).await.unwrap();
    let vraag = VerwijzingVraag::default();
    let aantal = l.aantal_verwijzingen(vraag).await.unwrap();
    let hulpvraag = v.hulpvraag.unwrap_or_default();
    let bericht = v.verzoek_bericht.unwrap_or_default();
    vec![
        ("verwijzing", l.verwijzing(v.id).await.unwrap().iter().count()),
        (
            "verwijzingen",
            l.verwijzingen(vraag, Bladzijde::eerste(9))
                .await
                .unwrap()
                .rijen
                .len(),
        ),
        ("aantal_verwijzingen", usize::try_from(aantal).unwrap()),
        (
            "verwijzingen_van_kind",
            l.verwijzingen_van_kind(&zwolle(), &v.bsn).await.unwrap().len(),
        ),
        (
            "verwijzingen_van_hulpvraag",
            l.verwijzingen_van_hulpvraag(hulpvraag).await.unwrap().len(),
        ),
        (
            "verwijzing_van_bericht",
            l.verwijzing_van_bericht(bericht).await.unwrap().iter().count(),
        ),
    ]
}

op_beide! {
    async fn een_verwijzing_komt_terug_zoals_zij_ging(proef: &Proef) {
        let o = &proef.opslag;
        let mut v = verwijzing(1, vaart(), Some(praktijk()));
        leg(o, &[&v]).await;
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert_eq!(tx.verwijzing(v.id).await.unwrap().as_ref(), Some(&v));
        v.status = VerwijzingStatus::Geweigerd;
        v.grond = Some("geen-expertise".into());
        v.toetsing = Some("Wij behandelen geen eetstoornissen".into());
        v.afgerond_op = Some(later(9));
        assert!(tx.wijzig_verwijzing(&v, 1).await.unwrap());
        assert!(!tx.wijzig_verwijzing(&v, 1).await.unwrap(), "iemand anders was eerst");
        v.versie = 2;
        assert_eq!(tx.verwijzing(v.id).await.unwrap().as_ref(), Some(&v));
        let mut vreemd = v.clone();
        vreemd.aanbieder = brink();
        vreemd.bsn = bsn(4);
        assert!(tx.wijzig_verwijzing(&vreemd, 2).await.unwrap());
        assert_eq!(tx.verwijzing_achter(&zwolle(), id()).await.unwrap(), None);
        let na = tx.verwijzing(v.id).await.unwrap().unwrap();
        assert_eq!((na.aanbieder, na.bsn), (vaart(), bsn(3)), "aan wie en over wie verandert nooit");
        tx.commit().await.unwrap();
    }

    async fn een_praktijk_ziet_alleen_haar_eigen_verwijzingen(proef: &Proef) {
        let o = &proef.opslag;
        let mut v = verwijzing(1, vaart(), Some(praktijk()));
        v.verzoek_bericht = Some(id());
        v.hulpvraag = Some(id());
        leg(o, &[&v]).await;
        for bereik in [systeem(), verwijzer(praktijk()), medewerker(vaart())] {
            for (naam, aantal) in alles(o, &bereik, &v).await {
                assert_eq!(aantal, 1, "{naam} voor {:?}", bereik.rol());
            }
        }
        // The gemeente does not know of it as long as the Toegang takes no part.
        let anderen = [
            verwijzer(ander()),
            medewerker(brink()),
            consulent("0193"),
            consulent("0150"),
            beheer(),
            Bereik::sturing(uuid::Uuid::nil(), regio()),
        ];
        for bereik in &anderen {
            for (naam, aantal) in alles(o, bereik, &v).await {
                assert_eq!(aantal, 0, "{naam} lekt naar {:?}", bereik.rol());
            }
        }
        let mut tx = o.begin(&systeem()).await.unwrap();
        v.toegang_op = Some(nu());
        assert!(tx.wijzig_verwijzing(&v, 1).await.unwrap());
        tx.commit().await.unwrap();
        for (naam, aantal) in alles(o, &consulent("0193"), &v).await {
            assert_eq!(aantal, 1, "{naam}: de Toegang doet nu mee");
        }
        assert_eq!(o.lees(&consulent("0150")).await.unwrap().verwijzing(v.id).await.unwrap(), None);
    }

    async fn wie_buiten_het_bereik_staat_wijzigt_geen_verwijzing(proef: &Proef) {
        let o = &proef.opslag;
        let bericht = id();
        let v = Verwijzing { verzoek_bericht: Some(bericht), ..verwijzing(1, vaart(), Some(praktijk())) };
        leg(o, &[&v]).await;
        for bereik in [consulent("0150"), medewerker(vaart()), verwijzer(praktijk()), beheer()] {
            let mut tx = o.begin(&bereik).await.unwrap();
            assert!(!tx.wijzig_verwijzing(&v, 1).await.unwrap(), "{:?}", bereik.rol());
            assert!(tx.leg_verwijzing_vast(&verwijzing(2, vaart(), Some(praktijk()))).await.is_err());
            assert_eq!(tx.verwijzing_achter(&zwolle(), bericht).await.unwrap(), None);
            assert!(tx.leg_verwijzing_regels_vast(&[regel(&v, RegelVoor::Toegang)]).await.is_err());
            if bereik.rol() != Rol::Beheer {
                assert!(tx.leg_verwijzers_vast(&[]).await.is_ok(), "niets vastleggen mag");
            }
        }
    }

    async fn van_de_stappen_leest_ieder_het_zijne(proef: &Proef) {
        let o = &proef.opslag;
        let mut v = verwijzing(1, vaart(), Some(praktijk()));
        v.toegang_op = Some(nu());
        leg(o, &[&v]).await;
        let stappen = [regel(&v, RegelVoor::Verwijzer), regel(&v, RegelVoor::Toegang)];
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_verwijzing_regels_vast(&stappen).await.unwrap();
        tx.commit().await.unwrap();
        for (bereik, ziet) in [
            (systeem(), 2),
            (medewerker(vaart()), 2),
            (verwijzer(praktijk()), 1),
            (consulent("0193"), 1),
            (verwijzer(ander()), 0),
            (medewerker(brink()), 0),
        ] {
            let regels = o.lees(&bereik).await.unwrap().verwijzing_regels(v.id).await.unwrap();
            assert_eq!(regels.len(), ziet, "{:?}", bereik.rol());
        }
        let mijn = o.lees(&consulent("0193")).await.unwrap().verwijzing_regels(v.id).await.unwrap();
        assert_eq!(mijn, [stappen[1].clone()]);
    }

    async fn de_lijst_loopt_van_nieuw_naar_oud_met_een_volgende_bladzijde(proef: &Proef) {
        let o = &proef.opslag;
        let lijst: Vec<Verwijzing> = (1..=5).map(|n| verwijzing(n, vaart(), Some(praktijk()))).collect();
        leg(o, &lijst.iter().collect::<Vec<_>>()).await;
        let mut l = o.lees(&verwijzer(praktijk())).await.unwrap();
        let alle = VerwijzingVraag::default();
        let een = l.verwijzingen(alle, Bladzijde::eerste(2)).await.unwrap();
        assert_eq!(een.rijen.iter().map(|v| v.nummer).collect::<Vec<_>>(), [5, 4]);
        let twee = l.verwijzingen(alle, Bladzijde::na(een.volgende.unwrap(), 9)).await.unwrap();
        assert_eq!(twee.rijen.iter().map(|v| v.nummer).collect::<Vec<_>>(), [3, 2, 1]);
        let klaar = VerwijzingVraag { open: Some(false), ..alle };
        assert_eq!(l.verwijzingen(klaar, Bladzijde::eerste(9)).await.unwrap().rijen, []);
        let geweigerd = VerwijzingVraag { open: Some(true), status: Some(VerwijzingStatus::Geweigerd) };
        assert_eq!(l.aantal_verwijzingen(geweigerd).await.unwrap(), 0);
    }

    async fn wie_mag_verwijzen_is_gedeeld_binnen_de_regio(proef: &Proef) {
        let o = &proef.opslag;
        let rij = Verwijzer {
            houder: regio(),
            agb: praktijk(),
            naam: "Praktijk De Brink".into(),
            soort: "02".into(),
            telefoon: None,
            gewijzigd_op: nu(),
            versie: 1,
        };
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_verwijzers_vast(std::slice::from_ref(&rij)).await.unwrap();
        tx.commit().await.unwrap();
        for bereik in [verwijzer(praktijk()), medewerker(vaart()), consulent("0193")] {
            let mut l = o.lees(&bereik).await.unwrap();
            assert_eq!(l.verwijzer(praktijk()).await.unwrap(), Some(rij.clone()));
            assert_eq!(l.verwijzers().await.unwrap().len(), 1);
        }
        let mut tx = o.begin(&consulent("0193")).await.unwrap();
        assert!(tx.leg_verwijzers_vast(&[rij]).await.is_err());
        let twente = Bereik::systeem(houvast_begrip::Houder::regio("twente").unwrap(), []);
        assert_eq!(o.lees(&twente).await.unwrap().verwijzers().await.unwrap(), []);
    }
}

#[tokio::test]
async fn in_het_bestand_staat_niet_over_wie_het_gaat() {
    let proef = houvast_opslag::proef::sqlite().await;
    let v = verwijzing(1, vaart(), Some(praktijk()));
    leg(&proef.opslag, &[&v]).await;
    let mut tx = proef.opslag.begin(&systeem()).await.unwrap();
    tx.leg_verwijzing_regels_vast(&[regel(&v, RegelVoor::Verwijzer)])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let bestand = proef.bestand.clone().unwrap();
    let mut bytes = Vec::new();
    for deel in std::fs::read_dir(bestand.parent().unwrap()).unwrap() {
        bytes.extend(std::fs::read(deel.unwrap().path()).unwrap());
    }
    let bevat = |woord: &str| bytes.windows(woord.len()).any(|w| w == woord.as_bytes());
    assert!(bevat("Praktijk De Brink"), "de test leest waar de gegevens staan");
    for geheim in ["Zegelaar", "angstdromen", bsn(3).als_str()] {
        assert!(!bevat(geheim), "{geheim} is leesbaar");
    }
    proef.ruim_op().await;
}
