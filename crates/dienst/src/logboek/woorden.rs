//! The words of the log: why somebody may (purpose and legal ground), and what was done, for a reader without law.

use houvast_opslag::{LogActie, Rol};

/// Why data was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doel {
    /// As stored.
    pub code: &'static str,
    /// What the register of processing calls it (AVG art. 30).
    pub naam: &'static str,
    /// The legal ground.
    pub grondslag: &'static str,
    /// For a parent: "om …".
    pub waarom: &'static str,
}

impl Doel {
    /// The activity in the register, as the processing log names it.
    pub(crate) fn activiteit(self) -> String {
        activiteit(self.code)
    }
}

const ACTIVITEIT: &str = "urn:houvast:verwerking:";

/// The activity of a purpose, as the processing log names it.
pub(crate) fn activiteit(code: &str) -> String {
    format!("{ACTIVITEIT}{code}")
}

/// The purpose of an activity.
pub(crate) fn van_activiteit(activiteit: &str) -> Option<Doel> {
    van_code(activiteit.strip_prefix(ACTIVITEIT)?)
}

/// What the program did by itself with a message, for a reader without law.
pub(crate) fn uit_zichzelf(doel: Doel) -> &'static str {
    match doel.code {
        "toeleiding" => "een verzoek om hulp beoordeeld",
        _ => "een bericht over de hulp verwerkt",
    }
}

const DOELEN: &[Doel] = &[
    Doel {
        code: "toeleiding",
        naam: "Bepalen welke jeugdhulp nodig is en die inzetten",
        grondslag: "Jeugdwet 2.3 en 7.4.0",
        waarom: "om te bepalen welke hulp nodig is",
    },
    Doel {
        code: "hulpverlening",
        naam: "Jeugdhulp voorbereiden, verlenen en verantwoorden",
        grondslag: "Jeugdwet 4.1.1 en 7.3.8",
        waarom: "om de hulp voor te bereiden of te geven",
    },
    Doel {
        code: "verwijzing",
        naam: "Verwijzen naar jeugdhulp",
        grondslag: "Jeugdwet 2.6",
        waarom: "om naar hulp te verwijzen",
    },
    Doel {
        code: "bsn",
        naam: "Het BSN gebruiken om de juiste jeugdige te vinden",
        grondslag: "Jeugdwet 7.2.1",
        waarom: "om zeker te weten om welk kind het gaat",
    },
    Doel {
        code: "berichten",
        naam: "Berichten over jeugdhulp wisselen tussen gemeente en aanbieder",
        // 7.4.0: the college may use the data; 6c.1 and 2.15: by these messages and without demands of its own.
        grondslag: "Jeugdwet 2.15 en 7.4.0, Regeling Jeugdwet 6c.1",
        waarom: "om een bericht over de hulp af te handelen",
    },
    Doel {
        code: "besluit",
        naam: "Een besluit bekendmaken",
        grondslag: "Awb 3:41",
        waarom: "om u een besluit te sturen",
    },
    Doel {
        code: "sturing",
        naam: "Aantallen van de regio bekijken, zonder personen",
        grondslag: "Jeugdwet 2.2",
        waarom: "om aantallen te bekijken, zonder namen",
    },
    Doel {
        code: "toezicht",
        naam: "Nagaan wie gegevens gebruikte, en dat laten zien",
        grondslag: "AVG 15 en 32",
        waarom: "om na te gaan wie keek",
    },
    Doel {
        code: "bewaren",
        naam: "Dossiers bewaren zo lang het moet, en daarna vernietigen",
        // 7.3.8 lid 3 is about the dossier of help; what a gemeente keeps of its own work follows its list.
        grondslag: "Jeugdwet 7.3.8 lid 3 en de selectielijst van gemeenten",
        waarom: "om te zorgen dat een dossier op tijd weggaat",
    },
    Doel {
        code: "beveiliging",
        naam: "Toegang tot het programma beveiligen",
        grondslag: "AVG 32",
        waarom: "om het programma te beveiligen",
    },
];

/// Every purpose with its ground: the register of processing of this program (AVG art. 30).
#[must_use]
pub fn register() -> &'static [Doel] {
    DOELEN
}

/// The purpose that was stored; what was carried over from before has none.
pub(crate) fn van_code(code: &str) -> Option<Doel> {
    DOELEN.iter().copied().find(|d| d.code == code)
}

/// Why somebody in this role uses this.
pub(crate) fn doel(rol: Rol, voorwerp: &str) -> Doel {
    let code = match (voorwerp, rol) {
        ("aanmelding" | "account" | "opslag", _) => "beveiliging",
        ("logboek" | "toegang" | "noodtoegang", _) => "toezicht",
        // Counting what other rules would have decided; nobody is shown.
        ("besluit", Rol::Beheer) => "sturing",
        ("vernietiging" | "vernietigingsbewijs", _) => "bewaren",
        ("bsn", _) => "bsn",
        ("bericht", _) => "berichten",
        ("brief", _) => "besluit",
        (_, rol) => rol.recht().doel,
    };
    van_code(code).unwrap_or(DOELEN[0])
}

