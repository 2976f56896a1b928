//! Every address of the router × every role × own and other gemeente, aanbieder and dossier. Who may come follows from the
//! table of rights; whose page it is from a model of it. An address that the walk does not know fails.

use super::*;
use houvast_begrip::{AgbCode, GemeenteCode};
use houvast_dienst::recht::{Relatie, TABEL};
use houvast_opslag::{BerichtFilter, Bladzijde, SignaalVraag, VerwijzingVraag};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The roles with pages: each has a demo account.
pub(crate) fn rollen() -> impl Iterator<Item = Functie> {
    TABEL
        .iter()
        .map(|r| r.rol)
        .filter(|rol| !matches!(rol, Functie::Systeem | Functie::Geen))
}

#[tokio::test]
async fn elk_adres_laat_precies_de_rollen_van_de_tabel_toe() {
    let proef = Proef::nieuw("matrix").await;
    let mut open = Vec::new();
    let mut koeken = Vec::new();
    for rol in rollen() {
        let koek = proef.aangemeld(rol.als_str()).await;
        let weg = proef.vraag("GET", "/bestaat-niet", Some(&koek), "").await;
        assert_eq!(weg.status(), StatusCode::NOT_FOUND, "{rol:?}");
        let weg = zonder_teken(&tekst(weg).await);
        koeken.push((rol, koek, weg));
    }
    for route in routes() {
        let adres = pad(route.pad);
        assert!(
            !adres.contains('{'),
            "the walk does not know the path {}",
            route.pad
        );
        for methode in ["GET", "POST"] {
            let bestaat = route.methoden.contains(&methode);
            let vreemd = proef.vraag(methode, &adres, None, "").await;
            if route.toegang == Toegang::Open {
                if bestaat {
                    open.push((methode, route.pad));
                }
                continue;
            }
            assert_eq!(vreemd.status(), StatusCode::SEE_OTHER, "{methode} {adres}");
            assert_eq!(
                vreemd.headers()[header::LOCATION],
                "/aanmelden",
                "{methode} {adres}"
            );
            for (rol, koek, weg) in &koeken {
                let antwoord = proef.vraag(methode, &adres, Some(koek), "").await;
                let status = antwoord.status();
                if !route.toegang.laat_toe(*rol, methode == "GET") || !bestaat {
                    assert_eq!(status, StatusCode::NOT_FOUND, "{rol:?} {methode} {adres}");
                    // What you may not see does not exist: the same page to the letter.
                    assert_eq!(
                        &zonder_teken(&tekst(antwoord).await),
                        weg,
                        "{rol:?} {methode} {adres}"
                    );
                } else if methode == "POST" {
                    assert!(
                        [StatusCode::FORBIDDEN, StatusCode::BAD_REQUEST].contains(&status),
                        "{rol:?} {methode} {adres} without a token: {status}"
                    );
                } else if adres.contains(ID) {
                    assert_eq!(status, StatusCode::NOT_FOUND, "{rol:?} {methode} {adres}");
                } else {
                    assert!(
                        status.is_success() || status.is_redirection(),
                        "{rol:?} {methode} {adres}: {status}"
                    );
                }
            }
        }
    }
    open.sort_unstable();
    assert_eq!(
        open,
        [
            ("GET", "/"),
            // What people and researchers read who found a leak.
            ("GET", "/.well-known/security.txt"),
            ("GET", "/aanmelden"),
            // After the password there is no session yet.
            ("GET", "/aanmelden/code"),
            ("GET", "/aanmelden/instellen"),
            // To the organisation and back; its logout comes from a machine.
            ("GET", "/aanmelden/organisatie"),
            ("GET", "/aanmelden/organisatie/terug"),
            ("GET", "/gezond"),
            ("GET", "/klaar"),
            ("GET", "/licenties"),
            ("GET", "/stijl/{bestand}"),
            ("POST", "/aanmelden"),
            ("POST", "/aanmelden/code"),
            ("POST", "/aanmelden/instellen"),
            ("POST", "/aanmelden/organisatie/uit"),
        ],
        "a new address without login needs a reason"
    );
}

/// Something with a page, and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Ding {
    pub(crate) id: Uuid,
    gemeente: GemeenteCode,
    aanbieder: Option<AgbCode>,
    kind: Option<Uuid>,
}

