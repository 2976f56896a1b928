//! Paths on the command line: a file, a folder with messages, or `-`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Invoer {
    /// A file.
    Bestand(PathBuf),
    /// Standard input.
    Standaard,
}

impl Invoer {
    /// The name in a report.
    pub(super) fn naam(&self) -> String {
        match self {
            Self::Bestand(pad) => pad.display().to_string(),
            Self::Standaard => "-".to_owned(),
        }
    }
}

/// What stands behind a path, folders opened up in the order of their names.
pub(super) fn open(pad: &Path) -> io::Result<Vec<Invoer>> {
    if pad.as_os_str() == "-" {
        return Ok(vec![Invoer::Standaard]);
    }
    if !fs::metadata(pad)?.is_dir() {
        return Ok(vec![Invoer::Bestand(pad.to_owned())]);
    }
    let mut uit = Vec::new();
    verzamel(pad, &mut uit)?;
    if uit.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            "geen .xml-bestanden in deze map",
        ));
    }
    Ok(uit)
}

/// Messages end in `.xml`; a symbolic link to a folder is not followed, so that a circle ends.
fn verzamel(map: &Path, uit: &mut Vec<Invoer>) -> io::Result<()> {
    let mut dingen = fs::read_dir(map)?.collect::<io::Result<Vec<_>>>()?;
    dingen.sort_by_key(fs::DirEntry::file_name);
    for ding in dingen {
        let pad = ding.path();
        if ding.file_type()?.is_dir() {
            verzamel(&pad, uit)?;
        } else if pad.extension().is_some_and(|e| e.eq_ignore_ascii_case("xml")) {
            uit.push(Invoer::Bestand(pad));
        }
    }
    Ok(())
}

/// Why a file could not be read, in Dutch.
pub(super) fn waarom(fout: &io::Error) -> String {
    match fout.kind() {
        io::ErrorKind::NotFound if fout.raw_os_error().is_some() => "dit bestand is er niet".into(),
        io::ErrorKind::PermissionDenied => "dit bestand mag niet gelezen worden".into(),
        _ => fout.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_map_geeft_haar_berichten_op_naam() {
        let map = std::env::temp_dir().join(format!("houvast-paden-{}", std::process::id()));
        fs::create_dir_all(map.join("b")).unwrap();
        for naam in ["c.XML", "a.xml", "b/d.xml", "niet.txt"] {
            fs::write(map.join(naam), "").unwrap();
        }
        let namen: Vec<_> = open(&map).unwrap().iter().map(Invoer::naam).collect();
        let verwacht = ["a.xml", "b/d.xml", "c.XML"].map(|n| map.join(n).display().to_string());
        assert_eq!(namen, verwacht);
        fs::remove_dir_all(&map).unwrap();
        assert_eq!(waarom(&open(&map).unwrap_err()), "dit bestand is er niet");
    }
}
