//! Letters: kept as they were made, sealed, and of one gemeente.

use crate::steun::*;
use houvast_opslag::*;
use houvast_opslag::{op_beide, proef};
use jiff::civil::date;

fn brief(z: &Zaak, volgnummer: i64) -> BriefRij {
    BriefRij {
        houder: z.kind.houder.clone(),
        id: id(),
        jeugdige: z.kind.id,
        soort: BriefSoort::Besluit,
        bron: z.verzoek.id,
        volgnummer,
        verzoek: Some(z.verzoek.id),
        toewijzing: None,
        onderdelen: "1".into(),
        kenmerk: format!("{}-{volgnummer:06}", z.kind.houder.als_str()),
        dagtekening: VANDAAG,
        bezwaar_tot: Some(date(2027, 1, 4)),
        huisstijl: "ijsselland".into(),
        vervangt: None,
        inhoud: Geheim(b"Beste Zandzegger, woont Kerkweg 3".to_vec()),
        door: uuid::Uuid::nil(),
        op: nu(),
    }
}

op_beide! {
    async fn een_brief_blijft_zoals_hij_was_en_zijn_nummer_is_er_een_keer(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let eerste = brief(&z, 1);
        let mut tweede = brief(&z, 2);
        tweede.vervangt = Some(eerste.id);
        let mut tx = o.begin(&consulent("0193")).await.unwrap();
        tx.leg_brief_vast(&eerste).await.unwrap();
        tx.leg_brief_vast(&tweede).await.unwrap();
        tx.commit().await.unwrap();
        let mut l = o.lees(&consulent("0193")).await.unwrap();
        assert_eq!(l.brief(eerste.id).await.unwrap(), Some(eerste.clone()));
        assert_eq!(l.brieven_over(z.verzoek.id).await.unwrap(), [eerste.clone(), tweede.clone()]);
        let blad = l.brieven_van(z.kind.id, Bladzijde::eerste(1)).await.unwrap();
        assert_eq!((blad.rijen, blad.volgende), (vec![tweede.clone()], Some(tweede.id)));
        let blad = l.brieven_van(z.kind.id, Bladzijde::na(tweede.id, 1)).await.unwrap();
        assert_eq!((blad.rijen, blad.volgende), (vec![eerste], None));
        drop(l);
        let mut tx = o.begin(&consulent("0193")).await.unwrap();
        let nog_eens = BriefRij { id: id(), kenmerk: "0193-000009".into(), ..tweede };
        assert!(matches!(tx.leg_brief_vast(&nog_eens).await, Err(OpslagFout::BestaatAl(_))));
    }

    async fn een_aanbieder_en_een_andere_gemeente_zien_geen_brief(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let rij = brief(&z, 1);
        let mut tx = o.begin(&consulent("0193")).await.unwrap();
        tx.leg_brief_vast(&rij).await.unwrap();
        tx.commit().await.unwrap();
        for bereik in [consulent("0150"), medewerker(vaart()), medewerker(brink()), beheer()] {
            let mut l = o.lees(&bereik).await.unwrap();
            assert_eq!(l.brief(rij.id).await.unwrap(), None);
            assert_eq!(l.brieven_over(z.verzoek.id).await.unwrap(), []);
            assert_eq!(l.brieven_van(z.kind.id, Bladzijde::eerste(9)).await.unwrap().rijen, []);
        }
        let mut tx = o.begin(&consulent("0150")).await.unwrap();
        assert!(tx.leg_brief_vast(&brief(&z, 2)).await.is_err());
    }
}

#[tokio::test]
async fn in_het_bestand_zijn_naam_en_adres_van_een_brief_niet_te_lezen() {
    let proef = proef::sqlite().await;
    let z = zaak(&proef.opslag, &zwolle(), vaart(), 0).await;
    let mut tx = proef.opslag.begin(&consulent("0193")).await.unwrap();
    tx.leg_brief_vast(&brief(&z, 1)).await.unwrap();
    tx.commit().await.unwrap();
    let bestand = proef.bestand.clone().unwrap();
    let mut bytes = Vec::new();
    for deel in std::fs::read_dir(bestand.parent().unwrap()).unwrap() {
        bytes.extend(std::fs::read(deel.unwrap().path()).unwrap());
    }
    let bevat = |naald: &[u8]| bytes.windows(naald.len()).any(|w| w == naald);
    assert!(bevat(b"0193-000001"), "de test leest wel waar de brief staat");
    assert!(!bevat(b"Zandzegger") && !bevat(b"Kerkweg 3"));
    proef.ruim_op().await;
}
