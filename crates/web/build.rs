//! Puts the style in the program: `dist/` when the npm build made it, else our own small CSS for the same class names.
//! Needs no Node and no network.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let hier = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let uit = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let dist = hier.join("dist");
    let met_npm = dist.join("onderdelen.txt").is_file();
    let (bestanden, onderdelen) = if met_npm {
        println!("cargo:rerun-if-changed=dist");
        (lees_map(&dist)?, fs::read_to_string(dist.join("onderdelen.txt"))?)
    } else {
        // A path that is missing would make every build a new one, so watch the folder it would appear in.
        println!("cargo:rerun-if-changed=.");
        println!(
            "cargo:warning=houvast-web: no npm build of the style found, using the fallback style (make stijl)"
        );
        (terugval(&hier.join("stijl"), &uit)?, String::new())
    };
    println!("cargo:rerun-if-changed=build.rs");
    fs::write(uit.join("stijl.rs"), bron(&bestanden, &onderdelen, met_npm))
}

fn lees_map(map: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut uit = BTreeMap::new();
    for vermelding in fs::read_dir(map)? {
        let pad = vermelding?.path();
        if let Some(naam) = pad.file_name().and_then(|n| n.to_str())
            && naam != "onderdelen.txt"
        {
            uit.insert(naam.to_owned(), pad.clone());
        }
    }
    Ok(uit)
}

/// The fallback: both own style sheets as one file with its fingerprint in the name.
fn terugval(stijl: &Path, uit: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut tekst = String::new();
    for deel in ["terugval.css", "eigen.css"] {
        tekst.push_str(&fs::read_to_string(stijl.join(deel))?);
    }
    let merk = fs::read(stijl.join("merk.svg"))?;
    let mut lijst = BTreeMap::new();
    for (stam, achter, inhoud) in [("app", "css", tekst.as_bytes()), ("merk", "svg", merk.as_slice())] {
        let mut h = std::hash::DefaultHasher::new();
        inhoud.hash(&mut h);
        let naam = format!("{stam}.{:016x}.{achter}", h.finish());
        let pad = uit.join(&naam);
        fs::write(&pad, inhoud)?;
        lijst.insert(naam, pad);
    }
    Ok(lijst)
}

fn bron(bestanden: &BTreeMap<String, PathBuf>, onderdelen: &str, met_npm: bool) -> String {
    let mut uit = format!("pub(crate) const MET_NPM: bool = {met_npm};\n");
    uit.push_str("pub(crate) const BESTANDEN: &[(&str, &[u8])] = &[\n");
    for (naam, pad) in bestanden {
        let _ = writeln!(
            uit,
            "    ({naam:?}, include_bytes!({:?})),",
            pad.display().to_string()
        );
    }
    uit.push_str("];\npub(crate) const ONDERDELEN: &[(&str, &str, &str)] = &[\n");
    for regel in onderdelen.lines() {
        let mut delen = regel.split('\t');
        if let (Some(naam), Some(versie), Some(licentie)) = (delen.next(), delen.next(), delen.next()) {
            let _ = writeln!(uit, "    ({naam:?}, {versie:?}, {licentie:?}),");
        }
    }
    uit.push_str("];\n");
    uit
}