/// What the pages of an address are about. Panics on an address that the matrix does not know.
pub(crate) fn soort(pad: &str) -> &'static str {
    let soorten = [
        ("/jeugdigen/{id}", "jeugdige"),
        ("/hulpvragen/{id}", "hulpvraag"),
        ("/verzoeken/{id}", "verzoek"),
        ("/toewijzingen/{id}", "toewijzing"),
        ("/brieven/{id}", "brief"),
        ("/berichten/{id}", "bericht"),
        ("/wijzigingen/{id}", "wijziging"),
        ("/rekenhulp/{soort}/{id}", "verzoek"),
        ("/verwijzingen/{id}", "verwijzing"),
        ("/toetsing/{id}", "toewijzing"),
        ("/signalen/{id}", "signaal"),
        ("/logboek/{id}", "jeugdige"),
    ];
    let Some((_, soort)) = soorten.iter().find(|(begin, _)| pad.starts_with(begin)) else {
        panic!("de matrix kent het adres {pad} niet: zeg waar het over gaat");
    };
    soort
}

/// Own and other: gemeenten and aanbieders of demo accounts, and one of neither.
const GEMEENTEN: [&str; 3] = ["0193", "0166", "0177"];
const AANBIEDERS: [&str; 2] = ["73990101", "73990102"];

/// Of each kind one of every such gemeente and aanbieder.
pub(crate) async fn dingen(proef: &Proef) -> BTreeMap<&'static str, Vec<Ding>> {
    let mut uit: BTreeMap<&'static str, Vec<Ding>> = BTreeMap::new();
    let mut l = proef.huis.opslag.lees(&proef.huis.systeem()).await.unwrap();
    let blad = Bladzijde::eerste(500);
    let mut bij = |soort: &'static str, ding: Ding| {
        let lijst = uit.entry(soort).or_default();
        let zelfde = |d: &&Ding| d.gemeente == ding.gemeente && d.aanbieder == ding.aanbieder;
        let gekozen = ding.aanbieder.is_none_or(|a| AANBIEDERS.contains(&a.als_str()))
            && GEMEENTEN.contains(&ding.gemeente.als_str());
        if gekozen && !lijst.iter().any(|d| zelfde(&d)) {
            lijst.push(ding);
        }
    };
    for gemeente in GEMEENTEN.map(|g| GemeenteCode::nieuw(g).unwrap()) {
        let vraag = houvast_opslag::JeugdigeVraag {
            houder: Some(gemeente.into()),
            ..Default::default()
        };
        for rij in l.zoek_jeugdigen(&vraag, blad).await.unwrap().rijen {
            bij(
                "jeugdige",
                Ding {
                    id: rij.id,
                    gemeente,
                    aanbieder: None,
                    kind: Some(rij.id),
                },
            );
            let kind = Some(rij.id);
            for v in l.verzoeken_van(rij.id).await.unwrap() {
                bij(
                    "verzoek",
                    Ding {
                        id: v.id,
                        gemeente,
                        aanbieder: Some(v.aanbieder),
                        kind,
                    },
                );
            }
            for t in l.toewijzingen_van(rij.id).await.unwrap() {
                bij(
                    "toewijzing",
                    Ding {
                        id: t.id,
                        gemeente,
                        aanbieder: Some(t.aanbieder),
                        kind,
                    },
                );
            }
            for h in l.hulpvragen_van(rij.id).await.unwrap() {
                bij(
                    "hulpvraag",
                    Ding {
                        id: h.id,
                        gemeente,
                        aanbieder: None,
                        kind,
                    },
                );
            }
            for w in l.wijzigverzoeken_van(rij.id).await.unwrap() {
                bij(
                    "wijziging",
                    Ding {
                        id: w.id,
                        gemeente,
                        aanbieder: Some(w.aanbieder),
                        kind,
                    },
                );
            }
        }
        let filter = BerichtFilter {
            houder: Some(gemeente.into()),
            ..Default::default()
        };
        for b in l.berichten(&filter, blad).await.unwrap().rijen {
            bij(
                "bericht",
                Ding {
                    id: b.id,
                    gemeente,
                    aanbieder: b.aanbieder,
                    kind: None,
                },
            );
        }
    }
    let vandaag = proef.huis.tijd.vandaag();
    for s in l
        .signalen(&SignaalVraag::alles(vandaag), blad)
        .await
        .unwrap()
        .rijen
    {
        let gemeente = s.houder.gemeente().unwrap();
        bij(
            "signaal",
            Ding {
                id: s.id,
                gemeente,
                aanbieder: s.aanbieder,
                kind: s.jeugdige,
            },
        );
    }
    for v in l
        .verwijzingen(VerwijzingVraag::default(), blad)
        .await
        .unwrap()
        .rijen
    {
        let gemeente = v.houder.gemeente().unwrap();
        bij(
            "verwijzing",
            Ding {
                id: v.id,
                gemeente,
                aanbieder: Some(v.aanbieder),
                kind: v.jeugdige,
            },
        );
    }
    uit
}

