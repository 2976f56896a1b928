//! Who may run which command. No command takes a role: whoever can read the settings and the key on the machine is the program.
//! Every command says here what it touches, so that a new one is thought about.

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

/// Every command of the program.
pub(crate) const OPDRACHTEN: &[(&str, Raakt)] = &[
    ("demo", Raakt::Verzonnen),
    ("server", Raakt::Opslag),
    ("account maak", Raakt::Opslag),
    ("account lijst", Raakt::Opslag),
    ("account sluit", Raakt::Opslag),
    ("account wachtwoord", Raakt::Opslag),
    ("account tweede-stap-weg", Raakt::Opslag),
    ("bericht controleer", Raakt::Bestanden),
    ("bericht verwerk", Raakt::Opslag),
    ("bericht regels", Raakt::Bestanden),
    ("bericht toon", Raakt::Bestanden),
    ("bericht verschil", Raakt::Bestanden),
    ("bericht antwoord", Raakt::Bestanden),
    ("bericht verbeter", Raakt::Bestanden),
    ("bericht genereer", Raakt::Verzonnen),
    ("bericht anonimiseer", Raakt::Bestanden),
    ("protocol vragen", Raakt::Bestanden),
    ("protocol beoordeel", Raakt::Bestanden),
    ("protocol simuleer", Raakt::Opslag),
    ("regio controleer", Raakt::Bestanden),
    ("regio verschil", Raakt::Bestanden),
    ("regio schema", Raakt::Bestanden),
    ("logboek controleer", Raakt::Opslag),
    ("database verplaats", Raakt::Opslag),
    ("reservekopie sleutel", Raakt::Bestanden),
    ("reservekopie maak", Raakt::Opslag),
    ("reservekopie terugzet", Raakt::Opslag),
    ("database hersleutel", Raakt::Opslag),
    ("vernietiging voorstel", Raakt::Opslag),
    ("vernietiging lijst", Raakt::Opslag),
    ("vernietiging toon", Raakt::Opslag),
    ("vernietiging akkoord", Raakt::Opslag),
    ("vernietiging intrek", Raakt::Opslag),
    ("vernietiging uitstel", Raakt::Opslag),
    ("vernietiging bewijs", Raakt::Opslag),
    ("diagnose", Raakt::Opslag),
    ("meet vul", Raakt::Verzonnen),
    ("meet bladen", Raakt::Verzonnen),
];

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    fn loop_door(opdracht: &clap::Command, pad: &str, uit: &mut Vec<(String, Vec<String>)>) {
        let mut blad = true;
        for deel in opdracht.get_subcommands().filter(|d| d.get_name() != "help") {
            blad = false;
            let pad = format!("{pad} {}", deel.get_name());
            loop_door(deel, pad.trim(), uit);
        }
        if blad {
            let opties = opdracht.get_arguments().map(|a| a.get_id().to_string()).collect();
            uit.push((pad.to_owned(), opties));
        }
    }

    #[test]
    fn elke_opdracht_zegt_wat_zij_raakt_en_geen_opdracht_neemt_een_rol_aan() {
        let mut alle = Vec::new();
        loop_door(&super::super::Cli::command(), "", &mut alle);
        assert!(alle.len() > 20, "{alle:?}");
        for (naam, _) in OPDRACHTEN {
            assert!(
                alle.iter().any(|(pad, _)| pad == naam),
                "`{naam}` is geen opdracht"
            );
        }
        for (pad, opties) in &alle {
            let bekend = OPDRACHTEN.iter().find(|(naam, _)| naam == pad);
            assert!(bekend.is_some(), "de tabel kent de opdracht `{pad}` niet");
            for optie in opties {
                assert!(
                    !["als", "namens", "sessie"].contains(&optie.as_str()),
                    "`{pad}` neemt een ander zijn rechten over met --{optie}"
                );
            }
            // What works on the store is told where it is; what works on files is not.
            if let Some((_, Raakt::Bestanden)) = bekend {
                assert!(
                    !opties.iter().any(|o| o == "database"),
                    "`{pad}` opent een opslag"
                );
            }
        }
    }
}
