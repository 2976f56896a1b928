//! Faults of levels 2 and 4 about products, declarations and outside sources.

use super::Ingreep;

pub(super) const INGREPEN: &[Ingreep] = &[
    Ingreep {
        niveau: 2,
        volgens: "CD041",
        regels: &["CD041"],
        wat: "een productcode zonder omvang",
        berichten: "JW301 JW315 JW317",
        doe: |w| {
            let p = w.een_product()?;
            w.vul(&format!("{}/Product/Code", p.pad))?;
            w.weg(&format!("{}/Omvang", p.pad))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD075",
        regels: &["CD075"],
        wat: "een budget zonder einddatum",
        berichten: "JW301 JW315 JW317",
        doe: |w| {
            let p = w.een_product()?;
            w.vul(&format!("{}/Budget", p.pad))?;
            w.weg(&format!("{}/{}", p.pad, p.eind))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD076",
        regels: &["CD076"],
        wat: "een omvang per week zonder einddatum",
        berichten: "JW301 JW315 JW317",
        doe: |w| {
            let p = w.een_product()?;
            w.is(&format!("{}/Omvang/Frequentie", p.pad), "2")?;
            w.weg(&format!("{}/{}", p.pad, p.eind))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD077",
        regels: &["CD077", "CD078"],
        wat: "omvang en budget samen",
        berichten: "JW301 JW315 JW317",
        doe: |w| {
            let p = w.een_product()?;
            w.vul(&format!("{}/Omvang", p.pad))?;
            w.erbij(&p.pad, "Budget", "100000")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD079",
        regels: &["CD079"],
        wat: "geen product en geen budget",
        berichten: "JW301 JW315 JW317",
        doe: |w| {
            let p = w.een_product()?;
            w.weg(&format!("{}/Product", p.pad))?;
            w.weg(&format!("{}/Omvang", p.pad));
            Some(format!("{}/Product", p.pad))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD080",
        regels: &["CD080"],
        wat: "een omvang zonder productcode",
        berichten: "JW301",
        doe: |w| {
            let p = w.een_product()?;
            w.vul(&format!("{}/Omvang", p.pad))?;
            w.weg(&format!("{}/Product/Code", p.pad))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD095",
        regels: &["CD095"],
        wat: "een omvang zonder productcode",
        berichten: "JW315",
        doe: |w| {
            let p = w.een_product()?;
            w.vul(&format!("{}/Omvang", p.pad))?;
            w.weg(&format!("{}/Product/Code", p.pad))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD096",
        regels: &["CD096"],
        wat: "een omvang zonder productcode",
        berichten: "JW317",
        doe: |w| {
            let p = w.een_product()?;
            w.vul(&format!("{}/Omvang", p.pad))?;
            w.weg(&format!("{}/Product/Code", p.pad))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS003",
        regels: &["CS003"],
        wat: "een einddatum voor de begindatum",
        berichten: "JW301 JW315 JW317",
        doe: |w| {
            let p = w.een_product()?;
            let begin = w.datum(&format!("{}/{}", p.pad, p.begin))?;
            w.zet(
                &format!("{}/{}", p.pad, p.eind),
                &begin.yesterday().ok()?.to_string(),
            )
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS338",
        regels: &["CS338"],
        wat: "een eenheid die niet per dag kan",
        berichten: "JW301 JW317",
        doe: |w| {
            let p = w.een_product()?;
            w.eenheid_per_dag(&p.pad)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS343",
        regels: &["CS343"],
        wat: "een eenheid die niet per dag kan",
        berichten: "JW315",
        doe: |w| {
            let p = w.een_product()?;
            w.eenheid_per_dag(&p.pad)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD043",
        regels: &["CD043"],
        wat: "een beschikking zonder datum",
        berichten: "JW315",
        doe: |w| {
            let p = w.een_product()?;
            w.weg(&format!("{}/BeschikkingIngangsdatum", p.pad))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD043",
        regels: &["CD043"],
        wat: "een datum van een beschikking zonder nummer",
        berichten: "JW315",
        doe: |w| {
            let p = w.een_product()?;
            w.weg(&format!("{}/BeschikkingNummer", p.pad))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD066",
        regels: &["CD066"],
        wat: "een verwijzer met code en naam",
        berichten: "JW315",
        doe: |w| {
            let p = w.een_product()?;
            w.vul(&format!("{}/Verwijzer/ZorgverlenerCode", p.pad))?;
            w.erbij(&format!("{}/Verwijzer", p.pad), "Naam", "dr. A. Noordhof")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD067",
        regels: &["CD067"],
        wat: "een verwijzer zonder code en naam",
        berichten: "JW315",
        doe: |w| {
            let p = w.een_product()?;
            let verwijzer = format!("{}/Verwijzer", p.pad);
            w.weg(&format!("{verwijzer}/ZorgverlenerCode"))
                .or_else(|| w.weg(&format!("{verwijzer}/Naam")))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CD068",
        regels: &["CD068"],
        wat: "een zorgverlenercode bij een andere verwijzer",
        berichten: "JW315",
        doe: |w| {
            let p = w.een_product()?;
            w.is(&format!("{}/Verwijzer/Type", p.pad), "01")?;
            w.erbij(&format!("{}/Verwijzer", p.pad), "ZorgverlenerCode", "01000001")
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS002",
        regels: &["CS002"],
        wat: "een BSN dat de elfproef niet haalt",
        berichten: "JW301 JW305 JW307 JW315 JW317",
        doe: |w| w.ander_cijfer("Client/Bsn"),
    },
    Ingreep {
        niveau: 2,
        volgens: "CS002",
        regels: &["CS002"],
        wat: "een BSN dat de elfproef niet haalt",
        berichten: "JW323",
        doe: |w| {
            let pad = w.een_van("Declaratie/Clienten/Client")?;
            w.ander_cijfer(&format!("{pad}/Bsn"))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS002",
        regels: &["CS002"],
        wat: "een BSN dat de elfproef niet haalt",
        berichten: "JW325",
        doe: |w| {
            let pad = w.een_van("DeclaratieAntwoord/Clienten/Client")?;
            w.ander_cijfer(&format!("{pad}/Bsn"))
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR101",
        regels: &["TR101"],
        wat: "een kind staat er twee keer",
        berichten: "JW323",
        doe: |w| {
            let bsn = w.tekst("Declaratie/Clienten/Client[1]/Bsn")?;
            w.zet("Declaratie/Clienten/Client[2]/Bsn", &bsn)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR101",
        regels: &["TR101"],
        wat: "een kind staat er twee keer",
        berichten: "JW325",
        doe: |w| {
            let bsn = w.tekst("DeclaratieAntwoord/Clienten/Client[1]/Bsn")?;
            w.zet("DeclaratieAntwoord/Clienten/Client[2]/Bsn", &bsn)
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR358",
        regels: &["TR358"],
        wat: "het totaal is een cent te hoog",
        berichten: "JW323",
        doe: |w| {
            let pad = "Declaratie/TotaalIngediendBedrag/TotaalBedrag";
            let totaal: u64 = w.tekst(pad)?.parse().ok()?;
            w.zet(pad, &(totaal + 1).to_string())
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR342",
        regels: &["TR342"],
        wat: "het toegekende bedrag is een cent te hoog",
        berichten: "JW325",
        doe: |w| {
            let pad = "DeclaratieAntwoord/TotaalToegekendBedrag/TotaalBedrag";
            let totaal: u64 = w.tekst(pad)?.parse().ok()?;
            w.zet(pad, &(totaal + 1).to_string())
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS340",
        regels: &["CS340"],
        wat: "een declaratieperiode van een dag te kort",
        berichten: "JW323",
        doe: |w| {
            let pad = "Declaratie/DeclaratiePeriode/Einddatum";
            let eind = w.datum(pad)?.yesterday().ok()?;
            w.zet(pad, &eind.to_string())
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "CS100",
        regels: &["CS100"],
        wat: "een declaratieperiode van voor 2021",
        berichten: "JW323",
        doe: |w| {
            w.zet("Declaratie/DeclaratiePeriode/Begindatum", "2020-12-01")?;
            w.zet("Declaratie/DeclaratiePeriode/Einddatum", "2020-12-31")?;
            Some("Declaratie/DeclaratiePeriode".to_owned())
        },
    },
    Ingreep {
        niveau: 2,
        volgens: "TR137",
        regels: &["TR137"],
        wat: "een declaratieperiode die eindigt na de dagtekening",
        berichten: "JW323",
        doe: |w| {
            let dag = w.dagtekening()?;
            w.zet(
                "Declaratie/DeclaratiePeriode/Begindatum",
                &dag.first_of_month().to_string(),
            )?;
            w.zet(
                "Declaratie/DeclaratiePeriode/Einddatum",
                &dag.last_of_month().to_string(),
            )
        },
    },
    Ingreep {
        niveau: 4,
        volgens: "TR135",
        regels: &["TR135"],
        wat: "een dagtekening in de toekomst",
        berichten: "JW301 JW305 JW307 JW315 JW319 JW323",
        doe: |w| {
            let dag = w.peildatum.tomorrow().ok()?;
            w.zet("Header/BerichtIdentificatie/Dagtekening", &dag.to_string())
        },
    },
    Ingreep {
        niveau: 4,
        volgens: "TR378",
        regels: &["TR378"],
        wat: "een gemeente die niet bestaat",
        berichten: "JW301 JW319 JW325",
        doe: |w| w.zet("Header/Afzender", "0000"),
    },
    Ingreep {
        niveau: 4,
        volgens: "TR378",
        regels: &["TR378"],
        wat: "een gemeente die niet bestaat",
        berichten: "JW305 JW307 JW315 JW317 JW323",
        doe: |w| w.zet("Header/Ontvanger", "0000"),
    },
    Ingreep {
        niveau: 4,
        volgens: "TR381",
        regels: &["TR381"],
        wat: "een productcode van een andere categorie",
        berichten: "JW301 JW315 JW317",
        doe: |w| {
            let p = w.een_product()?;
            w.vul(&format!("{}/Product/Code", p.pad))?;
            let ander = if w.tekst(&format!("{}/Product/Categorie", p.pad))? == "45" {
                "41A04"
            } else {
                "45A48"
            };
            w.zet(&format!("{}/Product/Code", p.pad), ander)
        },
    },
];
