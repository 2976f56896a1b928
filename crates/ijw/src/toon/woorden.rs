//! Names of elements in words. An element without a line here shows its own name, split in words.

/// The names that splitting would not make well.
const NAMEN: &[(&str, &str)] = &[
    ("Header", "Kop van het bericht"),
    ("Client", "Cliënt"),
    ("Bsn", "BSN"),
    ("BerichtCode", "Soort bericht"),
    ("BerichtVersie", "Versie"),
    ("BerichtSubversie", "Subversie"),
    ("BerichtIdentificatie", "Bericht"),
    ("DeclaratieIdentificatie", "Declaratiebericht"),
    ("XsdVersie", "Schema's"),
    ("XsdVersieRetour", "Schema's van het antwoord"),
    ("XsdVersieDeclaratie", "Schema's van de declaratie"),
    ("XsltVersie", "Versie van de XSLT"),
    ("IdentificatieRetour", "Nummer van het antwoord"),
    ("DagtekeningRetour", "Dagtekening van het antwoord"),
    ("RetourCode", "Retourcode"),
    ("ToewijzingNummer", "Toewijzing"),
    ("BeschikkingNummer", "Beschikking"),
    ("DeclaratieNummer", "Declaratie"),
    ("ReferentieAanbieder", "Referentie van de aanbieder"),
    ("ReferentieNummer", "Referentienummer"),
    ("ProductReferentie", "Referentie"),
    ("ProductCategorie", "Productcategorie"),
    ("ProductCode", "Productcode"),
    ("ProductPeriode", "Periode"),
    ("ProductTarief", "Tarief"),
    ("DeclaratiePeriode", "Periode"),
    ("DeclaratieDagtekening", "Dagtekening van de declaratie"),
    ("DeclaratieAntwoord", "Antwoord op de declaratie"),
    ("TotaalIngediendBedrag", "Totaal ingediend"),
    ("TotaalToegekendBedrag", "Totaal toegekend"),
    ("IngediendBedrag", "Ingediend"),
    ("GeleverdVolume", "Geleverd"),
    ("RedenWijziging", "Reden van wijziging"),
    ("RedenBeeindiging", "Reden van beëindiging"),
    ("RedenVerzoek", "Reden van het verzoek"),
    ("RedenAfwijzingVerzoek", "Reden van afwijzing"),
    ("VerzoekAntwoord", "Antwoord"),
    ("Verzoek", "Verzoek om wijziging"),
    ("StatusAanlevering", "Aanlevering"),
    ("GezagsdragerBekend", "Gezagsdrager bekend bij de aanbieder"),
    ("NaamGebruik", "Naamgebruik"),
    ("AangevraagdProduct", "Gevraagd product"),
    ("ToegewezenProduct", "Toegewezen product"),
    ("StartProduct", "Start"),
    ("StopProduct", "Stop"),
    ("Emailadres", "E-mailadres"),
    ("Nummer", "Nummer"),
];

/// The name of an element in words, with a capital.
pub(crate) fn label(naam: &str) -> String {
    if let Some((_, woorden)) = NAMEN.iter().find(|(element, _)| *element == naam) {
        return (*woorden).to_owned();
    }
    let mut uit = String::with_capacity(naam.len() + 4);
    for (i, teken) in naam.chars().enumerate() {
        if i == 0 {
            uit.push(teken);
        } else if teken.is_uppercase() {
            uit.push(' ');
            uit.extend(teken.to_lowercase());
        } else {
            uit.push(teken);
        }
    }
    uit
}

/// With a small letter, unless it is an abbreviation.
pub(crate) fn klein(woorden: &str) -> String {
    let mut tekens = woorden.chars();
    match (tekens.next(), tekens.clone().next()) {
        (Some(eerste), Some(tweede)) if !tweede.is_uppercase() => {
            eerste.to_lowercase().chain(tekens).collect()
        }
        _ => woorden.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_onbekend_element_krijgt_zijn_eigen_naam_in_woorden() {
        assert_eq!(label("GewensteIngangsdatum"), "Gewenste ingangsdatum");
        assert_eq!(label("NieuwVeldVanLater"), "Nieuw veld van later");
        assert_eq!(label("Bsn"), "BSN");
        assert_eq!(
            klein("Referentie van de aanbieder"),
            "referentie van de aanbieder"
        );
        assert_eq!(klein("BSN"), "BSN");
    }
}
