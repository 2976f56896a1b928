//! a region that looks again at its trajecten sees until when, and registers that it did.

use crate::hulp::Keten;
use houvast_beslis::regioprofiel::ingebouwd;
use houvast_dienst::beeld::HerijkingFout;
use houvast_dienst::{DienstFout, Huis, sturing};
use houvast_opslag::op_beide;
use jiff::ToSpan;
use std::sync::Arc;

op_beide! {
    async fn r567_de_regio_ziet_tot_wanneer_en_legt_de_herijking_vast(proef: &Proef) {
        let keten = Keten::op(proef, "2026-11-23T10:00:00Z").await;
        let regio = keten.zonder_sessie("regio.ijsselland").await;
        // IJsselland has no such rule: nothing to see.
        assert_eq!(sturing::toon(&keten.huis, &regio, "12m").await.unwrap().herijking, None);
        assert_eq!(sturing::herijking_beeld(&keten.huis, &regio).await.unwrap(), None);
        let vast = sturing::leg_herijking_vast(&keten.huis, &regio, Some(keten.vandaag())).await;
        assert!(matches!(vast, Err(DienstFout::NietGevonden)), "er is niets vast te leggen");
        // The same contracts under the text of a region that has it (nr 23).
        let huis = Huis { profielen: Arc::new(ingebouwd("voorbeeldregio").to_vec()), ..keten.huis.clone() };
        let beeld = async || sturing::herijking_beeld(&huis, &regio).await.unwrap().unwrap();
        let eerst = beeld().await;
        let uiterlijk = eerst.begin.checked_add(12.months()).unwrap().yesterday().unwrap();
        assert_eq!(eerst.termijn.unwrap().uiterlijk, uiterlijk, "{}", eerst.som);
        assert!(eerst.artikelen.contains("nr 23") && eerst.gedaan.is_empty());
        assert_eq!(sturing::toon(&huis, &regio, "12m").await.unwrap().herijking, Some(eerst.clone()));
        let leg = async |dag| sturing::leg_herijking_vast(&huis, &regio, dag).await.unwrap();
        assert_eq!(leg(None).await, Err(HerijkingFout::GeenDatum));
        assert_eq!(leg(keten.vandaag().tomorrow().ok()).await, Err(HerijkingFout::Toekomst));
        assert_eq!(leg(eerst.begin.yesterday().ok()).await, Err(HerijkingFout::VoorBegin));
        assert!(beeld().await.termijn.is_some(), "een fout legt niets vast");
        for (dag, te_laat) in [(eerst.begin, false), (uiterlijk, false), (uiterlijk.tomorrow().unwrap(), true), (keten.vandaag(), true)] {
            assert_eq!(leg(Some(dag)).await, Ok(()));
            let na = beeld().await;
            assert_eq!((na.termijn, na.gedaan.contains("na de uiterste dag")), (None, te_laat), "{}", na.gedaan);
        }
        for ander in ["consulent.zwolle", "aanbieder.lindeboog", "huisarts.zwolle"] {
            let wie = keten.zonder_sessie(ander).await;
            assert!(matches!(sturing::herijking_beeld(&huis, &wie).await, Err(DienstFout::NietGevonden)), "{ander}");
            let vast = sturing::leg_herijking_vast(&huis, &wie, Some(eerst.begin)).await;
            assert!(matches!(vast, Err(DienstFout::NietGevonden)), "{ander}");
        }
    }
}
