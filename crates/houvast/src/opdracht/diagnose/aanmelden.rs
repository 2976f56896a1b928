//! Logging in: is there somebody who can, and does the organisation answer that they log in through.

use super::Verslag;
use houvast_dienst::huis::Tijd;
use houvast_dienst::inlog::{Aanmeldregels, TweedeStap};
use houvast_opslag::{Lees, Rol, Uitslag};

pub(super) async fn bekijk(
    verslag: &mut Verslag,
    lees: &mut Lees,
    regels: &Aanmeldregels,
    tijd: &Tijd,
) -> Uitslag<()> {
    verslag.over("aanmelden");
    let accounts = lees.accounts().await?;
    let open = accounts.iter().filter(|a| a.actief);
    let beheer = open.clone().filter(|a| a.rol == Rol::Beheer).count();
    let aantal = open.count();
    match &regels.oidc {
        Some(oidc) if oidc.is_bereikbaar(tijd).await => {
            verslag.goed(format!("Aanmelden via {} werkt.", oidc.instelling.uitgever));
        }
        Some(oidc) => verslag.fout(
            format!(
                "Aanmelden kan nu niet via {}: die antwoordt niet, of zegt een ander te zijn.",
                oidc.instelling.uitgever
            ),
            "kijk of dit adres vanaf deze machine te bereiken is, en of uitgever in het oidc-bestand precies klopt.",
        ),
        // The first login through the organisation makes the account.
        None if aantal == 0 => verslag.let_op(
            "Er zijn nog geen accounts: niemand kan zich aanmelden.",
            "maak het eerste account met houvast account maak NAAM --rol beheer.",
        ),
        None if beheer == 0 => verslag.let_op(
            "Niemand met een open account heeft de rol beheer.",
            "maak er een met houvast account maak NAAM --rol beheer.",
        ),
        None => verslag.goed(format!("Accounts die zich kunnen aanmelden: {aantal}.")),
    }
    if regels.tweede_stap == TweedeStap::Niemand && aantal > 0 {
        verslag.let_op(
            "Wie zich aanmeldt met een wachtwoord, hoeft geen code te geven.",
            "zet de instelling tweede_stap op iedereen.",
        );
    }
    Ok(())
}
