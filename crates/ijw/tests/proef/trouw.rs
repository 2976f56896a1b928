//! Whether the declarations say what the schemas say, element by element.

use super::{Declaraties, wortel};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;
use toml::{Table, Value};

const XS: &str = "http://www.w3.org/2001/XMLSchema";

fn kinderen<'a, 'i>(n: Node<'a, 'i>, naam: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    n.children().filter(move |k| k.has_tag_name((XS, naam)))
}

fn kaal(soort: &str) -> &str {
    soort.split_once(':').map_or(soort, |(_, s)| s)
}

fn facetten(beperking: Node<'_, '_>) -> BTreeMap<String, Vec<String>> {
    let mut uit: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for f in beperking.children().filter(Node::is_element) {
        if let Some(waarde) = f.attribute("value") {
            uit.entry(f.tag_name().name().to_owned())
                .or_default()
                .push(waarde.to_owned());
        }
    }
    uit
}

/// `naam type min max patroon` of every element of a class, from the schema.
fn uit_schema(klasse: Node<'_, '_>) -> Vec<String> {
    let rij = kinderen(klasse, "sequence").next().unwrap();
    assert_eq!(
        klasse
            .children()
            .filter(|k| k.is_element() && !k.has_tag_name((XS, "annotation")))
            .count(),
        1
    );
    rij.children()
        .filter(Node::is_element)
        .map(|e| {
            assert!(e.has_tag_name((XS, "element")), "alleen elementen in een rij");
            let (soort, patroon) = match e.attribute("type") {
                Some(soort) => (kaal(soort), String::new()),
                None => {
                    let r = e
                        .descendants()
                        .find(|n| n.has_tag_name((XS, "restriction")))
                        .unwrap();
                    let f = facetten(r);
                    assert_eq!(f.keys().collect::<Vec<_>>(), ["pattern"]);
                    (kaal(r.attribute("base").unwrap()), f["pattern"].join(" | "))
                }
            };
            let min = e.attribute("minOccurs").unwrap_or("1");
            let max = e.attribute("maxOccurs").unwrap_or("1").replace("unbounded", "*");
            format!("{} {soort} {min}..{max} {patroon}", e.attribute("name").unwrap())
        })
        .collect()
}

fn uit_declaratie(klasse: &Value) -> Vec<String> {
    let elementen = klasse["elementen"].as_array().unwrap();
    let tekst = |e: &Value, s: &str| e.get(s).and_then(Value::as_str).map(str::to_owned);
    elementen
        .iter()
        .map(|e| {
            let patroon = tekst(e, "vast")
                .or_else(|| tekst(e, "patroon"))
                .unwrap_or_default();
            let aantal = tekst(e, "aantal").unwrap_or_else(|| "1..1".to_owned());
            format!(
                "{} {} {aantal} {patroon}",
                e["naam"].as_str().unwrap(),
                e["type"].as_str().unwrap()
            )
        })
        .collect()
}

fn vergelijk_klassen(waar: &str, schema: &Document<'_>, verklaard: &Table) {
    let mut in_schema: Vec<&str> = Vec::new();
    for klasse in kinderen(schema.root_element(), "complexType") {
        let naam = klasse.attribute("name").unwrap();
        in_schema.push(naam);
        let onze = verklaard
            .get(naam)
            .unwrap_or_else(|| panic!("{waar}: klasse {naam} ontbreekt"));
        assert_eq!(uit_declaratie(onze), uit_schema(klasse), "{waar}: {naam}");
    }
    in_schema.sort_unstable();
    let mut onze: Vec<&str> = verklaard.keys().map(String::as_str).collect();
    onze.sort_unstable();
    assert_eq!(onze, in_schema, "{waar}");
}

