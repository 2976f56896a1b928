//! Every page with every sample is well-formed and reachable for a screen reader.

use super::voorbeelden;
use std::collections::{BTreeMap, BTreeSet};

struct Tag {
    naam: String,
    sluit: bool,
    attr: BTreeMap<String, String>,
}

/// Just enough of a reader for our own output: quoted attributes, no script, no raw `<` in text.
fn tags(html: &str) -> Vec<Tag> {
    let mut uit = Vec::new();
    let mut rest = html;
    while let Some(begin) = rest.find('<') {
        let na = &rest[begin + 1..];
        let eind = na.find('>').expect("a tag that ends");
        let (binnen, sluit) = match na[..eind].strip_prefix('/') {
            Some(b) => (b, true),
            None => (&na[..eind], false),
        };
        let (naam, mut over) = binnen.split_once(char::is_whitespace).unwrap_or((binnen, ""));
        let mut attr = BTreeMap::new();
        loop {
            over = over.trim_start();
            let einde_naam = over
                .find(|c: char| c == '=' || c.is_whitespace())
                .unwrap_or(over.len());
            if einde_naam == 0 {
                break;
            }
            let sleutel = over[..einde_naam].to_owned();
            over = &over[einde_naam..];
            let mut waarde = String::new();
            if let Some(r) = over.strip_prefix("=\"") {
                let dicht = r.find('"').expect("a quoted value");
                waarde = r[..dicht].to_owned();
                over = &r[dicht + 1..];
            }
            assert!(
                attr.insert(sleutel.clone(), waarde).is_none(),
                "attribute {sleutel} twice in <{binnen}>"
            );
        }
        uit.push(Tag {
            naam: naam.to_owned(),
            sluit,
            attr,
        });
        rest = &na[eind + 1..];
    }
    uit
}

const LEEG: [&str; 5] = ["!doctype", "meta", "link", "input", "br"];

#[test]
fn elke_bladzijde_is_goed_gevormd_en_toegankelijk() {
    for (blad, html) in voorbeelden::alle() {
        let alle = tags(&html);
        let open: Vec<&Tag> = alle.iter().filter(|t| !t.sluit).collect();
        let met = |naam: &str| open.iter().filter(|t| t.naam == naam).collect::<Vec<_>>();

        let mut stapel = Vec::new();
        for t in &alle {
            if LEEG.contains(&t.naam.as_str()) {
                continue;
            }
            if t.sluit {
                assert_eq!(stapel.pop(), Some(t.naam.as_str()), "{blad}: nesting");
            } else {
                stapel.push(&t.naam);
            }
        }
        assert!(stapel.is_empty(), "{blad}: {stapel:?} stays open");

        assert_eq!(met("html")[0].attr["lang"], "nl", "{blad}");
        assert_eq!(met("h1").len(), 1, "{blad}: one h1");
        assert_eq!(met("main").len(), 1, "{blad}: one main");
        for verboden in ["style", "iframe"] {
            assert!(met(verboden).is_empty(), "{blad}: <{verboden}>");
        }
        // One script of our own, never inline, and with it a place to say what it does.
        for t in met("script") {
            assert_eq!(t.attr["src"], crate::stijl::script_pad(), "{blad}");
            assert!(
                t.attr.contains_key("defer") && html.contains("defer></script>"),
                "{blad}"
            );
            assert!(
                html.contains("data-bewaar") && html.contains("id=\"bewaarstand\" aria-live=\"polite\""),
                "{blad}"
            );
        }
        for t in &open {
            for sleutel in t.attr.keys() {
                assert!(
                    sleutel != "style" && !sleutel.starts_with("on"),
                    "{blad}: {sleutel} in <{}>",
                    t.naam
                );
            }
        }

        let ids: Vec<&str> = open
            .iter()
            .filter_map(|t| t.attr.get("id"))
            .map(String::as_str)
            .collect();
        let uniek: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), uniek.len(), "{blad}: ids are unique: {ids:?}");
        for t in &open {
            for sleutel in ["for", "aria-describedby", "aria-labelledby"] {
                for doel in t.attr.get(sleutel).into_iter().flat_map(|w| w.split_whitespace()) {
                    assert!(uniek.contains(doel), "{blad}: {sleutel}={doel} points nowhere");
                }
            }
            if let Some(doel) = t.attr.get("href").and_then(|h| h.strip_prefix('#')) {
                assert!(uniek.contains(doel), "{blad}: #{doel} points nowhere");
            }
        }

        let labels: BTreeSet<&str> = met("label").iter().map(|t| t.attr["for"].as_str()).collect();
        for t in open
            .iter()
            .filter(|t| ["input", "select", "textarea"].contains(&t.naam.as_str()))
        {
            if t.attr.get("type").map(String::as_str) != Some("hidden") {
                assert!(
                    labels.contains(t.attr["id"].as_str()),
                    "{blad}: field {} has no label",
                    t.attr["id"]
                );
            }
        }
        for t in met("form")
            .iter()
            .filter(|t| t.attr["method"] == "post" && t.attr["action"] != "/aanmelden")
        {
            assert!(t.attr["action"].starts_with('/'), "{blad}");
        }
        let posts = met("form")
            .iter()
            .filter(|t| t.attr["method"] == "post" && t.attr["action"] != "/aanmelden")
            .count();
        let tokens = open
            .iter()
            .filter(|t| t.attr.get("name").map(String::as_str) == Some("csrf"))
            .count();
        assert_eq!(posts, tokens, "{blad}: every form that posts carries its token");
    }
}

