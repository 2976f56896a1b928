//! Who may run which command. No command takes a role: whoever can read the settings and the key on the machine is the
//! functioneel beheerder at the machine, and nobody else gets further than exit code 2. Every command says here what it
//! touches, what of people it shows and what it leaves in the audit log, so that a new one is thought about; the test
//! `opdrachtrechten` runs each of them.

/// What a command touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Raakt {
    /// Only the files that are given: whoever can read those.
    Bestanden,
    /// The store, as the program: only who can read its folder and key.
    Opslag,
    /// Invented data in a folder of its own.
    Verzonnen,
}

/// What of people stands in what a command prints and in the files that it writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toont {
    /// Nothing.
    Niets,
    /// Numbers, and keys that say nothing outside the store.
    Aantallen,
    /// Who works here; no child.
    Medewerkers,
    /// What stood in the files that it was given, or invented people.
    Invoer,
}

/// One command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OpdrachtRecht {
    /// As typed after `houvast`.
    pub(crate) naam: &'static str,
    /// What it touches.
    pub(crate) raakt: Raakt,
    /// What of people it shows.
    pub(crate) toont: Toont,
    /// The code of its line in the audit log. `None`: it reads and changes nothing of people in the store, or its work is
    /// logged by itself (what the server does, and messages: each has its line in the processing log).
    pub(crate) spoor: Option<&'static str>,
}

const fn rij(naam: &'static str, raakt: Raakt, toont: Toont, spoor: Option<&'static str>) -> OpdrachtRecht {
    OpdrachtRecht {
        naam,
        raakt,
        toont,
        spoor,
    }
}

/// Every command of the program.
pub(crate) const OPDRACHTEN: &[OpdrachtRecht] = &[
    rij("demo", Raakt::Verzonnen, Toont::Niets, None),
    rij("server", Raakt::Opslag, Toont::Niets, None),
    rij("account maak", Raakt::Opslag, Toont::Niets, Some("account.maken")),
    rij(
        "account lijst",
        Raakt::Opslag,
        Toont::Medewerkers,
        Some("account.lezen"),
    ),
    rij(
        "account sluit",
        Raakt::Opslag,
        Toont::Niets,
        Some("account.sluiten"),
    ),
    rij(
        "account wachtwoord",
        Raakt::Opslag,
        Toont::Niets,
        Some("account.wachtwoord"),
    ),
    rij(
        "account tweede-stap-weg",
        Raakt::Opslag,
        Toont::Niets,
        Some("account.tweede-stap-weg"),
    ),
    rij("bericht controleer", Raakt::Bestanden, Toont::Aantallen, None),
    rij("bericht verwerk", Raakt::Opslag, Toont::Aantallen, None),
    rij("bericht regels", Raakt::Bestanden, Toont::Niets, None),
    rij("bericht toon", Raakt::Bestanden, Toont::Invoer, None),
    rij("bericht verschil", Raakt::Bestanden, Toont::Invoer, None),
    rij("bericht antwoord", Raakt::Bestanden, Toont::Invoer, None),
    rij("bericht verbeter", Raakt::Bestanden, Toont::Invoer, None),
    rij("bericht genereer", Raakt::Verzonnen, Toont::Invoer, None),
    rij("bericht anonimiseer", Raakt::Bestanden, Toont::Niets, None),
    rij("protocol vragen", Raakt::Bestanden, Toont::Niets, None),
    rij("protocol beoordeel", Raakt::Bestanden, Toont::Niets, None),
    rij(
        "protocol simuleer",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("besluit.simuleren"),
    ),
    rij("regio controleer", Raakt::Bestanden, Toont::Niets, None),
    rij("regio verschil", Raakt::Bestanden, Toont::Niets, None),
    rij("regio schema", Raakt::Bestanden, Toont::Niets, None),
    rij("logboek controleer", Raakt::Opslag, Toont::Aantallen, None),
    rij(
        "database verplaats",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("opslag.verplaatsen"),
    ),
    rij("reservekopie sleutel", Raakt::Bestanden, Toont::Niets, None),
    rij(
        "reservekopie maak",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("opslag.reservekopie"),
    ),
    rij(
        "reservekopie terugzet",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("opslag.terugzetten"),
    ),
    rij(
        "database hersleutel",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("opslag.hersleutelen"),
    ),
    rij(
        "vernietiging voorstel",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("vernietiging.maken"),
    ),
    rij(
        "vernietiging lijst",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("vernietiging.lezen"),
    ),
    rij(
        "vernietiging toon",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("vernietiging.lezen"),
    ),
    rij(
        "vernietiging akkoord",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("vernietiging.akkoord"),
    ),
    rij(
        "vernietiging intrek",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("vernietiging.intrekken"),
    ),
    rij(
        "vernietiging uitstel",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("dossier.bewaren"),
    ),
    rij(
        "vernietiging bewijs",
        Raakt::Opslag,
        Toont::Aantallen,
        Some("vernietiging.lezen"),
    ),
    rij("diagnose", Raakt::Opslag, Toont::Aantallen, None),
    rij("meet vul", Raakt::Verzonnen, Toont::Aantallen, None),
    rij("meet bladen", Raakt::Verzonnen, Toont::Aantallen, None),
    rij("meet keten", Raakt::Verzonnen, Toont::Aantallen, None),
    rij("meet druk", Raakt::Verzonnen, Toont::Aantallen, None),
];
