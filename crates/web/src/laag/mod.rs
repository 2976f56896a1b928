//! What happens around every handler.

pub(crate) mod apparaat;
pub(crate) mod formulier;
pub(crate) mod inpakken;
pub(crate) mod koppen;
pub(crate) mod meter;
pub(crate) mod rem;
pub(crate) mod sessie;
pub(crate) mod toegang;
pub(crate) mod verslag;
