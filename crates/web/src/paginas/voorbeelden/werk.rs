//! Work lists.

use super::*;

pub(super) fn werk() -> Werkvoorraad {
    let rij = |n: u128, wat: &str, wie: Naam, leeftijd, bij: &str, stand: &str, dag: Date, over| WerkRij {
        soort: WerkSoort::Verzoek,
        id: id(n),
        wat: wat.into(),
        jeugdige: Some(wie),
        leeftijd: Some(leeftijd),
        bij: bij.into(),
        stand: stand.into(),
        termijn: Some(Termijn {
            uiterlijk: dag,
            werkdagen: over,
        }),
        sinds: date(2026, 11, 17),
    };
    let mut rijen = vec![
        rij(
            1,
            "Verzoek om toewijzing",
            naam("Mo", "M.", "el", "Amrani"),
            9,
            "Praktijk Zilverpad · via het kinderziekenhuis",
            "Beoordeel zelf: er loopt al hulp bij een andere aanbieder",
            date(2026, 11, 20),
            -1,
        ),
        rij(
            2,
            "Verzoek om toewijzing",
            anna(),
            14,
            "Jeugdhulp De Lindeboog · via de huisarts",
            "Voorstel: toewijzen, € 8.000,00",
            date(2026, 11, 24),
            2,
        ),
        rij(
            3,
            "Verzoek om toewijzing",
            naam("Tijn", "T.", "de", "Wit"),
            16,
            "Ambulant Vecht & Zn.",
            "Voorstel: afwijzen, geen contract voor dit perceel",
            date(2026, 11, 25),
            3,
        ),
        rij(
            4,
            "In onderzoek",
            naam("", "S.", "", "Öztürk-van der Scheldehoeve"),
            7,
            "Jeugdhulp De Lindeboog",
            "Antwoord binnen 8 weken na het verzoek",
            date(2027, 1, 4),
            26,
        ),
    ];
    rijen.push(WerkRij {
        soort: WerkSoort::Bericht,
        id: id(40),
        wat: "Geen retour op JW301".into(),
        jeugdige: None,
        leeftijd: None,
        bij: "Praktijk Zilverpad".into(),
        stand: "Na drie werkdagen is er nog geen JW302".into(),
        termijn: None,
        sinds: date(2026, 11, 16),
    });
    Werkvoorraad {
        vandaag: 1,
        deze_week: 4,
        later: Some(7),
        filters: vec![
            (WerkFilter::Alles, 12),
            (WerkFilter::Vandaag, 1),
            (WerkFilter::Verzoeken, 8),
            (WerkFilter::Onderzoek, 3),
            (WerkFilter::Signalen, 1),
        ],
        filter: WerkFilter::Alles,
        rijen,
        verder: true,
        volgende: Some(WerkPlek {
            verzoek: Some(id(2)),
            signaal: None,
        }),
    }
}

/// More is late than anybody counts.
pub(super) fn vol_werk() -> Werkvoorraad {
    Werkvoorraad {
        vandaag: 1_001,
        later: None,
        filters: vec![(WerkFilter::Alles, 1_004), (WerkFilter::Vandaag, 1_001)],
        ..werk()
    }
}

pub(super) fn leeg_werk() -> Werkvoorraad {
    Werkvoorraad {
        vandaag: 0,
        deze_week: 0,
        later: Some(0),
        filters: vec![(WerkFilter::Alles, 0)],
        filter: WerkFilter::Alles,
        rijen: Vec::new(),
        verder: false,
        volgende: None,
    }
}
