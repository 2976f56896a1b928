//! Process rules that a message can show to be broken. They have no return code: nobody refuses a message for them. A gemeente
//! checks its own JW301 with them before it leaves, and an archive can be searched for what went wrong.

pub(super) mod levering;
pub(super) mod toewijzing;
pub(super) mod wijziging;
