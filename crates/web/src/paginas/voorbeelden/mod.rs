//! Sample contexts of every page. All people and aanbieders are invented.

mod bericht;
mod bescherming;
mod brief;
mod dossier;
mod hulpvraag;
mod inlog;
mod logboek;
mod rekenhulp;
mod sturing;
mod verwijzing;
mod verzoek;
mod werk;
mod wijziging;

use super::aanbieder::{ClientenBlad, VerzoekenBlad};
use super::aanmelden::{AanmeldBlad, Verlopen};
use super::berichten::{BerichtBlad, BerichtenBlad};
use super::inleveren::InleverBlad;
use super::jeugdigen::{DossierBlad, ZoekBlad};
use super::vast::{LicentieBlad, MeldingBlad};
use super::verzoek::{BesluitInvoer, VerzoekBlad};
use super::werkvoorraad::WerkvoorraadBlad;
use crate::raam::{Hier, Raam, VeldFout};
use crate::stijl::Onderdeel;
use askama::Template;
use houvast_begrip::Centen;
use houvast_dienst::beeld::*;
use houvast_dienst::recht::Functie;
use jiff::civil::{Date, DateTime, date};
use uuid::Uuid;

use bericht::*;
use dossier::*;
pub(super) use hulpvraag::stap_met;
use verzoek::*;
use werk::*;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

fn kader(rol: Rol) -> Kader {
    let (naam, organisatie) = match rol {
        Rol::Consulent => ("Sanne Terpstra", "Gemeente Zwolle"),
        Rol::Aanbieder => ("Administratie De Lindeboog", "Jeugdhulp De Lindeboog"),
        Rol::Verwijzer => ("Mirjam Haveman", "Huisartsenpraktijk De Brink"),
        Rol::Regio => ("Peter Wigger", "Regio IJsselland"),
        Rol::Privacy => ("Wilma Roelofs", "Gemeente Zwolle"),
        Rol::Expert => ("Hanneke Brouwer", "Regio IJsselland"),
        Rol::Beheer => ("Bart Hofstede", "Regio IJsselland"),
    };
    Kader {
        naam: naam.into(),
        organisatie: organisatie.into(),
        rol,
        functie: match rol {
            Rol::Consulent => Functie::Consulent,
            Rol::Aanbieder => Functie::AanbiederMedewerker,
            Rol::Verwijzer => Functie::Verwijzer,
            Rol::Regio => Functie::Regio,
            Rol::Privacy => Functie::Privacy,
            Rol::Expert => Functie::Expertteamlid,
            Rol::Beheer => Functie::Beheer,
        },
        werk: 12,
        berichten: 3,
        synthetisch: true,
        vandaag: date(2026, 11, 22),
    }
}

fn raam(titel: &str, rol: Rol, hier: Hier) -> Raam {
    Raam::nieuw(titel, kader(rol), "c0ffee".repeat(8), hier)
}

fn naam(voornamen: &str, voorletters: &str, voorvoegsel: &str, achternaam: &str) -> Naam {
    Naam {
        voornamen: voornamen.into(),
        voorletters: voorletters.into(),
        voorvoegsel: voorvoegsel.into(),
        achternaam: achternaam.into(),
    }
}

fn anna() -> Naam {
    naam("Anna", "A.", "van", "Voorbeeld")
}

fn op(dag: Date, uur: i8, minuut: i8) -> DateTime {
    dag.at(uur, minuut, 0, 0)
}

fn blad(naam: &'static str, sjabloon: &impl Template) -> (&'static str, String) {
    (naam, sjabloon.render().unwrap())
}

