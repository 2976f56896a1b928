//! Logging in with a code or through the organisation, and one's own account.

use super::*;
use crate::paginas::account::{AccountBlad, ConceptBlad, Gedaan, WachtwoordBlad};
use crate::paginas::organisatie::AfgemeldBlad;
use crate::paginas::tweede::{CodeBlad, HerstelBlad, InstelBlad};
use crate::raam::Verloop;

fn los(titel: &str, fout: bool) -> Raam {
    let mut raam = Raam::los(titel).met_fout(fout);
    raam.csrf = "c0ffee".repeat(8);
    raam
}

fn binnen(titel: &str, fout: bool) -> Raam {
    let mut raam = raam(titel, Rol::Consulent, Hier::Nergens).met_fout(fout);
    raam.verloop = Some(Verloop {
        minuten: 60,
        langer: true,
    });
    raam
}

fn fouten(veld: &str, tekst: &str, fout: bool) -> Vec<VeldFout> {
    fout.then(|| VeldFout::nieuw(veld, tekst)).into_iter().collect()
}

fn instellen(eigen: bool, fout: bool) -> InstelBlad {
    InstelBlad {
        raam: if eigen {
            binnen("App instellen", fout)
        } else {
            los("App instellen", fout)
        },
        eigen,
        beeld: Inrichting {
            uri: "otpauth://totp/Houvast:consulent.zwolle?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Houvast"
                .into(),
            geheim: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".into(),
            vervangt: eigen,
        },
        fouten: fouten("code", "Deze code klopt niet.", fout),
    }
}

fn account(wijze: AanmeldWijze, gedaan: Option<Gedaan>) -> AccountBlad {
    let sessie = |n, apparaat: &str, deze| SessieBeeld {
        id: Some(id(n)),
        apparaat: apparaat.into(),
        begonnen: op(date(2026, 11, 20), 8, 58),
        gezien: op(date(2026, 11, 20), 10, 30),
        deze,
    };
    AccountBlad {
        raam: binnen("Mijn account", false),
        beeld: AccountBeeld {
            gebruikersnaam: match wijze {
                AanmeldWijze::Organisatie => String::new(),
                _ => "consulent.zwolle".into(),
            },
            naam: "Sanne Terpstra".into(),
            wijze,
            code_moet: true,
            sessies: vec![
                sessie(1, "Firefox op Windows", true),
                sessie(2, "Safari op iPhone", false),
            ],
            tot: op(date(2026, 11, 20), 11, 30),
            uiterlijk: op(date(2026, 11, 20), 18, 58),
        },
        gedaan,
    }
}

fn concept(beeld: Option<ConceptBeeld>) -> ConceptBlad {
    ConceptBlad {
        raam: binnen("U was nog bezig", false),
        beeld,
    }
}

/// Every page.
pub(super) fn bladen() -> Vec<(&'static str, String)> {
    let code = |fout| CodeBlad {
        raam: los("Code invullen", fout),
        fouten: fouten("code", "Deze code klopt niet, of is al gebruikt.", fout),
    };
    let wachtwoord = |fout| WachtwoordBlad {
        raam: binnen("Wachtwoord veranderen", fout),
        fouten: fouten("nieuw", "Het wachtwoord is te kort.", fout),
    };
    let mut einde = account(AanmeldWijze::Wachtwoord, None);
    einde.raam.verloop = Some(Verloop {
        minuten: 3,
        langer: false,
    });
    vec![
        blad(
            "aanmelden-organisatie",
            &AanmeldBlad {
                raam: los("Aanmelden", false),
                gebruikersnaam: String::new(),
                fouten: Vec::new(),
                organisatie: Some("Aanmelden via de gemeente".into()),
                verlopen: Verlopen::Bewaard,
            },
        ),
        blad("aanmelden-code", &code(false)),
        blad("aanmelden-code-fout", &code(true)),
        blad("app-instellen", &instellen(false, false)),
        blad("app-instellen-fout", &instellen(false, true)),
        blad("app-vervangen", &instellen(true, false)),
        blad("app-vervangen-fout", &instellen(true, true)),
        blad(
            "herstelcodes",
            &HerstelBlad {
                raam: los("Bewaar uw herstelcodes", false),
                codes: (0..10).map(|n| format!("abcd-efgh-ijkl-mno{n}")).collect(),
            },
        ),
        blad(
            "account",
            &account(AanmeldWijze::MetCode { herstelcodes: 9 }, None),
        ),
        blad(
            "account-herstelcode",
            &account(
                AanmeldWijze::MetCode { herstelcodes: 1 },
                Some(Gedaan::Herstelcode),
            ),
        ),
        blad(
            "account-sessie",
            &account(AanmeldWijze::Organisatie, Some(Gedaan::Sessie)),
        ),
        blad("account-einde", &einde),
        blad("wachtwoord", &wachtwoord(false)),
        blad("wachtwoord-fout", &wachtwoord(true)),
        blad(
            "concept",
            &concept(Some(ConceptBeeld {
                pad: "/verzoeken/1/aanvragen/1".into(),
                op: op(date(2026, 11, 20), 11, 31),
                velden: vec![
                    ("versie".into(), "3".into()),
                    (
                        "reden".into(),
                        "Het gezin <krijgt> al hulp.\nWe bellen \"morgen\".".into(),
                    ),
                    ("leeg".into(), String::new()),
                ],
            })),
        ),
        blad("concept-leeg", &concept(None)),
        blad(
            "afgemeld",
            &AfgemeldBlad {
                raam: los("U bent afgemeld", false),
                verder: "https://login.voorbeeld.nl/uit?client_id=houvast".into(),
            },
        ),
    ]
}
