//! The patterns of the standard, each with the matcher in `houvast-ijw` that decides it.

use anyhow::{Result, bail};

/// The Rust expression of the matcher.
pub(crate) fn van_tekst(patroon: Option<&str>) -> Result<String> {
    let Some(patroon) = patroon else {
        return Ok("Patroon::Vrij".to_owned());
    };
    if let Some(aantal) = patroon
        .strip_prefix("[0-9]{")
        .and_then(|rest| rest.strip_suffix('}'))
    {
        return Ok(format!("Patroon::Cijfers({})", aantal.parse::<u32>()?));
    }
    Ok(match patroon {
        "[0-9]*" => "Patroon::AlleenCijfers",
        r".*[^\s].*" => "Patroon::EenRegel",
        r"([.\s]*\S+[.\s]*)+" => "Patroon::NietLeeg",
        "([a-zA-Z0-9])+" => "Patroon::Alfanumeriek",
        "([a-zA-ZÀ-ỳ])+" => "Patroon::Letters",
        r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)" => "Patroon::Versie",
        onbekend => bail!("geen herkenner voor het patroon {onbekend}"),
    }
    .to_owned())
}
