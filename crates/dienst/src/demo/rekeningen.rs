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
    /// `consulent` or `aanbieder`.
    pub rol: &'static str,
    /// CBS codes, for a consulent.
    pub gemeenten: &'static [&'static str],
    /// AGB code, for an aanbieder.
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
