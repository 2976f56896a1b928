//! The iJw 3.2 message engine: bytes in, typed message and findings out, and back. No I/O beyond the reader it is given.