#[test]
fn een_titel_heeft_geen_volle_naam_en_geen_bladzijde_heeft_een_bsn_in_een_adres() {
    for (blad, html) in voorbeelden::alle() {
        let titel = html
            .split("<title>")
            .nth(1)
            .and_then(|r| r.split("</title>").next())
            .expect(blad);
        assert!(
            titel.ends_with(" – Houvast") && titel.len() > " – Houvast".len(),
            "{blad}: {titel}"
        );
        assert!(!titel.contains("Voorbeeld"), "{blad}: {titel}");
        assert_eq!(
            titel.starts_with("Fout: "),
            blad.ends_with("-fout"),
            "{blad}: {titel}"
        );
        for t in tags(&html) {
            for sleutel in ["href", "action", "src"] {
                let adres = t.attr.get(sleutel).map_or("", String::as_str);
                assert!(!adres.contains("99999"), "{blad}: {adres}");
                assert!(!adres.contains("Voorbeeld"), "{blad}: {adres}");
            }
        }
    }
}

#[test]
fn wat_iemand_typte_komt_er_veilig_weer_in() {
    let bladen: BTreeMap<_, _> = voorbeelden::alle().into_iter().collect();
    assert!(bladen["verzoek-fout"].contains("&#60;b&#62;half&#60;/b&#62; af"));
    assert!(bladen["aanmelden-fout"].contains("value=\"consulent&#34;&#60;\""));
    assert!(bladen["verzoek-fout"].contains("value=\"0193\""));
}

#[test]
fn wat_niet_geteld_is_staat_niet_boven_de_werkvoorraad() {
    let bladen: BTreeMap<_, _> = voorbeelden::alle().into_iter().collect();
    assert!(bladen["werkvoorraad"].contains("<b>1 vandaag of te laat</b>, 4 deze week, 7 later</p>"));
    assert!(bladen["werkvoorraad-vol"].contains("<b>999+ vandaag of te laat</b>, 4 deze week</p>"));
}

#[test]
fn een_rol_ziet_alleen_zijn_eigen_plaatsen() {
    let bladen: BTreeMap<_, _> = voorbeelden::alle().into_iter().collect();
    assert!(bladen["werkvoorraad"].contains("href=\"/jeugdigen\""));
    assert!(!bladen["werkvoorraad"].contains("href=\"/clienten\""));
    assert!(bladen["werkvoorraad-aanbieder"].contains("href=\"/clienten\""));
    assert!(!bladen["werkvoorraad-aanbieder"].contains("action=\"/jeugdigen\""));
    assert!(!bladen["verzoek-aanbieder"].contains("Toewijzen"));
}

#[test]
fn een_duidelijk_voorstel_heeft_een_hoofdknop_en_een_klik() {
    let bladen: BTreeMap<_, _> = voorbeelden::alle().into_iter().collect();
    let hoofd = |blad: &str| {
        let html = &bladen[blad];
        let zonder_details: String = html
            .split("<details")
            .enumerate()
            .map(|(i, d)| {
                if i == 0 {
                    d
                } else {
                    d.split_once("</details>").map_or("", |(_, na)| na)
                }
            })
            .collect();
        zonder_details.matches("nl-button--primary").count()
    };
    assert_eq!(
        (
            hoofd("verzoek"),
            hoofd("verzoek-afwijzen"),
            hoofd("verzoek-voorleggen")
        ),
        (1, 1, 0)
    );
    assert_eq!(hoofd("verzoek-besloten"), 0);
}

/// `HOUVAST_BLADEN=<folder>` writes every page there, to look at.
#[test]
fn bladen_om_te_bekijken() {
    let Some(map) = std::env::var_os("HOUVAST_BLADEN").map(std::path::PathBuf::from) else {
        return;
    };
    std::fs::create_dir_all(map.join("stijl")).unwrap();
    for (blad, html) in voorbeelden::alle() {
        std::fs::write(map.join(format!("{blad}.html")), html).unwrap();
    }
    for (naam, inhoud) in crate::stijl::bestanden() {
        std::fs::write(map.join("stijl").join(naam), inhoud).unwrap();
    }
}