/// Does this thing exist for this demo account? `None`: that hangs on more than whose it is.
async fn bestaat(proef: &Proef, rol: Functie, ding: &Ding) -> Option<bool> {
    let account = demo::rekeningen::ACCOUNTS
        .iter()
        .find(|a| a.rol == rol.als_str())
        .unwrap();
    let eigen = account.gemeenten.contains(&ding.gemeente.als_str());
    let mut l = proef.huis.opslag.lees(&proef.huis.systeem()).await.unwrap();
    let op_naam = match ding.kind {
        None => false,
        Some(kind) => {
            let wie = l.account_met_naam(account.gebruiker).await.unwrap().unwrap().id;
            let nu = proef.huis.tijd.nu();
            let relaties = l.zaakrelaties(kind).await.unwrap();
            relaties
                .iter()
                .any(|r| r.account == wie && r.vanaf <= nu && nu < r.tot)
        }
    };
    let geblokkeerd = match ding.kind {
        None => false,
        Some(kind) => l.jeugdige(kind).await.unwrap().unwrap().geblokkeerd,
    };
    match rol.recht().ziet {
        Relatie::Gemeente => Some(eigen && (!geblokkeerd || op_naam)),
        Relatie::Aanbieder => match (account.agb, ding.aanbieder) {
            (Some(van), Some(agb)) => Some(agb.als_str() == van),
            // A child: does this aanbieder have to do with it?
            _ => None,
        },
        Relatie::Ingebracht => Some(op_naam),
        Relatie::Praktijk => None,
        Relatie::Logboek => Some(eigen),
        Relatie::Alles | Relatie::Geen => Some(false),
    }
}

#[tokio::test]
async fn een_dossier_van_een_ander_bestaat_niet_voor_welke_rol_ook() {
    let proef = Proef::nieuw("eigen").await;
    let dingen = dingen(&proef).await;
    // Pages that ask more than that the thing is yours: only their no is checked.
    let meer = [
        "brief",
        "wijziging",
        "toetsing",
        "signalen",
        "verwijzingen",
        "stap",
        "gezinsplan",
    ];
    let (mut ja, mut nee) = (0, 0);
    for rol in rollen() {
        let koek = proef.aangemeld(rol.als_str()).await;
        let weg = proef.vraag("GET", "/bestaat-niet", Some(&koek), "").await;
        let weg = zonder_teken(&tekst(weg).await);
        for route in routes().into_iter().filter(|r| r.pad.contains("{id}")) {
            let soort = soort(route.pad);
            if !route.methoden.contains(&"GET") || !route.toegang.laat_toe(rol, true) {
                continue;
            }
            for ding in dingen.get(soort).into_iter().flatten() {
                let adres = pad(route.pad).replace(ID, &ding.id.to_string());
                let antwoord = proef.vraag("GET", &adres, Some(&koek), "").await;
                let status = antwoord.status();
                match bestaat(&proef, rol, ding).await {
                    Some(false) => {
                        nee += 1;
                        assert_eq!(status, StatusCode::NOT_FOUND, "{rol:?} {} {ding:?}", route.pad);
                        assert_eq!(zonder_teken(&tekst(antwoord).await), weg, "{rol:?} {}", route.pad);
                    }
                    Some(true) if !meer.iter().any(|m| route.pad.contains(m)) => {
                        ja += 1;
                        assert!(status.is_success(), "{rol:?} {} {ding:?}: {status}", route.pad);
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(ja > 40 && nee > 100, "{ja} ja, {nee} nee");
}
