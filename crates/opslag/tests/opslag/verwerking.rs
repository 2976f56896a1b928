//! What the program does with a message, in the processing log (Logboek Dataverwerkingen; issue 'Trust' 3).

use crate::steun::*;
use houvast_opslag::op_beide;
use houvast_opslag::*;

op_beide! {
    async fn wat_het_programma_met_een_bericht_deed_staat_er_een_keer_per_kind_en_hoort_bij_het_journaal(proef: &Proef) {
        let o = &proef.opslag;
        let rij_kind = jeugdige(&zwolle(), bsn(0), "Noor Jansen");
        let kind = rij_kind.id;
        let rij = Aankomst::nieuw(&regio(), id(), b"<x/>".to_vec(), Herkomst::Postbus, nu());
        o.journaal(&systeem(), &rij).await.unwrap();
        let mut van_bericht = bericht(&zwolle(), Richting::In, "JW315", vaart());
        (van_bericht.id, van_bericht.aankomst, van_bericht.jeugdige) = (rij.id, Some(rij.id), Some(kind));
        let ander = id();
        let regel = |jeugdige, activiteit: &str| Verwerkt {
            houder: zwolle(),
            aankomst: rij.id,
            poging: 0,
            activiteit: activiteit.to_owned(),
            begin: nu(),
            einde: later(1),
            gelukt: true,
            jeugdige,
        };
        let regels = [
            regel(Some(kind), "berichten"), regel(Some(kind), "toeleiding"), regel(Some(ander), "berichten"),
            regel(None, "berichten"), Verwerkt { poging: 1, gelukt: false, ..regel(None, "berichten") },
        ];
        // What is dropped leaves nothing; what is committed costs one statement, however many lines.
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.verwerkt(&regels[0]).unwrap();
        drop(tx);
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.leg_jeugdigen_vast(&[rij_kind]).await.unwrap();
        tx.leg_berichten_vast(&[van_bericht]).await.unwrap();
        for regel in &regels {
            tx.verwerkt(regel).unwrap();
        }
        let voor = o.aantal_vragen();
        tx.commit().await.unwrap();
        assert_eq!(o.aantal_vragen() - voor, 1, "alle regels in een opdracht");
        let mut l = o.lees(&systeem()).await.unwrap();
        let mut er = l.verwerkingen(rij.id).await.unwrap();
        er.sort_by_key(|v| (v.betrokkene_soort.clone(), v.stand.clone(), v.activiteit.clone()));
        let kort: Vec<_> = er.iter().map(|v| (v.betrokkene_soort.as_str(), v.stand.as_str(), v.activiteit.as_str())).collect();
        assert_eq!(kort, [
            ("bericht", "ERROR", "berichten"), ("bericht", "OK", "berichten"),
            ("jeugdige", "OK", "berichten"), ("jeugdige", "OK", "berichten"), ("jeugdige", "OK", "toeleiding"),
        ]);
        let van_kind = |v: &&VerwerkingRij| v.betrokkene.0 == kind.as_bytes();
        assert_eq!(er.iter().filter(van_kind).count(), 2);
        assert!(er.iter().all(|v| (v.begin_op, v.einde_op) == (nu(), later(1))));
        drop(l);
        // The same line a second time is not possible.
        let mut tx = o.begin(&systeem()).await.unwrap();
        tx.verwerkt(&regels[0]).unwrap();
        assert!(tx.commit().await.is_err(), "dezelfde regel nog eens");
        // Found per child by whoever may read the log of that gemeente, and without those of others.
        let doelen = ["berichten".to_owned(), "toeleiding".to_owned()];
        let wie = o.lees(&systeem()).await.unwrap().logkind(kind).await.unwrap().unwrap();
        for (bereik, aantal) in [(systeem(), 2), (privacy("0193"), 2), (privacy("0150"), 0), (consulent("0193"), 0), (beheer(), 0)] {
            let mut l = o.lees(&bereik).await.unwrap();
            let van = l.verwerkingen_van_kind(&wie, &doelen, 50).await.unwrap();
            assert_eq!(van.len(), aantal, "{:?}", bereik.rol());
            assert!(van.iter().all(|v| v.betrokkene.0 == kind.as_bytes()));
            if bereik.rol() != Rol::Systeem {
                assert!(o.begin(&bereik).await.unwrap().verwerkt(&regels[0]).is_err(), "{:?}", bereik.rol());
            }
        }
    }
}
