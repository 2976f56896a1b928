//! The demo accounts: fixed names and passwords, with their PHC strings made beforehand so that the start stays quick.

/// An account of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// Account name.
    pub gebruiker: &'static str,
    /// Password; no secret, it is printed at the start.
    pub wachtwoord: &'static str,
    /// argon2id of the password with a fixed salt.
    pub phc: &'static str,
    /// Name on the screen.
    pub naam: &'static str,
    /// A role of the one table, as stored.
    pub rol: &'static str,
    /// CBS codes, for a role of a gemeente.
    pub gemeenten: &'static [&'static str],
    /// AGB code, for a role of an aanbieder or a verwijzer.
    pub agb: Option<&'static str>,
    /// What this account shows, in plain Dutch.
    pub toelichting: &'static str,
}

/// All demo accounts.
pub const ACCOUNTS: &[DemoAccount] = &[
    DemoAccount {
        gebruiker: "consulent.zwolle",
        wachtwoord: "houvast-zwolle",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWNvbnN1bGVudC56d29sbGU$1v0Ecbk/I7BZulDSZMegFWB7s8FGX+46x5CGdidUsSk",
        naam: "Sanne Terpstra",
        rol: "consulent",
        gemeenten: &["0193"],
        agb: None,
        toelichting: "Consulent van Zwolle: duidelijke verzoeken worden vanzelf beantwoord.",
    },
    DemoAccount {
        gebruiker: "consulent.kampen",
        wachtwoord: "houvast-kampen",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWNvbnN1bGVudC5rYW1wZW4$KrqlOZ9fTQXAVaufvW5WMzdvZuk3+Ix+n8bg0bVBFOU",
        naam: "Joris Wolbers",
        rol: "consulent",
        gemeenten: &["0166"],
        agb: None,
        toelichting: "Consulent van Kampen: alles is een voorstel, de consulent beslist.",
    },
    DemoAccount {
        gebruiker: "consulent.raalte",
        wachtwoord: "houvast-raalte",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWNvbnN1bGVudC5yYWFsdGU$149IyULcjb8Y0mm9K/tJEy9bT16YYBkAd5KSas4dH7M",
        naam: "Femke Nijboer",
        rol: "consulent",
        gemeenten: &["0177"],
        agb: None,
        toelichting: "Consulent van Raalte: een wijziging komt hier per beveiligde e-mail.",
    },
    DemoAccount {
        gebruiker: "aanbieder.lindeboog",
        wachtwoord: "houvast-lindeboog",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWFhbmJpZWRlci5saW5kZWJvb2c$RQsjtSTsAW+h7oMEf5N+xZ/TIUHxAXqNK79Yq8G/qbE",
        naam: "Administratie De Lindeboog",
        rol: "aanbieder",
        gemeenten: &[],
        agb: Some("73990101"),
        toelichting: "Jeugdhulp De Lindeboog: eigen cliënten, berichten en verzoeken.",
    },
    DemoAccount {
        gebruiker: "aanbieder.zilverpad",
        wachtwoord: "houvast-zilverpad",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWFhbmJpZWRlci56aWx2ZXJwYWQ$rWzWNQEnNAMajbv4nNPnoEGEr3UkmwAXScuTPwt8IDw",
        naam: "Administratie Zilverpad",
        rol: "aanbieder",
        gemeenten: &[],
        agb: Some("73990102"),
        toelichting: "Praktijk Zilverpad: een kleine aanbieder met alleen perceel 2.",
    },
    DemoAccount {
        gebruiker: "huisarts.zwolle",
        wachtwoord: "houvast-huisarts",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWh1aXNhcnRzLnp3b2xsZQ$NuFBfDNsLWawdI9CurRPSXkgdWIKUSjvkrJy7VA/rLQ",
        naam: "Mirjam Haveman",
        rol: "verwijzer",
        gemeenten: &[],
        agb: Some("01990201"),
        toelichting: "Huisarts in Zwolle: verwijst en ziet wie het overneemt.",
    },
    DemoAccount {
        gebruiker: "gi.ijsselland",
        wachtwoord: "houvast-jeugdbescherming",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWdpLmlqc3NlbGxhbmQ$MWEqvXMc3t105ic/7FbmyaU9O2Ff/TMczyLSCV1rAH0",
        naam: "Kees Ankersmit",
        rol: "verwijzer",
        gemeenten: &[],
        agb: Some("80990202"),
        toelichting: "Jeugdbescherming (GI): verwijst na overleg met de Toegang.",
    },
    DemoAccount {
        gebruiker: "regio.ijsselland",
        wachtwoord: "houvast-ijsselland",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLXJlZ2lvLmlqc3NlbGxhbmQ$lFgOB1/QlKtSIjsyo3rzgiTIqzTXk+uT8I9yrfd8AZg",
        naam: "Peter Wigger",
        rol: "regio",
        gemeenten: &[],
        agb: None,
        toelichting: "Regio: aantallen en regels, geen personen.",
    },
    DemoAccount {
        gebruiker: "privacy.zwolle",
        wachtwoord: "houvast-privacy",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLXByaXZhY3kuendvbGxl$Vjy/fSjxppnEeZxa4AlnAJnb1jLbgU9NYza0dFS07wU",
        naam: "Wilma Roelofs",
        rol: "privacy",
        gemeenten: &["0193"],
        agb: None,
        toelichting: "Privacy officer van Zwolle: wie keek in welk dossier, zonder het dossier.",
    },
    DemoAccount {
        gebruiker: "gedragswetenschapper.zwolle",
        wachtwoord: "houvast-gedragswetenschapper",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWdlZHJhZ3N3ZXRlbnNjaGFwcGVyLnp3b2xsZQ$Q4HVTaXtmyldEvBxe375QuS0Yd2x3S+L5QE14Ed1NUs",
        naam: "Ilse Veltkamp",
        rol: "gedragswetenschapper",
        gemeenten: &["0193"],
        agb: None,
        toelichting: "Gedragswetenschapper van Zwolle: leest het verhaal, beslist niet en ziet geen adres.",
    },
    DemoAccount {
        gebruiker: "backoffice.zwolle",
        wachtwoord: "houvast-backoffice",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWJhY2tvZmZpY2UuendvbGxl$TB4DgzhTVEWcwNx5jO8yQXYtahFrM/aOZRuGEgOul8k",
        naam: "Ronald Kuipers",
        rol: "backoffice",
        gemeenten: &["0193"],
        agb: None,
        toelichting: "Backoffice van Zwolle: berichten, zonder gespreksverslag.",
    },
    DemoAccount {
        gebruiker: "manager.zwolle",
        wachtwoord: "houvast-manager",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLW1hbmFnZXIuendvbGxl$/poOL5xCtuPltrl9+14bUpgFXJfksfczPTmj9WxLlnI",
        naam: "Anneke Dijkslag",
        rol: "toegangmanager",
        gemeenten: &["0193"],
        agb: None,
        toelichting: "Manager van de Toegang in Zwolle: wat loopt en wie wat mag zien.",
    },
    DemoAccount {
        gebruiker: "intaker.lindeboog",
        wachtwoord: "houvast-intaker",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWludGFrZXIubGluZGVib29n$NYWpFtFCW0gv9AgCUgYP8lXrQ2IShOmxWIAU70RVzZ4",
        naam: "Thijs Morsink",
        rol: "intaker",
        gemeenten: &[],
        agb: Some("73990101"),
        toelichting: "Intaker van De Lindeboog: toetst verwijzingen.",
    },
    DemoAccount {
        gebruiker: "behandelaar.lindeboog",
        wachtwoord: "houvast-behandelaar",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWJlaGFuZGVsYWFyLmxpbmRlYm9vZw$WsfQ6YvQGZ2Y2UCnsBLFkJhW0P08zJqlEYuZ/U4P+Zs",
        naam: "Nora Wessels",
        rol: "behandelaar",
        gemeenten: &[],
        agb: Some("73990101"),
        toelichting: "Behandelaar van De Lindeboog: eigen cliënten, geen berichten.",
    },
    DemoAccount {
        gebruiker: "administratie.lindeboog",
        wachtwoord: "houvast-administratie",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWFkbWluaXN0cmF0aWUubGluZGVib29n$mWj8jJFm7ifXPhnj8GHgcMeSN2I5LAn203mKo3eScds",
        naam: "Gerda Pol",
        rol: "administratie",
        gemeenten: &[],
        agb: Some("73990101"),
        toelichting: "Administratie van De Lindeboog: berichten, zonder vrije tekst over de hulp.",
    },
    DemoAccount {
        gebruiker: "contract.ijsselland",
        wachtwoord: "houvast-contractbeheer",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWNvbnRyYWN0Lmlqc3NlbGxhbmQ$n85PydA388U2MthOFXvdIlhydVtZBbjYy0KEUHhdE4g",
        naam: "Marieke Boertjes",
        rol: "contractbeheer",
        gemeenten: &[],
        agb: None,
        toelichting: "Contractbeheer van de regio: de regels en hoeveel er wacht, geen personen.",
    },
    DemoAccount {
        gebruiker: "beleid.ijsselland",
        wachtwoord: "houvast-beleid-en-data",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWJlbGVpZC5panNzZWxsYW5k$4K5DNMiK8TgWguueOClwqiODapTRLxmC+C8Ggokv6GI",
        naam: "Daan Overweg",
        rol: "beleid",
        gemeenten: &[],
        agb: None,
        toelichting: "Beleid en data van de regio: aantallen, geen personen.",
    },
    DemoAccount {
        gebruiker: "expert.ijsselland",
        wachtwoord: "houvast-expertteam",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWV4cGVydC5panNzZWxsYW5k$8nC7qwzLhh4FjDMT+BQv6m2sO6RChnDI2aRjpdYcjx8",
        naam: "Hanneke Brouwer",
        rol: "expertteamlid",
        gemeenten: &[],
        agb: None,
        toelichting: "Lid van het expertteam: alleen dossiers die zijn ingebracht.",
    },
    DemoAccount {
        gebruiker: "beheer.ijsselland",
        wachtwoord: "houvast-functioneel",
        phc: "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1kZW1vLWJlaGVlci5panNzZWxsYW5k$6MjjpYGLEmlP+ssG9QiodCocUCrsfV5nfhfM6x1lBvM",
        naam: "Bart Hofstede",
        rol: "beheer",
        gemeenten: &[],
        agb: None,
        toelichting: "Functioneel beheer: accounts en rollen, geen dossiers.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elk_demowachtwoord_past_op_zijn_vooraf_gemaakte_hash() {
        for account in ACCOUNTS {
            let zout = format!("houvast-demo-{}", account.gebruiker);
            assert_eq!(
                crate::wachtwoord::maak(account.wachtwoord, zout.as_bytes()).as_deref(),
                Some(account.phc),
                "{}",
                account.gebruiker
            );
        }
    }
}