/// The purpose of a page that is not about the work of a role.
pub(crate) fn doel_van_bladzijde(pad: &str) -> Option<Doel> {
    let deel = pad.split('/').nth(1).unwrap_or_default();
    matches!(deel, "account" | "accounts" | "aanmelden" | "afmelden")
        .then(|| van_code("beveiliging"))
        .flatten()
}

/// The kind of action (ATNA).
pub(crate) fn actie(handeling: &str) -> LogActie {
    match handeling {
        "lezen" | "afdrukken" => LogActie::Lezen,
        "maken" => LogActie::Maken,
        "vernietigen" => LogActie::Wissen,
        "wijzigen" | "nagaan" | "beslissen" | "sluiten" | "wachtwoord" | "eigen-wachtwoord"
        | "tweede-stap" | "tweede-stap-weg" | "rechten" => LogActie::Wijzigen,
        _ => LogActie::Uitvoeren,
    }
}

/// What was done, for a parent: "het dossier bekeken".
pub(crate) fn wat(voorwerp: &str, handeling: &str) -> String {
    let ding = match voorwerp {
        "zoeken" => return "de naam gezien in een lijst met zoekresultaten".to_owned(),
        "dossier" => "het dossier",
        "bsn" => "het hele burgerservicenummer (BSN)",
        "verzoek" => "een verzoek om hulp",
        "bericht" => "een bericht over de hulp",
        "rekenhulp" => "de berekening van het budget",
        "verwijzing" => "een verwijzing",
        "toetsing" => "de toetsing: past de hulp?",
        "signaal" => "een herinnering bij de hulp",
        "brief" => "een brief",
        "hulpvraag" => "de hulpvraag",
        "wijziging" => "een wijziging van de hulp",
        "logboek" => "het overzicht van wie keek",
        "noodtoegang" => "noodtoegang tot het dossier",
        "toegang" => "wie het dossier mag zien",
        "adres" => "het geheime adres",
        ander => ander,
    };
    let daad = match handeling {
        "lezen" => "bekeken",
        "vernietigen" => "vernietigd",
        "bewaren" => "langer bewaard",
        "wijzigen" => "aangevuld of veranderd",
        "maken" => "gemaakt",
        "beslissen" => "beslist over",
        "uitvoeren" => "als bestand opgehaald",
        "afdrukken" => "afgedrukt",
        "inleveren" => "ingeleverd",
        "zoeken" => "opgezocht",
        "nemen" => "genomen",
        "nagaan" => "nagegaan",
        ander => ander,
    };
    if handeling == "beslissen" {
        format!("{daad} {ding}")
    } else {
        format!("{ding} {daad}")
    }
}

/// The function of somebody in this role, as a parent knows it.
pub(crate) fn functie(rol: Rol) -> &'static str {
    rol.recht().naam
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elk_doel_heeft_een_grondslag_en_een_reden_voor_ouders() {
        for doel in register() {
            assert!(
                doel.grondslag.chars().any(|c| c.is_ascii_digit()),
                "{}",
                doel.code
            );
            assert!(doel.waarom.starts_with("om "), "{}", doel.code);
            assert_eq!(register().iter().filter(|d| d.code == doel.code).count(), 1);
        }
    }

    #[test]
    fn een_bladzijde_over_het_eigen_account_gaat_over_beveiliging() {
        for pad in ["/account", "/account/tweede-stap", "/aanmelden/code", "/accounts"] {
            assert_eq!(
                doel_van_bladzijde(pad).map(|d| d.code),
                Some("beveiliging"),
                "{pad}"
            );
        }
        for pad in ["/werkvoorraad", "/verzoeken/{id}", "/", ""] {
            assert_eq!(doel_van_bladzijde(pad), None, "{pad}");
        }
    }

    #[test]
    fn een_rol_gebruikt_een_dossier_voor_zijn_eigen_doel() {
        for (rol, voorwerp, code) in [
            (Rol::Consulent, "dossier", "toeleiding"),
            (Rol::AanbiederMedewerker, "dossier", "hulpverlening"),
            (Rol::Verwijzer, "verwijzing", "verwijzing"),
            (Rol::Consulent, "bsn", "bsn"),
            (Rol::AanbiederMedewerker, "bericht", "berichten"),
            (Rol::Privacy, "logboek", "toezicht"),
            (Rol::Systeem, "aanmelding", "beveiliging"),
        ] {
            assert_eq!(doel(rol, voorwerp).code, code, "{rol:?} {voorwerp}");
        }
    }

    #[test]
    fn een_ouder_leest_een_zin() {
        assert_eq!(wat("dossier", "lezen"), "het dossier bekeken");
        assert_eq!(wat("verzoek", "beslissen"), "beslist over een verzoek om hulp");
        assert_eq!(
            wat("rekenhulp", "uitvoeren"),
            "de berekening van het budget als bestand opgehaald"
        );
        assert_eq!(
            wat("zoeken", "zoeken"),
            "de naam gezien in een lijst met zoekresultaten"
        );
    }
}
