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
    /// `consulent`, `aanbieder`, `verwijzer`, `regio` or `privacy`.
    pub rol: &'static str,
    /// CBS codes, for a consulent or a privacy officer.
    pub gemeenten: &'static [&'static str],
    /// AGB code, for an aanbieder or a verwijzer.
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
