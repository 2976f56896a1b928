//! The questions of the protocol. Every test names its article and its requirement.

mod afbakening;
mod budget;
mod consultatie;
mod eigenschappen;
mod gemeen;
mod inzet;
mod looptijd;
mod medicatie;
mod privacy;
mod regie;
mod register;
mod rekenhulp;
mod scenarios;
mod soort;
mod tariefgroep;
mod toetsing;
mod toewijzing;
mod tweede_aanbieder;
mod verwijzing;
mod wijziging;
