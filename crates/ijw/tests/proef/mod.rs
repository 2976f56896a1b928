//! Messages made from the declarations: valid ones, and then spoilt.

mod trouw;
pub(crate) mod verander;
pub(crate) mod waarden;
pub(crate) mod xmllint;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Choices from a list of numbers; when it is used up, every choice is the first. So shorter lists give smaller messages.
pub(crate) struct Keuzes {
    getallen: Vec<u32>,
    volgende: usize,
}

impl Keuzes {
    pub(crate) fn nieuw(getallen: Vec<u32>) -> Self {
        Self {
            getallen,
            volgende: 0,
        }
    }

    /// Splitmix64: fixed, so that a seed always gives the same messages.
    pub(crate) fn zaad(zaad: u64, aantal: usize) -> Self {
        let mut staat = zaad;
        let getallen = (0..aantal)
            .map(|_| {
                staat = staat.wrapping_add(0x9E37_79B9_7F4A_7C15);
                let mut z = staat;
                z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
                u32::try_from((z ^ (z >> 31)) >> 32).unwrap()
            })
            .collect();
        Self::nieuw(getallen)
    }

    /// A number below `n`.
    pub(crate) fn kies(&mut self, n: usize) -> usize {
        let getal = self.getallen.get(self.volgende).copied().unwrap_or(0);
        self.volgende += 1;
        getal as usize % n.max(1)
    }

    pub(crate) fn een<'a, T: ?Sized>(&mut self, uit: &[&'a T]) -> &'a T {
        uit[self.kies(uit.len())]
    }

    /// True once in `n` times.
    pub(crate) fn soms(&mut self, n: usize) -> bool {
        self.kies(n) == n - 1
    }
}

/// An element.
#[derive(Clone, Debug)]
pub(crate) struct Knoop {
    pub naam: String,
    /// Namespace URI.
    pub ruimte: String,
    pub attributen: Vec<(String, String)>,
    pub inhoud: Inhoud,
}

#[derive(Clone, Debug)]
pub(crate) enum Inhoud {
    Kinderen(Vec<Knoop>),
    Waarde {
        tekst: String,
        soort: String,
    },
    /// Written as it stands.
    Ruw(String),
}

pub(crate) struct Declaraties {
    basis: Table,
    codes: Table,
    berichten: BTreeMap<String, Table>,
}

pub(crate) fn wortel() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl Declaraties {
    pub(crate) fn lees() -> Self {
        let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("berichten");
        let toml =
            |naam: &str| -> Table { std::fs::read_to_string(map.join(naam)).unwrap().parse().unwrap() };
        let mut berichten = BTreeMap::new();
        for e in std::fs::read_dir(&map).unwrap() {
            let naam = e.unwrap().file_name().into_string().unwrap();
            if naam.starts_with("jw") {
                berichten.insert(naam.trim_end_matches(".toml").to_uppercase(), toml(&naam));
            }
        }
        Self {
            basis: toml("basis.toml"),
            codes: toml("codelijsten.toml"),
            berichten,
        }
    }

    pub(crate) fn namen(&self) -> Vec<String> {
        self.berichten.keys().cloned().collect()
    }

    pub(crate) fn datatype(&self, naam: &str) -> &Table {
        self.basis["datatype"][naam].as_table().unwrap()
    }

    pub(crate) fn codes(&self, lijst: &str) -> Vec<&str> {
        self.codes[lijst]["codes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["code"].as_str().unwrap())
            .collect()
    }

    /// A valid message.
    pub(crate) fn bericht(&self, soort: &str, k: &mut Keuzes) -> Knoop {
        let b = &self.berichten[soort];
        let ruimte = b["naamruimte"].as_str().unwrap();
        Knoop {
            naam: b["wortel"].as_str().unwrap().to_owned(),
            ruimte: ruimte.to_owned(),
            attributen: Vec::new(),
            inhoud: self.klasse(&b["klasse"]["Root"], ruimte, b, k),
        }
    }

    fn klasse(&self, klasse: &Value, ruimte: &str, b: &Table, k: &mut Keuzes) -> Inhoud {
        let mut kinderen = Vec::new();
        for e in klasse["elementen"].as_array().unwrap() {
            let aantal = match e.get("aantal").and_then(Value::as_str).unwrap_or("1..1") {
                "0..1" => k.kies(2),
                "1..*" => 1 + k.kies(3),
                "0..*" => k.kies(3),
                _ => 1,
            };
            for _ in 0..aantal {
                kinderen.push(self.element(e, ruimte, b, k));
            }
        }
        Inhoud::Kinderen(kinderen)
    }

    fn element(&self, e: &Value, ruimte: &str, b: &Table, k: &mut Keuzes) -> Knoop {
        let soort = e["type"].as_str().unwrap();
        let basis = self.basis["naamruimte"].as_str().unwrap();
        let inhoud = if let Some(klasse) = b["klasse"].get(soort) {
            self.klasse(klasse, b["naamruimte"].as_str().unwrap(), b, k)
        } else if let Some(klasse) = self.basis["klasse"].get(soort) {
            self.klasse(klasse, basis, b, k)
        } else {
            let tekst = match (e.get("vast"), e.get("patroon")) {
                (Some(vast), _) => vast.as_str().unwrap().to_owned(),
                (None, Some(_)) => k.een(&["A1", "d", "012345678901", "ZzZ"]).to_owned(),
                (None, None) => waarden::goed(self, soort, k),
            };
            Inhoud::Waarde {
                tekst,
                soort: soort.to_owned(),
            }
        };
        Knoop {
            naam: e["naam"].as_str().unwrap().to_owned(),
            ruimte: ruimte.to_owned(),
            attributen: Vec::new(),
            inhoud,
        }
    }
}

/// Writes a tree with the prefixes, white space and ways of escaping that the choices say.
pub(crate) fn als_xml(wortel: &Knoop, k: &mut Keuzes) -> String {
    let basis = "http://www.istandaarden.nl/ijw/3_2/basisschema/schema";
    let (eigen, gedeeld) = k
        .een::<(&str, &str)>(&[
            &("b", "ijw"),
            &("", "ijw"),
            &("b", ""),
            &("é", "x.y-z"),
            &("b", "lokaal"),
        ])
        .to_owned();
    let mut uit = k
        .een(&[
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "",
            "\u{feff}<?xml version='1.0'?>",
            "<?xml version=\"1.0\" encoding='utf-8' standalone=\"yes\" ?>\r\n<!-- x -->",
        ])
        .to_owned();
    let mut s = Schrijf {
        eigen,
        gedeeld,
        basis,
        wortel: &wortel.ruimte,
        lokaal: gedeeld == "lokaal",
    };
    s.knoop(wortel, true, k, &mut uit);
    uit += k.een(&["", "\n", "\r\n<!-- einde -->\n<?p i?>"]);
    uit
}

struct Schrijf<'a> {
    eigen: &'a str,
    gedeeld: &'a str,
    basis: &'a str,
    wortel: &'a str,
    /// Declare the shared namespace as the default where it is needed, not at the root.
    lokaal: bool,
}

