//! The calculator: empty, filled, with a mistake, on a case.

use super::verzoek::grond;
use super::*;
use crate::paginas::rekenhulp::RekenBlad;

fn regel() -> RekenRegel {
    RekenRegel {
        functie: "GZ-psycholoog".into(),
        tariefgroep: "5".into(),
        weken: "26".into(),
        uren: "4".into(),
        tarief: "100".into(),
        contacten: "20".into(),
        reistijd: "50".into(),
        ..RekenRegel::default()
    }
}

fn keuzes() -> RekenKeuzes {
    RekenKeuzes {
        tariefgroepen: (1..=7).collect(),
        functies: vec!["Ambulant hulpverlener".into(), "GZ-psycholoog".into()],
        groepen: vec![
            ("licht".into(), "Groep licht".into()),
            ("zwaar".into(), "Groep zwaar".into()),
        ],
        locaties: vec!["KDC".into(), "ODC".into()],
        met_tarief: true,
        reistijd: Some(45),
        indirect: true,
        intake: true,
        klein_procent: 5,
        bron: "Regionaal Toegangsprotocol, RTP bijlage 3".into(),
        uitleg_plaats: "de website van de regio, onder Inkoop, met een instructievideo".into(),
        uitleg_adres: "https://regio.example/inkoop/rekenhulp".into(),
    }
}

fn uitslag() -> RekenUitslag {
    RekenUitslag {
        regels: vec![RegelUitslag {
            nummer: 1,
            wat: "GZ-psycholoog, tariefgroep 5".into(),
            som: "26 weken × 4 uur: direct 104 uur + reistijd 20 × 45 minuten.".into(),
            uren: "119".into(),
            tarief: Some(Centen::euro(100)),
            bedrag: Some(Centen::euro(11_900)),
        }],
        uren: "119".into(),
        raming: Some(Centen::euro(11_900)),
        uitkomst: VoorstelUitkomst::Toewijzen,
        budget: "Standaardbudget 6, € 12.000,00".into(),
        afronden: vec![
            Rij::nieuw("Naar beneden", "Standaardbudget 5, € 8.000,00"),
            Rij::nieuw("Naar boven", "Standaardbudget 6, € 12.000,00"),
        ],
        gronden: vec![
            grond(
                VoorstelUitkomst::Toewijzen,
                true,
                "Reistijd telt mee tot 45 minuten per contact.",
                "RTP bijlage 3",
            ),
            grond(
                VoorstelUitkomst::Toewijzen,
                false,
                "Standaardbudget 6, € 12.000,00.",
                "RTP 2.4.1",
            ),
        ],
        ontbreekt: Vec::new(),
        profiel: "Protocol IJsselland, versie vanaf ma 8 januari 2024".into(),
    }
}

fn leeg() -> RekenBeeld {
    RekenBeeld {
        zaak: None,
        invoer: RekenInvoer {
            regels: vec![RekenRegel::default(), RekenRegel::default()],
            ..RekenInvoer::default()
        },
        keuzes: keuzes(),
        voor_toegang: true,
        uitslag: None,
        fouten: Vec::new(),
    }
}

fn gevuld() -> RekenBeeld {
    RekenBeeld {
        invoer: RekenInvoer {
            soort: "herstel".into(),
            eerste_medisch: "nee".into(),
            regels: vec![regel(), RekenRegel::default()],
            ..RekenInvoer::default()
        },
        uitslag: Some(uitslag()),
        ..leeg()
    }
}

fn op_zaak(open: bool) -> RekenBeeld {
    RekenBeeld {
        zaak: Some(RekenZaak {
            onderwerp: RekenOnderwerp::Verzoek(id(60)),
            wat: "Verzoek om toewijzing".into(),
            jeugdige: "A. van V.".into(),
            aanbieder: "Jeugdhulp De Lindeboog".into(),
            gevraagd: Some(Centen::euro(8_000)),
            versie: 3,
            open,
            vastgelegd: "Vastgelegd op ma 23 november 2026 door Sanne Terpstra.".into(),
            gewijzigd: true,
        }),
        ..gevuld()
    }
}

fn rekenblad(
    naam: &'static str,
    rol: Rol,
    beeld: RekenBeeld,
    fouten: Vec<VeldFout>,
) -> (&'static str, String) {
    let raam = raam(&RekenBlad::titel(&beeld), rol, Hier::Rekenhulp).met_fout(!fouten.is_empty());
    blad(
        naam,
        &RekenBlad {
            raam,
            beeld,
            fouten,
            melding: None,
        },
    )
}

pub(super) fn bladen() -> Vec<(&'static str, String)> {
    let mut fout = gevuld();
    fout.invoer.regels[0].uren = "\"veel\"".into();
    fout.uitslag = None;
    let fouten = vec![VeldFout::nieuw(
        "uren-1",
        "Regel 1: vul uren in als 4 of 1,5, van 0 tot en met 168.",
    )];
    let mut aanbieder = op_zaak(true);
    aanbieder.voor_toegang = false;
    let mut mondeling = op_zaak(false);
    mondeling.invoer.wijze = "mondeling".into();
    mondeling.invoer.bedrag = "10.400".into();
    vec![
        rekenblad("rekenhulp", Rol::Consulent, leeg(), Vec::new()),
        rekenblad("rekenhulp-som", Rol::Aanbieder, gevuld(), Vec::new()),
        rekenblad("rekenhulp-fout", Rol::Consulent, fout, fouten),
        rekenblad("rekenhulp-zaak", Rol::Consulent, op_zaak(true), Vec::new()),
        rekenblad("rekenhulp-zaak-aanbieder", Rol::Aanbieder, aanbieder, Vec::new()),
        rekenblad("rekenhulp-zaak-mondeling", Rol::Consulent, mondeling, Vec::new()),
    ]
}
