//! Pages: thin handlers over the use cases.