impl Schrijf<'_> {
    fn knoop(&mut self, n: &Knoop, is_wortel: bool, k: &mut Keuzes, uit: &mut String) {
        let mut extra = String::new();
        let prefix = if n.ruimte == self.wortel {
            self.eigen
        } else if n.ruimte == self.basis && self.lokaal {
            extra = format!(" xmlns=\"{}\"", self.basis);
            ""
        } else if n.ruimte == self.basis {
            self.gedeeld
        } else {
            extra = format!(" xmlns:vreemd=\"{}\"", n.ruimte);
            "vreemd"
        };
        let merk = if prefix.is_empty() {
            n.naam.clone()
        } else {
            format!("{prefix}:{}", n.naam)
        };
        *uit += &format!("<{merk}{extra}");
        if is_wortel {
            let bind = |p: &str, uri: &str| {
                if p.is_empty() {
                    format!(" xmlns=\"{uri}\"")
                } else {
                    format!(" xmlns:{p}='{uri}'")
                }
            };
            *uit += &bind(self.eigen, self.wortel);
            if !self.lokaal {
                *uit += &bind(self.gedeeld, self.basis);
            }
            *uit += " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:i=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\"";
        }
        for (naam, waarde) in &n.attributen {
            *uit += &format!(" {naam}=\"{waarde}\"");
        }
        match &n.inhoud {
            Inhoud::Kinderen(kinderen) if kinderen.is_empty() && k.soms(2) => {
                *uit += "/>";
                return;
            }
            Inhoud::Kinderen(kinderen) => {
                *uit += ">";
                for kind in kinderen {
                    *uit += k.een(&["\n", "", "\r\n\t", "<!-- tussen -->", "<?pi?>\n", "&#32;\n"]);
                    self.knoop(kind, false, k, uit);
                }
                *uit += k.een(&["\n", ""]);
            }
            Inhoud::Waarde { tekst, .. } => {
                *uit += ">";
                *uit += &tekst_als_xml(tekst, k);
            }
            Inhoud::Ruw(ruw) => {
                *uit += ">";
                *uit += ruw;
            }
        }
        *uit += &format!("</{merk}{}>", k.een(&["", " ", "\n"]));
    }
}

fn tekst_als_xml(tekst: &str, k: &mut Keuzes) -> String {
    if !tekst.is_empty() && !tekst.contains(['\r']) && !tekst.contains("]]>") && k.soms(12) {
        return format!("<![CDATA[{tekst}]]>");
    }
    let los = k.soms(12);
    let mut uit = String::new();
    for (i, c) in tekst.chars().enumerate() {
        match c {
            '&' => uit += "&amp;",
            '<' => uit += "&lt;",
            '>' => uit += "&gt;",
            '\r' => uit += "&#13;",
            c if los && i % 3 == 1 => uit += &format!("&#x{:X};", u32::from(c)),
            c => uit.push(c),
        }
        if los && i == 0 {
            uit += "<!-- in de tekst -->";
        }
    }
    uit
}
