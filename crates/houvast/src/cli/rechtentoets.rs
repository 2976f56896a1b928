//! The table of commands beside the commands that there are.

use super::rechten::{OPDRACHTEN, Raakt, Toont};
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
    loop_door(&super::Cli::command(), "", &mut alle);
    assert!(alle.len() > 20, "{alle:?}");
    for recht in OPDRACHTEN {
        assert!(
            alle.iter().any(|(pad, _)| pad == recht.naam),
            "`{}` is geen opdracht",
            recht.naam
        );
    }
    for (pad, opties) in &alle {
        let bekend = OPDRACHTEN.iter().find(|recht| recht.naam == pad);
        assert!(bekend.is_some(), "de tabel kent de opdracht `{pad}` niet");
        for optie in opties {
            assert!(
                !["als", "namens", "sessie"].contains(&optie.as_str()),
                "`{pad}` neemt een ander zijn rechten over met --{optie}"
            );
        }
        // What works on the store is told where it is; what works on files is not.
        if bekend.is_some_and(|recht| recht.raakt == Raakt::Bestanden) {
            assert!(
                !opties.iter().any(|o| o == "database"),
                "`{pad}` opent een opslag"
            );
        }
    }
}

#[test]
fn wie_in_de_opslag_leest_laat_een_regel_na_en_toont_geen_invoer() {
    for recht in OPDRACHTEN {
        if recht.raakt == Raakt::Opslag {
            assert_ne!(recht.toont, Toont::Invoer, "{}", recht.naam);
        } else {
            assert_eq!(recht.spoor, None, "{}", recht.naam);
        }
    }
}
