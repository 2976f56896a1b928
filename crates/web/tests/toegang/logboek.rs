//! Every route leaves a line in the log.

use super::*;
use houvast_opslag::{Bladzijde, LogRegel, LogUitkomst, LogVraag};
use std::collections::{BTreeMap, BTreeSet};

const ROLLEN: [(&str, Functie); 9] = [
    ("consulent", Functie::Consulent),
    ("aanbieder", Functie::AanbiederMedewerker),
    ("verwijzer", Functie::Verwijzer),
    ("regio", Functie::Regio),
    ("privacy", Functie::Privacy),
    ("backoffice", Functie::Backoffice),
    ("behandelaar", Functie::Behandelaar),
    ("expertteamlid", Functie::Expertteamlid),
    ("beheer", Functie::Beheer),
];

/// Does this path belong to this pattern of the router?
pub(crate) fn past(route: &str, pad: &str) -> bool {
    let (a, b): (Vec<_>, Vec<_>) = (route.split('/').collect(), pad.split('/').collect());
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.starts_with('{') || a == b)
}

/// Real addresses of our own on a page: links and forms.
pub(crate) fn adressen(html: &str) -> Vec<String> {
    ["href=\"/", "action=\"/"]
        .iter()
        .flat_map(|merk| html.split(merk).skip(1))
        .filter_map(|na| na.split(['"', '?', '#']).next())
        .map(|pad| format!("/{pad}"))
        .collect()
}

/// The lines since the last question.
async fn regels(proef: &Proef, laatste: &mut Option<uuid::Uuid>) -> Vec<LogRegel> {
    let mut lees = proef.huis.opslag.lees(&proef.huis.systeem()).await.unwrap();
    let blad = lees
        .log(&LogVraag::default(), Bladzijde::eerste(200))
        .await
        .unwrap();
    let uit: Vec<_> = blad
        .rijen
        .into_iter()
        .take_while(|r| Some(r.id) != *laatste)
        .collect();
    *laatste = uit.first().map(|r| r.id).or(*laatste);
    uit
}

/// NEN 7513: whatever route the router has, every request of somebody who is logged in leaves a line; a page of a dossier
/// leaves one that says whose.
#[tokio::test]
async fn elke_route_laat_een_regel_in_het_logboek_achter_en_een_dossier_zegt_van_wie() {
    let proef = Proef::nieuw("logboek").await;
    let mut laatste = None;
    // Pages of a dossier that the demo has nothing for, or that show nobody.
    let zonder_kind = ["/berichten/{id}"];
    let mut gezien: BTreeSet<&str> = BTreeSet::new();
    for (naam, rol) in ROLLEN {
        let koek = proef.aangemeld(naam).await;
        let mut wachtrij = vec!["/werkvoorraad".to_owned(), "/logboek".to_owned()];
        if rol == Functie::Privacy {
            let mut lees = proef.huis.opslag.lees(&proef.huis.systeem()).await.unwrap();
            let log = lees
                .log(&LogVraag::default(), Bladzijde::eerste(500))
                .await
                .unwrap();
            let kind = log
                .rijen
                .iter()
                .find(|r| r.houder.als_str() == "0193" && r.jeugdige.is_some());
            wachtrij.push(format!("/logboek/{}", kind.unwrap().jeugdige.unwrap()));
        }
        let mut bekend: BTreeMap<&str, String> = BTreeMap::new();
        let (mut aantal, mut bezocht) = (BTreeMap::new(), BTreeSet::new());
        while let Some(pad) = wachtrij.pop() {
            let Some(route) = routes().into_iter().find(|r| past(r.pad, &pad)) else {
                continue;
            };
            // A few of each kind: not every dossier has every kind of page.
            let keer = aantal.entry(route.pad).or_insert(0);
            if *keer >= 6 || !route.toegang.laat_toe(rol, true) || !bezocht.insert(pad.clone()) {
                continue;
            }
            *keer += 1;
            bekend.entry(route.pad).or_insert_with(|| pad.clone());
            if route.methoden.contains(&"GET") {
                let antwoord = proef.vraag("GET", &pad, Some(&koek), "").await;
                if antwoord.status() == StatusCode::OK
                    && antwoord.headers()[header::CONTENT_TYPE]
                        .to_str()
                        .unwrap()
                        .starts_with("text/html")
                {
                    wachtrij.extend(adressen(&tekst(antwoord).await));
                }
            }
        }
        for route in routes().into_iter().filter(|r| r.toegang != Toegang::Open) {
            let adres = bekend.get(route.pad).cloned().unwrap_or_else(|| pad(route.pad));
            for methode in route.methoden {
                regels(&proef, &mut laatste).await;
                let status = proef.vraag(methode, &adres, Some(&koek), "").await.status();
                let nieuw = regels(&proef, &mut laatste).await;
                let waar = format!("{rol:?} {methode} {adres}: {status}");
                assert!(!nieuw.is_empty(), "geen regel in het logboek: {waar}");
                assert!(
                    nieuw.iter().all(|r| r.account.is_some() && r.sessie.is_some()),
                    "{waar}"
                );
                if status.is_success() {
                    assert!(nieuw.iter().all(|r| r.uitkomst == LogUitkomst::Gelukt), "{waar}");
                    if route.pad.contains("{id}") && *methode == "GET" && !zonder_kind.contains(&route.pad) {
                        let over = nieuw
                            .iter()
                            .any(|r| r.jeugdige.is_some() || r.voorwerp == "verwijzing");
                        assert!(over, "niet te zien van wie: {waar} {nieuw:?}");
                        gezien.insert(route.pad);
                        let mut lees = proef.huis.opslag.lees(&proef.huis.systeem()).await.unwrap();
                        let verwerkt = lees.verwerkingen(nieuw[0].verwerking).await.unwrap();
                        assert!(!verwerkt.is_empty(), "niet in het verwerkingenlogboek: {waar}");
                    }
                } else if !status.is_redirection() {
                    assert!(nieuw.iter().any(|r| r.uitkomst != LogUitkomst::Gelukt), "{waar}");
                }
            }
        }
    }
    for moet in [
        "/jeugdigen/{id}",
        "/verzoeken/{id}",
        "/hulpvragen/{id}",
        "/hulpvragen/{id}/stap/{nummer}",
        "/verwijzingen/{id}",
        "/logboek/{id}",
        "/logboek/{id}/overzicht",
        "/toewijzingen/{id}/brief",
        "/rekenhulp/{soort}/{id}",
    ] {
        assert!(
            gezien.contains(moet),
            "de wandeling komt niet op {moet}: {gezien:?}"
        );
    }
    let sleutels: [houvast_opslag::LogOpenbaar; 0] = [];
    let mut lees = proef.huis.opslag.lees(&proef.huis.systeem()).await.unwrap();
    let heel = lees.controleer_log(&sleutels, &[]).await.unwrap();
    assert!(heel.heel() && heel.regels > 300, "{heel:?}");
}
