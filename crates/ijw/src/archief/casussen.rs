//! The worked cases of the standard, as far as they are about JW301 to JW319: every step is accepted by its receiver, and
//! what may not come in its place is refused with exactly the named rule. Codes of the iWmo in a case are those of the iJw here.

mod archief;
mod declareer;
mod declareren;
mod leveren;
mod proces;
mod verzoeken;
mod wijzigen;
