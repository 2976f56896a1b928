//! From the names of the standard to those of Rust.

/// `AangevraagdProduct` becomes `aangevraagd_product`; `Type` becomes `r#type`.
pub(crate) fn veld(naam: &str) -> String {
    let slang = slang(naam);
    if slang == "type" {
        "r#type".to_owned()
    } else {
        slang
    }
}

/// `LDT_BurgerServicenummer` becomes `BURGER_SERVICENUMMER`.
pub(crate) fn constante(naam: &str) -> String {
    slang(zonder_voorvoegsel(naam)).to_uppercase()
}

/// `CDT_Adres` and `LDT_Geslacht` lose their first four characters, `Root` becomes `Bericht`.
pub(crate) fn soort(naam: &str) -> &str {
    match zonder_voorvoegsel(naam) {
        "Root" => "Bericht",
        kort => kort,
    }
}

fn zonder_voorvoegsel(naam: &str) -> &str {
    naam.strip_prefix("CDT_")
        .or_else(|| naam.strip_prefix("LDT_"))
        .unwrap_or(naam)
}

fn slang(naam: &str) -> String {
    let mut uit = String::new();
    let mut vorige_klein = false;
    for teken in naam.chars() {
        if teken.is_uppercase() && vorige_klein {
            uit.push('_');
        }
        vorige_klein = !teken.is_uppercase();
        uit.extend(teken.to_lowercase());
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namen_van_de_standaard_worden_namen_van_rust() {
        assert_eq!(veld("AangevraagdProduct"), "aangevraagd_product");
        assert_eq!(veld("BeschikkingIngangsdatum"), "beschikking_ingangsdatum");
        assert_eq!(veld("Type"), "r#type");
        assert_eq!(veld("Telefoon01"), "telefoon01");
        assert_eq!(constante("LDT_AgbCode"), "AGB_CODE");
        assert_eq!(soort("Root"), "Bericht");
        assert_eq!(soort("CDT_BedragMetDC"), "BedragMetDC");
    }
}
