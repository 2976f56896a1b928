//! Who sees a dossier, noodtoegang, accounts.

use super::*;
use crate::paginas::accounts::AccountsBlad;
use crate::paginas::bescherming::BeschermBlad;
use crate::paginas::noodtoegang::{NoodBlad, NoodLijstBlad};
use crate::raam::VeldFout;
use houvast_dienst::beeld::{AccountRij, BeschermInvoer, BeschermingBeeld, NoodInvoer, NoodRij, RelatieRij};

const REDEN: &str = "Het kind van een collega: alleen wie de zaak behandelt, leest mee.";

fn relatie(n: u128, wie: &str, soort: &'static str, loopt: bool) -> RelatieRij {
    RelatieRij {
        id: id(n),
        wie: wie.into(),
        soort,
        reden: REDEN.into(),
        tot: date(2027, 11, 20).at(9, 30, 0, 0),
        stand: if loopt {
            Merkje::nieuw("ziet het dossier", Toon::LetOp)
        } else {
            Merkje::nieuw("afgelopen", Toon::Rustig)
        },
        loopt,
    }
}

fn bescherm(relaties: Vec<RelatieRij>, actie: &str, fouten: Vec<VeldFout>) -> BeschermBlad {
    BeschermBlad {
        raam: raam(
            "Wie ziet het dossier van A. van V.",
            Rol::Consulent,
            Hier::Jeugdigen,
        )
        .met_fout(!fouten.is_empty()),
        beeld: BeschermingBeeld {
            id: id(20),
            versie: 3,
            naam: anna(),
            geheim: false,
            geblokkeerd: !relaties.is_empty(),
            relaties,
            mensen: vec![
                (id(41), "Hanneke Brouwer (lid van het expertteam)".into()),
                (id(42), "Sanne Terpstra (consulent)".into()),
            ],
        },
        getypt: BeschermInvoer {
            actie: actie.into(),
            dagen: if actie == "geef" {
                "400".into()
            } else {
                String::new()
            },
            reden: "te kort".into(),
            ..BeschermInvoer::default()
        },
        fouten,
    }
}

fn nood(fout: bool) -> NoodBlad {
    NoodBlad {
        raam: raam("Noodtoegang", Rol::Consulent, Hier::Jeugdigen).met_fout(fout),
        getypt: NoodInvoer {
            geboren: if fout { "4-11-2012".into() } else { String::new() },
            reden: if fout { "haast".into() } else { String::new() },
            ..NoodInvoer::default()
        },
        fouten: if fout {
            vec![
                VeldFout::nieuw("bsn", "Dit is geen geldig BSN. Typ negen cijfers en kijk ze na."),
                VeldFout::nieuw(
                    "reden",
                    "Schrijf op waarom, in minstens 20 tekens. De privacy officer leest het.",
                ),
            ]
        } else {
            Vec::new()
        },
    }
}

fn nagaan(leeg: bool) -> NoodLijstBlad {
    let rij = |n: u128, open: bool| NoodRij {
        id: id(n),
        jeugdige: id(20),
        wie: "Joris Wolbers".into(),
        gemeente: "Zwolle".into(),
        reden: "Crisismelding vannacht, de vaste consulent is niet bereikbaar.".into(),
        op: date(2026, 11, 21).at(23, 10, 0, 0),
        tot: date(2026, 11, 22).at(0, 10, 0, 0),
        stand: if open {
            Merkje::nieuw("nog na te gaan", Toon::LetOp)
        } else {
            Merkje::nieuw("nagegaan op 22 november", Toon::Goed)
        },
        open,
    };
    NoodLijstBlad {
        raam: raam("Noodtoegang nagaan", Rol::Privacy, Hier::Noodtoegang),
        rijen: if leeg {
            Vec::new()
        } else {
            vec![rij(51, true), rij(52, false)]
        },
    }
}

fn accounts() -> AccountsBlad {
    let rij = |naam: &str, gebruiker: &str, functie: Functie, waarvan: &str, open| AccountRij {
        gebruikersnaam: gebruiker.into(),
        naam: naam.into(),
        functie: functie.recht().naam,
        waarvan: waarvan.into(),
        ziet: functie.recht().ziet.woorden(),
        open,
    };
    AccountsBlad {
        raam: raam("Accounts", Rol::Beheer, Hier::Accounts),
        rijen: vec![
            rij(
                "Sanne Terpstra",
                "consulent.zwolle",
                Functie::Consulent,
                "Zwolle",
                true,
            ),
            rij(
                "Gerda Pol",
                "administratie.lindeboog",
                Functie::Administratie,
                "73990101",
                true,
            ),
            rij("Daan Overweg", "beleid.ijsselland", Functie::Beleid, "", false),
        ],
    }
}

pub(super) fn bladen() -> Vec<(&'static str, String)> {
    let relaties = || {
        vec![
            relatie(31, "Sanne Terpstra", "behandelt", true),
            relatie(32, "Joris Wolbers", "noodtoegang", false),
        ]
    };
    let kort = |veld: &str| {
        VeldFout::nieuw(
            veld,
            "Schrijf op waarom, in minstens 20 tekens. De privacy officer leest het.",
        )
    };
    let geef = vec![
        VeldFout::nieuw("account", "Kies wie het dossier mag zien."),
        VeldFout::nieuw("dagen", "Vul het aantal dagen in: 1 tot en met 366."),
        kort("reden-geef"),
    ];
    vec![
        blad("bescherming", &bescherm(relaties(), "", Vec::new())),
        blad("bescherming-leeg", &bescherm(Vec::new(), "", Vec::new())),
        blad(
            "bescherming-fout",
            &bescherm(Vec::new(), "bescherm", vec![kort("reden-bescherm")]),
        ),
        blad("bescherming-geef-fout", &bescherm(relaties(), "geef", geef)),
        blad("noodtoegang", &nood(false)),
        blad("noodtoegang-fout", &nood(true)),
        blad("noodtoegang-lijst", &nagaan(false)),
        blad("noodtoegang-lijst-leeg", &nagaan(true)),
        blad("accounts", &accounts()),
    ]
}
