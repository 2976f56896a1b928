//! Our own key for `private_key_jwt`: RSA (RS256) or P-256 (ES256), in PKCS#8.

use houvast_dienst::inlog::oidc::Ondertekenaar;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject as _;
use std::sync::Arc;

/// The algorithm and how to sign. `None`: no such key.
pub(super) fn lees(pem: &[u8]) -> Option<(&'static str, Ondertekenaar)> {
    let der = PrivatePkcs8KeyDer::from_pem_slice(pem).ok()?;
    let der = der.secret_pkcs8_der();
    let kans = SystemRandom::new();
    if let Ok(rsa) = RsaKeyPair::from_pkcs8(der) {
        let teken = move |tekst: &[u8]| {
            let mut uit = vec![0; rsa.public().modulus_len()];
            rsa.sign(&RSA_PKCS1_SHA256, &kans, tekst, &mut uit).ok()?;
            Some(uit)
        };
        return Some(("RS256", Arc::new(teken)));
    }
    let ec = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &kans).ok()?;
    let teken = move |tekst: &[u8]| ec.sign(&kans, tekst).ok().map(|h| h.as_ref().to_vec());
    Some(("ES256", Arc::new(teken)))
}
