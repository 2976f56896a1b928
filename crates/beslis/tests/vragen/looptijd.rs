//! RTP 2.3.3 and 2.4.1; trajectbeschrijving 7.

use crate::gemeen::*;
use houvast_beslis::vragen::looptijd::{LooptijdFeiten, Looptijdvraag};

fn van(begin: Date, eind: Date, soort: Soort) -> LooptijdFeiten {
    LooptijdFeiten {
        periode: Feit::bericht(periode(begin, eind)),
        soort: Feit::consulent(soort),
        ..Default::default()
    }
}

fn voorziening(sleutel: &str, eind: Date) -> LooptijdFeiten {
    let mut f = van(date(2025, 2, 1), eind, Soort::Herstel);
    f.voorziening = Feit::bericht(sleutel.to_owned());
    f
}

/// RTP 2.3.3.
#[test]
fn r039_mst_duurt_zes_maanden_en_zit_drie() {
    for (sleutel, precies, te_lang) in [
        ("mst", date(2025, 7, 31), date(2025, 8, 1)),
        ("zit", date(2025, 4, 30), date(2025, 5, 1)),
    ] {
        let a = vraag::<Looptijdvraag>(&voorziening(sleutel, precies));
        assert_eq!(
            (a.oordeel, artikelen(&a, B::Voorziening).as_str()),
            (Akkoord, "RTP 2.3.3")
        );
        assert_eq!(a.uitkomst.unwrap().laatste_dag, Some(precies));
        assert_eq!(
            vraag::<Looptijdvraag>(&voorziening(sleutel, te_lang)).oordeel,
            VoorstelAfwijzen
        );
        let korter = vraag::<Looptijdvraag>(&voorziening(sleutel, precies.yesterday().unwrap()));
        assert_eq!(weging(&korter, B::Voorziening), Weging::LetOp);
    }
}

/// RTP 2.3.3, wijzigingsbeheer; R-005: the text of 2023 names no length.
#[test]
fn in_2023_noemt_de_tekst_geen_duur() {
    let a = op::<Looptijdvraag>(date(2024, 1, 7), &voorziening("mst", date(2026, 1, 31)));
    assert_eq!((a.oordeel, weging(&a, B::Voorziening)), (Akkoord, Weging::LetOp));
}

/// RTP 2.3.3; R-041.
#[test]
fn r041_een_derde_voorziening_loopt_via_de_catalogus() {
    let a = vraag::<Looptijdvraag>(&voorziening("emdr", date(2025, 4, 30)));
    assert_eq!(a.oordeel, VoorstelAfwijzen);
}

/// RTP 2.4.1; R-056.
#[test]
fn r056_herstel_duurt_hoogstens_twee_jaar_of_wat_is_afgesproken() {
    let begin = date(2024, 3, 1);
    let mut f = van(begin, date(2026, 2, 28), Soort::Herstel);
    assert_eq!(vraag::<Looptijdvraag>(&f).oordeel, Akkoord);
    f.periode = Feit::bericht(periode(begin, date(2026, 3, 1)));
    assert_eq!(vraag::<Looptijdvraag>(&f).oordeel, Voorleggen);
    f.langer_afgesproken = Feit::aanbieder(true);
    assert_eq!(vraag::<Looptijdvraag>(&f).oordeel, Voorleggen);
    f.langer_afgesproken = Feit::consulent(true);
    assert_eq!(vraag::<Looptijdvraag>(&f).oordeel, Akkoord);
}

/// S06; RTP 2.4.1, trajectbeschrijving 7; R-531: three years there, one year here.
#[test]
fn s06_duurzaam_mag_in_ijsselland_drie_jaar_en_in_de_voorbeeldregio_een() {
    let begin = date(2025, 2, 1);
    let drie_jaar = van(begin, date(2028, 1, 31), Soort::Duurzaam);
    assert_eq!(vraag::<Looptijdvraag>(&drie_jaar).oordeel, Akkoord);
    let a = elders::<Looptijdvraag>(&drie_jaar);
    assert_eq!(
        (a.oordeel, artikelen(&a, B::Indicatie).as_str()),
        (VoorstelAfwijzen, "nr 7")
    );
    let a = elders::<Looptijdvraag>(&van(begin, date(2026, 1, 31), Soort::Duurzaam));
    assert_eq!(a.oordeel, Akkoord);
    assert_eq!(a.uitkomst.unwrap().laatste_dag, Some(date(2026, 1, 31)));
    let een_dag_meer = elders::<Looptijdvraag>(&van(begin, date(2026, 2, 1), Soort::Duurzaam));
    assert_eq!(een_dag_meer.oordeel, VoorstelAfwijzen);
}

/// Trajectbeschrijving 7 and 17; R-532.
#[test]
fn r532_opnieuw_indiceren_mag_na_de_jaarlijkse_beoordeling() {
    let mut f = van(date(2025, 2, 1), date(2026, 1, 31), Soort::Duurzaam);
    f.herindicatie = Feit::dossier(true);
    assert_eq!(ontbreekt(&elders::<Looptijdvraag>(&f)), ["jaarbeoordeling"]);
    f.jaarbeoordeling = Feit::dossier(true);
    assert_eq!(elders::<Looptijdvraag>(&f).oordeel, Akkoord);
    f.jaarbeoordeling = Feit::dossier(false);
    assert_eq!(elders::<Looptijdvraag>(&f).oordeel, VoorstelAfwijzen);
}

/// Trajectbeschrijving 7, V-27.
#[test]
fn r538_een_kort_traject_mag_12_maanden_bij_lvb_18_en_langer_met_een_reden() {
    let kort = |eind| van(date(2025, 1, 1), eind, Soort::Herstel);
    assert_eq!(
        elders::<Looptijdvraag>(&kort(date(2025, 12, 31))).oordeel,
        Akkoord
    );
    let mut f = kort(date(2026, 1, 1));
    assert_eq!(elders::<Looptijdvraag>(&f).oordeel, Voorleggen);
    f.gemotiveerd = Feit::aanbieder(true);
    let a = elders::<Looptijdvraag>(&f);
    assert_eq!((a.oordeel, weging(&a, B::SoortDuur)), (Akkoord, Weging::LetOp));

    let mut lvb = kort(date(2026, 6, 30));
    lvb.bijzonder_geval = Feit::consulent(true);
    assert_eq!(elders::<Looptijdvraag>(&lvb).oordeel, Akkoord);
    lvb.extra_uren = Feit::aanbieder(true);
    assert_eq!(elders::<Looptijdvraag>(&lvb).oordeel, VoorstelAfwijzen);
    let mut te_lang = kort(date(2026, 7, 1));
    te_lang.bijzonder_geval = Feit::consulent(true);
    assert_eq!(elders::<Looptijdvraag>(&te_lang).oordeel, Voorleggen);
    te_lang.gemotiveerd = Feit::aanbieder(true);
    assert_eq!(elders::<Looptijdvraag>(&te_lang).oordeel, Akkoord);
}

#[test]
fn zonder_einddatum_of_soort_is_er_geen_antwoord() {
    let mut f = LooptijdFeiten {
        periode: Feit::bericht(Periode {
            begin: DAG,
            eind: None,
        }),
        ..Default::default()
    };
    assert_eq!(vraag::<Looptijdvraag>(&f).oordeel, Voorleggen);
    f.periode = Feit::bericht(periode(DAG, DAG));
    assert_eq!(ontbreekt(&vraag::<Looptijdvraag>(&f)), ["soort"]);
}
