//! What every handler gets: the running system and the settings of the web side.

use crate::bedrijf::Bedrijf;
use houvast_dienst::Huis;
use std::sync::Arc;

/// Settings of the web side.
#[derive(Clone, Copy, Debug)]
pub struct WebInstellingen {
    /// Pages are reached over https: the cookie gets its `__Host-` name and HSTS is sent.
    pub https: bool,
    /// Largest upload in bytes, all files together (OP179).
    pub maximum_upload: usize,
}

impl Default for WebInstellingen {
    fn default() -> Self {
        Self {
            https: false,
            maximum_upload: 25 * 1024 * 1024,
        }
    }
}

/// State of the router.
#[derive(Clone)]
pub(crate) struct Staat {
    pub(crate) huis: Arc<Huis>,
    pub(crate) instellingen: WebInstellingen,
    pub(crate) bedrijf: Arc<Bedrijf>,
}
