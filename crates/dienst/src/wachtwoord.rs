//! Passwords: argon2id with the parameters of the PHC string (OWASP: 19 MiB, two rounds, one lane).

use argon2::{Argon2, PasswordHasher, PasswordVerifier};

/// PHC string of a password that nobody has. An unknown account is checked against it, so that knowing a name
/// cannot be told from not knowing it by the time it takes.
pub(crate) const NIEMAND: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$aG91dmFzdC1uaWVtYW5k$rPGe1XXthYg+qTgTUUxXJNF3yXIhp5bmm3XHlCwjIWc";

/// The PHC string to store. `None` when the salt is too short or too long (8 to 48 bytes).
#[must_use]
pub fn maak(wachtwoord: &str, zout: &[u8]) -> Option<String> {
    Argon2::default()
        .hash_password_with_salt(wachtwoord.as_bytes(), zout)
        .ok()
        .map(|phc| phc.to_string())
}

/// Does the password fit? A string that is no PHC string fits nothing.
#[must_use]
pub fn klopt(wachtwoord: &str, phc: &str) -> bool {
    Argon2::default()
        .verify_password(wachtwoord.as_bytes(), phc)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_wachtwoord_past_alleen_op_zichzelf() {
        let phc = maak("juist", b"zout-van-acht").unwrap();
        assert!(klopt("juist", &phc));
        assert!(!klopt("onjuist", &phc));
        assert!(!klopt("juist", "geen phc"));
    }

    #[test]
    fn de_vergelijking_voor_een_onbekende_naam_kost_evenveel_werk() {
        let eigen = maak("x", b"houvast-niemand").unwrap();
        let kop = |s: &str| s.rsplit_once('$').unwrap().0.to_owned();
        assert_eq!(kop(NIEMAND), kop(&eigen));
        assert!(argon2::PasswordHash::new(NIEMAND).is_ok());
    }
}
