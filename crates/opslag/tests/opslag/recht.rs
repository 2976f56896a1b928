//! The table of rights at work on a store: blocked dossiers, named relations, noodtoegang, secret addresses, field groups.

use crate::steun::*;
use houvast_opslag::*;
use houvast_opslag::{op_beide, recht};
use uuid::Uuid;

fn relatie_van(z: &Zaak, account: Uuid, soort: RelatieSoort, tot: i64) -> Zaakrelatie {
    Zaakrelatie {
        houder: z.kind.houder.clone(),
        id: id(),
        jeugdige: z.kind.id,
        account,
        soort,
        reden: Some("omdat het moet".into()),
        vanaf: nu(),
        tot: later(tot),
        door: account,
        op: nu(),
        nagegaan_op: None,
        nagegaan_door: None,
        versie: 1,
    }
}

fn als(rol: Rol, account: Uuid, op: i64) -> Bereik {
    Bereik::voor(account, rol, regio(), [gemeente("0193")], None, later(op))
}

op_beide! {
    async fn een_aanbieder_legt_alleen_eigen_feiten_vast(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut tx = o.begin(&medewerker(vaart())).await.unwrap();
        tx.leg_feiten_vast(&[feit(&z.kind, Some(vaart()))]).await.unwrap();
        tx.leg_gebeurtenissen_vast(&[gebeurtenis(&z.kind, Some(vaart()), nu())]).await.unwrap();
        tx.noteer(logpost(&zwolle(), Some(z.kind.id))).unwrap();
        tx.noteer(logpost(&regio(), None)).unwrap();
        assert!(tx.leg_feiten_vast(&[feit(&z.kind, None)]).await.is_err());
        tx.commit().await.unwrap();
    }

    async fn een_geblokkeerd_dossier_is_er_alleen_op_naam_en_zolang_dat_duurt(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let (een, ander) = (id(), id());
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.zet_bescherming(z.kind.id, z.kind.versie, (false, true), nu()).await.unwrap());
        assert!(!tx.zet_bescherming(z.kind.id, z.kind.versie, (false, true), nu()).await.unwrap(), "de versie is voorbij");
        let relatie = relatie_van(&z, een, RelatieSoort::Nood, 60);
        tx.leg_zaakrelatie_vast(&relatie).await.unwrap();
        tx.commit().await.unwrap();
        for (account, op, ziet) in [(een, -1, false), (een, 0, true), (een, 59, true), (een, 60, false), (ander, 0, false)] {
            for rol in [Rol::Consulent, Rol::Backoffice, Rol::Expertteamlid] {
                let mut l = o.lees(&als(rol, account, op)).await.unwrap();
                assert_eq!(l.jeugdige(z.kind.id).await.unwrap().is_some(), ziet, "{rol:?} {op}");
                assert_eq!(l.verzoek(z.verzoek.id).await.unwrap().is_some(), ziet, "{rol:?} {op}");
                assert_eq!(l.eigen_relaties().await.unwrap().len(), usize::from(ziet));
                assert_eq!(l.zaakrelaties(z.kind.id).await.unwrap().len(), usize::from(ziet));
            }
        }
        // The aanbieder keeps its own part, and a scope without a moment has no relation.
        assert!(o.lees(&medewerker(vaart())).await.unwrap().jeugdige(z.kind.id).await.unwrap().is_some());
        assert!(o.lees(&consulent("0193")).await.unwrap().jeugdige(z.kind.id).await.unwrap().is_none());
        // Who may not see it, changes and ends nothing.
        let mut tx = o.begin(&als(Rol::Consulent, ander, 0)).await.unwrap();
        assert!(!tx.wijzig_jeugdige(&z.kind).await.unwrap());
        assert!(!tx.eindig_zaakrelatie(z.kind.id, relatie.id, later(1)).await.unwrap());
        assert!(!tx.zet_bescherming(z.kind.id, z.kind.versie + 1, (false, false), nu()).await.unwrap());
        assert!(matches!(tx.leg_zaakrelatie_vast(&relatie).await, Err(OpslagFout::BuitenBereik(_))));
        tx.commit().await.unwrap();
        let mut tx = o.begin(&als(Rol::Consulent, een, 1)).await.unwrap();
        assert!(tx.eindig_zaakrelatie(z.kind.id, relatie.id, later(2)).await.unwrap());
        tx.commit().await.unwrap();
        assert!(o.lees(&als(Rol::Consulent, een, 2)).await.unwrap().jeugdige(z.kind.id).await.unwrap().is_none());
    }

    async fn noodtoegang_wordt_nagegaan_door_een_ander_en_een_keer(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let (een, officer) = (id(), id());
        let nood = relatie_van(&z, een, RelatieSoort::Nood, 60);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_zaakrelatie_vast(&nood).await.unwrap();
        tx.leg_zaakrelatie_vast(&relatie_van(&z, een, RelatieSoort::Behandelt, 60)).await.unwrap();
        tx.commit().await.unwrap();
        let toezicht = Bereik::privacy(officer, regio(), [gemeente("0193")]);
        let elders = Bereik::privacy(officer, regio(), [gemeente("0150")]);
        let zelf = Bereik::privacy(een, regio(), [gemeente("0193")]);
        for (bereik, aantal) in [(&toezicht, 1), (&elders, 0), (&als(Rol::Consulent, een, 0), 0)] {
            let mut l = o.lees(bereik).await.unwrap();
            assert_eq!(l.aantal_noodtoegangen().await.unwrap(), aantal);
            assert_eq!(l.noodtoegangen(true, Bladzijde::eerste(9)).await.unwrap().len(), usize::try_from(aantal).unwrap());
        }
        for (bereik, gelukt) in [(&elders, false), (&zelf, false), (&als(Rol::Consulent, officer, 0), false), (&toezicht, true), (&toezicht, false)] {
            let mut tx = o.begin(bereik).await.unwrap();
            assert_eq!(tx.noodtoegang_nagegaan(nood.id, nu()).await.unwrap(), gelukt, "{:?}", bereik.rol());
            tx.commit().await.unwrap();
        }
        let mut l = o.lees(&toezicht).await.unwrap();
        assert_eq!(l.aantal_noodtoegangen().await.unwrap(), 0);
        let rijen = l.noodtoegangen(false, Bladzijde::eerste(9)).await.unwrap();
        assert_eq!(rijen[0].nagegaan_door, Some(officer));
        assert_eq!(rijen[0].reden.as_ref().map(|t| t.0.as_str()), Some("omdat het moet"));
    }

    async fn velden_die_een_rol_niet_krijgt_komen_niet_mee_en_gaan_niet_verloren(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let mut kind = z.kind.clone();
        kind.geheim = true;
        let mut tx = o.begin(&systeem()).await.unwrap();
        assert!(tx.wijzig_jeugdige(&kind).await.unwrap());
        tx.commit().await.unwrap();
        let account = id();
        for (rol, straat, gegevens) in [
            (Rol::Consulent, true, true),
            (Rol::Gedragswetenschapper, false, true),
            (Rol::Backoffice, false, false),
            (Rol::Toegangmanager, false, false),
        ] {
            let bereik = als(rol, account, 0);
            let mut l = o.lees(&bereik).await.unwrap();
            let gelezen = l.jeugdige(kind.id).await.unwrap().unwrap();
            assert_eq!(gelezen.straat.is_some(), straat, "{rol:?}");
            let lijn = l.tijdlijn(kind.id, Bladzijde::eerste(9)).await.unwrap().rijen;
            assert_eq!(!lijn[0].gegevens.is_empty(), gegevens, "{rol:?}");
            drop(l);
            if !straat {
                // Writing back what was not read would empty it.
                let mut tx = o.begin(&bereik).await.unwrap();
                assert!(!tx.wijzig_jeugdige(&gelezen).await.unwrap(), "{rol:?}");
            }
        }
        let l = o.lees(&systeem()).await.unwrap().jeugdige(kind.id).await.unwrap().unwrap();
        assert_eq!(l.straat, kind.straat);
    }

    async fn een_rol_die_we_niet_kennen_ziet_niets(proef: &Proef) {
        let o = &proef.opslag;
        let z = zaak(o, &zwolle(), vaart(), 0).await;
        let vreemd = account("vreemd", Rol::Geen, None);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_account_vast(&vreemd, &[gemeente("0193")]).await.unwrap();
        tx.commit().await.unwrap();
        let gelezen = o.lees(&systeem()).await.unwrap().account_met_naam("vreemd").await.unwrap().unwrap();
        let bereik = gelezen.bereik([gemeente("0193")], nu());
        assert!(bereik.houders().is_empty() && bereik.logboeken().is_empty());
        assert!(o.lees(&bereik).await.unwrap().jeugdige(z.kind.id).await.unwrap().is_none());
    }
}

/// `docs/rechten.md` is the table. `HOUVAST_SCHRIJF=1` writes it.
#[test]
fn de_bladzijde_met_rechten_is_de_tabel() {
    let pad = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rechten.md");
    let nu = recht::als_tekst();
    if std::env::var_os("HOUVAST_SCHRIJF").is_some() {
        std::fs::write(&pad, &nu).unwrap();
    }
    let staat = std::fs::read_to_string(&pad).unwrap_or_default();
    assert!(
        staat == nu,
        "verouderd: HOUVAST_SCHRIJF=1 cargo test --workspace --test opslag -- de_bladzijde_met_rechten"
    );
}
