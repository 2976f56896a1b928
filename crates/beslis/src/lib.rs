//! The pure decision core: facts and a regioprofiel in, a besluit with its gronden out.
