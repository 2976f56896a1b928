//! Faults of level 2 about persons, addresses, delivery, requests and answers.

use super::Ingreep;

pub(super) const INGREPEN: &[Ingreep] = &[
    Ingreep {
        niveau: 2,
        volgens: "TR002",
        regels: &["TR002"],
        wat: "een geboortedatum van meer dan 120 jaar terug",
        berichten: "JW301 JW305 JW307 JW315",
        doe: |w| w.geboren("1890-05-17", None),
    },
    Ingreep {
        niveau: 2,
        volgens: "TR134",
        regels: &["TR134"],
        wat: "een geboortedatum na de dagtekening",
        berichten: "JW301 JW305 JW307 JW315",
        doe: |w| {
            let dag = w.dagtekening()?.tomorrow().ok()?;
            w.geboren(&dag.to_string(), None)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS139",
        regels: &["CS139"],
        wat: "een onbekende maand bij een volle geboortedatum",
        berichten: "JW301 JW305 JW307 JW315",
        doe: |w| w.geboren("2015-05-17", Some("2")),
    },
    Ingreep {
        niveau: 2,
        volgens: "TR134",
        regels: &["TR134"],
        wat: "een toewijzingsdatum na de dagtekening",
        berichten: "JW301",
        doe: |w| {
            let dag = w.dagtekening()?.tomorrow().ok()?;
            w.zet_in(
                "Client/ToegewezenProducten/ToegewezenProduct",
                "Toewijzingsdatum",
                &dag.to_string(),
            )
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR134",
        regels: &["TR134"],
        wat: "een begindatum na de dagtekening",
        berichten: "JW305",
        doe: |w| {
            let dag = w.dagtekening()?.tomorrow().ok()?;
            w.zet_in(
                "Client/StartProducten/StartProduct",
                "Begindatum",
                &dag.to_string(),
            )
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR134",
        regels: &["TR134"],
        wat: "een einddatum na de dagtekening",
        berichten: "JW307",
        doe: |w| {
            let dag = w.dagtekening()?.tomorrow().ok()?;
            w.zet_in("Client/StopProducten/StopProduct", "Einddatum", &dag.to_string())
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR018",
        regels: &["TR018"],
        wat: "een einddatum voor de begindatum",
        berichten: "JW307",
        doe: |w| {
            let pad = w.een_van("Client/StopProducten/StopProduct")?;
            let begin = w.datum(&format!("{pad}/Begindatum"))?;
            w.zet(&format!("{pad}/Einddatum"), &begin.yesterday().ok()?.to_string())
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS058",
        regels: &["CS058"],
        wat: "een status aanlevering die niet mag",
        berichten: "JW305 JW307",
        doe: |w| {
            let pad = w
                .een_van("Client/StartProducten/StartProduct")
                .or_else(|| w.een_van("Client/StopProducten/StopProduct"))?;
            let code = w.kans.een(&["2", "9"]);
            w.zet(&format!("{pad}/StatusAanlevering"), code)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR101",
        regels: &["TR101"],
        wat: "hetzelfde product staat er twee keer",
        berichten: "JW305 JW307",
        doe: |w| {
            let pad = w
                .een_van("Client/StartProducten/StartProduct")
                .or_else(|| w.een_van("Client/StopProducten/StopProduct"))?;
            w.verdubbel(&pad)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR101",
        regels: &["TR101"],
        wat: "twee toewijzingen met hetzelfde nummer",
        berichten: "JW301",
        doe: |w| {
            let nummer = w.tekst("Client/ToegewezenProducten/ToegewezenProduct[1]/ToewijzingNummer")?;
            w.zet(
                "Client/ToegewezenProducten/ToegewezenProduct[2]/ToewijzingNummer",
                &nummer,
            )
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR101",
        regels: &["TR101"],
        wat: "een relatie staat er twee keer",
        berichten: "JW301",
        doe: |w| w.verdubbel("Client/Relaties/Relatie[1]"),
    },
    Ingreep {
        niveau: 2,
        volgens: "TR101",
        regels: &["TR101"],
        wat: "een ongewijzigd product staat er twee keer",
        berichten: "JW317",
        doe: |w| w.verdubbel("Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct[1]"),
    },
    Ingreep {
        niveau: 2,
        volgens: "TR302",
        regels: &["TR302"],
        wat: "hetzelfde product in dezelfde periode",
        berichten: "JW301",
        doe: |w| {
            let pad = w.verdubbel("Client/ToegewezenProducten/ToegewezenProduct[1]")?;
            w.zet(&format!("{pad}/ToewijzingNummer"), "999999999")?;
            Some(pad)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR386",
        regels: &["TR386"],
        wat: "hetzelfde product in dezelfde periode",
        berichten: "JW315",
        doe: |w| {
            let pad = w.verdubbel("Client/AangevraagdeProducten/AangevraagdProduct[1]")?;
            w.zet(&format!("{pad}/ReferentieAanbieder"), "ANDERS-1")?;
            Some(pad)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR410",
        regels: &["TR410"],
        wat: "hetzelfde nieuwe product in dezelfde periode",
        berichten: "JW317",
        doe: |w| {
            let pad = w.verdubbel("Client/Verzoek/NieuweProducten/NieuwProduct[1]")?;
            let dag = w.datum(&format!("{pad}/GewensteIngangsdatum"))?.tomorrow().ok()?;
            w.zet(&format!("{pad}/GewensteIngangsdatum"), &dag.to_string())?;
            Some(pad)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR383",
        regels: &["TR383", "TR101"],
        wat: "twee producten met dezelfde referentie",
        berichten: "JW315",
        doe: |w| {
            let referentie =
                w.tekst("Client/AangevraagdeProducten/AangevraagdProduct[1]/ReferentieAanbieder")?;
            w.zet(
                "Client/AangevraagdeProducten/AangevraagdProduct[2]/ReferentieAanbieder",
                &referentie,
            )
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR352",
        regels: &["TR352"],
        wat: "alleen nieuwe producten",
        berichten: "JW317",
        doe: |w| {
            w.vul("Client/Verzoek/NieuweProducten")?;
            w.weg("Client/Verzoek/OngewijzigdeProducten");
            w.weg("Client/Verzoek/TeWijzigenProducten");
            Some("Client/Verzoek".to_owned())
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR353",
        regels: &["TR353"],
        wat: "alleen ongewijzigde producten",
        berichten: "JW317",
        doe: |w| {
            w.vul("Client/Verzoek/OngewijzigdeProducten")?;
            w.weg("Client/Verzoek/NieuweProducten");
            w.weg("Client/Verzoek/TeWijzigenProducten");
            Some("Client/Verzoek".to_owned())
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR380",
        regels: &["TR380"],
        wat: "een gewenste ingangsdatum die niet na de dagtekening ligt",
        berichten: "JW317",
        doe: |w| {
            let dag = w.dagtekening()?;
            w.zet_in(
                "Client/Verzoek/NieuweProducten/NieuwProduct",
                "GewensteIngangsdatum",
                &dag.to_string(),
            )
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR377",
        regels: &["TR377"],
        wat: "woonplaatsbeginsel zonder gemeente",
        berichten: "JW319",
        doe: |w| {
            w.is("Antwoord/RedenAfwijzingVerzoek", "8")?;
            w.weg("Antwoord/Woonplaatsbeginsel")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR409",
        regels: &["TR409"],
        wat: "een gemeente zonder woonplaatsbeginsel",
        berichten: "JW319",
        doe: |w| {
            w.is("Antwoord/RedenAfwijzingVerzoek", "8")?;
            w.zet("Antwoord/RedenAfwijzingVerzoek", "5")?;
            Some("Antwoord/Woonplaatsbeginsel".to_owned())
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD085",
        regels: &["CD085"],
        wat: "een afwijzing zonder reden",
        berichten: "JW319",
        doe: |w| {
            w.vul("Antwoord/RedenAfwijzingVerzoek")?;
            w.weg("Antwoord/Woonplaatsbeginsel");
            w.weg("Antwoord/RedenAfwijzingVerzoek")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD086",
        regels: &["CD086"],
        wat: "een verzoek in onderzoek met een reden",
        berichten: "JW319",
        doe: |w| {
            w.is("Antwoord/VerzoekAntwoord", "2")?;
            w.erbij("Antwoord", "RedenAfwijzingVerzoek", "7")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR006",
        regels: &["TR006"],
        wat: "een contact zonder telefoon en zonder adres",
        berichten: "JW301",
        doe: |w| {
            let pad = w.een_contact("02")?;
            w.weg(&format!("{pad}/Adres"));
            w.weg(&format!("{pad}/Telefoon"));
            Some(pad)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR061",
        regels: &["TR061"],
        wat: "alleen een tijdelijk adres",
        berichten: "JW301",
        doe: |w| {
            if w.blad.wortel.paden("Client/Contactgegevens/Contact").len() > 1 {
                return None;
            }
            w.zet("Client/Contactgegevens/Contact[1]/Soort", "04")?;
            Some("Client/Contactgegevens".to_owned())
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD005",
        regels: &["CD005"],
        wat: "een postcode zonder land",
        berichten: "JW301",
        doe: |w| {
            let pad = w.een_contact("01")?;
            w.weg(&format!("{pad}/Adres/LandCode"))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD025",
        regels: &["CD025"],
        wat: "een Nederlands adres zonder huisnummer",
        berichten: "JW301",
        doe: |w| {
            let pad = w.een_contact("")?;
            w.weg(&format!("{pad}/Adres/Huis"))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD034",
        regels: &["CD034"],
        wat: "een BRP-adres zonder postcode",
        berichten: "JW301",
        doe: |w| {
            let pad = w.een_contact("01")?;
            w.weg(&format!("{pad}/Adres/LandCode"))?;
            w.weg(&format!("{pad}/Adres/Postcode"))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS089",
        regels: &["CS089"],
        wat: "een postcode die in Nederland niet bestaat",
        berichten: "JW301",
        doe: |w| {
            let pad = w.een_contact("01")?;
            w.zet(&format!("{pad}/Adres/Postcode"), "0123AB")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD009",
        regels: &["CD009"],
        wat: "een periode bij een vast adres",
        berichten: "JW301",
        doe: |w| {
            let pad = w.een_contact("01")?;
            let dag = w.dagtekening()?.to_string();
            w.klasse_erbij(&pad, "Periode", &[("Begindatum", &dag)])
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS003",
        regels: &["CS003"],
        wat: "een periode die eindigt voordat zij begint",
        berichten: "JW301",
        doe: |w| {
            let pad = w.een_contact("04")?;
            let begin = w.datum(&format!("{pad}/Periode/Begindatum"))?;
            w.zet(
                &format!("{pad}/Periode/Einddatum"),
                &begin.yesterday().ok()?.to_string(),
            )
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD007",
        regels: &["CD007"],
        wat: "een tolk zonder taal",
        berichten: "JW301",
        doe: |w| {
            w.is("Client/Communicatie/Vorm", "1")?;
            w.weg("Client/Communicatie/Taal")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD007",
        regels: &["CD007"],
        wat: "een doventolk met een taal",
        berichten: "JW301",
        doe: |w| {
            w.is("Client/Communicatie/Vorm", "2")?;
            w.erbij("Client/Communicatie", "Taal", "Frans")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS050",
        regels: &["CS050"],
        wat: "naamgebruik van een partner die er niet is",
        berichten: "JW301",
        doe: |w| {
            w.zonder("Client/Naam/Partnernaam")?;
            let code = w.kans.een(&["2", "3", "4", "5"]);
            w.zet("Client/Naam/NaamGebruik", code)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS318",
        regels: &["CS318"],
        wat: "een kind dat een organisatie zou zijn",
        berichten: "JW301",
        doe: |w| {
            w.zonder("Client/Naam/Partnernaam")?;
            w.zet("Client/Naam/NaamGebruik", "6")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS335",
        regels: &["CS335"],
        wat: "reden verwijderd bij een gewone periode",
        berichten: "JW301",
        doe: |w| {
            let pad = w.een_van("Client/ToegewezenProducten/ToegewezenProduct")?;
            let begin = w.datum(&format!("{pad}/Ingangsdatum"))?;
            (w.datum(&format!("{pad}/Einddatum")) != Some(begin)).then_some(())?;
            w.weg(&format!("{pad}/RedenWijziging"));
            w.erbij(&pad, "RedenWijziging", "13")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS336",
        regels: &["CS336"],
        wat: "de vervallen reden 01",
        berichten: "JW301",
        doe: |w| {
            let pad = w.een_van("Client/ToegewezenProducten/ToegewezenProduct")?;
            w.weg(&format!("{pad}/RedenWijziging"));
            w.erbij(&pad, "RedenWijziging", "01")
        },
    },
];