/// Every page with every sample, rendered.
pub(super) fn alle() -> Vec<(&'static str, String)> {
    use VoorstelUitkomst::{Afwijzen, Toewijzen, Voorleggen};
    let c = |titel: &str, hier| raam(titel, Rol::Consulent, hier);
    let a = |titel: &str, hier| raam(titel, Rol::Aanbieder, hier);
    let bericht_blad = |goed, rol| {
        let beeld = bericht(goed);
        let titel = BerichtBlad::titel(&beeld, Some(rol));
        BerichtBlad {
            raam: raam(&titel, rol, Hier::Berichten),
            beeld,
        }
    };
    let dossier_blad = |beeld: Dossier, rol| DossierBlad {
        raam: raam(
            &format!("Dossier van {}", beeld.naam.kort()),
            rol,
            Hier::Jeugdigen,
        ),
        beeld,
    };
    let mut alle = rekenhulp::bladen();
    alle.extend(wijziging::bladen());
    alle.extend(inlog::bladen());
    alle.extend(sturing::bladen());
    alle.extend(vec![
        blad(
            "aanmelden",
            &AanmeldBlad {
                raam: Raam::los("Aanmelden"),
                gebruikersnaam: String::new(),
                fouten: Vec::new(),
                organisatie: None,
                verlopen: Verlopen::Nee,
            },
        ),
        blad(
            "aanmelden-fout",
            &AanmeldBlad {
                raam: Raam::los("Aanmelden").met_fout(true),
                gebruikersnaam: "consulent\"<".into(),
                fouten: vec![VeldFout::nieuw(
                    "gebruikersnaam",
                    "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.",
                )],
                organisatie: None,
                verlopen: Verlopen::Nee,
            },
        ),
        blad(
            "werkvoorraad",
            &WerkvoorraadBlad {
                raam: c("Werkvoorraad", Hier::Werkvoorraad),
                beeld: werk(),
            },
        ),
        blad(
            "werkvoorraad-leeg",
            &WerkvoorraadBlad {
                raam: c("Werkvoorraad", Hier::Werkvoorraad),
                beeld: leeg_werk(),
            },
        ),
        blad(
            "werkvoorraad-vol",
            &WerkvoorraadBlad {
                raam: c("Werkvoorraad", Hier::Werkvoorraad),
                beeld: vol_werk(),
            },
        ),
        blad(
            "werkvoorraad-aanbieder",
            &WerkvoorraadBlad {
                raam: a("Werkvoorraad", Hier::Werkvoorraad),
                beeld: werk(),
            },
        ),
        blad(
            "werkvoorraad-aanbieder-leeg",
            &WerkvoorraadBlad {
                raam: a("Werkvoorraad", Hier::Werkvoorraad),
                beeld: leeg_werk(),
            },
        ),
        blad("brief", &brief::gemaakt(BriefAan::Gezin, false)),
        blad("brief-pdf", &brief::gemaakt(BriefAan::Gezin, true)),
        blad("brief-verwijzer", &brief::gemaakt(BriefAan::Verwijzer, false)),
        blad("brief-maken", &brief::maken("", false)),
        blad("brief-maken-fout", &brief::maken("", true)),
        blad(
            "brief-maken-leeg",
            &brief::maken("Er is nog niets besloten.", false),
        ),
        blad("dossier", &dossier_blad(dossier(), Rol::Consulent)),
        blad("dossier-leeg", &dossier_blad(leeg_dossier(), Rol::Consulent)),
        blad("dossier-aanbieder", &dossier_blad(dossier(), Rol::Aanbieder)),
        blad("verzoek", &consulent_verzoek(verzoek(&[Toewijzen]))),
        blad("verzoek-voorleggen", &consulent_verzoek(verzoek(&[Voorleggen]))),
        blad("verzoek-afwijzen", &consulent_verzoek(verzoek(&[Afwijzen]))),
        blad(
            "verzoek-twee",
            &consulent_verzoek(verzoek(&[Toewijzen, Afwijzen])),
        ),
        blad("verzoek-fout", &verzoek_met_fout()),
        blad("verzoek-besloten", &verzoek_besloten()),
        blad("verzoek-aanbieder", &aanbieder_verzoek()),
        blad(
            "berichten",
            &BerichtenBlad {
                raam: c("Berichten", Hier::Berichten),
                beeld: berichten(false),
            },
        ),
        blad(
            "berichten-leeg",
            &BerichtenBlad {
                raam: c("Berichten", Hier::Berichten),
                beeld: berichten(true),
            },
        ),
        blad(
            "berichten-aanbieder",
            &BerichtenBlad {
                raam: a("Berichten", Hier::Berichten),
                beeld: berichten(false),
            },
        ),
        blad("bericht", &bericht_blad(false, Rol::Consulent)),
        blad("bericht-goed", &bericht_blad(true, Rol::Aanbieder)),
        blad(
            "jeugdigen",
            &ZoekBlad {
                raam: c("Jeugdigen", Hier::Jeugdigen),
                tekst: String::new(),
                beeld: None,
                fouten: Vec::new(),
            },
        ),
        blad(
            "jeugdigen-gevonden",
            &ZoekBlad {
                raam: c("Jeugdigen", Hier::Jeugdigen),
                tekst: "voorb".into(),
                beeld: Some(zoekresultaten(false)),
                fouten: Vec::new(),
            },
        ),
        blad(
            "jeugdigen-niemand",
            &ZoekBlad {
                raam: c("Jeugdigen", Hier::Jeugdigen),
                tekst: "xyz".into(),
                beeld: Some(zoekresultaten(true)),
                fouten: Vec::new(),
            },
        ),
        blad(
            "jeugdigen-fout",
            &ZoekBlad {
                raam: c("Jeugdigen", Hier::Jeugdigen).met_fout(true),
                tekst: "v".into(),
                beeld: Some(zoekresultaten(true)),
                fouten: vec![VeldFout::nieuw("tekst", "Typ minstens twee letters.")],
            },
        ),
        blad(
            "clienten",
            &ClientenBlad {
                raam: a("Cliënten", Hier::Clienten),
                beeld: Clienten {
                    rijen: vec![ClientRij {
                        id: id(20),
                        naam: anna(),
                        leeftijd: 14,
                        gemeente: "Zwolle".into(),
                        hulp: "Ambulant (45), € 8.000,00".into(),
                        tot: None,
                        stand: Merkje::nieuw("loopt", Toon::Goed),
                    }],
                    verder: true,
                    volgende: Some(id(20)),
                },
            },
        ),
        blad(
            "clienten-leeg",
            &ClientenBlad {
                raam: a("Cliënten", Hier::Clienten),
                beeld: Clienten {
                    rijen: Vec::new(),
                    verder: false,
                    volgende: None,
                },
            },
        ),
        blad(
            "verzoeken",
            &VerzoekenBlad {
                raam: a("Verzoeken", Hier::Verzoeken),
                beeld: VerzoekLijst {
                    rijen: verzoekrijen(),
                    verder: false,
                    volgende: None,
                },
            },
        ),
        blad(
            "verzoeken-leeg",
            &VerzoekenBlad {
                raam: a("Verzoeken", Hier::Verzoeken),
                beeld: VerzoekLijst {
                    rijen: Vec::new(),
                    verder: false,
                    volgende: None,
                },
            },
        ),
        blad(
            "inleveren",
            &InleverBlad {
                raam: a("Berichten inleveren", Hier::Inleveren),
                beeld: None,
                fouten: Vec::new(),
            },
        ),
        blad(
            "inleveren-uitslag",
            &InleverBlad {
                raam: a("Berichten inleveren", Hier::Inleveren),
                beeld: Some(upload()),
                fouten: Vec::new(),
            },
        ),
        blad(
            "inleveren-fout",
            &InleverBlad {
                raam: c("Berichten inleveren", Hier::Inleveren).met_fout(true),
                beeld: None,
                fouten: vec![VeldFout::nieuw("bestanden", "Kies eerst een of meer bestanden.")],
            },
        ),
        blad(
            "licenties",
            &LicentieBlad {
                raam: Raam::los("Licenties"),
                delen: vec![Onderdeel {
                    naam: "@fontsource/source-sans-3",
                    versie: "5.3.1",
                    licentie: "OFL-1.1",
                }],
            },
        ),
        blad(
            "licenties-eigen",
            &LicentieBlad {
                raam: c("Licenties", Hier::Nergens),
                delen: Vec::new(),
            },
        ),
        blad(
            "niet-gevonden",
            &MeldingBlad {
                raam: c("Niet gevonden", Hier::Nergens),
                kop: "Deze pagina is er niet".into(),
                regels: vec!["Misschien is het adres niet goed.".into()],
                verder: "/werkvoorraad",
                verder_naam: "Naar de werkvoorraad",
            },
        ),
        blad(
            "storing",
            &MeldingBlad {
                raam: Raam::los("Storing"),
                kop: "Er ging iets mis bij ons".into(),
                regels: vec!["Probeer het over een paar minuten opnieuw.".into()],
                verder: "/",
                verder_naam: "Naar het begin",
            },
        ),
    ]);
    alle.extend(logboek::bladen());
    alle.extend(bescherming::bladen());
    alle.extend(hulpvraag::bladen());
    alle.extend(verwijzing::bladen());
    alle
}
