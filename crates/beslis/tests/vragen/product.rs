//! RTP 2.2, 2.3.1, 2.3.2.

use crate::gemeen::*;
use houvast_beslis::regioprofiel::protocol::Productvorm;
use houvast_beslis::vragen::keuze::Zwaarte;
use houvast_beslis::vragen::product::{ProductFeiten, Productvraag};

fn product() -> ProductFeiten {
    ProductFeiten {
        soort: Feit::dossier(Soort::Herstel),
        ..Default::default()
    }
}

fn tekst(t: &str) -> Feit<String> {
    Feit::dossier(t.to_owned())
}

/// RTP 2.2; R-026.
#[test]
fn r026_een_uitgesloten_onderdeel_komt_niet_in_de_catalogus() {
    let onder = |sleutel| ProductFeiten {
        onderdeel: tekst(sleutel),
        ..product()
    };
    let a = vraag::<Productvraag>(&onder("niet-10"));
    assert_eq!(
        (a.oordeel, a.uitkomst.unwrap().in_catalogus),
        (VoorstelAfwijzen, Some(false))
    );
    let a = vraag::<Productvraag>(&onder("wel-1"));
    assert_eq!(
        (a.oordeel, a.uitkomst.unwrap().in_catalogus),
        (Akkoord, Some(true))
    );
    assert_eq!(vraag::<Productvraag>(&onder("bestaat-niet")).oordeel, Voorleggen);
    // Herstel or duurzaam must be known.
    assert_eq!(
        ontbreekt(&vraag::<Productvraag>(&ProductFeiten::default())),
        ["soort"]
    );
}

/// RTP 2.3.1; R-029.
#[test]
fn r029_hulp_aan_twee_gezinnen_tegelijk_is_misschien_groepsaanbod() {
    let aan = |gezinnen| ProductFeiten {
        vorm: Feit::dossier(Productvorm::Individueel),
        gezinnen: Feit::aanbieder(gezinnen),
        ..product()
    };
    for (gezinnen, verwacht) in [(1, Weging::Voor), (2, Weging::LetOp)] {
        assert_eq!(
            weging(&vraag::<Productvraag>(&aan(gezinnen)), B::ProductIndividueel),
            verwacht
        );
    }
}

/// RTP 2.3.2; R-036.
#[test]
fn r036_dagbehandeling_heet_nu_groepsaanbod_met_een_van_vier_intensiteiten() {
    let f = ProductFeiten {
        oude_naam: tekst("Dagbehandeling"),
        intensiteit: tekst("middel"),
        ..product()
    };
    let a = vraag::<Productvraag>(&f);
    assert_eq!(a.oordeel, Akkoord, "{}", a.als_tekst());
    let uit = a.uitkomst.unwrap();
    assert_eq!(uit.vorm, Some(Productvorm::Groep));
    assert_eq!(
        uit.intensiteiten.unwrap(),
        ["licht", "middel", "middelzwaar", "zwaar"]
    );
    let a = vraag::<Productvraag>(&ProductFeiten {
        intensiteit: tekst("superzwaar"),
        ..f
    });
    assert_eq!(a.oordeel, VoorstelAfwijzen);
}

/// RTP 2.3.2 N.B.; R-037.
#[test]
fn r037_een_lichte_behoefte_in_een_zware_groep_is_geen_fout() {
    let f = ProductFeiten {
        vorm: Feit::dossier(Productvorm::Groep),
        intensiteit: tekst("zwaar"),
        behoefte: Feit::consulent(Zwaarte::Licht),
        ..product()
    };
    let a = vraag::<Productvraag>(&f);
    assert_eq!((a.oordeel, weging(&a, B::GroepNaam)), (Akkoord, Weging::Voor));
}