fn vergelijk_datatypen(d: &Declaraties, schema: &Document<'_>) {
    let verklaard = d.basis["datatype"].as_table().unwrap();
    let mut aantal = 0;
    for soort in kinderen(schema.root_element(), "simpleType") {
        aantal += 1;
        let naam = soort.attribute("name").unwrap();
        let onze = d.datatype(naam);
        let r = kinderen(soort, "restriction").next().unwrap();
        let basis = match kaal(r.attribute("base").unwrap()) {
            "string" => "tekst",
            "integer" => "geheel",
            "date" => "datum",
            "time" => "tijd",
            anders => panic!("{naam}: {anders}"),
        };
        assert_eq!(onze["basis"].as_str(), Some(basis), "{naam}");
        let mut uit: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (ons, hun) in [
            ("min_lengte", "minLength"),
            ("max_lengte", "maxLength"),
            ("min", "minInclusive"),
            ("max", "maxInclusive"),
            ("patroon", "pattern"),
        ] {
            if let Some(w) = onze.get(ons) {
                let w = w.as_str().map_or_else(|| w.to_string(), str::to_owned);
                uit.insert(hun.to_owned(), vec![w]);
            }
        }
        if let Some(lijst) = onze.get("codes").and_then(Value::as_str) {
            uit.insert(
                "enumeration".to_owned(),
                d.codes(lijst).into_iter().map(str::to_owned).collect(),
            );
        }
        assert_eq!(uit, facetten(r), "{naam}");
    }
    assert_eq!(aantal, verklaard.len());
}

#[test]
fn de_declaraties_zeggen_wat_de_schemas_zeggen() {
    let map = wortel().join("../shared/ijw-3.2/xsd");
    if !map.is_dir() {
        eprintln!("OVERGESLAGEN: de XSD's staan niet in ../shared/ijw-3.2/xsd");
        return;
    }
    let d = Declaraties::lees();
    let lees = |naam: &str| std::fs::read_to_string(map.join(naam)).unwrap();
    let tekst = lees("basisschema.xsd");
    let basis = Document::parse(&tekst).unwrap();
    assert_eq!(
        basis.root_element().attribute("targetNamespace"),
        d.basis["naamruimte"].as_str()
    );
    vergelijk_klassen("basisschema", &basis, d.basis["klasse"].as_table().unwrap());
    vergelijk_datatypen(&d, &basis);
    let mut schemas = 0;
    for e in std::fs::read_dir(&map).unwrap() {
        let naam = e.unwrap().file_name().into_string().unwrap();
        let Some(bericht) = naam.strip_suffix(".xsd").filter(|n| n.starts_with("JW")) else {
            continue;
        };
        schemas += 1;
        let tekst = lees(&naam);
        let schema = Document::parse(&tekst).unwrap();
        let wortel = schema.root_element();
        assert_eq!(wortel.attribute("elementFormDefault"), Some("qualified"));
        let onze = &d.berichten[bericht];
        assert_eq!(wortel.attribute("targetNamespace"), onze["naamruimte"].as_str());
        let elementen: Vec<_> = kinderen(wortel, "element").collect();
        assert_eq!(elementen.len(), 1);
        assert_eq!(elementen[0].attribute("name"), onze["wortel"].as_str());
        assert_eq!(elementen[0].attribute("type").map(kaal), Some("Root"));
        vergelijk_klassen(bericht, &schema, onze["klasse"].as_table().unwrap());
    }
    assert_eq!(schemas, d.berichten.len());
}

#[test]
fn de_sleutels_zijn_die_van_de_standaard() {
    let Ok(csv) = std::fs::read_to_string(wortel().join("../shared/ijw-3.2/berichten.csv")) else {
        eprintln!("OVERGESLAGEN: ../shared/ijw-3.2/berichten.csv ontbreekt");
        return;
    };
    let d = Declaraties::lees();
    for (bericht, onze) in &d.berichten {
        // No column before the key has commas of its own in these rows.
        let hunne: Vec<&str> = csv
            .lines()
            .filter_map(|r| {
                let (naam, rest) = r.split_once(',')?;
                let (pad, rest) = rest.split_once(',')?;
                (naam == bericht && rest.split(',').nth(8) == Some("j")).then_some(pad)
            })
            .collect();
        let onze: Vec<&str> = onze["sleutels"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s.as_str().unwrap())
            .collect();
        assert_eq!(onze, hunne, "{bericht}");
        assert!(!onze.is_empty());
    }
}
