//! What a page costs does not grow with what is stored. Counted in instructions of the machine of SQLite, so that a question that
//! reads a whole table shows, however fast the computer is. (Open work grows here by a few requests; what more open work costs is in
//! `groei.rs` of the store.)

use super::*;
use crate::matrix::{dingen, rollen, soort};
use houvast_dienst::demo::belasting;
use std::collections::BTreeMap;

/// What counts all there is, because that is what it is for: the region steers on numbers of all its gemeenten.
const TELT_ALLES: &[(&str, &str)] = &[
    ("beleid", "/werkvoorraad"),
    ("contractbeheer", "/werkvoorraad"),
    ("regio", "/werkvoorraad"),
    ("beleid", "/sturing"),
    ("beleid", "/sturing/cijfers.csv"),
    ("beleid", "/sturing/cijfers.xlsx"),
    ("regio", "/sturing"),
    ("regio", "/sturing/cijfers.csv"),
    ("regio", "/sturing/cijfers.xlsx"),
];
/// Lists that are not full yet after the first load, or that fill up by this walk: a page of fifty rows out of eleven gemeenten asks no more
/// than [`HOOGSTENS`]. The clients of an aanbieder are all put in order.
const LIJSTEN: &[&str] = &[
    "/clienten",
    "/logboek/{id}",
    "/logboek/{id}/overzicht",
    "/verzoeken",
    "/werkvoorraad",
];
const HOOGSTENS: u64 = 120_000;

/// The second load is four times the first.
const EERST: (u64, u64) = (1_200, 4_800);
const LATER: (u64, u64) = (4_800, 19_200);

struct Wandeling {
    koeken: Vec<(Functie, String, String)>,
    /// Role, what is asked for, and its address or form.
    vragen: Vec<(Functie, String, &'static str, String)>,
}

impl Wandeling {
    async fn nieuw(proef: &Proef) -> Self {
        let dingen = dingen(proef).await;
        let (mut koeken, mut vragen) = (Vec::new(), Vec::new());
        for rol in rollen() {
            let koek = proef.aangemeld(rol.als_str()).await;
            for route in routes() {
                if !route.methoden.contains(&"GET")
                    || !route.toegang.laat_toe(rol, true)
                    || route.toegang == Toegang::Open
                {
                    continue;
                }
                if !route.pad.contains("{id}") {
                    vragen.push((rol, route.pad.to_owned(), "GET", pad(route.pad)));
                    continue;
                }
                for ding in dingen.get(soort(route.pad)).into_iter().flatten() {
                    let adres = pad(route.pad).replace(ID, &ding.id.to_string());
                    let antwoord = proef.vraag("GET", &adres, Some(&koek), "").await;
                    if antwoord.status().is_success() {
                        vragen.push((rol, route.pad.to_owned(), "GET", adres));
                        break;
                    }
                }
            }
            let zoeken = proef.vraag("GET", "/jeugdigen", Some(&koek), "").await;
            let teken = if zoeken.status().is_success() {
                let html = tekst(zoeken).await;
                let na = html.split("name=\"csrf\" value=\"").nth(1).unwrap_or_default();
                na.split('"').next().unwrap_or_default().to_owned()
            } else {
                String::new()
            };
            if !teken.is_empty() {
                for gezocht in ["999911120", "noor bakk", "2014-03-09"] {
                    let velden = format!("csrf={teken}&tekst={}", gezocht.replace(' ', "+"));
                    vragen.push((rol, format!("zoeken op {gezocht}"), "POST", velden));
                }
            }
            koeken.push((rol, koek, teken));
        }
        Self { koeken, vragen }
    }

    /// What every page asked of the database; each is asked twice, and the second counts.
    async fn tel(&self, proef: &Proef) -> BTreeMap<(String, String), u64> {
        let mut uit = BTreeMap::new();
        for (rol, wat, methode, waar) in &self.vragen {
            let koek = self
                .koeken
                .iter()
                .find(|(r, ..)| r == rol)
                .map(|(_, koek, _)| koek.as_str());
            let mut stappen = 0;
            for _ in 0..2 {
                let voor = proef.huis.opslag.aantal_stappen().unwrap();
                let antwoord = match *methode {
                    "GET" => proef.vraag("GET", waar, koek, "").await,
                    _ => proef.vraag("POST", "/jeugdigen", koek, waar).await,
                };
                let status = antwoord.status();
                assert!(
                    status.is_success() || status.is_redirection(),
                    "{rol:?} {wat}: {status}"
                );
                // Some are a file.
                axum::body::to_bytes(antwoord.into_body(), 1 << 22).await.unwrap();
                stappen = proef.huis.opslag.aantal_stappen().unwrap() - voor;
            }
            uit.insert((rol.als_str().to_owned(), wat.clone()), stappen);
        }
        uit
    }
}

#[tokio::test]
async fn een_bladzijde_kost_niet_meer_als_er_meer_dossiers_zijn() {
    let proef = Proef::nieuw("groei").await;
    let wandeling = Wandeling::nieuw(&proef).await;
    let mut metingen = Vec::new();
    for hoeveel in [EERST, LATER] {
        belasting::belast(&proef.huis, 1, hoeveel, |_| ()).await.unwrap();
        metingen.push(wandeling.tel(&proef).await);
    }
    let (eerst, later) = (&metingen[0], &metingen[1]);
    assert!(eerst.len() > 100, "{}", eerst.len());
    let mag = |rol: &str, wat: &str, klein: u64| {
        if TELT_ALLES.contains(&(rol, wat)) {
            u64::MAX
        } else if LIJSTEN.contains(&wat) {
            HOOGSTENS
        } else {
            klein + klein / 4 + 200
        }
    };
    let gegroeid: Vec<_> = later
        .iter()
        .map(|((rol, wat), groot)| (rol, wat, eerst[&(rol.clone(), wat.clone())], *groot))
        .filter(|(rol, wat, klein, groot)| *groot > mag(rol, wat, *klein))
        .map(|(rol, wat, klein, groot)| format!("{rol} {wat}: {klein} stappen werden er {groot}"))
        .collect();
    assert!(gegroeid.is_empty(), "{gegroeid:#?}");
}
